"""The header block of an article, read by the layouts that the catalogue describes.

It must be read even where it is damaged, since the rules about it report the damage: a field may
be missing, renamed, empty, doubled, run into the next one, or have a wrong mark after its key.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.model.document import Document, view
from lintcorpus.model.header import Header, HeaderField, HeaderLayout
from lintcorpus.model.span import Span

_HEAD_LINES = 24
_COLON = r"\s*[:：]\s*"
_WRONG_MARK = r"\s*[;；,，.。、=|]\s*|\s+"
_KEYED = re.compile(rf"(?P<key>[^\s:：=<>\[\](){{}}][^:：=]{{0,40}}?)(?P<mark>{_COLON})")
_YAML_KEYED = re.compile(rf"(?P<key>[^\s:：=\-][^:：=]{{0,40}}?)(?P<mark>{_COLON})")
_TOML_KEYED = re.compile(r"(?P<key>[\w\-.\"']{1,40})(?P<mark>\s*=\s*)")
_REFERENCE_KEYED = re.compile(rf"\[#\]:\s*(?P<key>[^\s:：\"(]{{1,40}})(?P<mark>{_COLON})")
_QUOTED = (('"', '"'), ("'", "'"), ("(", ")"))


class _Keys(NamedTuple):
    """How the fields of a layout are told.

    Attributes:
        roles: the meaning of each known key, by its lower-case name.
        line: a known key with a colon, at the start of a line.
        inside: the same in the midst of one.
        sure: a known key with a wrong mark or none before a number or a URL.
        loose: the same before anything else, or with nothing behind it.
    """

    roles: Mapping[str, str]
    line: re.Pattern[str]
    inside: re.Pattern[str]
    sure: re.Pattern[str]
    loose: re.Pattern[str]


@view
def header(document: Document) -> Header | None:
    """The header block, or ``None`` when no layout of the run fits.

    The layout that knows most of the keys wins; at a tie the one that misses fewest, then the
    first.
    """
    best: Header | None = None
    for layout in document.layouts:
        found = _READERS[layout.kind](document, layout)
        if found is not None and (best is None or _fit(found) > _fit(best)):
            best = found
    return best


def bare_value(field: HeaderField) -> str:
    """The value without the quotes or brackets that its format puts round it, stripped."""
    value = field.value
    for opened, closed in _QUOTED:
        if len(value) >= 2 and value.startswith(opened) and value.endswith(closed):
            return value[1:-1].strip()
    return value


def _fit(found: Header) -> tuple[int, int]:
    known = {field.key.lower() for field in found.fields if field.role}
    missing = sum(1 for spec in found.layout.fields if spec.required and spec.key.lower() not in known)
    return len(known), -missing


@cache
def _keys(layout: HeaderLayout) -> _Keys:
    roles = {spec.key.lower(): spec.role for spec in layout.fields}
    names = sorted((re.escape(spec.key) for spec in layout.fields), key=len, reverse=True)
    key = rf"(?P<key>{'|'.join(names)})"
    return _Keys(
        roles,
        re.compile(rf"{key}(?P<mark>{_COLON})", re.IGNORECASE),
        re.compile(rf"(?<![A-Za-z]){key}(?P<mark>{_COLON})", re.IGNORECASE),
        re.compile(rf"{key}(?P<mark>{_WRONG_MARK}|)(?=\d|https?:)", re.IGNORECASE),
        re.compile(rf"{key}(?P<mark>{_WRONG_MARK}|(?=[\u4e00-\u9fff])|(?=\Z))", re.IGNORECASE),
    )


def _lines(document: Document, layout: HeaderLayout) -> Header | None:
    """``key: value`` lines near the start of the file, from the first known key to the last.

    Blank lines and one line with an unknown key may stand between them, and one line of anything
    else where no blank line sets it off.
    """
    keys = _keys(layout)
    texts = _first_lines(document)
    firm = [match["key"].lower() for text in texts if (match := keys.line.match(text))]
    if len(set(firm)) < layout.detect:
        return None
    start = next(index for index, text in enumerate(texts) if keys.line.match(text))
    while start > 0 and _loose(keys, texts, start - 1):
        start -= 1
    base = document.line_of(front_matter(document).end)
    found: list[HeaderField] = []
    known = strange = 0
    for index in range(start, len(texts)):
        if not texts[index].strip():
            continue
        fields = list(_line_fields(document, keys, texts, index, base, firm))
        if any(field.role for field in fields):
            strange = 0
        elif strange or not (fields or _inside(texts, index)):
            break
        else:
            strange = 1
        found.extend(fields)
        known = known if strange else len(found)
    found = found[:known]
    return Header(layout, Span(found[0].span.start, found[-1].span.end), tuple(found))


def _first_lines(document: Document) -> list[str]:
    start = document.line_of(front_matter(document).end)
    stop = min(start + _HEAD_LINES, len(document.line_starts))
    return [document.slice(document.line_span(index)) for index in range(start, stop)]


def _inside(texts: list[str], index: int) -> bool:
    """Whether the line has text right above and right below it."""
    return 0 < index < len(texts) - 1 and bool(texts[index - 1].strip() and texts[index + 1].strip())


def _loose(keys: _Keys, texts: list[str], index: int) -> re.Match[str] | None:
    """A known key without a colon: sure by its value, or by the lines that it stands with."""
    beside = any(0 <= near < len(texts) and texts[near].strip() for near in (index - 1, index + 1))
    return keys.sure.match(texts[index]) or (keys.loose.match(texts[index]) if beside else None)


def _line_fields(
    document: Document, keys: _Keys, texts: list[str], index: int, base: int, firm: list[str]
) -> Iterator[HeaderField]:
    """The fields of one line: none, one, or several that were run together."""
    line = texts[index]
    at = document.line_starts[base + index]
    match = keys.line.match(line)
    if match is None:
        match = _loose(keys, texts, index) or _KEYED.match(line)
        if match is not None:
            yield _field(keys, line, at, match, len(line))
        return
    while match is not None:
        following = keys.inside.search(line, match.end())
        if following is not None and following["key"].lower() in firm:
            following = None  # the field stands elsewhere: here its name belongs to a value
        yield _field(keys, line, at, match, following.start() if following else len(line))
        match = following


def _front(document: Document, layout: HeaderLayout) -> Header | None:
    """The top-level keys of the front matter; nested values belong to their key."""
    block = front_matter(document)
    if block.end == 0:
        return None
    keyed = _TOML_KEYED if document.text.startswith("+++") else _YAML_KEYED
    found = _block_fields(document, layout, range(1, document.line_of(block.end - 1)), keyed)
    return Header(layout, block, found) if _enough(found, layout) else None


def _reference(document: Document, layout: HeaderLayout) -> Header | None:
    """``[#]: key: "value"`` lines at the very start."""
    count = 0
    while count < len(document.line_starts) and document.text.startswith("[#]:", document.line_starts[count]):
        count += 1
    found = _block_fields(document, layout, range(count), _REFERENCE_KEYED)
    if not _enough(found, layout):
        return None
    return Header(layout, Span(0, document.line_span(count - 1).end), found)


def _enough(found: tuple[HeaderField, ...], layout: HeaderLayout) -> bool:
    return sum(1 for field in found if field.role) >= layout.detect


def _block_fields(
    document: Document, layout: HeaderLayout, lines: Iterable[int], keyed: re.Pattern[str]
) -> tuple[HeaderField, ...]:
    keys = _keys(layout)
    found: list[HeaderField] = []
    for index in lines:
        span = document.line_span(index)
        line = document.slice(span)
        match = keyed.match(line)
        if match is not None:
            found.append(_field(keys, line, span.start, match, len(line)))
        elif found and line.strip() and not line.startswith("#"):
            # An indented or listed line goes on with the value of the key above it.
            last = found[-1]
            value = Span(last.value_span.start, span.start + len(line.rstrip()))
            stripped = document.slice(value).strip()
            found[-1] = replace(last, value=stripped, span=Span(last.span.start, span.end), value_span=value)
    return tuple(found)


def _field(keys: _Keys, line: str, at: int, match: re.Match[str], end: int) -> HeaderField:
    """A field from its key and mark; its value goes on to ``end``.

    Args:
        line: the line, which begins at ``at`` in the document; ``match`` and ``end`` count from its start.
    """
    key = match["key"].strip().strip("\"'")
    value = line[match.end() : end].rstrip()
    return HeaderField(
        key=key,
        value=value,
        span=Span(at + match.start(), at + end),
        value_span=Span(at + match.end(), at + match.end() + len(value)),
        mark=match["mark"],
        role=keys.roles.get(key.lower(), ""),
    )


_READERS: Mapping[str, Callable[[Document, HeaderLayout], Header | None]] = {
    "lines": _lines,
    "front-matter": _front,
    "reference": _reference,
}
"""Kind of layout to the function that reads it."""
