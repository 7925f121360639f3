"""How far a long run is: files, speed, findings and the time left, on a terminal only."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

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
