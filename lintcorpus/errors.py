"""The errors that lintcorpus shows to people: one line, with the place and what to do."""

from collections.abc import Iterable


class UsageError(Exception):
    """Something the user gave is wrong: an option, a setting, a card, a path. Exit code 2."""


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known name, or nothing when none is near.

    Args:
        name: what was given.
        known: what would have been right.

    Returns:
        ``"; did you mean 'x'?"`` or the empty string.
    """
    import difflib  # only where something was wrong

    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean {found[0]!r}?" if found else ""
