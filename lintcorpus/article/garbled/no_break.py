"""No-break spaces: which of them stand where an ordinary space, or none, is meant, and what to put there."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from lintcorpus.article.mask import mask
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.markdown.surroundings import block_at, harmless
from lintcorpus.model.document import Document, view
from lintcorpus.model.fix import Edit
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

NO_BREAK = "\xa0"
_BLANKS = " \t" + NO_BREAK
_LAYOUT = 3
"""So many in a row are meant to hold things apart."""
_MOST = 20_000
"""No-break spaces of a document that are looked at: what has more of them is laid out by them."""
_NEAR = 24
"""Code points that are looked at on either side."""

_CJK = lazy(r"[\u2e80-\u303e\u3041-\u30ff\u3105-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffee]")
# Typographers put one between a number and its unit or noun, after abbreviations, initials and
# single letters, before the marks and inside the quotes of French, around operators, dashes and
# separators. Words with accents or of other alphabets belong to languages with more such rules.
_MEANT_BEFORE = lazy(
    r"(?:[\d%$€£¥§©№#<>=+×÷≤≥≈±~·•|/\\«‹&@–—-]|\b[A-Z][a-z]{0,3}\.|\b[A-Z]{2,4}|\b(?:a\.m|p\.m|e\.g|i\.e|etc|vs|cf|ca|pp?|vol|no)\."
    r"|\b\w|[^\W\x00-\x7f]\w*)\Z"
)
_MEANT_AFTER = lazy(r"[\d;:!?»›%‰°$€£¥<>=+×÷≤≥≈±~·•|/\\&–—-]|[A-Za-z]\b|\w*[^\W\x00-\x7f]")
_PICTURE = lazy(r"[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_CAPITALISED = lazy(r"\b[A-Z][\w’'.-]*\Z")
_HIDDEN_ADDRESS = ("email", "protected")
_ONLY_QUOTES = lazy(r"[> \t]*")
_MARKER = lazy(r"(?:[ \t>]|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))*(?:[-+*]|\d{1,9}[.)]|#{1,6})\Z")
_BLOCK_START = lazy(r"[#>|=`~<+*:_-]|\d{1,9}[.)]")
_SET_IN = lazy(rf"[\r\n][ \t]*{NO_BREAK}")
_ROW = lazy(r"[ \t\xa0]*\|")
_MORE_WORDS = lazy(r"[^ \t\xa0]+[ \t\xa0]+[^ \t\xa0]")
_SEPARATORS = "|·•/\\"


class Gap(NamedTuple):
    """White space in one line with no-break spaces in it.

    Attributes:
        span: all of the white space.
        kind: ``line`` (the line holds nothing else), ``start``, ``end``, ``marker`` (behind that of a
            list item or heading) or ``middle``.
    """

    span: Span
    kind: str


def misplaced(document: Document, places: Iterable[int]) -> list[Gap]:
    """The gaps in which an ordinary space, or none, is meant; outside code, HTML, URLs, tables and the header.

    Args:
        document: the article.
        places: offsets of all its no-break spaces, in order; only so many are looked at.
    """
    hidden = mask(document)
    found: list[Gap] = []
    end = -1
    for at in islice(places, _MOST):
        if at >= end and not hidden.covers(at, at + 1):
            gap = _gap(document, at)
            end = gap.span.end
            if _is_misplaced(document, gap):
                found.append(gap)
    return found


def replacements(document: Document, gaps: Iterable[Gap]) -> Iterator[Edit]:
    """Edits that put there what is meant, where Markdown reads the rest as before."""
    return harmless(document, (edit for gap in gaps if (edit := _replacement(document, gap)) is not None))


def _gap(document: Document, at: int) -> Gap:
    text = document.text
    line = document.line_span(document.line_of(at))
    start, end = at, at + 1
    while start > line.start and text[start - 1] in _BLANKS:
        start -= 1
    while end < line.end and text[end] in _BLANKS:
        end += 1
    span = Span(start, end)
    if _ONLY_QUOTES.fullmatch(text, line.start, start):
        return Gap(Span(text.index(NO_BREAK, start), end), "line" if end == line.end else "start")
    if end == line.end:
        return Gap(span, "end")
    return Gap(span, "marker" if _MARKER.match(text, line.start, start) else "middle")


def _is_misplaced(document: Document, gap: Gap) -> bool:
    span, kind = gap
    block = block_at(document, Span(document.text.index(NO_BREAK, span.start), span.end))
    line = document.line_span(document.line_of(span.start))
    if block is None or block.kind == "table" or _ROW.match(document.text, *line):
        return False
    if kind == "line":
        return block.span.end - block.span.start <= span.end - span.start
    if kind == "start":
        return _is_first_line_alone(document, block, span) and document.text[span.end] not in _SEPARATORS
    if kind == "middle":
        return _stands_for_space(document, block, span, line)
    return True


def _is_first_line_alone(document: Document, block: Block, span: Span) -> bool:
    """Whether only the first line of a paragraph is set in; several are code, verse or a layout."""
    if block.kind != "paragraph" or document.line_of(block.span.start) != document.line_of(span.start):
        return False
    return _SET_IN.search(document.text, *block.span) is None


def _stands_for_space(document: Document, block: Block, span: Span, line: Span) -> bool:
    text = document.text
    if text.count(NO_BREAK, *span) >= _LAYOUT:
        return False
    before = text[max(line.start, span.start - _NEAR) : span.start].rstrip("*_")
    after = text[span.end : min(line.end, span.end + _NEAR)].lstrip("*_[")
    if _PICTURE.match(before[-1:]) or _PICTURE.match(after):
        return False
    if _CJK.match(before[-1:]) or _CJK.match(after):
        return not before[-1:].isdecimal() and not after[:1].isdecimal()
    if _MEANT_BEFORE.search(before) or _MEANT_AFTER.match(after):
        return False
    if before.endswith(_HIDDEN_ADDRESS[0]) and after.startswith(_HIDDEN_ADDRESS[1]):
        return False
    if _CAPITALISED.search(before) and after[:1].isupper():
        return False
    if span.start in _picture_ends(document):
        return False
    # Programs keep the last two words of a title together.
    return block.kind != "heading" or _MORE_WORDS.match(text, span.end, line.end) is not None


@view
def _picture_ends(document: Document) -> frozenset[int]:
    """Where pictures end; templates bind an icon to the name behind it."""
    return frozenset(piece.end for piece in parsed(document).inlines if piece.kind == "image")


def _replacement(document: Document, gap: Gap) -> Edit | None:
    span, kind = gap
    text = document.text
    if kind == "line":
        after = text[span.end : span.end + 3].lstrip("\r\n")
        return None if after[:1] in (" ", "\t") else Edit(span, "")
    if kind == "start":
        return None if _BLOCK_START.match(text, span.end) else Edit(span, "")
    if kind == "end":
        return Edit(span, "  " if document.slice(span).endswith("  ") else "")
    if kind == "marker":
        first = text.index(NO_BREAK, span.start)
        return None if first == span.start else Edit(Span(first, span.end), "")
    return Edit(span, " ")
