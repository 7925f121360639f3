"""How far a long run or task is, on a terminal only."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from lintcorpus.app.compose import App

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_LONG = 2.0
"""Seconds after which a run counts as long; a short one shows nothing."""
_OFTEN = 0.2
"""Seconds between two looks of it."""


class Meter:
    """Counts what is done and shows it once the run turns out to be long."""

    def __init__(self, files: int, stream: TextIO) -> None:
        """Begin to count.

        Args:
            files: how many there are in all.
            stream: where it is shown: a terminal.
        """
        self._total = files
        self._stream = stream
        self._begun = time.monotonic()
        self._files = self._bytes = self._findings = 0
        self._shown: tuple[Progress, TaskID] | None = None
        self._drawn = -_OFTEN

    def advance(self, files: int, size: int, findings: int) -> None:
        """Count more files, bytes and findings."""
        self._files += files
        self._bytes += size
        self._findings += findings
        seconds = time.monotonic() - self._begun
        if self._shown is None and seconds >= _LONG and self._files < self._total:
            self._shown = self._bar()
        if self._shown is not None and seconds >= self._drawn + _OFTEN:
            self._drawn = seconds
            bar, task = self._shown
            speed = f"{self._bytes / 1e6 / seconds:.1f} MB/s"
            bar.update(task, completed=self._files, speed=speed, findings=f"{self._findings:,} findings", refresh=True)

    def _bar(self) -> "tuple[Progress, TaskID]":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            MofNCompleteColumn(),
            TextColumn("files"),
            BarColumn(),
            TextColumn("{task.fields[speed]}"),
            TextColumn("{task.fields[findings]}"),
            TimeRemainingColumn(),
        )
        # Redrawn by hand: a thread would forbid forking further workers.
        bar = Progress(*columns, console=Console(file=self._stream), transient=True, auto_refresh=False)
        task = bar.add_task("", total=self._total, speed="", findings="")
        bar.start()
        return bar, task

    def close(self) -> None:
        """Take it away: what follows is the report."""
        if self._shown is not None:
            self._shown[0].stop()


@contextmanager
def metered(files: int, stream: TextIO, *, quiet: bool) -> Iterator[Meter]:
    """A meter that shows itself only on a terminal."""
    meter = Meter(files, stream) if not quiet and stream.isatty() else _Silent(files, stream)
    try:
        yield meter
    finally:
        meter.close()


class _Silent(Meter):
    def advance(self, files: int, size: int, findings: int) -> None:
        pass


@contextmanager
def reading(app: App, task: str, files: int | None, stream: TextIO, *, quiet: bool) -> Iterator[None]:
    """Show on a terminal how many files a long task has read.

    Args:
        app: whose files they are.
        task: what is done with them, for people.
        files: how many there are, when that is known.
        stream: where it is shown, when it is a terminal.
        quiet: whether nothing is to be shown.
    """
    if quiet or not stream.isatty():
        yield
        return
    count = _Count(task, files, stream)
    app.on_file = count.advance
    try:
        yield
    finally:
        app.on_file = None
        count.close()


class _Count:
    """Counts files and shows it once the task turns out to be long."""

    def __init__(self, task: str, files: int | None, stream: TextIO) -> None:
        self._task = task
        self._total = files
        self._stream = stream
        self._begun = self._drawn = time.monotonic()
        self._files = 0
        self._shown: tuple[Progress, TaskID] | None = None

    def advance(self) -> None:
        self._files += 1
        now = time.monotonic()
        if self._shown is None and now - self._begun >= _LONG:
            self._shown = self._bar()
            self._drawn = now - _OFTEN
        if self._shown is not None and now - self._drawn >= _OFTEN:
            self._drawn = now
            bar, task = self._shown
            bar.update(task, completed=self._files, refresh=True)

    def _bar(self) -> "tuple[Progress, TaskID]":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TextColumn("files"), TimeElapsedColumn())
        bars = (*columns[:3], BarColumn(), columns[3]) if self._total is not None else columns
        bar = Progress(*bars, console=Console(file=self._stream), transient=True, auto_refresh=False)
        task = bar.add_task(self._task, total=self._total)
        bar.start()
        return bar, task

    def close(self) -> None:
        if self._shown is not None:
            self._shown[0].stop()
