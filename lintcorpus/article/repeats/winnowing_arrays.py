"""The fingerprints of a long text, with numpy; see ``winnowing_plain`` for what they are."""

from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from lintcorpus.article.repeats.winnowing_plain import (
    GRAM,
    HASH_MIXES,
    HASH_MULTIPLIER,
    ORDER_MIX,
    ORDER_MULTIPLIER,
    WINDOW,
    Fingerprints,
    steps,
)

_Orders = npt.NDArray[np.uint32]
_Places = npt.NDArray[np.intp]
_Hashes = npt.NDArray[np.uint64]

_CHUNK = 1 << 16
"""How many code points are taken at once: as many as keep all arrays in the cache of a core."""
_FIRST_CONTROLS_END = 0x20


def fingerprints_of_long(text: str) -> Fingerprints:
    """The same as ``fingerprints_of_short``, some fifty times as fast where the text is long."""
    hashes, places = array("Q"), array("I")
    previous = 0
    for start, codes, continues in _chunks(text):
        chosen, orders = _chosen(codes)
        # Both chunks of a cut run have the window at the cut: what it chose stands already.
        first = int(continues and len(orders) > 0 and int(orders[0]) == previous)
        hashes.frombytes(_hashes(codes, chosen[first:]).tobytes())
        places.frombytes((chosen[first:] + start).astype(np.uint32).tobytes())
        previous = int(orders[-1]) if len(orders) else 0
    return Fingerprints(hashes, places)


def _chunks(text: str) -> Iterator[tuple[int, _Orders, bool]]:
    """Parts of a text: where each begins, its code points, and whether it begins within a run of grams.

    A text is cut after a control character. A run that is longer than a chunk is cut so that
    the next chunk begins with the last window of this one, which therefore is never the only one.
    """
    start, continues = 0, False
    while start < len(text):
        end = start + _CHUNK
        codes = np.frombuffer(text[start:end].encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32, copy=False)
        if end >= len(text):
            yield start, codes, continues
            return
        stops = np.flatnonzero(codes < _FIRST_CONTROLS_END)
        if len(stops):
            cut = int(stops[-1]) + 1
            yield start, codes[:cut], continues
            start, continues = start + cut, False
        else:
            yield start, codes, continues
            start, continues = end - (GRAM + WINDOW - 1), True


def _chosen(codes: _Orders) -> tuple[_Places, _Orders]:
    """The indices of the chosen grams of a chunk, and their orders."""
    count = len(codes) - GRAM + 1
    if count < 1:
        return np.empty(0, np.intp), np.empty(0, np.uint32)
    stops = np.flatnonzero(codes < _FIRST_CONTROLS_END)
    starts = np.concatenate([[0], stops + 1])
    lengths = np.concatenate([stops, [len(codes)]]) - GRAM + 1 - starts
    orders = _orders(codes)
    least = _least_of_long_runs(orders, starts, lengths)
    _set_least_of_short_runs(least, orders, starts, lengths)
    chosen = np.flatnonzero(orders == least)
    found = orders[chosen]
    again = np.flatnonzero(found[1:] == found[:-1])
    again = again[np.searchsorted(stops, chosen[again]) == np.searchsorted(stops, chosen[again + 1])]
    kept = np.ones(len(chosen), bool)
    kept[again + 1] = False
    return chosen[kept], found[kept]


def _orders(codes: _Orders) -> _Orders:
    values = codes
    for step in steps():
        values = values[:-step] * np.uint32(ORDER_MULTIPLIER) + values[step:]
    mixed = (values ^ (values >> np.uint32(15))) * np.uint32(ORDER_MIX)
    mixed |= np.uint32(1)
    return mixed


def _least_of_long_runs(orders: _Orders, starts: _Places, lengths: _Places) -> _Orders:
    """For every gram the largest of the smallest orders of the windows it is in; 0 where it is in none.

    A gram is chosen where this is its own order.
    """
    least = np.zeros(len(orders) + WINDOW - 1, np.uint32)
    if len(orders) >= WINDOW:
        inside = least[WINDOW - 1 : len(orders)]
        inside[:] = _slid(np.minimum, orders)
        # Windows that reach over the end of a run: from its last one to the first of the next run.
        ends = np.minimum(np.maximum(starts + lengths - WINDOW + 1, starts), len(inside))
        gaps = np.minimum(np.append(starts[1:], len(inside)), len(inside)) - ends
        inside[_positions(ends[gaps > 0], gaps[gaps > 0])] = 0
    return _slid(np.maximum, least)


def _set_least_of_short_runs(least: _Orders, orders: _Orders, starts: _Places, lengths: _Places) -> None:
    """The same for runs that are shorter than a window, which are one window each."""
    short = (lengths >= 1) & (lengths < WINDOW)
    if short.any():
        starts, lengths = starts[short], lengths[short]
        places = _positions(starts, lengths)
        smallest = np.minimum.reduceat(orders[places], np.cumsum(lengths) - lengths)
        least[places] = np.repeat(smallest, lengths)


def _positions(starts: _Places, lengths: _Places) -> _Places:
    """All indices in stretches that are not empty, in order."""
    before = np.cumsum(lengths) - lengths
    places: _Places = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return places


def _slid(least_or_most: Any, values: _Orders) -> _Orders:
    """The smallest or largest of every ``WINDOW`` values that follow one another."""
    length = 1
    while length < WINDOW:
        step = min(length, WINDOW - length)
        values = least_or_most(values[:-step], values[step:])
        length += step
    return values


def _hashes(codes: _Orders, chosen: _Places) -> _Hashes:
    values = np.zeros(len(chosen), np.uint64)
    for offset in range(GRAM):
        values *= np.uint64(HASH_MULTIPLIER)
        values += codes[offset:].take(chosen)
    first, second = HASH_MIXES
    values = (values ^ (values >> np.uint64(30))) * np.uint64(first)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(second)
    return values ^ (values >> np.uint64(31))
