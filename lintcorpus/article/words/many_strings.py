"""Thousands of strings, nearly all of ideographs, and where they stand in a text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from lintcorpus.article.words.windows_plain import FIRST, LAST
from lintcorpus.model.lazy import lazy
from lintcorpus.model.matches import matches

_NO_IDEOGRAPHS = bytes(byte for byte in range(256) if not 0xE3 <= byte <= 0xE9)
"""Bytes with which no ideograph begins in UTF-8."""
_TWO = lazy(f"[{FIRST}-{LAST}]{{2}}")
_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def has_ideographs(text: str) -> bool:
    """Whether there are two ideographs in a row; quick, for texts of any length."""
    # Bytes are dropped at ten times the speed of a pattern that finds nothing in some curly quotes and dashes.
    return bool(text.encode("utf-8", "surrogatepass").translate(None, _NO_IDEOGRAPHS)) and _TWO.search(text) is not None


class ManyStrings:
    """Strings that are looked for.

    Attributes:
        others: those that do not begin with two ideographs: a user's own, if any.
    """

    def __init__(self, strings: Iterable[str]) -> None:
        """Keep the strings.

        Args:
            strings: in lower case, none empty.
        """
        self._strings = tuple(strings)
        self.others = [string for string in self._strings if _TWO.match(string) is None]

    @cached_property
    def by_beginning(self) -> Mapping[str, Sequence[str]]:
        """The strings that begin with two ideographs, by these."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for string in self._strings:
            found[string[:2]].append(string)
        for string in self.others:
            found.pop(string[:2], None)
        return dict(found)

    def folded(self, text: str) -> str:
        """A text in lower case and as long as before, if case matters; else as it is."""
        if not self._are_cased:
            return text
        lower = text.lower()
        # A few capitals grow when lowered; ASCII alone keeps every offset.
        return lower if len(lower) == len(text) else text.translate(_ASCII_LOWER)

    def hits(self, text: str, starts: Iterable[int]) -> list[tuple[str, int, int]]:
        """All places of all strings, be it one in another.

        Args:
            text: as ``folded`` gives it.
            starts: where strings may begin that begin with two ideographs.

        Returns:
            Strings with start and end, in code points.
        """
        found = [
            (string, start, start + len(string))
            for start in starts
            for string in self.by_beginning.get(text[start : start + 2], ())
            if text.startswith(string, start)
        ]
        if self.others:
            places = matches(self._automaton, text, overlapping=True)
            found += [(self.others[index], start, end) for index, start, end in places]
        return found

    @cached_property
    def _are_cased(self) -> bool:
        """Whether a string holds a letter that has capitals."""
        text = "".join(self._strings)
        return text.upper() != text

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self.others, matchkind=MatchKind.Standard)
