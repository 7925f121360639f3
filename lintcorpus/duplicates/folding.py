"""Letters without case, width and accents, one character for one: quick over much text.

``article/normal.py`` composes characters (NFKC), which looks at each several times. Here every character has a
letter of its own or counts for nothing, so that a table will do.
"""

import sys
import unicodedata

BEYOND = 0x10000
"""Characters from here on count for nothing: pictographs and ideographs that are hardly ever written."""
IDENTICAL = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xAC00, 0xD7A4))
"""Ideographs and Hangul, which are their own letters; ends exclusive."""
# From so many characters on numpy pays for its import; both ways give the same.
_WORTH_IMPORTING, _WORTH_CALLING = 100_000, 500
_DROPPED = bytes(code for code in range(128) if not chr(code).isalnum())
_FOLDED = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))


def folded(text: str) -> str:
    """The letters and digits of a text."""
    if text.isascii():
        return text.encode("ascii").translate(_FOLDED, _DROPPED).decode("ascii")
    if len(text) > (_WORTH_CALLING if "numpy" in sys.modules else _WORTH_IMPORTING):
        from lintcorpus.duplicates.folding_arrays import folded_long

        return folded_long(text)
    return folded_short(text)


def folded_short(text: str) -> str:
    """The same without numpy."""
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
