"""Where strings and words with one open place may stand in a text, without numpy; see ``windows``."""

from collections.abc import Collection, Container
from itertools import compress, count
from operator import add
from typing import NamedTuple

FIRST, LAST = "\u3400", "\u9fff"
"""The ideographs."""


class Candidates(NamedTuple):
    """Where something may stand, in code points; every place of it is among them.

    Attributes:
        strings: where strings may begin.
        heads: where words may begin of which the first two characters and the third or the fourth stand there.
        tails: where words may end of which the last two and the third or the fourth from the end stand there.
    """

    strings: Collection[int]
    heads: Collection[int]
    tails: Collection[int]


NOWHERE = Candidates((), (), ())


def candidates_of_short(text: str, strings: Container[str], heads: Container[str], tails: Container[str]) -> Candidates:
    """Where in a text something may stand, 0.15 us a code point.

    Args:
        text: what is looked through.
        strings, heads, tails: the pairs of characters that they begin, begin and end with.
    """
    pairs = [*map(add, text, text[1:])]
    return Candidates(
        [*compress(count(), map(strings.__contains__, pairs))],
        [*compress(count(), map(heads.__contains__, pairs))],
        [*compress(count(2), map(tails.__contains__, pairs))],
    )
