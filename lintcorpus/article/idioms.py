"""Idioms and fixed words of four and more characters, and what is one wrong character away from one."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from operator import ne
from typing import NamedTuple

from lintcorpus.article.words import Lexicon, is_ideograph, lexicon, lines
from lintcorpus.model.span import Span

SOUND, NEAR_SOUND, SHAPE, PART = "sound", "near-sound", "shape", "part"

_ENOUGH = {SOUND: 11.0, NEAR_SOUND: 14.0, SHAPE: 14.0, PART: 14.0}
"""How much cheaper the right word must make the text around it, in nats, by what the characters share."""
_IN_A_WORD = 2.5
"""So much more where the wrong character belongs to another word."""
_RARE = 12.5
"""A character that costs so much may be wrong where it only shares a part with the right one."""
_NUMBERS = frozenset("〇零一二三四五六七八九十百千万亿两几半双单")


class NearMiss(NamedTuple):
    """A piece of text that is one wrong character away from a fixed word.

    Attributes:
        span: the piece, in code points.
        right: the word that is meant.
        at: which of its characters is wrong.
        alike: what the wrong and the right character share: ``sound``, ``shape``, ``near-sound`` or ``part``.
        gain: how much likelier the right word makes the text, in nats.
    """

    span: Span
    right: str
    at: int
    alike: str
    gain: float


@dataclass(frozen=True)
class Likeness:
    """Which characters are taken for each other.

    Attributes:
        sounds: character to its readings without tones.
        parts: lines of a component, a blank and the characters that hold it.
        pairs: characters that look alike as wholes.
    """

    sounds: Mapping[str, frozenset[str]] = field(repr=False)
    parts: tuple[str, ...] = field(repr=False)
    pairs: frozenset[str] = field(repr=False)

    def as_wholes(self, wrong: str, right: str) -> str | None:
        """What two characters share as wholes, the strongest evidence first; ``None`` for nothing."""
        first, second = self.sounds.get(wrong, _NONE), self.sounds.get(right, _NONE)
        if first & second:
            return SOUND
        if wrong + right in self.pairs or right + wrong in self.pairs:
            return SHAPE
        if {blurred(sound) for sound in first} & {blurred(sound) for sound in second}:
            return NEAR_SOUND
        return None

    def in_parts(self, wrong: str, right: str) -> bool:
        """Whether two characters share a component."""
        return any(wrong in line and right in line for line in self.parts)


_NONE: frozenset[str] = frozenset()


def blurred(sound: str) -> str:
    """A reading as those hear it who do not tell zh from z, n from l, ng from n."""
    sound = sound.removesuffix("g")
    if sound[:2] in ("zh", "ch", "sh"):
        sound = sound[0] + sound[2:]
    return "l" + sound[1:] if sound[:1] == "n" and len(sound) > 1 else sound


@dataclass(frozen=True)
class FixedWords:
    """Words that exist in one form only.

    Attributes:
        words: all of them, sorted.
        backwards: the same read backwards, sorted.
        accepted: idioms that are right although they are near a commoner one.
        traditional: characters that are no slips where they stand for themselves.
        likeness: which characters are taken for each other.
        lexicon: all words, for what else the text may be.
    """

    words: tuple[str, ...] = field(repr=False)
    backwards: tuple[str, ...] = field(repr=False)
    accepted: frozenset[str] = field(repr=False)
    traditional: frozenset[str] = field(repr=False)
    likeness: Likeness = field(repr=False)
    lexicon: Lexicon = field(repr=False)

    @cached_property
    def _heads(self) -> frozenset[str]:
        """Two and three of the first four characters, the first two among them, of all words."""
        return frozenset(
            [
                *[word[:2] for word in self.words],
                *[word[:3] for word in self.words],
                *[word[:2] + " " + word[3] for word in self.words],
            ]
        )

    @cached_property
    def _tails(self) -> frozenset[str]:
        """Two and three of the last four characters, the last two among them, of all words."""
        return frozenset(
            [
                *[word[-2:] for word in self.words],
                *[word[-3:] for word in self.words],
                *[word[-4] + " " + word[-2:] for word in self.words],
            ]
        )

    @cached_property
    def _whole(self) -> frozenset[str]:
        """The first and the last four characters of all words."""
        return frozenset([word[:4] for word in self.words] + [word[-4:] for word in self.words])

    def near_misses(
        self, text: str, places: Iterable[tuple[str, int, int]], accepted: Container[str]
    ) -> Iterator[NearMiss]:
        """What is one wrong character away from a word that begins or ends at an anchor.

        Args:
            text: the article.
            places: literals with their start and end; those that are no ``anchors`` do no harm.
            accepted: what is right although it is near a fixed word.
        """
        heads, tails, whole = self._heads, self._tails, self._whole
        for literal, start, end in places:
            if literal in heads:
                piece = text[start : start + 4]
                if piece not in whole and (piece[:3] in heads or piece[:2] + " " + piece[3:] in heads):
                    third, fourth = piece[2:3], piece[3:]
                    for word in _beginning(self.words, literal):
                        if word[2] == third or word[3] == fourth:
                            yield from self._judged(text, start, word, accepted)
            if literal in tails:
                piece = text[max(0, end - 4) : end]
                if piece not in whole and (piece[1:] in tails or piece[:1] + " " + piece[2:] in tails):
                    third, fourth = piece[1:2], piece[:1]
                    for word in _beginning(self.backwards, literal[::-1]):
                        if word[2] == third or word[3] == fourth:
                            yield from self._judged(text, end - len(word), word[::-1], accepted)

    def _judged(self, text: str, start: int, word: str, accepted: Container[str]) -> Iterator[NearMiss]:
        end = start + len(word)
        piece = text[max(0, start) : end]
        if len(piece) != len(word) or sum(map(ne, piece, word)) != 1:
            return
        at = next(at for at, char in enumerate(word) if char != piece[at])
        wrong, costs = piece[at], self.lexicon
        if (
            not is_ideograph(wrong)
            or wrong in self.traditional
            or piece in costs.costs
            or piece in accepted
            or piece in self.accepted
        ):
            return
        if wrong in _NUMBERS and word[at] in _NUMBERS:
            return
        # The text around the piece can only make it cheaper, and so can other ways to part it.
        most = costs.costs.get(word, math.inf) + _ENOUGH[SOUND]
        if costs.halves(piece) < most:
            return
        alike = self.likeness.as_wholes(wrong, word[at])
        if alike is None and costs.costs.get(wrong, math.inf) < _RARE:
            return
        if costs.cost(piece) < most:
            return
        if alike is None:
            if not self.likeness.in_parts(wrong, word[at]):
                return
            alike = PART
        before, behind = costs.run(text, start, end)
        gain = costs.cost(before + piece + behind) - costs.cost(before) - costs.cost(word) - costs.cost(behind)
        if gain >= _ENOUGH[alike] + _IN_A_WORD * costs.crosses(text, start + at, start + at + 1):
            yield NearMiss(Span(start, end), word, at, alike, gain)


def _beginning(words: tuple[str, ...], head: str) -> tuple[str, ...]:
    """The sorted words that begin with some characters."""
    return words[bisect_left(words, head) : bisect_left(words, head + "\uffff")]


@cache
def fixed_words() -> FixedWords:
    """The fixed words that come with lintcorpus; read when first asked for."""
    words = lines("fixed")
    likeness = Likeness(_readings(), lines("parts"), frozenset(lines("lookalikes")))
    backwards = tuple(sorted([word[::-1] for word in words]))
    return FixedWords(
        words, backwards, frozenset(lines("accepted")), frozenset(lines("traditional")[0]), likeness, lexicon()
    )


def _readings() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines("sounds"):
        sound, _, chars = line.partition(" ")
        for char in chars:
            found[char].add(sound)
    return {char: frozenset(sounds) for char, sounds in found.items()}


@cache
def anchors() -> tuple[str, ...]:
    """Beginnings and ends of fixed words; a word with one wrong character keeps one of its own, or nearly always."""
    return lines("anchors")
