"""The normal form in which texts are compared: what is said, without how it is set."""

import re
import unicodedata
from collections.abc import Iterator

from lintcorpus.markdown.parse import Block, Inline, parsed
from lintcorpus.markdown.spanset import Mask
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

CLAUSE_END = "\x1f"
"""Stands in ``clauses`` where marks stood; being no letter, it is in no normal form."""

# ASCII is folded and dropped in UTF-8, where no byte below 128 is part of another character: a
# regex or str.translate over the text would take several times as long.
_ENDS = b'.,;:!?()[]{}"|\x1f'
_DROPPED = bytes(code for code in range(128) if not (chr(code).isalnum() or code in _ENDS or code == 0x0A))
_FOLDED = bytes(code + 32 if 65 <= code <= 90 else 0x1F if code in _ENDS else code for code in range(256))
_MARKS = re.compile(r"[^\w\n\x1f]+")
_TAG = re.compile(r"<[^<>]*>")
_LINE_ENDS = {ord("\n"): " ", ord("\r"): " "}


@view
def clauses(document: Document) -> tuple[str, ...]:
    """The normal form of every block with ``CLAUSE_END`` between its clauses.

    Returns:
        One string for each of ``parsed(document).blocks``, in order.
    """
    return tuple(_folded("\n".join(_visible_texts(document))).split("\n"))


@view
def normal_blocks(document: Document) -> tuple[str, ...]:
    """The letters, digits and ideographs of every block, NFKC and without case.

    Mark-up, pictures, URLs, tags and line ends count for nothing.

    Returns:
        One string for each of ``parsed(document).blocks``, in order.
    """
    return tuple(block.replace(CLAUSE_END, "") for block in clauses(document))


def letters(text: str) -> str:
    """The letters, digits and ideographs of a text, NFKC and without case."""
    return _folded(text.translate(_LINE_ENDS)).replace(CLAUSE_END, "")


def letter_offsets(document: Document, block: Block) -> list[int]:
    """Where the characters of a block's normal form come from; the block is no HTML.

    Returns:
        For each character of the normal form the offset in the document (code points). Characters
        that NFKC made into one have the offset of the first.
    """
    offsets: list[int] = []
    for span in visible_spans(document, block):
        for start, end in _characters(document.text, span):
            offsets.extend([start] * len(letters(document.text[start:end])))
    return offsets


def visible_spans(document: Document, block: Block) -> list[Span]:
    """What a reader sees of a block: its text and code without pictures and URLs."""
    spans: list[Span] = []
    urls = _url_mask(document)
    for start, end in _read(parsed(document).inlines[block.first : block.last]):
        if urls.covers(start, end):
            spans.extend(Span(at, at + 1) for at in range(start, end) if not urls.covers(at, at + 1))
        else:
            spans.append(Span(start, end))
    return spans


def _characters(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The characters of a span, those together that NFKC makes into one."""
    start = span.start
    for at in range(span.start + 1, span.end):
        if text[at] < "\u0300" or not _composes(text[start:at], text[at]):
            yield start, at
            start = at
    if start < span.end:
        yield start, span.end


def _composes(first: str, second: str) -> bool:
    normal = unicodedata.normalize
    return normal("NFKC", first + second) != normal("NFKC", first) + normal("NFKC", second)


def _folded(text: str) -> str:
    """Drop what is no letter, without case; marks that may end a clause become ``CLAUSE_END``, LF stays."""
    folded = text.encode("utf-8", "surrogatepass").translate(_FOLDED, _DROPPED).decode("utf-8", "surrogatepass")
    if folded.isascii():
        return folded
    folded = _MARKS.sub(CLAUSE_END, folded)
    if not unicodedata.is_normalized("NFKC", folded):
        folded = _MARKS.sub("", unicodedata.normalize("NFKC", folded))
    return folded.casefold()


def _visible_texts(document: Document) -> Iterator[str]:
    """What a reader sees of each block, each on one line."""
    found = parsed(document)
    text = document.text
    for block in found.blocks:
        if block.kind == "html":
            seen = _TAG.sub(" ", document.slice(block.span))
        else:
            pieces = found.inlines[block.first : block.last]
            seen = "".join([text[start:end] for start, end in _read(pieces)])
            if "://" in seen:
                seen = "".join([document.slice(span) for span in visible_spans(document, block)])
        yield seen.translate(_LINE_ENDS) if "\n" in seen or "\r" in seen else seen


@view
def _url_mask(document: Document) -> Mask:
    return Mask(bare_urls(document))


def _read(pieces: tuple[Inline, ...]) -> Iterator[tuple[int, int]]:
    """Start and end of the pieces that are text or code, outside pictures and bare links."""
    skip = -1
    for kind, start, end, data in pieces:
        if kind == "text" or kind == "code":
            if start >= skip:
                yield start, end
        elif kind == "image" or (kind == "link" and data.form == "autolink"):
            skip = max(skip, end)
