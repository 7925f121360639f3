"""The normal form in which texts are compared: what is said, without how it is set."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lintcorpus.markdown.parse import Block, Inline, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

CLAUSE_END = "\x1f"
"""Stands in ``clauses`` where marks stood; being no letter, it is in no normal form."""
BLOCK_END = "\x1e"
"""Stands in ``normal_text`` between blocks; like ``CLAUSE_END`` it is in no normal form."""
_NOTHING = "\0"
"""Stands where something was left out; it is dropped."""

# ASCII is folded and dropped in UTF-8, where no byte below 128 is part of another character: a
# regex or str.translate over the text would take several times as long.
_ENDS = b'.,;:!?()[]{}"|\x1f'
_DROPPED = bytes(code for code in range(128) if not (chr(code).isalnum() or code in _ENDS or code == 0x1E))
_FOLDED = bytes(code + 32 if 65 <= code <= 90 else 0x1F if code in _ENDS else code for code in range(256))
_LETTERS = lazy(r"[\w\x1e\x1f]+")
# The same where nothing of ASCII but letters, digits and ends is left; ranges are told faster.
_LETTERS_LEFT = lazy(r"[\x1e-\x7f\u4e00-\u9fff\w]+")
_URL = lazy(r"(?:https?|ftp)://[!-~]+", re.IGNORECASE)
# Each character is its own normal form, but for case, or has none; nearly all text is of these.
_SIMPLE = lazy("[\0-\x7f\u4e00-\u9fff，。、；：？！“”‘’（）《》【】—…「」『』\u3000]*")
_TAG = lazy(r"<[^<>]*>")


@view
def clauses(document: Document) -> tuple[str, ...]:
    """The normal form of every block with ``CLAUSE_END`` between its clauses.

    Returns:
        One string for each of ``parsed(document).blocks``, in order.
    """
    return _parted(document, normal_text(document))


@view
def normal_blocks(document: Document) -> tuple[str, ...]:
    """The letters, digits and ideographs of every block, NFKC and without case.

    Mark-up, pictures, URLs, tags and line ends count for nothing.

    Returns:
        One string for each of ``parsed(document).blocks``, in order.
    """
    return _parted(document, normal_text(document).replace(CLAUSE_END, ""))


def letters(text: str) -> str:
    """The letters, digits and ideographs of a text, NFKC and without case."""
    return _folded(text.replace(BLOCK_END, "")).replace(CLAUSE_END, "")


def letter_offsets(document: Document, block: Block) -> list[int]:
    """Where the characters of a block's normal form come from; the block is no HTML.

    Returns:
        For each character of the normal form the offset in the document (code points). Characters
        that NFKC made into one have the offset of the first.
    """
    text = document.text
    offsets: list[int] = []
    for span in visible_spans(document, block):
        if _SIMPLE.fullmatch(text, *span):
            offsets.extend([at for at, char in enumerate(text[span.start : span.end], span.start) if char.isalnum()])
            continue
        for start, end in _characters(text, span):
            char = text[start]
            if end > start + 1 or not _is_plain(char):
                offsets.extend([start] * len(letters(text[start:end])))
            elif char.isalnum():
                offsets.append(start)
    return offsets


def visible_spans(document: Document, block: Block) -> list[Span]:
    """What a reader sees of a block: its text and code without pictures and URLs."""
    spans: list[Span] = []
    for span in _joined(_seen(parsed(document).inlines[block.first : block.last])):
        start = span.start
        if document.text.find("://", span.start, span.end) >= 0:
            for url in _URL.finditer(document.text, span.start, span.end):
                spans.append(Span(start, url.start()))
                start = url.end()
        spans.append(Span(start, span.end))
    return [span for span in spans if span.start < span.end]


def _characters(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The characters of a span, those together that NFKC makes into one."""
    start = span.start
    for at in range(span.start + 1, span.end):
        if _is_plain(text[at]) or not _composes(text[start:at], text[at]):
            yield start, at
            start = at
    if start < span.end:
        yield start, span.end


def _is_plain(char: str) -> bool:
    """Whether a character is its own normal form, but for case, and joins no other: nearly all are."""
    return char < "\x80" or "\u4e00" <= char <= "\u9fff"


def _composes(first: str, second: str) -> bool:
    normal = unicodedata.normalize
    return normal("NFKC", first + second) != normal("NFKC", first) + normal("NFKC", second)


@view
def normal_text(document: Document) -> str:
    """The normal forms of all blocks with their clauses parted, ``BLOCK_END`` between blocks.

    All are folded at once: a call for each block would take several times as long.
    """
    return _folded(BLOCK_END.join(_visible_texts(document)))


def _parted(document: Document, said: str) -> tuple[str, ...]:
    return tuple(said.split(BLOCK_END)) if parsed(document).blocks else ()


def _folded(text: str) -> str:
    """Drop what is no letter, without case; marks that may end a clause become ``CLAUSE_END``."""
    folded = text.encode("utf-8", "surrogatepass").translate(_FOLDED, _DROPPED).decode("utf-8", "surrogatepass")
    if folded.isascii():
        return folded
    folded = CLAUSE_END.join(_LETTERS_LEFT.findall(folded))
    if not unicodedata.is_normalized("NFKC", folded):
        folded = "".join(_LETTERS.findall(unicodedata.normalize("NFKC", folded)))
    return folded.casefold()


def _visible_texts(document: Document) -> list[str]:
    """What a reader sees of each block; of its marks those that are no letters may be left."""
    blocks, inlines, _ = parsed(document)
    text = document.text.replace(BLOCK_END, _NOTHING)
    found = []
    for block in blocks:
        start, end = block.span
        seen = text[start:end]
        if block.kind == "html":
            seen = _TAG.sub(" ", seen)
        elif "[" in seen or "<" in seen or "://" in seen or block.kind == "code":
            # Only here may the source hold letters that a reader does not see.
            seen = _shown(text, inlines[block.first : block.last])
        found.append(seen)
    return found


def _shown(text: str, pieces: Iterable[Inline]) -> str:
    """What a reader sees of some pieces, with ``_NOTHING`` where they do not touch, without URLs."""
    parts = []
    before = -1
    for _, start, end, _ in _seen(pieces):
        if start != before:
            parts.append(_NOTHING)
        parts.append(text[start:end])
        before = end
    shown = "".join(parts)
    return _URL.sub("", shown) if "://" in shown else shown


def _seen(pieces: Iterable[Inline]) -> list[Inline]:
    """The pieces that are text or code, outside pictures and bare links."""
    seen = []
    skip = -1
    for piece in pieces:
        kind, start, end, data = piece
        if kind == "text" or kind == "code":
            if start >= skip:
                seen.append(piece)
        elif kind == "image" or (kind == "link" and data.form == "autolink"):
            skip = max(skip, end)
    return seen


def _joined(pieces: Iterable[Inline]) -> Iterator[Span]:
    """The spans of the pieces, those made one that touch: a mark inside a URL ends a piece of text."""
    start, end = 0, 0
    for piece in pieces:
        if piece.start != end:
            yield Span(start, end)
            start = piece.start
        end = piece.end
    yield Span(start, end)
