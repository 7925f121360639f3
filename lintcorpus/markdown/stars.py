"""The asterisks of a block: which of them mark bold text, which are text, and which are left over."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from lintcorpus.markdown.parse import Block, Inline, inlines_of
from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

UNIT = "**"
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in ``Content.shape`` for every character of a picture."""

_SPECIAL = lazy(r"\\[!-/:-@\[-`{-~]|\*+")
_SPECIAL_TOO = lazy(r"\\[!-/:-@\[-`{-~]|\*+|(?<=\*)_+|_+(?=\*)")
_PREFIX = lazy(r"[ \t>]*")
_FILL = {"image": PICTURE, "html": "<", "open": "[", "tail": ")"}
_NUMBER_BEFORE = lazy(r"\d{2}(?:[ -]?\*{2,8}){0,3}[ -]?\Z")
_NUMBER_AFTER = lazy(r"(?:[ -]?\*{2,8}){0,3}[ -]?\d{2}")
_VALUE_BEFORE = lazy(r"[:=：＝][ \t]?\Z")
_VALUE_AFTER = lazy(r"\Z|[\s,;，。；、)）]")
_QUOTES = frozenset(('""', "''", "“”", "‘’", "「」", "『』"))
_NEAR = 24
_MOST = 20_000
"""Pieces of a block beyond which its marks are not looked at: it is no paragraph."""
_OPENING = "*（(“‘「『《【[`!"


class Chunk(NamedTuple):
    """A part of ``Content.plain`` with the source it came from; only line breaks differ in length."""

    start: int
    end: int
    source: Span


class Stars(NamedTuple):
    """A run of bold marks, or an underscore beside one.

    Attributes:
        at: where it stood, as an offset into ``Content.plain``.
        units: how many ``**`` it has; an underscore has none.
        source: the marks in the document.
        faulty: whether it shows as text, or is four and more asterisks in a row.
    """

    at: int
    units: int
    source: Span
    faulty: bool


class Link(NamedTuple):
    """The brackets of a link, as offsets into ``Content.plain``: ``[`` and ``](target)``."""

    opening: Span
    tail: Span


class Content(NamedTuple):
    """The text of a block without its bold marks.

    Attributes:
        plain: the text; breaks stand without the indentation and quote marks of the next line.
        shape: as long as ``plain``, with pictures, tags and link targets filled up by one character.
        chunks: where ``plain`` came from, in order, without gaps.
        stars: the bold marks, in order.
        unmeant: how many runs of asterisks are left in ``plain`` because they are text.
        links: the links, in order.
        atoms: start to end of what must stay in one piece: escapes, code, pictures, targets.
    """

    plain: str
    shape: str
    chunks: tuple[Chunk, ...]
    stars: tuple[Stars, ...]
    unmeant: int
    links: tuple[Link, ...]
    atoms: dict[int, int]


def has_debris(document: Document, block: Block) -> bool:
    """Whether a quick look finds four asterisks in a row, or two that the parser could not use."""
    if document.text.find(2 * UNIT, block.span.start, block.span.end) >= 0:
        return True
    found = literal_stars(document, inlines_of(document, block))
    return len(found) > 1 and any(second == first + 1 for first, second in pairwise(found))


def content_of(document: Document, block: Block, *, underscores: bool = False) -> Content | None:
    """The text of a paragraph or heading with its bold marks set apart, or ``None``: no text, or too many pieces.

    Args:
        document: the document.
        block: the paragraph or heading.
        underscores: whether those beside bold marks are set apart as well.
    """
    pieces = inlines_of(document, block)
    if not pieces or len(pieces) > _MOST:
        return None
    special = _SPECIAL_TOO if underscores else _SPECIAL
    builder = _Builder(document.text, frozenset(literal_stars(document, pieces)), special)
    at = pieces[0].start
    for start, end, kind in sorted(_opaque(document, pieces)):
        builder.text(at, start)
        builder.atom(start, end, kind)
        at = end
    builder.text(at, max(piece.end for piece in pieces))
    return builder.content()


def literal_stars(document: Document, pieces: Iterable[Inline]) -> list[int]:
    """The offsets of the asterisks that the parser could not use, in order; escaped ones are text."""
    text = document.text
    found = []
    for kind, start, end, _ in pieces:
        if kind == "text":
            at = text.find("*", start, end)
            while at >= 0:
                # A text begins right after the backslash that escapes its first character.
                if at > start or not _escaped(text, at):
                    found.append(at)
                at = text.find("*", at + 1, end)
    return found


def _escaped(text: str, at: int) -> bool:
    before = at
    while before > 0 and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def _opaque(document: Document, pieces: Iterable[Inline]) -> Iterator[tuple[int, int, str]]:
    """What is one piece for the marks: breaks, code, tags, pictures, and the brackets of links."""
    done = -1
    for piece in pieces:
        if piece.start < done:
            continue
        if piece.kind in ("soft", "hard"):
            prefix = _PREFIX.match(document.text, piece.end)
            yield piece.start, prefix.end() if prefix else piece.end, document.text[piece.start : piece.end]
        elif piece.kind in ("code", "html", "image", "footnote"):
            yield piece.start, piece.end, piece.kind
            done = piece.end
        elif piece.kind == "link" and piece.data.form in ("autolink", "email"):
            yield piece.start, piece.end, "autolink"
            done = piece.end
        elif piece.kind == "link":
            yield piece.start, piece.data.text.start, "open"
            yield piece.data.text.end, piece.end, "tail"


