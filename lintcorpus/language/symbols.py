"""Text as the symbols that the n-gram model counts: ideographs, and one symbol each for words, numbers and marks."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Grams = npt.NDArray[np.uint64]

ORDER = 4
"""The longest sequence of symbols that is counted."""
BITS = 16
"""Of one symbol in a gram, so that four of them are 64 bits and no two grams look the same."""
FIRST, LAST = 0x4E00, 0x9FFF
"""The ideographs, which stand for themselves."""
_WORD, _NUMBER, _MARK = map(ord, "a0.")


class Symbols(NamedTuple):
    """The symbols of some texts, one behind the other.

    Attributes:
        codes: the symbols; ``ORDER`` marks stand before each text and behind the last.
        texts: the index of the text that each symbol belongs to.
        places: the offset of each symbol in its text; of a run of letters, digits or marks the first.
    """

    codes: Grams
    texts: npt.NDArray[np.intp]
    places: npt.NDArray[np.intp]


@cache
def _classes() -> Grams:
    """The symbol of every code point of the basic plane."""
    table = np.full(1 << BITS, _MARK, np.uint64)
    table[FIRST : LAST + 1] = np.arange(FIRST, LAST + 1)
    table[ord(" ")] = _WORD
    for code in range(0x250):
        if chr(code).isalnum():
            table[code] = _NUMBER if chr(code).isdigit() else _WORD
    return table


def symbols(texts: Iterable[str]) -> Symbols:
    """The symbols of some texts."""
    border = "\n" * ORDER
    starts, parts, length = [], [border], ORDER
    for text in texts:
        starts.append(length)
        parts.append(text)
        parts.append(border)
        length += len(text) + ORDER
    points = np.frombuffer("".join(parts).encode("utf-32-le", "surrogatepass"), "<u4")
    codes = _classes()[np.minimum(points, (1 << BITS) - 1)]
    # Of a run that is one symbol only the first counts, but for the border between texts.
    kept = np.ones(len(codes), np.bool_)
    kept[1:] = (codes[1:] != codes[:-1]) | (codes[1:] >= FIRST) | (points[1:] == ord("\n"))
    places = np.flatnonzero(kept)
    owners = np.searchsorted(np.array(starts, np.intp), places, side="right") - 1
    begins = np.array([*starts, 0], np.intp)
    return Symbols(codes[kept], owners, places - begins[owners])


def grams_of(codes: Grams) -> Grams:
    """The sequences of ``ORDER`` symbols, the first symbol in the highest bits."""
    grams = np.zeros(max(0, len(codes) - ORDER + 1), np.uint64)
    for at in range(ORDER):
        grams = (grams << np.uint64(BITS)) | codes[at : at + len(grams)]
    return grams


def shorter(grams: Grams, dropped: int) -> Grams:
    """Grams without their first symbols; what is left moves to the highest bits."""
    return grams << np.uint64(BITS * dropped)


def context(grams: Grams, order: int) -> Grams:
    """The grams of ``order`` symbols without their last one."""
    keep = ((1 << BITS * (order - 1)) - 1) << BITS * (ORDER - order + 1)
    return grams & np.uint64(keep)
