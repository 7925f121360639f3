"""What runs tasks: all that a batch run asks of processes or of a cluster."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from lintcorpus.distributed.job import Job
from lintcorpus.distributed.tables import merge

T = TypeVar("T")
R = TypeVar("R")

TURNS = 3
"""How often a task is given out again when the process that had it died, if nothing comes of it."""


def turns(job: Job) -> Iterator[int]:
    """How often to try, counted anew whenever a record was given up meanwhile: there is one less to die of."""
    turn, lost = 0, job.lost()
    while turn < TURNS:
        yield turn
        now = job.lost()
        turn, lost = (turn + 1 if now == lost else 0), now


class Engine(Protocol):
    """Runs tasks on workers, each at least once; all see the job's folder.

    Attributes:
        name: as ``--engine`` has it.
        workers: how many tasks run at a time.
    """

    name: str
    workers: int

    def run(self, work: Callable[[Job, T], R], job: Job, tasks: Sequence[T]) -> Iterator[R]:
        """Do each task on some worker.

        Args:
            work: a function of a module, or a ``partial`` of one.
            job: for each of them.
            tasks: small and picklable.

        Yields:
            What the tasks give, in any order.
        """

    def grouped(
        self, work: Callable[[Job, int, pa.Table], Any], job: Job, files: Sequence[Path], groups: Sequence[int]
    ) -> Iterator[Any]:
        """Bring the rows of each group together on some worker.

        Args:
            work: gets the job, the number of a group, and all its rows in any order; groups without rows are left out.
            job: for each of them.
            files: as ``tables.write_grouped`` wrote them, with a column ``group``.
            groups: those that are wanted.

        Yields:
            What it gives for the groups, in any order.
        """

    def renew(self) -> None:
        """Let go of what workers keep in memory for the tasks so far."""


FEW = 32
"""Files that may be read once for each group; each merge makes one of so many."""


def few(engine: Engine, job: Job, files: Sequence[Path], column: str = "group") -> list[Path]:
    """Files with all rows of some that ``tables.write_grouped`` wrote, no more than ``FEW``.

    Args:
        engine: does it.
        job: for its tasks.
        files: of one stage, which is complete.
        column: that tells the groups.
    """
    left = list(files)
    while len(left) > FEW:
        folder = left[0].parent.with_name(f"{left[0].parent.name}-merged")
        bundles = [tuple(left[at : at + FEW]) for at in range(0, len(left), FEW)]
        tasks = [(folder / f"part-{at:05}.parquet", bundle, column) for at, bundle in enumerate(bundles)]
        left = sorted(engine.run(_merged, job, tasks))
    return left


def _merged(job: Job, task: tuple[Path, tuple[Path, ...], str]) -> Path:
    target, files, column = task
    if not target.exists():
        merge(target, files, column)
    return target
