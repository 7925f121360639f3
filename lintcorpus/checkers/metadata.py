"""Finds fields of the header block and the front matter that are missing, malformed, doubled or absurd."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from lintcorpus.article.dates import is_epoch, read_date
from lintcorpus.article.header import bare_value, header
from lintcorpus.markdown.frontmatter import front_matter, front_matter_fault
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix, Safety, apply_edits
from lintcorpus.model.header import Header, HeaderField
from lintcorpus.model.span import Span

_NEVER_EMPTY = frozenset(("title", "date", "fetched", "url"))
_URL = re.compile(r"(?:https?:/)?/\S+")
_FIELD_LINE = re.compile(r"(?P<key>[A-Za-z_][\w\-]*):[ ]+(?P<value>[^\s\"'\[{|>&*!].*)")
_ANY_KEY = re.compile(r"([A-Za-z_][\w\-]*)(?::(?:\s|\Z)|\s*=\s)")
_PROOF_OF_FRONT_MATTER = 2
_CLIP = 60


def _missing_field(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A required field of the layout that is not there; reported where the header begins."""
    found = header(document)
    if found is None:
        return
    present = {field.key.lower() for field in found.fields}
    unknown = [field.key for field in found.fields if not field.role]
    for spec in found.layout.fields:
        if spec.required and spec.key.lower() not in present:
            yield Finding(
                found.fields[0].span,
                {"field": spec.key, "layout": found.layout.name},
                evidence={"unknown": unknown} if unknown else {},
                key=spec.key,
            )


def _malformed_field(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Fields without a value, with a wrong mark or run together, and front matter that does not parse."""
    found = header(document)
    marks: list[Finding] = []
    if found is not None:
        marks = list(_marks(found))
        yield from marks
        yield from _empty(found)
        yield from _merged(document, found)
        yield from _no_url(found)
    if not marks:
        yield from _unreadable(document)


def _empty(found: Header) -> Iterable[Finding]:
    required = {spec.key.lower() for spec in found.layout.fields if spec.required and spec.role != "other"}
    for field in found.fields:
        if not bare_value(field) and (field.key.lower() in required or field.role in _NEVER_EMPTY):
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
    if _never_closed(document):
        yield Finding(document.line_span(0), {}, "unclosed")
    fault = front_matter_fault(document)
    if fault is None:
        return
    line = document.line_of(fault.at)
    span = document.line_span(line)
    match = _FIELD_LINE.fullmatch(document.slice(span).rstrip())
    edits = _quotes(document)
    repaired = document.with_text(apply_edits(document.text, edits))
    if match is None or not edits or front_matter_fault(repaired) is not None:
        yield Finding(span, {"reason": fault.reason})
    else:
        yield Finding(span, {"field": match["key"]}, "unquoted", (Fix(edits, Safety.SAFE),))


def _never_closed(document: Document) -> bool:
    """Whether the file begins like front matter that a layout knows, and nothing ends it."""
    if not document.text.startswith(("---", "+++")) or front_matter(document).end:
        return False
    known = {spec.key for layout in document.layouts if layout.kind == "front-matter" for spec in layout.fields}
    found = 0
    for index in range(1, len(document.line_starts)):
        match = _ANY_KEY.match(document.slice(document.line_span(index)))
        if match is None:
            break
        found += match[1] in known
    return found >= _PROOF_OF_FRONT_MATTER


def _quotes(document: Document) -> tuple[Edit, ...]:
    """Quotes round every value of the front matter that cannot stand without them."""
    edits = []
    for index in range(1, len(document.line_starts)):
        span = document.line_span(index)
        line = document.slice(span)
        if line.rstrip() in ("---", "...", "+++"):
            break
        match = _FIELD_LINE.fullmatch(line.rstrip())
        if match is not None and front_matter_fault(Document("", f"---\n{line}\n---\n")) is not None:
            value = match["value"].replace("\\", "\\\\").replace('"', '\\"')
            edits.append(Edit(Span(span.start + match.start("value"), span.start + match.end("value")), f'"{value}"'))
    return tuple(edits)


@dataclass(frozen=True)
class DateOptions:
    """Which dates can be true.

    Attributes:
        earliest: the first year that an article may come from.
        today: the last day but one that may be named, as ``2025-01-31``; the day of the run when
            it is empty.
    """

    earliest: int = 1995
    today: str = ""

    def __post_init__(self) -> None:
        if self.today:
            date.fromisoformat(self.today)

    @cached_property
    def latest(self) -> date:
        """The last possible day: where the article was published it may be tomorrow already."""
        return (date.fromisoformat(self.today) if self.today else date.today()) + timedelta(days=1)


def _bad_date(document: Document, options: DateOptions) -> Iterable[Finding]:
    """A date that is none, cannot be, or cannot be true."""
    found = header(document)
    if found is None:
        return
    required = {spec.key.lower() for spec in found.layout.fields if spec.required}
    for field in found.fields:
        if field.role in ("date", "fetched"):
            value = bare_value(field)
            variant = _date_fault(value, options, strict=field.key.lower() in required)
            if variant is not None:
                params = {"field": field.key, "value": _clipped(value), "earliest": options.earliest}
                yield Finding(field.span, params, variant)


def _date_fault(value: str, options: DateOptions, *, strict: bool) -> str | None:
    """The variant of the finding, or ``None``; a strange form is a fault where a program writes the field."""
    if not value or value.lower() in _NOTHING:
        return None
    day, impossible = read_date(value)
    if impossible:
        return "impossible"
    if day is None:
        return "" if strict or not any(char.isdigit() for char in value) else None
    if is_epoch(day):
        return "epoch"
    if day > options.latest:
        return "future"
    return "old" if day.year < options.earliest else None


_NOTHING = frozenset(("null", "none", "nil", "undefined", "nan", "n/a", "~"))
"""Values of programs that had no date; they are placeholders, not dates."""


def _duplicate_field(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A key that stands again; the later line can go when it says the same."""
    found = header(document)
    if found is None:
        return
    first: dict[str, HeaderField] = {}
    for field in found.fields:
        earlier = first.setdefault(field.key.lower(), field)
        if earlier is field:
            continue
        fixes: tuple[Fix, ...] = ()
        if earlier.value == field.value and field.span == document.line_span(document.line_of(field.span.start)):
            following = document.line_starts[document.line_of(field.span.start) + 1 :][:1]
            edit = Edit(Span(field.span.start, following[0] if following else field.span.end), "")
            fixes = (Fix((edit,), Safety.SAFE),)
        same = "" if earlier.value == field.value else "differs"
        yield Finding(field.span, {"field": field.key}, same, fixes, (Related(earlier.span),))


@dataclass(frozen=True)
class PlaceholderOptions:
    """What programs and platforms write where they know nothing, in lower case."""

    values: tuple[str, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        """The values as a set."""
        return frozenset(self.values)


def _placeholder(document: Document, options: PlaceholderOptions) -> Iterable[Finding]:
    """A known field whose value says nothing."""
    found = header(document)
    if found is None:
        return
    for field in found.fields:
        value = bare_value(field)
        if field.role and value.lower() in options.known:
            yield Finding(field.span, {"field": field.key, "value": value})


def _clipped(value: str) -> str:
    return value if len(value) <= _CLIP else value[:_CLIP] + "…"


CHECKERS = (
    Checker("metadata.missing-field", _missing_field),
    Checker("metadata.malformed-field", _malformed_field),
    Checker("metadata.bad-date", _bad_date, DateOptions),
    Checker("metadata.duplicate-field", _duplicate_field),
    Checker("metadata.placeholder-value", _placeholder, PlaceholderOptions),
)
