"""Files of records in a run: each record is checked as a file would be, and repaired where it stands."""

import contextlib
import os
import shutil
import stat
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import BinaryIO

import xxhash

from lintcorpus.app.check import Collected, collect
from lintcorpus.app.compose import App
from lintcorpus.app.fix import Repaired, Repairs
from lintcorpus.app.inputs import Source, equipped, read_files
from lintcorpus.app.workers import app_of_worker, death, limited, pool, usable_cpus
from lintcorpus.engine.fixing import fix_document
from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.engine.run_rules import RULE_FAILED, UNREADABLE_FILE, about_file
from lintcorpus.journal.store import JournalError
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.frozen import replace
from lintcorpus.model.origin import Origin
from lintcorpus.model.result import Rewrite
from lintcorpus.reading.discover import relative_path
from lintcorpus.reading.write import CannotWriteError
from lintcorpus.records.columns import Columns, told
from lintcorpus.records.errors import RecordsError
from lintcorpus.records.names import Format, format_of
from lintcorpus.records.reader import Holder, Opener, Record, RecordFile, open_records
from lintcorpus.wholefile import locked, successor

_WORTHWHILE = 1_500_000
"""Bytes of a file that a second process should have to check at least; see ``app.workers``."""
_PACKED = 4
"""How many bytes a packed one stands for, roughly."""
_CHUNK = 300_000
"""Code points of articles that are handed to a worker at once."""
_JOURNAL_LIMIT = 64_000_000
"""Bytes above which a file's content is not noted in the journal, which has all of it in memory."""


def record_sources(
    app: App, name: str, path: Path | None, opener: Opener, form: Format, *, bare: bool = False
) -> Iterator[Source]:
    """The records of a file, each as a source of its own, read as they are asked for.

    Args:
        app: the run's parts.
        name: the file's path as reports show it.
        path: where it is; ``None`` where it is not on the disk.
        opener: opens it.
        form: how it holds its records.
        bare: whether only the texts are wanted.
    """
    try:
        file = opened(app, name, opener, form)
        if file is None:
            return
        taken = told(_wanted(app), file.columns)
        for record in file.records():
            source = source_of(app, record, path, bare=bare)
            if taken and source.documents:
                source, taken = replace(source, taken=taken), ""
            yield source
    except RecordsError as error:
        yield Source(name, path, (), tuple(_unread(app, name, str(error))))


def opened(app: App, name: str, opener: Opener, form: Format) -> RecordFile | None:
    """A file of records as the settings want it read; ``None`` when it holds none.

    Raises:
        RecordsError: it cannot be read.
    """
    return open_records(name, opener, form, _wanted(app), app.settings.max_file_size)


def source_of(app: App, record: Record, path: Path | None, *, bare: bool = False) -> Source:
    """A record as a source: with its document, or with what is wrong with it."""
    if record.problem:
        unread = _unread(app, record.path, record.problem, record.origin)
        return Source(record.path, path, (), tuple(unread), whole=False)
    document = document_of(app, record)
    return Source(record.path, path, (document if bare else equipped(app, document),), whole=False)


def document_of(app: App, record: Record) -> Document:
    """The article of a record, as that of a file in UTF-8 would be, without its surroundings."""
    digest = xxhash.xxh3_128_hexdigest(record.text.encode("utf-8"))
    return Document(record.path, record.text, digest=digest, layouts=app.layouts_of(record.path), origin=record.origin)


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


def fix_records(app: App, files: Iterable[Path], how: Repairs) -> Repaired:
    """Repair the records of files; each file is written once, when all of its records are repaired.

    A file that cannot be read to its end, or cannot be written, is left as it is and its records are
    checked as they are.
    """
    done = Repaired()
    for path in files:
        name = relative_path(path, app.root)
        form = format_of(name)
        assert form is not None
        one = _FixRun(app, how, path, name, form)
        try:
            one.run()
        except (RecordsError, CannotWriteError, JournalError, OSError) as error:
            one.done = Repaired(collect(app, read_files(app, [path])))
            if not _says(one.done.gathered.diagnostics, str(error)):
                one.done.gathered.diagnostics.extend(_unread(app, name, _left_alone(error), kind="write"))
        done.add(one.done)
    return done


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


