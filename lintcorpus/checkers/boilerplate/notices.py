"""Finds notices and credits: short lines at the edges of an article that begin in a known way."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from lintcorpus.article.block_index import hits_by_block
from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.exhibits import exhibits
from lintcorpus.article.page.units import Plain, Unit, plain, units_of
from lintcorpus.article.removal import remove_lines
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Fix, Safety
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.linear import LinearPattern, require_linear
from lintcorpus.model.span import Span

_LONGEST_LINKED, _LONGEST_PLAIN = 2000, 500
"""A unit with more source than this, in code points, is no notice, with links and without."""
_NAMES = 60
"""The longest line of credits, in code points."""
_SENTENCE = lazy(r"[。！？!?我你您吗呢吧谢]|\.\s")
"""What shows that a line is said by somebody, as in an interview."""
_OPENING = "(（[【<《·•*＊※#—–-|｜/▲●■◆ \u3000"
_MOST_BARS = 3
"""A line with more bars than this is a row of a table."""


@frozen
class NoticeOptions:
    """What notices look like.

    Attributes:
        notices: how a line in lower case begins, by the literal that it cannot be without, as a pattern in the
            syntax of RE2, see ``LinearPattern``.
        longest: of a notice, in ideographs.
        fixed: whether the finding offers to delete the lines.
    """

    notices: Mapping[str, str] = field(repr=False)
    longest: int = 150
    fixed: bool = True

    def __post_init__(self) -> None:
        for pattern in self.notices.values():
            require_linear(pattern)

    @cached_property
    def _compiled(self) -> dict[str, LinearPattern]:
        return {}

    def begins(self, literal: str, line: str) -> bool:
        """Whether a line begins as a notice with this literal does; most patterns are never asked for, nor compiled."""
        pattern = self._compiled.get(literal)
        if pattern is None:
            pattern = self._compiled[literal] = LinearPattern(self.notices[literal])
        return pattern.is_at(line, 0, len(line))


@frozen
class CreditOptions:
    """What credits look like.

    Attributes:
        duties: labels of work that is no writing, such as layout and proofreading; in lower case.
        others: labels that count only beside a duty, such as those of authors and photographers.
        sources: labels of where an article was taken from; they count at the tail.
        phrases: how a line of credits without a label begins.
    """

    duties: tuple[str, ...] = field(repr=False)
    others: tuple[str, ...] = field(repr=False)
    sources: tuple[str, ...] = field(repr=False)
    phrases: tuple[str, ...] = field(repr=False)

    @cached_property
    def duty(self) -> re.Pattern[str]:
        """A duty with the mark that stands before a name."""
        return _labelled(self.duties)

    @cached_property
    def label(self) -> re.Pattern[str]:
        """Any label with the mark that stands before a name."""
        return _labelled((*self.duties, *self.others, *self.sources))

    @cached_property
    def source(self) -> re.Pattern[str]:
        """A source with the mark that stands before a name."""
        return _labelled(self.sources)

    @cached_property
    def begins(self) -> tuple[str, ...]:
        """The phrases in lower case."""
        return tuple(phrase.lower() for phrase in self.phrases)


class _Found(NamedTuple):
    unit: Unit
    sure: bool


def _labelled(labels: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(label.lower()) for label in labels), key=len, reverse=True))
    return lazy(rf"(?:{words})\s*[:：；;丨｜|／/]\s*(?=\w)")


def _notices(document: Document, options: NoticeOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding for all notices that stand together."""
    found = []
    for unit, literals in _units(document, hits, _LONGEST_PLAIN):
        seen = plain(document, unit)
        text = seen.text.lstrip(_OPENING)
        if seen.size <= options.longest and any(options.begins(literal, text) for literal in literals):
            found.append(_Found(unit, True))
    yield from _findings(document, found, options.fixed)


def _credits(document: Document, options: CreditOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding for all credits that stand together and name a duty or a source."""
    found = []
    for unit, _ in _units(document, hits, 2 * _NAMES):
        if document.text.find("](", *unit.span) >= 0:
            continue  # who is linked is named as an author
        seen = plain(document, unit)
        text = seen.text.lstrip(_OPENING)
        if not _is_name_line(seen, text):
            continue
        if text.startswith(options.begins):
            found.append(_Found(unit, True))
        elif options.label.match(text):
            found.append(_Found(unit, _is_sure(document, unit, options, text)))
    yield from _findings(document, found, True)


def _is_name_line(seen: Plain, text: str) -> bool:
    """Whether a line holds names and no sentence, link or address."""
    return (
        len(text) <= _NAMES
        and "://" not in text
        and text.count("|") <= _MOST_BARS
        and _SENTENCE.search(text.rstrip(".;；")) is None
    )


def _is_sure(document: Document, unit: Unit, options: CreditOptions, text: str) -> bool:
    """Whether a line of labels is no mere byline, and no caption of what stands before it."""
    if options.duty.search(text):
        return True
    if options.source.match(text) is None or edges(document).place(unit.block) != "tail" or unit.part > 0:
        return False
    return not exhibits(document).within(unit.block - 1, unit.block)


def _units(document: Document, hits: Sequence[Hit], longest: int) -> Iterator[tuple[Unit, list[str]]]:
    """The units at the edges of an article in which anchors stand, with these anchors."""
    blocks = parsed(document).blocks
    around = edges(document)
    for index, own in hits_by_block(document, hits).items():
        if index < around.first or around.place(index) == "middle" or blocks[index].kind != "paragraph":
            continue
        span = blocks[index].span
        if span.end - span.start > longest and not any(mark in document.slice(span) for mark in ("](", "\n", "\r")):
            continue
        starts = [hit.start for hit in own]
        for unit in units_of(document, index):
            start, end = unit.span
            held = own[bisect_left(starts, start) : bisect_left(starts, end)]
            if held and end - start <= _LONGEST_LINKED:
                yield unit, [hit.literal for hit in held]


def _findings(document: Document, found: Sequence[_Found], fixed: bool) -> Iterator[Finding]:
    run: list[_Found] = []
    for item in found:
        if run and not _follows(document, run[-1].unit, item.unit):
            yield from _finding(document, run, fixed)
            run = []
        run.append(item)
    yield from _finding(document, run, fixed)


def _follows(document: Document, before: Unit, after: Unit) -> bool:
    """Whether no line stands between two units."""
    if before.block == after.block:
        return before.part + 1 == after.part
    last = units_of(document, before.block)[-1]
    return before.block + 1 == after.block and before.part == last.part and after.part == 0


def _finding(document: Document, run: Sequence[_Found], fixed: bool) -> Iterator[Finding]:
    if not any(item.sure for item in run):
        return
    span = Span(run[0].unit.span.start, run[-1].unit.span.end)
    edit = remove_lines(document, span) if fixed else None
    fixes = (Fix((edit,), Safety.UNSAFE),) if edit is not None else ()
    yield Finding(span, {"match": clipped(document, span)}, fixes=fixes)


def _credit_anchors(options: CreditOptions) -> Iterator[str]:
    yield from (*options.duties, *options.sources, *options.phrases)
    # A short label stands in many words, so it is sought with the mark behind it.
    for label in options.others:
        for mark in ":：丨｜|／/":
            yield label + mark
            yield f"{label} {mark}"


CHECKERS = (
    AnchoredChecker("boilerplate.notice", _notices, lambda options: options.notices, NoticeOptions),
    AnchoredChecker("boilerplate.credits", _credits, _credit_anchors, CreditOptions),
)
