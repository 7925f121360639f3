"""The normal form in which texts are compared: what is said, without how it is set."""

import re
import unicodedata

from lintcorpus.markdown.parse import Block, inlines_of
from lintcorpus.model.document import Document
from lintcorpus.model.span import Span

_NO_LETTER = re.compile(r"[\W_]+")


def normal_text(document: Document, block: Block) -> str:
    """The letters, digits and ideographs of a block, NFKC and lower case, pictures left out."""
    return letters("".join(document.text[start:end] for start, end in visible_spans(document, block)))


def letters(text: str) -> str:
    """The letters, digits and ideographs of a text, NFKC and lower case."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).lower())


def letter_offsets(text: str, spans: list[Span]) -> list[int]:
    """Where the characters of the normal form come from.

    Args:
        text: a document's text.
        spans: the spans whose joined text was normalised by ``letters``.

    Returns:
        For each character of the normal form the offset in ``text`` (code points).
    """
    offsets: list[int] = []
    for start, end in spans:
        for at in range(start, end):
            offsets.extend([at] * len(letters(text[at])))
    return offsets


def visible_spans(document: Document, block: Block) -> list[Span]:
    """What a reader sees of a block: its text and code without pictures and bare link targets."""
    spans, skip = [], -1
    for piece in inlines_of(document, block):
        if piece.kind == "image" or (piece.kind == "link" and piece.data.form == "autolink"):
            skip = max(skip, piece.end)
        elif piece.start >= skip and piece.kind in ("text", "code"):
            spans.append(Span(piece.start, piece.end))
    return spans
