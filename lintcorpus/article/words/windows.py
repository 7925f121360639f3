"""Finds where in a text any of thousands of strings and of words with one open place may stand."""

import sys
from array import array
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from lintcorpus.article.words.windows_plain import Candidates, candidates_of_short

if TYPE_CHECKING:
    from lintcorpus.article.words.windows_arrays import Tables

# Importing numpy costs 100 ms and calling it some 0.1 ms a text.
_WORTH_IMPORTING, _WORTH_CALLING = 500_000, 300
_PIECE, _REACH = 1_000_000, 4
"""Code points that are looked at together, and so many more on each side, of which strings and words are told."""


class Windows:
    """What is looked for.

    Two to four characters are looked up at every place of a text, or nearly. An automaton of as many strings takes
    50 ms to build, more than one text is worth, and thrice as long to run.
    """

    def __init__(
        self, strings: Mapping[str, Iterable[str]], heads: Mapping[str, str], tails: Mapping[str, str]
    ) -> None:
        """Keep what is looked for; nothing is built before it is needed.

        Args:
            strings: by their first two characters, which are ideographs.
            heads, tails: words of four characters and more by the first and the last two, as ``FixedWords`` has them.
        """
        self._strings, self._heads, self._tails = strings, heads, tails

    def candidates(self, text: str) -> Candidates:
        """Where in a text something may stand."""
        if len(text) > _PIECE:
            return self._in_pieces(text)
        if len(text) > (_WORTH_CALLING if "numpy" in sys.modules else _WORTH_IMPORTING):
            return self._tables.candidates(text)
        return candidates_of_short(text, self._strings, self._heads, self._tails)

    def _in_pieces(self, text: str) -> Candidates:
        """The same for a text of which the hashes of all pieces at once would take ten times its memory."""
        found = array("I"), array("I"), array("I")
        for begin in range(0, len(text), _PIECE):
            start = max(0, begin - _REACH)
            piece = self._tables.candidates(text[start : begin + _PIECE + _REACH])
            for places, more in zip(found, piece, strict=True):
                places.extend(at + start for at in more if begin <= at + start < begin + _PIECE)
        return Candidates(*found)

    @cached_property
    def _tables(self) -> "Tables":
        from lintcorpus.article.words.windows_arrays import Tables

        return Tables(self._strings, self._heads, self._tails)
