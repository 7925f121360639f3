"""Finds punctuation marks that stand wrong: behind a blank, or where a label wants a colon."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from lintcorpus.article.mask import mask
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_WIDEST = 2
"""More blanks than this keep a place free, in a form or a column."""
_CLOSING = "”’）」』》】%％"
_WRONG = "；;"
_COLONS = "：:"
_LABEL_LINE = lazy(
    r"(?P<open>[ \t]*[*_]{0,3})(?P<label>[^\W\d_]{1,6})(?P<blank> ?)(?P<mark>[；;：:])[ \t]*(?P<value>\S.{0,39}?)[ \t]*"
)
_NEIGHBOURS = 6
"""How many lines with text to look at on each side of a label for others like it."""


@frozen
class SpaceOptions:
    """Before which marks no blank may stand.

    Attributes:
        marks: full-width marks.
    """

    marks: str


def _space_before(document: Document, options: SpaceOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """A blank between a word and the full-width mark that ends it.

    A blank after ``**`` or ``_`` comes from a converter and is another rule's.
    """
    text = document.text
    for hit in hits:
        start, end = hit.start, hit.end - 1
        while start > 0 and text[start - 1] == " ":
            start -= 1
        last = text[start - 1 : start]
        if end - start > _WIDEST or not (last.isalnum() or (last and last in _CLOSING)):
            continue
        line = document.line_span(document.line_of(hit.start))
        source = document.slice(line)
        label = _LABEL_LINE.fullmatch(source)
        if "|" in source or (label is not None and label["mark"] in _WRONG):
            continue
        if mask(document).covers(start - 1, end + 1):
            continue
        fix = Fix((Edit(Span(start, end), ""),), Safety.SAFE)
        yield Finding(Span(start, end + 1), {"mark": text[end]}, fixes=(fix,))


@frozen
class LabelOptions:
    """The labels of credits.

    Attributes:
        labels: the words before the colon.
    """

    labels: tuple[str, ...]

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """Each label with a wrong mark behind it."""
        return tuple(f"{label}{blank}{mark}" for label in self.labels for blank in ("", " ") for mark in _WRONG)


def _label_mark(document: Document, options: LabelOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """A semicolon behind a credit's label, where another credit beside it has a colon."""
    for hit in hits:
        index = document.line_of(hit.start)
        line = document.line_span(index)
        match = _LABEL_LINE.fullmatch(document.slice(line))
        if match is None or match["label"] not in options.labels or line.start + match.end("mark") != hit.end:
            continue
        sibling = _sibling(document, index, options)
        span = Span(line.start + match.start("blank"), hit.end)
        if sibling is None or mask(document).covers(*span):
            continue
        params = {"label": match["label"], "mark": match["mark"]}
        related = (Related(sibling, "sibling"),)
        yield Finding(span, params, fixes=(Fix((Edit(span, "："),)),), related=related)


def _sibling(document: Document, index: int, options: LabelOptions) -> Span | None:
    """The nearest credit with a colon among the lines around."""
    for step in (-1, 1):
        seen, at = 0, index + step
        while 0 <= at < len(document.line_starts) and seen < _NEIGHBOURS:
            line = document.line_span(at)
            source = document.slice(line)
            if source.strip():
                seen += 1
                match = _LABEL_LINE.fullmatch(source)
                if match is not None and match["mark"] in _COLONS and match["label"] in options.labels:
                    return line
            at += step
    return None


CHECKERS = (
    AnchoredChecker(
        "punctuation.space-before", _space_before, lambda options: [f" {mark}" for mark in options.marks], SpaceOptions
    ),
    AnchoredChecker("punctuation.label-mark", _label_mark, lambda options: options.anchors, LabelOptions),
)
