"""The header block of an article, read by the layouts that the catalogue describes."""

import re

from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.model.document import Document, view
from lintcorpus.model.header import Header, HeaderField, HeaderLayout
from lintcorpus.model.span import Span

_HEAD_LINES = 24
_KEYED = re.compile(r"(?P<key>[^\s:：=][^:：=]{0,40}?)(?P<mark>\s*[:：]\s*)(?P<value>.*)")


@view
def header(document: Document) -> Header | None:
    """The header block, or ``None`` when no layout of the run fits.

    The layout that recognises most of its keys wins; the first one at a tie.
    """
    best: Header | None = None
    for layout in document.layouts:
        found = _front(document, layout) if layout.kind == "front-matter" else _lines(document, layout)
        if found is not None and (best is None or _known(found) > _known(best)):
            best = found
    return best


def _known(found: Header) -> int:
    return sum(1 for field in found.fields if field.role)


def _field(document: Document, layout: HeaderLayout, span: Span) -> HeaderField | None:
    line = document.slice(span)
    specs = {spec.key.lower(): spec for spec in layout.fields}
    match = _KEYED.match(line)
    if match is None:
        for spec in layout.fields:
            if line.strip().lower() == spec.key.lower():
                end = span.start + len(line.rstrip())
                return HeaderField(line.strip(), "", span, Span(end, end), "", spec.role)
        return None
    key, value = match["key"].strip(), match["value"].strip()
    known = specs.get(key.lower())
    at = span.start + match.start("value")
    role = known.role if known is not None else ""
    return HeaderField(key, value, span, Span(at, at + len(value)), match["mark"], role)


def _lines(document: Document, layout: HeaderLayout) -> Header | None:
    """``key: value`` lines in the first lines of the file, from the first known key to the last."""
    found: list[HeaderField] = []
    last_known = -1
    start_line = document.line_of(front_matter(document).end)
    for index in range(start_line, min(start_line + _HEAD_LINES, len(document.line_starts))):
        span = document.line_span(index)
        field = _field(document, layout, span) if span.end > span.start else None
        if field is None or (not field.role and not found):
            continue
        found.append(field)
        if field.role:
            last_known = len(found)
    found = found[:last_known] if last_known > 0 else []
    if sum(1 for field in found if field.role) < layout.detect:
        return None
    return Header(layout, Span(found[0].span.start, found[-1].span.end), tuple(found))


def _front(document: Document, layout: HeaderLayout) -> Header | None:
    """The top-level keys of the front matter; nested values stay with their key."""
    block = front_matter(document)
    if block.end == 0:
        return None
    found = []
    for index in range(1, document.line_of(max(0, block.end - 1))):
        span = document.line_span(index)
        if document.text[span.start : span.start + 1].strip():
            field = _field(document, layout, span)
            if field is not None:
                found.append(field)
    if not found:
        return None
    return Header(layout, Span(0, block.end), tuple(found))
