"""What can be wrong with an index; none of it is the fault of an article."""

from pathlib import Path


class IndexUnavailableError(Exception):
    """The index cannot be read or written now.

    Attributes:
        path: the index.
        reason: what is wrong.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class DamagedIndexError(IndexUnavailableError):
    """What it holds is not what was written; it must be made anew."""


class IndexBusyError(IndexUnavailableError):
    """Another process is writing."""


class UnusableIndexError(IndexUnavailableError):
    """The file cannot be opened, read or written: permissions, a full disk."""
