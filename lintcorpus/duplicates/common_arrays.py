"""Which texts of very many have fingerprints in common, with numpy; see ``common`` for what is found."""

from array import array
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lintcorpus.duplicates.common_plain import HOLDERS, Common, owner_bits

_Keys = npt.NDArray[np.uint64]
_Texts = npt.NDArray[np.intp]


def common_of_many(hashes: "array[int]", counts: Sequence[int], least: float, many: int) -> Common:
    """As ``common.common``; takes 8 bytes a fingerprint and a multiple of that for those in common."""
    bits = np.uint64(owner_bits(len(counts)))
    keys = _sorted_keys(hashes, counts, bits)
    mask = np.uint64((1 << int(bits)) - 1)
    sizes = np.bincount((keys & mask).astype(np.intp), minlength=len(counts))
    begins = np.flatnonzero(_is_new(keys >> bits))
    lengths = np.diff(np.append(begins, len(keys)))
    several = lengths > 1
    owners = (keys[np.repeat(several, lengths)] & mask).astype(np.intp)
    del keys
    lengths = lengths[several]
    begins = np.cumsum(lengths) - lengths
    pairs = _pairs(owners, begins, lengths, sizes, least)
    numbers = np.repeat(np.arange(len(lengths)), lengths)
    texts = np.unique(pairs)
    held = np.flatnonzero(np.isin(owners, texts))
    crowds = {
        number: owners[begins[number] : begins[number] + lengths[number]].tolist()
        for number in np.unique(numbers[held[lengths[numbers[held]] > many]]).tolist()
    }
    pairs_found = [(first, second) for first, second in pairs.tolist()]
    return Common(sizes.tolist(), pairs_found, _numbers(owners[held], numbers[held], texts), crowds)


def _sorted_keys(hashes: "array[int]", counts: Sequence[int], bits: np.uint64) -> _Keys:
    """Hash and owner in one number, each pair of them once: numbers sort in place and faster than indices."""
    keys = np.frombuffer(hashes, np.uint64) >> bits
    keys <<= bits
    keys |= np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
    keys.sort()
    return keys[_is_new(keys)]


def _is_new(values: _Keys) -> npt.NDArray[np.bool_]:
    """Which of some sorted values differ from the one before."""
    new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def _pairs(owners: _Texts, begins: _Texts, lengths: _Texts, sizes: _Texts, least: float) -> _Texts:
    """The pairs of texts, one a row."""
    first = np.repeat(begins, lengths)
    places = np.arange(len(owners))
    found = []
    for turn in range(HOLDERS):
        later = np.flatnonzero(places > first + turn)
        found.append(owners[first[later] + turn] << 32 | owners[later])
    codes = np.concatenate(found)
    codes.sort()
    starts = np.flatnonzero(_is_new(codes.view(np.uint64)))
    counts = np.diff(np.append(starts, len(codes)))
    codes = codes[starts]
    shorter = np.minimum(sizes[codes >> 32], sizes[codes & 0xFFFFFFFF])
    codes = codes[counts >= least * shorter]
    kept: _Texts = np.stack([codes >> 32, codes & 0xFFFFFFFF], axis=1)
    return kept


def _numbers(owners: _Texts, numbers: _Texts, texts: _Texts) -> dict[int, "array[int]"]:
    """The numbers of the fingerprints of each text, of the entries of these texts."""
    order = np.argsort(owners, kind="stable")
    ends = np.searchsorted(owners[order], texts, side="right").tolist()
    ordered = array("I")
    ordered.frombytes(numbers[order].astype(np.uint32).tobytes())
    return {text: ordered[start:end] for text, start, end in zip(texts.tolist(), [0, *ends], ends, strict=False)}
