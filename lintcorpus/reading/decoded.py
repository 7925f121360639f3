"""What the bytes of a file say, and two simple questions about bytes."""

import codecs
from typing import NamedTuple

_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\v\f\r\b\x1b")


class Decoded(NamedTuple):
    """What the bytes of a file say.

    Attributes:
        text: the text without a BOM; empty when the bytes are no text in any encoding.
        encoding: the Python codec that turns the text back into the bytes.
        bom: whether the bytes began with a byte order mark.
        lossy: whether the text cannot give back the bytes, or is nothing that anybody would write:
            then the true encoding is one that no codec here knows.
        confidence: how sure a guessed encoding is, 0 to 1; ``None`` when nothing was guessed.
        binary: whether the bytes are no text.
    """

    text: str
    encoding: str
    bom: bool = False
    lossy: bool = False
    confidence: float | None = None
    binary: bool = False


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


def _own_codec(name: str) -> codecs.CodecInfo | None:
    """The codec that Python lacks; ``bytes.decode`` and ``str.encode`` find it by its name."""
    if name != "euc_tw":
        return None
    from lintcorpus.reading.euc_tw import codec

    return codec()


codecs.register(_own_codec)
