"""Checks the records of files in several processes; what comes out is the same as from one."""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from lintcorpus.app.collected import Collected, collect
from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import read_files
from lintcorpus.app.inputs.source import Source, equipped
from lintcorpus.app.processes.cpus import usable_cpus
from lintcorpus.app.processes.pool import app_of_worker, death, limited, pool
from lintcorpus.model.frozen import replace

_WORTHWHILE = 1_500_000
"""Bytes of a file that a second process should have to check at least; see ``app.gather``."""
_PACKED = 4
"""How many bytes a packed one stands for, roughly."""
_CHUNK = 300_000
"""Code points of articles that are handed to a worker at once."""


def collect_records(app: App, files: Sequence[Path], jobs: int = 0) -> Collected:
    """Check the records of files, in several processes when they are large enough.

    This process reads, and hands records out as workers are done with others, so that no more than
    a few chunks are in memory. A record at which a worker dies is reported as unreadable.

    Args:
        app: the run's parts.
        files: files of records, each once.
        jobs: how many processes at most; 0 for as many as this process may use.
    """
    workers = jobs or min(usable_cpus(), max(1, sum(map(_weight, files)) // _WORTHWHILE))
    if not files or (workers <= 1 and not app.settings.file_timeout):
        return collect(app, read_files(app, files))
    app.plan.literals  # noqa: B018 - made before the fork, all workers share it
    gathered = Collected()
    for part in _in_order(app, _chunks(read_files(app, files)), workers):
        gathered.add(part)
    return gathered


def _chunks(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Sources that follow one another, up to a size."""
    chunk: list[Source] = []
    size = 0
    for source in sources:
        chunk.append(source)
        size += sum(len(document.text) for document in source.documents) + 1000
        if size > _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _in_order(app: App, chunks: Iterator[list[Source]], workers: int) -> Iterator[Collected]:
    """What each chunk gives, in their order; when a worker dies, what was handed out is checked one by one."""
    left: deque[list[Source]] = deque()
    while True:
        under_way: deque[tuple[list[Source], Future[Collected]]] = deque()
        with pool(app, workers) as processes:
            try:
                while True:
                    while len(under_way) < 2 * workers:
                        chunk = left.popleft() if left else next(chunks, None)
                        if chunk is None:
                            break
                        left.appendleft(chunk)  # until a process has it
                        future = processes.submit(_check, [_bare(source) for source in chunk])
                        under_way.append((left.popleft(), future))
                    if not under_way:
                        return
                    yield under_way[0][1].result()
                    under_way.popleft()
            except BrokenProcessPool:
                pass
        for chunk, _ in under_way:
            yield from _one_by_one(app, chunk)


def _one_by_one(app: App, sources: Sequence[Source]) -> Iterator[Collected]:
    """What each source gives, with a process of its own for the next one whenever one dies."""
    pending = deque(sources)
    while pending:
        with pool(app, 1) as process:
            while pending:
                source = pending.popleft()
                begun = time.monotonic()
                try:
                    yield process.submit(_check, [_bare(source)]).result()
                except BrokenProcessPool:
                    origin = source.documents[0].origin if source.documents else None
                    yield Collected(diagnostics=death(app, source.name, time.monotonic() - begun, origin))
                    break


def _bare(source: Source) -> Source:
    """The source as it is handed to another process, which has the surroundings of documents itself."""
    documents = tuple(
        replace(document, layouts=(), learned=None, web=None, language=None, _views={}) for document in source.documents
    )
    return replace(source, documents=documents)


def _check(sources: Sequence[Source]) -> Collected:
    app = app_of_worker()
    gathered = Collected()
    for source in sources:
        with limited(app.settings.file_timeout):
            gathered.add(collect(app, [_dressed(app, source)]))
    return gathered


def _dressed(app: App, source: Source) -> Source:
    documents = (replace(document, layouts=app.layouts_of(document.path)) for document in source.documents)
    return replace(source, documents=tuple(equipped(app, document) for document in documents))


def _weight(path: Path) -> int:
    """Bytes that a file holds, roughly, unpacked."""
    try:
        size = path.stat().st_size
    except OSError:
        return 0
    return size if path.suffix.lower() in (".jsonl", ".ndjson", ".csv", ".tsv") else size * _PACKED
