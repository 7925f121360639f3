"""What the letter of a character is, and the letters of a short text, without numpy; see ``folding``.

``article/normal.py`` composes characters (NFKC), which looks at each several times. Here every character has a
letter of its own or counts for nothing, so that a table will do.
"""

import unicodedata

BEYOND = 0x10000
"""Characters from here on count for nothing: pictographs and ideographs that are hardly ever written."""
IDENTICAL = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xAC00, 0xD7A4))
"""Ideographs and Hangul, which are their own letters; ends exclusive."""


def folded_short(text: str) -> str:
    """As ``folding.folded``."""
    return text.translate(_Letters())


def letter(code: int) -> int:
    """The letter of a character, both as code points; 0 for none.

    Of several letters that a character stands for, as in ligatures, it is the first.
    """
    if code >= BEYOND:
        return 0
    if any(start <= code < end for start, end in IDENTICAL):
        return code
    first = unicodedata.normalize("NFKD", chr(code))[:1].casefold()[:1]
    return ord(first) if first.isalnum() else 0


class _Letters(dict[int, int | None]):
    """For ``str.translate``: finds letters as they are asked for."""

    def __missing__(self, code: int) -> int | None:
        found = letter(code) or None
        self[code] = found
        return found
