"""Which block an offset, or the hits of a literal pass, lie in."""

from bisect import bisect_right
from collections.abc import Sequence

from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import Hit
from lintcorpus.model.document import Document, view


@view
def block_starts(document: Document) -> list[int]:
    """Where the blocks begin (code points), in order."""
    return [block[1][0] for block in parsed(document).blocks]


def block_index(document: Document, offset: int) -> int:
    """The index in ``parsed(document).blocks`` of the last block that begins at an offset or before; -1 without one."""
    return bisect_right(block_starts(document), offset) - 1


def hits_by_block(document: Document, hits: Sequence[Hit]) -> dict[int, Sequence[Hit]]:
    """Hits by the index of the last block that begins at or before them; -1 for those before the first block.

    Args:
        document: the article.
        hits: in order of place; so are the blocks returned, and the hits of each.
    """
    starts = block_starts(document)
    found: dict[int, Sequence[Hit]] = {}
    first = following = 0
    index = -1
    for number, hit in enumerate(hits):
        at = hit[1]
        if at >= following:
            if number:
                found[index] = hits[first:number]
            index, first = bisect_right(starts, at) - 1, number
            following = starts[index + 1] if index + 1 < len(starts) else len(document.text)
    if hits:
        found[index] = hits[first:]
    return found
