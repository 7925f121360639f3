"""One file of a run, or one record, as it was read."""

from pathlib import Path

from lintcorpus.app.compose import App
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.frozen import often_made, replace


@often_made
class Source:
    """One file of a run as it was read.

    Attributes:
        name: its path as reports show it.
        path: where it is, or ``None`` for standard input.
        documents: usually one; several when a plugin split the file; none when it is unreadable.
        unreadable: the diagnostics that say why it could not be read.
        whole: whether the file is one document, so that it can be written back.
        skipped: why it was passed over, as a reason of ``Result.skipped``; empty when it was not.
        taken: what the user should hear about how its records were read; see ``records.columns.told``.
    """

    name: str
    path: Path | None
    documents: tuple[Document, ...]
    unreadable: tuple[Diagnostic, ...] = ()
    whole: bool = True
    skipped: str = ""
    taken: str = ""


def equipped(app: App, document: Document) -> Document:
    """A document with what checkers may ask that is none of its files."""
    return replace(document, learned=app.learned, web=app.request.web, language=app.language_of(document.path))
