"""Where a part of a paragraph's normal form stands in the text."""

from lintcorpus.article.normal import letter_offsets
from lintcorpus.markdown.parse import Block
from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_OPENING = frozenset("\"'“‘「『《（([【")
_CLOSING = lazy(r"(?:[*_ \t]*[。！？…；，、.!?;,'”’」』》）)】\]]+)*\"?")
_SENTENCE_END = lazy(r"[。！？…；.!?][\"'”’」』）)】\]*_\s]*\Z")


def passage(document: Document, block: Block, at: int, length: int) -> Span:
    """The span of a part of a block's normal form, with the marks that belong to it.

    Args:
        document: the article.
        block: the paragraph; no HTML.
        at, length: the part, in normal characters; not empty.
    """
    text = document.text
    offsets = letter_offsets(document, block)
    start = block.span.start if at == 0 else offsets[at]
    end = offsets[at + length - 1] + 1
    while start > block.span.start and text[start - 1] in _OPENING and _is_quoting(text, block, start - 1, start):
        start -= 1
    if at + length == len(offsets) and not any(map(str.isalnum, text[end : block.span.end])):
        return Span(start, block.span.end)
    closing = _CLOSING.match(text, end, block.span.end)
    if closing is not None:
        end = closing.end()
        if text[end - 1] == '"' and not _is_quoting(text, block, end - 1, end - 1):
            end -= 1
    return Span(start, end)


def is_of_sentences(document: Document, block: Block, span: Span) -> bool:
    """Whether a part of a paragraph begins and ends where sentences of it do."""
    return all(sentence_edges(document, block, span))


def sentence_edges(document: Document, block: Block, span: Span) -> tuple[bool, bool]:
    """Whether a part of a paragraph begins where a sentence of it does, and whether it ends where one does."""
    before = document.text[block.span.start : span.start]
    begins = not any(map(str.isalnum, before)) or _SENTENCE_END.search(before) is not None
    ends = span.end == block.span.end or _SENTENCE_END.search(document.text, span.start, span.end) is not None
    return begins, ends


def _is_quoting(text: str, block: Block, mark: int, until: int) -> bool:
    """Whether the mark is no straight quotation mark, or the block has an odd number of them so far."""
    return text[mark] != '"' or text.count('"', block.span.start, until) % 2 == 1
