"""Runs tasks with Daft: on this machine, or on a Ray cluster."""

import os
import pickle
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

import daft
import pyarrow as pa
from daft.runners import get_or_create_runner

from lintcorpus import __version__
from lintcorpus.app.processes.cpus import usable_cpus
from lintcorpus.distributed.documents import Input
from lintcorpus.distributed.engine import TURNS, Engine, turns
from lintcorpus.distributed.job import Job, WorkerMismatchError
from lintcorpus.errors import UsageError
from lintcorpus.records.names import format_of

T = TypeVar("T")
R = TypeVar("R")

_READ_AHEAD = 1 << 22
_MISSING = re.compile(r"No module named '(\w+)")


class DaftEngine(Engine):
    """Each stage is one query of Daft, of which a function over batches is the last step.

    Args:
        workers: how many tasks run at a time; 0 for as many as there are processors.
        address: of a Ray cluster, or ``auto``; ``None`` for this machine without Ray.

    Raises:
        UsageError: there is no cluster at the address, or Daft was used without Ray in this process.
    """

    def __init__(self, workers: int = 0, address: str | None = None) -> None:
        self.name = "daft" if address is None else "ray"
        os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
        if address is None:
            daft.set_runner_native()
            self.workers = workers or usable_cpus()
        else:
            cpus = _cluster(address)
            self.workers = workers or cpus

    def run(self, work: Callable[[Job, T], R], job: Job, tasks: Sequence[T]) -> Iterator[R]:
        """As ``Engine.run``: a row for each task."""
        if not tasks:
            return
        rows = daft.from_pydict({"task": [pickle.dumps(task) for task in tasks]})
        if self.name == "ray":
            rows = rows.into_partitions(min(len(tasks), 4 * self.workers))
        worker = daft.cls(_Worker, use_process=True, max_concurrency=self.workers)(pickle.dumps((work, job)))
        yield from _collected(rows.select(worker.do(daft.col("task")).alias("done")), job)

    def grouped(
        self, work: Callable[[Job, int, pa.Table], Any], job: Job, files: Sequence[Path], groups: Sequence[int]
    ) -> Iterator[Any]:
        """As ``Engine.grouped``: a group-by of Daft."""
        schema = next((found for path in files if (found := _schema(path)) is not None), None)
        if schema is None or not groups:
            return
        names = list(schema)
        rows = daft.read_parquet([str(path) for path in files]).where(daft.col("group").is_in(list(groups)))
        call = pickle.dumps((work, job, names))

        @daft.func.batch(return_dtype=daft.DataType.binary())  # type: ignore[untyped-decorator,unused-ignore]
        def do(*columns: daft.Series) -> list[bytes]:
            return _grouped(call, columns)

        done = do(*(rows[name] for name in names)).alias("done")
        yield from _collected(rows.groupby("group").map_groups(done), job)

    def renew(self) -> None:
        """As ``Engine.renew``: the workers of a query end with it."""


class _Worker:
    """Does tasks in a process of its own."""

    def __init__(self, call: bytes) -> None:
        self._work, self._job = pickle.loads(call)

    @daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=1)  # type: ignore[untyped-decorator,unused-ignore]
    def do(self, tasks: daft.Series) -> list[bytes]:
        """What some tasks give, packed, or what they raised."""
        return [_outcome(partial(self._work, self._job, pickle.loads(task))) for task in tasks.to_pylist()]


def listed(url: str) -> list[Input]:
    """The files of records that a URL stands for, of any scheme that Daft reads (s3, gs, az, hf, https).

    Args:
        url: of a file, a folder, or with ``*`` and ``**``.

    Raises:
        UsageError: there is nothing, or it cannot be asked for.
    """
    try:
        found = daft.from_glob_path(url).to_pydict()
    except Exception as error:  # Daft raises errors of many kinds for what the other side says
        raise UsageError(f"{url}: {' '.join(str(error).split())[:300]}") from error
    pairs = sorted(zip(found["path"], found["size"], strict=True))
    return [Input(path, path, size or 0) for path, size in pairs if format_of(path) is not None]


def open_remote(item: Input) -> BinaryIO:
    """A file wherever it is; only what is read of it is fetched."""
    place = item.place if "://" in item.place else Path(item.place).as_uri()
    return cast(BinaryIO, daft.open_file(place, "rb", buffering=_READ_AHEAD))


def _cluster(address: str) -> int:
    """Connect to a Ray cluster; how many processors it has."""
    import ray

    try:
        ray.init(address=address, ignore_reinit_error=True, log_to_driver=False, logging_level="ERROR")
    except Exception as error:  # Ray raises errors of many kinds
        raise UsageError(
            f"--address {address}: no Ray cluster answers ({' '.join(str(error).split())[:200]})"
        ) from error
    daft.set_runner_ray(noop_if_initialized=True)
    if get_or_create_runner().name != "ray":  # Daft cannot change over, and does not say so
        raise UsageError("this process has used Daft without Ray already; begin a new one for the engine ray")
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _collected(query: daft.DataFrame, job: Job) -> Iterator[Any]:
    """What the tasks of a query give; asked again when a worker dies, for what tasks wrote is not done again."""
    said = ""
    for _ in turns(job):
        try:
            found = query.to_pydict()["done"]
            break
        except Exception as error:  # Daft and Ray have no error of their own for a worker that died
            said = " ".join(str(error).split())
            missing = _MISSING.search(said)
            if missing is not None:
                raise WorkerMismatchError(
                    f"a worker has no module {missing[1]!r}; install lintcorpus[ray] {__version__} and the same plugins"
                    " on every node"
                ) from error
    else:
        raise UsageError(f"the engine gave up {TURNS} times (…{said[-300:]}); --resume goes on with what was done")
    for packed in found:
        outcome = pickle.loads(packed)
        if isinstance(outcome, _Raised):
            raise outcome.error
        yield outcome


class _Raised:
    """What a task raised: it would raise it again, so nobody asks again."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def _outcome(call: Callable[[], Any]) -> bytes:
    try:
        return pickle.dumps(call())
    except Exception as error:
        return pickle.dumps(_Raised(error))


def _grouped(call: bytes, columns: Sequence[daft.Series]) -> list[bytes]:
    work, job, names = pickle.loads(call)
    table = pa.table([column.to_arrow() for column in columns], names=names)
    group = table.column("group")[0].as_py()
    return [_outcome(partial(work, job, group, table))]


def _schema(path: Path) -> list[str] | None:
    """The columns of a file of groups; ``None`` when it holds no rows."""
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(path)
    return list(pq.read_schema(path).names) if metadata.num_rows else None
