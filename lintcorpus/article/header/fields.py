"""Reads the fields of a header where a layout says that they stand.

They must be read even where they are damaged, since the rules about them report the damage: a field
may be missing, renamed, empty, doubled, run into the next one, or have a wrong mark after its key.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lintcorpus.article.header.dates import read_date
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.model.document import Document, view
from lintcorpus.model.frozen import replace
from lintcorpus.model.header import HeaderField, HeaderLayout
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_HEAD_LINES = 24
_COLON = r"\s*[:：]\s*"
_HAN = r"[\u4e00-\u9fff]"
_WRONG_MARK = r"\s*[;；,，.。、=|]\s*|\s+"
_KEYED = lazy(rf"(?P<key>[^\s:：=<>\[\](){{}}][^:：=]{{0,40}}?)(?P<mark>{_COLON})")
_LABEL = lazy(r"(?!https?:)[^\s:：=<>\[\](){}#*>|\-]{1,12}[:：][ \t]*\S")
_YAML_KEYED = lazy(rf"(?P<key>[^\s:：=\-][^:：=]{{0,40}}?)(?P<mark>{_COLON})")
_TOML_KEYED = lazy(r"(?P<key>[\w\-.\"']{1,40})(?P<mark>\s*=\s*)")
_REFERENCE_KEYED = lazy(rf"\[#\]:\s*(?P<key>[^\s:：\"(]{{1,40}})(?P<mark>{_COLON})")
_CLOSED = lazy(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|\[[^\]]*\]")
_URL_VALUE = lazy(r"[\"']?https?://\S+")


class _Patterns(NamedTuple):
    """How the keys of a layout are told in lines of text.

    Attributes:
        line: a known key with a colon, at the start of a line.
        inside: the same in the midst of one.
        sure: a known key with a wrong mark or none before a number or a URL.
        loose: the same before anything else, or with nothing behind it.
    """

    line: re.Pattern[str]
    inside: re.Pattern[str]
    sure: re.Pattern[str]
    loose: re.Pattern[str]


class Found(NamedTuple):
    """What stands where a layout could be: the span, the fields without their roles, their keys in lower case."""

    span: Span
    fields: tuple[HeaderField, ...]
    keys: frozenset[str]


_NOTHING = Found(Span(0, 0), (), frozenset())


def read_fields(document: Document, layout: HeaderLayout) -> Found:
    """What stands where the layout has its fields, whether it is of this layout or not."""
    if layout.kind == "lines":
        return _lines(document, layout)
    return _front(document) if layout.kind == "front-matter" else _reference(document)


def needed(layout: HeaderLayout) -> int:
    """How many known keys make a document one of this layout; 0 when nothing does."""
    return 1 if layout.demanded else layout.detect


def parted(document: Document, found: Found, layout: HeaderLayout) -> Iterator[HeaderField]:
    """The fields, those of front matter told apart that lost the line end between them."""
    if layout.kind != "front-matter":
        yield from found.fields
        return
    toml, seen = _is_toml(document), set(found.keys)
    for field in found.fields:
        match = _key_inside(field.value, toml, layout, seen)
        while match is not None:
            at = field.value_span.start
            seen.add(match["key"].lower())
            value = field.value[: match.start()].rstrip()
            span = Span(field.span.start, at + match.start())
            yield replace(field, value=value, span=span, value_span=Span(at, at + len(value)))
            field = _field(field.value, at, match, len(field.value))
            match = _key_inside(field.value, toml, layout, seen)
        yield field


@cache
def _keys_inside(layout: HeaderLayout, toml: bool) -> re.Pattern[str]:
    names = sorted((re.escape(spec.key) for spec in layout.fields), key=len, reverse=True)
    return re.compile(rf"(?<![\w\-])(?P<key>{'|'.join(names)})(?P<mark>{' *= *' if toml else ': +'})")


def _key_inside(value: str, toml: bool, layout: HeaderLayout, seen: set[str]) -> re.Match[str] | None:
    """A known key that begins a field in the midst of a value.

    It does where no other field has it, and a date or link follows it or the layout requires it.
    """
    if ("=" if toml else ": ") not in value or "\n" in value or "\r" in value:
        return None
    begin = 1
    if value[0] in "\"'[":
        closed = _CLOSED.match(value)
        if closed is None:
            return None
        begin = closed.end()
    for match in _keys_inside(layout, toml).finditer(value, begin):
        key = match["key"].lower()
        if key not in seen and _goes_on(value[match.end() :], key, layout):
            return match
    return None


def _goes_on(value: str, key: str, layout: HeaderLayout) -> bool:
    """Whether a value that stands behind a key in the midst of a line is that key's own."""
    role = layout.roles[key]
    if role in ("date", "fetched"):
        return read_date(value.strip("\"' ")).day is not None
    if role in ("url", "cover"):
        return _URL_VALUE.match(value) is not None
    return key in layout.required


@cache
def _patterns(layout: HeaderLayout) -> _Patterns:
    names = sorted((re.escape(spec.key) for spec in layout.fields), key=len, reverse=True)
    # Only the names ignore case: with wide ranges under that flag a pattern takes long to compile.
    key = rf"(?P<key>(?i:{'|'.join(names)}))"
    return _Patterns(
        lazy(rf"{key}(?P<mark>{_COLON})"),
        lazy(rf"(?:(?<![A-Za-z])|(?={_HAN})){key}(?P<mark>{_COLON})"),
        lazy(rf"{key}(?P<mark>{_WRONG_MARK}|)(?=\d|https?:)"),
        lazy(rf"{key}(?P<mark>{_WRONG_MARK}|(?<={_HAN})(?=\w)|(?=\Z))"),
    )


