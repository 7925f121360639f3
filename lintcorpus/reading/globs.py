"""Globs, expanded here because Windows shells do not and quoted ones reach us as they are."""

import fnmatch
import os
import re
from collections.abc import Collection, Iterator

from lintcorpus.model.lazy import lazy

_MAGIC = lazy(r"[*?[]")
_SEPARATORS = lazy("[" + re.escape(os.sep + (os.altsep or "")) + "]+")


def is_glob(path: str) -> bool:
    """Whether a path is a pattern; one that exists as it stands (``[1] notes.md``) is not."""
    return _MAGIC.search(path) is not None and not os.path.lexists(path)


def expand(pattern: str, never: Collection[str]) -> list[str]:
    """What a glob stands for, sorted, each name once.

    ``**`` stands for any number of folders; it does not go through symbolic links, which could lead
    in circles, nor into hidden folders. At the end of a pattern it stands for the folder itself.

    Args:
        pattern: relative to the working directory, or absolute.
        never: names of folders that are not entered.
    """
    drive, tail = os.path.splitdrive(pattern)
    base = drive + os.sep if _SEPARATORS.match(tail) else drive
    parts = [part for part in _SEPARATORS.split(tail) if part]
    return sorted(set(_matches(base, parts, frozenset(never))))


def _matches(base: str, parts: list[str], never: frozenset[str]) -> Iterator[str]:
    if not parts:
        yield base or os.curdir
        return
    part, *rest = parts
    if part == "**":
        if not rest:
            yield base or os.curdir
        elif rest[0] == "**":
            yield from _matches(base, rest, never)
        else:
            for folder in _folders(base, never):
                yield from _matches(folder, rest, never)
    elif _MAGIC.search(part):
        for entry in _entries(base):
            hidden = entry.name.startswith(".") and not part.startswith(".")
            if not hidden and entry.name not in never and fnmatch.fnmatch(entry.name, part):
                yield from _matches(os.path.join(base, entry.name), rest, never)
    else:
        path = os.path.join(base, part)
        if os.path.lexists(path):
            yield from _matches(path, rest, never)


def _folders(base: str, never: frozenset[str]) -> Iterator[str]:
    """A folder and all below it."""
    pending = [base]
    while pending:
        folder = pending.pop()
        yield folder
        for entry in _entries(folder):
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".") and entry.name not in never:
                pending.append(os.path.join(folder, entry.name))


def _entries(folder: str) -> list["os.DirEntry[str]"]:
    """What is in a folder; nothing in what is none or cannot be read, as in a shell."""
    try:
        with os.scandir(folder or os.curdir) as entries:
            return list(entries)
    except OSError:
        return []
