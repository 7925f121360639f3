"""Which record of a part is being checked, noted where it outlives the process: one that kills its process is named.

A process may also die of something else while it checks a record. So a record that was under way when one died is first
checked in a process of its own, and given up only when that one dies as well.
"""

import os
import pickle
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from lintcorpus.app.compose import App
from lintcorpus.app.processes.pool import death
from lintcorpus.distributed.job import LOST, Job
from lintcorpus.model.finding import Diagnostic
from lintcorpus.records.reader import Record

_MOST_DEATHS = 3
"""Processes that died at a record one after the other until it is given up, though it did no harm alone."""
_NOTE = struct.Struct("<qq")
_NOBODY = -1
READY = b"ready"
"""What a process that checks one record says before it begins."""


class _Mark(NamedTuple):
    """What is noted.

    Attributes:
        row: of the record that is being checked, in its part.
        deaths: processes that died at it before.
    """

    row: int
    deaths: int


class Trail:
    """The records of a part as they are checked one after the other, across processes.

    Args:
        app: the run's parts.
        job: of the run.
        part: the name of the part.
    """

    def __init__(self, app: App, job: Job, part: str) -> None:
        self._app = app
        self._job = job
        self._part = part
        folder = job.place("trails")
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / part
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        self._left = self._noted()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._file)
        if error is None:
            self._path.unlink(missing_ok=True)

    def begin(self, row: int, record: Record) -> list[Diagnostic]:
        """Note that a record is about to be checked.

        Args:
            row: of the record in its part.
            record: with its text.

        Returns:
            What is said of it when it is given up; nothing when it is to be checked.
        """
        suspected = row == self._left.row
        self._note(_Mark(row, self._left.deaths if suspected else 0))
        lost = self._lost(row)
        if suspected and not lost.exists():
            begun = time.monotonic()
            if self._left.deaths >= _MOST_DEATHS or self._is_fatal(record):
                lost.parent.mkdir(parents=True, exist_ok=True)
                lost.write_text(repr(time.monotonic() - begun))
        if not lost.exists():
            return []
        return death(self._app, record.path, float(lost.read_text() or 0), record.origin)

    def end(self) -> None:
        """Note that no record is being checked."""
        self._note(_Mark(_NOBODY, 0))

    def _noted(self) -> _Mark:
        """What an earlier process left: the record at which it died, counted."""
        data = os.read(self._file, _NOTE.size)
        if len(data) < _NOTE.size:
            return _Mark(_NOBODY, 0)
        row, deaths = _NOTE.unpack(data)
        return _Mark(row, deaths + 1)

    def _note(self, mark: _Mark) -> None:
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, _NOTE.pack(*mark))

    def _lost(self, row: int) -> Path:
        return self._job.place(LOST) / f"{self._part}-{row}"

    def _is_fatal(self, record: Record) -> bool:
        """Whether a process that does nothing but check the record dies of it."""
        given = pickle.dumps((self._job, record))
        with suppress(OSError):
            done = subprocess.run(
                [sys.executable, "-m", "lintcorpus.distributed.probe"], input=given, capture_output=True, check=False
            )
            return done.returncode != 0 and done.stdout.startswith(READY)
        return False
