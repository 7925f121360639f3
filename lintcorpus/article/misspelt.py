"""English words that exist in no spelling, with the right ones."""

import re
import zlib
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files


@dataclass(frozen=True)
class Misspellings:
    """Wrong forms of words.

    Attributes:
        forms: the wrong forms, ASCII letters in lower case.
        packed: lines of a right form, a colon and its wrong forms; ``_`` stands for a blank in the right one.
    """

    forms: frozenset[bytes] = field(repr=False)
    packed: bytes = field(repr=False)

    @cached_property
    def lines(self) -> str:
        """The lines, unpacked when first asked for."""
        return zlib.decompress(self.packed).decode("ascii")

    @classmethod
    def of(cls, table: str) -> "Misspellings":
        """The forms of a table of lines."""
        forms = frozenset(form for form in table.encode().split() if not form.endswith(b":"))
        return cls(forms, zlib.compress(table.encode()))

    def right(self, wrong: str) -> str:
        """What a wrong form stands for."""
        found = re.search(rf" {wrong}$| {wrong} ", self.lines, re.MULTILINE)
        assert found is not None, wrong
        line = self.lines.rfind("\n", 0, found.start()) + 1
        return self.lines[line : self.lines.index(":", line)].replace("_", " ")


@cache
def misspellings() -> Misspellings:
    """Those that come with lintcorpus, made by ``tools/build_misspellings.py``; read when first asked for."""
    stream = zlib.decompressobj()
    forms = stream.decompress(files("lintcorpus.article").joinpath("data", "misspellings.z").read_bytes())
    return Misspellings(frozenset(forms.split()), stream.unused_data)
