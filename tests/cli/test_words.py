"""``lintcorpus words``, and that rules about typos heed it."""

from pathlib import Path

import pytest

from lintcorpus.cli import main
from tests.support import compiled_cards


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    (tmp_path / "lintcorpus.yaml").write_text("select: [TYP001, TYP002]\n", encoding="utf-8")
    text = "The letters that we recieved last week are in a box under the stairs of the mill.\n\n他们在市场上当之无愠，一致好评。\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_word_of_the_project_is_right(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.md"]) == 1
    assert capsys.readouterr().out.count("TYP00") == 2
    assert main(["words", "add", "recieved", "当之无愠"]) == 0
    assert capsys.readouterr().out == ".lintcorpus/words.txt: recieved, 当之无愠 added\n"
    assert main(["a.md", "-q"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["a.md", "--isolated", "--select", "TYP002", "-q"]) == 1


def test_words_are_listed_and_removed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", "add", "zebra", "ape"]) == 0
    assert main(["words", "add", "ape"]) == 0
    assert main(["words", "remove", "zebra", "none"]) == 0
    assert main(["words", "list"]) == 0
    assert capsys.readouterr().out.split("\n")[1:] == [
        ".lintcorpus/words.txt is as it was; it holds ape already",
        ".lintcorpus/words.txt: zebra removed",
        "ape",
        "",
    ]


@pytest.mark.parametrize("arguments", [["add"], ["remove"], ["list", "x"], ["add", "# x"]])
def test_wrong_use(project: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", *arguments]) == 2
    assert capsys.readouterr().err.startswith("lintcorpus: error: ")


def test_the_rule_says_how(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "TYP001"]) == 0
    assert "lintcorpus words add WORD" in capsys.readouterr().out
    assert main(["explain", "MRK001"]) == 0
    assert "lintcorpus words" not in capsys.readouterr().out
