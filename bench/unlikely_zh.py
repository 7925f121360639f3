"""Scores the hints of the learned language model on sentences with their corrections, and on articles.

    python bench/unlikely_zh.py --learn FOLDER PAIRS.tsv...         # learn from articles, score second halves
    python bench/unlikely_zh.py --learn-pairs PAIRS.tsv...          # learn from the corrections of first halves
    python bench/unlikely_zh.py --learn FOLDER --fit PAIRS.tsv...   # fit the weights to first halves
    python bench/unlikely_zh.py --learn FOLDER --articles           # hints in the articles themselves

A pair is a sentence, a tab and the corrected sentence; pairs of unequal length are left out. A hint is
right when the two sentences differ there.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lintcorpus.app.compose import App, Request
from lintcorpus.article.prose import chinese_lines
from lintcorpus.article.words.idioms import NEAR_SOUND
from lintcorpus.engine.pipeline import check_document
from lintcorpus.language.counting import Counting
from lintcorpus.language.ngrams import NgramScorer
from lintcorpus.model.document import Document

_RULE = "TYP009"
_THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95)
Pairs = Sequence[tuple[str, str]]


def main() -> None:
    """Learn a model, then fit weights, or score pairs or articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="*", type=Path)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--learn", type=Path, metavar="FOLDER")
    source.add_argument("--learn-pairs", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--articles", action="store_true")
    arguments = parser.parse_args()
    halves = {path.name: _halves(path) for path in arguments.pairs}
    counting = Counting()
    documents = list(_documents(arguments.learn)) if arguments.learn else []
    for document in documents:
        counting.add(line.text for line in chinese_lines(document))
    if arguments.learn_pairs:
        counting.add(right for first, _ in halves.values() for _, right in first)
    scorer = NgramScorer(counting.table())
    print(f"learned from {counting.ideographs} ideographs: {len(scorer.table.grams)} n-grams")
    if arguments.fit:
        print("weights:", fitted(scorer, [pair for first, _ in halves.values() for pair in first]).round(3).tolist())
    if arguments.articles:
        score_articles(scorer, documents, counting.ideographs)
    for name, (_, second) in halves.items():
        score_pairs(scorer, name, second)


def score_pairs(scorer: NgramScorer, name: str, pairs: Pairs) -> None:
    """Print precision, recall and false alarms at several thresholds."""
    guessed = scorer.score([wrong for wrong, _ in pairs])
    found = [
        (guess.probability, wrong[guess.start] != right[guess.start])
        for guesses, (wrong, right) in zip(guessed, pairs, strict=True)
        for guess in guesses
    ]
    letters = sum(len(wrong) for wrong, _ in pairs)
    errors = sum(first != second for pair in pairs for first, second in zip(*pair, strict=True))
    print(f"{name}: {errors} errors in {letters} characters")
    for least in _THRESHOLDS:
        hits = [right for probability, right in found if probability >= least]
        print(
            f"  {least}: {len(hits)} hints, precision {sum(hits) / max(1, len(hits)):.3f}, recall "
            f"{sum(hits) / max(1, errors):.3f}, "
            f"false {(len(hits) - sum(hits)) * 1e4 / letters:.3f} in 10,000 characters"
        )


def score_articles(scorer: NgramScorer, documents: Sequence[Document], ideographs: int) -> None:
    """Print every hint of the rule from the lowest threshold on, the likeliest first."""
    options = {_RULE: {"probability": _THRESHOLDS[0]}}
    plan = App(Request(cwd=Path.cwd(), isolated=True, flags={"select": (_RULE,), "options": options})).plan
    began = time.process_time()
    found = [
        item for document in documents for item in check_document(replace(document, language=scorer), plan).diagnostics
    ]
    print(
        f"{len(documents)} files, {ideographs / (time.process_time() - began):.0f} ideographs a second, parser included"
    )
    for item in sorted(found, key=lambda item: -float(item.evidence["probability"])):
        print(f"{item.evidence['probability']} {item.path}:{item.place.start.line} {dict(item.params)}")
    for least in _THRESHOLDS:
        count = sum(item.evidence["probability"] >= least for item in found)
        print(f"  {least}: {count} hints, {count * 1e4 / ideographs:.3f} in 10,000 ideographs")


def fitted(scorer: NgramScorer, pairs: Pairs) -> npt.NDArray[np.float64]:
    """The bias and the weights of gain, word gain, rarity and near sound, by logistic regression."""
    rows, labels = [], []
    for item in scorer.candidates([wrong for wrong, _ in pairs]):
        wrong, right = pairs[item.text]
        rows.append([1.0, item.gain, item.word_gain, item.rarity, item.alike == NEAR_SOUND])
        labels.append(wrong[item.place] != right[item.place])
    features, truth = np.array(rows, float), np.array(labels, float)
    weights = np.zeros(features.shape[1])
    for _ in range(50):
        shares = 1 / (1 + np.exp(-features @ weights))
        curvature = (features * (shares * (1 - shares))[:, None]).T @ features + 0.01 * np.eye(len(weights))
        weights += np.linalg.solve(curvature, features.T @ (truth - shares) - 0.01 * weights)
    return weights


def _halves(path: Path) -> tuple[Pairs, Pairs]:
    rows = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").split("\n") if "\t" in line]
    pairs = [(wrong, right) for wrong, right in rows if len(wrong) == len(right) and wrong.strip()]
    return pairs[: len(pairs) // 2], pairs[len(pairs) // 2 :]


def _documents(folder: Path) -> Iterator[Document]:
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt")):
        try:
            yield Document(path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8"))
        except UnicodeDecodeError:
            continue


if __name__ == "__main__":
    main()
