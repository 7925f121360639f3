"""Proves that a repair changed nothing but what its rule declares.

Both texts are parsed and compared feature by feature: visible words, link and picture targets,
headings, list items, code, tables and emphasis. A difference is accepted only where an edit stands
whose rule declares that kind of change.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lintcorpus.markdown.parse import Parsed, parsed
from lintcorpus.markdown.spanset import Mask
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.document import Document
from lintcorpus.model.fix import Change, Edit, Moved
from lintcorpus.model.span import Span

_WORD_CHANGES = {Change.CHARACTERS, Change.WORDS, Change.BLOCK}
_TARGET_CHANGES = {Change.TARGET, Change.BLOCK}


class GuardedFix(NamedTuple):
    """The edits of one applied fix and what its rule declares."""

    edits: tuple[Edit, ...]
    changes: frozenset[Change]


class _Feature(NamedTuple):
    value: object
    start: int
    end: int


def violations(before: Document, after: Document, fixes: Sequence[GuardedFix]) -> list[str]:
    """The ways in which ``after`` differs from ``before`` beyond what the fixes declare.

    Args:
        before: the document that the fixes were made for.
        after: the same with all their edits applied.
        fixes: all fixes that were applied, without overlaps.

    Returns:
        The kinds of feature that differ, in a fixed order; empty when the guarantee holds.
    """
    moved = Moved([edit for fix in fixes for edit in fix.edits])
    broken = []
    words = _exempt(fixes, _WORD_CHANGES, hull=False)
    if _letters(before, Mask(words)) != _letters(after, Mask(moved.spans(words))):
        broken.append("words")
    targets = _exempt(fixes, _TARGET_CHANGES, hull=False)
    if _kept(_targets(before), targets) != _kept(_targets(after), moved.spans(targets)):
        broken.append("targets")
    structure = _exempt(fixes, None, hull=False) + _exempt(fixes, {Change.MARKS, Change.BLOCK}, hull=True)
    moved_structure = moved.spans(structure)
    for name, features in _STRUCTURE.items():
        if _kept(features(before), structure) != _kept(features(after), moved_structure):
            broken.append(name)
    return broken


def _exempt(fixes: Sequence[GuardedFix], changes: set[Change] | None, *, hull: bool) -> list[Span]:
    """The spans in which fixes that declare one of the changes may differ.

    A rule that declares nothing may change marks and white space.
    """
    spans = []
    for fix in fixes:
        declared = fix.changes or {Change.MARKS, Change.WHITESPACE}
        if changes is not None and not declared & changes:
            continue
        if hull:
            spans.append(Span(fix.edits[0].span.start, fix.edits[-1].span.end))
        else:
            spans.extend(edit.span for edit in fix.edits)
    return spans


def _kept(features: list[_Feature], exempt: Sequence[Span]) -> list[object]:
    """The values of the features that no exempt span touches."""
    if not exempt:
        return [feature.value for feature in features]
    # Grown by one on each side: a feature that begins right where an edit ends is touched by it.
    grown = Mask(Span(span.start - 1, span.end + 1) for span in exempt)
    return [
        feature.value for feature in features if not grown.covers(feature.start, max(feature.end, feature.start + 1))
    ]


def _letters(document: Document, exempt: Mask) -> str:
    """The letters and digits that a reader sees, outside the exempt spans."""
    parts = []
    for start, end in _visible(parsed(document)):
        for at in range(start, end):
            if document.text[at].isalnum() and not exempt.covers(at, at + 1):
                parts.append(document.text[at])
    return "".join(parts)


def _visible(found: Parsed) -> Iterable[tuple[int, int]]:
    return ((piece.start, piece.end) for piece in found.inlines if piece.kind in ("text", "code", "html"))


def _targets(document: Document) -> list[_Feature]:
    found = []
    inside = []
    for piece in parsed(document).inlines:
        if piece.kind in ("link", "image"):
            found.append(_Feature((piece.kind, piece.data.url), piece.start, piece.end))
            inside.append(Span(piece.start, piece.end))
    links = Mask(inside)
    for span in bare_urls(document):
        if not links.covers(span.start, span.end):
            found.append(_Feature(("bare", document.slice(span)), span.start, span.end))
    return sorted(found, key=lambda feature: feature.start)


def _headings(document: Document) -> list[_Feature]:
    return [
        _Feature((block.level, _word(document, block.span)), block.span.start, block.span.end)
        for block in parsed(document).blocks
        if block.kind == "heading"
    ]


def _items(document: Document) -> list[_Feature]:
    return [
        _Feature((item.depth, item.number is not None), item.span.start, item.span.start + 2)
        for item in parsed(document).items
    ]


def _code(document: Document) -> list[_Feature]:
    found = parsed(document)
    spans = [block.span for block in found.blocks if block.kind == "code"]
    spans.extend(Span(piece.start, piece.end) for piece in found.inlines if piece.kind == "code")
    return [_Feature(document.slice(span), *span) for span in sorted(set(spans))]


def _tables(document: Document) -> list[_Feature]:
    return [
        _Feature(document.slice(block.span).count("|"), *block.span)
        for block in parsed(document).blocks
        if block.kind == "table"
    ]


def _emphasis(document: Document) -> list[_Feature]:
    return [
        _Feature((piece.kind, _word(document, Span(piece.start, piece.end))), piece.start, piece.end)
        for piece in parsed(document).inlines
        if piece.kind in ("strong", "emphasis")
    ]


def _word(document: Document, span: Span) -> str:
    return "".join(char for char in document.slice(span) if char.isalnum())


_STRUCTURE = {
    "headings": _headings,
    "lists": _items,
    "code": _code,
    "tables": _tables,
    "emphasis": _emphasis,
}
