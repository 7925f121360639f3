"""The headings of a document."""

from typing import NamedTuple

from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

_SHOWN = 40
_MOST = 20_000
"""Headings of a document that are looked at: what has more of them is no article."""
_VISIBLE = frozenset(("text", "code", "soft", "hard"))


class Heading(NamedTuple):
    """A heading.

    Attributes:
        span: the whole heading, marks included.
        level: 1 to 6.
        text: its visible text, white space joined; pictures count as nothing.
        text_span: from the first to the last visible code point; empty when there is none.
        quoted: whether it stands in a block quote or list item.
    """

    span: Span
    level: int
    text: str
    text_span: Span
    quoted: bool

    @property
    def short(self) -> str:
        """Its text, cut to a length that fits a message."""
        return self.text if len(self.text) <= _SHOWN else self.text[:_SHOWN] + "…"


class Section(NamedTuple):
    """A heading among the others.

    Attributes:
        heading: the heading.
        parent: the index of the section that holds this one, or -1.
    """

    heading: Heading
    parent: int


@view
def headings(document: Document) -> tuple[Heading, ...]:
    """All headings in order, empty ones included, up to a number."""
    found: list[Heading] = []
    source = document.text
    blocks, inlines, _ = parsed(document)
    for block in blocks:
        if block.kind != "heading":
            continue
        if len(found) == _MOST:
            break
        parts, first, last, skip = [], -1, -1, -1
        for kind, start, end, _ in inlines[block.first : block.last]:
            if kind == "image":
                skip = end
            if start < skip or kind not in _VISIBLE:
                continue
            text = source[start:end]
            parts.append(text.strip("`") if kind == "code" else text)
            if text.strip():
                first = start if first < 0 else first
                last = end
        text_span = Span(first, last) if first >= 0 else Span(block.span.end, block.span.end)
        text = " ".join("".join(parts).split())
        found.append(Heading(block.span, block.level, text, text_span, bool(block.quote or block.items)))
    return tuple(found)


@view
def title(document: Document) -> Heading | None:
    """The first H1 with text outside quotes and lists: what readers take for the article's title."""
    return next((item for item in headings(document) if item.level == 1 and item.text and not item.quoted), None)


@view
def sections(document: Document) -> tuple[Section, ...]:
    """The headings that part the article, in order: those after the title, outside quotes and lists."""
    found: list[Section] = []
    open_sections: list[int] = []
    top = title(document)
    for heading in headings(document):
        if heading.quoted or heading is top:
            continue
        while open_sections and found[open_sections[-1]].heading.level >= heading.level:
            open_sections.pop()
        found.append(Section(heading, open_sections[-1] if open_sections else -1))
        open_sections.append(len(found) - 1)
    return tuple(found)
