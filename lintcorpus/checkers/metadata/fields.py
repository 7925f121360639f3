"""Finds fields of the header block and the front matter that are missing, doubled or absurd."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from lintcorpus.article.header.block import bare_value, header, unclosed_front_matter
from lintcorpus.article.header.dates import is_epoch, read_date
from lintcorpus.article.header.source_url import source_url
from lintcorpus.article.mask import code_mask
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import frozen
from lintcorpus.model.header import Header, HeaderField, HeaderLayout
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_CLIP = 60


def _missing_field(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A required field of the layout that is not there; reported where the header begins."""
    found = header(document)
    demanded = next((layout for layout in document.layouts if layout.demanded), None)
    if demanded is not None and (found is None or found.layout is not demanded):
        yield from _no_header(document, demanded)
        return
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


def _no_header(document: Document, layout: HeaderLayout) -> Iterable[Finding]:
    """The fields that a demanded layout requires, in a file that has none of its fields.

    A block of front matter that nothing ends is a fault of another kind.
    """
    if layout.kind == "front-matter" and unclosed_front_matter(document):
        return
    first = _first_line(document)
    required = [spec.key for spec in layout.fields if spec.required]
    for key in required:
        yield Finding(first, {"field": key, "layout": layout.name}, "absent", key=key)
    if not required:
        yield Finding(first, {"layout": layout.name}, "no-header", key=layout.name)


def _first_line(document: Document) -> Span:
    """The first line with text, where a finding about the whole file stands."""
    for index in range(len(document.line_starts)):
        span = document.line_span(index)
        if document.slice(span).strip():
            return span
    return Span(0, 0)


@frozen
class DateOptions:
    """Which dates can be true.

    Attributes:
        today: the last day but one that may be named, as ``2025-01-31``.
        earliest: the first year that an article may come from.
    """

    today: str
    earliest: int = 1995

    @cached_property
    def latest(self) -> date:
        """The last possible day: where the article was published it may be tomorrow already."""
        return date.fromisoformat(self.today) + timedelta(days=1)


def _bad_date(document: Document, options: DateOptions) -> Iterable[Finding]:
    """A date that is none, cannot be, or cannot be true."""
    found = header(document)
    if found is None:
        return
    for field in found.fields:
        if field.role in ("date", "fetched"):
            value = bare_value(field)
            variant = _date_fault(value, options, strict=field.key.lower() in found.layout.required)
            if variant is not None:
                params = {"field": field.key, "value": _clipped(value), "earliest": options.earliest}
                yield Finding(field.span, params, variant)


def _date_fault(value: str, options: DateOptions, *, strict: bool) -> str | None:
    """The variant of the finding, or ``None``; a strange form is a fault where a program writes the field."""
    if not value or value.lower() in _NOTHING or (value.lower() in _TRUTHS and not strict):
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


_BLANK = frozenset(("null", "none", "~"))
"""Ways to write down on purpose that a field has no value."""

_TRUTHS = frozenset(("true", "false"))
"""Values of ``published`` where it says whether, not when."""


def _duplicate_field(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A key that stands again; the later line can go when it says the same."""
    found = header(document)
    if found is None:
        return
    yield from _other_address(document, found)
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


def _other_address(document: Document, found: Header) -> Iterable[Finding]:
    """A line of the article that gives it another address than the header, on the same site.

    An address on another site is that of a text which the article translates or quotes, and in a
    digest every item has its own.
    """
    field = found.first("url")
    if field is None:
        return
    labels = dict.fromkeys((*_ADDRESS_LABELS, *((field.key,) if found.layout.kind == "lines" else ())))
    start, end = found.span.end, len(document.text)
    tail = max(start, end - _TAIL)
    zones = (Span(start, min(tail, start + _HEAD)), Span(tail, end))
    lines = [match for label in labels for zone in zones for match in _labelled(document, label, zone)]
    if len(lines) != 1:
        return
    named, given = source_url(bare_value(field)), source_url(lines[0]["url"])
    if named is None or given is None or named.host != given.host or "" in (named.page, given.page):
        return
    if not named.page.startswith(given.page.rstrip("?")):  # a line wrap may have cut the one in the text
        span = Span(lines[0].start("label"), lines[0].end("url"))
        yield Finding(span, {"field": field.key}, "body", related=(Related(field.span),))


_ADDRESS_LABELS = ("原文链接", "本文链接", "本文地址")
_HEAD, _TAIL = 1500, 4000
"""Code points at the beginning and at the end of an article where it gives its own address."""


def _labelled(document: Document, label: str, zone: Span) -> Iterable[re.Match[str]]:
    """Lines that begin in a zone and are a label and a URL, perhaps in marks of emphasis or of a link."""
    at = document.text.find(label, *zone)
    while at >= 0:
        line = document.line_span(document.line_of(at))
        match = _LABELLED.match(document.text, line.start, line.end)
        if match is not None and match["label"] == label and not code_mask(document).covers(at, at + 1):
            yield match
        at = document.text.find(label, max(line.end, at + 1), zone.end)


_LABELLED = lazy(
    r"[\s>*_\-]*(?P<label>[^\s:：*_]{2,12})[*_]*[ \t]*[:：][ \t*_<]*(?:\[[^\]\n]*\]\()?(?P<url>https?://[^\s<>()*]+)"
)


@frozen
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
        if field.key.lower() in found.layout.blank and value.lower() in _BLANK:
            continue
        if field.role and value.lower() in options.known:
            yield Finding(field.span, {"field": field.key, "value": value})


def _clipped(value: str) -> str:
    return value if len(value) <= _CLIP else value[:_CLIP] + "…"


CHECKERS = (
    Checker("metadata.missing-field", _missing_field),
    Checker("metadata.bad-date", _bad_date, DateOptions),
    Checker("metadata.duplicate-field", _duplicate_field),
    Checker("metadata.placeholder-value", _placeholder, PlaceholderOptions),
)
