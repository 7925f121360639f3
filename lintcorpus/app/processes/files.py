"""Does something with many files in several processes; what comes out is the same as from one."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeAlias, TypeVar

from lintcorpus.app.collected import Collected
from lintcorpus.app.compose import App
from lintcorpus.app.processes.pool import app_of_worker, death, limited, pool
from lintcorpus.reading.discover import relative_path

T = TypeVar("T")
Task: TypeAlias = Callable[[App, Sequence[Path], bool], T]


def in_processes(
    app: App, chunks: Sequence[list[Path]], workers: int, task: Task[T], lost: Callable[[str, Collected], T]
) -> Iterator[T]:
    """What each chunk of files gives, in their order.

    When a worker dies, all chunks at hand are lost with it: the first of them is checked file by file, the others go to
    new workers.

    Args:
        app: the run's parts.
        chunks: files that follow one another, in lists that are handed out at once.
        workers: how many processes.
        task: is given the app, files, and that it is to pack what it gives; a function that other processes can import.
        lost: what is given for a file at which a process died.
    """
    app.plan.literals  # noqa: B018 - made before the fork, all workers share it
    left = list(chunks)
    while left:
        with pool(app, workers) as processes:
            futures = deque(processes.submit(_in_worker, task, chunk) for chunk in left)
            try:
                while futures:  # one that is done holds all that its files gave
                    yield from futures.popleft().result()
                    del left[0]
            except BrokenProcessPool:
                pass
        if left:
            yield from _one_by_one(app, left.pop(0), task, lost)


def _one_by_one(app: App, files: Iterable[Path], task: Task[T], lost: Callable[[str, Collected], T]) -> Iterator[T]:
    """What each file gives, with a process of its own for the next one whenever one dies."""
    pending = list(files)
    while pending:
        with pool(app, 1) as process:
            while pending:
                begun = time.monotonic()
                try:
                    yield from process.submit(_in_worker, task, [pending[0]]).result()
                except BrokenProcessPool:
                    name = relative_path(pending[0], app.root)
                    yield lost(name, Collected(diagnostics=death(app, name, time.monotonic() - begun)))
                    del pending[0]
                    break
                del pending[0]


def _in_worker(task: Task[T], files: Sequence[Path]) -> list[T]:
    """What the files give together, or one by one where each may take so long only."""
    app = app_of_worker()
    limit = app.settings.file_timeout
    if not limit:
        return [task(app, files, True)]
    given = []
    for path in files:
        with limited(limit):
            given.append(task(app, [path], True))
    return given
