"""``--watch`` with a real process: it checks again, clears a terminal, and ends as the last check would."""

import argparse
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from lintcorpus.app.compose import App
from lintcorpus.cli import main

WRONG, RIGHT = "# 渔港\n\n码头上，，有很多船。\n", "# 渔港\n\n码头上，有很多船。\n"
CLEAR = "\x1b[2J"
slow = pytest.mark.slow
needs_watchfiles = pytest.mark.skipif(find_spec("watchfiles") is None, reason="the extra 'watch' is not installed")


class Watching:
    """A process with what it has written so far."""

    def __init__(self, process: "subprocess.Popen[bytes]", streams: list[int]) -> None:
        self.process = process
        self._text = ""
        self._news = threading.Condition()
        for stream in streams:
            threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: int) -> None:
        while True:
            try:
                data = os.read(stream, 65536)
            except OSError:  # the other end of a terminal is gone
                return
            if not data:
                return
            with self._news:
                self._text += data.decode("utf-8", "replace")
                self._news.notify_all()

    def until(self, wanted: Callable[[str], bool]) -> str:
        """What it has written by the time that there is what is wanted."""
        with self._news:
            assert self._news.wait_for(lambda: wanted(self._text), 60), self._text
            return self._text

    def turns(self, count: int) -> str:
        """What it has written after so many checks."""
        return self.until(lambda text: text.count("watching for changes") >= count)

    def interrupt(self) -> int:
        """Press Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


@contextmanager
def watching(folder: Path, *arguments: str, terminal: bool = False) -> Iterator[Watching]:
    out, inside = os.openpty() if terminal else os.pipe()
    command = [sys.executable, "-m", "lintcorpus", "check", "--watch", "--select", "PUN001", "--no-cache", *arguments]
    with subprocess.Popen(command, cwd=folder, stdout=inside, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as run:
        os.close(inside)
        assert run.stderr
        try:
            yield Watching(run, [out, run.stderr.fileno()])
        finally:
            run.kill()
            run.wait()
            os.close(out)


@slow
@needs_watchfiles
def test_it_checks_again_when_a_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(WRONG, encoding="utf-8")
    with watching(tmp_path, ".") as seen:
        assert seen.turns(1).count("a.md:3:4: warning PUN001") == 1
        file.write_text(RIGHT, encoding="utf-8")
        assert seen.turns(2).count("a.md:3:4: warning PUN001") == 1
        (tmp_path / "b.md").write_text(WRONG, encoding="utf-8")
        text = seen.turns(3)
        assert "b.md:3:4: warning PUN001" in text
        assert CLEAR not in text
        assert seen.interrupt() == 1


@slow
@needs_watchfiles
def test_its_exit_code_is_that_of_the_last_check(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(WRONG, encoding="utf-8")
    with watching(tmp_path, "a.md") as seen:
        seen.turns(1)
        file.write_text(RIGHT, encoding="utf-8")
        seen.turns(2)
        assert seen.interrupt() == 0


@slow
@needs_watchfiles
def test_what_is_no_article_starts_no_check(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(RIGHT, encoding="utf-8")
    with watching(tmp_path, "--output", "sarif=out.sarif", "--output", "text=found.txt") as seen:
        seen.turns(1)
        (tmp_path / "notes.py").write_text("x = 1\n", encoding="utf-8")
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "message.md").write_text(WRONG, encoding="utf-8")
        time.sleep(2)
        (tmp_path / "a.md").write_text(WRONG, encoding="utf-8")
        assert seen.turns(2).count("watching for changes") == 2


@slow
@needs_watchfiles
def test_settings_that_are_wrong_for_a_while(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(WRONG, encoding="utf-8")
    config = tmp_path / "lintcorpus.yaml"
    config.write_text("fail-on: error\n", encoding="utf-8")
    with watching(tmp_path, ".") as seen:
        seen.turns(1)
        config.write_text("fail-on: never\n", encoding="utf-8")
        assert "lintcorpus.yaml:1" in seen.turns(2)
        config.write_text("fail-on: warning\n", encoding="utf-8")
        seen.turns(3)
        assert seen.interrupt() == 1


@slow
@needs_watchfiles
def test_other_settings_may_name_other_files(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text(RIGHT, encoding="utf-8")
    config = tmp_path / "lintcorpus.yaml"
    config.write_text("corpus: [one]\n", encoding="utf-8")
    with watching(tmp_path) as seen:
        seen.turns(1)
        config.write_text("corpus: [two]\n", encoding="utf-8")
        seen.turns(2)
        (tmp_path / "two" / "a.md").write_text(WRONG, encoding="utf-8")
        assert "two/a.md:3:4: warning PUN001" in seen.turns(3)
        assert seen.interrupt() == 1


@slow
@needs_watchfiles
@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals to try it on")
def test_a_terminal_is_cleared_before_each_check(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(WRONG, encoding="utf-8")
    with watching(tmp_path, ".", terminal=True) as seen:
        seen.turns(1)
        # The summary comes by another stream, which may be read first.
        assert seen.until(lambda text: CLEAR in text and "PUN001" in text.partition(CLEAR)[2])
        file.write_text(f"{WRONG}\n", encoding="utf-8")
        seen.turns(2)
        seen.until(lambda text: text.count(CLEAR) == 2 and text.rstrip("\r\n").count("PUN001") >= 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fix"], "--fix does not go with it"),
        (["--staged"], "--staged does not go with it"),
        (["-"], "cannot watch standard input"),
        (["nowhere/"], "no such file or folder"),
    ],
)
def test_what_does_not_go_with_it(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    if said.startswith("no such"):
        pytest.importorskip("watchfiles", reason="the extra 'watch' is not installed")
    assert main(["--watch", "--isolated", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_what_a_check_used_is_freed_before_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that watches for a day must not grow with each check; the program itself collects rarely."""
    (tmp_path / "a.md").write_text(RIGHT, encoding="utf-8")

    def apps() -> int:
        return sum(isinstance(item, App) for item in gc.get_objects())

    alive: list[int] = []

    def turns(arguments: argparse.Namespace) -> Iterator[None]:
        for _ in range(3):
            yield
            alive.append(apps())

    monkeypatch.setattr("lintcorpus.cli.watch._turns", turns)
    gc.collect()
    before = apps()
    gc.disable()
    try:
        cache = str(tmp_path / "cache")
        assert main(["--watch", "--isolated", "--cache-dir", cache, "--select", "PUN001", str(tmp_path)]) == 0
    finally:
        gc.enable()
    assert alive == [before] * 3
