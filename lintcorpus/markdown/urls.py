"""Bare URLs in the source text."""

import re

from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

# CommonMark has no bare URLs and the GFM extension lets them swallow CJK marks, so ours end
# before white space, brackets of markup, quotes and anything beyond Latin-1 letters.
URL_CHARACTER = r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\\\]_a-z~]"
_REST = lazy(rf"{URL_CHARACTER}+")
_SCHEME = lazy(r"(?:https?|ftp)\Z", re.IGNORECASE)
_LONGEST_SCHEME = len("https")
_TRAILING = ".,;:!?'*_~\\"


@view
def bare_urls(document: Document) -> tuple[Span, ...]:
    """Every ``http``, ``https`` or ``ftp`` URL of the source, also inside link targets.

    A URL ends before CJK text and marks, before a picture, before a closing bracket that it does not
    open, and before punctuation that ends a sentence.
    """
    found: list[Span] = []
    text = document.text
    end, at = 0, text.find("://")
    while at >= 0:
        scheme = _SCHEME.search(text, max(end, at - _LONGEST_SCHEME), at)
        rest = _REST.match(text, at + 3) if scheme else None
        if scheme and rest:
            # The run of characters may hold the next URL, as in ``[url](url)``.
            end = url_end(text, scheme.start(), rest.end())
            found.append(Span(scheme.start(), end))
        at = text.find("://", max(end, at + 3))
    return tuple(found)


def url_end(text: str, start: int, end: int) -> int:
    """Where a URL that is written in text ends.

    Args:
        text: a document's text.
        start, end: a run of characters that a URL may have.

    Returns:
        ``end``, moved before a picture, a bracket that the run does not open, and marks that end a sentence.
    """
    picture = text.find("![", start, end)
    end = _balanced(text, start, end if picture < 0 else picture)
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return end


def _balanced(text: str, start: int, end: int) -> int:
    """``end`` moved before the first bracket that closes more than the URL opens."""
    closing = [at for at in (text.find(")", start, end), text.find("]", start, end)) if at >= 0]
    if not closing:
        return end
    first = min(closing)
    if text.find("(", start, first) < 0 and text.find("[", start, first) < 0:
        return first
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


def is_inside_url(document: Document, at: int) -> bool:
    """Whether an offset (code points) lies between two characters of a URL that is written in text."""
    return any(url.start < at < url.end for url in bare_urls(document))
