"""Which facts of very many bear on each other, in little memory: those with one key, or fingerprints in common.

The fingerprints of a large corpus would take more memory than all else that is known of it. So they are put into
files without names by their own value, and what two facts have in common is counted one file after the other.
"""

import tempfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import IO, Any

import numpy as np
import numpy.typing as npt

HOLDERS = 8
"""A fingerprint pairs a fact with so many earlier ones that hold it, twice as many as rules look at."""
SHARE = 0.25
"""The part of the shorter one's fingerprints that two facts have in common at least; the rules ask for more."""
_PARTS = 32
"""Into how many files fingerprints go, and then pairs."""
_IN_MEMORY = 400_000
"""Fingerprints or pairs that are not yet worth a file."""
_LOW = np.uint64(0xFFFFFFFF)
_PRINTS = np.dtype([("print", np.uint64), ("fact", np.uint32)])

_Numbers = npt.NDArray[np.uint64]
_Places = npt.NDArray[np.int64]
_Whole = npt.NDArray[Any]


class Linking:
    """Facts by number, from 0 in the order in which they are added; close it, or use it in a ``with`` statement."""

    def __init__(self) -> None:
        self._keys = array("Q")
        self._sizes = array("I")
        self._files = ExitStack()
        self._prints = _Rows(self._files, _PRINTS, lambda rows: rows["print"] % _PARTS)

    def __enter__(self) -> "Linking":
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def __len__(self) -> int:
        """How many facts there are."""
        return len(self._keys)

    def add(self, keys: bytes, sizes: bytes, prints: bytes) -> None:
        """Add facts of one document.

        Args:
            keys: for each a number of 8 bytes that is the same where the keys are.
            sizes: for each how many fingerprints it has, 4 bytes.
            prints: the fingerprints of one after the other, 8 bytes each.
        """
        first = len(self._keys)
        self._keys.frombytes(keys)
        self._sizes.frombytes(sizes)
        if prints:
            values = np.frombuffer(prints, np.uint64)
            rows = np.empty(len(values), _PRINTS)
            rows["print"] = values
            rows["fact"] = np.repeat(
                np.arange(first, len(self._keys), dtype=np.uint32), np.frombuffer(sizes, np.uint32)
            )
            self._prints.add(rows)

    def groups(self) -> list[list[int]]:
        """The facts that bear on each other, however indirectly: each group in order, by its first fact."""
        keys = np.frombuffer(self._keys, np.uint64)
        order = np.argsort(keys, kind="stable")
        same = keys[order[1:]] == keys[order[:-1]]
        edges = [np.stack([order[:-1][same], order[1:][same]], axis=1), self._alike()]
        return _components(np.concatenate(edges))

    def _alike(self) -> _Places:
        """Pairs with enough fingerprints in common."""
        sizes = np.frombuffer(self._sizes, np.uint32)
        pairs = _Rows(self._files, np.dtype(np.uint64), lambda codes: (codes & _LOW) % _PARTS)
        for rows in self._prints.parts():
            order = np.argsort(rows["print"], kind="stable")  # so that the holders of one stay in order
            for codes in _pairs(rows["print"][order], rows["fact"][order]):
                pairs.add(codes)
        found = [np.empty((0, 2), np.int64)]
        for codes in pairs.parts():
            codes, counts = np.unique(codes, return_counts=True)
            both = np.stack([codes >> np.uint64(32), codes & _LOW], axis=1).astype(np.int64)
            found.append(both[counts >= SHARE * sizes[both].min(axis=1)])
        return np.concatenate(found)


def _pairs(values: _Numbers, holders: npt.NDArray[np.uint32]) -> Iterator[_Numbers]:
    """The earlier and the later of two holders of one value in one number, value by value."""
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    firsts = np.repeat(starts, np.diff(np.append(starts, len(values))))
    places = np.arange(len(values))
    wide = holders.astype(np.uint64)
    for turn in range(HOLDERS):
        later = np.flatnonzero(places > firsts + turn)
        earlier = firsts[later] + turn
        codes = wide[earlier] << np.uint64(32) | wide[later]
        yield codes[wide[earlier] != wide[later]]


def rooted(first: _Whole, second: _Whole) -> tuple[_Whole, _Whole]:
    """For each node of a graph that fits into memory, the smallest node of its component.

    Args:
        first, second: the ends of each edge.

    Returns:
        Nodes in order, and their roots; 16 bytes for each node and edge are needed several times.
    """
    nodes, places = np.unique(np.concatenate([first, second]), return_inverse=True)
    left, right = places[: len(first)], places[len(first) :]
    roots = np.arange(len(nodes))
    while True:
        low = np.minimum(roots[left], roots[right])
        moved = roots.copy()
        np.minimum.at(moved, roots[left], low)
        np.minimum.at(moved, roots[right], low)
        while True:
            further = moved[moved]
            if np.array_equal(further, moved):
                break
            moved = further
        if np.array_equal(moved, roots):
            return nodes, nodes[roots]
        roots = moved


def _components(edges: _Places) -> list[list[int]]:
    """The nodes of a graph that hang together, by the smallest node of each component."""
    nodes, roots = rooted(edges[:, 0], edges[:, 1])
    order = np.argsort(roots, kind="stable")
    cuts = np.flatnonzero(np.diff(roots[order])) + 1
    return [part.tolist() for part in np.split(nodes[order], cuts)] if len(nodes) else []


class _Rows:
    """Rows that are in memory while they are few, and in files by part from then on."""

    def __init__(self, files: ExitStack, kind: "np.dtype[Any]", part_of: Callable[[Any], Any]) -> None:
        """Begin without any row.

        Args:
            files: closes the files.
            kind: of the rows.
            part_of: gives for each of some rows the number of its part.
        """
        self.kind = kind
        self._closing = files
        self._part_of = part_of
        self._files: Sequence[IO[bytes]] = ()
        self._held: list[npt.NDArray[Any]] = []
        self._number = 0

    def add(self, rows: npt.NDArray[Any]) -> None:
        """Add rows."""
        self._held.append(rows)
        self._number += len(rows)
        if self._number > _IN_MEMORY:
            self._write()

    def parts(self) -> Iterator[npt.NDArray[Any]]:
        """All rows, those of one part together and in the order in which they were added; then none is left."""
        if not self._files:
            yield self._taken()
            return
        self._write()
        for file in self._files:
            file.seek(0)
            rows = np.frombuffer(file.read(), self.kind)
            file.seek(0)
            file.truncate()
            yield rows

    def _write(self) -> None:
        if not self._files:
            made = (tempfile.TemporaryFile() for _ in range(_PARTS))  # noqa: SIM115 - closed with the others
            self._files = [self._closing.enter_context(file) for file in made]
        rows = self._taken()
        parts = self._part_of(rows).astype(np.uint8)
        rows = rows[np.argsort(parts, kind="stable")]
        ends = np.cumsum(np.bincount(parts, minlength=_PARTS)).tolist()
        for file, start, end in zip(self._files, [0, *ends], ends, strict=False):
            file.write(rows[start:end].tobytes())

    def _taken(self) -> npt.NDArray[Any]:
        rows = np.concatenate([np.empty(0, self.kind), *self._held])
        self._held, self._number = [], 0
        return rows
