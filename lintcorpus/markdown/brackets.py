"""Square brackets that the parser could not use, and which of them belong together."""

import bisect
from typing import NamedTuple

from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document, view

_BLOCKS_APART = 8
_LETTERS_APART = 20_000


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
    """All literal brackets; partners are sought in the block first, then in the blocks around it."""
    text, found = document.text, parsed(document)
    brackets: list[Bracket] = []
    for index, block in enumerate(found.blocks):
        if block.kind in ("code", "html"):
            continue
        first = len(brackets)
        for piece in found.inlines[block.first : block.last]:
            length = piece.end - piece.start
            if length > 2 or piece.kind != "text":
                continue
            at = piece.end - 1
            char = text[at]
            if char not in "[]" or (length == 2 and (char != "[" or text[piece.start] != "!")):
                continue
            if text[piece.start - 1 : piece.start] != "\\":
                brackets.append(Bracket(at, char == "[", length == 2, -1, index))
        if len(brackets) > first + 1:
            _pair(brackets, range(first, len(brackets)), torn=False)
    lone = [index for index, bracket in enumerate(brackets) if bracket.partner < 0]
    if len(lone) > 1:
        _pair(brackets, lone, torn=True)
    return Brackets(brackets)


def _pair(brackets: list[Bracket], indices: list[int] | range, *, torn: bool) -> None:
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
