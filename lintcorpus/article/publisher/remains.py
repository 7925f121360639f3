"""What an article says once header, links, buttons and promotion are taken out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.units import Plain, Unit, plain, size_of, text_said, units_of
from lintcorpus.article.publisher.lexicon import Lexicon
from lintcorpus.article.publisher.promotion import claims
from lintcorpus.markdown.parse import Inline, parsed
from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_URL = lazy(r"\S+://\S+", re.ASCII)
_BUTTON = 10
"""A line with fewer ideographs than this says something only when it ends like a sentence or a verse."""
_ENDS = tuple("。！？!?…”」.，,；;")
_LETTERS_A_TOKEN = 3
"""Code has longer words than prose, and a corpus gets less of them."""
_NOTHING_SEEN = Plain("", "")
_L = TypeVar("_L", "Line", "Brief")
_RUN = 26
"""A run of text with so many code points is no button."""


class Line(NamedTuple):
    """A line of an article.

    Attributes:
        unit: where it stands.
        seen: what a reader sees of it.
        size: how much it says outside links, in ideographs; a word of another script counts two.
    """

    unit: Unit
    seen: Plain
    size: int


class Brief(NamedTuple):
    """A line of an article without what it was made of.

    Attributes:
        span: where it stands.
        text, bare: what a reader sees of it; see ``Plain``.
        size: as ``Line`` has it.
    """

    span: Span
    text: str
    bare: str
    size: int


def briefs(document: Document, start: int = 0) -> Iterator[Brief]:
    """The lines of an article from its beginning, without header, title, rules and pictures.

    Buttons and names of a page have size 0, and so have headings. Most lines are one run of text or one link, and
    nothing else need be made to tell what they say.

    Args:
        document: the article.
        start: from where on lines are asked for, in code points; blocks that end before it are left out.
    """
    around = edges(document)
    blocks, inlines, _ = parsed(document)
    make = tuple.__new__  # by far the quickest way to a named tuple
    for index in range(around.first, around.end):
        kind, span, _, _, _, _, first, last = blocks[index]
        if span[1] <= start:
            continue
        if kind == "paragraph" or kind == "heading":
            said = _said(document, inlines, first, last)
            if said is not None:
                text, bare = said
                if text:
                    yield make(Brief, (span, text, bare, 0 if kind == "heading" else _size(bare)))
                continue
            for unit in units_of(document, index):
                text, bare, _ = plain(document, unit)
                if text:
                    yield make(Brief, (unit[3], text, bare, 0 if kind == "heading" else _size(bare)))
        elif kind == "code" or kind == "table":
            yield Brief(span, "", "", (span[1] - span[0]) // _LETTERS_A_TOKEN)


def _said(document: Document, inlines: Sequence[Inline], first: int, last: int) -> tuple[str, str] | None:
    """What is seen of a block that is one run of text, in a link or not; ``None`` for any other."""
    if first == last:
        return "", ""
    kind, start, end, _ = inlines[first]
    if last - first == 1 and kind == "text":
        return text_said(document, start, end)
    if last - first == 2 and kind == "link":
        within, begin, close, _ = inlines[first + 1]
        said = text_said(document, begin, close) if within == "text" and begin < end else None
        return None if said is None else (said[0], "")
    return None


def lines(document: Document) -> Iterator[Line]:
    """The same with the unit of each line."""
    around = edges(document)
    blocks = parsed(document).blocks
    make = tuple.__new__
    for index in range(around.first, around.end):
        kind, (start, end), *_ = blocks[index]
        if kind == "paragraph" or kind == "heading":
            for unit in units_of(document, index):
                seen = plain(document, unit)
                if seen[0]:
                    yield make(Line, (unit, seen, 0 if kind == "heading" else _size(seen[1])))
        elif kind == "code" or kind == "table":
            yield Line(units_of(document, index)[0], _NOTHING_SEEN, (end - start) // _LETTERS_A_TOKEN)


def lines_up_to(document: Document, most: int) -> list[Line] | None:
    """The lines of a short article.

    Args:
        document: the article.
        most: how much they may say together, in ideographs.

    Returns:
        All lines; ``None`` when they say more, and then no more of the document was looked at.
    """
    return None if _is_longer(document, most) else _up_to(lines(document), most)


def briefs_up_to(document: Document, most: int) -> list[Brief] | None:
    """The same without what the lines were made of."""
    return None if _is_longer(document, most) else _up_to(briefs(document), most)


def _up_to(found: Iterator[_L], most: int) -> list[_L] | None:
    taken: list[_L] = []
    left = most
    for line in found:
        left -= line.size
        if left < 0:
            return None
        taken.append(line)
    return taken


def without_promotion(document: Document, found: list[Brief], lexicon: Lexicon) -> list[Brief]:
    """The lines that are no promotion.

    Args:
        document: the article.
        found: its lines.
        lexicon: what counts as promotion.
    """
    spans = [claim.span for claim in claims(document, lexicon) if not claim.part]
    return [line for line in found if not any(span.overlaps(line.span) for span in spans)]


def _is_longer(document: Document, most: int) -> bool:
    """Whether long runs of text outside links say more alone: cheaper to see than all lines."""
    blocks, inlines, _ = parsed(document)
    text = document.text
    left = most
    for kind, (begin, close), _, _, _, _, first, last in blocks[edges(document).first :]:
        if kind != "paragraph" or close - begin < _RUN:
            continue
        link = -1
        for piece, start, end, _ in inlines[first:last]:
            if piece == "link" or piece == "image":
                link = max(link, end)
            elif piece == "text" and end - start >= _RUN and start >= link:
                left -= size_of(text[start:end])
        if left < 0:
            return True
    return False


def _size(bare: str) -> int:
    """The size of what stands outside links and URLs; nothing for a button, a name or a counter."""
    size = size_of(_URL.sub("", bare) if "://" in bare else bare)
    return size if size >= _BUTTON or (size > 1 and bare.rstrip().endswith(_ENDS)) else 0
