"""Idioms and fixed words of four and more characters, and what is one wrong character away from one."""

import math
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from lintcorpus.article.words.chinese import ByCharacter, Lexicon, is_ideograph, lexicon, lines
from lintcorpus.model.frozen import field, often_made
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


class Readings(NamedTuple):
    """How a character is read.

    Attributes:
        sounds: without tones.
        blurred: the same as ``blurred`` has them.
    """

    sounds: frozenset[str]
    blurred: frozenset[str]


@often_made
class Likeness:
    """Which characters are taken for each other.

    Attributes:
        readings: of each character.
        pairs: characters that look alike as wholes.
    """

    readings: ByCharacter[Readings] = field(repr=False)
    pairs: frozenset[str] = field(repr=False)

    @cached_property
    def sounds(self) -> Mapping[str, frozenset[str]]:
        """Character to its readings without tones."""
        return {char: self.readings[char].sounds for char in self.readings.chars()}

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Lines of a component, a blank and the characters that hold it."""
        return lines("parts")

    def as_wholes(self, wrong: str, right: str) -> str | None:
        """What two characters share as wholes, the strongest evidence first; ``None`` for nothing."""
        first, second = self.readings[wrong], self.readings[right]
        if not first.sounds.isdisjoint(second.sounds):
            return SOUND
        if wrong + right in self.pairs or right + wrong in self.pairs:
            return SHAPE
        return None if first.blurred.isdisjoint(second.blurred) else NEAR_SOUND

    def in_parts(self, wrong: str, right: str) -> bool:
        """Whether two characters share a component."""
        return any(wrong in line and right in line for line in self.parts)


def blurred(sound: str) -> str:
    """A reading as those hear it who do not tell zh from z, n from l, ng from n."""
    sound = sound.removesuffix("g")
    if sound[:2] in ("zh", "ch", "sh"):
        sound = sound[0] + sound[2:]
    return "l" + sound[1:] if sound[:1] == "n" and len(sound) > 1 else sound


@often_made
class FixedWords:
    """Words that exist in one form only.

    Attributes:
        heads: by two characters a line with these, a mark, and the words that begin with them, each between
            blanks. Where the mark is a blank and not ``+``, the two stand in few texts; where they stand in
            many, a word is looked for only where its third character stands as well.
        tails: the same for words that end with two characters.
        traditional: characters that are no slips where they stand for themselves.
        lexicon: all words, for what else the text may be.
    """

    heads: Mapping[str, str] = field(repr=False)
    tails: Mapping[str, str] = field(repr=False)
    traditional: frozenset[str] = field(repr=False)
    lexicon: Lexicon = field(repr=False)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words, sorted."""
        return tuple(word for line in self.heads.values() for word in line.split()[1:])

    @cached_property
    def likeness(self) -> Likeness:
        """Which characters are taken for each other."""
        return Likeness(ByCharacter(lines("readings"), _readings), frozenset(lines("lookalikes")))

    @cached_property
    def accepted(self) -> frozenset[str]:
        """Idioms that are right although they are near a commoner one."""
        return frozenset(lines("accepted"))

    def near_misses(
        self, text: str, starts: Iterable[int], ends: Iterable[int], accepted: Container[str]
    ) -> Iterator[NearMiss]:
        """What is one wrong character away from a word.

        Args:
            text: the article.
            starts, ends: where words may begin and end, in order; code points.
            accepted: what is right although it is near a fixed word.
        """
        for start, word in chain(self._beginning(text, starts), self._ending(text, ends)):
            miss = self._judged(text, start, word, accepted)
            if miss is not None:
                yield miss

    def _beginning(self, text: str, starts: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Where words begin, or may be meant, that have the first two characters and one more in common with a text."""
        heads = self.heads
        for start in starts:
            piece = text[start : start + 4]
            words = heads.get(piece[:2])
            if words is None or f" {piece}" in words:
                continue
            third, fourth, is_rare = piece[2:3], piece[3:], words[2] == " "
            if (f" {piece[:3]}" in words or (is_rare and fourth in words)) and not self._ends(piece):
                for word in words.split()[1:]:
                    if word[2] == third or (is_rare and word[3] == fourth):
                        yield start, word

    def _ending(self, text: str, ends: Iterable[int]) -> Iterator[tuple[int, str]]:
        """The same for words that have the last two characters and one more in common; where they begin."""
        tails = self.tails
        for end in ends:
            piece = text[max(0, end - 4) : end]
            words = tails.get(piece[2:])
            if words is None or f"{piece} " in words:
                continue
            third, fourth, is_rare = piece[1], piece[0], words[2] == " "
            if (f"{piece[1:]} " in words or (is_rare and fourth in words)) and not self._begins(piece):
                for word in words.split()[1:]:
                    if word[-3] == third or (is_rare and word[-4] == fourth):
                        yield end - len(word), word

    def _begins(self, piece: str) -> bool:
        """Whether a word begins with four characters."""
        return f" {piece}" in self.heads.get(piece[:2], "")

    def _ends(self, piece: str) -> bool:
        """Whether a word ends with four characters."""
        return f"{piece} " in self.tails.get(piece[-2:], "")

    def _judged(self, text: str, start: int, word: str, accepted: Container[str]) -> NearMiss | None:
        """What stands where a word may be meant, if that is likely."""
        end = start + len(word)
        piece = text[start:end]
        if start < 0 or len(piece) != len(word):
            return None
        for at, right in enumerate(word):
            if piece[at] != right:
                break
        else:
            return None
        wrong, costs = piece[at], self.lexicon
        if piece[at + 1 :] != word[at + 1 :] or not is_ideograph(wrong) or wrong in self.traditional:
            return None
        # What leaves the fewest comes first.
        alike = self.likeness.as_wholes(wrong, right)
        if alike is None and costs.costs.get(wrong, math.inf) < _RARE:
            return None
        if piece in costs.costs or piece in accepted or (wrong in _NUMBERS and right in _NUMBERS):
            return None
        # The text around the piece can only make it cheaper, and so can other ways to part it.
        most = costs.costs.get(word, math.inf) + _ENOUGH[SOUND]
        if costs.halves(piece) < most or costs.cost(piece) < most:
            return None
        if alike is None:
            if not self.likeness.in_parts(wrong, right):
                return None
            alike = PART
        before, behind = costs.run(text, start, end)
        gain = costs.cost(before + piece + behind) - costs.cost(before) - costs.cost(word) - costs.cost(behind)
        enough = _ENOUGH[alike] + _IN_A_WORD * costs.crosses(text, start + at, start + at + 1)
        if gain < enough or piece in self.accepted:
            return None
        return NearMiss(Span(start, end), word, at, alike, gain)


@cache
def fixed_words() -> FixedWords:
    """The fixed words that come with lintcorpus; read when first asked for."""
    heads, tails = ({line[:2]: line for line in lines(name)} for name in ("heads", "tails"))
    return FixedWords(heads, tails, frozenset(lines("traditional")[0]), lexicon())


def _readings(line: str) -> Readings:
    """The readings of a character, of which a line holds those without tones."""
    sounds = frozenset(line[1:].split())
    return Readings(sounds, frozenset(map(blurred, sounds)))