class _Builder:
    """Puts a content together from left to right."""

    def __init__(self, text: str, literal: frozenset[int], special: re.Pattern[str]) -> None:
        self._text = text
        self._special = special
        self._literal = literal
        self._plain: list[str] = []
        self._shape: list[str] = []
        self._length = 0
        self._chunks: list[Chunk] = []
        self._stars: list[Stars] = []
        self._links: list[Link] = []
        self._atoms: dict[int, int] = {}
        self._opening = Span(0, 0)
        self._unmeant = 0

    def text(self, start: int, end: int) -> None:
        """Add text that may hold marks and escapes."""
        at = start
        for match in self._special.finditer(self._text, start, end):
            first, last = match.span()
            self._add(at, first)
            if self._text[first] == "\\":
                self._atom(first, last)
            elif self._text[first] == "_":
                self._stars.append(Stars(self._length, 0, Span(first, last), False))
            else:
                self._run(first, last)
            at = last
        self._add(at, end)

    def atom(self, start: int, end: int, kind: str) -> None:
        """Add one opaque piece; the kind of a break is the text of the break itself."""
        if kind[-1] == "\n" or kind[-1] == "\r":
            self._chunks.append(Chunk(self._length, self._length + len(kind), Span(start, end)))
            self._plain.append(kind)
            self._shape.append(" " * (len(kind) - 1) + "\n")
            self._length += len(kind)
            return
        added = self._atom(start, end, _FILL.get(kind, ""))
        if kind == "open":
            self._opening = added
        elif kind == "tail":
            self._links.append(Link(self._opening, added))

    def content(self) -> Content:
        """What was added."""
        return Content(
            "".join(self._plain),
            "".join(self._shape),
            tuple(self._chunks),
            tuple(self._stars),
            self._unmeant,
            tuple(self._links),
            self._atoms,
        )

    def _add(self, start: int, end: int, fill: str = "") -> None:
        if start < end:
            text = self._text[start:end]
            self._plain.append(text)
            self._shape.append(fill * len(text) if fill else text)
            self._chunks.append(Chunk(self._length, self._length + len(text), Span(start, end)))
            self._length += len(text)

    def _atom(self, start: int, end: int, fill: str = "") -> Span:
        span = Span(self._length, self._length + end - start)
        self._add(start, end, fill)
        self._atoms[span.start] = span.end
        return span

    def _run(self, start: int, end: int) -> None:
        """Asterisks: bold marks in twos; an odd one is left alone, as are those that are text."""
        count = end - start
        unused = len(self._literal.intersection(range(start, end)))
        if count < 2 or (unused == count and _is_text(self._text, start, end)):
            self._unmeant += count >= 2
            self._add(start, end)
            return
        odd = count % 2
        opens = odd and (start == 0 or self._text[start - 1].isspace() or self._text[start - 1] in _OPENING)
        if opens:
            self._add(start, start + 1)
        units = Span(start + 1, end) if opens else Span(start, end - odd)
        faulty = unused >= 2 or count >= 4
        self._stars.append(Stars(self._length, (units.end - units.start) // 2, units, faulty))
        if odd and not opens:
            self._add(end - 1, end)


def _is_text(text: str, start: int, end: int) -> bool:
    """Whether asterisks that the parser could not use are meant as such.

    Masked numbers and names (``138****1234``, ``王**，``), masked values (``password: ****``, ``"****"``),
    powers and masked words (``x**2``), file patterns (``**/*.md``) and arguments (``**kwargs``).
    """
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    last, first = before[-1:], after[:1]
    if end - start > 2 and (last + first in _QUOTES or _is_value(before, after, end - start)):
        return True
    if "/" in (last, first) and _is_pattern(before, after):
        return True
    if _NUMBER_AFTER.match(after) and _NUMBER_BEFORE.search(before):
        return True
    if last.isascii() and last.isalnum() and first.isascii() and (first.isalnum() or first == "@"):
        return end - start < 4 or first == "@"
    if end - start != 2 or first.isalnum() or (first and first in _OPENING):
        return False
    return _is_han(last) and not _is_han(before[-2:-1])  # a name of which only the first character shows


def _is_value(before: str, after: str, count: int) -> bool:
    """Whether asterisks are the value of a field; four after a colon are more often bold text without a text."""
    field = _VALUE_BEFORE.search(before)
    return field is not None and (count != 4 or field[0][0] in "=＝") and _VALUE_AFTER.match(after) is not None


def _is_han(char: str) -> bool:
    # Comparisons, since a pattern with a range of so many characters takes milliseconds to compile.
    return "\u3400" <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def _is_pattern(before: str, after: str) -> bool:
    """Whether a slash beside asterisks belongs to a file pattern: ``**/*.md``, ``src/**``."""
    return (after[:1] == "/" and after[1:2] in "*abcdefghijklmnopqrstuvwxyz") or (
        before[-1:] == "/" and after[:1] in ("", " ", "/", "`", ".", "\n")
    )
