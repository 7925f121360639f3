"""Counts a corpus and makes a table of n-gram costs of it."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import xxhash

from lintcorpus.language.symbols import FIRST, LAST, ORDER, Grams, context, grams_of, shorter, symbols
from lintcorpus.language.table import STEPS, Table

_Counts = npt.NDArray[np.int64]
_Shares = npt.NDArray[np.float64]

_DISCOUNT = 0.75
"""What is taken from every count for what was never seen."""
_LEAST = 2
"""What was seen less often is not kept: a slip in the corpus must not vouch for itself."""
SYMBOLS = 30_000
"""Among so many symbols the share of those that were never seen is divided."""
_BATCH = 1 << 22
"""Code points that are gathered before they are counted."""


class Counting:
    """Counts the sequences of symbols in a corpus; a line that stands in many articles counts once."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._waiting: list[str] = []
        self._length = 0
        self._grams: Grams = np.zeros(0, np.uint64)
        self._counts: _Counts = np.zeros(0, np.int64)
        self.ideographs = 0
        """How many were counted, up to the last ``table``."""

    def add(self, lines: Iterable[str]) -> None:
        """Count the lines of an article."""
        for line in lines:
            digest = xxhash.xxh3_64_intdigest(line.encode("utf-8", "surrogatepass"))
            if digest not in self._seen:
                self._seen.add(digest)
                self._waiting.append(line)
                self._length += len(line)
        if self._length >= _BATCH:
            self._count()

    def table(self) -> Table:
        """The table of all that was counted."""
        self._count()
        return _table(self._grams, self._counts)

    def _count(self) -> None:
        codes = symbols(self._waiting).codes
        self._waiting, self._length = [], 0
        self.ideographs += int(np.count_nonzero((codes >= FIRST) & (codes <= LAST)))
        grams, counts = np.unique(grams_of(codes), return_counts=True)
        self._grams, self._counts = _summed(
            np.concatenate([self._grams, grams]), np.concatenate([self._counts, counts.astype(np.int64)])
        )


def _summed(grams: Grams, counts: _Counts) -> tuple[Grams, _Counts]:
    """Every gram once, with the sum of its counts."""
    order = np.argsort(grams, kind="stable")
    grams, counts = grams[order], counts[order]
    first = _first(grams)
    return grams[first], np.add.reduceat(counts, first) if len(first) else counts


def _first(grams: Grams) -> npt.NDArray[np.intp]:
    """Where a new value begins in sorted grams."""
    changed = np.ones(len(grams), np.bool_)
    changed[1:] = grams[1:] != grams[:-1]
    return np.flatnonzero(changed)


def _table(grams: Grams, counts: _Counts) -> Table:
    """Costs by interpolated Kneser-Ney smoothing.

    A gram shorter than the longest counts by how many symbols stand before it, so that a symbol
    that follows one other only is not likely elsewhere.
    """
    levels = [(grams, counts)]
    for _ in range(ORDER - 1):
        # Dropping the first symbol of different grams leaves one copy for every symbol before.
        rest = shorter(levels[0][0], 1)
        levels.insert(0, _summed(rest, np.ones(len(rest), np.int64)))
    single, times = levels[0]
    total = max(1, int(times.sum()))
    unseen = _DISCOUNT * max(1, len(single)) / total / SYMBOLS
    shares: list[_Shares] = [(times - _DISCOUNT) / total + unseen]
    lefts: list[_Shares] = [np.ones(len(single))]
    for order in range(2, ORDER + 1):
        here, times = levels[order - 1]
        below = levels[order - 2][0]
        heads = context(here, order)
        first = _first(heads)
        counted = np.where(times >= _LEAST, times - _DISCOUNT, 0.0)
        sums = np.add.reduceat(times, first) if len(first) else times
        left = 1.0 - (np.add.reduceat(counted, first) if len(first) else counted) / sums
        head = np.repeat(np.arange(len(first)), np.diff([*first, len(here)]))
        lower = shares[-1][np.searchsorted(below, shorter(here, 1))]
        shares.append(counted / sums[head] + left[head] * lower)
        lefts[-1][np.searchsorted(below, heads[first])] = left
        lefts.append(np.ones(len(here)))
    # A context stays where something that is kept follows it.
    kept = [(times >= _LEAST) | (left < 1.0) for (_, times), left in zip(levels, lefts, strict=True)]
    kept[0][:] = True
    keys = np.concatenate([level[0][keep] for level, keep in zip(levels, kept, strict=True)])
    costs = np.concatenate([_steps(share[keep]) for share, keep in zip(shares, kept, strict=True)])
    backoffs = np.concatenate([_steps(left[keep]) for left, keep in zip(lefts, kept, strict=True)])
    order_of_keys = np.argsort(keys, kind="stable")
    return Table(keys[order_of_keys], costs[order_of_keys], backoffs[order_of_keys], float(-np.log(unseen)))


def _steps(shares: _Shares) -> npt.NDArray[np.uint8]:
    """Shares as negative logarithms in whole steps."""
    steps: npt.NDArray[np.uint8] = np.clip(np.rint(-np.log(shares) * STEPS), 0, 255).astype(np.uint8)
    return steps
