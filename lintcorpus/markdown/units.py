"""The lines of an article as its author set them, and what a reader sees of each.

Scrapers turn a page's small boxes into lines with a hard break after each, so a call to follow the
account and the list below it are often one paragraph to the parser and two things to a reader.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from lintcorpus.markdown.parse import Inline, inlines_of, parsed
from lintcorpus.model.document import Document
from lintcorpus.model.span import Span

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff\u00ad"
_MARKS = f"*_\\{_INVISIBLE}"
_RUN = re.compile(rf"[^\s*_\\{_INVISIBLE}]+")
_SENTENCE_END = re.compile(r"[。！？!?；;…~～]+[”’」』）)】\"]*|\.(?=\s|\Z)[”\")]*")


class Unit(NamedTuple):
    """A block, or a part of one between hard breaks.

    Attributes:
        block: the index of its block in ``parsed(document).blocks``.
        part: its number in the block, from 0.
        span: its source, without the hard break or newline that ends it.
        pieces: the inline pieces that begin in it.
    """

    block: int
    part: int
    span: Span
    pieces: tuple[Inline, ...]


def units_of(document: Document, index: int) -> list[Unit]:
    """The units of the block with this index; a hard break inside a link parts nothing."""
    block = parsed(document).blocks[index]
    pieces = inlines_of(document, block)
    found: list[Unit] = []
    start, first, inside = block.span.start, 0, -1
    for at, piece in enumerate(pieces):
        if piece.kind == "link":
            inside = max(inside, piece.end)
        elif piece.kind == "hard" and piece.start >= inside:
            if at > first:
                found.append(Unit(index, len(found), Span(start, piece.start), pieces[first:at]))
            start, first = piece.end, at + 1
    if first < len(pieces) or not found:
        found.append(Unit(index, len(found), Span(start, block.span.end), pieces[first:]))
    return found


class Plain(NamedTuple):
    """What a reader sees of a unit, as one line in lower case.

    Emphasis marks, escapes, invisible characters and pictures are left out; so is white space next
    to anything but ASCII, where a wrap or a tool put it.

    Attributes:
        text: the line.
        starts, sources: where runs of it begin, in ``text`` and in the document.
        linked: how many of its code points stand in links.
    """

    text: str
    starts: list[int]
    sources: list[int]
    linked: int

    def source(self, at: int) -> int:
        """The offset in the document of the code point at ``at`` of ``text``."""
        run = bisect_right(self.starts, at) - 1
        return self.sources[run] + at - self.starts[run]

    def sentences(self) -> list[Span]:
        """The sentences as spans of ``text`` that follow each other without gaps."""
        found, start = [], 0
        for match in _SENTENCE_END.finditer(self.text):
            found.append(Span(start, match.end()))
            start = match.end()
        if start < len(self.text):
            found.append(Span(start, len(self.text)))
        return found


def plain(document: Document, unit: Unit) -> Plain:
    """The visible text of a unit with the way back to the source."""
    text = document.text
    parts: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    length = linked = 0
    picture = link = before = -1
    for kind, start, end, _ in unit.pieces:
        if kind == "image":
            picture = max(picture, end)
        elif kind == "link":
            link = max(link, end)
        elif kind in ("text", "code") and start >= picture:
            for match in _RUN.finditer(text, start, end):
                run = match[0]
                at = match.start()
                if parts and text[before:at].strip(_MARKS) and run[0].isascii() and parts[-1][-1].isascii():
                    parts.append(" ")
                    length += 1
                lower = run.lower()
                parts.append(lower if len(lower) == len(run) else run)
                starts.append(length)
                sources.append(at)
                length += len(run)
                before = match.end()
                if at < link:
                    linked += len(run)
    return Plain("".join(parts), starts, sources, linked)
