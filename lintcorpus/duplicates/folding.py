"""Letters without case, width and accents, one character for one: quick over much text."""

import sys

from lintcorpus.duplicates.folding_plain import folded_short

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
