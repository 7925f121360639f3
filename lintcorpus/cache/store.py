"""The cache of results as an SQLite file in the user's cache folder, one for each root.

SQLite because a run asks for a few of many thousand entries and changes a few, because two runs at
once must not spoil it, and because a run that is killed leaves the last whole state. What is in an
entry is bytes to this module; see ``packing``.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from lintcorpus.cache.place import is_of_another
from lintcorpus.cache.stat import Stat
from lintcorpus.sqlitefile import Fault, fault_of, opened, writing

PREFIX, SUFFIX = "results-", ".sqlite"
LINKS = ".links"
"""What the name of the file beside it ends in that holds which facts bear on each other."""
_LAYOUT = 3
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
_FORMS = 6
"""In so many forms it is kept what runs said of documents."""
_TABLES = (
    """CREATE TABLE entries (
        signature TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
        changed INTEGER NOT NULL, inode INTEGER NOT NULL, digest TEXT NOT NULL, since INTEGER NOT NULL,
        used INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (signature, path))""",
    "CREATE INDEX entries_by_use ON entries (used)",
    """CREATE TABLE details (
        signature TEXT NOT NULL, path TEXT NOT NULL, mark TEXT NOT NULL, found BLOB NOT NULL, outline BLOB NOT NULL,
        facts BLOB NOT NULL, PRIMARY KEY (signature, path))""",
    "CREATE TABLE conclusions (name TEXT PRIMARY KEY, used INTEGER NOT NULL, body BLOB NOT NULL)",
    """CREATE TABLE told (
        form TEXT NOT NULL, number INTEGER NOT NULL, used INTEGER NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (form, number))""",
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


class Part(Enum):
    """A part of the details of a file; the values are columns."""

    FOUND = "found"
    OUTLINE = "outline"
    FACTS = "facts"


class Details(NamedTuple):
    """What is known of a file beside its entry, and seldom asked for.

    Attributes:
        signature, path: as in ``Entry``.
        mark: names the details.
        found: what was found in the file, packed.
        outline: what its facts are compared by, packed.
        facts: what it contributes to the rules across files, packed.
    """

    signature: str
    path: str
    mark: str
    found: bytes
    outline: bytes
    facts: bytes


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
            is_new = not path.exists()
            self._base = opened(path, _TABLES, _LAYOUT, _PATIENCE)
        if is_new:
            with suppress(OSError):
                os.chmod(path, 0o600)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def entries(self, signatures: Iterable[str], paths: Sequence[str]) -> Iterator[Entry]:
        """What is kept for these files, or for more, under any of the signatures."""
        columns = "SELECT signature, path, size, modified, changed, inode, digest, since, body FROM entries"
        with _told(self._path):
            for signature in signatures:
                for rows in self._rows(f"{columns} WHERE signature = ?", signature, paths):
                    for row in rows:
                        yield Entry(row[0], row[1], Stat(*row[2:6]), *row[6:])

    def details(
        self, part: Part, signatures: Iterable[str], paths: Sequence[str]
    ) -> Iterator[tuple[str, str, str, bytes]]:
        """Signature, path, mark and a part of the details of these files, or of more, under any of the signatures."""
        columns = f"SELECT signature, path, mark, {part.value} FROM details"
        with _told(self._path):
            for signature in signatures:
                for rows in self._rows(f"{columns} WHERE signature = ?", signature, paths):
                    for row in rows:  # noqa: UP028 - it would close a cursor whose connection is closed before
                        yield row

    def _rows(self, statement: str, signature: str, paths: Sequence[str]) -> Iterator[Iterable[Any]]:
        """All rows of a signature in one go when many files are asked for, else those of the files."""
        if len(paths) > _MANY:
            yield self._base.execute(statement, (signature,))
            return
        marks = ",".join("?" * len(paths))
        yield self._base.execute(f"{statement} AND path IN ({marks})", (signature, *paths))

    def put(self, items: Sequence[tuple[Entry, Details]], today: int, limit: int = LIMIT) -> None:
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
            for entry, details in items:
                room -= _size(entry, details)
                if room < 0:
                    break
                row = (entry.signature, entry.path, *entry.stat, entry.digest, entry.since, today, entry.body)
                self._base.execute(f"INSERT OR REPLACE INTO entries VALUES ({','.join('?' * len(row))})", row)
                self._base.execute("INSERT OR REPLACE INTO details VALUES (?, ?, ?, ?, ?, ?)", details)

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

    def told(self, form: str, number: int) -> bytes | None:
        """A piece of what was said of documents in a form, by its number from 0."""
        with _told(self._path):
            query = "SELECT body FROM told WHERE form = ? AND number = ?"
            row = self._base.execute(query, (form, number)).fetchone()
        return None if row is None else row[0]

    def put_told(self, form: str, pieces: Iterable[bytes], size: int, today: int, limit: int = LIMIT) -> None:
        """Keep what was said of documents in a form, in the place of what was said before; nothing without room.

        Args:
            form: names how it was said; of others the last few are kept.
            pieces: of what was said.
            size: bytes of all pieces.
            today: counted from the year 1.
            limit: bytes that the cache may have.
        """
        if size > limit - self._held():
            return
        with self._writing():
            self._base.execute("DELETE FROM told WHERE form = ?", (form,))
            rows = ((form, number, today, piece) for number, piece in enumerate(pieces))
            self._base.executemany("INSERT INTO told VALUES (?, ?, ?, ?)", rows)
            self._base.execute(
                "DELETE FROM told WHERE form NOT IN"
                " (SELECT form FROM told GROUP BY form ORDER BY max(rowid) DESC LIMIT ?)",
                (_FORMS,),
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
            for table in ("entries", "conclusions", "told"):
                self._base.execute(f"DELETE FROM {table} WHERE used < ?", (today if is_full else today - DAYS,))
            self._base.execute(
                "DELETE FROM details WHERE NOT EXISTS (SELECT 1 FROM entries e"
                " WHERE e.signature = details.signature AND e.path = details.path)"
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
        with _told(self._path), writing(self._base):
            yield


def _size(entry: Entry, details: Details) -> int:
    return len(entry.body) + len(details.found) + len(details.outline) + len(details.facts)


def remove(path: Path) -> None:
    """Delete a cache with what SQLite may have left beside it.

    Raises:
        OSError: it cannot be deleted.
    """
    for name in (path, path.with_name(path.name + "-journal"), path.with_suffix(LINKS)):
        name.unlink(missing_ok=True)


def _own(path: Path) -> None:
    """Refuse a cache that another user wrote."""
    try:
        is_foreign = is_of_another(path)
    except FileNotFoundError:
        return
    if is_foreign:
        raise CacheError(path, "it belongs to another user, or is no file")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell a damaged cache from one that cannot be used."""
    try:
        yield
    except sqlite3.Error as error:
        raise CacheError(path, str(error), damaged=fault_of(error) is Fault.DAMAGED) from error
    except OSError as error:
        raise CacheError(path, error.strerror or str(error)) from error
    except (ValueError, TypeError, OverflowError) as error:  # what was read is not what was written
        raise CacheError(path, str(error), damaged=True) from error
