"""The tasks of a batch run: each reads what earlier ones wrote, calls a kernel, and writes a file whole or not at all.

A task is a function of a job and of what it is to do, or of a job and all rows of one group; it runs in any process
that sees the job's folder, may be run again, and gives the same bytes each time.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from lintcorpus.app.baseline import KnownFindings
from lintcorpus.app.compose import App
from lintcorpus.distributed import kernels, linking
from lintcorpus.distributed.documents import Choice, Input, Opener, Part, Stripe, open_local, parts, places
from lintcorpus.distributed.job import Job, app_of
from lintcorpus.distributed.linking import Held, Numbers
from lintcorpus.distributed.schemas import CHECKED, CLUSTERS, DIAGNOSTICS, EDGES, FIXED, LINKED, MEMBERS, ROOTS
from lintcorpus.distributed.tables import (
    batches,
    joined,
    numbers,
    read_group,
    read_range,
    rows_of,
    write,
    write_grouped,
)
from lintcorpus.distributed.trail import Trail
from lintcorpus.engine.linking import rooted
from lintcorpus.wholefile import replace_file

_STRONG, _SHORT, _NEARLY_ALL = 0.8, 30, 0.9
"""As in ``duplicates.clusters`` and ``article.containment``: what makes two texts one when holders are counted."""
_LINKED = 0.25
"""The share of the smaller fact's fingerprints that makes two facts bear on each other, beside the same key."""
MOST_LOOSE = 2_000_000
"""Documents above which rules are left out that compare all with all, in one task."""
_CANDIDATE = 0.1
"""Part of the threshold that makes two texts be compared exactly."""


class Edges(NamedTuple):
    """What a step towards components gave.

    Attributes:
        rows: how many edges.
        digest: the same for the same edges.
    """

    rows: int
    digest: int


class Step(NamedTuple):
    """One file of edges on its way to components.

    Attributes:
        source: the file.
        stage: where its result goes.
        large: which kind of step follows.
    """

    source: Path
    stage: str
    large: bool


def files(job: Job, stage: str) -> list[Path]:
    """All that the tasks of a stage wrote."""
    return sorted(job.place(stage).glob("*.parquet"))


def part_names(job: Job) -> list[str]:
    """The names of all parts that were checked."""
    return [path.stem for path in files(job, "checked")]


def opener_for(inputs: Sequence[Input]) -> Opener:
    """What opens some files."""
    if any("://" in item.place for item in inputs):
        from lintcorpus.distributed.daft_engine import open_remote  # an extra

        return open_remote
    return open_local


def smallest(job: Job, task: tuple[Stripe, int]) -> bytes:
    """The smallest digests of places of records, as many as are wanted, sorted: all that a sample can take of them."""
    stripe, wanted = task
    taken = np.empty(0, np.uint64)
    found: list[int] = []
    for digest in places(app_of(job), stripe, opener_for(stripe.files)):
        found.append(digest)
        if len(found) >= max(wanted, 100_000):
            taken, found = np.sort(np.append(taken, np.array(found, np.uint64)))[:wanted], []
    return np.sort(np.append(taken, np.array(found, np.uint64)))[:wanted].tobytes()


def check(job: Job, stripe: Stripe) -> int:
    """Check the parts of a stripe that were not checked before; how many that were."""
    app = app_of(job)
    done = 0
    for part, documents in parts(app, stripe, Choice(job.part, job.least), opener_for(stripe.files)):
        if not job.place("checked", part.name).exists():
            _check_part(app, job, part, documents)
            done += 1
    return done


