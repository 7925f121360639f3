"""The files around an article."""

import pickle
import unicodedata
from pathlib import Path

from lintcorpus.reading.neighbours import neighbours_of


def test_files_are_looked_up_from_the_folder_of_the_article(tmp_path: Path) -> None:
    (tmp_path / "a" / "img").mkdir(parents=True)
    (tmp_path / "a" / "img" / "gate.png").write_bytes(b"")
    (tmp_path / "b.md").write_text("# 闸\n", encoding="utf-8")
    around = neighbours_of(tmp_path / "a" / "x.md", tmp_path, 1000)
    assert around is not None
    assert around.holds("img/gate.png") is True
    assert around.holds("img") is True
    assert around.holds("img/none.png") is False
    assert around.holds("../b.md") is True
    assert around.text("../b.md") == "# 闸\n"
    assert around.text("none.md") is None


def test_nothing_outside_the_root_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "out.md").write_text("x", encoding="utf-8")
    around = neighbours_of(tmp_path / "root" / "x.md", tmp_path / "root", 1000)
    assert around is not None
    assert around.holds("../out.md") is None
    assert around.holds("/etc") is None
    assert around.text("../out.md") is None
    assert neighbours_of(tmp_path / "x.md", tmp_path / "root", 1000) is None


def test_names_in_either_normal_form_and_no_names_at_all(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "café.md")).write_text("x", encoding="utf-8")
    around = neighbours_of(tmp_path / "x.md", tmp_path, 1000)
    assert around is not None
    assert around.holds("café.md") is True
    assert around.holds("a\0b") is False


def test_unreadable_text_is_none_and_neighbours_travel_to_workers(tmp_path: Path) -> None:
    (tmp_path / "big.md").write_text("x" * 50, encoding="utf-8")
    around = neighbours_of(tmp_path / "x.md", tmp_path, 10)
    assert around is not None
    assert around.text("big.md") is None
    assert around.text(".") is None
    assert pickle.loads(pickle.dumps(around)) == around
