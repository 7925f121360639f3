"""Records as rows of CSV: read, and one field put in the place of another with everything around it kept."""

import re
from collections.abc import Generator, Iterator, Sequence
from typing import BinaryIO, NamedTuple

from lintcorpus.records.codec import undecodable
from lintcorpus.records.csv_skipping import skipped
from lintcorpus.records.errors import CannotHoldError, RecordsError
from lintcorpus.records.lines import too_large
from lintcorpus.records.row import Row

_MARK = b"\xef\xbb\xbf"
_DELIMITERS = (b",", b";", b"\t")
_QUOTE = b'"'


class Cut(NamedTuple):
    """A row and where its fields stand.

    Attributes:
        raw: the bytes of the row with the end of its last line.
        spans: start and end of each field, with its quotes.
        lines: how many lines of the file it takes.
        whole: whether that is all of it, or as much as has more bytes than the limit.
    """

    raw: bytes
    spans: Sequence[tuple[int, int]]
    lines: int
    whole: bool = True


def rows(stream: BinaryIO, codec: str, limit: int, tabs: bool = False) -> Iterator[Row]:
    """The records of a file whose first row names the fields.

    A quote counts only at the beginning of a field and is doubled inside of it, as spreadsheets and
    Python's ``csv`` write it.

    Args:
        stream: at its beginning.
        codec: of the file; one in which delimiters, quotes and line ends are single bytes.
        limit: bytes above which a row is not read.
        tabs: whether fields end at tabs; else at what is most frequent in the head.

    Raises:
        RecordsError: a quoted field does not end, the head is no list of names, or it cannot be told where a row ends
            that has more bytes than the limit.
    """
    names: list[str] = []
    delimiter = b"\t" if tabs else b""
    line, number = 1, 0
    while first := stream.readline(limit + 1):
        if line == 1 and first.startswith(_MARK):
            yield Row(0, 1, _MARK)
            first = first[len(_MARK) :]
        if first in (b"\n", b"\r\n"):
            yield Row(0, line, first)
            line += 1
            continue
        if not delimiter:
            delimiter = max(_DELIMITERS, key=first.count)
        row = _cut(first, stream, delimiter, limit, line)
        if not names:
            if not row.whole:
                raise RecordsError(f"its first row, the names of the fields: {too_large(len(row.raw), limit)}")
            names = _names(row, codec)
            yield Row(0, line, row.raw)
        elif not row.whole:
            number += 1
            line += yield from _passed_over(number, line, row.raw, stream, delimiter, limit)
            continue
        else:
            number += 1
            yield _row(number, line, row, names, codec)
        line += row.lines


def delimiter_of(head: bytes, tabs: bool) -> bytes:
    """What ends the fields of a file with this first row."""
    return b"\t" if tabs else max(_DELIMITERS, key=head.count)


def replaced(raw: bytes, codec: str, delimiter: bytes, index: int, text: str) -> bytes:
    """The row with another text in a field; every byte outside of that field stays as it is.

    A field that was quoted stays quoted; one that was not is quoted only where the new text asks for it.

    Args:
        raw: the row.
        codec: of the row.
        delimiter: what ends a field.
        index: of the field, from 0.
        text: its new value.

    Raises:
        CannotHoldError: the encoding has no bytes for the text.
    """
    before = cut(raw, delimiter)
    start, end = before.spans[index]
    try:
        new = text.encode(codec)
    except UnicodeEncodeError as error:
        raise CannotHoldError(f"its encoding {codec} has no character {error.object[error.start]!r}") from error
    quoted = raw[start : start + 1] == _QUOTE
    if quoted or not new or any(mark in new for mark in (delimiter, _QUOTE, b"\n", b"\r")):
        new = _QUOTE + new.replace(_QUOTE, _QUOTE * 2) + _QUOTE
    done = raw[:start] + new + raw[end:]
    after = cut(done, delimiter)
    values, wanted = _values(after), _values(before)
    wanted[index] = text.encode(codec)
    if values != wanted or wanted[index].decode(codec) != text:
        raise CannotHoldError("the new text does not read back as it was written")
    return done


