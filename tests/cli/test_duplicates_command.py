"""``lintcorpus duplicates``: what it prints and the exit code."""

import json
from pathlib import Path

import pytest

from lintcorpus.cli import main
from tests.duplicates.texts import chinese, edited, english
from tests.support import compiled_cards


def _article(body: str, date: str) -> str:
    return f"---\ntitle: 渡口\nauthor: 渡口笔记\ndate: {date}\n---\n\n{body}\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    texts = {
        "a.md": _article(chinese(1), "2024-03-04"),
        "b.md": _article(edited(chinese(1), 6), "2023-05-06"),
        "c.md": _article(chinese(2), "2022-01-01"),
        "digest.txt": "\n\n".join(chinese(at) for at in range(2, 7)),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_text_says_what_to_keep_and_why(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duplicates"]) == 1
    said = capsys.readouterr()
    lines = said.out.split("\n")
    assert lines[0].startswith("b.md: keep, earliest date 2023-05-06; 4")
    assert lines[1].startswith("  a.md: copy, ")
    assert lines[2] == ""
    assert lines[3].startswith("digest.txt: keep, holds the other; 2,400 characters")
    assert lines[4].startswith("  c.md: contained in it, 9") or lines[4].startswith("  c.md: contained in it, 100 %")
    assert said.err == "4 files: 1 cluster of near copies, 1 file to spare, 1 file holds others\n"


def test_json_and_output(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duplicates", "--format", "json", "--output", "text=out.txt", "--output", "json=out.json", "-q"]) == 1
    said = capsys.readouterr()
    report = json.loads(said.out)
    assert (report["schema"], report["files"], report["threshold"], report["unreadable"]) == (1, 4, 0.5, [])
    assert [cluster["kind"] for cluster in report["clusters"]] == ["copies", "container"]
    assert report["clusters"][0]["keep"] == {"path": "b.md", "characters": 486, "reason": "earliest date 2023-05-06"}
    assert set(report["clusters"][0]["members"][0]) == {"path", "characters", "relation", "share", "share_of_kept"}
    assert (corpus / "out.json").read_text(encoding="utf-8") == said.out
    assert (corpus / "out.txt").read_text(encoding="utf-8").startswith("b.md: keep")
    assert said.err == ""


def test_nothing_found(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duplicates", "a.md", "c.md"]) == 0
    assert capsys.readouterr().out == ""


def test_a_lower_share_finds_more(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duplicates", "--threshold", "1", "a.md", "b.md"]) == 0
    assert main(["duplicates", "--threshold", "0.3", "a.md", "b.md"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--threshold", "0"],
        ["--threshold", "1.5"],
        ["--threshold", "nan"],
        ["--output", "sarif=x"],
        ["--output", "json=nowhere/out.json"],
        ["nowhere.md"],
        ["-"],
        ["empty"],
    ],
)
def test_wrong_use(arguments: list[str], corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "empty").mkdir()
    assert main(["duplicates", *arguments]) == 2
    assert capsys.readouterr().err.startswith("lintcorpus: error: ")


def test_an_unreadable_file_is_named(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "lintcorpus.yaml").write_text("max-file-size: 1000\n", encoding="utf-8")
    assert main(["duplicates", "c.md", "digest.txt", "--format", "json", "-q"]) == 3
    found = json.loads(capsys.readouterr().out)["unreadable"]
    assert [item["path"] for item in found] == ["c.md", "digest.txt"]
    assert all("limit" in item["reason"] for item in found)


def test_files_that_are_no_text_are_passed_over(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "picture.md").write_bytes(bytes(range(256)) * 40)
    assert main(["duplicates", "a.md", "picture.md"]) == 0


def test_english_in_one_encoding_and_another(corpus: Path) -> None:
    text = english(1).replace("harbour", "café’s")
    (corpus / "one.md").write_text(text, encoding="utf-8")
    (corpus / "two.md").write_text(text, encoding="utf-16")
    assert main(["duplicates", "one.md", "two.md"]) == 1
