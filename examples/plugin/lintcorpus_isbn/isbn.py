"""Finds book numbers whose check digit is wrong."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lintcorpus.api import AnchoredChecker, Document, Finding, Hit, Span

_NUMBER = re.compile(r"(?:-1[03])?[ :：]{0,3}(?P<number>[0-9](?:[- ]?[0-9]){8,11}[- ]?[0-9Xx])(?![0-9-])", re.ASCII)


@dataclass(frozen=True)
class IsbnOptions:
    """What a card or a user may set.

    Attributes:
        old: whether numbers of ten digits are looked at as well.
    """

    old: bool = True


def wrong_numbers(document: Document, options: IsbnOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """A finding for every number behind the word ISBN whose last digit does not fit the others.

    Args:
        document: the article; its text counts in code points.
        options: what card and settings say.
        hits: where the anchors stand in the text; the function is not called where there are none.
    """
    for hit in hits:
        found = _NUMBER.match(document.text, hit.end)
        if found is None:
            continue
        digits = found["number"].replace("-", "").replace(" ", "").upper()
        if len(digits) == 13 or (len(digits) == 10 and options.old):
            right = _check_digit(digits[:-1])
            if right != digits[-1]:
                params = {"number": found["number"], "right": right}
                yield Finding(Span(*found.span("number")), params, evidence={"check digit": right})


def _check_digit(digits: str) -> str:
    """What must follow twelve digits, or the nine of an old number."""
    if len(digits) == 12:
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
        return str(-total % 10)
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
    return "0123456789X"[-total % 11]


CHECKERS = (AnchoredChecker("books.isbn", wrong_numbers, lambda options: ("isbn",), IsbnOptions),)
