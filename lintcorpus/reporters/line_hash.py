"""The hash of lines by which GitHub's code scanning knows an alert again after other lines moved."""

import sys
from collections.abc import Iterable
from operator import mul

_UNITS = 100
"""UTF-16 units, blanks left out, that a line's hash is made of; short lines go on into the next ones."""
_MASK = 0xFFFF_FFFF_FFFF_FFFF
_POWERS = [pow(37, _UNITS - 1 - at, _MASK + 1) for at in range(_UNITS)]
_LINE_FEED = 10
_NATIVE = f"utf-16-{sys.byteorder[0]}e"


def line_hashes(text: str, lines: Iterable[int]) -> dict[int, str]:
    """``primaryLocationLineHash`` of some lines, equal to what GitHub's upload action computes.

    Args:
        text: the whole file as UTF-8 gives it, with U+FFFD for what is none and any byte order mark.
        lines: numbers of lines, from 1.

    Returns:
        By line number ``hex:n``, where n tells the n-th line of the file with this hash; lines that
        the text does not have are left out.
    """
    wanted = set(lines)
    squeezed = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    padded = (squeezed + "\uffff").encode(_NATIVE, "surrogatepass") + bytes(2 * _UNITS)
    units = memoryview(padded).cast("H").tolist()
    seen: dict[int, int] = {}
    found: dict[int, str] = {}
    start = 0
    last = squeezed.count("\n") + 1
    for line in range(1, last + 1):
        value = sum(map(mul, units[start : start + _UNITS], _POWERS)) & _MASK
        seen[value] = seen.get(value, 0) + 1
        if line in wanted:
            found[line] = f"{value:x}:{seen[value]}"
            wanted.discard(line)
            if not wanted:
                break
        if line < last:
            start = units.index(_LINE_FEED, start) + 1
    return found
