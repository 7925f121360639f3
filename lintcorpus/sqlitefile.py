"""SQLite files of what can be made anew: opened or begun, written all or nothing, and what is wrong with them."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path


class Fault(Enum):
    """What is wrong with a file."""

    DAMAGED = auto()
    """What it holds is not what was written, or of another version: it is to be made anew."""
    BUSY = auto()
    """Another process is writing."""
    UNUSABLE = auto()
    """It cannot be opened, read or written: permissions, a full disk."""


_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def opened(path: Path, tables: Iterable[str], layout: int, patience: float) -> sqlite3.Connection:
    """Open a file, or begin one where there is none.

    Args:
        path: the file; its folder must exist.
        tables: the statements that begin it.
        layout: counts the changes of the tables, from 1.
        patience: seconds to wait for another process that writes.

    Raises:
        sqlite3.Error: it cannot be opened, or has another layout; see ``fault_of``.
    """
    base = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        base.execute("PRAGMA synchronous = OFF")  # what a power cut takes is made anew, too
        if _layout(base) == 0:
            with writing(base):
                if _layout(base) == 0:  # no other process was quicker
                    for statement in tables:
                        base.execute(statement)
                    base.execute(f"PRAGMA user_version = {layout}")
        if _layout(base) != layout:
            raise sqlite3.DatabaseError("it was made by another version")
    except BaseException:
        base.close()
        raise
    return base


def _layout(base: sqlite3.Connection) -> int:
    (version,) = base.execute("PRAGMA user_version").fetchone()
    return int(version)


@contextmanager
def writing(base: sqlite3.Connection) -> Iterator[None]:
    """Write all that is written meanwhile, or nothing of it."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
        base.execute("COMMIT")
    except BaseException:
        if base.in_transaction:
            base.execute("ROLLBACK")
        raise


def fault_of(error: sqlite3.Error) -> Fault:
    """What an error says of the file; see https://www.sqlite.org/rescode.html."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF  # those without a code are of Python
    if code in _DAMAGED:
        return Fault.DAMAGED
    return Fault.BUSY if code in _BUSY else Fault.UNUSABLE