class _FixRun:
    """The repair of one file of records."""

    def __init__(self, app: App, how: Repairs, path: Path, name: str, form: Format) -> None:
        self.done = Repaired()
        self._app = app
        self._how = how
        self._path = path
        self._name = name
        self._form = form

    def run(self) -> None:
        """Repair and write.

        Raises:
            RecordsError: the file cannot be read to its end, or rewritten without loss.
            CannotWriteError, JournalError, OSError: it cannot be written.
        """
        path = self._path.resolve(strict=True) if self._path.is_symlink() else self._path
        file = opened(self._app, self._name, lambda: path.open("rb"), self._form)
        if file is None:
            return
        taken = told(_wanted(self._app), file.columns)
        if taken:
            self.done.gathered.taken[taken] = [self._name]
        if not self._how.write:
            for record in file.records():
                self._repaired(record, Holder())
            return
        with locked(path):
            self._write(file, path)

    def _write(self, file: RecordFile, path: Path) -> None:
        status = path.stat()
        if not os.access(path, os.W_OK):
            raise CannotWriteError("the file is read-only; make it writable to repair it")
        if status.st_nlink > 1:
            raise CannotWriteError("the file has other hard links, which a repair would cut off; it is left alone")
        mode, owner = stat.S_IMODE(status.st_mode), (status.st_uid, status.st_gid)
        with contextlib.suppress(_NothingToWriteError), successor(path, mode, owner) as out:
            file.rewrite(out, self._repaired)
            if not self.done.changed:
                raise _NothingToWriteError
            difference = file.difference(out)
            if difference:
                raise CannotWriteError(f"{difference} would not be as it was; the file is left alone")
            now = path.stat()
            if (now.st_ino, now.st_size, now.st_mtime_ns) != (status.st_ino, status.st_size, status.st_mtime_ns):
                raise CannotWriteError("the file changed since it was read")
            if self._how.backup:
                with (
                    successor(path.with_name(path.name + self._how.backup), mode, owner) as copy,
                    path.open("rb") as old,
                ):
                    shutil.copyfileobj(old, copy)
            self._note(path, out, now.st_size)

    def _note(self, path: Path, out: BinaryIO, size: int) -> None:
        """Put the old content into the journal, if there is one."""
        journal = self._how.journal
        if journal is None:
            return
        if size > _JOURNAL_LIMIT:
            raise CannotWriteError(
                f"it has {size:,} bytes, too many for the journal of repairs;"
                " --no-journal --backup .orig repairs it and keeps a copy"
            )
        out.seek(0)
        journal.record(self._name, path.read_bytes(), out.read(), self.done.applied)

    def _repaired(self, record: Record, holder: Holder) -> str | None:
        """Repair one record, and check it as it is afterwards; its new text, or ``None`` when it stays."""
        source = source_of(self._app, record, self._path)
        done = self.done
        done.gathered.note(source)
        for document in source.documents:
            plan = self._app.plan_of(document.path)
            outcome = fix_document(
                document,
                partial(_diagnostics, plan),
                plan,
                self._how.least,
                self._how.wanted,
            )
            for dropped in outcome.dropped:
                params = {"rule": dropped.rule, "pack": plan.cards[dropped.rule].pack, "reason": dropped.reason}
                done.gathered.diagnostics.extend(
                    about_file(plan, RULE_FAILED, document.path, params, origin=record.origin)
                )
            final = outcome.document
            if final.text != document.text:
                refusal = holder.refusal(final.text)
                if refusal:
                    done.gathered.diagnostics.extend(
                        _unread(self._app, record.path, refusal, record.origin, kind="write")
                    )
                    final = document
                else:
                    done.changed[document.path] = self._rewrite(document, final)
                    done.applied.extend(outcome.applied)
            done.gathered.reports.append(check_document(final, plan))
            return final.text if final.text != document.text else None
        return None

    def _rewrite(self, before: Document, after: Document) -> Rewrite:
        """What reports are told of a repair; texts only where a diff is to show them."""
        texts = ("", "") if self._how.write else (before.text, after.text)
        return Rewrite(before.with_text(texts[0]), before.with_text(texts[1]))


class _NothingToWriteError(Exception):
    """No record of a file changes."""


def _diagnostics(plan: Plan, document: Document) -> Sequence[Diagnostic]:
    return check_document(document, plan).diagnostics


def _wanted(app: App) -> Columns:
    fields = app.settings.records
    return Columns(fields.text, fields.id, fields.path, fields.meta)


def _unread(app: App, name: str, reason: str, origin: Origin | None = None, kind: str = "records") -> list[Diagnostic]:
    """The diagnostics about a record, or a whole file of them, that was left alone."""
    return about_file(app.plan_of(name), UNREADABLE_FILE, name, {"kind": kind, "reason": reason}, origin=origin)


def _left_alone(error: Exception) -> str:
    if isinstance(error, JournalError):
        return f"{error}; the file was left alone, --no-journal repairs it without one"
    if isinstance(error, OSError):
        return f"cannot write: {error.strerror or error}"
    return str(error)


def _says(found: Iterable[Diagnostic], reason: str) -> bool:
    return any(item.params.get("reason") == reason for item in found)
