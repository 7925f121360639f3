"""Measures a folder of very many small files: seconds, memory, and whether each was read.

python bench/load.py [--files 100000] [--json FILE]
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Write the files, check them, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for at in range(args.files):
            (folder / f"{at}.md").write_bytes(f"# 第 {at} 篇\n\n这一篇只有一句话，说的是 {at}。\n".encode())
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "lintcorpus", ".", "--isolated", "--no-cache", "--output-format", "statistics"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        spent = time.monotonic() - began
    read = re.search(r"in ([\d,]+) files", said)
    count = int(read[1].replace(",", "")) if read else 0
    code, memory = os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024
    print(f"{count:,} of {args.files:,} files, {spent:.0f} s, {memory:.0f} MB, exit code {code}")
    if args.json:
        args.json.write_text(json.dumps({"files": count, "seconds": round(spent), "memory": round(memory)}))
    return 0 if count == args.files and code in (0, 1) else 1


if __name__ == "__main__":
    sys.exit(main())
