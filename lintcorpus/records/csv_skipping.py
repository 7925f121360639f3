"""Passes over a row of CSV that has more bytes than are read, without keeping it."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import BinaryIO, NamedTuple

_QUOTE = b'"'
_QUOTED = re.compile(rb'(?:[^"]++|"")*+')
_LINE_ENDS = (b"\r", b"\n")
_PIECE = 1 << 20
"""Bytes after which a piece ends."""


class _At(Enum):
    """Where in a row a byte stands."""

    BEGINNING = auto()
    PLAIN = auto()
    QUOTED = auto()
    AFTER_QUOTE = auto()
    """A quote was seen in a quoted field: the next byte tells whether the field ends."""


class Piece(NamedTuple):
    """Bytes of a row.

    Attributes:
        raw: the bytes; all pieces together are the row with the end of its last line.
        problem: why the row does not end well, so that nothing can be said of what follows; empty when it does.
    """

    raw: bytes
    problem: str = ""


def skipped(first: bytes, stream: BinaryIO, delimiter: bytes) -> Iterator[Piece]:
    """The pieces of a row up to its end.

    In a row that short ones are read like, a field may go on after its closing quote. Here it may not: in a file that
    lacks a quote, so much text would be taken for one row until a quote turns up somewhere.

    Args:
        first: the row as far as it was read.
        stream: right behind that.
        delimiter: what ends a field.
    """
    plain = re.compile(b"[^" + re.escape(delimiter) + rb"\n]*+")
    place, raw, held = _At.BEGINNING, first, bytearray()
    while raw:
        at, ended = 0, False
        while at < len(raw):
            byte = raw[at : at + 1]
            if place is _At.QUOTED:
                found = _QUOTED.match(raw, at)
                at = found.end() if found else at
                if at < len(raw):
                    place, at = _At.AFTER_QUOTE, at + 1
            elif byte == _QUOTE and place is not _At.PLAIN:
                place, at = _At.QUOTED, at + 1
            elif place is _At.AFTER_QUOTE and byte != delimiter and byte not in _LINE_ENDS:
                yield Piece(bytes(held + raw), "a quote in it is closed in the middle of a field; is another missing?")
                return
            else:
                found = plain.match(raw, at)
                at = found.end() if found else at
                place, ended = _At.PLAIN, raw[at : at + 1] == b"\n"
                if raw[at : at + 1] == delimiter:
                    place = _At.BEGINNING
                at += 1
        held += raw
        if len(held) >= _PIECE or ended:
            yield Piece(bytes(held))
            held.clear()
        raw = b"" if ended else stream.readline(_PIECE)
    if place is _At.QUOTED:
        yield Piece(bytes(held), "the quote of a field in it is never closed; close it")
    elif held:
        yield Piece(bytes(held))
