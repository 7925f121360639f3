"""How to take a block, or a sentence of one, out of a text and leave the rest as it was."""

from bisect import bisect_left, bisect_right
from itertools import accumulate

from lintcorpus.article.block_index import block_index
from lintcorpus.markdown.parse import Inline, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.fix import Edit
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_UNMARKED = frozenset({"text", "soft", "hard"})
_BLOCK_MARK = lazy(r"[ \t]*(?:(?:#{1,6}|[-*+]|\d{1,9}[.)])(?:[ \t\r\n]|\Z)|>|`{3}|~{3}|[-=*_ \t]+(?:[\r\n]|\Z)|\||<)")
"""What begins a block where a line begins."""


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
    text, starts = document.text, document.line_starts
    first = last = document.line_of(span.start)
    if first + 1 < len(starts) and span.end > starts[first + 1]:
        last = document.line_of(span.end - 1)
    line = starts[first]
    if span.start > line and text[line : span.start].strip("> \t*+-0123456789.)#"):
        return None
    if text[span.end : document.line_span(last).end].strip(" \t\\*_#"):
        return None
    if not _ends_with_its_items(document, span) or _cuts(document, span):
        return None
    before, after = first, last + 1
    while before > 0 and _is_blank(document, before - 1):
        before -= 1
    count = len(starts)
    while after < count and _is_blank(document, after):
        after += 1
    if after == count:
        # The newline that ends the file stays.
        start = document.line_span(before - 1).end if before > 0 else 0
        return Edit(Span(start, _last_newline(document, start)), "")
    # With no blank line before, the ones after must stay to part the neighbours.
    parted = before < first or first == 0
    end = starts[after if parted else last + 1]
    joined = parted or after > last + 1 or _is_inside(document, span)
    return Edit(Span(line, end), "" if joined else _newline(document, last))


def remove_text(document: Document, span: Span) -> Edit | None:
    """The edit that deletes a part of a paragraph, with the blanks before it where it ends a line.

    Emphasis that holds nothing else goes with it, and so does a line: a blank one would end the paragraph.

    Args:
        document: the article.
        span: the part.

    Returns:
        The edit; ``None`` when it would cut through a link or emphasis, or when what is left of the
        line would begin a heading, a list or another block.
    """
    text = document.text
    start, end = span
    for piece in reversed(_containers(document, span)):
        if piece.start < start and end < piece.end:
            if not any(map(str.isalnum, text[piece.start : start] + text[end : piece.end])):
                start, end = piece.start, piece.end
        elif not (start <= piece.start and piece.end <= end):
            return None
    first, last = document.line_of(start), document.line_of(end)
    line = document.line_starts[first]
    prefix = text[line:start]
    ends_line = not document.slice(Span(end, document.line_span(last).end)).strip()
    if ends_line:
        while start > 0 and text[start - 1] in " \t":
            start -= 1
    if prefix.strip(" \t>"):
        return Edit(Span(start, end), "")
    if ends_line and first > 0 and not _is_blank(document, first - 1):
        return Edit(Span(document.line_span(first - 1).end, document.line_span(last).end), "")
    if ends_line and last + 1 < len(document.line_starts) and not _is_blank(document, last + 1):
        start, end = line, document.line_starts[last + 1]
    goes_on = end + len(prefix) if start == line and text.startswith(prefix, end) else end
    return None if _BLOCK_MARK.match(text, goes_on) is not None else Edit(Span(start, end), "")


def _ends_with_its_items(document: Document, span: Span) -> bool:
    """Whether no list item that begins in the span goes on behind it."""
    items = parsed(document).items
    if not items:
        return True
    line = document.line_starts[document.line_of(span.start)]
    starts = _item_starts(document)
    for item in items[bisect_left(starts, line) : bisect_left(starts, span.end)]:
        if document.text[span.end : item.span.end].strip():
            return False
    return True


@view
def _item_starts(document: Document) -> list[int]:
    """Where the list items begin (code points), in order."""
    return [item.span.start for item in parsed(document).items]


def _is_inside(document: Document, span: Span) -> bool:
    """Whether the span is a part of a larger block or list, which its neighbours belong to as well."""
    found = parsed(document)
    at = block_index(document, span.start)
    if at < 0:
        return False
    block = found.blocks[at]
    around = (block.span, *(found.items[index].span for index in block.items))
    return any(outer.contains(span) and outer != span for outer in around)


def _cuts(document: Document, span: Span) -> bool:
    """Whether the span cuts through a link, a picture, code or emphasis."""
    first, last = span
    for _, start, end, _ in _containers(document, span):
        if not (first <= start and end <= last) and not (start < first and last < end):
            return True
    return False


def _containers(document: Document, span: Span) -> list[Inline]:
    """The inline pieces with marks around them that share text with the span."""
    pieces, starts, reached = _marked(document)
    # Those before the first have ended where the span begins.
    first, last = bisect_right(reached, span.start), bisect_left(starts, span.end)
    return [piece for piece in pieces[first:last] if piece.end > span.start]


@view
def _marked(document: Document) -> tuple[list[Inline], list[int], list[int]]:
    """The pieces with marks around them, where they begin, and how far they and those before them reach."""
    pieces = [piece for piece in parsed(document).inlines if piece[0] not in _UNMARKED]
    return pieces, [piece[1] for piece in pieces], [*accumulate([piece[2] for piece in pieces], max)]


def _is_blank(document: Document, index: int) -> bool:
    starts = document.line_starts
    end = starts[index + 1] if index + 1 < len(starts) else len(document.text)
    return not document.text[starts[index] : end].strip("> \t\r\n")


def _newline(document: Document, index: int) -> str:
    return document.text[document.line_span(index).end : document.line_starts[index + 1]]


def _last_newline(document: Document, start: int) -> int:
    end = len(document.text)
    if end > start and document.text[end - 1] in "\r\n":
        return end - (2 if document.text.endswith("\r\n") else 1)
    return end
