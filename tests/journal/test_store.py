"""The journal of fix runs: what is written comes back, what a crash cut off does not."""

import datetime
from pathlib import Path

import pytest

from lintcorpus.journal.store import Journal, JournalError, digest_of, entries, mark_undone, runs
from lintcorpus.model.fix import Edit
from lintcorpus.model.result import AppliedFix
from lintcorpus.model.span import Span

NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
FIX = AppliedFix("a.md", "PUN001", "", (Edit(Span(0, 1), "，"),), 1)


def _journal(folder: Path, days: int = 0) -> Journal:
    return Journal(folder, NOW - datetime.timedelta(days=days))


def test_entries_come_back_byte_for_byte(tmp_path: Path) -> None:
    journal = _journal(tmp_path / "journal")
    assert runs(tmp_path / "journal") == []
    journal.record("a.md", b"\xff\x00old\r\n", b"new", [FIX])
    journal.record("文/b.md", b"", b"x", [])
    (run,) = runs(tmp_path / "journal")
    assert run == (journal.run, 2, False)
    first, second = entries(tmp_path / "journal", run.name)
    assert first == ("a.md", b"\xff\x00old\r\n", digest_of(b"new"), 1)
    assert (second.path, second.before, second.fixes) == ("文/b.md", b"", 0)
    assert (tmp_path / "journal" / ".gitignore").read_text() == "*\n"


def test_a_line_that_was_cut_off_is_no_entry(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.record("a.md", b"old", b"new", [])
    journal.record("b.md", b"old", b"new", [])
    file = tmp_path / f"{journal.run}.jsonl"
    file.write_bytes(file.read_bytes()[:-20])
    assert [entry.path for entry in entries(tmp_path, journal.run)] == ["a.md"]


def test_a_damaged_entry_is_named(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.record("a.md", b"old" * 50, b"new", [])
    file = tmp_path / f"{journal.run}.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"before": "', b'"before": "0'))
    with pytest.raises(JournalError, match=r"jsonl:1: the entry is damaged"):
        entries(tmp_path, journal.run)


def test_old_runs_go_when_there_are_many(tmp_path: Path) -> None:
    for days in range(60, 30, -1):
        _journal(tmp_path, days).record("a.md", b"old", b"new", [])
    assert len(runs(tmp_path)) == 30, "they were all young then"
    _journal(tmp_path).record("a.md", b"old", b"new", [])
    assert len(runs(tmp_path)) == 20


def test_young_runs_stay_however_many(tmp_path: Path) -> None:
    for days in range(28, -1, -1):
        _journal(tmp_path, days).record("a.md", b"old", b"new", [])
    assert len(runs(tmp_path)) == 29


def test_a_run_is_marked_as_undone(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.record("a.md", b"old", b"new", [])
    mark_undone(tmp_path, journal.run)
    assert runs(tmp_path) == [(journal.run, 1, True)]


def test_a_journal_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way", encoding="utf-8")
    with pytest.raises(JournalError, match="cannot write the journal"):
        _journal(tmp_path / "journal").record("a.md", b"old", b"new", [])
