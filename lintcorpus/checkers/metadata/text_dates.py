"""Finds dates in the text that cannot be true on the day of publication."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from lintcorpus.article.header.block import bare_value, header
from lintcorpus.article.header.dates import read_date
from lintcorpus.article.mask import mask
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.frozen import frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = lazy(
    rf"(?<!\d)\d{{4}}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?, \d{{4}}\b|\b\d{{1,2}} {_MONTH} \d{{4}}\b"
)
_SENTENCE_END = lazy(r"[。！？!?\r\n]|\.\s")
_WINDOW = 120
"""Code points of the sentence that are looked at before and after a date."""


@frozen
class TextDateOptions:
    """When a date is strange.

    Attributes:
        past: words of a sentence that tells what has happened; ASCII ones count as whole words.
        plan: words of a sentence that tells what is to come, or is no report.
        other_year: words of a sentence that means another year than that of publication.
        months: until which month of a year the number of the last year is suspected, 1 to 12.
        near: how many days lie at most between such a date, with the year set right, and publication.
        after: how many days after publication a date told as past lies at least.
    """

    past: tuple[str, ...]
    plan: tuple[str, ...]
    other_year: tuple[str, ...]
    months: int = 2
    near: int = 14
    after: int = 2

    @cached_property
    def told_as_past(self) -> re.Pattern[str]:
        """Any of the words of ``past``."""
        return _any(self.past)

    @cached_property
    def told_as_plan(self) -> re.Pattern[str]:
        """Any of the words of ``plan``."""
        return _any(self.plan)

    @cached_property
    def means_other_year(self) -> re.Pattern[str]:
        """Any of the words of ``other_year``."""
        return _any(self.other_year)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    found = (rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words)
    return re.compile("|".join(found), re.IGNORECASE)


def _contradictions(document: Document, options: TextDateOptions) -> Iterable[Finding]:
    """Dates of last year that mean this one, and days to come that are told as past."""
    found = header(document)
    field = found.first("date") if found is not None else None
    published = read_date(bare_value(field)).day if field is not None else None
    if found is None or field is None or published is None:
        return
    for match in _DAY.finditer(document.text, found.span.end):
        day = read_date(match[0]).day
        if day is None or mask(document).covers(*match.span()):
            continue
        variant = _fault(day, published, _sentence(document.text, match), options)
        if variant is not None:
            params = {"date": " ".join(match[0].split()), "published": published.isoformat()}
            yield Finding(Span(*match.span()), params, variant, related=(Related(field.span),))


def _fault(day: date, published: date, sentence: str, options: TextDateOptions) -> str | None:
    if day > published + timedelta(days=options.after):
        told = options.told_as_past.search(sentence) and not options.told_as_plan.search(sentence)
        return "" if told else None
    if day.year == published.year - 1 and published.month <= options.months and (day.month, day.day) != (2, 29):
        distance = abs((day.replace(year=published.year) - published).days)
        return "last-year" if distance <= options.near and not options.means_other_year.search(sentence) else None
    return None


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence around a date, no further than the window."""
    start, end = max(0, match.start() - _WINDOW), min(len(text), match.end() + _WINDOW)
    for stop in _SENTENCE_END.finditer(text, start, match.start()):
        start = stop.end()
    closing = _SENTENCE_END.search(text, match.end(), end)
    return text[start : closing.start() if closing else end]


CHECKERS = (Checker("metadata.date-in-text", _contradictions, TextDateOptions),)
