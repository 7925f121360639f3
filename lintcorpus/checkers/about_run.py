"""The place in the catalogue of rules that the engine itself reports."""

from collections.abc import Iterable

from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding


def _nothing(document: Document, options: NoOptions) -> Iterable[Finding]:
    """The engine reports these; a document alone shows nothing of the run."""
    return ()


CHECKERS = (Checker("run.engine", _nothing),)
