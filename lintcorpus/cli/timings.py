"""The table of ``--timings`` and the file of ``--profile``."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from lintcorpus.errors import UsageError

if TYPE_CHECKING:
    from lintcorpus.app.timing import Timings

COMPARE, REPORT = "compare files", "report"
"""Stages that the command counts itself."""
_LEAST = 0.0005
"""Seconds below which a rule is not worth a line."""


def stage(timings: "Timings | None", name: str) -> AbstractContextManager[None]:
    """Count what is done meanwhile to a stage, where anything is counted."""
    return nullcontext() if timings is None else timings.stage(name)


def print_timings(timings: "Timings", stream: TextIO) -> None:
    """Print a line for each stage and each rule that took any time, the dearest first."""
    total = sum(timings.stages.values())
    size = timings.size / 1e6
    print(f"{timings.documents} documents, {size:.1f} MB, {total:.2f} s of CPU after the start", file=stream)
    for title, counted, least in (("stage", timings.stages, 0.0), ("rule", timings.rules, _LEAST)):
        print(f"\n{title:<18}{'seconds':>9}{'share':>8}{'ms/MB':>9}", file=stream)
        for name, seconds in sorted(counted.items(), key=lambda item: -item[1]):
            if seconds >= least:
                rate = f"{1000 * seconds / size:9.1f}" if size else ""
                print(f"{name:<18}{seconds:9.3f}{seconds / (total or 1):8.1%}{rate}", file=stream)


@contextmanager
def profiled(name: str | None) -> Iterator[None]:
    """Write a profile of what is done meanwhile, which ``python -m pstats`` reads; nothing without a name.

    Raises:
        UsageError: the file cannot be written.
    """
    if name is None:
        yield
        return
    import cProfile

    try:
        Path(name).open("ab").close()
    except OSError as error:
        raise UsageError(f"--profile {name}: cannot be written: {error.strerror}") from error
    profile = cProfile.Profile()
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
        profile.dump_stats(name)
