"""SQLite files: begun once, written whole or not at all, and their faults told apart."""

import sqlite3
from pathlib import Path

import pytest

from lintcorpus.sqlitefile import Fault, fault_of, opened, writing

TABLES = ("CREATE TABLE words (word TEXT PRIMARY KEY)",)


def _words(path: Path) -> list[str]:
    base = opened(path, TABLES, 1, 0.05)
    found = [word for (word,) in base.execute("SELECT word FROM words")]
    base.close()
    return found


def test_a_file_is_begun_once(tmp_path: Path) -> None:
    base = opened(tmp_path / "a", TABLES, 1, 0.05)
    with writing(base):
        base.execute("INSERT INTO words VALUES ('ferry')")
    base.close()
    assert _words(tmp_path / "a") == ["ferry"]


def test_what_fails_half_way_is_not_written(tmp_path: Path) -> None:
    base = opened(tmp_path / "a", TABLES, 1, 0.05)
    with pytest.raises(sqlite3.IntegrityError) as raised, writing(base):
        base.executemany("INSERT INTO words VALUES (?)", [("ferry",), ("ferry",)])
    base.close()
    assert fault_of(raised.value) is Fault.UNUSABLE
    assert _words(tmp_path / "a") == []


def test_another_layout_and_what_is_no_database_are_damage(tmp_path: Path) -> None:
    _words(tmp_path / "a")
    (tmp_path / "b").write_bytes(b"a text and no database, longer than a header" * 99)
    for name in "ab":
        with pytest.raises(sqlite3.Error) as raised:
            opened(tmp_path / name, TABLES, 2, 0.05)
        assert fault_of(raised.value) is Fault.DAMAGED


def test_a_file_that_somebody_writes_is_busy_and_a_folder_is_unusable(tmp_path: Path) -> None:
    other = opened(tmp_path / "a", TABLES, 1, 0.05)
    base = opened(tmp_path / "a", TABLES, 1, 0.05)
    with writing(other), pytest.raises(sqlite3.Error) as raised, writing(base):
        pass
    assert fault_of(raised.value) is Fault.BUSY
    other.close()
    base.close()
    with pytest.raises(sqlite3.Error) as raised:
        opened(tmp_path, TABLES, 1, 0.05)
    assert fault_of(raised.value) is Fault.UNUSABLE
