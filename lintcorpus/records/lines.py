"""Lines of a file of any size, no more of which is in memory than one line may have."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple


class Line(NamedTuple):
    """A line, or a piece of one that is too long.

    Attributes:
        number: from 1.
        raw: its bytes with the newline.
        size: 0 for a whole line; for the last piece of one that is too long its size in bytes.
        partial: whether more pieces of the line follow.
    """

    number: int
    raw: bytes
    size: int = 0
    partial: bool = False


def lines(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """The lines of a stream; they end at LF only.

    Args:
        stream: at its beginning.
        limit: bytes above which a line comes in pieces.
    """
    number = 1
    while raw := stream.readline(limit + 1):
        if len(raw) <= limit or raw.endswith(b"\n"):
            yield Line(number, raw)
        else:
            size = len(raw)
            while not raw.endswith(b"\n"):
                following = stream.readline(limit + 1)
                if not following:
                    break
                yield Line(number, raw, partial=True)
                raw = following
                size += len(raw)
            yield Line(number, raw, size)
        number += 1


def too_large(size: int, limit: int) -> str:
    """What is said of a record that has more bytes than the limit."""
    return f"the record has {size:,} bytes, more than the limit of {limit:,}; raise 'max-file-size' to read it"