def cut(raw: bytes, delimiter: bytes) -> Cut:
    """A whole row with its fields."""
    return _cut(raw, None, delimiter, len(raw), 1)


def _cut(first: bytes, stream: BinaryIO | None, delimiter: bytes, limit: int, line: int) -> Cut:
    """The row that begins with a line; a quoted field may go on over further lines.

    Raises:
        RecordsError: a quoted field does not end.
    """
    if len(first) > limit:
        return Cut(first, (), 1, whole=False)
    raw, at, taken = bytearray(first), 0, 1
    plain = re.compile(b"[^" + re.escape(delimiter) + rb"\n]*")
    spans: list[tuple[int, int]] = []
    while True:
        start = at
        if raw[at : at + 1] == _QUOTE:
            at += 1
            while True:
                at = raw.find(_QUOTE, at)
                if at >= 0 and raw[at + 1 : at + 2] == _QUOTE:
                    at += 2
                    continue
                if at >= 0:
                    at += 1
                    break
                at = len(raw)
                more = stream.readline(limit + 1) if stream is not None else b""
                taken += bool(more)
                if not more:
                    raise RecordsError(f"the quote of a field in the row at line {line} is never closed; close it")
                raw += more
                if len(raw) > limit:
                    return Cut(bytes(raw), (), taken, whole=False)
        rest = plain.match(raw, at)
        at = rest.end() if rest else at
        if raw[at : at + 1] == delimiter:
            spans.append((start, at))
            at += 1
            continue
        end = at - 1 if at > start and raw[at - 1 : at + 1] == b"\r\n" else at
        spans.append((start, end))
        return Cut(bytes(raw), spans, taken)


def _passed_over(
    number: int, line: int, first: bytes, stream: BinaryIO, delimiter: bytes, limit: int
) -> Generator[Row, None, int]:
    """A row with too many bytes as pieces, the last of which is the record; how many lines it takes.

    Raises:
        RecordsError: it does not end well.
    """
    size = taken = 0
    last = b""
    for piece in skipped(first, stream, delimiter):
        if piece.problem:
            why = f"{too_large(size + len(piece.raw), limit)}, and {piece.problem}"
            raise RecordsError(f"the row at line {line} and all after it were not read: {why}")
        if last:
            yield Row(0, line, last)
        last = piece.raw
        size += len(last)
        taken += last.count(b"\n")
    yield Row(number, line, last, problem=too_large(size, limit))
    return taken


def _row(number: int, line: int, row: Cut, names: Sequence[str], codec: str) -> Row:
    if len(row.spans) != len(names):
        problem = f"it has {len(row.spans)} fields where the first row names {len(names)}; is a quote missing?"
        return Row(number, line, row.raw, problem=problem)
    try:
        values = [value.decode(codec) for value in _values(row)]
    except UnicodeDecodeError as error:
        return Row(number, line, row.raw, problem=undecodable(error, codec))
    return Row(number, line, row.raw, dict(zip(names, values, strict=True)))


def _values(row: Cut) -> list[bytes]:
    return [_value(row.raw[start:end]) for start, end in row.spans]


def _value(field: bytes) -> bytes:
    """A field without its quotes; what follows them belongs to it as it is."""
    if not field.startswith(_QUOTE):
        return field
    found = re.match(rb'"((?:[^"]|"")*+)"', field)
    if found is None:
        return field
    return found[1].replace(b'""', _QUOTE) + field[found.end() :]


def _names(row: Cut, codec: str) -> list[str]:
    try:
        names = [value.decode(codec) for value in _values(row)]
    except UnicodeDecodeError as error:
        raise RecordsError(f"its first row, the names of the fields: {undecodable(error, codec)}") from error
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise RecordsError(f"two fields have the name {twice!r}; the first row must name each field once")
    return names
