"""Finds reference links and footnotes whose other half is missing."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lintcorpus.article.header.metadata import in_metadata
from lintcorpus.markdown.brackets import Bracket, literal_brackets
from lintcorpus.markdown.definitions import defined_label
from lintcorpus.markdown.links import clipped, links, pictures
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

# In plain text ``[host]: well`` is what somebody says.
_TARGET = lazy(r"\s*<?(?:[a-z][a-z0-9+.-]*:\S|[#/]|\.{1,2}/|www\.|[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE | re.ASCII)
_REFERENCED = lazy(r"\]\[([^\[\]]*)\]\Z")
_NUMBER = lazy(r"[1-9]\d{0,2}")
_SLUG = lazy(r"(?=[^\s]*[\d_-])[A-Za-z][\w-]*|[a-z]|[\w-]+\d", re.ASCII)
_NOTE = lazy(r"[1-9]\d{0,2}|(?:fn|note|ref|footnote|cite)[\w:-]*|[a-z]+[-_]?\d+", re.ASCII)
_WORD = lazy(r"[^\W\d_]{2}")
# How Chinese bibliographies say what kind of work it is: ``[J][3]``, ``[EB/OL][2024]``.
_KIND_OF_WORK = lazy(r"[A-Z]{1,2}(?:/[A-Z]{2})?")
_COMMENTS = {"#", "//", "/", "-", "_", "*", ":", "comment", "//comment"}
_GLUED = lazy(r"[A-Za-z0-9_\])}$.\\]")
_REGULAR = lazy(r"[+*?{$\\\[(:]")
_SHOWN = 5


class _Definition(NamedTuple):
    """A line that defines a label, or was to; ``read`` tells whether the parser took it for a definition."""

    label: str
    span: Span
    read: bool


def _dangling(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """References without a definition, and one finding for all definitions without a reference."""
    lines = (_definition(document, hit) for hit in hits if hit.literal == "]:")
    definitions = [item for item in lines if item is not None]
    written = {item.label: item for item in reversed(definitions)}
    known = any(item.read and not item.label.startswith("^") for item in definitions)
    likely: list[tuple[Span, str]] = []
    for hit in hits:
        found = None
        if hit.literal == "][":
            found = _reference(document, hit.start)
        elif hit.literal == "[^":
            found = _footnote(document, hit.start)
        if found is None:
            continue
        span, label = found
        definition = written.get(label)
        if definition is not None and definition.read:
            continue  # a link inside its text keeps it from being one
        if definition is not None or label.startswith("^"):
            yield _undefined(document, span, label, definition)
        elif _NUMBER.fullmatch(label) or _SLUG.fullmatch(label) or document.text.endswith("[]", 0, span.end):
            likely.append(found)
    # Without definitions only several numbers that are no citations tell that a list of targets is gone.
    numbers = {label for _, label in likely if _NUMBER.fullmatch(label)}
    if known or (len(numbers) > 1 and not _cites_by_number(document)):
        for span, label in likely:
            yield _undefined(document, span, label, None)
    yield from _unused(document, [item for item in definitions if item.read])


def _undefined(document: Document, span: Span, label: str, unread: _Definition | None) -> Finding:
    params = {"match": clipped(document, span), "label": label}
    if unread is None:
        return Finding(span, params)
    return Finding(span, params, "unread", related=(Related(unread.span, "definition"),))


def _reference(document: Document, closing: int) -> tuple[Span, str] | None:
    """``[text][label]`` around this closing bracket, as the parser left it, with the label."""
    text = document.text
    inner, label = _pair(document, closing), _opened(document, closing + 1)
    if inner is None or label is None:
        return None
    words = text[inner.at + 1 : closing]
    span = Span(inner.at - inner.image, label.partner + 1)
    if not inner.image:
        # ``list[text][1]``, ``[laughs][applause][bows]``, ``[Smith][J][3]``
        if _GLUED.match(text[max(0, span.start - 1) : span.start]) or text.startswith(("[", "("), span.end):
            return None
        if not _WORD.search(words) or _KIND_OF_WORK.fullmatch(words):
            return None
    name = text[label.at + 1 : label.partner]
    return span, _normal(name or words)


def _cites_by_number(document: Document) -> bool:
    """Whether numbers in brackets stand for sources, as ``[12]`` after a sentence or a note does."""
    text = document.text
    return any(
        bracket.opens
        and bracket.partner >= 0
        and _NUMBER.fullmatch(text, bracket.at + 1, bracket.partner)
        and not text.endswith("]", 0, bracket.at)
        and not text.startswith(("[", "("), bracket.partner + 1)
        for bracket in literal_brackets(document).all
    )


def _footnote(document: Document, at: int) -> tuple[Span, str] | None:
    """``[^label]`` at this bracket that the parser left as text; a set of characters is none."""
    text = document.text
    opening = _opened(document, at)
    if opening is None:
        return None
    end = opening.partner + 1
    name = text[at + 2 : end - 1]
    if not _NOTE.fullmatch(name) or _REGULAR.match(text, end) or text.endswith(("(", "/", "|", "^"), 0, at):
        return None
    return Span(at, end), "^" + _normal(name)


def _pair(document: Document, closing: int) -> Bracket | None:
    """The literal bracket in the same block that a closing one belongs to."""
    brackets = literal_brackets(document)
    found = brackets.at(closing)
    if found is None or found.opens or found.torn:
        return None
    return brackets.at(found.partner)


def _opened(document: Document, at: int) -> Bracket | None:
    """The literal opening bracket at this place, when it is closed in the same block."""
    found = literal_brackets(document).at(at)
    return found if found is not None and found.opens and found.partner >= 0 and not found.torn else None


def _definition(document: Document, hit: Hit) -> _Definition | None:
    """The definition whose label ends at this hit, if there is one."""
    label = defined_label(document, hit.start)
    if label is None or label.end != hit.start or _normal(document.slice(label)) in _COMMENTS:
        return None
    line = document.line_span(document.line_of(hit.start))
    if in_metadata(document, line):
        return None
    target = document.text[hit.end : line.end]
    if not document.text.startswith("^", label.start) and target.strip() and _TARGET.match(target) is None:
        return None
    blocks = parsed(document).blocks
    index = bisect_right(_block_starts(document), label.start) - 1
    read = index < 0 or blocks[index].span.end <= label.start
    return _Definition(_normal(document.slice(label)), line, read)


def _unused(document: Document, definitions: Sequence[_Definition]) -> Iterable[Finding]:
    """One finding for all of them, since most come together."""
    if not definitions:
        return
    used = _used(document, [item.label for item in definitions])
    unused = [item for item in definitions if item.label not in used]
    if unused:
        labels = ", ".join(item.label for item in unused[:_SHOWN]) + ("…" if len(unused) > _SHOWN else "")
        related = tuple(Related(item.span, "definition") for item in unused[1:])
        params = {"count": len(unused), "labels": labels}
        yield Finding(unused[0].span, params, "unused", related=related)


def _used(document: Document, defined: Iterable[str]) -> set[str]:
    """The labels that links and pictures refer to, and footnotes where there are definitions of notes."""
    used = set()
    for piece in (*links(document), *pictures(document)):
        if piece.data.form == "reference":
            end = _REFERENCED.search(document.text, piece.data.text.end, piece.end)
            used.add(_normal(end[1] if end and end[1] else document.slice(piece.data.text)))
    if any(label.startswith("^") for label in defined):
        used.update("^" + _normal(piece.data) for piece in parsed(document).inlines if piece.kind == "footnote")
    return used


@view
def _block_starts(document: Document) -> list[int]:
    return [block.span.start for block in parsed(document).blocks]


def _normal(label: str) -> str:
    """A label as labels are compared: without regard to case and the kind of white space."""
    return " ".join(label.split()).casefold()


CHECKERS = (AnchoredChecker("references.dangling", _dangling, lambda options: ("][", "[^", "]:")),)
