"""The corpus index as an SQLite file.

It holds facts, never text: for each document its digest and what the rules across files collected.
Whatever is read from it is checked against a digest of its own, for a damaged index must not speak.
"""

import json
import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import xxhash

from lintcorpus.index.errors import DamagedIndexError, IndexBusyError, UnusableIndexError
from lintcorpus.model.checker import Fact, LocatedFact
from lintcorpus.model.finding import Frame, Place
from lintcorpus.model.span import Position, Span
from lintcorpus.sqlitefile import Fault, fault_of, opened, writing

_LAYOUT = 1
"""Counts the changes of the tables; an index of another layout is made anew."""
_PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
_MANY = 500
"""How many values one statement names; SQLite takes 999 everywhere."""
_LEAST_SHARE = 0.25
"""A document shares at least this much of the fingerprints of the shorter fact before a rule looks at it."""
_NO_FRAME = Frame("", "", "", (False, False, False))
_TABLES = """
CREATE TABLE rules (rule TEXT PRIMARY KEY, signature TEXT NOT NULL);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, modified INTEGER NOT NULL,
    digest TEXT NOT NULL, account TEXT NOT NULL);
CREATE TABLE facts (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, rule TEXT NOT NULL, lookup INTEGER NOT NULL,
    body TEXT NOT NULL, prints BLOB NOT NULL, number INTEGER NOT NULL, digest INTEGER NOT NULL);
CREATE INDEX facts_by_key ON facts (lookup);
CREATE INDEX facts_by_document ON facts (document);
CREATE TABLE prints (print INTEGER NOT NULL, fact INTEGER NOT NULL, PRIMARY KEY (print, fact)) WITHOUT ROWID;
"""

Facts = Mapping[str, Sequence[LocatedFact]]
"""Facts by rule id."""
_T = TypeVar("_T")


class Entry(NamedTuple):
    """What the index knows of a file.

    Attributes:
        path: relative to the root.
        size: in bytes.
        modified: the time of its last change in nanoseconds, as the file system tells it.
        digest: of its bytes.
        account: who published it, for people; may be empty.
    """

    path: str
    size: int
    modified: int
    digest: str
    account: str = ""


class Status(NamedTuple):
    """How much an index holds; ``size`` is that of its file in bytes."""

    documents: int
    facts: int
    prints: int
    accounts: int
    size: int


