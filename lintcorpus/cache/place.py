"""Where what can be made anew is kept."""

import os
from collections.abc import Mapping
from pathlib import Path


def default_cache_dir(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where compiled cards and results are kept between runs: the user's cache folder, or nowhere without one."""
    base = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    if base:
        return Path(base) / "lintcorpus"
    home = environment.get("HOME") or environment.get("USERPROFILE")
    return Path(home) / ".cache" / "lintcorpus" if home else None
