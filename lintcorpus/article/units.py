"""The lines of an article as its author set them, and what a reader sees of each.

Scrapers turn a page's small boxes into lines with a hard break after each, or with a mere newline,
so a call to follow the account and the list below it are often one paragraph to the parser and two
things to a reader.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from lintcorpus.markdown.parse import Inline, inlines_of, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

_NARROW, _BROAD = 40, 160
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff\u00ad"
_MARKS = f"*_\\{_INVISIBLE}"
_INK = rf"[^\s*_\\{_INVISIBLE}]"
_RUN = re.compile(rf"{_INK}+(?:(?<=[!-~]) (?=[!-~]){_INK}+)*")  # a blank between ASCII parts words
_WORD = re.compile(r"[ \t>]*\S+")
_SENTENCE_END = re.compile(r"(?:[。！？!?；;…~～]+[”’」』）)】\"]*|\.[”\")]*(?=\s|\Z)) ?")


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
    if index not in known:
        known[index] = _units(document, index)
    return known[index]


@view
def _known(document: Document) -> dict[int, list[Unit]]:
    """The units of this document by block, filled by ``units_of``."""
    return {}


def _units(document: Document, index: int) -> list[Unit]:
    block = parsed(document).blocks[index]
    pieces = inlines_of(document, block)
    if document.text.find("\n", *block.span) < 0 and document.text.find("\r", *block.span) < 0:
        return [Unit(index, 0, block.kind, block.span, pieces)]
    found: list[Unit] = []
    start, first, inside = block.span.start, 0, -1
    for at, (kind, begin, end, _) in enumerate(pieces):
        if kind == "text":
            continue
        if kind == "link":
            inside = max(inside, end)
        elif begin < inside or (kind != "hard" and kind != "soft"):
            continue
        elif kind == "hard" or _is_chosen(document.text, start, begin, end):
            if at > first:
                found.append(Unit(index, len(found), block.kind, Span(start, begin), pieces[first:at]))
            start, first = end, at + 1
    if first < len(pieces) or not found:
        found.append(Unit(index, len(found), block.kind, Span(start, block.span.end), pieces[first:]))
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


class Plain(NamedTuple):
    """What a reader sees of a unit, as one line in lower case.

    Emphasis marks, escapes, invisible characters and pictures are left out; so is white space next
    to anything but ASCII, where a wrap or a tool put it.

    Attributes:
        text: the line.
        bare: the same without what stands in links.
        starts, sources: where runs of it begin, in ``text`` and in the document.
    """

    text: str
    bare: str
    starts: list[int]
    sources: list[int]

    @property
    def size(self) -> int:
        """How much is said, in ideographs: a word of another script is worth about two of them."""
        wide = (len(self.text.encode("utf-8", "surrogatepass")) - len(self.text)) // 2
        return (2 * len(self.text) + 3 * wide) // 5

    def source(self, at: int) -> int:
        """The offset in the document of the code point at ``at`` of ``text``."""
        run = bisect_right(self.starts, at) - 1
        return self.sources[run] + at - self.starts[run]

    def offset(self, source: int) -> int:
        """The place in ``text`` of what stands at or after an offset in the document."""
        run = bisect_right(self.sources, source) - 1
        if run < 0:
            return 0
        end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return min(self.starts[run] + source - self.sources[run], end)

    def sentences(self) -> list[Span]:
        """The sentences as spans of ``text`` that follow each other without gaps."""
        bounds = [0, *[match.end() for match in _SENTENCE_END.finditer(self.text)]]
        if bounds[-1] < len(self.text):
            bounds.append(len(self.text))
        return [Span(start, end) for start, end in pairwise(bounds)]


def plain(document: Document, unit: Unit) -> Plain:
    """The visible text of a unit with the way back to the source."""
    known = _plains(document)
    if unit.span not in known:  # not by place: a caller may ask for a part of a unit
        known[unit.span] = _plain(document.text, unit)
    return known[unit.span]


@view
def _plains(document: Document) -> dict[Span, Plain]:
    """What is seen of the units of this document by span, filled by ``plain``."""
    return {}


def _plain(text: str, unit: Unit) -> Plain:
    parts: list[str] = []
    bare: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    length = 0
    picture = link = before = -1
    for kind, start, end, _ in unit.pieces:
        if kind == "image":
            picture = max(picture, end)
        elif kind == "link":
            link = max(link, end)
        elif kind in ("text", "code") and start >= picture:
            for match in _RUN.finditer(text, start, end):
                run, at = match[0], match.start()
                if parts and run[0].isascii() and parts[-1][-1].isascii() and text[before:at].strip(_MARKS):
                    parts.append(" ")
                    length += 1
                lower = run.lower()
                parts.append(lower if len(lower) == len(run) else run)
                starts.append(length)
                sources.append(at)
                length += len(run)
                before = match.end()
                if at >= link:
                    bare.append(parts[-1])
    return Plain("".join(parts), " ".join(bare), starts, sources)
