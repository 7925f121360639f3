"""The errors that lintcorpus shows to people: one line, with the place and what to do."""

import os
from collections.abc import Iterable
from itertools import islice

_MANY_NAMES = 10_000
"""Names of a folder that are compared with one that is not there."""


class UsageError(Exception):
    """Something the user gave is wrong: an option, a setting, a card, a path. Exit code 2."""


def nearest(name: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """A hint that names the nearest known name, or nothing when none is near.

    Args:
        name: what was given.
        known: what would have been right.
        cutoff: how like it a name must be, from 0 to 1.

    Returns:
        ``"; did you mean 'x'?"`` or the empty string.
    """
    import difflib  # only where something was wrong

    found = difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f"; did you mean {found[0]!r}?" if found else ""


def no_such_path(path: str, what: str = "no such file or folder") -> str:
    """What to say of a path that is not there: it, and the nearest one in the last folder of it that is.

    Args:
        path: relative to the working directory, or absolute.
        what: what it was to be.
    """
    import difflib

    folder, name = os.path.split(path.rstrip(os.sep))
    while folder and not os.path.isdir(folder):
        folder, name = os.path.split(folder)
    try:
        with os.scandir(folder or os.curdir) as entries:
            beside = {entry.name for entry in islice(entries, _MANY_NAMES)}
    except OSError:
        beside = set()
    found = difflib.get_close_matches(name, sorted(beside), n=1, cutoff=0.7)  # an ending alone is not near
    return f"{path}: {what}" + (f"; did you mean {os.path.join(folder, found[0])!r}?" if found else "")
