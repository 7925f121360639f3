"""Measures `lintcorpus duplicates`: speed, peak memory, and how many planted near duplicates it finds.

usage: python bench/duplicate_files.py [--files N] [--megabytes N] [--each N] [--from FOLDER] [--seed N]

Speed: a generated corpus (bench/corpus.py) is compared in a process of its own, and nothing likewise; the
difference of their CPU times is what reading and comparing cost. Planted pairs are written beside articles that have
nothing to do with each other, from the word model or from the files of a folder; a pair counts as found
when some cluster holds both files, and every cluster of files that were not planted together counts as wrong.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import combinations
from pathlib import Path

from corpus import write_corpus
from corpus_model import Model, edited, models
from scraped import write_article

_KINDS = ("same", "2 %", "5 %", "10 %", "20 %", "half", "contained")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=5000, help="of the generated corpus (5000)")
    parser.add_argument("--megabytes", type=int, default=50, help="of the generated corpus (50)")
    parser.add_argument("--each", type=int, default=60, help="planted pairs of a kind (60)")
    parser.add_argument("--from", dest="folder", type=Path, help="plant in these articles instead of generated ones")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        _speed(Path(name), arguments)
    with tempfile.TemporaryDirectory() as name:
        _planted(Path(name), arguments)
    return 0


def _speed(folder: Path, arguments: argparse.Namespace) -> None:
    empty = folder / "nothing"
    write_corpus(empty, 25, 2000, arguments.seed)  # as many as make the tool import numpy, which is start-up too
    corpus = folder / "corpus"
    plants = write_corpus(corpus, arguments.files, 1_000_000 * arguments.megabytes // arguments.files, arguments.seed)
    size = sum(file.stat().st_size for file in corpus.rglob("*.md")) / 1e6
    start = min(_run(empty)[1] for _ in range(3))
    full = min(_run(corpus)[1] for _ in range(3))
    found, _ = _run(corpus)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{arguments.files} files, {size:.1f} MB: {full - start:.2f} CPU s after {start:.2f} s of start-up,"
        f" {size / (full - start):.1f} MB per CPU s, at most {peak:.0f} MB of memory"
    )
    copies = [(source, path) for kind, source, path in plants.pairs if kind == "copy"]
    _score("copies in it", copies, found, corpus)


def _planted(folder: Path, arguments: argparse.Namespace) -> None:
    chance = random.Random(arguments.seed)
    pairs: dict[str, list[tuple[str, str]]] = {kind: [] for kind in _KINDS}
    others: list[tuple[str, str]] = []  # those that the other halves are from
    articles = _articles(arguments, chance)
    for number, (model, paragraphs) in enumerate(articles):
        write_article(folder / f"{number:05}.md", model, paragraphs, chance)
    before = {frozenset(pair) for cluster in _run(folder)[0] for pair in combinations(cluster, 2)}
    for number, (model, paragraphs) in enumerate(articles):
        name = f"{number:05}.md"
        if number < arguments.each * len(_KINDS):
            kind = _KINDS[number % len(_KINDS)]
            other = articles[number - 1][1] if number else articles[-1][1]
            copy = _copy(kind, model, paragraphs, other, chance)
            write_article(folder / f"{number:05}-copy.md", model, copy, chance)
            pairs[kind].append((name, f"{number:05}-copy.md"))
            if kind == "half":
                others.append((f"{(number or len(articles)) - 1:05}.md", f"{number:05}-copy.md"))
    found, _ = _run(folder)
    for kind in _KINDS:
        _score(kind, pairs[kind], found, folder)
    wanted = {frozenset(pair) for planted in (*pairs.values(), others) for pair in planted}
    said = {frozenset((cluster[0], member)) for cluster in found for member in cluster[1:]}
    wrong = [
        pair
        for pair in sorted(map(sorted, said - wanted))
        if frozenset(name.replace("-copy", "") for name in pair) not in before
    ]
    print(f"  {len(said)} pairs said, {len(wrong)} of them neither planted nor said of the articles before")
    for pair in wrong[:10]:
        print(f"    {' and '.join(pair)}")


def _articles(arguments: argparse.Namespace, chance: random.Random) -> list[tuple[Model, list[str]]]:
    kinds = models()
    if arguments.folder is None:
        count = 2 * arguments.each * len(_KINDS)
        return [(kinds[at % 2], [kinds[at % 2].paragraph(chance) for _ in range(8)]) for at in range(count)]
    found = []
    for file in sorted(arguments.folder.rglob("*")):
        if file.suffix in (".md", ".txt"):
            text = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
            model = kinds[text.isascii() or sum(map(str.isascii, text)) > 0.7 * len(text)]
            blocks = [block for block in text.split("\n\n") if len(block) > 60 and "](" not in block]
            if sum(map(len, blocks)) > 1000:
                found.append((model, blocks))
    chance.shuffle(found)
    return found


def _copy(kind: str, model: Model, paragraphs: list[str], other: list[str], chance: random.Random) -> list[str]:
    if kind == "same":
        return paragraphs
    if kind == "half":
        return [*paragraphs[: (len(paragraphs) + 1) // 2], *other[(len(other) + 1) // 2 :]]
    if kind == "contained":
        own = [model.paragraph(chance) for _ in range(30)]
        return [*own[:15], *paragraphs, *own[15:]]
    share = int(kind.split()[0]) / 100
    return [edited(model, text, share, chance) for text in paragraphs]


def _score(kind: str, pairs: list[tuple[str, str]], found: list[list[str]], folder: Path) -> None:
    members = [set(cluster) for cluster in found]
    hits = Counter(any({source, path} <= cluster for cluster in members) for source, path in pairs)
    print(f"  {kind:12} {hits[True]} of {len(pairs)} found")


def _run(folder: Path) -> tuple[list[list[str]], float]:
    """The files of each cluster relative to the folder, and the CPU seconds of the process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "lintcorpus", "duplicates", "--isolated", "--quiet", "--format", "json", str(folder)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(f"lintcorpus failed: {done.stderr.decode('utf-8', 'replace')[-500:]}")
    clusters = json.loads(done.stdout)["clusters"]
    names = [[item["keep"]["path"], *(member["path"] for member in item["members"])] for item in clusters]
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [[os.path.relpath(name, folder).replace(os.sep, "/") for name in cluster] for cluster in names], used


if __name__ == "__main__":
    raise SystemExit(main())
