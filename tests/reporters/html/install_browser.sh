#!/usr/bin/env bash
# What tests of the HTML report in a browser need: Chromium and a Chinese font (Debian, as root), and into the
# folder that is named: playwright-core, axe-core. Prints the value of NODE_PATH. The page itself needs nothing of it.
set -euo pipefail
folder=${1:?usage: install_browser.sh FOLDER}
if ! command -v chromium >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >&2
fi
mkdir -p "$folder"
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --silent --no-fund --no-audit --prefix "$folder" \
    playwright-core@1 axe-core@4 >&2
echo "$folder/node_modules"
