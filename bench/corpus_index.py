"""Fills a corpus index with facts of many paragraphs and looks one changed file up against it.

usage: python bench/corpus_index.py [--paragraphs N] [--folder DIR]

The facts are those that ``lintcorpus check`` would collect of articles with 25 paragraphs of 100
letters each; their keys and fingerprints are random numbers from a seed, save for one paragraph in
twenty, which stands in another article too. Prints how long filling takes, the size of the file, the
peak memory of the process, and what a look-up of one article with 60 paragraphs costs (CPU and wall
time, the median of 20), opening the index included.
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

from lintcorpus.index.store import Entry, Facts, Index
from lintcorpus.model.checker import Fact, LocatedFact
from lintcorpus.model.finding import Frame, Place
from lintcorpus.model.span import Position, Span

_PARAGRAPHS, _LETTERS = 25, 100
_PRINTS_A_PARAGRAPH = _LETTERS / 9.5 / 2
"""Winnowing keeps one gram of 9.5, and of those of a whole article every second is kept."""
_RULES = {"DUP005": "a", "DUP006": "b", "DUP007": "c"}
_FRAME = Frame("", "", "", (False, False, False))
_BATCH = 500


def main() -> int:
    """Fill, look up, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        path = Path(folder) / "index.sqlite"
        start = time.process_time()
        with Index(path) as index:
            index.begin(_RULES)
            batch = []
            for item in _articles(arguments.paragraphs // _PARAGRAPHS, _PARAGRAPHS):
                batch.append(item)
                if len(batch) == _BATCH:
                    index.put(batch)
                    batch = []
            index.put(batch)
            held = index.status()
        print(f"filled in {time.process_time() - start:.1f} s of CPU: {held}")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        cpu, wall = [], []
        for at in range(20):
            changed = next(_articles(1, 60, f"changed {at}", arguments.paragraphs // _PARAGRAPHS))[1]
            began, began_wall = time.process_time(), time.perf_counter()
            with Index(path) as index:
                index.signatures()  # as a run does before it looks anything up
                index.entries(["changed.md"])
                found = sum(len(index.related(rule, facts, ["changed.md"])) for rule, facts in changed.items())
            cpu.append(time.process_time() - began)
            wall.append(time.perf_counter() - began_wall)
        print(
            f"one article of 60 paragraphs: {1000 * statistics.median(cpu):.1f} ms of CPU,"
            f" {1000 * statistics.median(wall):.1f} ms of wall time, {found} facts of others"
        )
    return 0


def _articles(count: int, paragraphs: int, name: str = "", known: int = 0) -> Iterator[tuple[Entry, Facts]]:
    for at in range(count):
        path = name or f"articles/{at // 1000:04}/{at:07}.md"
        own = random.Random(f"article {path}")
        parts = [_paragraph(own, known or at) for _ in range(paragraphs)]
        prints = array("Q", sorted(value for part in parts for value in part)).tobytes()
        blocks = [_located(path, f"{part[0]:032x}", at, b"") for at, part in enumerate(parts)]
        whole = _located(path, f"{own.getrandbits(128):032x}", 0, b"")
        near = _located(path, f"{own.getrandbits(64):016x}", 0, prints)
        facts = {"DUP005": [near], "DUP006": [whole], "DUP007": blocks}
        yield Entry(path, 9000, at, f"{own.getrandbits(128):032x}", f"account {at % 500}"), facts


def _paragraph(own: random.Random, known: int) -> list[int]:
    """The fingerprints of a paragraph: its own, or one in twenty times those of a shared one."""
    numbers = random.Random(f"shared {own.randrange(max(1, known * 5))}") if own.random() < 0.05 else own
    return [numbers.getrandbits(64) for _ in range(round(_PRINTS_A_PARAGRAPH))]


def _located(path: str, key: str, at: int, prints: bytes) -> LocatedFact:
    start, end = 300 * at, 300 * at + _LETTERS
    fact = Fact(key, Span(start, end), ("2024-05-06 2024-05-06 08:00", key), prints)
    return LocatedFact(fact, Place(path, Position(at, 1, start), Position(at, 101, end), _FRAME))


if __name__ == "__main__":
    sys.exit(main())
