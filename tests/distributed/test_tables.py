"""Tables that are read by group: each row is found, in its order, and small groups lie together."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.distributed import tables
from lintcorpus.distributed.tables import joined, merge, read_group, write_grouped

_SCHEMA = pa.schema([("group", pa.int32()), ("row", pa.int64())])


def _table(groups: list[int], first: int = 0) -> pa.Table:
    rows = range(first, first + len(groups))
    return pa.table([pa.array(groups, pa.int32()), pa.array(rows, pa.int64())], schema=_SCHEMA)


def _rows(files: list[Path], group: int) -> list[int]:
    found: list[int] = joined(read_group(files, group), _SCHEMA).column("row").to_pylist()
    return found


@given(
    st.lists(st.lists(st.integers(0, 9), max_size=60), min_size=1, max_size=5), st.integers(1, 20), st.integers(3, 50)
)
def test_each_row_is_found_in_its_group_before_and_after_files_are_merged(
    files: list[list[int]], shared: int, most: int
) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "_SHARED", shared)
        patch.setattr(tables, "_ROWS", most)
        places = []
        wanted: dict[int, list[int]] = {group: [] for group in range(10)}
        for at, groups in enumerate(files):
            places.append(Path(name) / f"{at}.parquet")
            assert write_grouped(places[-1], _table(groups, 1000 * at)) == len(groups)
            for row, group in enumerate(groups, 1000 * at):
                wanted[group].append(row)
        one = Path(name) / "merged" / "all.parquet"
        assert merge(one, places) == sum(map(len, files))
        for group, rows in wanted.items():
            assert _rows(places, group) == rows
            assert _rows([one], group) == rows


def test_small_groups_lie_together_and_large_ones_by_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_SHARED", 10)
    path = tmp_path / "a.parquet"
    write_grouped(path, _table([0, 0, 1, 2, 2, 2, *[3] * 25, 4, 5]))
    with pq.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
    assert sizes == [6, 25, 2]
