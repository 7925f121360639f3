"""Bare URLs in the source text."""

import re

from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

# CommonMark has no bare URLs and the GFM extension lets them swallow CJK marks, so ours end
# before white space, brackets of markup, quotes and anything beyond Latin-1 letters.
_BARE = re.compile(r"(?:https?|ftp)://[!#$%&'()*+,\-./0-9:;=?@A-Z\[\\\]_a-z~]+", re.IGNORECASE)
_TRAILING = ".,;:!?'*_~\\"


@view
def bare_urls(document: Document) -> tuple[Span, ...]:
    """Every ``http``, ``https`` or ``ftp`` URL of the source, also inside link targets.

    A URL ends before CJK text and marks, before a closing bracket that it does not open, and
    before punctuation that ends a sentence.
    """
    found = []
    text = document.text
    for match in _BARE.finditer(text):
        start, end = match.start(), match.end()
        end = _balanced(text, start, end)
        while end > start and text[end - 1] in _TRAILING:
            end -= 1
        found.append(Span(start, end))
    return tuple(found)


def _balanced(text: str, start: int, end: int) -> int:
    """``end`` moved before the first bracket that closes more than the URL opens."""
    if text.find(")", start, end) < 0 and text.find("]", start, end) < 0:
        return end
    depth = {")": 0, "]": 0}
    for at in range(start, end):
        char = text[at]
        if char == "(":
            depth[")"] += 1
        elif char == "[":
            depth["]"] += 1
        elif char in depth:
            depth[char] -= 1
            if depth[char] < 0:
                return at
    return end
