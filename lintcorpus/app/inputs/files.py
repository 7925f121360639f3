"""From paths to documents, with what could not be read."""

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lintcorpus.app.compose import App
from lintcorpus.app.inputs.source import Source, equipped
from lintcorpus.engine.run_rules import BINARY_CONTENT, UNREADABLE_FILE, about_file
from lintcorpus.errors import UsageError, no_such_path
from lintcorpus.model.document import Document
from lintcorpus.model.frozen import replace
from lintcorpus.model.result import Problem
from lintcorpus.reading.discover import Discovery, discover, relative_path
from lintcorpus.reading.globs import is_glob
from lintcorpus.reading.neighbours import neighbours_of
from lintcorpus.reading.read import Unreadable, document_from_bytes, read_document, too_large
from lintcorpus.records.names import Format, format_of

if TYPE_CHECKING:
    from lintcorpus.reading.git import Tree
    from lintcorpus.records.reader import Opener

_MANY = 20


def find_files(app: App, paths: Sequence[str]) -> Discovery:
    """The files that the paths stand for.

    Raises:
        UsageError: a pattern of ``exclude`` cannot be read.
    """
    settings = app.settings
    try:
        return discover(
            paths,
            root=app.root,
            suffixes=app.suffixes,
            exclude=settings.exclude,
            force_exclude=settings.force_exclude,
            respect_gitignore=settings.gitignore,
        )
    except ValueError as error:
        raise UsageError(f"exclude: {error}") from error


def discovery_problems(found: Discovery) -> list[Problem]:
    """What the user must hear about the paths."""
    missing = [Problem("path", _missing(path)) for path in found.missing]
    return [*missing, *(Problem("unreadable", problem) for problem in found.problems)]


def _missing(path: str) -> str:
    return f"{path}: no file or folder has such a name" if is_glob(path) else no_such_path(path)


def is_whole_corpus(app: App, paths: Sequence[str]) -> bool:
    """Whether the named folders hold every folder of the corpus."""
    if not app.settings.corpus:
        return False
    named = [Path(path).resolve() for path in paths]
    return all(
        any((app.root / folder).resolve().is_relative_to(path) for path in named) for folder in app.settings.corpus
    )


def prepare(number: int) -> None:
    """Import what pays for a number of files: fingerprints are the same with numpy, and several times as quick."""
    if number >= _MANY:
        import numpy  # noqa: F401


def read_files(app: App, files: Sequence[Path], *, bare: bool = False) -> Iterator[Source]:
    """Read each file in turn; a file of records gives a source for each record.

    Args:
        app: the run's parts.
        files: each once.
        bare: whether only the text is wanted, without what rules may ask of its surroundings.
    """
    prepare(len(files))
    limit = app.settings.max_file_size
    for path in files:
        if app.on_file is not None:
            app.on_file()
        name = relative_path(path, app.root)
        form = format_of(name)
        if form is not None:
            yield from _records(app, name, path, partial(_opened, path), form, bare)
            continue
        read = read_document(path, name, app.layouts_of(name), limit, app.plugins.decoder)
        if isinstance(read, Unreadable):
            yield _unread(app, name, path, read)
        elif bare:
            yield _split(app, name, path, read)
        else:
            around = neighbours_of(path, app.root, limit)
            yield _split(app, name, path, replace(equipped(app, read), neighbours=around))


def read_standard_input(app: App, raw: bytes, name: str) -> Source:
    """The document that was piped in.

    Args:
        raw: all bytes of standard input.
        name: the path it is to be reported under.

    Raises:
        UsageError: the name is that of a file of records.
    """
    if format_of(name) is not None:
        raise UsageError(f"{name}: records are not read from standard input; name their file")
    read = document_from_bytes(raw, name, app.layouts_of(name), app.plugins.decoder, Path(name))
    if isinstance(read, Unreadable):
        return _unread(app, name, None, read)
    return Source(name, None, (equipped(app, read),))


def read_contents(app: App, contents: Iterable[tuple[str, bytes]], tree: "Tree") -> Iterator[Source]:
    """Documents of files as git has them; nothing of them is written.

    Args:
        contents: paths relative to the root, with all bytes of each.
        tree: what stands around them.
    """
    from lintcorpus.reading.git import TreeNeighbours

    limit = app.settings.max_file_size
    for name, raw in contents:
        path = app.root / name
        form = format_of(name)
        if form is not None:
            yield from _records(app, name, None, partial(io.BytesIO, raw), form, False)
            continue
        if len(raw) > limit:
            yield _unread(app, name, None, too_large(name, len(raw), limit))
            continue
        read = document_from_bytes(raw, name, app.layouts_of(name), app.plugins.decoder, path)
        if isinstance(read, Unreadable):
            yield _unread(app, name, None, read)
        else:
            around = TreeNeighbours(tree, name.rpartition("/")[0])
            document = replace(equipped(app, read), neighbours=around)
            yield replace(_split(app, name, path, document), path=None)


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _records(app: App, name: str, path: Path | None, opener: "Opener", form: Format, bare: bool) -> Iterator[Source]:
    from lintcorpus.app.inputs.records import record_sources  # few runs read records

    return record_sources(app, name, path, opener, form, bare=bare)


def _unread(app: App, name: str, path: Path | None, why: Unreadable) -> Source:
    """A file without a document: one that is not text is passed over and counted, whatever rules run."""
    plan = app.plan_of(name)
    if why.reason == "binary":
        return Source(name, path, (), tuple(about_file(plan, BINARY_CONTENT, name, {})), skipped=why.reason)
    reason = {"kind": why.reason, "reason": why.message}
    return Source(name, path, (), tuple(about_file(plan, UNREADABLE_FILE, name, reason)))


def _split(app: App, name: str, path: Path, document: Document) -> Source:
    parts = app.plugins.splitter(path, document.text) if app.plugins.splitter is not None else None
    if parts is None:
        return Source(name, path, (document,))
    documents = tuple(replace(document, path=f"{name}#{part}", text=text, _views={}) for part, text in parts)
    return Source(name, path, documents, whole=False)
