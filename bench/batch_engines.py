"""Runs ``lintcorpus batch`` over the same records with every engine and in every form, kills some runs, and compares.

Records are those of ``bench/corpus.py``, as JSON Lines and as Parquet. A run of the local engine is killed at several
stages with all of its processes and goes on with ``--resume``; while Ray runs, on two raylets of this machine, a
worker is killed. Each run has two names: ``rows`` names what was found, whatever its order and whatever the file is
called; ``bytes`` names the very bytes of all tables and of the summary, for runs over the same file. Runs that found
the same have the same names; when one differs, this ends with 1.

usage: python bench/batch_engines.py FOLDER [--records N] [--mean BYTES] [--engines local,daft,ray] [--forms jsonl]
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq
from batch import articles_of, records_of
from measure import together
from ray_cluster import Cluster, cluster
from xxhash import xxh3_64_intdigest

_ROOT = Path(__file__).parents[1]
_TABLES = ("diagnostics", "clusters")
_OWN = frozenset({"source", "fingerprint", "cluster"})
"""Columns in which the name of the file counts."""
_PAUSE = 2.0


class Ran(NamedTuple):
    """What a run came to.

    Attributes:
        name: of the run.
        code: its exit code.
        cpu: seconds of all its processes; 0 where they belong to somebody else.
        wall: seconds.
        peak: MB of all its processes together at their largest.
        rows, whole: its names.
    """

    name: str
    code: int
    cpu: float
    wall: float
    peak: float
    rows: str
    whole: str

    def __str__(self) -> str:
        spent = f"{self.cpu:8.0f} s CPU" if self.cpu else " " * 14
        memory = f"{self.peak:6.0f} MB" if self.peak else " " * 9
        return f"{self.name:32} exit {self.code}  {self.wall:7.0f} s {spent} {memory}  {self.rows}  {self.whole}"


class Bench:
    """The runs over one set of records.

    Args:
        folder: for inputs and results.
        jobs: how many workers each run has.
        rules: for ``--select``; empty for the default ones.
    """

    def __init__(self, folder: Path, jobs: int, rules: str) -> None:
        self._folder = folder
        self._environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
        selected = ["--select", rules] if rules else []
        self._command = [sys.executable, "-m", "lintcorpus", "batch", "--isolated", "-q", *selected]
        self._jobs = ["--jobs", str(jobs)]

    def whole(self, data: Path, engine: str) -> Ran:
        """A run that nobody disturbs."""
        return self._result(f"{engine}, {data.suffix[1:]}", data, [self._once(data, ["--engine", engine])])

    def killed(self, data: Path, parts: int) -> Ran:
        """A run that is killed at several stages, and goes on each time.

        Args:
            data: the records.
            parts: how many a whole run has.
        """
        moments = [("checked", parts // 4), ("checked", 3 * parts // 4), ("link-pairs", 1), ("text-pairs", 1)]
        spent = [
            self._once(data, ["--resume"] if turn else [], _Killer(self._out / "work" / stage, wanted))
            for turn, (stage, wanted) in enumerate(moments)
        ]
        kills = sum(code < 0 for code, *_ in spent)
        spent.append(self._once(data, ["--resume"]))
        return self._result(f"local, {data.suffix[1:]}, kill -9 {kills} times", data, spent)

    def on_ray(self, data: Path, parts: int) -> Ran:
        """A run on two raylets, of which workers are killed when a third of the parts are checked."""
        logs = self._folder / "ray-logs"
        logs.mkdir(exist_ok=True)
        with cluster(2, logs, self._environment) as raylets:
            hit = _Hit(self._out / "work" / "checked", parts // 3, raylets)
            code, _, wall, _ = self._once(data, ["--engine", "ray", "--address", raylets.address], hit)
        if not hit.killed:
            raise OSError("no worker of Ray could be killed: the run was too short, or not on Ray")
        name = f"ray, {data.suffix[1:]}, {hit.killed} workers killed"
        return self._result(name, data, [(code, 0.0, wall, 0.0)])

    def parts(self) -> int:
        """How many parts the last run has."""
        return len(list((self._out / "diagnostics").glob("*.parquet")))

    @property
    def _out(self) -> Path:
        return self._folder / "out"

    def _once(
        self, data: Path, more: Sequence[str], tick: Callable[[int], None] = lambda _: None
    ) -> tuple[int, float, float, float]:
        """Exit code, CPU and wall seconds, and MB of one process of the command and all below it."""
        if "--resume" not in more:
            shutil.rmtree(self._out, ignore_errors=True)
        command = [*self._command, data.name, "--out", self._out.name, *self._jobs, *more]
        begun = time.monotonic()
        with (self._folder / "said.log").open("ab") as log:
            child = subprocess.Popen(
                command, cwd=self._folder, env=self._environment, stdout=log, stderr=log, process_group=0
            )
        peak = 0.0
        while True:
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, together(child.pid))
            tick(child.pid)
            time.sleep(_PAUSE)
        child.returncode = os.waitstatus_to_exitcode(status)
        return child.returncode, used.ru_utime + used.ru_stime, time.monotonic() - begun, peak

    def _result(self, name: str, data: Path, spent: Sequence[tuple[int, float, float, float]]) -> Ran:
        codes, cpus, walls, peaks = zip(*spent, strict=True)
        # Who is killed cannot say what its workers took.
        cpu = sum(cpus) if all(code >= 0 for code in codes) else 0.0
        return Ran(name, codes[-1], cpu, sum(walls), max(peaks), rows_of(self._out, data.name), bytes_of(self._out))


class _Killer:
    """Kills a run when a stage has so many files."""

    def __init__(self, stage: Path, wanted: int) -> None:
        self._stage = stage
        self._wanted = max(1, wanted)

    def __call__(self, leader: int) -> None:
        if len(list(self._stage.glob("*.parquet"))) >= self._wanted:
            os.killpg(leader, signal.SIGKILL)


class _Hit:
    """Kills the busy workers of a cluster, once, when a stage has so many files."""

    def __init__(self, stage: Path, wanted: int, raylets: Cluster) -> None:
        self._stage = stage
        self._wanted = wanted
        self._raylets = raylets
        self.killed = 0

    def __call__(self, leader: int) -> None:
        if not self.killed and len(list(self._stage.glob("*.parquet"))) >= self._wanted:
            for pid in self._raylets.busy():
                os.kill(pid, signal.SIGKILL)
                self.killed += 1


def rows_of(folder: Path, file: str) -> str:
    """Names the rows of all tables of a run, sorted, without the name of the input."""
    seen = blake2b(digest_size=6)
    for table in _TABLES:
        found = array("Q", (xxh3_64_intdigest(row) for row in _rows(folder / table, file)))
        seen.update(array("Q", sorted(found)).tobytes())
    return seen.hexdigest()


def _rows(folder: Path, file: str) -> Iterator[bytes]:
    for path in sorted(folder.glob("*.parquet")):
        kept = ""
        for batch in pq.ParquetFile(path).iter_batches():
            for row in batch.to_pylist():
                kept = row["document"] if row.get("role") == "keep" else kept
                named: dict[str, Any] = {"kept": kept, **{key: row[key] for key in row if key not in _OWN}}
                yield json.dumps(named, ensure_ascii=False).replace(file, "").encode("utf-8", "surrogatepass")


def bytes_of(folder: Path) -> str:
    """Names the bytes of all tables and of the summary."""
    seen = blake2b(digest_size=6)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        place = path.relative_to(folder).as_posix()
        if place.startswith((*_TABLES, "summary")):
            seen.update(place.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()


def main() -> int:
    """Run, print a table, and say whether all agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("rules", nargs="?", default="", help="as for --select; the default rules")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--mean", type=int, default=3_200, help="bytes of a record (3200)")
    parser.add_argument("--engines", default="local,daft,ray")
    parser.add_argument("--forms", default="jsonl,parquet")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # raylets end with this
    folder = arguments.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(folder, arguments.jobs, arguments.rules)
    engines = arguments.engines.split(",")
    articles = articles_of(folder, arguments.records, arguments.mean)
    rows: set[str] = set()
    files: defaultdict[str, set[str]] = defaultdict(set)
    for form in arguments.forms.split(","):
        data = folder / f"records-{arguments.records}-{arguments.mean}.{form}"
        size = records_of(articles, data)
        print(f"{data.name}: {arguments.records:,} records, {size / 1e6:.1f} MB", flush=True)
        first = bench.whole(data, "local")
        parts = bench.parts()
        runs: list[Callable[[], Ran]] = []
        if "local" in engines:
            runs.append(partial(bench.killed, data, parts))
        if "daft" in engines:
            runs.append(partial(bench.whole, data, "daft"))
        if "ray" in engines:
            runs.append(partial(bench.on_ray, data, parts))
        for ran in chain([first], (run() for run in runs)):
            print(ran, flush=True)
            rows.add(ran.rows)
            files[form].add(ran.whole)
    agree = len(rows) == 1 and all(len(names) == 1 for names in files.values())
    print("all agree" if agree else "they differ")
    return not agree


if __name__ == "__main__":
    sys.exit(main())
