"""``lintcorpus undo``, and what a fix run keeps so that it can be taken back."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lintcorpus.cli import main
from lintcorpus.cli.interactive import Questions
from lintcorpus.reporters.width import cells
from tests.support import compiled_cards

OLD, NEW = "好，，再见。\n", "好，再见。\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    (tmp_path / "lintcorpus.yaml").write_text("select: [PUN001]\n", encoding="utf-8")
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(OLD, encoding="utf-8")
    (tmp_path / "gbk.txt").write_bytes(("天" * 40 + OLD).encode("gbk").replace(b"\n", b"\r\n"))
    return tmp_path


def _content(project: Path) -> dict[str, bytes]:
    return {item.name: item.read_bytes() for item in project.iterdir() if item.is_file()}


def test_a_run_is_taken_back_byte_for_byte(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _content(project)
    assert main(["--fix", "."]) == 0
    assert _content(project) != before
    assert main(["undo"]) == 0
    shown = capsys.readouterr()
    assert shown.out == "a.md\nb.md\ngbk.txt\n"
    assert "3 files have their old content again" in shown.err
    assert _content(project) == before
    assert main(["undo"]) == 2
    assert "no fix run to take back" in capsys.readouterr().err


def test_runs_are_taken_back_one_after_the_other(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _content(project)
    assert main(["--fix", "a.md"]) == 0
    assert main(["--fix", "b.md"]) == 0
    assert main(["undo", "-q"]) == 0
    assert (project / "a.md").read_text(encoding="utf-8") == NEW
    assert main(["undo", "-q"]) == 0
    assert _content(project) == before
    assert main(["undo", "--list"]) == 0
    listed = capsys.readouterr().out.split("\n")
    assert [line.partition("  ")[2] for line in listed if "  " in line] == ["1 file, taken back"] * 2


def test_a_run_is_named_by_its_beginning(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--fix", "a.md", "-q"]) == 0
    capsys.readouterr()
    assert main(["undo", "--list"]) == 0
    name = capsys.readouterr().out.split()[0]
    assert main(["undo", "1999"]) == 2
    assert "no fix run in the journal begins with '1999'" in capsys.readouterr().err
    assert main(["undo", name[:-2]]) == 0


@pytest.mark.parametrize("change", ["edited", "gone"])
def test_nothing_is_taken_back_when_a_file_changed_since(
    project: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    assert main(["--fix", "."]) == 0
    if change == "edited":
        (project / "b.md").write_text("mine\n", encoding="utf-8")
    else:
        (project / "b.md").unlink()
    after = _content(project)
    assert main(["undo"]) == 1
    shown = capsys.readouterr()
    assert "b.md: it was changed since" in shown.err or "b.md: it is gone" in shown.err
    assert "nothing was taken back" in shown.err
    assert _content(project) == after


def test_a_file_that_was_not_reached_is_fine(project: Path) -> None:
    before = _content(project)
    assert main(["--fix", "."]) == 0
    (project / "b.md").write_bytes(before["b.md"])  # as after a crash between journal and file
    assert main(["undo", "-q"]) == 0
    assert _content(project) == before


def test_no_journal_when_none_is_wanted(project: Path) -> None:
    assert main(["--fix", "--no-journal", "."]) == 0
    assert main(["--diff", "."]) == 0
    assert main(["--fix", "--isolated", "--select", "PUN001", "."]) == 0
    assert not (project / ".lintcorpus").exists()


def test_a_file_is_left_alone_when_the_journal_cannot_be_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / ".lintcorpus").mkdir()
    (project / ".lintcorpus" / "journal").write_text("in the way", encoding="utf-8")
    before = _content(project)
    assert main(["--fix", "."]) == 3
    assert "cannot write the journal" in capsys.readouterr().out
    assert _content(project) == before


def test_a_backup_holds_the_old_content(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--fix", "--backup", ".orig", "a.md"]) == 0
    assert (project / "a.md.orig").read_text(encoding="utf-8") == OLD
    assert (project / "a.md").read_text(encoding="utf-8") == NEW
    assert main(["--fix", "--backup", "x/y", "a.md"]) == 2
    assert "--backup wants a suffix" in capsys.readouterr().err


def test_fix_only_reports_nothing_but_failures(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.md").write_text("问：！好，，再见。\n", encoding="utf-8")
    (project / "lintcorpus.yaml").write_text("select: [PUN001, PUN002]\n", encoding="utf-8")
    assert main(["--fix-only", "a.md"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["--fix-only", "--exit-non-zero-on-fix", "b.md"]) == 1


class _Terminal:
    """A terminal with somebody who types these answers, and who reads."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.shown: list[str] = []

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self._answers.pop(0) + "\n" if self._answers else ""

    def write(self, text: str) -> int:
        self.shown.append(text)
        return len(text)

    def flush(self) -> None:
        return None


