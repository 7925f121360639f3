"""The cache of results as an SQLite file in the user's cache folder, one for each root.

SQLite because a run asks for a few of many thousand entries and changes a few, because two runs at
once must not spoil it, and because a run that is killed leaves the last whole state. What is in an
entry is bytes to this module; see ``packing``.
"""

import os
import sqlite3
import stat as modes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from lintcorpus.cache.stat import Stat

PREFIX, SUFFIX = "results-", ".sqlite"
_LAYOUT = 2
"""Counts the changes of the tables; a file of another layout is made anew."""
_PATIENCE = 5.0
"""Seconds to wait for another process that writes; then the run goes on without."""
_MANY = 500
"""How many values one statement names; SQLite takes 999 everywhere."""
LIMIT = 512_000_000
"""Bytes that the cache may have, that of one root and those of all roots."""
DAYS = 30
"""What was not used for so long is dropped."""
_CONCLUSIONS = 8
"""Every edit of a file leads to another conclusion; so many of the last are kept."""
_TABLES = (
    """CREATE TABLE entries (
        signature TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
        changed INTEGER NOT NULL, inode INTEGER NOT NULL, digest TEXT NOT NULL, since INTEGER NOT NULL,
        used INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (signature, path))""",
    "CREATE INDEX entries_by_use ON entries (used)",
    """CREATE TABLE facts (
        signature TEXT NOT NULL, path TEXT NOT NULL, mark TEXT NOT NULL, outline BLOB NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (signature, path))""",
    "CREATE TABLE conclusions (name TEXT PRIMARY KEY, used INTEGER NOT NULL, body BLOB NOT NULL)",
)


class CacheError(Exception):
    """The cache cannot be used; the message says why.

    Attributes:
        damaged: whether it is to be thrown away.
    """

    def __init__(self, path: Path, reason: str, *, damaged: bool = False) -> None:
        super().__init__(f"{path}: {reason}")
        self.damaged = damaged


class Entry(NamedTuple):
    """What checking a file gave.

    Attributes:
        signature: names what else it depends on.
        path: of the file, as reports show it.
        stat: of the file; ``UNKNOWN`` when its digest must be asked.
        digest: of its bytes.
        since: the day on which it was checked, counted from the year 1.
        body: the packed results.
    """

    signature: str
    path: str
    stat: Stat
    digest: str
    since: int
    body: bytes


class Facts(NamedTuple):
    """What a file contributes to the rules across files.

    Attributes:
        signature, path: as in ``Entry``.
        mark: names the facts.
        outline: what they are compared by, packed.
        body: all else of them, packed.
    """

    signature: str
    path: str
    mark: str
    outline: bytes
    body: bytes


