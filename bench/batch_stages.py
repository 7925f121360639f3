"""What each stage of ``lintcorpus batch`` takes and writes, in one process: CPU seconds, and bytes for a byte of text.

usage: python bench/batch_stages.py FOLDER [--records N] [--mean BYTES] [RULES]
"""

import argparse
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from batch import articles_of, records_of

from lintcorpus.app.compose import App, Request
from lintcorpus.distributed.inputs import find
from lintcorpus.distributed.job import Job
from lintcorpus.distributed.local import LocalEngine
from lintcorpus.distributed.run import Options, run_batch

T = TypeVar("T")
R = TypeVar("R")


class _Timed(LocalEngine):
    """An engine that works in this process and notes what each kind of task takes."""

    def __init__(self) -> None:
        super().__init__(1)
        self.spent: Counter[str] = Counter()

    def run(self, work: Callable[[Job, T], R], job: Job, tasks: Sequence[T]) -> Iterator[R]:
        """As ``LocalEngine.run``; all is done before anything is given."""
        done = []
        for task in tasks:
            begun = time.process_time()
            done.append(work(job, task))
            self.spent[_name(work, task)] += time.process_time() - begun  # type: ignore[assignment]
        yield from done


def _name(work: Any, task: Any) -> str:
    """Of the function that does a task, or of that which gets the rows of a group."""
    function = task[0] if work.__name__ == "_group" else work
    return str(function.func.__name__ if isinstance(function, partial) else function.__name__)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("rules", nargs="?", default="", help="as for --select; the default rules")
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--mean", type=int, default=10_000, help="bytes of a record (10000)")
    arguments = parser.parse_args()
    folder = arguments.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    articles = articles_of(folder, arguments.records, arguments.mean)
    data = folder / f"records-{arguments.records}-{arguments.mean}.jsonl"
    size = records_of(articles, data)
    out = folder / "out-stages"
    shutil.rmtree(out, ignore_errors=True)
    flags = {"select": tuple(arguments.rules.split(","))} if arguments.rules else {}
    begun = time.process_time()
    app = App(Request(cwd=folder, isolated=True, cache_dir=folder / "cards", indexed=False, flags=flags))
    engine = _Timed()
    run_batch(app, find(app, [str(data)], out), out, engine, Options(keep=True))
    total = time.process_time() - begun
    print(f"{arguments.records:,} records, {size / 1e6:.1f} MB, {total:.1f} s CPU")
    for name, seconds in engine.spent.most_common():
        print(f"{name:16} {seconds:8.2f} s {seconds / total:7.1%}")
    for place in sorted([*(out / "work").iterdir(), out / "diagnostics", out / "clusters"]):
        held = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
        print(f"{place.name:22} {held / 1e6:8.2f} MB {held / size:7.3f} bytes for each of text")


if __name__ == "__main__":
    main()