def _check_part(app: App, job: Job, part: Part, documents: Iterable[pa.RecordBatch]) -> None:
    links: list[Held] = []
    shares: list[Held] = []

    def checked() -> Iterator[pa.Table]:
        repair = kernels.repair_of(job.fix)
        row = 0
        for batch in documents:
            linted = kernels.lint_batch(app, batch, row, repair, trail.begin, compared=job.threshold > 0)
            trail.end()
            links.append(kernels.of_part(linted.links, part.code))
            shares.append(kernels.of_part(linted.shares, part.code))
            row += batch.num_rows
            yield pa.Table.from_batches([linted.checked])

    # Its own file last: where that stands the others do.
    waiting = job.place("checking", part.name)
    with Trail(app, job, part.name) as trail:
        write(waiting, checked(), CHECKED, compression="lz4")
        for stage, held in (("links", links), ("shares", shares)):
            columns = [np.concatenate(column) for column in zip(*held, strict=True)]
            held.clear()
            write_grouped(job.place(stage, part.name), linking.links(Held(*columns), job.groups))
        place = job.place("checked", part.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(waiting, place)


def pair_links(job: Job, group: int, table: pa.Table) -> int:
    """Which facts may bear on each other."""
    return write_grouped(job.place("link-pairs", _name(group)), linking.pairs(table, job.groups))


def join_links(job: Job, group: int, table: pa.Table) -> int:
    """Which of them do."""
    near = partial(_share_enough, least=_LINKED)
    return write_grouped(job.place("link-edges", _name(group)), linking.edges(table, job.groups, near))


def pair_shares(job: Job, group: int, table: pa.Table) -> int:
    """Which texts have something in common."""
    return write_grouped(job.place("share-pairs", _name(group)), linking.pairs(table, job.groups))


def join_copies(job: Job, group: int, table: pa.Table) -> int:
    """Which of them are one text when holders are counted."""
    return write_grouped(job.place("copy-edges", _name(group)), linking.edges(table, job.groups, _are_one))


def pair_texts(job: Job, group: int, table: pa.Table) -> int:
    """Which texts have something in common that is no boilerplate."""
    many = max(3, job.documents // 1000)
    dropped = linking.crowds(table, many, partial(_roots, files(job, "copy-roots")))
    place = job.place("dropped", _name(group))
    write(place, [pa.table({"token": pa.array(np.sort(dropped), pa.uint64())})], _TOKENS)
    return write_grouped(job.place("text-pairs", _name(group)), linking.pairs(table, job.groups, dropped))


def join_texts(job: Job, group: int, table: pa.Table) -> int:
    """Which of them are to be compared exactly."""
    near = partial(_share_enough, least=_CANDIDATE * job.threshold)
    return write_grouped(job.place("text-edges", _name(group)), linking.edges(table, job.groups, near))


def components(job: Job, task: tuple[str, str]) -> int:
    """The components of a graph that fits into memory: from the stage with its edges to the one with its roots."""
    source, target = task
    table = joined((table for path in files(job, source) for table in _whole(path)), EDGES)
    found = rooted(numbers(table, "first"), numbers(table, "second"))
    return write(job.place(target, "all"), [linking.root_table(*found)], ROOTS)


def orient(job: Job, step: Step) -> int:
    """Edges as the next step towards components wants them."""
    table = joined(_whole(step.source), EDGES)
    turned = linking.oriented(table, job.groups, large=step.large)
    return write_grouped(job.place(step.stage, step.source.stem), turned)


def contract(job: Job, group: int, table: pa.Table, *, stage: str, large: bool) -> Edges:
    """A step towards the components of a graph of any size."""
    moved = linking.contracted(table, job.groups, large=large)
    write_grouped(job.place(stage, _name(group)), moved)
    ends = numbers(moved, "first") * np.uint64(3) + numbers(moved, "second")
    return Edges(moved.num_rows, int(np.bitwise_xor.reduce(ends * ends, initial=np.uint64(0))))


def root(job: Job, step: Step) -> int:
    """From stars to roots."""
    table = joined(_whole(step.source), EDGES)
    first, second = numbers(table, "first"), numbers(table, "second")
    found = linking.root_table(np.append(second, np.unique(first)), np.append(first, np.unique(first)))
    return write(job.place(step.stage, step.source.stem), [found], ROOTS)


def gather_facts(job: Job, task: tuple[str, int]) -> int:
    """The facts of a part that bear on others, and those of rules that compare all with all."""
    name, groups = task
    code = Part.named(name).code
    rows, facts, roots = _members(job, "link-roots", code)
    wanted: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, at, above in zip(rows, facts, roots, strict=True):
        wanted[row].append((at, above))
    found: list[tuple[int, str, bytes]] = []
    row = 0
    for batch in batches(job.place("checked", name), ["facts", "loose"]):
        for by_key, loose in zip(batch.column("facts"), batch.column("loose"), strict=True):
            if row in wanted:
                own = kernels.facts_of(by_key.as_py())
                found.extend((above, own[at][0], kernels.packed_fact(own[at][1])) for at, above in wanted[row])
            if job.documents <= MOST_LOOSE:
                found.extend((0, rule, kernels.packed_fact(fact)) for rule, fact in kernels.facts_of(loose.as_py()))
            row += 1
    tops = np.array([item[0] for item in found], np.uint64)
    columns = [
        pa.array(linking.groups_of(tops, groups)),
        pa.array(tops),
        pa.array(np.full(len(found), code, np.int32)),
        pa.array([item[1] for item in found], pa.string()),
        pa.array([item[2] for item in found], pa.large_binary()),
    ]
    return write_grouped(job.place("linked", name), pa.table(columns, schema=LINKED))


def conclude(job: Job, group: int, table: pa.Table) -> int:
    """What the rules across documents find."""
    return write_grouped(job.place("across", _name(group)), kernels.conclude_table(app_of(job), table), "part")


def finish(job: Job, task: tuple[str, tuple[tuple[str, ...], tuple[Path, ...]]]) -> int:
    """The diagnostics of a part, and what is counted of it."""
    name, (watched, places) = task
    app = app_of(job)
    across: dict[str, list[bytes]] = defaultdict(list)
    for table in read_group(places, Part.named(name).code, "part"):
        for path, data in zip(
            table.column("document").to_pylist(), table.column("diagnostic").to_pylist(), strict=True
        ):
            across[path].append(data)
    counts = kernels.Counts(app, watched)
    columns = ["document", "source", "number", "id", "language", "report", "changed"]
    checked = job.place("checked", name)
    known = _known(app)
    done = (
        kernels.finish_batch(app, batch, across, known, counts, job.language) for batch in batches(checked, columns)
    )
    rows = write(job.folder / "diagnostics" / f"{name}.parquet", done, DIAGNOSTICS)
    if job.fix:
        _write_fixed(job, name)
    place = job.place("counts")
    place.mkdir(parents=True, exist_ok=True)
    replace_file(place / f"{name}.json", json.dumps(counts.as_json(), sort_keys=True).encode(), 0o644)
    return rows


@lru_cache(maxsize=1)
def _known(app: App) -> KnownFindings:
    return KnownFindings(app)


def _write_fixed(job: Job, name: str) -> None:
    columns = ["document", "source", "number", "id", "text", "changed"]
    tables = (pa.Table.from_batches([batch]) for batch in batches(job.place("checked", name), columns))
    kept = (table.filter(table.column("text").is_valid()).select(FIXED.names) for table in tables)
    write(job.folder / "fixed" / f"{name}.parquet", kept, FIXED)


def gather_texts(job: Job, task: tuple[str, int]) -> int:
    """The texts of a part that are to be compared exactly, without their text."""
    name, groups = task
    rows, _, roots = _members(job, "text-roots", Part.named(name).code)
    above = dict(zip(rows, roots, strict=True))
    found = []
    row = 0
    for batch in batches(job.place("checked", name), ["document", "length", "title", "day", "prints"]):
        for at in range(batch.num_rows):
            if row + at in above:
                found.append((above[row + at], batch.slice(at, 1).to_pylist()[0]))
        row += batch.num_rows
    group = linking.groups_of(np.array([item[0] for item in found], np.uint64), groups)
    named = [{"group": int(at), **fields} for at, (_, fields) in zip(group, found, strict=True)]
    return write_grouped(job.place("members", name), pa.Table.from_pylist(named, schema=MEMBERS))


def cluster(job: Job, group: int, table: pa.Table) -> int:
    """Clusters of near duplicates."""
    dropped = joined((table for path in files(job, "dropped") for table in _whole(path)), _TOKENS)
    ordered = sorted(table.to_pylist(), key=lambda row: str(row["document"]))
    found = kernels.clusters_of(ordered, job.documents, job.threshold, np.sort(numbers(dropped, "token")))
    return write(job.folder / "clusters" / f"{_name(group)}.parquet", [found], CLUSTERS)


_TOKENS = pa.schema([("token", pa.uint64())])


def _name(group: int) -> str:
    return f"part-{group:05}"


def _whole(path: Path) -> list[pa.Table]:
    return [pa.Table.from_batches([batch]) for batch in batches(path, rows=1_000_000)] if rows_of(path) else []


def _roots(places: Sequence[Path], nodes: Numbers) -> Numbers:
    """For each node its root, or itself where it has none."""
    wanted = np.unique(nodes)
    found = nodes.copy()
    for table in read_range(places, "node", int(wanted[0]), int(wanted[-1])):
        known, roots = numbers(table, "node"), numbers(table, "root")
        at = np.minimum(np.searchsorted(known, nodes), len(known) - 1)
        hit = known[at] == nodes
        found[hit] = roots[at[hit]]
    return found


def _members(job: Job, stage: str, code: int) -> tuple[list[int], list[int], list[int]]:
    """Row, fact and root of the nodes of a part that have one."""
    first, last = kernels.nodes_of(code)
    table = joined(read_range(files(job, stage), "node", first, last), ROOTS)
    nodes, roots = numbers(table, "node"), numbers(table, "root")
    mine = (nodes >= np.uint64(first)) & (nodes <= np.uint64(last))
    order = np.argsort(nodes[mine])
    rows, facts = kernels.rows_of(nodes[mine][order])
    return rows.tolist(), facts.tolist(), roots[mine][order].tolist()


def _share_enough(common: Numbers, first: Numbers, second: Numbers, *, least: float) -> Any:
    return common >= least * np.minimum(first, second)


def _are_one(common: Numbers, first: Numbers, second: Numbers) -> Any:
    needed = np.where(np.minimum(first, second) >= _SHORT, _STRONG, _NEARLY_ALL)
    return common >= needed * np.maximum(first, second)
