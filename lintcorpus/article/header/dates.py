"""Reads dates as scrapers and site generators write them."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from lintcorpus.model.lazy import lazy

_EPOCH = date(1970, 1, 1)
_FIRST_DAY = date(1, 1, 1)
_LEAP_YEAR = 2000
_YEAR_FIRST = lazy(r"(\d{4})(?!\d)(?:\s*[-/.年]\s*(\d{1,2})(?!\d)(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?)?(?!\s*[-/.年月]\d)")
_COMPACT = lazy(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?(?!\d)")
_YEAR_LAST = lazy(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_NO_YEAR = lazy(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_SECONDS = lazy(r"\d{9,10}(?:\.\d+)?|\d{13}|0")
_MONTH = lazy(r"(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*", re.IGNORECASE)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_YEAR = lazy(r"(?<!\d)\d{4}(?!\d)")
_DAY = lazy(r"(?<![\d:+\-])(\d{1,2})(?:st|nd|rd|th)?(?![\d:])")
_CLOCK = lazy(r"(?<![\d:+\-])(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?![\d:])")


class DateReading(NamedTuple):
    """What a text says as a date.

    Attributes:
        day: the date; the first of the month or year where no more is said; ``None`` when the text
            is not one that we can read.
        impossible: whether it has the form of a date but there is no such day or time.
    """

    day: date | None = None
    impossible: bool = False


def read_date(text: str) -> DateReading:
    """Read a date with or without a time.

    ISO dates, ``2025年1月7日``, ``2025/1/7``, ``20250107``, ``Jan 7, 2025``, RFC 2822, day or month
    first with the year last, and seconds or milliseconds since 1970 are known.

    Args:
        text: one value without quotes; what follows the date does not matter, save an impossible
            time of day.
    """
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return _from_seconds(text)
    for form in (_year_first, _compact, _year_last, _named_month, _no_year):
        found = form(text)
        if found is not None:
            return DateReading(None, True) if _bad_clock(text) else found
    return DateReading()


def _from_seconds(text: str) -> DateReading:
    seconds = float(text) / (1000 if len(text) == 13 else 1)
    return DateReading((datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)).date())


def _year_first(text: str) -> DateReading | None:
    match = _YEAR_FIRST.match(text)
    return _made(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None


def _compact(text: str) -> DateReading | None:
    match = _COMPACT.match(text)
    return _made(int(match[1]), int(match[2]), int(match[3])) if match else None


def _year_last(text: str) -> DateReading | None:
    """Which comes first, day or month, is not known: the reading that exists, else the earlier one."""
    match = _YEAR_LAST.match(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    days = [reading.day for reading in (_made(year, first, second), _made(year, second, first)) if reading.day]
    return DateReading(min(days)) if days else DateReading(None, True)


def _named_month(text: str) -> DateReading | None:
    month, year = _MONTH.search(text), _YEAR.search(text)
    if month is None or year is None:
        return None
    number = _MONTHS[month[1][:3].lower()]
    rest = text[: year.start()] + " " * 4 + text[year.end() :]
    before = list(_DAY.finditer(rest, 0, month.start()))
    day = before[-1] if before else _DAY.search(rest, month.end())
    return _made(int(year[0]), number, int(day[1]) if day else 1)


def _no_year(text: str) -> DateReading | None:
    """Which day it was cannot be told, only that no year has it."""
    match = _NO_YEAR.match(text)
    return DateReading(None, _made(_LEAP_YEAR, int(match[1]), int(match[2])).impossible) if match else None


def _made(year: int, month: int, day: int) -> DateReading:
    try:
        return DateReading(date(year, month, day))
    except ValueError:
        return DateReading(None, True)


def _bad_clock(text: str) -> bool:
    match = _CLOCK.search(text)
    if match is None:
        return False
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    return hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute, second) != (0, 0))


def is_epoch(day: date) -> bool:
    """Whether the day is that of a clock that was never set: zero in any time zone, or the first day of all."""
    return day == _FIRST_DAY or abs((day - _EPOCH).days) <= 1
