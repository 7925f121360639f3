"""The header block of an article, read by the layouts that the catalogue describes.

It must be read even where it is damaged, since the rules about it report the damage: a field may
be missing, renamed, empty, doubled, run into the next one, or have a wrong mark after its key.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.model.document import Document, view
from lintcorpus.model.header import Header, HeaderField, HeaderLayout
from lintcorpus.model.span import Span

_HEAD_LINES = 24
_COLON = r"\s*[:：]\s*"
_HAN = r"[\u4e00-\u9fff]"
_WRONG_MARK = r"\s*[;；,，.。、=|]\s*|\s+"
_KEYED = re.compile(rf"(?P<key>[^\s:：=<>\[\](){{}}][^:：=]{{0,40}}?)(?P<mark>{_COLON})")
_YAML_KEYED = re.compile(rf"(?P<key>[^\s:：=\-][^:：=]{{0,40}}?)(?P<mark>{_COLON})")
_TOML_KEYED = re.compile(r"(?P<key>[\w\-.\"']{1,40})(?P<mark>\s*=\s*)")
_REFERENCE_KEYED = re.compile(rf"\[#\]:\s*(?P<key>[^\s:：\"(]{{1,40}})(?P<mark>{_COLON})")
_QUOTED = {'"': '"', "'": "'", "(": ")"}


class _Keys(NamedTuple):
    """The keys that a layout knows, in lower case: all with their roles, and those that it requires."""

    roles: Mapping[str, str]
    required: frozenset[str]


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


class _Found(NamedTuple):
    """What stands where a layout could be: the span, the fields without their roles, their keys in lower case."""

    span: Span
    fields: tuple[HeaderField, ...]
    keys: frozenset[str]


_NOTHING = _Found(Span(0, 0), (), frozenset())


@view
def header(document: Document) -> Header | None:
    """The header block, or ``None`` when no layout of the run fits.

    The layout that knows most of the keys wins; at a tie the one that misses fewest, then the
    first.
    """
    best: tuple[HeaderLayout, _Found, _Keys] | None = None
    best_fit = (0, 0)
    for layout in document.layouts:
        found = _read(document, layout)
        if not found.fields:
            continue
        keys = _keys(layout)
        fit = (len(found.keys & keys.roles.keys()), -len(keys.required - found.keys))
        if fit[0] >= layout.detect and (best is None or fit > best_fit):
            best, best_fit = (layout, found, keys), fit
    if best is None:
        return None
    layout, found, keys = best
    return Header(layout, found.span, tuple([_with_role(field, keys.roles) for field in found.fields]))


def bare_value(field: HeaderField) -> str:
    """The value without the quotes or brackets that its format puts round it, stripped."""
    value = field.value
    if len(value) >= 2 and _QUOTED.get(value[0]) == value[-1]:
        return value[1:-1].strip()
    return value


def _with_role(field: HeaderField, roles: Mapping[str, str]) -> HeaderField:
    role = roles.get(field.key.lower(), "")
    return HeaderField(field.key, field.value, field.span, field.value_span, field.mark, role)


def _read(document: Document, layout: HeaderLayout) -> _Found:
    if layout.kind == "lines":
        return _lines(document, layout)
    return _front(document) if layout.kind == "front-matter" else _reference(document)


@cache
def _keys(layout: HeaderLayout) -> _Keys:
    roles = {spec.key.lower(): spec.role for spec in layout.fields}
    return _Keys(roles, frozenset(spec.key.lower() for spec in layout.fields if spec.required))


@cache
def _patterns(layout: HeaderLayout) -> _Patterns:
    names = sorted((re.escape(spec.key) for spec in layout.fields), key=len, reverse=True)
    # Only the names ignore case: with wide ranges under that flag a pattern takes long to compile.
    key = rf"(?P<key>(?i:{'|'.join(names)}))"
    return _Patterns(
        re.compile(rf"{key}(?P<mark>{_COLON})"),
        re.compile(rf"(?:(?<![A-Za-z])|(?={_HAN})){key}(?P<mark>{_COLON})"),
        re.compile(rf"{key}(?P<mark>{_WRONG_MARK}|)(?=\d|https?:)"),
        re.compile(rf"{key}(?P<mark>{_WRONG_MARK}|(?<={_HAN})(?=\w)|(?=\Z))"),
    )


def _lines(document: Document, layout: HeaderLayout) -> _Found:
    """``key: value`` lines near the start of the file, from the first known key to the last.

    Blank lines and one line with an unknown key may stand between them, and one line of anything
    else where no blank line sets it off.
    """
    base = document.line_of(front_matter(document).end)
    stop = min(base + _HEAD_LINES, len(document.line_starts))
    head = document.text[document.line_starts[base] : document.line_span(stop - 1).end]
    lower = head.lower()
    if sum([spec.key.lower() in lower for spec in layout.fields]) < layout.detect:
        return _NOTHING
    keys, patterns = _keys(layout), _patterns(layout)
    texts = head.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    matches = {index: match for index, text in enumerate(texts) if (match := patterns.line.match(text))}
    firm = {match["key"].lower() for match in matches.values()}
    if len(firm) < layout.detect:
        return _NOTHING
    first = min(matches)
    while first > 0 and _loose(patterns, texts, first - 1):
        first -= 1
    found: list[HeaderField] = []
    known = strange = 0
    for index in range(first, len(texts)):
        if not texts[index].strip():
            continue
        fields = list(_line_fields(patterns, texts, index, document.line_starts[base + index], firm))
        if any(field.key.lower() in keys.roles for field in fields):
            strange = 0
        elif strange or not (fields or _inside(texts, index)):
            break
        else:
            strange = 1
        found.extend(fields)
        known = known if strange else len(found)
    return _found(Span(found[0].span.start, found[known - 1].span.end), found[:known])


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
def _front(document: Document) -> _Found:
    """The top-level keys of the front matter; nested values belong to their key."""
    block = front_matter(document)
    if block.end == 0:
        return _NOTHING
    keyed = _TOML_KEYED if document.text.startswith("+++") else _YAML_KEYED
    return _found(block, _block_fields(document, range(1, document.line_of(block.end - 1)), keyed))


@view
def _reference(document: Document) -> _Found:
    """``[#]: key: "value"`` lines at the very start."""
    count = 0
    while count < len(document.line_starts) and document.text.startswith("[#]:", document.line_starts[count]):
        count += 1
    if count == 0:
        return _NOTHING
    fields = _block_fields(document, range(count), _REFERENCE_KEYED)
    return _found(Span(0, document.line_span(count - 1).end), fields)


def _found(span: Span, fields: Sequence[HeaderField]) -> _Found:
    return _Found(span, tuple(fields), frozenset([field.key.lower() for field in fields]))


def _block_fields(document: Document, lines: Iterable[int], keyed: re.Pattern[str]) -> list[HeaderField]:
    found: list[HeaderField] = []
    for index in lines:
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
    return found


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
