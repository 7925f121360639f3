"""What an article says: its blocks without header and title, in the normal form, and when it was published."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate, pairwise

from lintcorpus.article.header.block import bare_value, header
from lintcorpus.article.header.dates import read_date
from lintcorpus.article.normal import BLOCK_END, normal_blocks
from lintcorpus.article.repeats.winnowing import fingerprints
from lintcorpus.article.running import linked_length
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_NUMBERED = lazy(r"[\s*_]*\\?\[?\d{1,3}\\?[\].、)）]")
_UNDATED = "~"
_SENTENCE = 40
"""A shorter block is a label or a caption, in normal characters."""
_LONGEST_SENTENCE = 500
"""No sentence is longer, links included, in code points."""
_SENTENCE_END = lazy(r"[。！？]|[.!?](?=[\"'”’)\]*_]*(?:\s|\Z))")


@view
def said(document: Document) -> tuple[tuple[Block, str], ...]:
    """The blocks of the article with their normal form, without header and title."""
    found = header(document)
    start, end = found.span if found is not None else (0, 0)
    every = [
        (block, text)
        for block, text in zip(parsed(document).blocks, normal_blocks(document), strict=True)
        if text and (block.span.end > end or block.span.start < start)
    ]
    titles = 0
    while titles < len(every) and every[titles][0].kind == "heading" and every[titles][0].level == 1:
        titles += 1
    return tuple(every[titles:])


@view
def own_text(document: Document) -> tuple[tuple[Block, str], ...]:
    """The blocks that belong to one article: no list, table, code, menu or numbered reference."""
    return tuple((block, text) for block, text in said(document) if _is_own(document, block, len(text)))


def _is_own(document: Document, block: Block, length: int) -> bool:
    return (
        block.kind == "paragraph"
        and not block.items
        and 2 * linked_length(document, block) <= length
        and _NUMBERED.match(document.text, *block.span) is None
    )


@view
def prose(document: Document) -> tuple[int, ...]:
    """Which of the article's own blocks are sentences, as indices into ``own_text``.

    None when less than half of what a page says is prose: such a file is a frame without an article.
    """
    own = own_text(document)
    found = tuple(
        at for at, (block, text) in enumerate(own) if len(text) >= _SENTENCE and _is_of_sentences(document, block)
    )
    length = sum(len(own[at][1]) for at in found)
    return found if 2 * length >= sum(len(text) for _, text in said(document)) else ()


def _is_of_sentences(document: Document, block: Block) -> bool:
    """Whether a block consists of sentences; a menu on one line has none for long."""
    before, end = block.span
    if end - before <= _LONGEST_SENTENCE:
        return _SENTENCE_END.search(document.text, before, end) is not None
    for match in _SENTENCE_END.finditer(document.text, before, end):
        if match.end() - before > _LONGEST_SENTENCE:
            return False
        before = match.end()
    return before > block.span.start and end - before <= _LONGEST_SENTENCE


@view
def own_prints(document: Document) -> tuple["array[int]", ...]:
    """The fingerprints of each block of ``own_text``; they are made of all at once, which is quicker."""
    texts = [text for _, text in own_text(document)]
    hashes, places = fingerprints(BLOCK_END.join(texts))
    ends = accumulate(len(text) + 1 for text in texts)
    cuts = [0, *(bisect_left(places, end) for end in ends)]
    return tuple(hashes[start:end] for start, end in pairwise(cuts))


def packed(prints: Iterable[int]) -> bytes:
    """Fingerprints each once and in order, 8 bytes each in the machine's order."""
    return array("Q", sorted(set(prints))).tobytes()


def publication(document: Document) -> str:
    """The day of publication and the date as written, so that they sort; a missing one sorts last."""
    found = header(document)
    field = found.first("date") if found is not None else None
    day = read_date(bare_value(field)).day if field is not None else None
    return f"{day.isoformat()} {bare_value(field)}" if field is not None and day is not None else _UNDATED


def first_line(document: Document) -> Span:
    """The first line with text, where a finding about the whole file stands."""
    for index in range(len(document.line_starts)):
        span = document.line_span(index)
        if document.slice(span).strip():
            return span
    return Span(0, 0)
