"""Checks many files: what is known of them is recalled, the others are checked, and what they give is kept."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from lintcorpus.app.collected import MANY, Collected, collect
from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import prepare, read_files
from lintcorpus.reading.discover import relative_path

if TYPE_CHECKING:
    from lintcorpus.app.caching.checked import Checked
    from lintcorpus.app.processes.files import Task

_WORTHWHILE = 1_500_000
"""Bytes that a worker should have to check at least: a second process costs as much as checking some 300 kB, and
half of what it saves is lost on a busy machine."""
_CHUNK, _MOST_FILES = 300_000, 50
"""Bytes and files that are handed out at once: the last worker to finish is waited for."""
T = TypeVar("T")
Advance: TypeAlias = Callable[[int, int, int], None]
"""Is told how many more files, bytes and findings there are."""


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
    from lintcorpus.app.caching.results import ResultCache  # with SQLite

    cache = ResultCache(app, place, names)
    known = cache.recall()
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
    from lintcorpus.app.caching.checked import without_keeping

    return [(without_keeping(name, died), died)]


def _done(
    app: App, files: Sequence[Path], jobs: int, task: "Task[T]", lost: Callable[[str, Collected], T]
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
    workers = _workers(len(files), sum(sizes), jobs)
    prepare(len(files))
    chunks = _chunks(files, sizes)
    if workers <= 1 and not app.settings.file_timeout:
        yield from (task(app, chunk, len(files) > MANY) for chunk in chunks)
        return
    from lintcorpus.app.processes.files import in_processes  # a check of one file is mostly start-up

    yield from in_processes(app, list(chunks), workers, task, lost)


def _workers(files: int, size: int, jobs: int) -> int:
    """How many processes check a number of files of a size in bytes."""
    if jobs > 1:
        return min(jobs, files)  # who asks for them gets them
    workers = 1 if jobs else max(1, min(files, math.ceil(size / _WORTHWHILE)))
    if workers > 1:
        from lintcorpus.app.processes.cpus import usable_cpus

        workers = min(workers, usable_cpus())
    return workers


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


def _check(app: App, files: Sequence[Path], is_packed: bool) -> Collected:
    gathered = collect(app, read_files(app, files))
    if is_packed:
        from lintcorpus.app.packed import bonds_of

        gathered.pack(bonds_of(app.plan))
    return gathered


def _check_packed(app: App, files: Sequence[Path], is_packed: bool) -> "list[tuple[Checked, Collected | None]]":
    """What each file gives, packed to be kept; and as it is, unless it goes to another process or is too much."""
    from lintcorpus.app.caching.checked import check_packed

    return [(item, None if is_packed else gathered) for item, gathered in check_packed(app, files)]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
