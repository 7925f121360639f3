"""Checks many files in several processes; what comes out is the same as from one."""

import math
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from lintcorpus.app.check import MANY, Collected, collect
from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs import prepare, read_files
from lintcorpus.engine.run_rules import UNREADABLE_FILE, about_file
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.frozen import changing, field
from lintcorpus.model.origin import Origin
from lintcorpus.reading.discover import relative_path

# Imported where a process is started: a check of one file is mostly start-up.
if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.context import BaseContext

    from lintcorpus.app.cache import Checked

_WORTHWHILE = 1_500_000
"""Bytes that a worker should have to check at least: a second process costs as much as checking some 300 kB, and
half of what it saves is lost on a busy machine."""
_CHUNK, _MOST_FILES = 300_000, 50
"""Bytes and files that are handed out at once: the last worker to finish is waited for."""


T = TypeVar("T")
Task: TypeAlias = Callable[[App, Sequence[Path], bool], T]
Advance: TypeAlias = Callable[[int, int, int], None]
"""Is told how many more files, bytes and findings there are."""


@changing
class _Worker:
    """What a worker process keeps between the files that it is given."""

    app: App | None = field(default=None)


_worker = _Worker()  # each process has its own, made once: composing an app takes longer than checking a file


def _untold(files: int, size: int, findings: int) -> None:
    """Tell nobody."""


def collect_files(app: App, files: Sequence[Path], jobs: int = 0, advance: Advance = _untold) -> Collected:
    """Check files, in several processes when they are large enough together.

    A file at which a worker process dies, or takes longer than the settings allow, is reported as
    unreadable, and the others are checked by a new one.

    Args:
        app: the run's parts.
        files: each once.
        jobs: how many processes at most; 0 for as many as this process may use.
        advance: is told of files that are done.

    Returns:
        What ``collect`` gives for the same files.
    """
    place = app.results_file
    if place is None:
        return _collected(app, files, jobs, advance)
    names = {relative_path(path, app.root): path for path in files}
    reason = _not_kept(names, len(files))
    if reason:
        everything = _collected(app, files, jobs, advance)
        everything.said.append(reason)
        return everything
    from lintcorpus.app.cache import ResultCache  # with SQLite

    cache = ResultCache(app, place)
    known = cache.recall(names)
    left = [path for name, path in names.items() if name not in known]
    if known:
        advance(len(known), sum(_size(names[name]) for name in known), sum(known.values()))
    for item, live in _checked(app, left, jobs):
        cache.take(item, live)
        advance(1, _size(names[item.name]), _findings(item.gathered))
    return cache.gathered()


def _not_kept(names: Iterable[str], files: int) -> str:
    """Why the results of some files cannot be kept under their names; empty when they can."""
    count = 0
    for name in names:
        count += 1
        try:
            name.encode("utf-8")
        except UnicodeEncodeError:
            return f"results are not kept: the name of {name!a} is not UTF-8; rename the file"
    if count < files:
        return "results are not kept: two files have names that look the same but for their Unicode form; rename one"
    return ""


def _collected(app: App, files: Sequence[Path], jobs: int, advance: Advance) -> Collected:
    """What files give that nothing is known of and nothing is kept of."""
    gathered = Collected()
    left = list(files)
    for part in _done(app, files, jobs, _check, lambda name, died: died):
        gathered.add(part)
        number = part.files + sum(part.skipped.values()) + len(part.diagnostics)
        advance(number, sum(map(_size, left[:number])), _findings(part))
        del left[:number]
    return gathered


def _findings(gathered: Collected) -> int:
    packed = sum(report.findings for report in gathered.packed)
    return packed + sum(report.findings for report in gathered.reports)


def _checked(app: App, files: Sequence[Path], jobs: int) -> "Iterator[tuple[Checked, Collected | None]]":
    """What each file gives, to be kept; from other processes it comes packed only."""
    if not files:
        return
    for part in _done(app, files, jobs, _check_packed, _lost):
        yield from part


def _lost(name: str, died: Collected) -> "list[tuple[Checked, Collected | None]]":
    from lintcorpus.app.cache import without_keeping

    return [(without_keeping(name, died), died)]


