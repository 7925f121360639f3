"""What stands in an article to be looked at: pictures, and what an author may set in place of one."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lintcorpus.article.header.block import header
from lintcorpus.markdown.links import pictures
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy

# The beginning of a broken picture, the tags that show something, and files that a reader may open.
_SIGN = lazy(
    r"!\[|<(?:img|picture|figure|svg|canvas|video|iframe|embed|object|amp-img)\b"
    r"|\.(?:png|jpe?g|gif|webp|svg|bmp|avif|mp4|webm)\b|[?&]wx_fmt=",
    re.IGNORECASE,
)


class Places(NamedTuple):
    """Indices into ``parsed(document).blocks``, in order, each once."""

    blocks: tuple[int, ...]

    def within(self, first: int, last: int) -> bool:
        """Whether one of the blocks from ``first`` to ``last`` is among them."""
        at = bisect_left(self.blocks, first)
        return at < len(self.blocks) and self.blocks[at] <= last


@view
def block_starts(document: Document) -> list[int]:
    """Where the blocks begin, in code points."""
    return [block.span.start for block in parsed(document).blocks]


def block_at(document: Document, offset: int) -> int:
    """The index of the last block that begins at or before an offset; -1 before the first."""
    return bisect_right(block_starts(document), offset) - 1


@view
def pictured(document: Document) -> Places:
    """The blocks that show a picture or film or name the file of one; the header counts as nothing."""
    metadata = header(document)
    start = metadata.span.end if metadata is not None else 0
    return places(document, (at for at in _picture_offsets(document) if at >= start))


@view
def exhibits(document: Document) -> Places:
    """The blocks with pictures, code or tables: a figure may be set as any of them."""
    set_apart = (block.span.start for block in parsed(document).blocks if block.kind in ("code", "table"))
    return Places(tuple(sorted({*pictured(document).blocks, *(block_at(document, at) for at in set_apart)})))


def _picture_offsets(document: Document) -> Iterator[int]:
    for picture in pictures(document):
        yield picture.start
    for sign in _SIGN.finditer(document.text):
        yield sign.start()


def places(document: Document, offsets: Iterable[int]) -> Places:
    """The blocks in which these offsets lie, or after which when they lie between two."""
    return Places(tuple(sorted({block_at(document, at) for at in offsets} - {-1})))
