"""Bare URLs in the source text."""

import re

from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

# CommonMark has no bare URLs and the GFM extension lets them swallow CJK marks, so ours end
# before white space, brackets of markup, quotes and anything beyond Latin-1 letters.
URL_CHARACTER = r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\\\]_a-z~]"
_BARE = re.compile(rf"(?:https?|ftp)://{URL_CHARACTER}+", re.IGNORECASE)
_TRAILING = ".,;:!?'*_~\\"


@view
def bare_urls(document: Document) -> tuple[Span, ...]:
    """Every ``http``, ``https`` or ``ftp`` URL of the source, also inside link targets.

    A URL ends before CJK text and marks, before a closing bracket that it does not open, and
    before punctuation that ends a sentence.
    """
    found = []
    text = document.text
    match = _BARE.search(text)
    while match is not None:
        url = Span(match.start(), url_end(text, match.start(), match.end()))
        found.append(url)
        # Not from the end of the match: it may hold the next URL, as in ``[url](url)``.
        match = _BARE.search(text, url.end)
    return tuple(found)


def url_end(text: str, start: int, end: int) -> int:
    """Where a URL that is written in text ends.

    Args:
        text: a document's text.
        start, end: a run of characters that a URL may have.

    Returns:
        ``end``, moved before a bracket that the run does not open and before marks that end a sentence.
    """
    end = _balanced(text, start, end)
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return end


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
