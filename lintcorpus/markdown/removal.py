"""How to take a block, or a sentence of one, out of a text and leave the rest as it was."""

from lintcorpus.markdown.parse import inlines_of, parsed
from lintcorpus.model.document import Document
from lintcorpus.model.fix import Edit
from lintcorpus.model.span import Span


def remove_lines(document: Document, span: Span) -> Edit | None:
    """The edit that deletes the lines of whole blocks with the blank lines after them.

    One blank line stays between the neighbours when there was one; at the end of a file the blank
    lines before go instead.

    Args:
        document: the article.
        span: from the beginning of the first block or hard-broken line to the end of the last.

    Returns:
        The edit; ``None`` when other text shares the lines or depends on them.
    """
    first, last = document.line_of(span.start), document.line_of(max(span.start, span.end - 1))
    line = document.line_span(first)
    if document.text[line.start : span.start].strip("> \t*+-0123456789.)#"):
        return None
    if document.text[span.end : document.line_span(last).end].strip(" \t\\*_#"):
        return None
    if not _ends_with_its_items(document, span):
        return None
    before, after = first, last + 1
    while before > 0 and _is_blank(document, before - 1):
        before -= 1
    count = len(document.line_starts)
    while after < count and _is_blank(document, after):
        after += 1
    if after == count:
        # The newline that ends the file stays.
        start = document.line_span(before - 1).end if before > 0 else 0
        return Edit(Span(start, _last_newline(document, start)), "")
    # With no blank line before, the ones after must stay to part the neighbours.
    end = document.line_starts[after if before < first or first == 0 else last + 1]
    apart = before < first or first == 0 or after > last + 1
    return Edit(Span(line.start, end), "" if apart or _in_list(document, span) else _newline(document, last))


def remove_text(document: Document, span: Span) -> Edit | None:
    """The edit that deletes a part of a paragraph; ``None`` when that would cut a link or emphasis."""
    for block in parsed(document).blocks:
        if block.span.contains(span):
            for piece in inlines_of(document, block):
                place = Span(piece.start, piece.end)
                if place.overlaps(span) and not (place.contains(span) or span.contains(place)):
                    if piece.kind not in ("text", "soft", "hard"):
                        return None
            return Edit(span, "")
    return None


def _ends_with_its_items(document: Document, span: Span) -> bool:
    """Whether no list item that begins in the span goes on behind it."""
    for item in parsed(document).items:
        if item.span.start >= span.end:
            break
        lines = document.line_of(span.start)
        begins = document.line_of(item.span.start) >= lines
        if begins and document.text[span.end : item.span.end].strip():
            return False
    return True


def _in_list(document: Document, span: Span) -> bool:
    return any(item.span.contains(span) for item in parsed(document).items)


def _is_blank(document: Document, index: int) -> bool:
    return not document.slice(document.line_span(index)).strip("> \t")


def _newline(document: Document, index: int) -> str:
    return document.text[document.line_span(index).end : document.line_starts[index + 1]]


def _last_newline(document: Document, start: int) -> int:
    end = len(document.text)
    if end > start and document.text[end - 1] in "\r\n":
        return end - (2 if document.text.endswith("\r\n") else 1)
    return end
