"""Tells a slip from a slot: whether two paragraphs that differ in little say the same."""

from collections.abc import Iterable

from lintcorpus.article.normal import letter_offsets
from lintcorpus.markdown.parse import Block
from lintcorpus.model.document import Document
from lintcorpus.model.span import Span

_WIDEST = 2
_IDEOGRAPHS = "\u2e80"
_NEGATIONS = frozenset("不没未无非莫勿")
_OPPOSITES = frozenset("甲乙丙丁上下左右前后东西南北男女父母大小多少高低长短快慢轻重买卖进出内外新旧早晚正负有升降增减")


def differ_by_slips(document: Document, first: Block, second: Block, differences: Iterable[tuple[Span, Span]]) -> bool:
    """Whether one of two paragraphs is the other with a slip mended or made.

    Where a number, a name, a negation or one of two opposites differs, they say different things
    after one pattern, as steps, prices and instructions do.

    Args:
        document: the article.
        first, second: the paragraphs.
        differences: where they differ, as spans of their normal forms.
    """
    sources = letter_offsets(document, first), letter_offsets(document, second)
    return all(
        _is_slip(_source(document, sources[0], gap), _source(document, sources[1], other)) for gap, other in differences
    )


def _is_slip(first: str, second: str) -> bool:
    """Whether two letters or fewer were changed; each text comes with the character before it."""
    texts = first[1:], second[1:]
    if max(map(len, texts)) > _WIDEST or any(char.isupper() or char.isnumeric() for char in "".join(texts)):
        return False
    if any(char < _IDEOGRAPHS for char in "".join(texts)):
        # A changed letter or ending is a slip; a changed word begins after a space or a mark.
        return all(side[:1].isalpha() for side in (first, second) if side[1:])
    if not all(texts):
        return not _NEGATIONS & set("".join(texts))
    return max(map(len, texts)) == 1 and not set(texts) <= _OPPOSITES


def _source(document: Document, offsets: list[int], gap: Span) -> str:
    """The letters of a part of a normal form as they stand in the text, after the character before them."""
    if gap.start == gap.end:
        return " "
    places = sorted(set(offsets[gap.start : gap.end]))
    before = document.text[places[0] - 1] if places[0] else " "
    return before + "".join(document.text[place] for place in places)
