"""The metadata block that stands before the article."""

import re

from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

_OPEN = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@view
def front_matter(document: Document) -> Span:
    """The front matter with its fences and the newline after it; empty at 0 when there is none.

    A block counts only at the very start, closed by the same fence (``---`` also by ``...``), with
    a ``key: value`` or ``key = value`` line in it: a file may also begin with a thematic break.
    """
    text = document.text
    opened = _OPEN.match(text)
    if opened is None:
        return Span(0, 0)
    fences = ("---", "...") if opened[1] == "---" else ("+++",)
    mark = ":" if opened[1] == "---" else "="
    at, keyed = opened.end(), False
    while at < len(text):
        line = _LINE.match(text, at)
        assert line is not None
        stripped = line[0].rstrip()
        if stripped in fences:
            return Span(0, line.end()) if keyed else Span(0, 0)
        keyed = keyed or mark in stripped
        at = line.end()
    return Span(0, 0)
