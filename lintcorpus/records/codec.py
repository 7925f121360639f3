"""In which encoding the lines of a file of records are."""

import codecs

from lintcorpus.reading.decode import decode
from lintcorpus.records.errors import RecordsError

_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FEW = 200


def codec_of(sample: bytes) -> str:
    """The Python codec of the lines of a file.

    A file counts as UTF-8 as soon as one line that is not ASCII is UTF-8, or when most are ASCII: other lines
    are broken then.

    Args:
        sample: the first bytes of the file.

    Raises:
        RecordsError: the lines are in UTF-16 or UTF-32, or no text at all.
    """
    if sample.startswith(_WIDE):
        raise RecordsError("it is in UTF-16 or UTF-32, whose lines cannot be told apart; convert it to UTF-8")
    if _is_utf8_so_far(sample):
        return "utf-8"
    every = [line for line in sample.split(b"\n") if line.strip()]
    foreign = [line for line in every if not line.isascii()]
    # A few bad lines are bad lines and say nothing of the others.
    if 2 * len(foreign) < len(every) or any(_is_utf8(line) for line in foreign[:_FEW]):
        return "utf-8"
    # The last line may be cut in the midst of a character.
    found = decode(b"\n".join(foreign[: min(_FEW, max(1, len(foreign) - 1))]))
    if found.binary:
        raise RecordsError("it is not text; is its suffix right?")
    if found.lossy:
        return "utf-8"
    # Records further on may have characters that only the larger of these has.
    return "gb18030" if found.encoding in ("gb2312", "gbk", "cp936") else found.encoding


def _is_utf8_so_far(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def undecodable(error: UnicodeDecodeError, codec: str) -> str:
    """What is said of a record with bytes that are no text in the encoding of its file."""
    byte = error.object[error.start]
    shown = "UTF-8" if codec == "utf-8" else codec.upper()
    return f"byte {error.start + 1} of the record (0x{byte:02X}) is no {shown}; convert the record to {shown}"
