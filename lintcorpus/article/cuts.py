"""URLs that a wrapping tool cut after a hyphen."""

from typing import NamedTuple

from lintcorpus.article.mask import code_mask
from lintcorpus.article.wraps import wrapping
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.markdown.urls import URL_CHARACTER, bare_urls, url_end
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_LINE_END = lazy(r"(?:\r\n|\r|\n)((?:> ?)*)")
# As in textwrap, which is what cuts at hyphens: letters on both sides.
_CUT = lazy(r"(?:[A-Za-z_]{2}|[A-Za-z_]-[A-Za-z_])-\Z")
_TAIL = lazy(rf"[A-Za-z_]-?[A-Za-z_]{URL_CHARACTER}*")
_PLAIN_WORD = lazy(r"[A-Za-z]+")
# What only a URL has, where text follows on the same line: ``and/or`` and ``well-known`` are words.
_UNMISTAKABLE = lazy(r"/\Z|/.*/|[?&]\w+=|#\w|\.(?:html?|php|aspx?|pdf|png|jpe?g|gif|webp|svg|mp4|md)\Z")
# A URL between these is all that stands between them: a target, a link's text, an autolink.
_MARKUP = (("](", ")"), ("[", "]("), ("<", ">"))
_MARKS_ONLY = lazy(r"(?:[^\w\s]|_)*[ \t]*(?=[\r\n]|\Z)")


class CutUrl(NamedTuple):
    """A URL in two or more pieces.

    Attributes:
        span: from the start of the first piece to the end of the last.
        joints: what stands between the pieces: newline and quote mark.
        certain: whether the rest can be nothing but the rest of a URL.
    """

    span: Span
    joints: tuple[Span, ...]
    certain: bool


@view
def cut_urls(document: Document) -> tuple[CutUrl, ...]:
    """Every URL that ends in a hyphen at the end of a line and goes on in the next one."""
    text = document.text
    masked = code_mask(document)
    base = front_matter(document).end
    found = []
    for url in bare_urls(document):
        if text[url.end - 1] != "-" or text[url.end : url.end + 1] not in ("\r", "\n"):
            continue
        if url.start >= base and not masked.covers(url.start, url.end):
            cut = _cut(document, url)
            if cut is not None:
                found.append(cut)
    return tuple(found)


def _cut(document: Document, url: Span) -> CutUrl | None:
    text = document.text
    joints: list[Span] = []
    certain, end = True, url.end
    while _CUT.search(text, max(url.start, end - 4), end):
        newline = _LINE_END.match(text, end)
        tail = _TAIL.match(text, newline.end()) if newline else None
        if newline is None or tail is None or _quoted(document, end) != bool(newline[1]):
            break
        tail_span = Span(newline.end(), url_end(text, tail.start(), tail.end()))
        if "://" in document.slice(tail_span) or text.startswith("www.", tail_span.start):
            break
        sure = _goes_on(document, url.start, end, tail_span)
        if sure is None:
            break
        joints.append(Span(end, newline.end()))
        certain, end = certain and sure, tail_span.end
    return CutUrl(Span(url.start, end), tuple(joints), certain) if joints else None


def _quoted(document: Document, offset: int) -> bool:
    line = document.line_span(document.line_of(offset))
    return document.text.startswith(">", line.start)


def _goes_on(document: Document, start: int, end: int, tail: Span) -> bool | None:
    """Whether the tail belongs to the URL for certain; ``None`` when it may well be text."""
    text = document.text
    rest = document.slice(tail)
    found = wrapping(document)
    by_tool = found is not None and any(item.span.start == end for item in found.ends)
    if any(text.endswith(mark, 0, start) and text.startswith(end_mark, tail.end) for mark, end_mark in _MARKUP):
        return True
    alone = _MARKS_ONLY.match(text, tail.end) is not None
    plain = _PLAIN_WORD.fullmatch(rest) is not None
    if by_tool:
        return alone or not plain
    if _UNMISTAKABLE.search(rest) or (alone and not plain):
        return True
    return False if alone and rest.islower() else None
