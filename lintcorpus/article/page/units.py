"""The lines of an article as its author set them, and what a reader sees of each.

Scrapers turn a page's small boxes into lines with a hard break after each, or with a mere newline,
so a call to follow the account and the list below it are often one paragraph to the parser and two
things to a reader.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from lintcorpus.markdown.parse import Inline, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_NARROW, _BROAD = 40, 160
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff\u00ad"
_MARKS = f"*_\\{_INVISIBLE}"
_INK = rf"[^\s*_\\{_INVISIBLE}]"
_RUN = lazy(rf"{_INK}+(?:(?<=[!-~]) (?=[!-~]){_INK}+)*")  # a blank between ASCII parts words
_WORD = lazy(r"[ \t>]*\S+")
_LETTER = lazy(r"[^\W_]")
_DROPPED_BLANK = lazy(r" (?:(?<=[^\0-\x7f] )|(?=[^\0-\x7f]))")  # begins with a blank, so it is found quickly
_SENTENCE_END = lazy(r"(?:[。！？!?；;…~～]+[”’」』）)】\"]*|\.[”\")]*(?=\s|\Z)) ?")


class Unit(NamedTuple):
    """A block, or a part of one between line breaks that an author made.

    Attributes:
        block: the index of its block in ``parsed(document).blocks``.
        part: its number in the block, from 0.
        kind: of its block.
        span: its source, without the line break that ends it.
        pieces: the inline pieces that begin in it.
    """

    block: int
    part: int
    kind: str
    span: Span
    pieces: tuple[Inline, ...]

    @property
    def place(self) -> tuple[int, int]:
        """What orders units: block and part."""
        return self.block, self.part


def units_of(document: Document, index: int) -> list[Unit]:
    """The units of the block with this index; a break inside a link parts nothing."""
    known = _known(document)
    found = known.get(index)
    if found is None:
        found = known[index] = _units(document, index)
    return found


@view
def _known(document: Document) -> dict[int, list[Unit]]:
    """The units of this document by block, filled by ``units_of``."""
    return {}


def _units(document: Document, index: int) -> list[Unit]:
    blocks, inlines, _ = parsed(document)
    kind, span, _, _, _, _, first, last = blocks[index]
    pieces, text = inlines[first:last], document.text
    make = tuple.__new__  # by far the quickest way to a named tuple
    is_text = last - first == 1 and pieces[0][0] == "text"
    if is_text or (text.find("\n", *span) < 0 and text.find("\r", *span) < 0):
        return [make(Unit, (index, 0, kind, span, pieces))]
    found: list[Unit] = []
    start, first, inside = span[0], 0, -1
    for at, (piece, begin, end, _) in enumerate(pieces):
        if piece == "text":
            continue
        if piece == "link":
            inside = max(inside, end)
        elif begin < inside or (piece != "hard" and piece != "soft"):
            continue
        elif piece == "hard" or _is_chosen(text, start, begin, end):
            if at > first:
                found.append(make(Unit, (index, len(found), kind, Span(start, begin), pieces[first:at])))
            start, first = end, at + 1
    if first < len(pieces) or not found:
        found.append(make(Unit, (index, len(found), kind, Span(start, span[1]), pieces[first:])))
    return found


def _is_chosen(text: str, start: int, end: int, following: int) -> bool:
    """Whether no tool that wraps would have ended the line from ``start`` to ``end`` there.

    It would have put the next word on a line so short, and broken one so long before.
    """
    line = max(start, text.rfind("\n", start, end) + 1)
    if end - line > _BROAD:
        return text.find(" ", end - _BROAD // 2, end) >= 0
    word = _WORD.match(text, following)
    return word is not None and end - line + len(word[0]) < _NARROW


def units_after(document: Document, unit: Unit) -> Iterator[Unit]:
    """The units that follow this one, in order."""
    yield from units_of(document, unit.block)[unit.part + 1 :]
    for index in range(unit.block + 1, len(parsed(document).blocks)):
        yield from units_of(document, index)


def first_letter(document: Document, index: int) -> str:
    """The first letter or digit that a reader sees of a block, in lower case; quicker told than all of it."""
    blocks, inlines, _ = parsed(document)
    _, (begin, _), _, _, _, _, first, last = blocks[index]
    text = document.text
    initial = text[begin : begin + 1]
    if initial.isalnum():
        return initial.lower()  # no markup begins like that
    picture = -1
    for kind, start, end, _ in inlines[first:last]:
        if kind == "image":
            picture = max(picture, end)
        elif (kind == "text" or kind == "code") and start >= picture:
            found = _LETTER.search(text, start, end)
            if found is not None:
                return found[0].lower()
    return ""


class _Fields(NamedTuple):
    text: str
    bare: str
    origin: tuple[str, Sequence[Inline]] = ("", ())


class Plain(_Fields):
    """What a reader sees of a unit, as one line in lower case.

    Emphasis marks, escapes, invisible characters and pictures are left out; so is white space next
    to anything but ASCII, where a wrap or a tool put it.

    Attributes:
        text: the line.
        bare: the same without what stands in links.
        origin: the text and the pieces that it was read from.
    """

    @property
    def size(self) -> int:
        """How much is said, see ``size_of``."""
        return size_of(self.text)

    def source(self, at: int) -> int:
        """The offset in the document of the code point at ``at`` of ``text``."""
        starts, sources = self._runs
        run = bisect_right(starts, at) - 1
        return sources[run] + at - starts[run]

    def offset(self, source: int) -> int:
        """The place in ``text`` of what stands at or after an offset in the document."""
        starts, sources = self._runs
        run = bisect_right(sources, source) - 1
        if run < 0:
            return 0
        end = starts[run + 1] if run + 1 < len(starts) else len(self.text)
        return min(starts[run] + source - sources[run], end)

    def sentences(self) -> list[Span]:
        """The sentences as spans of ``text`` that follow each other without gaps."""
        bounds = [0, *[match.end() for match in _SENTENCE_END.finditer(self.text)]]
        if bounds[-1] < len(self.text):
            bounds.append(len(self.text))
        return [Span(start, end) for start, end in pairwise(bounds)]

    @cached_property
    def _runs(self) -> tuple[list[int], list[int]]:
        """Where runs of it begin, in ``text`` and in the document; few lines are asked for that."""
        text, pieces = self.origin
        starts: list[int] = []
        sources: list[int] = []
        length = 0
        last, before = "", -1
        for start, end, _ in _visible(pieces):
            for match in _RUN.finditer(text, start, end):
                run, at = match[0], match.start()
                length += bool(last) and _is_parted(last, run, text[before:at])
                starts.append(length)
                sources.append(at)
                length += len(run)
                last, before = run, match.end()
        return starts, sources


def size_of(text: str) -> int:
    """How much a text says, in ideographs: a word of another script is worth about two of them."""
    if text.isascii():
        return 2 * len(text) // 5
    wide = (len(text.encode("utf-8", "surrogatepass")) - len(text)) // 2
    return (2 * len(text) + 3 * wide) // 5


def plain(document: Document, unit: Unit) -> Plain:
    """The visible text of a unit with the way back to the source."""
    known = _plains(document)
    found = known.get(unit.span)
    if found is None:  # not by place: a caller may ask for a part of a unit
        found = known[unit.span] = _plain(document.text, unit.pieces, _marks(document))
    return found


@view
def _plains(document: Document) -> dict[Span, Plain]:
    """What is seen of the units of this document by span, filled by ``plain``."""
    return {}


@view
def _marks(document: Document) -> str:
    """The characters to be dropped that the document has at all: most have few."""
    return "".join(filter(document.text.__contains__, _MARKS))


def text_said(document: Document, start: int, end: int) -> tuple[str, str] | None:
    """What a reader sees of a piece of text that is a line for itself, without making a unit of it.

    Args:
        document: the article.
        start, end: of a piece of kind ``text``.

    Returns:
        The ``text`` and the ``bare`` that ``Plain`` would have; ``None`` where more than white space is dropped.
    """
    said = _said(document.text[start:end], _marks(document))
    return None if said is None else (said[0], " ".join(said[1]))


def _plain(text: str, pieces: tuple[Inline, ...], marks: str) -> Plain:
    make = tuple.__new__
    if len(pieces) == 1 and pieces[0][0] == "text":
        # Nearly half of all lines, and nearly all long ones.
        said = _said(text[pieces[0][1] : pieces[0][2]], marks)
        if said is not None:
            return make(Plain, (said[0], " ".join(said[1]), (text, pieces)))
    parts: list[str] = []
    bare: list[str] = []
    before = picture = link = -1
    for kind, start, end, _ in pieces:
        if kind == "image":
            picture = max(picture, end)
            continue
        if kind == "link":
            link = max(link, end)
            continue
        if (kind != "text" and kind != "code") or start < picture:
            continue
        source = text[start:end]
        said = _said(source, marks)
        if said is None:
            for match in _RUN.finditer(text, start, end):
                run, at = match[0], match.start()
                if parts and _is_parted(parts[-1], run, text[before:at]):
                    parts.append(" ")
                lower = run.lower()
                parts.append(lower if len(lower) == len(run) else run)
                before = match.end()
                if start >= link:
                    bare.append(parts[-1])
        elif said[0]:
            if parts and _is_parted(parts[-1], said[0], text[before : end - len(source.lstrip())]):
                parts.append(" ")
            parts.append(said[0])
            before = start + len(source.rstrip())
            if start >= link:
                bare.extend(said[1])
    return make(Plain, ("".join(parts), " ".join(bare), (text, pieces)))


def _said(source: str, marks: str) -> tuple[str, list[str]] | None:
    """A text in lower case and its words, where nothing but white space is dropped; else ``None``.

    Args:
        source: of a piece.
        marks: what would be dropped.
    """
    for mark in marks:
        if mark in source:
            return None
    lower = source.lower()
    if len(lower) != len(source):
        return None
    words = lower.split()
    said = " ".join(words)
    return (said if len(words) < 2 or said.isascii() else _DROPPED_BLANK.sub("", said), words)


def _visible(pieces: Sequence[Inline]) -> Iterator[tuple[int, int, bool]]:
    """Where the pieces are that a reader sees, outside pictures, and whether each stands in a link."""
    picture = link = -1
    for kind, start, end, _ in pieces:
        if kind == "image":
            picture = max(picture, end)
        elif kind == "link":
            link = max(link, end)
        elif kind in ("text", "code") and start >= picture:
            yield start, end, start < link


def _is_parted(run: str, following: str, between: str) -> bool:
    """Whether a blank stands between two runs: between ASCII, unless only marks were left out there."""
    return following[0].isascii() and run[-1].isascii() and bool(between.strip(_MARKS))
