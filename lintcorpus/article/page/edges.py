"""Where the head and the tail of an article are, whatever a page left around it."""

from typing import NamedTuple

from lintcorpus.article.header.block import header
from lintcorpus.markdown.parse import Block, Inline, parsed
from lintcorpus.model.document import Document, view

_LIVE_LENGTH, _LIVE_LATIN_LENGTH = 12, 30
"""A line of so many code points says something; a button in Latin letters is longer than one in ideographs."""
_ENDS = (".", "!", "?", '"', "”", ":")
_HEAD, _TAIL = 3, 12


class Edges(NamedTuple):
    """The edges of an article, as indices into ``parsed(document).blocks``.

    Attributes:
        first: the first block after the header and the title.
        head: the first block after the head.
        tail: the first block of the tail.
        end: the number of blocks.
    """

    first: int
    head: int
    tail: int
    end: int

    def place(self, index: int) -> str:
        """``head``, ``tail`` or ``middle``; what is both counts as tail."""
        if index >= self.tail:
            return "tail"
        return "head" if index < self.head else "middle"

    def indices(self, place: str) -> range:
        """The blocks of the ``head`` (in a short article also of the tail) or of the ``tail``."""
        return range(self.tail, self.end) if place == "tail" else range(self.first, self.head)


@view
def edges(document: Document) -> Edges:
    """The edges of an article, counted in live blocks.

    A live block says something outside links; so neither the header, nor a row of pictures or links,
    nor the buttons of a page move an edge. The head ends with the third live block. At most twelve
    live blocks follow the beginning of the tail, which never reaches into the first third of a file.
    """
    blocks, inlines, _ = parsed(document)
    first = _first(document)
    text = document.text
    head, live = first, 0
    while head < len(blocks) and live < _HEAD:
        live += _is_live(text, blocks[head], inlines)
        head += 1
    tail, live = len(blocks), 0
    earliest = len(text) // 3
    while tail > first and blocks[tail - 1][1][0] >= earliest:
        live += _is_live(text, blocks[tail - 1], inlines)
        if live > _TAIL:
            break
        tail -= 1
    return Edges(first, head, tail, len(blocks))


def _first(document: Document) -> int:
    blocks = parsed(document).blocks
    metadata = header(document)
    end = metadata.span.end if metadata is not None else 0
    index = 0
    while index < len(blocks) and blocks[index].span.start < end:
        index += 1
    if index < len(blocks) and blocks[index].kind == "heading" and blocks[index].level == 1:
        index += 1
    return index


def _is_live(text: str, block: Block, inlines: tuple[Inline, ...]) -> bool:
    """Whether a line of a block says something outside links: a sentence, no button, name or picture."""
    _, (begin, close), _, _, _, _, first, last = block
    if close - begin < _LIVE_LENGTH:
        return False
    length, skip = 0, -1
    for kind, start, end, _ in inlines[first:last]:
        if kind == "text" or kind == "code":
            if start >= skip:
                length += end - start
                if length >= _LIVE_LENGTH and (
                    length >= _LIVE_LATIN_LENGTH or not text[start:end].isascii() or text.endswith(_ENDS, start, end)
                ):
                    return True
        elif kind == "link" or kind == "image":
            skip = max(skip, end)
        elif kind == "soft" or kind == "hard":
            length = 0  # a row of buttons is one block to the parser
    return False
