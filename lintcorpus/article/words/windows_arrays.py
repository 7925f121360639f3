"""Where strings and words with one open place may stand in a text, with numpy; see ``windows``."""

from collections.abc import Iterable, Mapping
from functools import reduce

import numpy as np
import numpy.typing as npt

from lintcorpus.article.words.windows_plain import FIRST, LAST, Candidates

_FIRST, _RANGE = np.uint32(ord(FIRST)), np.uint32(ord(LAST) - ord(FIRST))
_BITS = 19
_SHIFT = np.uint32(32 - _BITS)
_MULTIPLIER = np.uint32(0x9E3779B1)
_MIX, _OTHER_MIX = np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)
_STRING, _HEAD, _TAIL = np.uint8(1), np.uint8(2), np.uint8(4)


class Tables:
    """What pieces of two or three characters may belong to, by their hashes."""

    def __init__(
        self, strings: Mapping[str, Iterable[str]], heads: Mapping[str, str], tails: Mapping[str, str]
    ) -> None:
        """Hash the pieces of all strings and words; arguments as in ``Windows``."""
        known = [string for same in strings.values() for string in same]
        first = [(line[2], word[:4]) for line in heads.values() for word in line.split()[1:]]
        last = [(line[2], word[-4:]) for line in tails.values() for word in line.split()[1:]]
        self._pairs = _table(
            ([string for string in known if len(string) == 2], _STRING),
            ([pair for pair, line in heads.items() if line[2] == " "], _HEAD),
            ([pair for pair, line in tails.items() if line[2] == " "], _TAIL),
        )
        self._triples = _table(
            ([string[:3] for string in known if len(string) > 2], _STRING),
            ([word[:3] for _, word in first], _HEAD),
            ([word[1:] for _, word in last], _TAIL),
        )
        # The first two characters and the fourth, or the last two and the fourth from the end.
        self._open = _table(
            ([word[:2] + word[3] for mark, word in first if mark == " "], _HEAD),
            ([word[0] + word[2:] for mark, word in last if mark == " "], _TAIL),
        )

    def candidates(self, text: str) -> Candidates:
        """Where in a text something may stand."""
        codes = np.frombuffer((text + "\0\0\0").encode("utf-32-le", "surrogatepass"), np.uint32)
        at = (codes - _FIRST <= _RANGE).nonzero()[0]  # what is less wraps around
        hashes = _joined(codes.take(at), codes.take(at + 1))
        pairs = self._pairs.take(_slots(hashes, _MIX))
        triples = _joined(hashes, codes.take(at + 2))
        marks = self._triples.take(_slots(triples, _MIX))
        some = marks.nonzero()[0]
        marks[some] &= self._triples.take(_slots(triples.take(some), _OTHER_MIX))
        strings = at[(pairs | marks) & _STRING != 0].tolist()
        heads = at[marks & _HEAD != 0].tolist()
        tails = (at[marks & _TAIL != 0] + 3).tolist()
        rare = (pairs & _HEAD).nonzero()[0]
        starts = at.take(rare)
        marks = self._open.take(_slots(_joined(hashes.take(rare), codes.take(starts + 3)), _MIX))
        heads += starts[marks & _HEAD != 0].tolist()
        starts = at[pairs & _TAIL != 0]
        outer = _joined(codes.take(starts - 2), codes.take(starts))  # an index below 0 counts from the end: no matter
        marks = self._open.take(_slots(_joined(outer, codes.take(starts + 1)), _MIX))
        tails += (starts[marks & _TAIL != 0] + 2).tolist()
        return Candidates(strings, sorted({*heads}), sorted({*tails}))


def _joined(hashes: npt.NDArray[np.uint32], chars: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The hashes of pieces that are longer by a character."""
    joined: npt.NDArray[np.uint32] = hashes * _MULTIPLIER
    joined += chars
    return joined


def _slots(hashes: npt.NDArray[np.uint32], mix: np.uint32) -> npt.NDArray[np.uint32]:
    """Where pieces are in a table."""
    slots: npt.NDArray[np.uint32] = hashes * mix
    slots >>= _SHIFT
    return slots


def _table(*entries: tuple[list[str], np.uint8]) -> npt.NDArray[np.uint8]:
    """A table of which two slots say what a piece belongs to; the pieces of an entry have one length."""
    table = np.zeros(1 << _BITS, np.uint8)
    for pieces, mark in entries:
        if pieces:
            codes = np.frombuffer("".join(pieces).encode("utf-32-le", "surrogatepass"), np.uint32)
            first, *others = codes.reshape(len(pieces), -1).T
            hashes = reduce(_joined, others, first)
            for mix in (_MIX, _OTHER_MIX):
                table[_slots(hashes, mix)] |= mark
    return table
