"""The records of a file, each as a source of its own."""

from collections.abc import Iterator
from pathlib import Path

import xxhash

from lintcorpus.app.compose import App
from lintcorpus.app.inputs.source import Source, equipped
from lintcorpus.engine.run_rules import UNREADABLE_FILE, about_file
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.frozen import replace
from lintcorpus.model.origin import Origin
from lintcorpus.records.columns import Columns, told
from lintcorpus.records.errors import RecordsError
from lintcorpus.records.names import Format
from lintcorpus.records.reader import Opener, Record, RecordFile, open_records


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
        taken = told(wanted(app), file.columns)
        for record in file.records():
            source = source_of(app, record, path, bare=bare)
            if taken and source.documents:
                source, taken = replace(source, taken=taken), ""
            yield source
    except RecordsError as error:
        yield Source(name, path, (), tuple(about_records(app, name, str(error))))


def opened(app: App, name: str, opener: Opener, form: Format) -> RecordFile | None:
    """A file of records as the settings want it read; ``None`` when it holds none.

    Raises:
        RecordsError: it cannot be read.
    """
    return open_records(name, opener, form, wanted(app), app.settings.max_file_size)


def source_of(app: App, record: Record, path: Path | None, *, bare: bool = False) -> Source:
    """A record as a source: with its document, or with what is wrong with it."""
    if record.problem:
        unread = about_records(app, record.path, record.problem, record.origin)
        return Source(record.path, path, (), tuple(unread), whole=False)
    document = document_of(app, record)
    return Source(record.path, path, (document if bare else equipped(app, document),), whole=False)


def document_of(app: App, record: Record) -> Document:
    """The article of a record, as that of a file in UTF-8 would be, without its surroundings."""
    digest = xxhash.xxh3_128_hexdigest(record.text.encode("utf-8"))
    return Document(record.path, record.text, digest=digest, layouts=app.layouts_of(record.path), origin=record.origin)


def wanted(app: App) -> Columns:
    """Which columns of a table the settings name."""
    fields = app.settings.records
    return Columns(fields.text, fields.id, fields.path, fields.meta)


def about_records(
    app: App, name: str, reason: str, origin: Origin | None = None, kind: str = "records"
) -> list[Diagnostic]:
    """The diagnostics about a record, or a whole file of them, that was left alone."""
    return about_file(app.plan_of(name), UNREADABLE_FILE, name, {"kind": kind, "reason": reason}, origin=origin)
