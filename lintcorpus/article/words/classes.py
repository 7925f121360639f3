"""What an English word may be in a sentence: noun, verb, adjective and so on."""

import zlib
from functools import cache

from lintcorpus.packaged import packaged

CLASSES = {
    "noun": "N",
    "plural": "P",
    "verb": "V",
    "verb-s": "Z",
    "past": "D",
    "participle": "E",
    "ing": "G",
    "adjective": "J",
    "adverb": "R",
    "comparative": "C",
    "superlative": "S",
}
"""Names of classes, with their letters."""


@cache
def _table() -> dict[str, str]:
    """Words with their classes, made by ``tools/build_word_classes.py``; read when first asked for."""
    packed = packaged("article", "data", "classes.z").read_bytes()
    table: dict[str, str] = {}
    for line in zlib.decompress(packed).decode("ascii").split("\n"):
        classes, *words = line.split(" ")
        table.update(dict.fromkeys(words, classes))
    return table


def word_classes(word: str) -> str:
    """The letters of a word's classes, the usual one first; empty for words that are not known.

    Args:
        word: in lower case.
    """
    return _table().get(word, "")
