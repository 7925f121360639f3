"""The cache as the command line has it: said again, cleared, done without, killed, and used twice at once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lintcorpus.cache import stat
from lintcorpus.cli import check_command, main
from tests.support import compiled_cards


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(stat, "_MARGIN", 0)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for at in range(3):
        (tmp_path / f"{at}.md").write_text(
            f"# 第{at}篇\n\n好，，再见。\n\n见[港](maps/harbour.md)。\n", encoding="utf-8"
        )
    (tmp_path / "lintcorpus.yaml").write_text("ignore: [LNK003]\n")
    time.sleep(0.02)
    return tmp_path


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for every run that was not just said again."""
    done: list[int] = []
    original = check_command._run

    def run(*arguments: object) -> int:
        done.append(1)
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(check_command, "_run", run)
    return done


def cache_dir(root: Path) -> Path:
    return root / ".lintcorpus" / "cache"


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main([*words, "--cache-dir", ".lintcorpus/cache"])
    return code, *capsys.readouterr()


def test_a_run_over_unchanged_files_is_said_again(
    project: Path, checks: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    first = said(capsys, ".")
    assert first[0] == 1
    assert "PUN001" in first[1]
    assert "Found" in first[2]
    assert said(capsys, ".") == first
    assert len(checks) == 1
    assert said(capsys, ".", "--no-cache") == first
    assert len(checks) == 2


@pytest.mark.parametrize(
    ("change", "sees"),
    [
        (lambda root: (root / "1.md").write_text("# One\n\nNothing at all.\n"), True),
        (lambda root: os.replace(root / "1.md", root / "9.md"), True),
        (lambda root: (root / "1.md").unlink(), True),
        (lambda root: (root / "new.md").write_text("# New\n\nNothing at all.\n"), True),
        (lambda root: (root / "new.html").write_text("passed over and counted"), True),
        (lambda root: (root / "maps" / "harbour.md").parent.mkdir(), False),
        (lambda root: (root / "lintcorpus.yaml").write_text("ignore: [LNK003, PUN001]\n"), True),
        (lambda root: (root / "lintcorpus.yaml").unlink(), True),
        (lambda root: (root / ".gitignore").write_text("1.md\n"), True),
    ],
)
def test_a_change_is_seen(
    change: object, sees: bool, project: Path, checks: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    first = said(capsys, ".")
    change(project)  # type: ignore[operator]
    time.sleep(0.02)
    second = said(capsys, ".")
    assert second == said(capsys, ".", "--no-cache")
    assert (second != first) is sees


def test_a_neighbour_is_asked_again(project: Path, checks: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    (project / "articles").mkdir()
    for file in project.glob("*.md"):
        file.rename(project / "articles" / file.name)
    time.sleep(0.02)
    first = said(capsys, "articles")
    assert "LNK011" in first[1]
    assert said(capsys, "articles") == first
    assert len(checks) == 1
    (project / "articles" / "maps").mkdir()
    (project / "articles" / "maps" / "harbour.md.txt").write_text("x")
    (project / "articles" / "maps" / "harbour.md").mkdir()
    assert "LNK011" not in said(capsys, "articles")[1]


@pytest.mark.parametrize("name", ["words.txt", "accepted.yaml", "learned.yaml", "baseline.jsonl"])
def test_a_project_file_that_comes_is_seen(
    name: str, project: Path, checks: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, ".")
    (project / ".lintcorpus" / name).write_text("")
    time.sleep(0.02)
    said(capsys, ".")
    assert len(checks) == 2


@pytest.mark.parametrize("words", [["--output-format", "json"], ["--lang", "zh"], ["--max-findings", "1"], ["-q"]])
def test_other_words_are_another_run(
    words: list[str], project: Path, checks: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    first = said(capsys, ".")
    assert said(capsys, ".", *words) != first
    assert len(checks) == 2


def test_files_that_are_written_are_written_every_time(
    project: Path, checks: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, ".", "--output", "json=out.json")
    (project / "out.json").unlink()
    said(capsys, ".", "--output", "json=out.json")
    assert (project / "out.json").exists()


def test_what_was_repaired_is_not_said_again(
    project: Path, checks: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    first = said(capsys, ".")
    said(capsys, ".", "--fix", "--unsafe-fixes")
    time.sleep(0.02)
    assert said(capsys, ".") == said(capsys, ".", "--no-cache") != first


def test_a_file_of_an_earlier_run_that_is_damaged_counts_for_nothing(
    project: Path, checks: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    first = said(capsys, ".")
    (kept,) = cache_dir(project).glob("run-*.json")
    kept.write_bytes(kept.read_bytes().replace(b"PUN001", b"PUN002"))
    assert said(capsys, ".") == first
    assert len(checks) == 2


def test_info_and_clear(project: Path, checks: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    assert "no results of this project" in said(capsys, "cache", "info")[1]
    first = said(capsys, ".")
    assert "results of 3 files of this project" in said(capsys, "cache", "info")[1]
    assert (cache_dir(project) / ".gitignore").read_text() == "*\n"
    assert said(capsys, "cache", "clear")[0] == 0
    assert not list(cache_dir(project).glob("results-*"))
    assert not list(cache_dir(project).glob("run-*"))
    assert list(cache_dir(project).glob("pack-*"))
    assert said(capsys, ".") == first
    assert len(checks) == 2
    assert main(["cache", "info", "--no-cache"]) == 2
    assert main(["cache", "info", "--isolated"]) == 2


def test_nothing_is_kept_among_the_articles_unless_it_is_said(project: Path) -> None:
    assert main(["."]) == 1
    assert not (project / ".lintcorpus").exists()
    assert main([".", "--no-cache", "--cache-dir", "kept"]) == 1
    assert not list((project / "kept").glob("results-*"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_cache_that_is_read_only_is_no_fault(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = said(capsys, ".")
    cache_dir(project).chmod(0o500)
    try:
        (project / "0.md").write_text("好，，再见，，再见。\n", encoding="utf-8")
        code, out, _ = said(capsys, ".")
        assert (code, out) == said(capsys, ".", "--no-cache")[:2]
        assert out != first[1]
    finally:
        cache_dir(project).chmod(0o700)


def _process(project: Path) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "lintcorpus", ".", "--cache-dir", ".lintcorpus/cache", "--output-format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(check_command.__file__).parents[2])}
    return subprocess.Popen(words, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _many(project: Path) -> None:
    cache_dir(project).mkdir(parents=True, exist_ok=True)
    for pack in (compiled_cards() / "lintcorpus").glob("pack-*"):
        (cache_dir(project) / pack.name).write_bytes(pack.read_bytes())
    for at in range(60):
        text = f"# 第{at}篇\n\n好，，再见。\n\n" + f"渡口的船每天早上{at}点离开，雾还没有散，" * 30 + "。\n"
        (project / f"many{at:03}.md").write_text(text, encoding="utf-8")


def test_runs_that_are_killed_or_run_at_once_change_no_result(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["."])  # compiles the cards
    _many(project)
    capsys.readouterr()
    main([".", "--no-cache", "--output-format", "json"])
    expected = capsys.readouterr().out
    for delay in (0.3, 0.8, 1.6):
        process = _process(project)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    for _ in range(2):
        pair = [_process(project), _process(project)]
        for process in pair:
            out, _err = process.communicate()
            assert (out.decode(), process.returncode) == (expected, 1)
