"""Pairs, edges and components by group-by, against what a plain program finds."""

import random
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from lintcorpus.distributed import linking, stages
from lintcorpus.distributed.engine import FEW, few
from lintcorpus.distributed.job import Job, Signature
from lintcorpus.distributed.linking import Held
from lintcorpus.distributed.local import LocalEngine
from lintcorpus.distributed.run import Options, _Run
from lintcorpus.distributed.schemas import EDGES, LINKS, PAIRS
from lintcorpus.distributed.tables import joined, read_group, write_grouped
from lintcorpus.engine.linking import rooted
from tests.support import app


def _table(rows: list[tuple[int, int, int]]) -> pa.Table:
    nodes, tokens, sizes = (np.array(column, np.uint64) for column in zip(*rows, strict=True))
    return linking.links(Held(nodes, tokens, sizes.astype(np.uint32), np.zeros(len(nodes), np.uint32)), 1)


def _pairs(table: pa.Table) -> list[tuple[int, int, int]]:
    return sorted((row["first"], row["second"], row["common"]) for row in table.to_pylist())


def test_nodes_with_common_tokens_are_paired_and_counted() -> None:
    rows = [(1, 7, 2), (1, 8, 2), (2, 7, 3), (2, 8, 3), (2, 9, 3), (3, 9, 1), (4, 5, 1), (2, 7, 3)]
    assert _pairs(linking.pairs(_table(rows), 4)) == [(1, 2, 2), (2, 3, 1)]
    dropped = np.array([8], np.uint64)
    assert _pairs(linking.pairs(_table(rows), 4, dropped)) == [(1, 2, 1), (2, 3, 1)]
    assert linking.pairs(_table([(1, 7, 2)]), 4).num_rows == 0
    assert linking.pairs(LINKS.empty_table(), 4).num_rows == 0


def test_a_crowd_is_paired_with_its_first_only() -> None:
    crowd = 1000
    found = linking.pairs(_table([(node, 1, 5) for node in range(crowd)]), 1)
    assert found.num_rows < linking.HOLDERS * crowd
    nodes, roots = rooted(*(found.column(name).to_numpy() for name in ("first", "second")))
    assert (len(nodes), set(roots.tolist())) == (crowd, {0})
    many = linking.crowds(_table([(node, node % 2, 5) for node in range(9)]), 4, lambda nodes: nodes)
    assert many.tolist() == [0]
    assert not len(linking.crowds(_table([(node, 0, 5) for node in range(9)]), 4, lambda nodes: nodes // 3))


def test_pages_with_other_titles_are_no_pair() -> None:
    numbers = np.array([1, 2, 3], np.uint64)
    titles = np.array([5, 6, 0], np.uint32)
    held = Held(numbers, np.full(3, 9, np.uint64), np.full(3, 1, np.uint32), titles)
    assert _pairs(linking.pairs(linking.links(held, 1), 1)) == [(1, 3, 1), (2, 3, 1)]


def test_edges_count_over_all_groups_of_tokens() -> None:
    parts = [_table([(1, 7, 4), (2, 7, 4)]), _table([(1, 8, 4), (2, 8, 4), (2, 6, 4), (3, 6, 4)])]
    table = joined((linking.pairs(part, 1) for part in parts), PAIRS)
    found = linking.edges(table, 1, lambda common, first, second: common >= 0.5 * np.minimum(first, second))
    assert [(row["first"], row["second"]) for row in found.to_pylist()] == [(1, 2)]


@pytest.mark.parametrize("together", [10**9, 0], ids=["in one task", "step by step"])
def test_components_are_those_of_a_plain_search(tmp_path: Path, together: int) -> None:
    chance = random.Random(5)
    edges = [(chance.randrange(300), chance.randrange(300)) for _ in range(160)]
    edges += [(at, at + 1) for at in range(1000, 1060)]  # a chain is the longest way round
    first, second = (np.array(column, np.uint64) << np.uint64(30) for column in zip(*edges, strict=True))
    job = Job(app().request, Signature("", "", "", ""), tmp_path, 1000, groups=3)
    for at in range(3):
        table = linking.edge_table(first[at::3], second[at::3], 3)
        write_grouped(job.place("edges", f"part-{at:05}"), table)
    run = _Run(app(), job, LocalEngine(1), Options(together=together), lambda _: None)
    run._components("edges", "roots")
    found: dict[int, int] = {}
    for path in stages.files(job, "roots"):
        for row in stages._whole(path):
            found.update(zip(row.column("node").to_pylist(), row.column("root").to_pylist(), strict=True))
    assert found == {node << 30: root << 30 for node, root in _search(edges).items()}


def test_a_group_is_read_out_of_files_alone(tmp_path: Path) -> None:
    for at in range(3):
        ends = np.arange(90, dtype=np.uint64) + np.uint64(90 * at)
        write_grouped(tmp_path / f"{at}.parquet", linking.edge_table(ends, ends + np.uint64(1), 7))
    write_grouped(tmp_path / "empty.parquet", EDGES.empty_table())
    files = sorted(tmp_path.glob("*.parquet"))
    tables = [joined(read_group(files, group), EDGES) for group in range(7)]
    assert sum(table.num_rows for table in tables) == 270
    assert all(set(table.column("group").to_pylist()) == {group} for group, table in enumerate(tables))


def test_many_files_become_few_with_the_same_groups(tmp_path: Path) -> None:
    job = Job(app().request, Signature("", "", "", ""), tmp_path, 1000, groups=5)
    for at in range(2 * FEW + 7):
        ends = np.arange(20, dtype=np.uint64) + np.uint64(20 * at)
        write_grouped(job.place("edges", f"part-{at:05}"), linking.edge_table(ends, ends + np.uint64(1), 5))
    files = stages.files(job, "edges")
    left = few(LocalEngine(1), job, files)
    assert len(left) == 3
    assert few(LocalEngine(1), job, files) == left
    for group in range(5):
        before, after = (joined(read_group(places, group), EDGES) for places in (files, left))
        assert after.equals(before)
        assert after.num_rows
    assert few(LocalEngine(1), job, files[:FEW]) == files[:FEW]


def _search(edges: list[tuple[int, int]]) -> dict[int, int]:
    near: dict[int, set[int]] = {}
    for first, second in edges:
        if first != second:
            near.setdefault(first, set()).add(second)
            near.setdefault(second, set()).add(first)
    roots: dict[int, int] = {}
    for node in sorted(near):
        waiting = [node] if node not in roots else []
        while waiting:
            at = waiting.pop()
            if at not in roots:
                roots[at] = node
                waiting.extend(near[at])
    return roots
