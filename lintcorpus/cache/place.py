"""Where what can be made anew is kept."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path


def default_cache_dir(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where compiled cards and results are kept between runs: the user's cache folder, or nowhere without one."""
    base = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    if base:
        return Path(base) / "lintcorpus"
    home = environment.get("HOME") or environment.get("USERPROFILE")
    return Path(home) / ".cache" / "lintcorpus" if home else None


def is_of_another(path: Path) -> bool:
    """Whether another user wrote a file, who may say in it what they like of the articles; true of what is no file.

    Raises:
        OSError: there is none, or nobody knows.
    """
    status = os.lstat(path)
    return not stat.S_ISREG(status.st_mode) or (hasattr(os, "geteuid") and status.st_uid not in (0, os.geteuid()))
