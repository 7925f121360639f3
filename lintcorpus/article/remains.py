"""What an article says once header, links, buttons and promotion are taken out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lintcorpus.article.edges import edges
from lintcorpus.article.lexicon import Lexicon
from lintcorpus.article.promotion import claims
from lintcorpus.article.units import Plain, Unit, plain, size_of, units_of
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import Hit
from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy

_URL = lazy(r"\S+://\S+", re.ASCII)
_BUTTON = 10
"""A line with fewer ideographs than this says something only when it ends like a sentence or a verse."""
_ENDS = tuple("。！？!?…”」.，,；;")
_LETTERS_A_TOKEN = 3
"""Code has longer words than prose, and a corpus gets less of them."""
_NOTHING_SEEN = Plain("", "")
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


def lines(document: Document) -> Iterator[Line]:
    """The lines of an article from its beginning, without header, title, rules and pictures.

    Buttons and names of a page have size 0, and so have headings.
    """
    around = edges(document)
    for index in range(around.first, around.end):
        block = parsed(document).blocks[index]
        if block.kind in ("code", "table"):
            unit = units_of(document, index)[0]
            yield Line(unit, _NOTHING_SEEN, (block.span.end - block.span.start) // _LETTERS_A_TOKEN)
        elif block.kind in ("paragraph", "heading"):
            for unit in units_of(document, index):
                seen = plain(document, unit)
                if seen.text:
                    yield Line(unit, seen, 0 if block.kind == "heading" else _size(seen))


def lines_up_to(document: Document, most: int) -> list[Line] | None:
    """The lines of a short article.

    Args:
        document: the article.
        most: how much they may say together, in ideographs.

    Returns:
        All lines; ``None`` when they say more, and then no more of the document was looked at.
    """
    if _is_longer(document, most):
        return None
    found: list[Line] = []
    left = most
    for line in lines(document):
        left -= line.size
        if left < 0:
            return None
        found.append(line)
    return found


def without_promotion(document: Document, found: list[Line], lexicon: Lexicon, hits: Sequence[Hit]) -> list[Line]:
    """The lines that are no promotion.

    Args:
        document: the article.
        found: its lines.
        lexicon: what counts as promotion.
        hits: where the lexicon's anchors stand in the document.
    """
    spans = [claim.span for claim in claims(document, lexicon, hits) if not claim.part]
    return [line for line in found if not any(span.overlaps(line.unit.span) for span in spans)]


def _is_longer(document: Document, most: int) -> bool:
    """Whether long runs of text outside links say more alone: cheaper to see than all lines."""
    blocks, inlines, _ = parsed(document)
    left = most
    for block in blocks[edges(document).first :]:
        if block.kind != "paragraph" or block.span.end - block.span.start < _RUN:
            continue
        link = -1
        for kind, start, end, _ in inlines[block.first : block.last]:
            if kind == "link" or kind == "image":
                link = max(link, end)
            elif kind == "text" and end - start >= _RUN and start >= link:
                run = document.text[start:end]
                left -= size_of(run)
        if left < 0:
            return True
    return False


def _size(seen: Plain) -> int:
    """The size of what stands outside links and URLs; nothing for a button, a name or a counter."""
    size = size_of(_URL.sub("", seen.bare) if "://" in seen.bare else seen.bare)
    return size if size >= _BUTTON or (size > 1 and seen.bare.rstrip().endswith(_ENDS)) else 0
