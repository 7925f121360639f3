"""What runs tasks: all that a batch run asks of processes or of a cluster."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from lintcorpus.distributed.job import Job

T = TypeVar("T")
R = TypeVar("R")


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
