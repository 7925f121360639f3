"""Words and names of English that are no slips of others."""

from functools import cache
from importlib.resources import files

import xxhash

PROBES = 5


@cache
def _table() -> bytes:
    """A Bloom filter of the words, made by ``tools/build_names.py``: nothing to unpack, and a few words too many
    do no harm."""
    return files("lintcorpus.article").joinpath("data", "names.bloom").read_bytes()


def is_known(word: str) -> bool:
    """Whether a word is one of English or a usual name, in any case; right for all of them, wrong for one other in
    a hundred."""
    table = _table()
    return all(table[bit >> 3] >> (bit & 7) & 1 for bit in bits(word, len(table)))


def bits(word: str, size: int) -> list[int]:
    """The bits that stand for a word in a table.

    Args:
        word: in any case.
        size: of the table, in bytes.
    """
    value = xxhash.xxh3_128_intdigest(word.lower().encode())
    return [(value >> (24 * probe)) % (size * 8) for probe in range(PROBES)]
