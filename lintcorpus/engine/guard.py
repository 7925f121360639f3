"""Proves that a repair changed nothing but what its rule declares.

Both texts are parsed and compared feature by feature: visible words, link and picture targets,
headings, list items, code, tables and emphasis. A difference is accepted only where an edit stands
whose rule declares that kind of change; without a word about marks, structure may end at an edit,
but none may begin.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from lintcorpus.markdown.parse import Parsed, parsed
from lintcorpus.markdown.spanset import Mask
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.document import Document
from lintcorpus.model.fix import Change, Edit, Moved
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_LINE_END = lazy(r"\r\n?")
_CODE_WRAP = lazy(r"(?:\r\n?|\n)[ \t]*(?:>[ \t]*)*")
"""A line end inside a code span, with the indentation and quote marks of the next line: shown as one space."""
_WORD_CHANGES = {Change.CHARACTERS, Change.WORDS, Change.BLOCK}
_TARGET_CHANGES = {Change.TARGET, Change.BLOCK}
_STRUCTURE_CHANGES = {Change.MARKS, Change.BLOCK}


class GuardedFix(NamedTuple):
    """The edits of one applied fix and what its rule declares."""

    edits: tuple[Edit, ...]
    changes: frozenset[Change]


class _Feature(NamedTuple):
    value: Hashable
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
    words = _edited(fixes, _WORD_CHANGES)
    if _letters(before, Mask(words)) != _letters(after, Mask(moved.spans(words))):
        broken.append("words")
    targets = _edited(fixes, _TARGET_CHANGES)
    if _values(_away(_targets(before), targets)) != _values(_away(_targets(after), moved.spans(targets))):
        broken.append("targets")
    free = _hulls(fixes, _STRUCTURE_CHANGES)
    near = _edited([fix for fix in fixes if not fix.changes & _STRUCTURE_CHANGES], None)
    for name, features in _STRUCTURE.items():
        old = _away(features(before), free)
        new = _away(features(after), moved.spans(free))
        if not _same_structure(old, near, new, moved.spans(near)):
            broken.append(name)
    return broken


def _edited(fixes: Iterable[GuardedFix], changes: set[Change] | None) -> list[Span]:
    """The spans that fixes edit which declare one of the changes; of all fixes for ``None``."""
    return [edit.span for fix in fixes if changes is None or fix.changes & changes for edit in fix.edits]


def _hulls(fixes: Iterable[GuardedFix], changes: set[Change]) -> list[Span]:
    """For fixes that declare one of the changes, everything from the first edit to the last."""
    return [Span(fix.edits[0].span.start, fix.edits[-1].span.end) for fix in fixes if fix.changes & changes]


def _away(features: Iterable[_Feature], spans: Sequence[Span]) -> list[_Feature]:
    """The features that none of the spans touches."""
    return [item for item, touched in _touched(features, spans) if not touched]


def _touched(features: Iterable[_Feature], spans: Sequence[Span]) -> Iterator[tuple[_Feature, bool]]:
    # Grown by one on each side: a feature that begins right where an edit ends is touched by it.
    grown = Mask(Span(span.start - 1, span.end + 1) for span in spans)
    for item in features:
        yield item, bool(spans) and grown.covers(item.start, max(item.end, item.start + 1))


def _values(features: Iterable[_Feature]) -> list[Hashable]:
    return [item.value for item in features]


def _same_structure(
    old: list[_Feature], old_edits: Sequence[Span], new: list[_Feature], new_edits: Sequence[Span]
) -> bool:
    """Whether nothing differs but that structure may go where an edit touches it.

    An edit of white space may end a false list that a wrap had made; it must never make one.
    """
    if _values(_away(old, old_edits)) != _values(_away(new, new_edits)):
        return False
    left = Counter(item.value for item, touched in _touched(old, old_edits) if touched)
    return not Counter(item.value for item, touched in _touched(new, new_edits) if touched) - left


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
    features = {
        block.span: _LINE_END.sub("\n", document.slice(block.span)) for block in found.blocks if block.kind == "code"
    }
    for piece in found.inlines:
        if piece.kind == "code":
            span = Span(piece.start, piece.end)
            features.setdefault(span, _CODE_WRAP.sub(" ", document.slice(span)))
    return [_Feature(features[span], *span) for span in sorted(features)]


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
