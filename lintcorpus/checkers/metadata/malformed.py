"""Finds fields of the header block and the front matter that a program cannot read."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from lintcorpus.article.header.block import bare_value, header, unclosed_front_matter
from lintcorpus.markdown.frontmatter import front_matter_fault
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix, Safety, apply_edits
from lintcorpus.model.header import Header, HeaderField
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_NEVER_EMPTY = frozenset(("title", "date", "fetched", "url"))
_TELLING = frozenset((*_NEVER_EMPTY, "author"))
_URL = lazy(r"(?:https?:/)?/\S+")
_FIELD_LINE = lazy(r"(?P<key>[A-Za-z_][\w\-]*):[ ]+(?P<value>[^\s\"'\[{|>&*!].*)")
_CLIP = 60


def _malformed_field(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Fields without a value, with a wrong mark or run together, and front matter that does not parse."""
    found = header(document)
    shape: list[Finding] = []
    if found is not None:
        shape = [*_marks(found), *_merged(document, found)]
        yield from shape
        yield from _empty(found)
        yield from _no_url(found)
    if not shape and document.layouts:
        yield from _unreadable(document)


def _empty(found: Header) -> Iterable[Finding]:
    layout = found.layout
    for field in found.fields:
        key = field.key.lower()
        needed = key in layout.required or field.role in _NEVER_EMPTY
        if needed and key not in layout.blank and not bare_value(field):
            yield Finding(field.span, {"field": field.key}, "empty")


def _marks(found: Header) -> Iterable[Finding]:
    """A mark unlike that of the other fields; in YAML one that YAML does not know."""
    fields = [field for field in found.fields if field.role and field.value and not _nested(field)]
    marks = Counter(field.mark for field in fields)
    if not marks or (found.layout.kind == "front-matter" and all("=" in mark for mark in marks)):
        return
    usual, count = marks.most_common(1)[0]
    if found.layout.kind == "front-matter":
        usual = ": "
    elif 2 * count <= len(fields) or ":" not in usual.replace("：", ":"):
        return
    for field in fields:
        if field.mark == usual or (found.layout.kind == "front-matter" and re.fullmatch(r":[ \t]+", field.mark)):
            continue
        start = field.value_span.start - len(field.mark)
        fix = Fix((Edit(Span(start, field.value_span.start), usual),), Safety.SAFE)
        same = field.mark.strip() == usual.strip()
        params = {"field": field.key, "mark": field.mark.strip() or "␣", "usual": usual.strip()}
        yield Finding(field.span, params, "spaces" if same else "mark", (fix,))


def _nested(field: HeaderField) -> bool:
    """Whether the value stands in the lines below its key."""
    return len(field.value) < field.value_span.end - field.value_span.start


def _merged(document: Document, found: Header) -> Iterable[Finding]:
    """A field that begins in the line of the one before it."""
    for first, second in pairwise(found.fields):
        if second.span.start == first.span.end:
            newline = "\r\n" if "\r\n" in document.text else "\n"
            edit = Edit(Span(first.value_span.end, second.span.start), newline)
            params = {"field": first.key, "other": second.key}
            yield Finding(second.span, params, "merged", (Fix((edit,), Safety.SAFE),), (Related(first.span),))


def _no_url(found: Header) -> Iterable[Finding]:
    required = {spec.key.lower() for spec in found.layout.fields if spec.required and spec.role in ("url", "cover")}
    for field in found.fields:
        value = bare_value(field) if field.key.lower() in required else ""
        if value and not _URL.fullmatch(value):
            yield Finding(field.span, {"field": field.key, "value": _clipped(value)}, "no-url")


def _unreadable(document: Document) -> Iterable[Finding]:
    """Front matter that YAML or TOML cannot read; values that only lack quotes get them."""
    if unclosed_front_matter(document):
        yield Finding(document.line_span(0), {}, "unclosed")
    fault = front_matter_fault(document)
    if fault is None:
        return
    span = document.line_span(document.line_of(fault.at))
    if document.text.startswith("+++") and _repeats_key(document, span.start):
        return  # TOML forbids a key that stands twice, but that is no fault of the line's form
    match = _FIELD_LINE.fullmatch(document.slice(span).rstrip())
    edits = _quotes(document)
    repaired = document.with_text(apply_edits(document.text, edits))
    if match is None or not edits or front_matter_fault(repaired) is not None:
        yield Finding(span, {"reason": fault.reason})
    else:
        yield Finding(span, {"field": match["key"]}, "unquoted", (Fix(edits, Safety.SAFE),))


def _repeats_key(document: Document, at: int) -> bool:
    """Whether the field that begins at ``at`` has the key of an earlier one."""
    found = header(document)
    fields = found.fields if found is not None else ()
    keys = {field.key.lower() for field in fields if field.span.start < at}
    return any(field.span.start == at and field.key.lower() in keys for field in fields)


def _quotes(document: Document) -> tuple[Edit, ...]:
    """Quotes round every value of the front matter that cannot stand without them.

    None where a value may hold a field that lost its line: quotes would bury it.
    """
    edits = []
    lost = _lost_keys(document)
    for index in range(1, len(document.line_starts)):
        span = document.line_span(index)
        line = document.slice(span)
        if line.rstrip() in ("---", "...", "+++"):
            break
        match = _FIELD_LINE.fullmatch(line.rstrip())
        if match is not None and front_matter_fault(Document("", f"---\n{line}\n---\n")) is not None:
            if any(f"{key}: " in match["value"] for key in lost):
                return ()
            value = match["value"].replace("\\", "\\\\").replace('"', '\\"')
            edits.append(Edit(Span(span.start + match.start("value"), span.start + match.end("value")), f'"{value}"'))
    return tuple(edits)


def _lost_keys(document: Document) -> frozenset[str]:
    """Keys of telling fields that front matter may have and that this one has not."""
    found = header(document)
    present = {field.key.lower() for field in found.fields} if found is not None else set()
    specs = (spec for layout in document.layouts if layout.kind == "front-matter" for spec in layout.fields)
    return frozenset(spec.key for spec in specs if spec.role in _TELLING and spec.key.lower() not in present)


def _clipped(value: str) -> str:
    return value if len(value) <= _CLIP else value[:_CLIP] + "…"


CHECKERS = (Checker("metadata.malformed-field", _malformed_field),)
