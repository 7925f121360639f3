"""Files beside the page of an HTML report: written before it, and deleted after the page that needed them is gone."""

import os
from pathlib import Path

import pytest

from lintcorpus.cli import main
from tests.support import compiled_cards

LONG = "# 潮汐磨坊\n\n" + "磨坊建在河口，靠潮水推动水轮。\n\n" * 200 + "潮水退了，，水轮停了。\n"
SHORT = "# 潮汐磨坊\n\n潮水退了，，水轮停了。\n"


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with more text than a page holds, in which the tests run."""
    monkeypatch.setattr("lintcorpus.reporters.html.parts._LARGEST_INSIDE", 20_000)
    for number in range(4):
        (tmp_path / f"{number}.md").write_text(LONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    return tmp_path


def run(*words: str) -> int:
    return main(["check", "--isolated", "--quiet", "--select", "PUN001", *words])


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_parts_are_named_by_the_page_and_go_with_it(corpus: Path) -> None:
    folder = corpus / "report-files"
    assert run("0.md", "1.md", "2.md", "3.md", "--output", "html=report.html") == 1
    page = (corpus / "report.html").read_text(encoding="utf-8")
    first = names(folder)
    assert first
    assert all(name in page for name in first)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (corpus / "0.md").write_text(LONG + "末尾。\n", encoding="utf-8")
    assert run("0.md", "1.md", "2.md", "3.md", "--output", "html=report.html") == 1
    second = names(folder)
    page = (corpus / "report.html").read_text(encoding="utf-8")
    assert second != first | {"notes.txt"}
    assert all(name in page for name in second - {"notes.txt"})
    for number in range(4):
        (corpus / f"{number}.md").write_text(SHORT, encoding="utf-8")
    assert run("0.md", "--output", "html=report.html") == 1
    assert names(folder) == {"notes.txt"}
    (folder / "notes.txt").unlink()
    assert run("0.md", "--output", "html=report.html") == 1
    assert not folder.exists()


def test_reports_of_other_formats_leave_the_parts_alone(corpus: Path) -> None:
    words = ["--output", "html=report.html", "--output", "json=report.json"]
    assert run("0.md", "1.md", "2.md", "3.md", *words) == 1
    assert names(corpus / "report-files")


def test_a_report_that_cannot_be_written_leaves_the_old_page(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "report.html").write_text("old", encoding="utf-8")
    (corpus / "report-files").write_text("a file where the folder would be", encoding="utf-8")
    assert run("0.md", "1.md", "2.md", "3.md", "--output", "html=report.html") == 2
    assert "--output html=report.html: " in capsys.readouterr().err
    assert (corpus / "report.html").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(os.name == "nt", reason="devices of POSIX")
def test_what_is_no_file_gets_the_whole_report(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("0.md", "1.md", "2.md", "3.md", "--output", "html=/dev/null") == 1
    assert run("0.md", "1.md", "2.md", "3.md", "--output", "html") == 1
    assert capsys.readouterr().out.count("磨坊建在河口") >= 800
    assert names(corpus) == {"0.md", "1.md", "2.md", "3.md"}
