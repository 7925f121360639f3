"""Tells headings of the first level that are lines of lost code: comments and prompts of a shell."""

from lintcorpus.markdown.headings import headings
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span


@view
def hash_lines(document: Document) -> frozenset[Span]:
    """The spans of headings that are ``# comment`` or ``# command`` of code which lost its fence.

    A converter sets headings apart by blank lines, at least on one side; in code, lines with one ``#``
    stand right beside each other, or between two other lines. A bare ``#`` between two lines may as
    well be the mark that links to the heading above it.
    """
    found = []
    for item in headings(document):
        if item.level == 1 and document.text[item.span.start] == "#":
            above, below = lines_around(document, item.span)
            beside = [line for line in (above, below) if line.startswith("#") and not line.startswith("##")]
            if (beside or (above and below)) if item.text else any(line.strip("# ") for line in beside):
                found.append(item.span)
    return frozenset(found)


def lines_around(document: Document, span: Span) -> tuple[str, str]:
    """What the lines right above and right below a span of one line say; empty where there is none."""
    line = document.line_of(span.start)
    return _line(document, line - 1), _line(document, line + 1)


def _line(document: Document, line: int) -> str:
    return document.slice(document.line_span(line)).strip("> \t") if 0 <= line < len(document.line_starts) else ""
