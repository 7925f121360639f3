"""Records as rows of Parquet: read in small batches, and written anew as they were."""

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from lintcorpus.records.errors import RecordsError
from lintcorpus.records.row import Row, TooLarge

_BATCH, _ROOM = 64, 8_000_000
"""Rows that are decoded at once at most, and bytes that they should have together."""
_DAMAGED = (OSError, ValueError, NotImplementedError)
"""Among these are all errors of pyarrow about what it reads."""


def rows(stream: BinaryIO, wanted: Sequence[str] | None, limit: int) -> Iterator[Row]:
    """The records of a file; those of a damaged row group come as one broken piece, and the next group follows.

    Args:
        stream: the file; it can seek.
        wanted: the columns to read; all when ``None``.
        limit: bytes above which a text is not read; a ``TooLarge`` stands for it.

    Raises:
        RecordsError: it is no Parquet file, or the package for it is missing.
    """
    file = _opened(stream)
    number = 0
    for group in range(file.num_row_groups):
        said = file.metadata.row_group(group)
        last = number + said.num_rows
        size = max(1, min(_BATCH, _ROOM * said.num_rows // max(1, said.total_byte_size)))
        try:
            for batch in file.iter_batches(size, row_groups=[group], columns=wanted, use_threads=False):
                for at in range(batch.num_rows):
                    number += 1
                    yield _row(number, batch, at, limit)
        except _DAMAGED as error:
            reason = " ".join(str(error).split())
            problem = f"row group {group + 1} is damaged ({reason}); make the file anew"
            yield Row(number + 1, 0, b"", problem=problem, last=last)
        number = last


def column_names(stream: BinaryIO) -> list[tuple[str, bool]]:
    """The columns of a file, each with whether it holds text.

    Raises:
        RecordsError: it is no Parquet file, or the package for it is missing.
    """
    schema = _opened(stream).schema_arrow
    return [(field.name, _is_text(field.type)) for field in schema]


def rewrite(stream: BinaryIO, out: BinaryIO, field: str, repaired: Callable[[Row], str | None]) -> None:
    """Write a file anew with some texts changed: same schema, metadata, row groups and compression.

    Args:
        stream: the file; it can seek.
        out: where to.
        field: the column of the texts.
        repaired: gives the new text of a record, or ``None`` to leave it.

    Raises:
        RecordsError: a row group is damaged, or what was written does not read back as it should.
    """
    arrow, parquet = _module("pyarrow"), _module("pyarrow.parquet")
    file = _opened(stream)
    with parquet.ParquetWriter(out, file.schema_arrow, **_written_as(file)) as writer:
        number = 0
        for group in range(file.num_row_groups):
            try:
                table = file.read_row_group(group, use_threads=False)
            except _DAMAGED as error:
                raise RecordsError(f"row group {group + 1} is damaged; nothing is repaired in this file") from error
            index = table.schema.get_field_index(field)
            texts: list[str | None] = []
            changed = False
            for at in range(table.num_rows):
                number += 1
                row = _row(number, table, at, sys.maxsize)
                new = None if row.problem else repaired(row)
                changed |= new is not None
                if new is None and not row.problem:
                    texts.append(row.fields[field])
                else:
                    texts.append(new)
                if row.problem and table.column(index)[at].is_valid:
                    raise RecordsError(f"record {number}: {row.problem}; nothing is repaired in this file")
            if changed:
                kind = table.schema.field(index).type
                column = arrow.array(texts, arrow.large_string()).cast(_plain(kind))
                if str(kind).startswith("dictionary"):
                    column = column.dictionary_encode().cast(kind)
                table = table.set_column(index, table.schema.field(index), column)
            writer.write_table(table, row_group_size=max(1, table.num_rows))


def difference(old: BinaryIO, new: BinaryIO, field: str) -> str:
    """What else than the texts of one column differs between two files; empty when nothing does."""
    before, after = _opened(old), _opened(new)
    if not before.schema_arrow.equals(after.schema_arrow, check_metadata=True):
        return "its schema"
    if before.num_row_groups != after.num_row_groups:
        return "its row groups"
    others = [item.name for item in before.schema_arrow if item.name != field]
    for group in range(before.num_row_groups):
        first = before.read_row_group(group, columns=others, use_threads=False)
        second = after.read_row_group(group, columns=others, use_threads=False)
        same = first.equals(second) or first.to_pydict().__repr__() == second.to_pydict().__repr__()  # NaN
        if before.metadata.row_group(group).num_rows != after.metadata.row_group(group).num_rows or not same:
            return f"row group {group + 1}"
    return ""


def _written_as(file: Any) -> dict[str, Any]:
    """How the columns of a file were written, as far as its metadata tells.

    Raises:
        RecordsError: its first row group is damaged.
    """
    compression: dict[str, str] = {}
    dictionaries: list[str] = []
    if file.num_row_groups:
        _try_first(file)
        group = file.metadata.row_group(0)
        for at in range(group.num_columns):
            column, path = group.column(at), file.schema.column(at).path
            compression[path] = column.compression
            if any(name.endswith("DICTIONARY") for name in column.encodings):
                dictionaries.append(path)
    version = {"1.0": "1.0", "2.4": "2.4", "2.6": "2.6"}.get(file.metadata.format_version, "2.6")
    return {
        "compression": {name: "NONE" if value == "UNCOMPRESSED" else value for name, value in compression.items()}
        or "snappy",
        "use_dictionary": dictionaries or False,
        "version": version,
    }


def _try_first(file: Any) -> None:
    """Read a record, for pyarrow ends the process when it is asked the name of a compression that it does not know."""
    try:
        next(file.iter_batches(1, row_groups=[0], use_threads=False), None)
    except _DAMAGED as error:
        raise RecordsError("row group 1 is damaged; nothing is repaired in this file") from error


def _row(number: int, table: Any, at: int, limit: int) -> Row:
    fields: dict[str, Any] = {}
    for name, column in zip(table.schema.names, table.columns, strict=True):
        value = column[at]
        try:
            size = value.as_buffer().size if value.is_valid and hasattr(value, "as_buffer") else 0
            fields[name] = value.as_py() if size <= limit else TooLarge(size)
        except UnicodeDecodeError:
            return Row(number, 0, b"", problem=f"its field {name!r} has bytes that are no UTF-8; convert it to UTF-8")
        except (OSError, ValueError, OverflowError) as error:
            fields[name] = f"({error})"
    return Row(number, 0, b"", fields)


def _is_text(kind: Any) -> bool:
    return str(_plain(kind)) in ("string", "large_string", "string_view")


def _plain(kind: Any) -> Any:
    """The type of a column's values."""
    return kind.value_type if str(kind).startswith("dictionary") else kind


def _opened(stream: BinaryIO) -> Any:
    parquet = _module("pyarrow.parquet")
    stream.seek(0)
    try:
        file = parquet.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20, page_checksum_verification=True)
        file.schema_arrow  # noqa: B018 - a type that pyarrow does not know shows only here
        return file
    except _DAMAGED as error:
        reason = " ".join(str(error).split())
        raise RecordsError(f"it is no Parquet file, or cut off: {reason}; fetch or make it anew") from error


def _module(name: str) -> Any:
    """A module of pyarrow, which is an extra.

    Raises:
        RecordsError: it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise RecordsError("reading Parquet needs pyarrow: pip install 'lintcorpus[parquet]'") from error
