"""Compiled patterns are kept between runs, and a file of them that is of no use does no harm."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lintcorpus.app import patterns
from lintcorpus.app.caching.files import clear
from lintcorpus.app.patterns import keep_patterns, recall_patterns
from lintcorpus.model.patterns import Patterns


@pytest.fixture
def other_process(monkeypatch: pytest.MonkeyPatch) -> Patterns:
    """Patterns of a process that has just begun."""
    fresh = Patterns()
    monkeypatch.setattr(patterns, "PATTERNS", fresh)
    return fresh


def _another(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Patterns:
    later = Patterns()
    monkeypatch.setattr(patterns, "PATTERNS", later)
    recall_patterns(folder)
    return later


def test_what_a_run_compiled_the_next_one_knows(
    other_process: Patterns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_process.compiled("a+", 0)
    keep_patterns(tmp_path)
    later = _another(monkeypatch, tmp_path)
    assert later.compiled("a+", 0) == re.compile("a+")
    assert later.new == {}
    later.compiled("b+", re.IGNORECASE)
    keep_patterns(tmp_path)
    assert set(_another(monkeypatch, tmp_path).known) == {("a+", 0), ("b+", int(re.IGNORECASE))}


def test_nothing_is_written_where_nothing_is_new(other_process: Patterns, tmp_path: Path) -> None:
    recall_patterns(tmp_path)
    keep_patterns(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_those_of_another_python_do_not_count(
    other_process: Patterns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_process.compiled("a+", 0)
    keep_patterns(tmp_path)
    monkeypatch.setattr(patterns, "dialect", lambda: "another")
    assert _another(monkeypatch, tmp_path).known == {}


def test_each_program_has_its_own(other_process: Patterns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other_process.compiled("a+", 0)
    keep_patterns(tmp_path)
    monkeypatch.setattr(patterns, "program", lambda: "newer")
    later = _another(monkeypatch, tmp_path)
    assert later.known == {}
    later.compiled("b+", 0)
    keep_patterns(tmp_path)
    assert set(_another(monkeypatch, tmp_path).known) == {("b+", 0)}
    assert clear(tmp_path) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("held", [b"", b"damaged" * 100])
def test_a_damaged_file_is_written_anew(
    held: bytes, other_process: Patterns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_process.compiled("a+", 0)
    keep_patterns(tmp_path)
    next(tmp_path.iterdir()).write_bytes(held)
    later = _another(monkeypatch, tmp_path)
    assert later.known == {}
    later.compiled("a+", 0)
    keep_patterns(tmp_path)
    assert set(_another(monkeypatch, tmp_path).known) == {("a+", 0)}


def test_a_check_keeps_them_in_its_cache(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("# 河边的早晨\n\n清晨六点，，河边已经有人在跑步。\n", encoding="utf-8")
    program = ("-q", "--isolated", "--cache-dir", str(tmp_path / "kept"))
    done = _run(program, article)
    (kept,) = (tmp_path / "kept").glob("patterns-*")
    held = kept.read_bytes()
    assert _run(program, article) == done
    assert kept.read_bytes() == held


def _run(program: tuple[str, ...], article: Path) -> tuple[int, str]:
    found = subprocess.run(
        [sys.executable, "-m", "lintcorpus", "check", *program, article.name],
        cwd=article.parent,
        capture_output=True,
        text=True,
    )
    return found.returncode, found.stdout
