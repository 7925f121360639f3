"""Reads the records of a file one by one, whatever they are written in."""

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from lintcorpus.model.frozen import frozen
from lintcorpus.model.origin import Origin
from lintcorpus.records import csv_rows, jsonl, parquet
from lintcorpus.records.codec import codec_of
from lintcorpus.records.columns import Columns, chosen, identity_of, listed
from lintcorpus.records.compressed import damage, packing, unpacked
from lintcorpus.records.errors import CannotHoldError, RecordsError
from lintcorpus.records.lines import too_large
from lintcorpus.records.names import Format, Kind, Names
from lintcorpus.records.row import Row, TooLarge

Opener: TypeAlias = Callable[[], BinaryIO]
"""Opens a file of records for reading, at its beginning; it can seek."""

_SAMPLE_BYTES, _SAMPLE_ROWS = 1 << 20, 100
_LONGEST_META = 200
_MOST_BROKEN = 1000
"""Broken records of one file that are named; the others are counted."""


class Record(NamedTuple):
    """One record.

    Attributes:
        path: its name as reports show it.
        origin: where it stands.
        text: the article; empty when there is a problem.
        problem: why it holds no article that can be read; empty when it does.
    """

    path: str
    origin: Origin
    text: str
    problem: str = ""


@frozen
class RecordFile:
    """A file of records whose first ones were looked at.

    Attributes:
        name: its path as reports show it.
        format: how it holds its records.
        columns: what its fields are.
        codec: of its lines.
        fields: the names of its fields in order, where the file itself tells.
        limit: bytes above which a record is not read.
        delimiter: what ends a field of CSV.
        escapes: whether characters beyond ASCII are escaped in JSON, as far as the first records tell.
    """

    name: str
    opener: Opener
    format: Format
    columns: Columns
    codec: str
    limit: int
    fields: tuple[str, ...] = ()
    delimiter: bytes = b""
    escapes: bool = False

    def records(self) -> Iterator[Record]:
        """All records in order.

        Raises:
            RecordsError: the file cannot be read to its end.
        """
        record_of = self._recorder()
        broken = 0
        for row in self._rows(self.columns.names):
            if not row.number:
                continue
            record = record_of(row)
            broken += bool(record.problem)
            if not record.problem or broken <= _MOST_BROKEN:
                yield record
        if broken > _MOST_BROKEN:
            more = f"{broken - _MOST_BROKEN:,} more of its records cannot be read; see those named before"
            yield Record(self.name, Origin(self.name, 0), "", more)

    def rewrite(self, out: BinaryIO, repaired: Callable[[Record, "Holder"], str | None]) -> None:
        """Write the file anew with other texts in some records, and all else as it is.

        Args:
            out: where to.
            repaired: gives the new text of a record, or ``None`` to leave it; it is told what a record can hold.

        Raises:
            RecordsError: the file cannot be read to its end, or rewritten without loss.
        """
        record_of = self._recorder()
        if self.format.kind is Kind.PARQUET:
            with self._stream() as stream:
                parquet.rewrite(stream, out, self.columns.text, lambda row: repaired(record_of(row), _anything))
            return
        with packing(out, self.format.compression) as packed:
            for row in self._rows(None):
                if not row.number:
                    packed.write(row.raw)
                    continue
                new = repaired(record_of(row), _Spliced(self, row.raw))
                packed.write(row.raw if new is None else self.spliced(row.raw, new))

    def spliced(self, raw: bytes, text: str) -> bytes:
        """A record's bytes with another text.

        Raises:
            CannotHoldError: it cannot take that text.
        """
        if self.format.kind is Kind.JSONL:
            return jsonl.replaced(raw, self.codec, self.columns.text, text, self.escapes)
        return csv_rows.replaced(raw, self.codec, self.delimiter, self.fields.index(self.columns.text), text)

    def difference(self, rewritten: BinaryIO) -> str:
        """What a rewritten file has that it must not have; empty when nothing.

        What is made of lines was proved line by line; Parquet is written anew and compared as a whole.
        """
        if self.format.kind is not Kind.PARQUET:
            return ""
        with self._stream() as stream:
            return parquet.difference(stream, rewritten, self.columns.text)

    def _rows(self, wanted: Sequence[str] | None) -> Iterator[Row]:
        last = 0
        with self._stream() as stream:
            try:
                for row in _rows(stream, self.format, self.codec, self.limit, wanted):
                    last = row.last or row.number or last
                    yield row
            except RecordsError:
                raise
            except Exception as error:
                said = damage(error)
                if said is None:
                    raise
                raise RecordsError(f"after record {last}: {said}") from error

    @contextlib.contextmanager
    def _stream(self) -> Iterator[BinaryIO]:
        with self.opener() as raw, unpacked(raw, self.format.compression) as stream:
            yield stream

    def _recorder(self) -> Callable[[Row], Record]:
        return record_maker(self.name, self.columns, self.limit, has_lines=not self.format.compression)


