"""Words and names of English that are no slips of others."""

from functools import cache

import xxhash

from lintcorpus.packaged import packaged

PROBES = 5
_PART = 4


@cache
def _table() -> bytes:
    """A Bloom filter of the words, made by ``tools/build_names.py``: nothing to unpack, and a few words too many
    do no harm."""
    return packaged("article", "data", "names.bloom").read_bytes()


def is_known(word: str) -> bool:
    """Whether a word is one of English or a usual name, in any case; right for all of them, wrong for one other in
    a hundred."""
    table = _table()
    return all(table[bit >> 3] >> (bit & 7) & 1 for bit in bits(word, len(table)))


def is_of_words(word: str) -> bool:
    """Whether a form is made of two known words that are not short, as ``Pinecone``."""
    parts = ((word[:at], word[at:]) for at in range(_PART, len(word) - _PART + 1))
    return word.istitle() and any(is_known(first) and is_known(second) for first, second in parts)


def bits(word: str, size: int) -> list[int]:
    """The bits that stand for a word in a table.

    Args:
        word: in any case.
        size: of the table, in bytes.
    """
    value = xxhash.xxh3_128_intdigest(word.lower().encode())
    return [(value >> (24 * probe)) % (size * 8) for probe in range(PROBES)]
