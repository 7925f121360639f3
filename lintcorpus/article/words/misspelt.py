"""English words that exist in no spelling, with the right ones."""

import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache, cached_property

from lintcorpus.packaged import packaged

_BEGINNING = 3
"""Wrong forms stand together that begin with the same letters, as many as the shortest has."""
_MANY = 50_000
"""Words that a run asks for before a set of all wrong forms, which takes 40 ms and 7 MB, is worth while."""


class Misspellings:
    """Wrong forms of words."""

    def __init__(self, groups: bytes, packed: bytes) -> None:
        """Keep the forms.

        Args:
            groups: lines of the letters with which wrong forms begin and these forms, a blank after each; the forms
                are of ASCII letters in lower case.
            packed: lines of a right form, a colon and its wrong forms; ``_`` stands for a blank in the right one.
        """
        self._groups = {line[:_BEGINNING]: line for line in groups.split(b"\n")}
        self._packed = packed
        self._left = _MANY

    @classmethod
    def of(cls, table: str) -> "Misspellings":
        """The forms of a table of lines."""
        forms = (form for form in table.split() if not form.endswith(":"))
        return cls(by_beginning(forms), zlib.compress(table.encode()))

    @cached_property
    def lines(self) -> str:
        """The lines, unpacked when first asked for."""
        return zlib.decompress(self._packed).decode("ascii")

    @cached_property
    def forms(self) -> frozenset[bytes]:
        """All wrong forms."""
        return frozenset(form for line in self._groups.values() for form in line.split(b" ")[1:-1])

    def among(self, words: Collection[bytes]) -> Collection[bytes]:
        """Those of some words that are wrong forms."""
        if self._left <= 0:
            return self.forms.intersection(words)
        self._left -= len(words)
        groups = self._groups
        return [word for word in words if b" %b " % word in groups.get(word[:_BEGINNING], b"")]

    def right(self, wrong: str) -> str:
        """What a wrong form stands for."""
        found = re.search(rf" {wrong}$| {wrong} ", self.lines, re.MULTILINE)
        assert found is not None, wrong
        line = self.lines.rfind("\n", 0, found.start()) + 1
        return self.lines[line : self.lines.index(":", line)].replace("_", " ")


def by_beginning(forms: Iterable[str]) -> bytes:
    """Wrong forms as ``Misspellings`` keeps them."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(forms):
        groups[form[:_BEGINNING]].append(form)
    return "\n".join(f"{beginning} {' '.join(same)} " for beginning, same in groups.items()).encode("ascii")


@cache
def misspellings() -> Misspellings:
    """Those that come with lintcorpus, made by ``tools/build_misspellings.py``; read when first asked for."""
    stream = zlib.decompressobj()
    groups = stream.decompress(packaged("article", "data", "misspellings.z").read_bytes())
    return Misspellings(groups, stream.unused_data)