def _done(
    app: App, files: Sequence[Path], jobs: int, task: Task[T], lost: Callable[[str, Collected], T]
) -> Iterator[T]:
    """Do something with files, in several processes when they are large enough together.

    Args:
        app: the run's parts.
        files: each once.
        jobs: how many processes at most; 0 for as many as this process may use.
        task: is given the app, files, and whether it is to pack what it gives.
        lost: what is given for a file at which a process died.
    """
    sizes = [_size(path) for path in files]
    workers = min(jobs or usable_cpus(), len(files), max(1, math.ceil(sum(sizes) / _WORTHWHILE)))
    if jobs > 1:
        workers = min(jobs, len(files))  # who asks for them gets them
    prepare(len(files))
    chunks = _chunks(files, sizes)
    if workers <= 1 and not app.settings.file_timeout:
        yield from (task(app, chunk, len(files) > MANY) for chunk in chunks)
        return
    app.plan.literals  # noqa: B018 - made before the fork, all workers share it
    yield from _in_order(app, list(chunks), workers, task, lost)


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


def _in_order(
    app: App, chunks: Sequence[list[Path]], workers: int, task: Task[T], lost: Callable[[str, Collected], T]
) -> Iterator[T]:
    """What each chunk gives, in their order.

    When a worker dies, all chunks at hand are lost with it: the first of them is checked file by file, the others go to
    new workers.
    """
    from concurrent.futures.process import BrokenProcessPool

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
    from concurrent.futures.process import BrokenProcessPool

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


def death(app: App, name: str, seconds: float, origin: Origin | None = None) -> list[Diagnostic]:
    """What is said of a file or record at which a worker died.

    Args:
        app: the run's parts.
        name: the path as reports show it.
        seconds: how long the worker had it.
        origin: of a record, where it came from.
    """
    limit = app.settings.file_timeout
    if limit and seconds >= limit:
        params, variant = {"kind": "timeout", "limit": f"{limit:g}"}, "timeout"
    else:
        params, variant = {"kind": "worker", "reason": "the process that checked it died; is there enough memory?"}, ""
    return about_file(app.plan_of(name), UNREADABLE_FILE, name, params, origin=origin, variant=variant)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End this process when what is done meanwhile takes longer; 0 lets it take as long as it wants.

    The watch is a thread that needs no turn of the interpreter, so that not even a search in C outlasts it.
    """
    if not seconds:
        yield
        return
    import faulthandler

    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def pool(app: App, workers: int) -> "ProcessPoolExecutor":
    """Processes that each have the app; see ``app_of_worker``."""
    from concurrent.futures import ProcessPoolExecutor

    context = _context()
    if context.get_start_method() == "fork":
        return ProcessPoolExecutor(workers, context, _take, (app,))
    return ProcessPoolExecutor(workers, context, _compose, (app.request,))


def _context() -> "BaseContext":
    """Forking is quickest, and safe only in a process without threads, on systems that allow it."""
    import multiprocessing
    import threading

    can_fork = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")


def app_of_worker() -> App:
    """The app of the worker process that asks."""
    assert _worker.app is not None
    return _worker.app


def _take(app: App) -> None:
    end_with_parent()
    _worker.app = app


def _compose(request: Request) -> None:
    end_with_parent()
    _worker.app = App(request)


def end_with_parent() -> None:
    """See to it that this worker ends when the process that started it does, be it killed.

    Otherwise it would wait for work for ever, since the other workers keep the pipe open too.
    """
    import threading
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


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


def _check(app: App, files: Sequence[Path], is_packed: bool) -> Collected:
    gathered = collect(app, read_files(app, files))
    if is_packed:
        from lintcorpus.app.packed import bonds_of

        gathered.pack(bonds_of(app.plan))
    return gathered


def _check_packed(app: App, files: Sequence[Path], is_packed: bool) -> "list[tuple[Checked, Collected | None]]":
    """What each file gives, packed to be kept; and as it is, unless it goes to another process or is too much."""
    from lintcorpus.app.cache import check_packed

    return [(item, None if is_packed else gathered) for item, gathered in check_packed(app, files)]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
