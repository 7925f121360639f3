"""Edits a corpus at random and checks it again and again: results must equal those of a cold run, and memory stay flat.

    python bench/load.py [--hours 1] [--files 50000] [--paragraphs 20] [--steps 4] [--seed N] [--json FILE]
    python bench/load.py --one-folder [--files 100000] [--json FILE]

A step is some random edits, a run with what earlier runs kept, and a run over a few files that asks the index of the
corpus: it must find what the whole run found in them. Now and then the settings change, the index is brought up to
date, a run is killed half way, two run at once, or one is repeated. After some steps a run without cache and index
must give the same bytes as the last one, and so must a run over a few files with an index that was made from nothing.
All the while one process watches a sub-folder (``--watch``); its memory must stay flat as well as that of the runs.
``--one-folder`` measures one run over very many files of one folder.
"""

import argparse
import filecmp
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from load_edits import ARTICLES, Corpus
from load_folder import one_folder
from load_watch import Watched, resident, watched

_PROGRAM = (sys.executable, "-m", "lintcorpus")
_EDITS = (1, 5, 50, 500, 2000)
"""How many at once; of a small corpus at most a tenth of its files."""
_ASKED = 20
"""Edited articles, and half as many others, over which a run asks the index."""
_GROWTH, _LEAST = 0.1, 20.0
"""How much more, as a share and in MB, the last runs may take than the first: less is chance."""
_KEPT = 600.0
"""MB that the results of earlier runs may take, the index left out; the program's limit is 512."""


class Row(NamedTuple):
    """One run: its round and kind, what it took, and MB of what is kept between runs afterwards."""

    round: int
    kind: str
    cpu: float
    wall: float
    peak: float
    together: float
    kept: float
    indexed: float


