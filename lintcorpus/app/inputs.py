"""From paths to documents, with what could not be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lintcorpus.app.compose import App
from lintcorpus.engine.run_rules import UNREADABLE_FILE, about_file
from lintcorpus.errors import UsageError
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.result import Problem
from lintcorpus.reading.discover import Discovery, discover, relative_path
from lintcorpus.reading.read import Unreadable, document_from_bytes, read_document


@dataclass(frozen=True)
class Source:
    """One file of a run as it was read.

    Attributes:
        name: its path as reports show it.
        path: where it is, or ``None`` for standard input.
        documents: usually one; several when a plugin split the file; none when it is unreadable.
        unreadable: the diagnostics that say why it could not be read.
        whole: whether the file is one document, so that it can be written back.
    """

    name: str
    path: Path | None
    documents: tuple[Document, ...]
    unreadable: tuple[Diagnostic, ...] = ()
    whole: bool = True


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
            suffixes=settings.suffixes,
            exclude=settings.exclude,
            force_exclude=settings.force_exclude,
            respect_gitignore=settings.gitignore,
        )
    except ValueError as error:
        raise UsageError(f"exclude: {error}") from error


def discovery_problems(found: Discovery) -> list[Problem]:
    """What the user must hear about the paths."""
    missing = [Problem("path", f"{path}: no such file or folder") for path in found.missing]
    return [*missing, *(Problem("unreadable", problem) for problem in found.problems)]


def read_files(app: App, files: Sequence[Path]) -> Iterator[Source]:
    """Read each file in turn."""
    for path in files:
        name = relative_path(path, app.root)
        layouts = app.catalog.layouts
        read = read_document(path, name, layouts, app.settings.max_file_size, app.plugins.decoder)
        if isinstance(read, Unreadable):
            reason = {"kind": read.reason, "reason": read.message}
            plan = app.plan_of(name)
            yield Source(name, path, (), tuple(about_file(plan, UNREADABLE_FILE, name, reason)))
        else:
            yield _split(app, name, path, read)


def read_standard_input(app: App, raw: bytes, name: str) -> Source:
    """The document that was piped in.

    Args:
        raw: all bytes of standard input.
        name: the path it is to be reported under.

    Raises:
        UsageError: the bytes are no text.
    """
    read = document_from_bytes(raw, name, app.catalog.layouts, app.plugins.decoder, Path(name))
    if isinstance(read, Unreadable):
        raise UsageError(f"standard input: {read.message}")
    return Source(name, None, (read,))


def _split(app: App, name: str, path: Path, document: Document) -> Source:
    parts = app.plugins.splitter(path, document.text) if app.plugins.splitter is not None else None
    if parts is None:
        return Source(name, path, (document,))
    documents = tuple(replace(document, path=f"{name}#{part}", text=text, _views={}) for part, text in parts)
    return Source(name, path, documents, whole=False)
