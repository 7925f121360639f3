"""Finds text that was read in the wrong encoding and saved so."""

from collections.abc import Iterable

from lintcorpus.article.garbled.mojibake import garbled
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety

_SHOWN = 20
"""Code points of the text that a message shows."""


def _mojibake(document: Document, options: NoOptions) -> Iterable[Finding]:
    """One finding a file for what can be read again, at its first place, and one for what is lost."""
    found = garbled(document)
    edits = tuple(Edit(run.span, run.meant) for run in found if run.meant is not None)
    if edits:
        span, meant = edits[0]
        params = {"text": document.slice(span)[:_SHOWN], "meant": meant[:_SHOWN], "count": len(edits)}
        yield Finding(span, params, fixes=(Fix(edits, Safety.UNSAFE),), key="misread")
    gone = [run.span for run in found if run.meant is None]
    if gone:
        yield Finding(gone[0], {"count": len(gone)}, "lost", key="lost")


CHECKERS = (Checker("mojibake.misread", _mojibake),)
