"""Tables in files: written whole or not at all, and read by group."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lintcorpus.wholefile import successor

_ROWS = 200_000
_SHARED = 5_000
"""Rows of small groups that lie together. Of each row group a reader holds a kilobyte for each column, and there are as
many as groups times files."""


def write(
    path: Path, tables: Iterable[pa.Table], schema: pa.Schema, compression: str = "zstd", indexed: str = ""
) -> int:
    """Write tables one after the other as one file; the same bytes for the same rows.

    Args:
        path: its folder is made.
        tables: each becomes one row group, or several when it is large.
        schema: of all of them.
        compression: of Parquet.
        indexed: the only column whose values are looked for; then there are no dictionaries either, of which columns
            of hashes only get larger and slower.

    Returns:
        How many rows it holds.

    Raises:
        OSError: it cannot be written; nothing is left of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = 0
    how = {"use_dictionary": False, "write_statistics": [indexed]} if indexed else {}
    with (
        successor(path, 0o644) as stream,
        pq.ParquetWriter(stream, schema, compression=compression, store_schema=True, **how) as writer,
    ):
        for table in tables:
            if table.num_rows:
                writer.write_table(table.cast(schema), row_group_size=_ROWS)
                rows += table.num_rows
    return rows


def write_grouped(path: Path, table: pa.Table, column: str = "group") -> int:
    """Write a table by group, so that the rows of a group can be read without most of the others."""
    order = np.argsort(table.column(column).to_numpy(), kind="stable")
    table = table.take(pa.array(order))
    # Hashes do not get smaller; what else there is gets small by the quickest method.
    tables = _together(group for _, group in _groups(table, column))
    return write(path, tables, table.schema, compression="lz4", indexed=column)


def read_group(files: Sequence[Path], group: int, column: str = "group") -> Iterator[pa.Table]:
    """The rows of a group in each of some files that ``write_grouped`` wrote, where there are any."""
    for table in read_range(files, column, group, group):
        start, end = np.searchsorted(numbers(table, column), [group, group + 1])
        if start < end:
            yield table.slice(start, end - start)


def merge(target: Path, files: Sequence[Path], column: str = "group") -> int:
    """Bring the groups of files that ``write_grouped`` wrote together in one such file, a group at a time.

    Args:
        target: the new file; its folder is made.
        files: at least one; each is opened once, and all at the same time.
        column: that tells the groups.

    Returns:
        How many rows it holds.
    """
    with ExitStack() as stack:
        opened = [stack.enter_context(pq.ParquetFile(path)) for path in files]
        pieces = heapq.merge(*(_groups_of(file, column) for file in opened), key=itemgetter(0))
        groups = (pa.concat_tables(table for _, table in own) for _, own in groupby(pieces, key=itemgetter(0)))
        return write(target, _together(groups), opened[0].schema_arrow, compression="lz4", indexed=column)


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


def _together(groups: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """What is written as one row group: a large group, or small ones that follow each other."""
    held: list[pa.Table] = []
    rows = 0
    for group in groups:
        if held and (group.num_rows >= _SHARED or rows >= _SHARED):
            yield pa.concat_tables(held).combine_chunks()
            held, rows = [], 0
        held.append(group)
        rows += group.num_rows
    if held:
        yield pa.concat_tables(held).combine_chunks()


def _groups_of(file: pq.ParquetFile, column: str) -> Iterator[tuple[int, pa.Table]]:
    """The groups of a file in order; one that is in several row groups comes in pieces."""
    for at in range(file.num_row_groups):
        yield from _groups(file.read_row_group(at, use_threads=False), column)


def _groups(table: pa.Table, column: str) -> Iterator[tuple[int, pa.Table]]:
    """The groups of a table that is sorted by them."""
    values = numbers(table, column)
    ends = [*np.flatnonzero(values[1:] != values[:-1]) + 1, *([len(values)] if len(values) else [])]
    for start, end in zip([0, *ends], ends, strict=False):
        yield int(values[start]), table.slice(start, end - start)
