"""Bytes to text and back.

A strict decode that gives back the exact bytes decides. What no mark and no strict UTF-8 settles is
guessed, in a module that is not even imported for common files.
"""

import codecs
from typing import NamedTuple


class Decoded(NamedTuple):
    """What the bytes of a file say.

    Attributes:
        text: the text without a BOM; empty when the bytes are no text in any encoding.
        encoding: the Python codec that turns the text back into the bytes.
        bom: whether the bytes began with a byte order mark.
        lossy: whether the text cannot give back the bytes, or is nothing that anybody would write:
            then the true encoding is one that Python lacks, as EUC-TW.
        confidence: how sure a guessed encoding is, 0 to 1; ``None`` when nothing was guessed.
        binary: whether the bytes are no text.
    """

    text: str
    encoding: str
    bom: bool = False
    lossy: bool = False
    confidence: float | None = None
    binary: bool = False


# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    ("utf-8", codecs.BOM_UTF8),
    ("utf-32-le", codecs.BOM_UTF32_LE),
    ("utf-32-be", codecs.BOM_UTF32_BE),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
)
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\v\f\r\b\x1b")
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


def strict(raw: bytes, encoding: str) -> str | None:
    """The text, if it gives back the exact bytes."""
    try:
        text = raw.decode(encoding)
        return text if text.encode(encoding) == raw else None
    except UnicodeError:
        return None


def control_share(raw: bytes) -> float:
    """How much of some bytes is control characters that texts do not have, 0 to 1."""
    return 1 - len(raw.translate(None, _CONTROLS)) / max(1, len(raw))


def _marked(body: bytes, encoding: str) -> Decoded:
    text = strict(body, encoding)
    if text is not None:
        return Decoded(text, encoding, bom=True)
    return Decoded(body.decode(encoding, "replace"), encoding, bom=True, lossy=True)
