"""Finds pictures that say nothing, show nothing, or are written out in the text."""

import base64
import binascii
import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from lintcorpus.article.page.exhibits import block_at
from lintcorpus.article.page.units import units_of
from lintcorpus.article.removal import remove_lines, remove_text
from lintcorpus.markdown.links import clipped, link_at, pictures
from lintcorpus.markdown.parse import Inline, parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.linear import LinearPattern, require_linear
from lintcorpus.model.span import Span

_DATA = lazy(r"data:(?:image/([\w.+-]+))?(?:;[\w=.+-]+)*?(;base64)?(?:,|\Z|(?=\.{3}|…))", re.IGNORECASE)
_ENDINGS = {"png": b"IEND", "gif": b"\x3b", "jpeg": b"\xff\xd9", "jpg": b"\xff\xd9"}
"""What stands in the last bytes of a whole picture of this kind."""
_MAGIC = {"png": b"\x89PNG", "gif": b"GIF8", "jpeg": b"\xff\xd8\xff"}
"""What a picture of this kind begins with; pages often write ``image/gif`` for all of them."""
_DRAWS = lazy(rb"<(?:path|image|text|rect|circle|ellipse|line|poly|use|foreignObject|g\b[^>]*>\s*<)", re.IGNORECASE)
_PIXEL = 2
"""A picture of no more points on each side shows nothing."""
_MARKS = "*_# \t"
_SUFFIXES = ("gif", "png", "svg")
"""Of pictures that stand in for others; photographs have other ones."""


@frozen
class PlaceholderOptions:
    """Which files stand in for pictures.

    Attributes:
        files: names of files without suffix, as RE2 patterns that must match in full.
    """

    files: tuple[str, ...]

    def __post_init__(self) -> None:
        for pattern in self.files:
            require_linear(pattern)

    @cached_property
    def _compiled(self) -> LinearPattern:
        return LinearPattern(rf"(?:{'|'.join(self.files)})\z", ignore_case=True)

    def holds(self, name: str) -> bool:
        """Whether a file of this name stands in for a picture."""
        stem, _, suffix = name.rpartition(".")
        return suffix.lower() in _SUFFIXES and self._compiled.is_at(stem, 0, len(stem))


@frozen
class EmbeddedOptions:
    """How large a picture in the text may be.

    Attributes:
        largest: in code points of its address.
    """

    largest: int


class _Embedded(NamedTuple):
    """A picture that is written out in its address.

    Attributes:
        kind: such as ``png``, by what it begins with, else by what is said; empty when nothing tells.
        content: the bytes; ``None`` where they are cut off or no bytes at all.
    """

    kind: str
    content: bytes | None


def _missing_alt(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Pictures that a reader who cannot see them learns nothing of."""
    for picture in pictures(document):
        if not document.slice(picture.data.text).strip():
            span = Span(picture.start, picture.end)
            yield Finding(span, {"match": clipped(document, span)})


def _placeholder(document: Document, options: PlaceholderOptions) -> Iterable[Finding]:
    """Pictures in the place of the one that the page would have loaded later."""
    for picture in pictures(document):
        variant = _shows_nothing(picture.data.url.strip(), options)
        if variant is not None:
            span = Span(picture.start, picture.end)
            fix = _removal(document, picture)
            fixes = (fix,) if fix is not None else ()
            yield Finding(span, {"match": clipped(document, span)}, variant, fixes)


def _shows_nothing(url: str, options: PlaceholderOptions) -> str | None:
    """Why a picture shows nothing, as a variant of the message; ``None`` when it may show something."""
    if not url or url.startswith('"'):  # a title alone
        return "empty"
    if url[:5].lower() != "data:":
        name = url.partition("?")[0].partition("#")[0].rpartition("/")[2]
        return "" if options.holds(name) else None
    embedded = _embedded(url)
    if embedded is None:
        return None
    if embedded.content is None or _is_cut(embedded.kind, embedded.content):
        return "cut"
    return "" if _is_blank(embedded.kind, embedded.content) else None


def _embedded(url: str) -> _Embedded | None:
    """What a ``data:`` address holds, or ``None`` where it is no picture."""
    head = _DATA.match(url)
    if head is None or (head[1] is None and url[head.end() :].strip(".… ")):
        return None
    kind = (head[1] or "").lower().removesuffix("+xml")
    payload = url[head.end() :]
    if not payload.strip(".… ") or payload.endswith(("...", "…")):
        return _Embedded(kind, None)
    content = unquote_to_bytes(payload)
    if head[2]:
        packed = b"".join(content.split()).replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
        try:
            content = base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
        except binascii.Error:
            return _Embedded(kind, None)
    return _Embedded(next((name for name, magic in _MAGIC.items() if content.startswith(magic)), kind), content)


def _is_cut(kind: str, content: bytes) -> bool:
    """Whether the end of a picture is missing."""
    ending = _ENDINGS.get(kind)
    return ending is not None and ending not in content[-64:]


def _is_blank(kind: str, content: bytes) -> bool:
    """Whether a picture has next to no points, or no lines in it."""
    if kind == "svg":
        return _DRAWS.search(content) is None
    if kind == "gif" and content[:3] == b"GIF":
        width, height = int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    elif kind == "png" and content[:4] == b"\x89PNG":
        width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    else:
        return False
    return width <= _PIXEL and height <= _PIXEL


def _removal(document: Document, picture: Inline) -> Fix | None:
    """The deletion of a picture; unsafe where its text tells what it was, none where something depends on it."""
    span = Span(picture.start, picture.end)
    index = block_at(document, span.start)
    block = parsed(document).blocks[index]
    link = link_at(document, span.start)
    if link is not None and not _rest(document, link.data.text, span):
        return None  # a link without a text would be left
    unit = next((unit.span for unit in units_of(document, index) if unit.span.contains(span)), block.span)
    edit: Edit | None
    rest = _rest(document, unit, span)
    if rest:
        # Brackets alone are what is left of a link, which another repair may put together.
        edit = remove_text(document, span) if rest.strip("[]() ") else None
    elif block.kind == "heading" or block.items or block.quote:
        return None
    else:
        edit = remove_lines(document, unit)
    if edit is None:
        return None
    told = document.slice(picture.data.text).strip() or picture.data.title
    return Fix((edit,), Safety.UNSAFE if told or picture.data.form != "inline" else Safety.SAFE)


def _rest(document: Document, outer: Span, inner: Span) -> str:
    """What stands in a span beside another one, without marks and blanks."""
    return (document.text[outer.start : inner.start] + document.text[inner.end : outer.end]).strip(_MARKS)


def _large(document: Document, options: EmbeddedOptions) -> Iterable[Finding]:
    """Pictures whose bytes fill the text."""
    for picture in pictures(document):
        url = picture.data.url
        if len(url) > options.largest and url[:5].lower() == "data:" and _embedded(url) is not None:
            span = Span(picture.start, picture.end)
            yield Finding(span, {"size": len(url)}, evidence={"kind": url[5 : url.find(",")][:40]})


CHECKERS = (
    Checker("pictures.missing-alt", _missing_alt),
    Checker("pictures.placeholder", _placeholder, PlaceholderOptions),
    Checker("pictures.embedded", _large, EmbeddedOptions),
)
