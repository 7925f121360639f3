"""Fingerprints of a text: of its grams the few that any near copy chooses too; ``winnowing_plain`` says which."""

import sys

from lintcorpus.article.repeats.winnowing_plain import Fingerprints, fingerprints_of_short

# Importing numpy costs 100 ms and calling it some 0.1 ms a text; results are the same with and without.
_WORTH_IMPORTING, _WORTH_CALLING = 100_000, 300


def fingerprints(text: str) -> Fingerprints:
    """The fingerprints of a text.

    Args:
        text: a normal form, with control characters (below U+0020) between blocks.
    """
    if len(text) > (_WORTH_CALLING if "numpy" in sys.modules else _WORTH_IMPORTING):
        from lintcorpus.article.repeats.winnowing_arrays import fingerprints_of_long

        return fingerprints_of_long(text)
    return fingerprints_of_short(text)