def record_maker(name: str, columns: Columns, limit: int, *, has_lines: bool = True) -> Callable[[Row], Record]:
    """What makes records of the rows of one file, each of which it names.

    Args:
        name: the file's path as reports show it.
        columns: what the fields are.
        limit: bytes above which a text is not read.
        has_lines: whether a line of the file can be shown.
    """
    names = Names(name)

    def record(row: Row) -> Record:
        fields = row.fields
        line = row.line if has_lines else 0
        if row.problem:
            return Record(names.numbered(row.number), Origin(name, row.number, line), "", _problem(row))
        identity = identity_of(fields.get(columns.path or columns.id))
        meta = tuple((key, _as_text(fields[key])) for key in columns.meta if key in fields)
        origin = Origin(name, row.number, line, columns.text, identity, meta)
        path = names.name(identity, row.number)
        text = fields.get(columns.text)
        if isinstance(text, str) and len(text) > limit // 4:
            size = len(text.encode("utf-8", "surrogatepass"))
            text = text if size <= limit else TooLarge(size)
        if isinstance(text, TooLarge):
            return Record(path, origin, "", too_large(text.size, limit))
        if not isinstance(text, str):
            return Record(path, origin, "", _no_text(fields, columns.text))
        if not text.isascii() and _has_surrogates(text):
            return Record(path, origin, "", "an escape in its text is half a character (\\ud800 to \\udfff)")
        return Record(path, origin, text)

    return record


class Holder:
    """Says whether a record can take a text."""

    def refusal(self, text: str) -> str:
        """Why not; empty when it can."""
        return ""


class _Spliced(Holder):
    def __init__(self, file: RecordFile, raw: bytes) -> None:
        self._file = file
        self._raw = raw

    def refusal(self, text: str) -> str:
        try:
            self._file.spliced(self._raw, text)
        except CannotHoldError as error:
            return str(error)
        return ""


_anything = Holder()


def open_records(name: str, opener: Opener, form: Format, wanted: Columns, limit: int) -> RecordFile | None:
    """Look at the first records of a file.

    Args:
        name: its path as reports show it.
        opener: opens it.
        form: how it holds its records.
        wanted: the fields that the user named.
        limit: bytes above which a record is not read.

    Returns:
        The file, or ``None`` when it holds no record.

    Raises:
        RecordsError: it cannot be read, or its articles are in no field that is known.
    """
    codec, delimiter, escapes = "utf-8", b"", False
    texts: list[str] | None = None
    with _damaged(), opener() as raw, unpacked(raw, form.compression) as stream:
        if form.kind is Kind.PARQUET:
            found = parquet.column_names(stream)
            texts = [column for column, is_text in found if is_text]
            if wanted.text and wanted.text not in texts and wanted.text in dict(found):
                raise RecordsError(f"its column {wanted.text!r} does not hold text")
            fields: tuple[str, ...] = tuple(column for column, _ in found)
        else:
            sample = _sample(stream)
            codec, escapes = codec_of(sample), sample.isascii()
            delimiter = csv_rows.delimiter_of(sample.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 1)[0], form.tabs)
    with _damaged(), opener() as raw, unpacked(raw, form.compression) as stream:
        rows = _first(_rows(stream, form, codec, limit, None))
    whole = [row.fields for row in rows if not row.problem]
    if form.kind is Kind.JSONL:
        fields = ()
    elif form.kind is Kind.CSV:
        fields = tuple(whole[0]) if whole else ()
    if not whole:
        if rows:
            raise RecordsError(f"none of its first records can be read; {_at(rows[0])}: {rows[0].problem}")
        return None
    columns = chosen(wanted, whole, texts)
    return RecordFile(name, opener, form, columns, codec, limit, fields, delimiter, escapes)


def _rows(stream: BinaryIO, form: Format, codec: str, limit: int, wanted: Sequence[str] | None) -> Iterator[Row]:
    if form.kind is Kind.JSONL:
        return jsonl.rows(stream, codec, limit)
    if form.kind is Kind.CSV:
        return csv_rows.rows(stream, codec, limit, form.tabs)
    return parquet.rows(stream, wanted, limit)


def _first(rows: Iterator[Row]) -> list[Row]:
    """The first records; of a file that is damaged further on those before."""
    found: list[Row] = []
    try:
        found.extend(islice((row for row in rows if row.number), _SAMPLE_ROWS))
    except Exception as error:
        if not found or (damage(error) is None and not isinstance(error, RecordsError)):
            raise
    return found


@contextlib.contextmanager
def _damaged() -> Iterator[None]:
    try:
        yield
    except RecordsError:
        raise
    except Exception as error:
        said = damage(error)
        if said is None:
            raise
        raise RecordsError(said) from error


def _sample(stream: BinaryIO) -> bytes:
    """The first bytes of a stream; of one that is damaged further on what comes before."""
    parts: list[bytes] = []
    size = 0
    try:
        while size < _SAMPLE_BYTES:
            part = stream.read(_SAMPLE_BYTES - size)
            if not part:
                break
            parts.append(part)
            size += len(part)
    except Exception as error:
        if not parts or damage(error) is None:
            raise
    return b"".join(parts)


def _at(row: Row) -> str:
    return f"line {row.line}" if row.line else f"record {row.number}"


def _problem(row: Row) -> str:
    return f"records {row.number} to {row.last}: {row.problem}" if row.last > row.number else row.problem


def _no_text(fields: Mapping[str, Any], name: str) -> str:
    if name not in fields:
        return f"it has no field {name!r}; it has {listed(list(fields))}"
    value = fields[name]
    return f"its field {name!r} is {'null' if value is None else type(value).__name__} and no text"


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _as_text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_META else text[: _LONGEST_META - 1] + "…"
