"""Checks many files in several processes; what comes out is the same as from one."""

import math
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.context import BaseContext
from pathlib import Path

from lintcorpus.app.check import Collected, collect
from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs import read_files
from lintcorpus.engine.run_rules import UNREADABLE_FILE, about_file
from lintcorpus.reading.discover import relative_path

_WORTHWHILE = 1_500_000
"""Bytes that a worker should have to check at least: a second process costs as much as checking some 300 kB, and
half of what it saves is lost on a busy machine."""
_CHUNK, _MOST_FILES = 300_000, 50
"""Bytes and files that are handed out at once: the last worker to finish is waited for."""


@dataclass
class _Worker:
    """What a worker process keeps between the files that it is given."""

    app: App | None = field(default=None)


_worker = _Worker()  # each process has its own, made once: composing an app takes longer than checking a file


def collect_files(app: App, files: Sequence[Path], jobs: int = 0) -> Collected:
    """Check files, in several processes when they are large enough together.

    A file at which a worker process dies is reported as unreadable, and the others are checked by a
    new one.

    Args:
        app: the run's parts.
        files: each once.
        jobs: how many processes at most; 0 for as many as this process may use.

    Returns:
        What ``collect`` gives for the same files.
    """
    sizes = [_size(path) for path in files]
    workers = min(jobs or usable_cpus(), len(files), max(1, math.ceil(sum(sizes) / _WORTHWHILE)))
    if jobs > 1:
        workers = min(jobs, len(files))  # who asks for them gets them
    if workers <= 1:
        return collect(app, read_files(app, files))
    app.plan.literals  # noqa: B018 - made before the fork, all workers share it
    gathered = Collected()
    for part in _in_order(app, list(_chunks(files, sizes)), workers):
        gathered.add(part)
    return gathered


def usable_cpus() -> int:
    """How many processors this process may use, by affinity and by the limit of its control group."""
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(affinity, _cgroup_limit(Path("/sys/fs/cgroup"))))


def _cgroup_limit(folder: Path) -> int:
    """What ``cpu.max`` of cgroup v2, or the quota of v1, allows; many where there is none."""
    try:
        quota, period = (folder / "cpu.max").read_text().split()
    except (OSError, ValueError):
        try:
            quota = (folder / "cpu" / "cpu.cfs_quota_us").read_text().strip()
            period = (folder / "cpu" / "cpu.cfs_period_us").read_text().strip()
        except OSError:
            return sys.maxsize
    if quota in ("max", "-1"):
        return sys.maxsize
    return max(1, math.ceil(int(quota) / int(period)))


def _chunks(files: Sequence[Path], sizes: Sequence[int]) -> Iterator[list[Path]]:
    """Files that follow one another, up to a size or a number."""
    chunk: list[Path] = []
    total = 0
    for path, size in zip(files, sizes, strict=True):
        if chunk and (total + size > _CHUNK or len(chunk) == _MOST_FILES):
            yield chunk
            chunk, total = [], 0
        chunk.append(path)
        total += size
    if chunk:
        yield chunk


def _in_order(app: App, chunks: Sequence[list[Path]], workers: int) -> Iterator[Collected]:
    """What each chunk gives, in their order; those that a dead worker left are checked file by file."""
    done: list[Collected | None] = []
    with _pool(app, workers) as pool:
        for future in [pool.submit(_check, chunk) for chunk in chunks]:
            try:
                done.append(future.result())
            except BrokenProcessPool:
                done.append(None)
    for chunk, gathered in zip(chunks, done, strict=True):
        if gathered is not None:
            yield gathered
        else:
            yield from _one_by_one(app, chunk)


def _one_by_one(app: App, files: Iterable[Path]) -> Iterator[Collected]:
    """What each file gives, with a process of its own for the next one whenever one dies."""
    pending = list(files)
    while pending:
        with _pool(app, 1) as pool:
            while pending:
                try:
                    yield pool.submit(_check, [pending[0]]).result()
                except BrokenProcessPool:
                    name = relative_path(pending[0], app.root)
                    reason = {"kind": "worker", "reason": "the process that checked it died; is there enough memory?"}
                    yield Collected(diagnostics=about_file(app.plan_of(name), UNREADABLE_FILE, name, reason))
                    del pending[0]
                    break
                del pending[0]


def _pool(app: App, workers: int) -> ProcessPoolExecutor:
    context = _context()
    if context.get_start_method() == "fork":
        return ProcessPoolExecutor(workers, context, _take, (app,))
    return ProcessPoolExecutor(workers, context, _compose, (app.request,))


def _context() -> BaseContext:
    """Forking is quickest, and safe only in a process without threads, on systems that allow it."""
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")


def _take(app: App) -> None:
    _worker.app = app


def _compose(request: Request) -> None:
    _worker.app = App(request)


def _check(files: Sequence[Path]) -> Collected:
    assert _worker.app is not None
    return collect(_worker.app, read_files(_worker.app, files))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
