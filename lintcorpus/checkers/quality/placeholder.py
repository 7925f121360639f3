"""Finds text that stands for one that was never written."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from lintcorpus.article.mask import mask
from lintcorpus.article.page.units import plain, units_of
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_KEYS = ("filler", "whole", "brackets", "blanks", "labels", "topic")
_LONGEST = 80
_LABEL = lazy(r"([^:：\[\]【】]{1,12})[:：]\s*")
_IN_BRACKETS = lazy(r"[\[【［<〈{（(]+\s*([^\[\]【】<>{}]{2,60}?)\s*[\]】］>〉}）)]+[.。]?")
_SHELL = " \t[]【】［］<>〈〉{}（）()*_.。…·!！-—:："


@frozen
class PlaceholderOptions:
    """What stands for a text.

    Attributes:
        phrases: in lower case, by ``filler whole brackets blanks labels``; ``topic`` holds lists of its own.
    """

    phrases: Mapping[str, Any] = field(repr=False)

    def __post_init__(self) -> None:
        missing = set(_KEYS) - set(self.phrases)
        if missing:
            raise ValueError(f"the phrases have no {sorted(missing)[0]!r}")

    @cached_property
    def filler(self) -> tuple[str, ...]:
        """What begins a sentence of filler."""
        return tuple(map(str, self.phrases["filler"]))

    @cached_property
    def whole(self) -> frozenset[str]:
        """What is all that a line says."""
        return frozenset(map(str, self.phrases["whole"]))

    @cached_property
    def blanks(self) -> frozenset[str]:
        """What is all that stands behind a label."""
        return frozenset(map(str, self.phrases["blanks"]))

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels behind which blanks stand for a text."""
        return frozenset(map(str, self.phrases["labels"]))

    @cached_property
    def brackets(self) -> tuple[str, ...]:
        """What begins a text in brackets."""
        return tuple(map(str, self.phrases["brackets"]))


def _anchors(options: PlaceholderOptions) -> Iterable[str]:
    yield from options.filler
    yield from options.whole
    yield from options.blanks
    yield from (f"{mark}{gap}{phrase}" for phrase in options.brackets for mark in "[【［<〈{（(" for gap in ("", " "))


def _placeholder(document: Document, options: PlaceholderOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding for an article in which a placeholder stands, at the first place."""
    starts = [block.span.start for block in parsed(document).blocks]
    for hit in hits:
        index = bisect_right(starts, hit.start) - 1
        if index < 0 or mask(document).covers(hit.start, hit.end):
            continue
        block = parsed(document).blocks[index]
        if block.kind not in ("paragraph", "heading") or block.quote or block.span.end <= hit.start:
            continue
        found = _place(document, options, index, hit.start)
        if found is not None and not _is_about(document, options, found[0]):
            kind, span = found
            params = {"match": clipped(document, span), "line": document.line_of(span.start) + 1}
            related = (Related(span, "placeholder"),)
            yield Finding(document.line_span(0), params, related=related, evidence={"kind": kind}, key="article")
            return


def _place(document: Document, options: PlaceholderOptions, index: int, at: int) -> tuple[str, Span] | None:
    """The kind and place of the placeholder in the line with this place: the line, a field, or a sentence in it."""
    unit = next(unit for unit in reversed(units_of(document, index)) if unit.span.start <= at)
    seen = plain(document, unit)
    for start, end in seen.sentences():
        if seen.text[start:end].lstrip(_SHELL).startswith(options.filler):
            return "filler", unit.span
    kind = _kind(seen.text, options) if unit.kind == "paragraph" else None
    if kind is not None:
        return kind, unit.span
    # Fields may stand in lines that no author's break parts.
    line = document.line_span(document.line_of(at))
    span = Span(max(line.start, unit.span.start), min(line.end, unit.span.end))
    pieces = tuple(piece for piece in unit.pieces if span.start <= piece.start and piece.end <= span.end)
    text = plain(document, unit._replace(span=span, pieces=pieces)).text
    label = _LABEL.match(text)
    if label is None:
        return None
    value = text[label.end() :]
    if label[1].strip() in options.labels and value.strip(_SHELL) in options.blanks:
        return "blanks", span
    kind = _kind(value, options)
    return (kind, span) if kind is not None else None


def _kind(text: str, options: PlaceholderOptions) -> str | None:
    """What kind of placeholder a text is from end to end, if it is one."""
    if len(text) > _LONGEST:
        return None
    if text.strip(_SHELL) in options.whole:
        return "whole"
    inside = _IN_BRACKETS.fullmatch(text)
    return "brackets" if inside is not None and inside[1].startswith(options.brackets) else None


def _is_about(document: Document, options: PlaceholderOptions, kind: str) -> bool:
    """Whether the article is about such placeholders."""
    lower = document.text.lower()
    return any(word in lower for word in options.phrases["topic"].get(kind, ()))


CHECKERS = (AnchoredChecker("quality.placeholder", _placeholder, _anchors, PlaceholderOptions),)
