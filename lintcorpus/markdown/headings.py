"""The headings of a document."""

from typing import NamedTuple

from lintcorpus.markdown.parse import blocks, inlines_of
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span


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
    """All headings in order, empty ones included."""
    found = []
    for block in blocks(document, "heading"):
        parts, start, end, skip = [], -1, -1, -1
        for piece in inlines_of(document, block):
            if piece.kind == "image":
                skip = piece.end
            if piece.start < skip or piece.kind not in ("text", "code", "soft", "hard"):
                continue
            text = document.text[piece.start : piece.end]
            parts.append(text.strip("`") if piece.kind == "code" else text)
            if text.strip():
                start = piece.start if start < 0 else start
                end = piece.end
        text_span = Span(start, end) if start >= 0 else Span(block.span.end, block.span.end)
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
    for heading in headings(document):
        if heading.quoted or heading is title(document):
            continue
        while open_sections and found[open_sections[-1]].heading.level >= heading.level:
            open_sections.pop()
        found.append(Section(heading, open_sections[-1] if open_sections else -1))
        open_sections.append(len(found) - 1)
    return tuple(found)
