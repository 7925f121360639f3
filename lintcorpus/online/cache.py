"""Keeps what the web answered, with its age, in an SQLite file."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lintcorpus.model.web import Answer, Verdict
from lintcorpus.sqlitefile import Fault, fault_of, opened

_LAYOUT = 1
"""Counts the changes of the table; a file of another layout is made anew."""
_PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
_MANY = 500
"""How many values one statement names; SQLite takes 999 everywhere."""
_TABLE = """
CREATE TABLE answers (
    url TEXT PRIMARY KEY, at REAL NOT NULL, until REAL NOT NULL, verdict TEXT NOT NULL, status INTEGER NOT NULL,
    target TEXT NOT NULL, reason TEXT NOT NULL, asked TEXT NOT NULL)
"""


class CacheError(Exception):
    """The cache cannot be used; the message says why."""


class Kept(NamedTuple):
    """An answer in the cache.

    Attributes:
        answer: what was learned.
        at: when, in seconds since 1970.
        until: from when on it must not be trusted any more, in seconds since 1970.
    """

    answer: Answer
    at: float
    until: float


class Cache:
    """An open cache; use it in a ``with`` statement."""

    def __init__(self, path: Path) -> None:
        """Open the cache, or begin one where there is none or a damaged one.

        Args:
            path: the SQLite file.

        Raises:
            CacheError: it cannot be written.
        """
        self.renewed = False
        """Whether a damaged file was thrown away."""
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._base = opened(path, [_TABLE], _LAYOUT, _PATIENCE)
            except sqlite3.Error as error:
                if fault_of(error) is not Fault.DAMAGED:
                    raise
                path.unlink()
                self.renewed = True
                self._base = opened(path, [_TABLE], _LAYOUT, _PATIENCE)
        self._path = path

    def __enter__(self) -> "Cache":
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def get(self, urls: Iterable[str]) -> dict[str, Kept]:
        """What is kept of these URLs, whatever its age.

        Raises:
            CacheError: it cannot be read.
        """
        wanted = list(urls)
        found: dict[str, Kept] = {}
        with _told(self._path):
            for first in range(0, len(wanted), _MANY):
                some = wanted[first : first + _MANY]
                marks = ",".join("?" * len(some))
                for url, at, until, verdict, *rest in self._base.execute(
                    f"SELECT * FROM answers WHERE url IN ({marks})",
                    some,
                ):
                    with contextlib.suppress(ValueError):  # a verdict of a later version
                        found[url] = Kept(Answer(Verdict(verdict), *rest), at, until)
        return found

    def put(self, url: str, kept: Kept) -> None:
        """Keep an answer, in the place of an earlier one.

        Raises:
            CacheError: it cannot be written.
        """
        verdict, *rest = kept.answer
        row = (url, kept.at, kept.until, verdict.value, *rest)
        with _told(self._path):
            self._base.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise CacheError(f"{path}: cannot use the cache of answers: {error}") from error
