"""Chinese words with how common they are, and how well they account for a piece of text."""

import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lintcorpus.model.document import Document, view

_STEPS = 4
"""Costs are stored in so many steps a nat."""
_UNKNOWN = 17.0
"""The cost of a character that is no word of the lexicon."""
_LONGEST = 8
_REACH = 3
"""Words that cross a border are looked for so many code points on each side of it."""
_TOUCHING = 4
_TRADITIONAL = "這個們來時國會說對為學過後麼還沒開關間問題發現經與種樣實"
_TRADITIONAL_SHARE = 0.01


@dataclass(frozen=True)
class Lexicon:
    """Words and their costs.

    Attributes:
        costs: word to the negative logarithm of its share of all words, in nats.
    """

    costs: Mapping[str, float] = field(repr=False)

    def cost(self, text: str) -> float:
        """The cost of the cheapest sequence of words that makes up a text, in nats.

        Args:
            text: a few ideographs; the time grows with its length.
        """
        costs, length = self.costs, len(text)
        best = [0.0] + [math.inf] * length
        for start in range(length):
            before = best[start]
            for end in range(start + 1, min(length, start + _LONGEST) + 1):
                cost = costs.get(text[start:end], _UNKNOWN if end == start + 1 else math.inf)
                if before + cost < best[end]:
                    best[end] = before + cost
        return best[length]

    def halves(self, text: str) -> float:
        """The cost of a text as two words of one length; infinite where they are none."""
        middle = len(text) // 2
        return self.costs.get(text[:middle], math.inf) + self.costs.get(text[middle:], math.inf)

    def crosses(self, text: str, start: int, end: int, within: int = 1) -> bool:
        """Whether a word holds letters on both sides of a border of ``text[start:end]``, or is longer than it.

        Args:
            text: any text.
            start, end: the piece, in code points.
            within: so many letters inside are looked at from each border; more find longer words.
        """
        costs = self.costs
        before, behind = max(0, start - _REACH), min(len(text), end + _REACH)
        for first in range(before, start):
            for last in range(start + 1, min(end, start + within) + 1):
                if text[first:last] in costs:
                    return True
        for last in range(end + 1, behind + 1):
            for first in range(max(start, end - within), end):
                if text[first:last] in costs:
                    return True
        return any(
            text[first:last] in costs
            for first in range(before, start + 1)
            for last in range(end, behind + 1)
            if last - first > end - start
        )

    def run(self, text: str, start: int, end: int) -> tuple[str, str]:
        """The ideographs that touch a piece of text on each side, as many as may share a word with it."""
        first, last = start, end
        while first > max(0, start - _TOUCHING) and is_ideograph(text[first - 1]):
            first -= 1
        while last < min(len(text), end + _TOUCHING) and is_ideograph(text[last]):
            last += 1
        return text[first:start], text[end:last]

    def per_million(self, word: str) -> float:
        """How often a word stands in a million words; 0 for an unknown one."""
        cost = self.costs.get(word)
        return 0.0 if cost is None else 1e6 * math.exp(-cost)


@cache
def lexicon() -> Lexicon:
    """The words that come with lintcorpus; read when first asked for."""
    costs: dict[str, float] = {}
    for line in lines("words"):
        cost, _, words = line.partition(" ")
        costs.update(dict.fromkeys(words.split(" "), int(cost) / _STEPS))
    return Lexicon(costs)


def is_ideograph(char: str) -> bool:
    """Whether a character is one of the common ideographs."""
    return "\u4e00" <= char <= "\u9fff"


@view
def is_traditional(document: Document) -> bool:
    """Whether an article is written in traditional characters."""
    text = document.text
    return sum(map(text.count, _TRADITIONAL)) > _TRADITIONAL_SHARE * len(text)


def lines(name: str) -> tuple[str, ...]:
    """The lines of a table that comes with lintcorpus, as ``tools/build_typos.py`` packed it."""
    packed = files("lintcorpus.article").joinpath("data", f"{name}.z").read_bytes()
    return tuple(zlib.decompress(packed).decode("utf-8").split("\n"))
