"""Runs one command and looks at the memory of all its processes until it ends."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_LOOK = 0.2
"""Seconds between two looks."""


class Watched(NamedTuple):
    """What a run took.

    Attributes:
        code: exit code; negative: the signal that ended it.
        cpu: seconds of user and system of the process and of all that it waited for.
        wall: seconds from start to end.
        peak: MB of the process that was started, at its largest.
        together: MB of it and its children at their largest; pages that they share count once.
    """

    code: int
    cpu: float
    wall: float
    peak: float
    together: float


def watched(command: Sequence[str], cwd: Path, output: Path, end_after: float | None = None) -> Watched:
    """Run a command.

    Args:
        command: its words.
        cwd: the working directory.
        output: gets standard output; standard error goes to the file with ``.err`` behind its name.
        end_after: seconds after which all its processes are killed.
    """
    began = time.monotonic()
    with output.open("wb") as said, output.with_name(f"{output.name}.err").open("wb") as errors:
        process = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=errors, process_group=0)
        peak = together = 0
        while True:
            done, status, used = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            family = _family(process.pid)
            peak = max(peak, _kib(process.pid, "status", "VmHWM:"))
            together = max(together, sum(_kib(member, "smaps_rollup", "Pss:") for member in family))
            if end_after is not None and time.monotonic() - began > end_after:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            time.sleep(_LOOK)
    process.returncode = os.waitstatus_to_exitcode(status)
    spent = time.monotonic() - began
    return Watched(process.returncode, used.ru_utime + used.ru_stime, spent, peak * 1024 / 1e6, together * 1024 / 1e6)


def resident(pid: int) -> float:
    """MB that a process has in memory now, and its children."""
    return sum(_kib(member, "smaps_rollup", "Pss:") for member in _family(pid)) * 1024 / 1e6


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    members = [pid]
    for member in members:
        for task in Path(f"/proc/{member}/task").glob("*"):
            with suppress(OSError):
                members.extend(int(child) for child in (task / "children").read_text().split())
    return members


def _kib(pid: int, file: str, label: str) -> int:
    """A figure of a process; 0 when it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/{file}").read_text().split("\n"):
            if line.startswith(label):
                return int(line.split()[1])
    return 0