@dataclass
class Hour:
    """A corpus that is edited and checked.

    Args:
        corpus: written already.
        scratch: a folder for outputs and caches, outside the project.
    """

    corpus: Corpus
    scratch: Path
    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    round: int = 0
    step: int = 0
    edits: int = 0
    watching: list[float] = field(default_factory=list)
    compared: dict[str, int] = field(default_factory=dict)
    _again: str = "first"
    _asked: Sequence[str] = ()
    _watching: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self._chance = random.Random(f"turns {self.corpus.seed}")

    @contextmanager
    def watched_folder(self) -> Iterator[None]:
        """Let a process check a sub-folder whenever something changes in it."""
        command = [*_PROGRAM, "check", "--watch", "--no-corpus", "--cache-dir", str(self.scratch / "watching")]
        with (self.scratch / "watching.err").open("wb") as errors:
            self._watching = subprocess.Popen(
                [*command, f"{ARTICLES}/000"], cwd=self.corpus.folder, stdout=subprocess.DEVNULL, stderr=errors
            )
            try:
                yield
            finally:
                self._watching.terminate()  # of what runs in the background a shell may have Ctrl-C ignored
                self._watching.wait()

    def next_round(self, steps: int, until: float) -> None:
        """Some steps, as far as there is time, and the comparison with a cold run."""
        self.round += 1
        for self.step in range(1, steps + 1):
            self._one_step()
            if time.monotonic() > until:
                break
        self._run("cold", ["--no-cache", *_reports(self.scratch / "cold.sarif"), ARTICLES])
        self._compare("cold", "warm.sarif", "cold.sarif")
        self._compare("cold", "warm", "cold")
        fresh = self.scratch / "fresh"
        self._run("new index", ["--cache-dir", str(fresh), "--output-format", "jsonl", *self._asked])
        self._compare("new index", "ask", "new index")
        shutil.rmtree(fresh)

    def _one_step(self) -> None:
        chance = self._chance.random
        touched: list[str] = []
        if self.rows:
            times = min(self._chance.choice(_EDITS), max(1, self.corpus.files // 10))
            touched = self.corpus.edit(times)
            self.edits += times
            if chance() < 0.12:
                self.corpus.other_settings()
                self._again = "other settings"
        if chance() < 0.3 or self._again == "other settings":  # a run of fewer rules leaves the index as it is
            self._run("update", ["index", "update", *self._cache()], command=True)
        warm = ["--output-format", "jsonl", *self._cache(), *_reports(self.scratch / "warm.sarif"), ARTICLES]
        if chance() < 0.2:
            before = [row.wall for row in self.rows if row.kind == self._again] or [20.0]
            self._run("killed", warm, end_after=chance() * before[-1])
        kind, self._again = self._again, "warm"
        self._run(kind, warm, name="warm")
        if chance() < 0.2:
            self._two_at_once()
        if chance() < 0.3:
            self._run("again", [*self._cache(), "--output-format", "jsonl", ARTICLES])
            self._compare("again", "warm", "again")
        if self._watching is not None:
            if self._watching.poll() is not None:
                self._fault(f"the process that watched ended with {self._watching.returncode}")
            self.watching.append(round(resident(self._watching.pid), 1))
        self._ask([*self._chance.sample(touched, min(_ASKED, len(touched))), *self.corpus.some(_ASKED // 2)])

    def _ask(self, asked: Sequence[str]) -> None:
        """A run over a few articles.

        It finds what the whole run found there, and of copies also the first, whose copies are not in the run; it does
        not judge comments in the texts.
        """
        self._asked = asked
        self._run("ask", [*self._cache(), "--output-format", "jsonl", *asked])
        whole, few = self._places("warm", frozenset(asked)), self._places("ask", frozenset(asked))
        self.compared["ask"] = self.compared.get("ask", 0) + 1
        more = {place for place in few - whole if not place[1].startswith("DUP")}
        taken = {place[:1] + place[2:] for place in few - whole}  # where one rule about copies yields to another
        lost = {
            place
            for place in whole - few
            if place[1] != "RUN001" and not (place[1].startswith("DUP") and place[:1] + place[2:] in taken)
        }
        if lost or more:
            kept = self._keep_outputs("ask", "warm", "ask")
            self._fault(f"ask: {len(lost)} findings are lost, {len(more)} are new: {[*lost, *more][:3]}: {kept}")

    def _places(self, output: str, wanted: frozenset[str]) -> set[tuple[str, str, int, int]]:
        """Path, rule, start and end of what was found in some articles."""
        found = set()
        with (self.scratch / output).open(encoding="utf-8") as lines:
            for line in lines:
                if line.split('"', 4)[3] in wanted:
                    item = json.loads(line)
                    found.add((item["path"], item["rule"], item["start"]["offset"], item["end"]["offset"]))
        return found

    def _two_at_once(self) -> None:
        """Two runs share cache and index."""
        command = [*_PROGRAM, *self._cache(), "--output-format", "jsonl", ARTICLES]
        outputs = [self.scratch / "one", self.scratch / "two"]
        runs = [threading.Thread(target=watched, args=(command, self.corpus.folder, output)) for output in outputs]
        for run in runs:
            run.start()
        for run in runs:
            run.join()
        self._compare("at once", "warm", "one")
        self._compare("at once", "warm", "two")

    def _run(
        self,
        kind: str,
        options: Sequence[str],
        *,
        name: str = "",
        command: bool = False,
        end_after: float | None = None,
    ) -> None:
        words = options if command else ["check", *options]
        used = watched([*_PROGRAM, *words], self.corpus.folder, self.scratch / (name or kind), end_after)
        if used.code not in (0, 1) and end_after is None:
            errors = (self.scratch / f"{name or kind}.err").read_text("utf-8", "replace")
            self._fault(f"{kind}: exit code {used.code}: {errors[-500:]}")
        self._note(kind, used)

    def _note(self, kind: str, used: Watched) -> None:
        index = _size(self.scratch / "cache", "index-*")
        kept = _size(self.scratch / "cache") - index, index
        row = Row(self.round, kind, *(round(value, 1) for value in (*used[1:], *kept)))
        self.rows.append(row)
        print(
            f"round {self.round}.{self.step} {kind:15}{row.wall:8.1f} s{row.cpu:8.1f} CPU s{row.peak:8.0f} MB,"
            f" all{row.together:6.0f} MB; cache {row.kept:.0f} MB, index {row.indexed:.0f} MB",
            flush=True,
        )

    def _compare(self, kind: str, one: str, other: str) -> None:
        self.compared[kind] = self.compared.get(kind, 0) + 1
        if not filecmp.cmp(self.scratch / one, self.scratch / other, shallow=False):
            self._fault(f"{kind}: {one} and {other} differ: {self._keep_outputs(kind, one, other)}")

    def _keep_outputs(self, kind: str, *names: str) -> Path:
        where = self.scratch / f"differs-{self.round}-{self.step}-{kind.replace(' ', '-')}"
        where.mkdir(exist_ok=True)
        for name in names:
            shutil.copyfile(self.scratch / name, where / name)
        return where

    def _fault(self, text: str) -> None:
        fault = f"round {self.round}.{self.step} of seed {self.corpus.seed}: {text}"
        self.faults.append(fault)
        print(f"FAULT {fault}", flush=True)

    def _cache(self) -> list[str]:
        return ["--cache-dir", str(self.scratch / "cache")]


def _reports(sarif: Path) -> list[str]:
    return ["--output-format", "jsonl", "--output", f"sarif={sarif}"]


def _size(folder: Path, names: str = "*") -> float:
    """MB of the files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob(names) if file.is_file()) / 1e6


def grown(values: Sequence[float]) -> float:
    """How much more the last third of some figures is than the one before, as a share; 0 where that may be chance.

    How many edits there are before a run decides on what it takes: what grows does so at its least and at its most.
    The first third is left out, for a process takes its time to see all there is to see.
    """
    third = len(values) // 3
    if third == 0:
        return 0.0
    pairs = [(of(values[third : 2 * third]), of(values[-third:])) for of in (min, max)]
    return min(0.0 if last - first < _LEAST else (last - first) / first for first, last in pairs)


def summary(hour: Hour, paragraphs: int, seconds: float) -> dict[str, Any]:
    """What the rounds came to, for the page about reliability."""
    kinds: dict[str, Any] = {}
    for kind in dict.fromkeys(row.kind for row in hour.rows):
        rows = [row for row in hour.rows if row.kind == kind]
        kinds[kind] = {
            "runs": len(rows),
            "seconds": round(statistics.median(row.wall for row in rows), 1),
            "cpu": round(statistics.median(row.cpu for row in rows), 1),
            "memory": [round(row.together) for row in rows],
            "peak": [round(row.peak) for row in rows],
        }
        share = max(grown(kinds[kind]["memory"]), grown(kinds[kind]["peak"]))
        if share > _GROWTH and kind != "killed":
            hour.faults.append(f"memory of {kind} grew by {share:.0%}")
    if grown(hour.watching) > _GROWTH:
        hour.faults.append(f"memory of the process that watches grew by {grown(hour.watching):.0%}")
    cache, index = max(row.kept for row in hour.rows), [row.indexed for row in hour.rows if row.indexed]
    if cache > _KEPT:
        hour.faults.append(f"the cache grew to {cache:.0f} MB")
    return {
        "seed": hour.corpus.seed,
        "files": hour.corpus.files,
        "paragraphs": paragraphs,
        "files_after": len(hour.corpus.names),
        "seconds": round(seconds),
        "rounds": hour.round,
        "edits": hour.edits,
        "compared": hour.compared,
        "kinds": kinds,
        "watching": hour.watching,
        "cache": [round(row.kept) for row in hour.rows][:: max(1, len(hour.rows) // 20)],
        "index": [round(value) for value in index][:: max(1, len(index) // 20)],
        "faults": hour.faults,
    }


def an_hour(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Write the corpus, and edit and check it until the time is over; the last round is brought to its end."""
    project, scratch = folder / "project", folder / "scratch"
    project.mkdir(parents=True)
    scratch.mkdir()
    corpus = Corpus(project, args.files or 50_000, args.paragraphs, args.seed)
    paragraphs = corpus.write()
    print(f"{len(corpus.names):,} files, {paragraphs:,} paragraphs, {_size(project):.0f} MB", flush=True)
    began = time.monotonic()
    until = began + args.hours * 3600
    hour = Hour(corpus, scratch)
    with hour.watched_folder():
        while time.monotonic() < until:
            hour.next_round(args.steps, until)
    return summary(hour, paragraphs, time.monotonic() - began)


def main() -> int:
    """Print a line for each run; exit code 1 when something differs or grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--files", type=int, help="50000; with --one-folder 100000")
    parser.add_argument("--paragraphs", type=int, default=20, help="of an article, about")
    parser.add_argument("--steps", type=int, default=4, help="before each comparison with a cold run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="a new folder, which is kept; outputs that differ are there")
    parser.add_argument("--one-folder", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    if args.one_folder:
        found = one_folder(args.files or 100_000)
        print(f"{found['files']:,} files, {found['seconds']} s, {found['memory']} MB, exit code {found['code']}")
        fine = found["files"] == found["wanted"] and found["code"] in (0, 1)
    else:
        with tempfile.TemporaryDirectory() as name:
            found = an_hour(args, args.folder or Path(name))
        print(json.dumps({key: found[key] for key in ("rounds", "edits", "compared", "faults")}, indent=1))
        fine = not found["faults"]
    if args.json:
        args.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