@pytest.mark.parametrize(
    ("answers", "after"),
    [
        (["y", "n"], "甲，好。\n\n乙，，好。\n"),
        (["n", "y"], "甲，，好。\n\n乙，好。\n"),
        (["a"], "甲，好。\n\n乙，好。\n"),
        (["d"], "甲，，好。\n\n乙，，好。\n"),
        (["what", "y", "q"], "甲，好。\n\n乙，，好。\n"),
        ([], "甲，，好。\n\n乙，，好。\n"),
    ],
)
def test_every_fix_is_asked_for(project: Path, monkeypatch: pytest.MonkeyPatch, answers: list[str], after: str) -> None:
    terminal = _Terminal(*answers)
    monkeypatch.setattr("sys.stdin", terminal)
    (project / "a.md").write_text("甲，，好。\n\n乙，，好。\n", encoding="utf-8")
    main(["--fix", "--interactive", "a.md"])
    assert (project / "a.md").read_text(encoding="utf-8") == after


def test_a_question_shows_message_and_change() -> None:
    from lintcorpus.engine.pipeline import check_document
    from tests.support import app, document, plan_for

    source = document("甲，，好。\n\n第二段。\n")
    (item,) = check_document(source, plan_for("PUN001")).diagnostics
    terminal = _Terminal("y")
    questions = Questions(app().catalog.cards, "en", terminal, terminal, color=False, width=80)  # type: ignore[arg-type]
    assert questions.wanted(source, item, item.fixes[0])
    shown = "".join(terminal.shown)
    assert "example.md:1:2: PUN001" in shown
    assert "  - 甲，，好。\n  + 甲，好。\n" in shown
    assert "Apply this safe fix? [y/n/a/d/q] " in shown
    assert "第二段" not in shown


def test_a_question_shows_where_a_long_line_changes() -> None:
    from lintcorpus.engine.pipeline import check_document
    from tests.support import app, document, plan_for

    source = document(f"{'甲' * 60}，，{'乙' * 60}。\n")
    (item,) = check_document(source, plan_for("PUN001")).diagnostics
    terminal = _Terminal("n")
    questions = Questions(app().catalog.cards, "en", terminal, terminal, color=False, width=40)  # type: ignore[arg-type]
    assert not questions.wanted(source, item, item.fixes[0])
    gone, come = (line for line in "".join(terminal.shown).split("\n") if line[:4] in ("  - ", "  + "))
    assert "，，乙" in gone
    assert "甲，乙" in come
    assert max(cells(gone), cells(come)) <= 40


def test_what_goes_stands_before_what_comes_and_the_answers_are_told_once() -> None:
    from lintcorpus.engine.pipeline import check_document
    from tests.support import app, document, plan_for

    source = document("甲，，好。\n\n乙，，好。\n")
    found = check_document(source, plan_for("PUN001")).diagnostics
    terminal = _Terminal("n", "n")
    questions = Questions(app().catalog.cards, "en", terminal, terminal, color=False, width=80)  # type: ignore[arg-type]
    assert [questions.wanted(source, item, item.fixes[0]) for item in found] == [False, False]
    shown = "".join(terminal.shown)
    assert shown.index("- 乙，，") < shown.index("+ 乙，好")
    assert shown.count("a (all of this rule)") == 1


def test_nobody_to_ask_is_wrong_use(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read, write = os.pipe()
    os.close(write)
    with os.fdopen(read) as stream, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", stream)
        assert main(["--fix", "--interactive", "a.md"]) == 2
    assert "standard input is none" in capsys.readouterr().err


@pytest.mark.slow
def test_kill_at_any_moment_leaves_whole_files_and_a_journal_that_undoes(tmp_path: Path) -> None:
    chance = random.Random(7)
    root = Path(__file__).parent.parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root), "XDG_CACHE_HOME": str(compiled_cards())}
    (tmp_path / "lintcorpus.yaml").write_text("select: [PUN001]\n", encoding="utf-8")
    names = [f"{at:03}.md" for at in range(60)]
    killed = 0
    for _ in range(200):
        for name in names:
            (tmp_path / name).write_text(OLD * 20, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "lintcorpus", "--fix", "-q", "."], cwd=tmp_path, env=environment
        )
        time.sleep(chance.uniform(0.25, 0.75))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() != 0
        content = {name: (tmp_path / name).read_text(encoding="utf-8") for name in names}
        assert set(content.values()) <= {OLD * 20, NEW * 20}
        if NEW * 20 in content.values():
            done = subprocess.run(
                [sys.executable, "-m", "lintcorpus", "undo", "-q"], cwd=tmp_path, env=environment, check=False
            )
            assert done.returncode == 0
            assert {(tmp_path / name).read_text(encoding="utf-8") for name in names} == {OLD * 20}
    assert killed > 20, "the moments were all too late to mean anything"
