"""Bytes to text and back.

A strict decode that gives back the exact bytes decides. What no mark and no strict UTF-8 settles is
guessed, in a module that is not even imported for common files.
"""

import codecs

from lintcorpus.reading.decoded import Decoded, control_share, strict

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    ("utf-8", codecs.BOM_UTF8),
    ("utf-32-le", codecs.BOM_UTF32_LE),
    ("utf-32-be", codecs.BOM_UTF32_BE),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
)
_FULL_OF_CONTROLS = 0.1


def decode(raw: bytes) -> Decoded:
    """Decode the bytes of a file.

    In this order: byte order mark, strict UTF-8 (when it is not full of NUL bytes), then by
    plausibility: UTF-16 and UTF-32, UTF-8 with damage, East Asian codecs and what a detector
    proposes. Takes linear time; only a bounded sample is judged.

    Args:
        raw: all bytes.

    Returns:
        The text and how it was found; never raises.
    """
    for encoding, mark in _BOMS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], encoding)
    text = strict(raw, "utf-8")
    if text is not None and not (b"\0" in raw and control_share(raw) > _FULL_OF_CONTROLS):
        return Decoded(text, "utf-8")
    from lintcorpus.reading.guess import guess

    return guess(raw, text)


def encode(text: str, encoding: str, bom: bool) -> bytes:
    """The bytes of a file that holds this text.

    Args:
        text: the text, without a BOM.
        encoding: as in ``Decoded``.
        bom: whether to begin with the byte order mark of this encoding.

    Raises:
        UnicodeEncodeError: the encoding has no place for a character of the text.
    """
    mark = dict(_BOMS)[encoding] if bom else b""
    return mark + text.encode(encoding)


def _marked(body: bytes, encoding: str) -> Decoded:
    text = strict(body, encoding)
    if text is not None:
        return Decoded(text, encoding, bom=True)
    return Decoded(body.decode(encoding, "replace"), encoding, bom=True, lossy=True)
