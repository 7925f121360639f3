"""Finds unlikely characters with n-grams of the user's corpus and the words that come with lintcorpus."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lintcorpus.article.words.chinese import lexicon
from lintcorpus.article.words.idioms import NEAR_SOUND, SHAPE, fixed_words
from lintcorpus.language.alike import alike_among
from lintcorpus.language.symbols import BITS, FIRST, LAST, ORDER, Grams, Symbols, grams_of, symbols
from lintcorpus.language.table import STEPS, Table
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.language import Guess

_RARE = 11.0
"""Characters that cost less, with the one behind them, in nats, are not looked at."""
_GAIN = 3.0
"""How much less the characters around must cost at least, in nats."""
_BEST = 3
"""So many candidates for one character are weighed by the words around."""
_LEAST = 0.5
"""Guesses that are less probable are not made."""
_BIAS, _PER_GAIN, _PER_WORD_GAIN, _PER_RARITY, _NEARLY = -3.8, 0.17, 0.27, -0.19, -0.5
"""Of the logistic function, fitted by ``bench/unlikely_zh.py --fit`` to sentences with their corrections."""
_NOTHING: Grams = np.zeros(0, np.uint64)


class Candidate(NamedTuple):
    """A character that may be wrong, with what would stand for it and why.

    Attributes:
        text: the index of its sentence.
        place: its offset there.
        right: what would stand for it.
        gain: how much likelier that makes the characters around, in nats.
        word_gain: how much likelier it makes the words around, in nats.
        rarity: how much rarer the character that stands there is than the other, in nats; what is
            rare was seldom typed by mistake.
        alike: what the two share: ``sound``, ``near-sound`` or ``shape``.
    """

    text: int
    place: int
    right: str
    gain: float
    word_gain: float
    rarity: float
    alike: str


@frozen
class NgramScorer:
    """Weighs each rare character against those that sound or look like it.

    Attributes:
        table: what sequences of characters cost in the user's corpus.
    """

    table: Table = field(repr=False)

    def score(self, sentences: Sequence[str]) -> Sequence[Sequence[Guess]]:
        """See ``Scorer``."""
        found: list[list[Guess]] = [[] for _ in sentences]
        best: dict[tuple[int, int], Guess] = {}
        for item in self.candidates(sentences):
            guess = Guess(item.place, item.place + 1, item.right, probability(item))
            known = best.get((item.text, item.place))
            if guess.probability >= _LEAST and (known is None or known.probability < guess.probability):
                best[item.text, item.place] = guess
        for (text, _), guess in sorted(best.items()):
            found[text].append(guess)
        return found

    def candidates(self, sentences: Sequence[str]) -> Iterator[Candidate]:
        """What might be meant instead of the rare characters of some sentences, the best few for each."""
        flow = symbols(sentences)
        codes = flow.codes
        costs = np.zeros(len(codes) + ORDER)
        costs[ORDER - 1 : len(codes)] = self.table.cost(grams_of(codes))
        ideographs = (codes >= FIRST) & (codes <= LAST)
        rare = np.flatnonzero(ideographs & (costs[: len(codes)] + costs[1 : len(codes) + 1] >= _RARE))
        alike = [self._similar.get(int(code), _NOTHING) for code in codes[rare]]
        at = np.repeat(rare, [len(item) for item in alike])
        if not len(at):
            return
        rights = np.concatenate(alike)
        seen = self._stands(codes[at - 1], rights) | self._stands(rights, codes[at + 1])
        at, rights = at[seen], rights[seen]
        around = np.stack([codes[at + step] for step in range(1 - ORDER, ORDER)], axis=1)
        around[:, ORDER - 1] = rights
        gains = np.zeros(len(at))
        for step in range(ORDER):
            gains += costs[at + step] - self.table.cost(_joined(around[:, step : step + ORDER]))
        rarities = self._commonness(rights) - self._commonness(codes[at])
        enough = gains >= _GAIN
        yield from _weighed(sentences, flow, at[enough], rights[enough], gains[enough], rarities[enough])

    def _stands(self, first: Grams, second: Grams) -> npt.NDArray[np.bool_]:
        """Whether pairs of symbols stand in the table."""
        return self.table.find((first << np.uint64(3 * BITS)) | (second << np.uint64(2 * BITS)))[1]

    def _commonness(self, codes: Grams) -> npt.NDArray[np.float64]:
        """The logarithm of the share of symbols in the corpus."""
        at, known = self.table.find(codes << np.uint64(3 * BITS))
        return -np.where(known, self.table.costs[at] / STEPS, self.table.unseen)

    @cached_property
    def _similar(self) -> Mapping[int, Grams]:
        """By ideograph, those of the corpus that sound or look like it."""
        single = self.table.grams[self.table.grams & np.uint64((1 << 3 * BITS) - 1) == 0] >> np.uint64(3 * BITS)
        chars = [chr(code) for code in single.tolist() if FIRST <= code <= LAST]
        similar = alike_among(chars)
        return {ord(char): np.array(sorted(map(ord, others)), np.uint64) for char, others in similar.items()}


def _joined(rows: Grams) -> Grams:
    """Rows of ``ORDER`` symbols as grams."""
    grams = rows[:, 0]
    for at in range(1, ORDER):
        grams = (grams << np.uint64(BITS)) | rows[:, at]
    return grams


def _weighed(
    sentences: Sequence[str],
    flow: Symbols,
    at: npt.NDArray[np.intp],
    rights: Grams,
    gains: npt.NDArray[np.float64],
    rarities: npt.NDArray[np.float64],
) -> Iterator[Candidate]:
    """The best candidates for each symbol, with what they do to the words around; only those that make a word."""
    likeness, words = fixed_words().likeness, lexicon()
    last, count = -1, 0
    for index in np.lexsort((rights, -gains, at)).tolist():
        symbol = int(at[index])
        count = count + 1 if symbol == last else 1
        last = symbol
        if count > _BEST:
            continue
        text, place = int(flow.texts[symbol]), int(flow.places[symbol])
        wrong, right = sentences[text][place], chr(int(rights[index]))
        before, behind = words.run(sentences[text], place, place + 1)
        if not words.crosses(before + right + behind, len(before), len(before) + 1):
            continue
        word_gain = words.cost(before + wrong + behind) - words.cost(before + right + behind)
        alike = likeness.as_wholes(wrong, right) or SHAPE
        yield Candidate(text, place, right, float(gains[index]), word_gain, float(rarities[index]), alike)


def probability(item: Candidate) -> float:
    """How sure it is that a candidate is meant, 0 to 1."""
    weight = _BIAS + _PER_GAIN * item.gain + _PER_WORD_GAIN * item.word_gain + _PER_RARITY * item.rarity
    return 1 / (1 + math.exp(-weight - _NEARLY * (item.alike == NEAR_SOUND)))
