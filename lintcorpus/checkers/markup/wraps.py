"""Finds text that a tool wrapped in mid-sentence and puts the lines together again."""

from collections.abc import Iterable

from lintcorpus.article.wraps import wrapping
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.span import Span


def _hard_wraps(document: Document, options: NoOptions) -> Iterable[Finding]:
    """One finding a file: where the tool's line ends begin, and two fixes that undo them.

    Line ends inside links, URLs and headings belong to other rules. After a hyphen it is not
    certain that nothing stood there, so those joins are a fix of their own.
    """
    found = wrapping(document)
    if found is None:
        return
    ends = [end for end in found.ends if end.inside == "text"]
    if not ends:
        return
    first = document.line_span(document.line_of(ends[0].span.start))
    fixes = []
    for glue, safety, title in ((" ", Safety.SAFE, ""), ("", Safety.UNSAFE, "hyphens")):
        edits = tuple(Edit(end.span, end.glue) for end in ends if end.glue == glue)
        if edits:
            fixes.append(Fix(edits, safety, title))
    yield Finding(
        span=Span(first.start, ends[0].span.start),
        params={"count": len(ends), "width": found.width},
        fixes=tuple(fixes),
        key="hard-wrap",
    )


CHECKERS = (Checker("wraps.paragraphs", _hard_wraps),)
