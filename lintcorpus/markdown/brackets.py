"""Square brackets that the parser could not use, and which of them belong together."""

import bisect
from itertools import groupby
from typing import NamedTuple

from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy

_BLOCKS_APART = 8
_LETTERS_APART = 20_000
_MOST = 20_000
"""Brackets of a document that are looked at: what has more of them is no article."""
_BLANK_LINE = lazy(r"(?:\r\n|\r(?!\n)|\n)[ \t>]*[\r\n]")


class Bracket(NamedTuple):
    """A bracket that shows as a character; escaped ones and those in code are none.

    Attributes:
        at: its offset in code points; of ``![`` that of the bracket.
        opens: whether it is a ``[``.
        image: whether it is the bracket of ``![``.
        partner: the offset of the bracket that belongs to it, or -1.
        block: the index of its block in ``Parsed.blocks``.
        torn: whether the partner stands in another block.
    """

    at: int
    opens: bool
    image: bool
    partner: int
    block: int
    torn: bool = False


class Brackets:
    """The literal brackets of a document, asked by place.

    Args:
        found: in order of place.
    """

    def __init__(self, found: list[Bracket]) -> None:
        self.all = tuple(found)
        self._by_place = {bracket.at: bracket for bracket in found}
        self._places = [bracket.at for bracket in found]

    def at(self, offset: int) -> Bracket | None:
        """The literal bracket at this offset, if there is one."""
        return self._by_place.get(offset)

    def between(self, start: int, end: int) -> tuple[Bracket, ...]:
        """The literal brackets from ``start`` to before ``end``."""
        return self.all[bisect.bisect_left(self._places, start) : bisect.bisect_left(self._places, end)]


@view
def literal_brackets(document: Document) -> Brackets:
    """All literal brackets, up to a number; partners are sought in the block first, then in the blocks around it."""
    text, found = document.text, parsed(document)
    # A bracket that the parser could not use is a text of its own, so nearly every piece is too long.
    short = [
        (start, end)
        for kind, start, end, _ in found.inlines
        if end - start < 3 and kind == "text" and text[end - 1] in "[]"
    ]
    brackets: list[Bracket] = []
    number = 0
    for start, end in short[:_MOST]:
        at = end - 1
        opens = text[at] == "["
        image = opens and text.startswith("!", start)
        if (start < at and not image) or text.startswith("\\", max(0, start - 1)):
            continue
        while found.blocks[number].span.end <= at:
            number += 1
        if found.blocks[number].kind not in ("code", "html"):
            brackets.append(Bracket(at, opens, image, -1, number))
    if not brackets:
        return Brackets([])
    for _, together in groupby(range(len(brackets)), key=lambda index: brackets[index].block):
        _pair(brackets, list(together), torn=False)
    lone = [index for index, bracket in enumerate(brackets) if bracket.partner < 0]
    if len(lone) > 1:
        _pair(brackets, lone, torn=True)
    return Brackets(brackets)


def on_following_lines(document: Document, bracket: Bracket) -> bool:
    """Whether a bracket and its partner stand in lines that follow each other, as after a wrap.

    Blank lines and list items between them were set on purpose.
    """
    found = parsed(document)
    partner = literal_brackets(document).at(bracket.partner)
    if partner is None or found.blocks[partner.block].items != found.blocks[bracket.block].items:
        return False
    start, end = sorted((bracket.at, bracket.partner))
    return _BLANK_LINE.search(document.text, start, end) is None


def _pair(brackets: list[Bracket], indices: list[int], *, torn: bool) -> None:
    """Give each closing bracket the nearest open one as its partner."""
    waiting: list[int] = []
    for index in indices:
        bracket = brackets[index]
        if bracket.opens:
            waiting.append(index)
        elif waiting:
            opener = brackets[waiting[-1]]
            if bracket.block - opener.block > _BLOCKS_APART or bracket.at - opener.at > _LETTERS_APART:
                continue
            brackets[waiting.pop()] = opener._replace(partner=bracket.at, torn=torn)
            brackets[index] = bracket._replace(partner=opener.at, torn=torn)
