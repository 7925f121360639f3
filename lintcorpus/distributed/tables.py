"""Tables in files: written whole or not at all, and read by group."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lintcorpus.wholefile import successor

_ROWS = 200_000


def write(path: Path, tables: Iterable[pa.Table], schema: pa.Schema, compression: str = "zstd") -> int:
    """Write tables one after the other as one file; the same bytes for the same rows.

    Args:
        path: its folder is made.
        tables: each becomes at least one row group.
        schema: of all of them.
        compression: of Parquet.

    Returns:
        How many rows it holds.

    Raises:
        OSError: it cannot be written; nothing is left of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = 0
    with (
        successor(path, 0o644) as stream,
        pq.ParquetWriter(stream, schema, compression=compression, store_schema=True) as writer,
    ):
        for table in tables:
            if table.num_rows:
                writer.write_table(table.cast(schema), row_group_size=_ROWS)
                rows += table.num_rows
    return rows


def write_grouped(path: Path, table: pa.Table, column: str = "group") -> int:
    """Write a table so that the rows of a group can be read alone: by group, each in row groups of its own."""
    order = np.argsort(table.column(column).to_numpy(), kind="stable")
    table = table.take(pa.array(order))
    values = table.column(column).to_numpy()
    ends = [*np.flatnonzero(values[1:] != values[:-1]) + 1, len(values)]
    starts = [0, *ends[:-1]]
    # Hashes do not get smaller; what else there is gets small by the quickest.
    tables = (table.slice(start, end - start) for start, end in zip(starts, ends, strict=True))
    return write(path, tables, table.schema, compression="lz4")


def read_group(files: Sequence[Path], group: int, column: str = "group") -> Iterator[pa.Table]:
    """The rows of a group in each of some files that ``write_grouped`` wrote."""
    for path in files:
        with pq.ParquetFile(path) as file:
            wanted = [at for at in range(file.num_row_groups) if _holds(file, at, column, group)]
            if wanted:
                yield file.read_row_groups(wanted, use_threads=False)


def read_range(files: Sequence[Path], column: str, first: int, last: int) -> Iterator[pa.Table]:
    """The row groups of files that may hold values of a sorted column from ``first`` to ``last``."""
    for path in files:
        with pq.ParquetFile(path) as file:
            at = file.schema_arrow.get_field_index(column)
            for group in range(file.num_row_groups):
                seen = file.metadata.row_group(group).column(at).statistics
                if seen.min <= last and seen.max >= first:
                    yield file.read_row_group(group, use_threads=False)


def batches(path: Path, columns: Sequence[str] | None = None, rows: int = 512) -> Iterator[pa.RecordBatch]:
    """A file a few rows at a time."""
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(rows, columns=columns, use_threads=False)


def rows_of(path: Path) -> int:
    """How many rows a file holds."""
    return int(pq.read_metadata(path).num_rows)


def joined(tables: Iterable[pa.Table], schema: pa.Schema) -> pa.Table:
    """Tables one after the other as one."""
    return pa.concat_tables([schema.empty_table(), *(table.cast(schema) for table in tables)])


def numbers(table: pa.Table, column: str) -> Any:
    """A column of numbers as an array of numpy."""
    return table.column(column).to_numpy()


def _holds(file: pq.ParquetFile, at: int, column: str, group: int) -> bool:
    index = file.schema_arrow.get_field_index(column)
    seen = file.metadata.row_group(at).column(index).statistics
    return bool(seen.min == group)
