"""Finds text that is no heading but marked as one, and headings that are only bold."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lintcorpus.article.headings.numbering import number_of
from lintcorpus.article.headings.roles import FalseHeading, false_headings, is_labelled, says_of_picture, size_of
from lintcorpus.markdown.headings import headings
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import Block, inlines_of, parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_MARKS = lazy(r"#{1,6}[ \t]*")
_CLOSING = lazy(r"[ \t]+#+[ \t]*\Z")
_SHORTEST_RULE, _SHORTEST_ROW = 3, 2
_LONGEST_LINE = 30
"""Ideographs of a line that can be a heading."""
_SENTENCE_END = tuple("。．.！!；;：:…，,、")
_FEWEST = 2
_LOWEST_LEVEL = 6


def _sentence(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Captions, pictures, hashtags, paragraphs and sentences that are marked as headings."""
    for item in false_headings(document):
        variant = "" if item.kind == "sentence" else item.kind
        params = {"title": item.heading.short}
        fix = _FIXES.get(item.kind, _without_marks)(document, item)
        yield Finding(item.heading.span, params, variant, (fix,) if fix is not None else (), evidence=item.evidence)


def _as_tags(document: Document, item: FalseHeading) -> Fix | None:
    """The fix that makes the mark of the first tag a character again."""
    at = item.heading.span.start
    return Fix((Edit(Span(at, at), "\\"),), Safety.UNSAFE) if document.text.startswith("# ", at) else None


def _without_marks(document: Document, item: FalseHeading) -> Fix | None:
    """The fix that makes a heading a paragraph of its own; ``None`` where it would become something else."""
    text, span = document.text, item.heading.span
    block = parsed(document).blocks[item.block]
    marks = _MARKS.match(text, span.start, span.end)
    if marks is None:
        return None
    closing = _CLOSING.search(text, marks.end(), span.end)
    end = closing.start() if closing is not None else span.end
    alone = parsed(Document("", text[marks.end() : end])).blocks
    if [(part.kind, len(part.items)) for part in alone] != [("paragraph", 0)]:
        return None
    above, below = _neighbours(document, span)
    if (above or below) and (block.quote or block.items):
        return None
    newline = _newline(document)
    edits = [Edit(Span(span.start, marks.end()), newline if above else "")]
    if below or closing is not None:
        edits.append(Edit(Span(end, span.end), newline if below else ""))
    return Fix(tuple(edits), Safety.UNSAFE)


def _neighbours(document: Document, span: Span) -> tuple[bool, bool]:
    """Whether text stands in the line right above and right below a span."""
    first, last = document.line_of(span.start), document.line_of(span.end - 1)
    above = first > 0 and bool(document.slice(document.line_span(first - 1)).strip("> \t"))
    below = last + 1 < len(document.line_starts) and bool(document.slice(document.line_span(last + 1)).strip("> \t"))
    return above, below


def _without_underline(document: Document, item: FalseHeading) -> Fix | None:
    """The fix that parts the lines from the one that is underlined, or from a row that underlines none."""
    block = parsed(document).blocks[item.block]
    if block.quote or block.items:
        return None
    row = document.line_span(document.line_of(item.heading.span.end - 1))
    line = document.line_span(document.line_of(row.start) - 1)
    mark = document.slice(row).strip()
    if _is_underlined(document.slice(line), mark):
        return Fix((Edit(Span(line.start, line.start), _newline(document)),), Safety.UNSAFE)
    if len(mark) >= _SHORTEST_RULE:
        edit = Edit(Span(row.start, row.start), _newline(document)) if mark[0] == "-" else Edit(row, "")
        return Fix((edit,), Safety.UNSAFE)
    # A dash or an equals sign alone is text; what follows stays a paragraph of its own.
    _, below = _neighbours(document, item.heading.span)
    return Fix((Edit(row, "\\" + mark + (_newline(document) if below else "")),), Safety.UNSAFE)


def _is_underlined(line: str, row: str) -> bool:
    """Whether a row was made for this line: it is as long, but for marks that the line has got since."""
    line = line.strip()
    if len(row) < _SHORTEST_ROW or not any(map(str.isalnum, line)):
        return False
    unmarked = len(re.sub(r"[\\*_`]", "", line))
    return unmarked <= len(row) <= len(line) and size_of(line) <= _LONGEST_LINE and not line.endswith(_SENTENCE_END)


@view
def _newline(document: Document) -> str:
    return "\r\n" if "\r\n" in document.text else "\n"


def _bold(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Bold lines with text below them, where an article has several or numbers them."""
    found = list(_bold_lines(document))
    numbered = any(number_of(document.slice(inner)) is not None for _, inner in found)
    if len(found) < _FEWEST and not numbered:
        return
    for block, inner in found:
        level = _level_at(document, block.span.start)
        edits = (
            Edit(Span(block.span.start, inner.start), "#" * level + " "),
            Edit(Span(inner.end, block.span.end), ""),
        )
        yield Finding(block.span, {"title": clipped(document, inner)}, fixes=(Fix(edits, Safety.UNSAFE),))


def _bold_lines(document: Document) -> Iterator[tuple[Block, Span]]:
    """The paragraphs that are one short bold line and have text below them, each with what is bold."""
    blocks = parsed(document).blocks
    before: Block | None = None
    for block, following in pairwise(blocks):
        inner = _bold_line(document, block)
        if inner is not None and _has_text(document, following):
            caption = before is not None and any(piece.kind == "image" for piece in inlines_of(document, before))
            if not caption and not says_of_picture(document.slice(inner)):
                yield block, inner
        before = block


def _bold_line(document: Document, block: Block) -> Span | None:
    """What is bold in a paragraph that is one short bold line and reads like a heading."""
    text = document.text
    if block.kind != "paragraph" or block.quote or block.items or not text.startswith(("**", "__"), block.span.start):
        return None
    pieces = inlines_of(document, block)
    bold = pieces[0]
    if bold.kind != "strong" or text[bold.end : block.span.end].strip():
        return None
    if any(piece.kind not in ("strong", "text", "code", "emphasis") for piece in pieces):
        return None
    inner = Span(bold.start + 2, bold.end - 2)
    said = document.slice(inner).strip("*_ ")
    if not any(map(str.isalpha, said)) or "@" in said or said.endswith(_SENTENCE_END) or is_labelled(said):
        return None
    if said[0] in "（(" and said[-1] in "）)":
        return None
    return inner if size_of(said) <= _LONGEST_LINE else None


def _has_text(document: Document, block: Block) -> bool:
    """Whether a block is text that a heading can stand above: no heading, picture or other bold line."""
    if block.kind in ("code", "table"):
        return True
    return (
        block.kind == "paragraph"
        and not block.quote
        and _bold_line(document, block) is None
        and any(piece.kind in ("text", "code") for piece in inlines_of(document, block))
        and not any(piece.kind == "image" for piece in inlines_of(document, block)[:2])
    )


def _level_at(document: Document, offset: int) -> int:
    """The level below that of the heading before an offset; never that of a title."""
    false = {item.heading.span for item in false_headings(document)}
    above = [item.level for item in headings(document) if item.span.start < offset and item.span not in false]
    return min(max(above[-1:], default=1) + 1, _LOWEST_LEVEL)


_FIXES = {"lines": _without_underline, "tags": _as_tags}

CHECKERS = (
    Checker("headings.sentence", _sentence),
    Checker("headings.bold", _bold),
)