class Store:
    """An open cache; use it in a ``with`` statement."""

    def __init__(self, path: Path) -> None:
        """Open the cache, or begin one.

        Args:
            path: the SQLite file.

        Raises:
            CacheError: it cannot be used.
        """
        self._path = path
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            ignore = path.parent / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="ascii")
            _own(path)
            self._base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            with _told(path):
                self._prepare()
        except BaseException:
            self._base.close()
            raise

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def _prepare(self) -> None:
        # What a power cut takes is made anew from the articles, and a digest tells.
        self._base.execute("PRAGMA synchronous = OFF")
        if self._layout() == 0:
            self._base.execute("BEGIN IMMEDIATE")
            if self._layout() == 0:  # no other process was quicker
                for statement in _TABLES:
                    self._base.execute(statement)
                self._base.execute(f"PRAGMA user_version = {_LAYOUT}")
            self._base.execute("COMMIT")
            os.chmod(self._path, 0o600)
        if self._layout() != _LAYOUT:
            raise CacheError(self._path, "it was made by another version", damaged=True)

    def _layout(self) -> int:
        (version,) = self._base.execute("PRAGMA user_version").fetchone()
        return int(version)

    def entries(self, signatures: Iterable[str], paths: Sequence[str]) -> Iterator[Entry]:
        """What is kept for these files, or for more, under any of the signatures."""
        columns = "SELECT signature, path, size, modified, changed, inode, digest, since, body FROM entries"
        with _told(self._path):
            for signature in signatures:
                for rows in self._rows(f"{columns} WHERE signature = ?", signature, paths):
                    for row in rows:
                        yield Entry(row[0], row[1], Stat(*row[2:6]), *row[6:])

    def outlines(self, signatures: Iterable[str], paths: Sequence[str]) -> Iterator[tuple[str, str, str, bytes]]:
        """Signature, path, mark and outline of what these files, or more, contribute."""
        columns = "SELECT signature, path, mark, outline FROM facts"
        with _told(self._path):
            for signature in signatures:
                for rows in self._rows(f"{columns} WHERE signature = ?", signature, paths):
                    for row in rows:  # noqa: UP028 - it would close a cursor whose connection is closed before
                        yield row

    def facts(self, signatures: Iterable[str], paths: Sequence[str]) -> list[Facts]:
        """What these files, or more, contribute, under any of the signatures."""
        columns = "SELECT signature, path, mark, outline, body FROM facts"
        found: list[Facts] = []
        with _told(self._path):
            for signature in signatures:
                for rows in self._rows(f"{columns} WHERE signature = ?", signature, paths):
                    found.extend(Facts(*row) for row in rows)
        return found

    def _rows(self, statement: str, signature: str, paths: Sequence[str]) -> Iterator[Iterable[Any]]:
        """All rows of a signature in one go when many files are asked for, else those of the files."""
        if len(paths) > _MANY:
            yield self._base.execute(statement, (signature,))
            return
        marks = ",".join("?" * len(paths))
        yield self._base.execute(f"{statement} AND path IN ({marks})", (signature, *paths))

    def put(self, items: Sequence[tuple[Entry, Facts]], today: int, limit: int = LIMIT) -> None:
        """Keep what some files gave, in the place of what was known of them under the same signatures.

        What finds no room is not kept.

        Args:
            items: of each file.
            today: counted from the year 1.
            limit: bytes that the cache may have.
        """
        self.prune(today, sum(_size(*item) for item in items), limit)
        room = limit - self._held()
        with self._writing():
            for entry, facts in items:
                room -= _size(entry, facts)
                if room < 0:
                    break
                row = (entry.signature, entry.path, *entry.stat, entry.digest, entry.since, today, entry.body)
                self._base.execute(f"INSERT OR REPLACE INTO entries VALUES ({','.join('?' * len(row))})", row)
                self._base.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?)", facts)

    def touch(self, entries: Iterable[Entry]) -> None:
        """Note what the file system says now of files whose bytes are as they were."""
        rows = [(*entry.stat, entry.signature, entry.path) for entry in entries]
        with self._writing():
            self._base.executemany(
                "UPDATE entries SET size = ?, modified = ?, changed = ?, inode = ? WHERE signature = ? AND path = ?",
                rows,
            )

    def use(self, signatures: Iterable[str], today: int) -> None:
        """Note once a day that entries were used; all of a signature, for that costs one statement."""
        wanted = sorted(signatures)
        with _told(self._path):
            old = [
                signature
                for signature in wanted
                if self._base.execute(
                    "SELECT 1 FROM entries WHERE signature = ? AND used != ? LIMIT 1", (signature, today)
                ).fetchone()
            ]
        if old:
            with self._writing():
                self._base.executemany(
                    "UPDATE entries SET used = ? WHERE signature = ?", [(today, item) for item in old]
                )

    def conclusions(self, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """By name what the rules across files concluded, as far as it is kept."""
        with _told(self._path):
            for name in names:
                row = self._base.execute("SELECT body FROM conclusions WHERE name = ?", (name,)).fetchone()
                if row is not None:
                    yield name, row[0]

    def put_conclusions(self, bodies: Mapping[str, bytes], today: int, beside: int = 0) -> None:
        """Keep what was concluded, and drop what was concluded long before.

        Args:
            bodies: by name.
            today: counted from the year 1.
            beside: how many others are kept at least.
        """
        with self._writing():
            rows = [(name, today, body) for name, body in bodies.items()]
            self._base.executemany("INSERT OR REPLACE INTO conclusions VALUES (?, ?, ?)", rows)
            self._base.execute(
                "DELETE FROM conclusions WHERE rowid NOT IN"
                " (SELECT rowid FROM conclusions ORDER BY rowid DESC LIMIT ?)",
                (max(_CONCLUSIONS, len(bodies) + beside),),
            )

    def prune(self, today: int, coming: int = 0, limit: int = LIMIT) -> None:
        """Drop what was not used for long, and where room is short, what was not used today.

        Args:
            today: counted from the year 1.
            coming: bytes for which there must be room.
            limit: bytes that the cache may have.
        """
        with _told(self._path):
            oldest = self._base.execute("SELECT min(used) FROM entries").fetchone()[0]
        is_full = self._held() + coming > limit
        if oldest is None or (oldest >= today - DAYS and not (is_full and oldest < today)):
            return
        with self._writing():
            for table in ("entries", "conclusions"):
                self._base.execute(f"DELETE FROM {table} WHERE used < ?", (today if is_full else today - DAYS,))
            self._base.execute(
                "DELETE FROM facts WHERE NOT EXISTS (SELECT 1 FROM entries e"
                " WHERE e.signature = facts.signature AND e.path = facts.path)"
            )
        with _told(self._path):
            self._base.execute("VACUUM")

    def _held(self) -> int:
        """Bytes of the pages that hold something."""
        with _told(self._path):
            pages, free, size = (
                int(self._base.execute(f"PRAGMA {name}").fetchone()[0])
                for name in ("page_count", "freelist_count", "page_size")
            )
        return (pages - free) * size

    def count(self) -> int:
        """How many entries it holds."""
        with _told(self._path):
            return int(self._base.execute("SELECT count(*) FROM entries").fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _told(self._path):
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise


def _size(entry: Entry, facts: Facts) -> int:
    return len(entry.body) + len(facts.outline) + len(facts.body)


def remove(path: Path) -> None:
    """Delete a cache with what SQLite may have left beside it.

    Raises:
        OSError: it cannot be deleted.
    """
    for name in (path, path.with_name(path.name + "-journal")):
        name.unlink(missing_ok=True)


def _own(path: Path) -> None:
    """Refuse a cache that another user wrote: it may say what it likes of the articles."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return
    if not modes.S_ISREG(status.st_mode):
        raise CacheError(path, "it is no file")
    if hasattr(os, "geteuid") and status.st_uid not in (0, os.geteuid()):
        raise CacheError(path, "it belongs to another user")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell a damaged cache from one that cannot be used; see https://www.sqlite.org/rescode.html."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        damage = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT)
        raise CacheError(path, str(error), damaged=code in damage) from error
    except OSError as error:
        raise CacheError(path, error.strerror or str(error)) from error
    except (ValueError, TypeError, OverflowError) as error:  # what was read is not what was written
        raise CacheError(path, str(error), damaged=True) from error
