"""The corpus that is edited at random, and what its runs are compared for."""

from pathlib import Path

import pytest
from load import Hour, grown, summary
from load_edits import _EDITS, Corpus


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_same_seed_makes_the_same_corpus_and_the_same_edits(tmp_path: Path) -> None:
    trees = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        corpus = Corpus(tmp_path / name, 12, 20, seed=3)
        paragraphs = corpus.write()
        assert 12 * 15 < paragraphs < 12 * 27
        touched = corpus.edit(60)
        corpus.other_settings()
        assert {f"articles/{name}" for name in corpus.names} == _tree(tmp_path / name).keys() - {"lintcorpus.yaml"}
        trees.append((_tree(tmp_path / name), touched))
    assert trees[0] == trees[1]


def test_every_edit_changes_some_file_or_its_time(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path, 12, 20, seed=1)
    corpus.write()
    for edit in _EDITS:
        before = {str(file): (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.rglob("*.md")}
        for _ in range(3):
            edit(corpus)
        after = {str(file): (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.rglob("*.md")}
        assert before != after, edit


def test_what_grows_is_told_from_what_varies() -> None:
    assert grown([100, 110, 95, 104, 99, 105]) == 0
    assert grown([100, 120, 120, 130, 150, 160]) == pytest.approx(0.23, abs=0.01)
    assert grown([100, 120, 100, 120, 100, 220]) == 0
    assert grown([70, 75, 120, 124, 123, 122]) == 0
    assert grown([10, 12, 14, 16, 18, 20]) == 0
    assert grown([5.0]) == 0


@pytest.mark.slow
def test_a_round_of_edits_and_runs_finds_nothing_that_differs(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "scratch").mkdir()
    corpus = Corpus(tmp_path / "project", 60, 10, seed=5)
    paragraphs = corpus.write()
    hour = Hour(corpus, tmp_path / "scratch")
    hour.next_round(2, float("inf"))
    assert hour.faults == []
    assert hour.compared["cold"] == 2
    assert summary(hour, paragraphs, 1.0)["kinds"]["cold"]["runs"] == 1
    (tmp_path / "scratch" / "cold").write_bytes(b"{}\n")
    hour._compare("cold", "warm", "cold")
    assert len(hour.faults) == 1
