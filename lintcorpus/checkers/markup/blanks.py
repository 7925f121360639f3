"""Finds blank space that shows nowhere: heaps of blank lines, spaces at line ends, a last line without an end."""

import bisect
from collections.abc import Iterable

from lintcorpus.article.mask import mask
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.markdown.spanset import Mask
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

# It begins with a literal newline, so that the search runs from line end to line end.
_HEAP = lazy(r"\n([ \t]*\r?\n[ \t]*\r?\n(?:[ \t]*\r?\n)+)")
_MARKS = lazy(r"(?:(?:[-*+]|\d{1,9}[.)])[ \t]*)+")
_RULE = lazy(r"(?:[-*][ \t]*){3,}")
_LEAST_HEAPS, _TALLEST = 3, 5
"""So many heaps are worth a line of a report, or a single one of so many lines."""
_LEAST_ENDS = 10
"""So many lines that end in needless spaces are worth one."""


def _blanks(document: Document, options: NoOptions) -> Iterable[Finding]:
    """At most one finding a file for each kind of blank space; each has all places in its fix."""
    text = document.text
    if not text.strip():
        return
    spaced = _spaced_ends(document)
    heaps = _heaps(document) if spaced or "\n\n\n\n" in text else []
    tallest = max((text.count("\n", *span) for span in heaps), default=0)
    if len(heaps) >= _LEAST_HEAPS or tallest >= _TALLEST:
        newline = "\r\n" if "\r\n" in text else "\n"
        edits = tuple(Edit(span, "" if span.end == len(text) else newline) for span in heaps)
        first = Span(heaps[0].start, heaps[0].end - len(newline))
        yield _finding("", first, edits, count=len(heaps), tallest=tallest)
    heaped = Mask(heaps)
    ends = [span for span in _needless(document, spaced) if not heaped.covers(*span)]
    if len(ends) >= _LEAST_ENDS:
        yield _finding("spaces", ends[0], tuple(Edit(span, "") for span in ends), count=len(ends))
    if text[-1] not in "\r\n":
        last = document.line_span(len(document.line_starts) - 1)
        end = Span(len(text), len(text))
        newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
        edits = () if _open_code(document) < len(text) else (Edit(end, newline),)
        yield _finding("end", Span(max(last.start, last.end - 1), last.end), edits)


def _finding(kind: str, span: Span, edits: tuple[Edit, ...], **params: int) -> Finding:
    fixes = (Fix(edits, Safety.SAFE),) if edits else ()
    return Finding(span, params, kind, fixes=fixes, key=kind or "heaps")


def _heaps(document: Document) -> list[Span]:
    """Three or more blank lines in a row, from the start of the first to the end of the last; none when few."""
    found = [Span(*match.span(1)) for match in _HEAP.finditer(document.text)]
    if len(found) < _LEAST_HEAPS and not any(document.text.count("\n", *span) >= _TALLEST for span in found):
        return []
    return [span for span in found if not mask(document).covers(*span) and not _is_held(document, span)]


def _is_held(document: Document, heap: Span) -> bool:
    """Whether blank lines are a part of open code, or keep the next item out of an empty one's list."""
    if heap.start >= _open_code(document):
        return True
    above = document.slice(document.line_span(document.line_of(heap.start - 1))).strip(" \t>")
    if _MARKS.fullmatch(above):
        return _RULE.fullmatch(above) is None
    found = parsed(document).blocks
    index = bisect.bisect_right(found, heap.start, key=lambda block: block.span.start) - 1
    return index >= 0 and found[index].info is not None and not _is_closed(document, found[index])


def _spaced_ends(document: Document) -> list[int]:
    """Where the lines begin that follow a line with a space at its end, or with CRLF."""
    text = document.text
    return [start for start in document.line_starts if start > 1 and text[start - 2] in " \t\r"]


def _needless(document: Document, spaced: list[int]) -> list[Span]:
    """Spaces before a line end that make no line break, those of blank lines included, in order."""
    if len(spaced) < _LEAST_ENDS:
        return []
    text = document.text
    breaks = {piece.end for piece in parsed(document).inlines if piece.kind == "hard"}
    found = []
    for next_line in spaced:
        end = next_line - (2 if text.startswith("\r\n", next_line - 2) else 1)
        start = end
        while start > 0 and text[start - 1] in " \t":
            start -= 1
        if start >= _open_code(document):
            break
        if start < end and next_line not in breaks and not mask(document).covers(start, end):
            found.append(Span(start, end))
    return found


@view
def _open_code(document: Document) -> int:
    """Where code begins that goes on to the end of the file, blank lines included; else the end."""
    found = parsed(document).blocks
    is_open = bool(found) and found[-1].info is not None and not _is_closed(document, found[-1])
    return found[-1].span.start if is_open else len(document.text)


def _is_closed(document: Document, block: Block) -> bool:
    """Whether fenced code ends in a line of fence marks."""
    lines = document.slice(block.span).split("\n")
    mark = lines[-1].strip(" \t>\r")
    return len(lines) > 1 and len(mark) > 2 and mark[0] in "`~" and not mark.strip(mark[0])


CHECKERS = (Checker("blanks.debris", _blanks),)
