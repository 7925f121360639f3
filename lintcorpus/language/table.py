"""The n-gram table: what a sequence of symbols costs, and the file that keeps it."""

import mmap
import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
import xxhash

from lintcorpus.language.symbols import ORDER, Grams, context, shorter
from lintcorpus.model.frozen import field, frozen

STEPS = 10
"""Costs are kept in so many steps a nat."""
_MAGIC = b"lintcorpus-ngrams"
VERSION = 1
_HEADER = struct.Struct("<17s B 6x Q d 16s")
"""Magic, version, number of grams, cost of what was never seen, digest of all that and of what follows."""

Costs = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


class ModelFileError(Exception):
    """A model file cannot be used; the message says why."""


@frozen
class Table:
    """Costs of grams.

    Attributes:
        grams: sorted, at least one; those of fewer than ``ORDER`` symbols end in zero bits.
        costs: the negative logarithm of the last symbol's share behind the others, in steps.
        backoffs: the negative logarithm of the share that is left for what is not kept behind the
            gram, in steps.
        unseen: the cost of a symbol that was never seen, in nats.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    grams: Grams = field(repr=False)
    costs: npt.NDArray[np.uint8] = field(repr=False)
    backoffs: npt.NDArray[np.uint8] = field(repr=False)
    unseen: float

    def cost(self, grams: Grams) -> Costs:
        """What the last symbol of grams of ``ORDER`` symbols costs behind the others, in nats."""
        found = np.full(len(grams), self.unseen)
        for order in range(1, ORDER + 1):
            here = shorter(grams, ORDER - order)
            at, known = self.find(here)
            if order > 1:
                head, has_head = self.find(context(here, order))
                found += np.where(has_head, self.backoffs[head], 0) / STEPS
            found = np.where(known, self.costs[at] / STEPS, found)
        return found

    def find(self, grams: Grams) -> tuple[Indices, npt.NDArray[np.bool_]]:
        """Where grams stand in the table, and whether they do."""
        at = np.empty(len(grams), np.intp)
        order = np.argsort(grams)  # neighbours in the table are found several times as fast one after the other
        at[order] = np.searchsorted(self.grams, grams[order])
        at = np.minimum(at, len(self.grams) - 1)
        return at, self.grams[at] == grams


def packed(table: Table) -> bytes:
    """The bytes of a model file."""
    body = table.grams.astype("<u8").tobytes() + table.costs.tobytes() + table.backoffs.tobytes()
    return _header(table, body) + body


def _header(table: Table, body: bytes | memoryview) -> bytes:
    bare = _HEADER.pack(_MAGIC, VERSION, len(table.grams), table.unseen, bytes(16))
    digest = xxhash.xxh3_128(bare)
    digest.update(body)
    return bare[:-16] + digest.digest()


def unpacked(data: bytes | mmap.mmap) -> Table:
    """The table that a model file holds; its arrays are views of the bytes.

    Raises:
        ModelFileError: the bytes are damaged, of another version, or no model.
    """
    if len(data) < _HEADER.size or data[: len(_MAGIC)] != _MAGIC:
        raise ModelFileError("it is no language model")
    _, version, size, unseen, _ = _HEADER.unpack(data[: _HEADER.size])
    if version != VERSION:
        raise ModelFileError(f"it is of version {version}, this lintcorpus reads version {VERSION}")
    if not size or len(data) != _HEADER.size + 10 * size:
        raise ModelFileError(f"it is damaged: {len(data)} bytes instead of {_HEADER.size + 10 * size}")
    view = memoryview(data)
    body = view[_HEADER.size :]
    table = Table(
        np.frombuffer(body, "<u8", size),
        np.frombuffer(body, np.uint8, size, 8 * size),
        np.frombuffer(body, np.uint8, size, 9 * size),
        unseen,
    )
    if _header(table, body) != data[: _HEADER.size]:
        raise ModelFileError("it is damaged: the digest does not fit")
    return table


def open_table(file: Path) -> Table:
    """The table of a model file, mapped into memory and not read as a whole.

    Raises:
        ModelFileError: the file is damaged, of another version, or no model.
        OSError: it cannot be read.
    """
    with file.open("rb") as stream:
        if not file.stat().st_size:
            raise ModelFileError("it is empty")
        return unpacked(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
