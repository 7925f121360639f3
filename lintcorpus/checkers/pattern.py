"""Finds what a card describes by literals, a pattern and guards."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from lintcorpus.article.mask import mask
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import frozen
from lintcorpus.model.linear import LinearPattern, require_linear
from lintcorpus.model.span import Span

_WINDOW = 200
"""Code points on each side of an anchor in which a pattern may match: patterns stay cheap."""


@frozen
class PatternOptions:
    """What to look for.

    Attributes:
        anchors: literals; the pattern is only tried around them.
        pattern: in the syntax of RE2, so without lookaround and backreferences, see ``LinearPattern``;
            by default the anchors themselves.
        before, not_before: what must, or must not, end right before the match.
        after, not_after: what must, or must not, begin right after the match.
        ignore_case: whether the pattern ignores the case of letters.
        replace: the repaired text; ``{match}`` is the match and ``{match[0]}`` its first character.
        group: the group of the pattern that is at fault; 0 is all of it.
        everywhere: whether to look in code, URLs and the header as well.
    """

    anchors: tuple[str, ...]
    pattern: str = ""
    before: str = ""
    not_before: str = ""
    after: str = ""
    not_after: str = ""
    ignore_case: bool = False
    replace: str | None = None
    group: int = 0
    everywhere: bool = False

    def __post_init__(self) -> None:
        for pattern in (self.pattern, self.before, self.not_before, self.after, self.not_after):
            require_linear(pattern)

    @cached_property
    def compiled(self) -> LinearPattern:
        """The pattern, or the anchors as alternatives, the longest first."""
        alternatives = "|".join(re.escape(anchor) for anchor in sorted(self.anchors, key=len, reverse=True))
        return LinearPattern(self.pattern or alternatives, ignore_case=self.ignore_case)

    @cached_property
    def guards(self) -> tuple[tuple[LinearPattern, bool, bool], ...]:
        """Each guard with whether it looks behind the match, and whether it must match."""
        found = []
        for pattern, behind, wanted in (
            (self.before, True, True),
            (self.not_before, True, False),
            (self.after, False, True),
            (self.not_after, False, False),
        ):
            if pattern:
                found.append((LinearPattern(rf"(?:{pattern})\z" if behind else pattern), behind, wanted))
        return tuple(found)


def _matches(document: Document, options: PatternOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """Every match of the pattern around a hit that the guards allow."""
    masked = mask(document)
    text = document.text
    done = -1
    for hit in hits:
        if hit.start < done:
            continue
        line = document.line_span(document.line_of(hit.start))
        start, end = max(line.start, hit.start - _WINDOW, done), min(line.end, hit.end + _WINDOW)
        for match, span in options.compiled.matches(text, start, end, options.group):
            if match.end <= hit.start or match.start == match.end:
                continue
            if match.start >= hit.end:
                break
            done = match.end
            if not options.everywhere and masked.covers(span.start, span.end):
                continue
            if _allowed(text, match, options):
                yield _finding(text, span, options)


def _allowed(text: str, match: Span, options: PatternOptions) -> bool:
    for guard, behind, wanted in options.guards:
        if behind:
            found = guard.is_found(text, max(0, match.start - _WINDOW), match.start)
        else:
            found = guard.is_at(text, match.end, match.end + _WINDOW)
        if found != wanted:
            return False
    return True


def _finding(text: str, span: Span, options: PatternOptions) -> Finding:
    matched = text[span.start : span.end]
    params = {"match": matched}
    if options.replace is None:
        return Finding(span, params)
    replacement = options.replace.format(match=matched)
    params["replacement"] = replacement
    return Finding(span, params, fixes=(Fix((Edit(span, replacement),), Safety.SAFE),))


CHECKERS = (AnchoredChecker("pattern.match", _matches, lambda options: options.anchors, PatternOptions),)