class Index:
    """An open index; close it, or use it in a ``with`` statement."""

    def __init__(self, path: Path) -> None:
        """Open an index, or begin one where there is none.

        Args:
            path: the SQLite file; its folder must exist.

        Raises:
            DamagedIndexError: the file is no index of this layout.
            IndexBusyError: another process is writing.
            UnusableIndexError: it cannot be opened.
        """
        self._path = path
        with _told_apart(path):
            self._base = opened(path, _TABLES.split(";\n"), _LAYOUT, _PATIENCE)

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _told_apart(self._path), writing(self._base):
            yield

    def signatures(self) -> dict[str, str]:
        """The rules whose facts it holds, each with what names its settings."""
        with _told_apart(self._path):
            return dict(self._base.execute("SELECT rule, signature FROM rules"))

    def entries(self, paths: Iterable[str] | None = None) -> dict[str, Entry]:
        """What it knows of these files, or of all, by path."""
        columns = "SELECT path, size, modified, digest, account FROM documents"
        with _told_apart(self._path):
            if paths is None:
                return {row[0]: Entry(*row) for row in self._base.execute(columns)}
            return {row[0]: Entry(*row) for row in self._chosen(f"{columns} WHERE path IN", list(paths))}

    def begin(self, signatures: Mapping[str, str]) -> None:
        """Forget everything, and take facts of these rules from now on."""
        with self._writing():
            for table in ("rules", "documents", "facts", "prints"):
                self._base.execute(f"DELETE FROM {table}")
            self._base.executemany("INSERT INTO rules VALUES (?, ?)", sorted(signatures.items()))

    def put(self, items: Iterable[tuple[Entry, Facts]]) -> None:
        """Keep the facts of some files in place of what was known of them, all or nothing."""
        with self._writing():
            added: list[tuple[int, int]] = []
            for entry, facts in items:
                self._remove([entry.path])
                document = self._base.execute(
                    "INSERT INTO documents (path, size, modified, digest, account) VALUES (?, ?, ?, ?, ?)", entry
                ).lastrowid
                for rule, located in facts.items():
                    for item in located:
                        added.extend(self._add(document, entry.path, rule, item))
            # In order: a tree that is filled at random places is written many times.
            self._base.executemany("INSERT OR IGNORE INTO prints VALUES (?, ?)", sorted(added))

    def _add(self, document: int | None, path: str, rule: str, item: LocatedFact) -> Iterator[tuple[int, int]]:
        key, span, data, prints = item.fact
        part = item.place.path[len(path) :]
        body = json.dumps([key, *span, part, *data], separators=(",", ":"))
        row = (document, rule, _lookup(rule, key), body, prints, len(prints) // 8, _check(rule, body, prints))
        fact = self._base.execute(
            "INSERT INTO facts (document, rule, lookup, body, prints, number, digest) VALUES (?, ?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        assert fact is not None
        return ((print_, fact) for print_ in array("q", prints))

    def touch(self, entries: Iterable[Entry]) -> None:
        """Note sizes and times of files whose content is as it was."""
        with self._writing():
            rows = [(entry.size, entry.modified, entry.path) for entry in entries]
            self._base.executemany("UPDATE documents SET size = ?, modified = ? WHERE path = ?", rows)

    def remove(self, paths: Iterable[str]) -> None:
        """Forget some files."""
        with self._writing():
            self._remove(paths)

    def _remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            found = self._base.execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
            if found is None:
                continue
            for fact, prints in self._base.execute("SELECT id, prints FROM facts WHERE document = ?", found).fetchall():
                rows = [(print_, fact) for print_ in array("q", prints)]
                self._base.executemany("DELETE FROM prints WHERE print = ? AND fact = ?", rows)
            self._base.execute("DELETE FROM facts WHERE document = ?", found)
            self._base.execute("DELETE FROM documents WHERE id = ?", found)

    def related(self, rule: str, facts: Sequence[LocatedFact], leaving_out: Iterable[str]) -> list[LocatedFact]:
        """The facts of other files that bear on some facts: same key, or enough fingerprints in common.

        Args:
            rule: whose facts they are.
            facts: of the documents at hand.
            leaving_out: paths of files that are at hand themselves.

        Returns:
            Facts marked as known, in order of path and place; the place has path and offsets only.
        """
        with _told_apart(self._path):
            away = {row[0] for row in self._chosen("SELECT id FROM documents WHERE path IN", list(leaving_out))}
            found: set[int] = set()
            keys = sorted({_lookup(rule, item.fact.key) for item in facts})
            found.update(row[0] for row in self._chosen("SELECT id FROM facts WHERE lookup IN", keys))
            for item in facts:
                found.update(self._alike(item.fact.prints))
            rows = self._chosen(
                "SELECT f.document, d.path, f.rule, f.body, f.prints, f.digest FROM facts f"
                " JOIN documents d ON d.id = f.document WHERE f.id IN",
                sorted(found),
            )
            known = [self._fact(*row[1:]) for row in rows if row[0] not in away and row[2] == rule]
        return sorted(known, key=lambda item: (item.place.path, item.fact.span, item.fact.key))

    def _alike(self, prints: bytes) -> Iterator[int]:
        """The facts that share enough fingerprints with some."""
        shared: dict[int, int] = {}
        wanted = sorted(set(array("q", prints)))
        for row in self._chosen("SELECT fact, print FROM prints WHERE print IN", wanted):
            shared[row[0]] = shared.get(row[0], 0) + 1
        numbers = self._chosen("SELECT id, number FROM facts WHERE id IN", sorted(shared))
        return (fact for fact, number in numbers if shared[fact] >= _LEAST_SHARE * min(number, len(wanted)))

    def _fact(self, path: str, rule: str, body: str, prints: bytes, digest: int) -> LocatedFact:
        if _check(rule, body, prints) != digest:
            raise DamagedIndexError(self._path, f"an entry of {path} is not what was written")
        key, start, end, part, *data = json.loads(body)
        place = Place(path + part, Position(0, 0, start), Position(0, 0, end), _NO_FRAME)
        return LocatedFact(Fact(key, Span(start, end), tuple(data), prints), place, known=True)

    def _chosen(self, statement: str, values: Sequence[Any]) -> Iterator[Any]:
        """The rows for all values, few at a time; the statement ends in ``IN``."""
        for some in _parts(values, _MANY):
            # All at once: a cursor that is left half read would outlive the connection.
            yield from self._base.execute(f"{statement} ({','.join('?' * len(some))})", some).fetchall()

    def status(self) -> Status:
        """How much it holds."""
        with _told_apart(self._path):
            row = self._base.execute(
                "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM facts), (SELECT count(*) FROM prints),"
                " (SELECT count(DISTINCT account) FROM documents WHERE account != '')"
            ).fetchone()
            documents, facts, prints, accounts = row
            return Status(documents, facts, prints, accounts, os.path.getsize(self._path))


@contextmanager
def _told_apart(path: Path) -> Iterator[None]:
    """Tell a damaged index, a busy one, and one that cannot be used apart."""
    try:
        yield
    except sqlite3.Error as error:
        fault = fault_of(error)
        if fault is Fault.BUSY:
            raise IndexBusyError(path, "another process is writing it") from error
        raise (DamagedIndexError if fault is Fault.DAMAGED else UnusableIndexError)(path, str(error)) from error
    except (ValueError, TypeError, UnicodeDecodeError) as error:  # what was read is not what was written
        raise DamagedIndexError(path, str(error)) from error


def _parts(values: Sequence[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


def _lookup(rule: str, key: str) -> int:
    return _signed(f"{rule}\0{key}".encode("utf-8", "surrogatepass"))


def _check(rule: str, body: str, prints: bytes) -> int:
    return _signed(f"{rule}\0{body}\0".encode("utf-8", "surrogatepass") + prints)


def _signed(data: bytes) -> int:
    """A digest in the range of SQLite's integers."""
    return xxhash.xxh3_64_intdigest(data) - (1 << 63)
