"""Which facts of very many bear on each other, in little memory: those with one key, or fingerprints in common.

The fingerprints of a large corpus would take more memory than all else that is known of it. So they are put into
files without names by their own value, and what two facts have in common is counted one part after the other.
"""

import tempfile
from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import IO, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lintcorpus.engine.relinking import HOLDERS, SHARE

_PARTS = 128
"""In how many parts fingerprints are looked at, and then pairs; a byte tells one."""
_IN_MEMORY = 400_000
"""Fingerprints or pairs that are not yet worth a file."""
_LOW = np.uint64(0xFFFFFFFF)
_PRINTS = np.dtype([("print", np.uint64), ("fact", np.uint32)])

_Numbers = npt.NDArray[np.uint64]
_Places = npt.NDArray[np.int64]
_Whole = npt.NDArray[Any]
Keep: TypeAlias = Callable[[str, bytes], None]
"""Is given a name and bytes to keep under it."""


def _drop(name: str, content: bytes) -> None:
    """Keep nothing."""


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

    def groups(self, keep: Keep = _drop) -> list[list[int]]:
        """The facts that bear on each other, however indirectly: each group in order, by its first fact.

        Args:
            keep: is given what ``engine.relinking.Links`` is made of, section by section: name and content.
        """
        keys = np.frombuffer(self._keys, np.uint64)
        order = np.argsort(keys, kind="stable")
        same = keys[order[1:]] == keys[order[:-1]]
        _keep_keys(keys[order], order, same, keep)
        alike = self._alike(keep)
        keep("sizes", self._sizes.tobytes())
        keep("edges", alike.astype(np.uint32).tobytes())
        return _components(np.concatenate([np.stack([order[:-1][same], order[1:][same]], axis=1), alike]))

    def _alike(self, keep: Keep) -> _Places:
        """Pairs with enough fingerprints in common."""
        sizes = np.frombuffer(self._sizes, np.uint32)
        pairs = _Rows(self._files, np.dtype(np.uint64), lambda codes: (codes & _LOW) % _PARTS)
        heads = [np.empty(0, _PRINTS)]
        for part, rows in enumerate(self._prints.parts()):
            rows = rows[np.argsort(rows["print"], kind="stable")]  # so that the holders of one stay in order
            keep(f"prints {part}", rows["print"].tobytes())
            keep(f"holders {part}", rows["fact"].tobytes())
            heads.append(_heads(rows))
            for codes in _pairs(rows["print"], rows["fact"]):
                pairs.add(codes)
        every = np.concatenate(heads)
        every = every[np.argsort(every["fact"], kind="stable")]
        keep("heads", every["fact"].tobytes())
        keep("head_prints", every["print"].tobytes())
        found = [np.empty((0, 2), np.int64)]
        for codes in pairs.parts():
            codes, counts = np.unique(codes, return_counts=True)
            both = np.stack([codes >> np.uint64(32), codes & _LOW], axis=1).astype(np.int64)
            found.append(both[counts >= SHARE * sizes[both].min(axis=1)])
        return np.concatenate(found)


def _keep_keys(keys: _Numbers, order: _Places, same: npt.NDArray[np.bool_], keep: Keep) -> None:
    """Keep the keys of all facts, and which facts share one.

    Args:
        keys: in order.
        order: the fact of each.
        same: of each but the first, whether it is that before it.
        keep: is given them.
    """
    keep("keys", keys.tobytes())
    keep("keyed", order.astype(np.uint32).tobytes())
    shared = np.append(same, False) | np.append(False, same)
    groups = np.cumsum(np.append(True, ~same)[: len(order)])
    keep("twins", groups[shared[: len(order)]].astype(np.uint32).tobytes())
    keep("twin_facts", order[shared[: len(order)]].astype(np.uint32).tobytes())


def _heads(rows: _Whole) -> _Whole:
    """The rows of the first holders of each fingerprint that has more than those.

    Args:
        rows: fingerprints in order with their facts.
    """
    values = rows["print"]
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1])[: len(values)])
    counts = np.diff(np.append(starts, len(values)))
    wide = starts[counts > HOLDERS]
    first: _Whole = rows[(wide[:, None] + np.arange(HOLDERS)).ravel()]
    return first


def _pairs(values: _Numbers, holders: npt.NDArray[np.uint32]) -> Iterator[_Numbers]:
    """The earlier and the later of two holders of one value in one number, value by value."""
    same = values[1:] == values[:-1]
    shared = np.append(same, False) | np.append(False, same)
    values, holders = values[shared[: len(values)]], holders[shared[: len(holders)]]  # most have one holder only
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1])[: len(values)])
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
    """Rows that are in memory while they are few, and in a file from then on, so that those of a part can be read."""

    def __init__(self, files: ExitStack, kind: "np.dtype[Any]", part_of: Callable[[Any], Any]) -> None:
        """Begin without any row.

        Args:
            files: closes the file.
            kind: of the rows.
            part_of: gives for each of some rows the number of its part.
        """
        self.kind = kind
        self._closing = files
        self._part_of = part_of
        self._file: IO[bytes] | None = None
        self._ends: list[_Places] = []  # each time that rows were written, the end in the file of those of each part
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
        if self._file is None:
            yield self._taken()
            return
        self._write()
        for part in range(_PARTS):
            yield np.frombuffer(b"".join(self._written(self._file, part)), self.kind)
        self._file.close()

    def _written(self, file: IO[bytes], part: int) -> Iterator[bytes]:
        for ends in self._ends:
            start, end = ends[part : part + 2].tolist()
            file.seek(start)
            yield file.read(end - start)

    def _write(self) -> None:
        if self._file is None:
            self._file = self._closing.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed with the others
        rows = self._taken()
        parts = self._part_of(rows).astype(np.uint8)
        start = self._ends[-1][-1] if self._ends else 0
        lengths = np.bincount(parts, minlength=_PARTS) * self.kind.itemsize
        self._ends.append(np.append(start, start + np.cumsum(lengths)))
        self._file.seek(int(start))
        self._file.write(rows[np.argsort(parts, kind="stable")].tobytes())

    def _taken(self) -> npt.NDArray[Any]:
        rows = np.concatenate([np.empty(0, self.kind), *self._held])
        self._held, self._number = [], 0
        return rows
