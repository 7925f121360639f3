"""Runs tasks in processes of this machine."""

import contextlib
import multiprocessing
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from lintcorpus.app.processes.cpus import usable_cpus
from lintcorpus.app.processes.pool import end_with_parent
from lintcorpus.distributed.engine import FEW, TURNS, Engine, few, turns
from lintcorpus.distributed.job import Job
from lintcorpus.distributed.tables import read_group
from lintcorpus.errors import UsageError

T = TypeVar("T")
R = TypeVar("R")


class LocalEngine(Engine):
    """Processes that are started when the first task comes; this process where there is one worker.

    Args:
        workers: how many; 0 for as many as this process may use.
        apart: whether one worker is a process of its own as well until ``renew``, because tasks may end it.
    """

    name = "local"

    def __init__(self, workers: int = 0, *, apart: bool = False) -> None:
        self.workers = workers or usable_cpus()
        self._apart = apart or self.workers != 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "LocalEngine":
        return self

    def __exit__(self, *raised: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def run(self, work: Callable[[Job, T], R], job: Job, tasks: Sequence[T]) -> Iterator[R]:
        """As ``Engine.run``; a task whose process dies is done again.

        Raises:
            UsageError: processes die again and again.
        """
        if not self._apart:
            yield from (work(job, task) for task in tasks)
            return
        waiting = list(reversed(tasks))
        while waiting:
            suspects = yield from self._together(work, job, waiting)
            for task in suspects:
                yield self._alone(work, job, task)

    def grouped(
        self, work: Callable[[Job, int, pa.Table], Any], job: Job, files: Sequence[Path], groups: Sequence[int]
    ) -> Iterator[Any]:
        """As ``Engine.grouped``: each task reads its group out of all files; of many files a few are made first."""
        left = few(self, job, files) if len(groups) > FEW else files
        yield from self.run(_group, job, [(work, tuple(left), group) for group in groups])

    def renew(self) -> None:
        """As ``Engine.renew``: the next task is given to new processes, or to this one where that is enough."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None
        self._apart = self.workers != 1

    def _together(self, work: Callable[[Job, T], R], job: Job, waiting: list[T]) -> Generator[R, None, list[T]]:
        """Take tasks off a list and do them; when a process dies, give those that were under way."""
        if self._pool is None:
            self._pool = _processes(self.workers)
        pending: dict[Future[R], T] = {}
        lost: list[T] = []
        while pending or (waiting and not lost):
            while waiting and not lost and len(pending) < 2 * self.workers:
                try:
                    future = self._pool.submit(work, job, waiting[-1])
                except BrokenProcessPool:
                    if pending:
                        break
                    self._pool = _processes(self.workers)  # one died that had nothing to do
                    continue
                pending[future] = waiting.pop()
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                task = pending.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(task)
        if lost:
            self._pool.shutdown()
            self._pool = None
        return lost

    def _alone(self, work: Callable[[Job, T], R], job: Job, task: T) -> R:
        """What a task gives in a process of its own: then it is known which one a process dies of."""
        for _ in turns(job):
            with contextlib.suppress(BrokenProcessPool), _processes(1) as process:
                return process.submit(work, job, task).result()
        raise UsageError(
            f"a process died {TURNS} times over the same work; is there enough memory?"
            " --resume goes on, with fewer --jobs; max-file-size leaves large records out"
        )


def _processes(number: int) -> ProcessPoolExecutor:
    # No fork: libraries for tables have threads, and a fork of a process with threads may hang.
    return ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), _begin)


def _begin() -> None:
    end_with_parent()
    # Arrow's own pool keeps what it once had: 190 MB after three merges of 39, where the system's has 120.
    pa.set_memory_pool(pa.system_memory_pool())


def _group(job: Job, task: tuple[Callable[[Job, int, pa.Table], Any], tuple[Path, ...], int]) -> Any:
    work, files, group = task
    tables = list(read_group(files, group))
    return work(job, group, pa.concat_tables(tables)) if tables else None
