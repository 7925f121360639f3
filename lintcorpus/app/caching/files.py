"""The files of the cache: that of the root at hand, and all together, how much they hold and what is long unused."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lintcorpus.app import patterns, prepared
from lintcorpus.cache import replay, store
from lintcorpus.cache.store import CacheError, Store, remove

_DAY = 86_400
_DAYS_OF_RUNS = 2
"""What a run said counts on its day only."""
_PATTERNS = (
    f"{store.PREFIX}*{store.SUFFIX}*",
    f"{store.PREFIX}*{store.LINKS}*",
    f"{replay.PREFIX}*",
    f"{prepared.PREFIX}*",
    f"{patterns.PREFIX}*",
)


class OwnFile:
    """Where the results of the root at hand are kept.

    Attributes:
        path: of the file, whether it is there or not.
        today: counted from the year 1.
        notes: what went wrong with it.
    """

    def __init__(self, path: Path, today: int) -> None:
        self.path = path
        self.today = today
        self.notes: list[str] = []

    def failed(self, error: CacheError) -> None:
        """Note that it cannot be used; a damaged one is thrown away."""
        said = "results are not kept (--no-cache asks for none)"
        if error.damaged:
            try:
                remove(self.path)
                said = "it was thrown away"
            except OSError:
                said = "it cannot be thrown away"
        self.note(f"{error}; {said}")

    def note(self, text: str) -> None:
        """Note something once."""
        if text not in self.notes:
            self.notes.append(text)


class Held(NamedTuple):
    """How much a cache folder holds: files, their bytes, and the results of this root, ``None`` without any."""

    files: int
    size: int
    results: int | None


def held(folder: Path, own: Path) -> Held:
    """How much is kept.

    Args:
        folder: the cache folder.
        own: the results of the root at hand.

    Raises:
        CacheError: the results cannot be read.
    """
    sizes = [path.stat().st_size for path in _files(folder)]
    if not own.exists():
        return Held(len(sizes), sum(sizes), None)
    with Store(own) as kept:
        return Held(len(sizes), sum(sizes), kept.count())


def clear(folder: Path) -> int:
    """Delete all results of all roots; compiled cards, indexes and answers of the web stay.

    Returns:
        How many files were deleted.

    Raises:
        CacheError: one cannot be deleted.
    """
    files = list(_files(folder))
    for path in files:
        try:
            remove(path)
        except OSError as error:
            raise CacheError(path, error.strerror or str(error)) from error
    return len(files)


def drop_unused(own: Path, limit: int = store.LIMIT) -> None:
    """Delete what no run has written for long, and the oldest while all together is larger than the limit.

    What cannot be deleted stays.

    Args:
        own: the results of the root at hand, which stay.
        limit: bytes of all files.
    """
    found = []
    for path in _files(own.parent):
        try:
            status = path.stat()
        except OSError:  # another run was quicker
            continue
        found.append((status.st_mtime, status.st_size, path))
    total = sum(size for _, size, _ in found)
    now = time.time()
    for modified, size, path in sorted(found):
        days = _DAYS_OF_RUNS if path.name.startswith(replay.PREFIX) else store.DAYS
        if path == own or (now - modified < days * _DAY and total <= limit):
            continue
        with suppress(OSError):
            remove(path)
            total -= size


def _files(folder: Path) -> Iterator[Path]:
    return (path for pattern in _PATTERNS for path in sorted(folder.glob(pattern)) if path.is_file())
