"""Where bold marks can stand so that CommonMark uses them, in every dialect."""

import unicodedata
from collections.abc import Container

from lintcorpus.markdown.stars import PICTURE, Content
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_WORD = lazy(r"[^\W_]")
_PARTNERS = {
    "（": "）",
    "(": ")",
    "「": "」",
    "『": "』",
    "“": "”",
    "‘": "’",
    "《": "》",
    "【": "】",
    "〈": "〉",
    "[": "]",
}
_PARTNERS |= {mark: mark for mark in "\"'_"}
_CLOSING = frozenset(_PARTNERS.values())


def placed(content: Content, wanted: Span, apart: Container[int] = ()) -> list[Span]:
    """Where bold marks can stand so that CommonMark uses them: the span without its edges, or parts.

    Spaces move out; then, as long as a mark would not count, brackets, quotes and other punctuation.
    Brackets of links are never crossed.

    Args:
        content: the text.
        wanted: what is meant to be bold.
        apart: offsets at which a space will stand between two marks.
    """
    shape = content.shape
    open_spans = _uncrossed(content, wanted)
    placed: list[Span] = []
    while open_spans:
        start, end = open_spans.pop()
        start, end = trimmed(shape, start, end)
        if start >= end or not shape[start:end].strip(PICTURE + "[]()\r\n "):
            continue
        opens = start in apart or _can_open(shape, start)
        closes = end in apart or _can_close(shape, end)
        if opens and closes:
            placed.append(Span(start, end))
        elif _WORD.search(shape, start, end) is None:
            continue
        elif _partners(shape, start, end):
            open_spans.append(Span(start + 1, end - 1))
        elif (pair := _pair_at_edge(shape, start, end)) is not None:
            open_spans.append(pair)
        else:
            open_spans.extend(_narrower(content, start, end, closes))
    return sorted(placed)


def _narrower(content: Content, start: int, end: int, closes: bool) -> list[Span]:
    """The span without the punctuation at the end at which a mark would not count."""
    shape = content.shape
    for link in content.links:
        if (link.tail.end == end and not closes) or (link.opening.start == start and closes):
            inside = Span(link.opening.end, link.tail.start)
            return [Span(start, link.opening.start), inside, Span(link.tail.end, end)]
    if closes:
        first = content.atoms.get(start, start + 1)
        while first < end and shape[first] == "\ufe0f":
            first += 1
        return [Span(first, end)]
    last = next((opened for opened, closed in content.atoms.items() if closed == end), end - 1)
    return [Span(start, last)]


def _uncrossed(content: Content, wanted: Span) -> list[Span]:
    """The span in parts, cut at brackets of links that begin or end outside it."""
    if not content.links:
        return [wanted]
    cuts = []
    for link in content.links:
        opening, tail = wanted.contains(link.opening), wanted.contains(link.tail)
        if opening != tail:
            cuts.append(link.opening if opening else link.tail)
    parts, at = [], wanted.start
    for cut in sorted(cuts):
        parts.append(Span(at, cut.start))
        at = cut.end
    return [*parts, Span(at, wanted.end)]


def trimmed(shape: str, start: int, end: int) -> tuple[int, int]:
    """The range without the white space at its ends."""
    while start < end and shape[start].isspace():
        start += 1
    while start < end and shape[end - 1].isspace():
        end -= 1
    return start, end


def _can_open(shape: str, at: int) -> bool:
    """Whether a mark before ``shape[at]`` opens, in all dialects: some count symbols as punctuation."""
    return at == 0 or shape[at - 1].isspace() or _parts(shape[at - 1]) or not _mark(shape[at])


def _can_close(shape: str, at: int) -> bool:
    return at == len(shape) or shape[at].isspace() or _parts(shape[at]) or not _mark(shape[at - 1])


def _mark(char: str) -> bool:
    """Punctuation by any dialect."""
    return unicodedata.category(char)[0] in "PS"


def _parts(char: str) -> bool:
    """Punctuation by every dialect."""
    return unicodedata.category(char)[0] == "P" or (char.isascii() and _mark(char)) or char == PICTURE


def _partners(shape: str, start: int, end: int) -> bool:
    """Whether the first and the last character are a pair of brackets or quotes."""
    opening, closing = shape[start], shape[end - 1]
    if end - start < 3 or _PARTNERS.get(opening) != closing:
        return False
    inside = shape[start + 1 : end - 1]
    if opening == closing:
        return opening not in inside
    depth = 1
    for char in inside:
        depth += (char == opening) - (char == closing)
        if depth == 0:
            return False
    return depth == 1


def _pair_at_edge(shape: str, start: int, end: int) -> Span | None:
    """The span of the brackets or quotes that hold everything but some punctuation beside them."""
    first, last = start, end
    while first < end and shape[first] not in _PARTNERS and _mark(shape[first]):
        first += 1
    while last > first and shape[last - 1] not in _CLOSING and _mark(shape[last - 1]):
        last -= 1
    return Span(first, last) if (first, last) != (start, end) and _partners(shape, first, last) else None
