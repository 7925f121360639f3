"""Measures whole commands from outside, in turn, and the arithmetic of what was measured."""

import contextlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_LAUNCH = Path(__file__).parent / "launch.py"


class Usage(NamedTuple):
    """What one run of a command took.

    Attributes:
        cpu: seconds of user and system of the process and of all that it waited for.
        wall: seconds from start to end.
        peak: MB of the largest of these processes at its largest.
    """

    cpu: float
    wall: float
    peak: float


class Spread(NamedTuple):
    """Several measurements of the same thing."""

    least: float
    median: float
    most: float


@dataclass(frozen=True)
class Contender:
    """A command that is measured.

    Attributes:
        name: in the results.
        command: its words.
        fine: exit codes that say it did its work.
    """

    name: str
    command: Sequence[str]
    fine: frozenset[int] = frozenset({0, 1})


@dataclass(frozen=True)
class Setting:
    """Where commands run.

    Attributes:
        cwd: the working directory.
        environment: all variables.
        limit: seconds after which a run is ended and its command dropped.
    """

    cwd: Path
    environment: Mapping[str, str]
    limit: float = 120.0


@dataclass
class Measured:
    """What the commands of one case took.

    Attributes:
        runs: by name, one for each round.
        lines: by name, of its report: a sign that it looked at the files.
        together: by name, MB of all its processes at their largest, where that was asked for.
        dropped: by name, why there is no figure.
    """

    runs: dict[str, list[Usage]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    together: dict[str, float] = field(default_factory=dict)
    dropped: dict[str, str] = field(default_factory=dict)


def interleaved(
    contenders: Sequence[Contender],
    rounds: int,
    setting: Setting,
    *,
    warm_up: bool = True,
    changing: Callable[[int], None] | None = None,
    together: bool = False,
) -> Measured:
    """Run the commands in turn, round after round.

    Args:
        contenders: commands with different names.
        rounds: how often.
        setting: where and for how long.
        warm_up: whether there is a round before the first that is not counted.
        changing: called before each round, outside of what is measured, with its number; that of the warm-up is -1.
        together: whether the memory of all processes of a command is looked at, in a run more.

    Returns:
        Their runs; a command that fails once is dropped.
    """
    measured = Measured()
    for turn in range(-1 if warm_up else 0, rounds):
        if changing is not None:
            changing(turn)
        for item in contenders:
            if item.name in measured.dropped:
                continue
            code, usage, report = launched(item.command, setting)
            if code not in item.fine:
                measured.dropped[item.name] = _reason(code, usage, setting.limit, report)
                measured.runs.pop(item.name, None)
                continue
            measured.lines.setdefault(item.name, report.count(b"\n"))
            if turn >= 0:
                measured.runs.setdefault(item.name, []).append(usage)
    if together:
        for item in contenders:
            code, most = all_processes(item.command, setting)
            if code in item.fine:
                measured.together[item.name] = most
    return measured


def launched(command: Sequence[str], setting: Setting) -> tuple[int, Usage, bytes]:
    """Run one command.

    Returns:
        Its exit code (negative: the signal that ended it), what it took, and what it printed.
    """
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        # Isolated and without site: the launcher must be smaller than whatever it measures.
        launcher = [sys.executable, "-I", "-S", str(_LAUNCH), str(setting.limit), str(output)]
        done = subprocess.run(
            [*launcher, *command],
            cwd=setting.cwd,
            env=setting.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise OSError(f"{command[0]}: {done.stderr.strip()[-300:]}")
        code, cpu, wall, peak = done.stdout.split()
        return int(code), Usage(float(cpu), float(wall), int(peak) * 1024 / 1e6), output.read_bytes()


def all_processes(command: Sequence[str], setting: Setting) -> tuple[int, float]:
    """The exit code of a command, and MB of it and its children together at their largest.

    They are looked at every 20 ms; pages that they share count once.
    """
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(
        command, cwd=setting.cwd, env=setting.environment, stdout=quiet, stderr=quiet, process_group=0
    )
    most = 0.0
    while child.poll() is None:
        most = max(most, together(child.pid))
        time.sleep(0.02)
    return child.returncode, most


def together(leader: int) -> float:
    """MB of all processes of a group now; pages that they share count once."""
    return sum(map(_proportional, _group(leader))) * 1024 / 1e6


def _group(leader: int) -> list[Path]:
    """The folders of the processes of a group."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((place / "stat").read_text().rpartition(")")[2].split()[2]) == leader:
                found.append(place)
    return found


def _proportional(place: Path) -> int:
    """KiB of a process, with its share of pages that it has together with others; 0 when it is gone."""
    try:
        lines = (place / "smaps_rollup").read_text().split("\n")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _reason(code: int, usage: Usage, limit: float, report: bytes) -> str:
    if code == -9 and usage.wall >= limit:
        return f"not done after {limit:g} s"
    last = report.decode("utf-8", "replace").strip().split("\n")[-1]
    return f"exit code {code}: {last[:200]}"


def spread(numbers: Sequence[float]) -> Spread:
    """Least, median and most of at least one number."""
    return Spread(min(numbers), statistics.median(numbers), max(numbers))


def ratios(ours: Sequence[Usage], others: Sequence[Usage], what: str) -> Spread:
    """How many times ours the others took, round by round: what disturbs a round disturbs both.

    Args:
        ours: of each round.
        others: of the same rounds.
        what: ``cpu``, ``wall`` or ``peak``.
    """
    pairs = zip(ours, others, strict=True)
    return spread([getattr(other, what) / getattr(our, what) for our, other in pairs])


def per_paragraph(small: Usage, large: Usage, paragraphs: int) -> float:
    """Bytes of memory for each paragraph that the larger of two corpora has more.

    Args:
        small, large: a run over each.
        paragraphs: the difference of their numbers.
    """
    return (large.peak - small.peak) * 1e6 / paragraphs
