"""Chinese words with how common they are, and how well they account for a piece of text."""

import math
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar, overload

from lintcorpus.model.document import Document, view
from lintcorpus.model.frozen import field, frozen
from lintcorpus.packaged import packaged

_STEPS, _FREE, _MOST = 4, ord("0"), 127
"""Costs are stored in so many steps a nat, each as one character; the first stands for 0, and none reaches the last."""
_COSTS = {chr(code): (code - _FREE) / _STEPS for code in range(_FREE, _MOST)}
_UNKNOWN = 17.0
"""The cost of a character that is no word of the lexicon."""
_LONGEST = 8
_REACH = 3
"""Words that cross a border are looked for so many code points on each side of it."""
_TOUCHING = 4
_TRADITIONAL = "這個們來時國會說對為學過後麼還沒開關間問題發現經與種樣實"
_TRADITIONAL_SHARE = 0.01
_Value = TypeVar("_Value")


class ByCharacter(dict[str, _Value]):
    """What a table says of characters, each line read when its character is first asked for."""

    def __init__(self, table: Iterable[str], read: Callable[[str], _Value]) -> None:
        """Keep the lines.

        Args:
            table: lines, each with a character and what is said of it.
            read: makes a value of a line; of an empty one for a character that has none.
        """
        super().__init__()
        self._lines, self._read = {line[0]: line for line in table}, read

    def __missing__(self, char: str) -> _Value:
        value = self[char] = self._read(self._lines.get(char, ""))
        return value

    def chars(self) -> Iterable[str]:
        """The characters of the table, in its order."""
        return self._lines.keys()


class Costs(Mapping[str, float]):
    """Words with their costs; those that begin with one character are read when they are first asked for."""

    def __init__(self, table: Iterable[str]) -> None:
        """Keep a table.

        Args:
            table: lines, each with a character, with blanks between them the rest of every word that begins
                with it, a tab, and for each of these words its cost as one character.
        """
        self._groups = ByCharacter(table, _group)

    def beginning(self, char: str) -> Mapping[str, float]:
        """The words that begin with a character, with their costs."""
        return self._groups[char]

    def __getitem__(self, word: str) -> float:
        return self._groups[word[:1]][word]

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self._groups[word[:1]]

    @overload
    def get(self, word: str, /) -> float | None: ...

    @overload
    def get(self, word: str, /, default: float) -> float: ...

    @overload
    def get(self, word: str, /, default: _Value) -> float | _Value: ...

    def get(self, word: str, /, default: object = None) -> object:
        """The cost of a word."""
        return self._groups[word[:1]].get(word, default)

    def __iter__(self) -> Iterator[str]:
        for char in self._groups.chars():
            yield from self._groups[char]

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _group(line: str) -> Mapping[str, float]:
    """Words with costs."""
    rests, _, costs = line.partition("\t")
    words = rests.replace(" ", f" {line[:1]}").split(" ")
    return dict(zip(words, map(_COSTS.__getitem__, costs), strict=bool(line)))


@frozen
class Lexicon:
    """Words and their costs.

    Attributes:
        costs: word to the negative logarithm of its share of all words, in nats.
    """

    costs: Costs = field(repr=False)

    def cost(self, text: str) -> float:
        """The cost of the cheapest sequence of words that makes up a text, in nats.

        Args:
            text: a few ideographs; the time grows with its length.
        """
        beginning, length = self.costs.beginning, len(text)
        best = [0.0] + [math.inf] * length
        for start in range(length):
            before, words = best[start], beginning(text[start])
            for end in range(start + 1, min(length, start + _LONGEST) + 1):
                cost = words.get(text[start:end], _UNKNOWN if end == start + 1 else math.inf)
                if before + cost < best[end]:
                    best[end] = before + cost
        return best[length]

    def halves(self, text: str) -> float:
        """The cost of a text as two words of one length; infinite where they are none."""
        middle = len(text) // 2
        costs = self.costs
        return costs.get(text[:middle], math.inf) + costs.get(text[middle:], math.inf)

    def crosses(self, text: str, start: int, end: int, within: int = 1) -> bool:
        """Whether a word holds letters on both sides of a border of ``text[start:end]``, or is longer than it.

        Args:
            text: any text.
            start, end: the piece, in code points.
            within: so many letters inside are looked at from each border; more find longer words.
        """
        beginning = self.costs.beginning
        before, behind = max(0, start - _REACH), min(len(text), end + _REACH)
        for first in range(before, start):
            words = beginning(text[first])
            for last in range(start + 1, min(end, start + within) + 1):
                if text[first:last] in words:
                    return True
        for first in range(max(start, end - within), end):
            words = beginning(text[first])
            for last in range(end + 1, behind + 1):
                if text[first:last] in words:
                    return True
        for first in range(before, start + 1):
            words = beginning(text[first : first + 1])
            for last in range(end, behind + 1):
                if last - first > end - start and text[first:last] in words:
                    return True
        return False

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
    return Lexicon(Costs(_table("words.txt").decode("utf-8").split("\n")))


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
    return tuple(zlib.decompress(_table(f"{name}.z")).decode("utf-8").split("\n"))


def _table(name: str) -> bytes:
    return packaged("article", "data", name).read_bytes()