def _lines(document: Document, layout: HeaderLayout) -> Found:
    """``key: value`` lines near the start of the file, from the first known key to the last.

    Blank lines and one line with an unknown key may stand between them, and one line of anything
    else where no blank line sets it off.
    """
    base = document.line_of(front_matter(document).end)
    stop = min(base + _HEAD_LINES, len(document.line_starts))
    head = document.text[document.line_starts[base] : document.line_span(stop - 1).end]
    lower = head.lower()
    if sum([spec.key.lower() in lower for spec in layout.fields]) < needed(layout):
        return _NOTHING
    patterns = _patterns(layout)
    texts = head.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    matches = {index: match for index, text in enumerate(texts) if (match := patterns.line.match(text))}
    firm = {match["key"].lower() for match in matches.values()}
    if len(firm) < needed(layout):
        return _NOTHING
    first = min(matches)
    while first > 0 and _loose(patterns, texts, first - 1):
        first -= 1
    if first > 0 and _LABEL.match(texts[first - 1]):
        first -= 1  # the first field may be one that has another name
    found: list[HeaderField] = []
    known = strange = 0
    for index in range(first, len(texts)):
        if not texts[index].strip():
            continue
        fields = list(_line_fields(patterns, texts, index, document.line_starts[base + index], firm))
        if any(field.key.lower() in layout.roles for field in fields):
            strange = 0
        elif strange or not (fields or _inside(texts, index)):
            break
        else:
            strange = 1
        found.extend(fields)
        known = known if strange else len(found)
    return _gathered(Span(found[0].span.start, found[known - 1].span.end), found[:known])


def _inside(texts: list[str], index: int) -> bool:
    """Whether the line has text right above and right below it."""
    return 0 < index < len(texts) - 1 and bool(texts[index - 1].strip() and texts[index + 1].strip())


def _loose(patterns: _Patterns, texts: list[str], index: int) -> re.Match[str] | None:
    """A known key without a colon: sure by its value, or by the lines that it stands with."""
    beside = any(0 <= near < len(texts) and texts[near].strip() for near in (index - 1, index + 1))
    return patterns.sure.match(texts[index]) or (patterns.loose.match(texts[index]) if beside else None)


def _line_fields(patterns: _Patterns, texts: list[str], index: int, at: int, firm: set[str]) -> Iterator[HeaderField]:
    """The fields of one line, which begins at ``at``: none, one, or several that were run together."""
    line = texts[index]
    match = patterns.line.match(line)
    if match is None:
        match = _loose(patterns, texts, index) or _KEYED.match(line)
        if match is not None:
            yield _field(line, at, match, len(line))
        return
    while match is not None:
        following = patterns.inside.search(line, match.end())
        if following is not None and following["key"].lower() in firm:
            following = None  # the field stands elsewhere: here its name belongs to a value
        yield _field(line, at, match, following.start() if following else len(line))
        match = following


@view
def _front(document: Document) -> Found:
    """The top-level keys of the front matter; nested values belong to their key."""
    block = front_matter(document)
    if block.end == 0:
        return _NOTHING
    keyed = _TOML_KEYED if _is_toml(document) else _YAML_KEYED
    found: list[HeaderField] = []
    for index in range(1, document.line_of(block.end - 1)):
        span = document.line_span(index)
        line = document.slice(span)
        match = keyed.match(line)
        if match is not None:
            found.append(_field(line, span.start, match, len(line)))
        elif found and line.strip() and not line.startswith("#"):
            # An indented or listed line goes on with the value of the key above it.
            last = found[-1]
            value = Span(last.value_span.start, span.start + len(line.rstrip()))
            stripped = document.slice(value).strip()
            found[-1] = replace(last, value=stripped, span=Span(last.span.start, span.end), value_span=value)
    return _gathered(block, found)


def _is_toml(document: Document) -> bool:
    return document.text.startswith("+++")


@view
def _reference(document: Document) -> Found:
    """``[#]: key: "value"`` lines at the very start."""
    count = 0
    while count < len(document.line_starts) and document.text.startswith("[#]:", document.line_starts[count]):
        count += 1
    if count == 0:
        return _NOTHING
    fields: list[HeaderField] = []
    for index in range(count):
        span = document.line_span(index)
        line = document.slice(span)
        matches = list(_REFERENCE_KEYED.finditer(line))
        ends = [*(match.start() for match in matches[1:]), len(line)]
        fields.extend(_field(line, span.start, match, end) for match, end in zip(matches, ends, strict=True))
    return _gathered(Span(0, document.line_span(count - 1).end), fields)


def _gathered(span: Span, fields: Sequence[HeaderField]) -> Found:
    return Found(span, tuple(fields), frozenset([field.key.lower() for field in fields]))


def _field(line: str, at: int, match: re.Match[str], end: int) -> HeaderField:
    """A field from its key and mark; its value goes on to ``end``.

    Args:
        line: the line, which begins at ``at`` in the document; ``match`` and ``end`` count from its start.
    """
    value = line[match.end() : end].rstrip()
    return HeaderField(
        key=match["key"].strip().strip("\"'"),
        value=value,
        span=Span(at + match.start(), at + end),
        value_span=Span(at + match.end(), at + match.end() + len(value)),
        mark=match["mark"],
    )
