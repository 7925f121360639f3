"""Tells running text from paragraphs that are set to be looked at: captions, verse, links, code."""

from lintcorpus.article.normal import letters, visible_spans
from lintcorpus.markdown.parse import Block, inlines_of
from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy

_LINKED = 0.3
"""Share of the letters that may stand in links."""
_SPOKEN = 0.75
"""Share of the visible characters that are letters at least; code has more marks than prose."""
_VERSE_LINES, _VERSE_LENGTH = 3, 20
"""A paragraph of so many lines with so few letters each on average is verse."""
_CAPTION = lazy(r"[\s*_]*(?:[▲△▼▽↑↓]|图\s*\d|图源|图片来源|(?:Fig(?:ure|\.)|Photo|Image|Source)\b)")
_PARTNERS = {"“": "”", "「": "」", "『": "』", '"': '"'}
_AROUND = " \t\r\n*_"


def is_running_text(document: Document, block: Block) -> bool:
    """Whether a paragraph says something in sentences of its own and in the usual type.

    Paragraphs that are emphasised from end to end, that consist of links or code, verse, and
    captions do not count.
    """
    seen = "".join([document.slice(span) for span in visible_spans(document, block)])
    length = len(letters(seen))
    return (
        length >= _SPOKEN * len("".join(seen.split()))
        and linked_length(document, block) <= _LINKED * length
        and not _is_emphasised(document, block)
        and not _is_verse(document, block, length)
        and _CAPTION.match(document.text, block.span.start, block.span.end) is None
    )


def is_quotation(document: Document, block: Block) -> bool:
    """Whether a paragraph is one quotation from its first mark to its last."""
    text = document.slice(block.span).strip(_AROUND)
    closing = _PARTNERS.get(text[:1])
    return closing is not None and text.find(closing, 1) >= len(text) - 2


def linked_length(document: Document, block: Block) -> int:
    """How many letters of a block stand in links, without what pictures in them are called."""
    if document.text.find("](", *block.span) < 0:
        return 0
    length, link, picture = 0, -1, -1
    for piece in inlines_of(document, block):
        if piece.kind == "link":
            link = max(link, piece.end)
        elif piece.kind == "image":
            picture = max(picture, piece.end)
        elif piece.kind == "text" and picture <= piece.start < link:
            length += sum(map(str.isalnum, document.text[piece.start : piece.end]))
    return length


def _is_emphasised(document: Document, block: Block) -> bool:
    """Whether hardly a letter stands outside emphasis; a speaker's name or a mark may."""
    inside = outside = 0
    end = -1
    for piece in inlines_of(document, block):
        if piece.kind in ("strong", "emphasis"):
            end = max(end, piece.end)
        elif piece.kind == "text":
            length = len(letters(document.text[piece.start : piece.end]))
            if piece.start < end:
                inside += length
            else:
                outside += length
    return inside > 0 and outside <= inside // 10


def _is_verse(document: Document, block: Block, length: int) -> bool:
    lines = 1 + sum(1 for piece in inlines_of(document, block) if piece.kind in ("soft", "hard"))
    return lines >= _VERSE_LINES and length < _VERSE_LENGTH * lines
