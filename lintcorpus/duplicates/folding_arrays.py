"""Letters of long texts, with numpy; see ``folding_plain`` for what they are."""

from functools import cache

import numpy as np
import numpy.typing as npt

from lintcorpus.duplicates.folding_plain import BEYOND, IDENTICAL, letter


def folded_long(text: str) -> str:
    """The same as ``folding_plain.folded_short``."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    found = _table().take(codes, mode="clip")
    return found[found > 0].tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _table() -> npt.NDArray[np.uint32]:
    """The letter of every code point up to ``BEYOND``, which stands for all that follow and has none."""
    table = np.arange(BEYOND + 1, dtype="<u4")
    identical = np.zeros(BEYOND + 1, bool)
    for start, end in IDENTICAL:
        identical[start:end] = True
    others = np.flatnonzero(~identical).tolist()
    table[others] = [letter(code) for code in others]
    return table
