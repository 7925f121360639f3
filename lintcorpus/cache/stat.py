"""Tells by size, times and inode whether a file can have changed, as git does."""

import os
import time
from typing import NamedTuple

_MARGIN = 2_000_000_000
"""Nanoseconds that a time stamp must lie back to be trusted: the coarsest file systems count in two seconds."""


class Stat(NamedTuple):
    """What the file system says of a file.

    Attributes:
        size: in bytes.
        modified, changed: when its content, and anything about it, changed last, in nanoseconds.
        inode: its number.
    """

    size: int
    modified: int
    changed: int
    inode: int


UNKNOWN = Stat(-1, 0, 0, 0)
"""What no file has."""


def stat_of(path: str | os.PathLike[str]) -> Stat:
    """What the file system says of a file now; ``UNKNOWN`` when it is gone."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return UNKNOWN
    return Stat(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def is_settled(stat: Stat, now: int) -> bool:
    """Whether a change after ``now`` would show.

    A file that changed a moment ago may change again without another time stamp; one with a time
    to come, too.

    Args:
        stat: of the file, asked before it was read.
        now: the time at which it was asked, in nanoseconds.
    """
    return stat != UNKNOWN and is_past(max(stat.modified, stat.changed), now)


def is_past(changed: int, now: int) -> bool:
    """Whether what changed at a time, in nanoseconds, would have another one if it changed after ``now``."""
    return changed < now - _MARGIN


def clock() -> int:
    """The time in nanoseconds, to be compared with those of files."""
    return time.time_ns()
