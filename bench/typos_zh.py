"""Scores the Chinese wrong-character rule on sentences with their corrections, and its cost on articles.

    python bench/typos_zh.py PAIRS.tsv...        # sentence, tab, corrected sentence
    python bench/typos_zh.py --articles FOLDER   # every finding with its evidence, and the cost

A finding is right when it overlaps a place at which the two sentences differ; an error is found when
a finding overlaps it. Pairs of unequal length are left out.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from lintcorpus.app.compose import App, Request
from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic

_RULE = "TYP001"
_TOGETHER = 20
"""Sentences in one document; the rule looks at the whole article for evidence."""


def main() -> None:
    """Score files of pairs, or list what is found in articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--articles", action="store_true")
    arguments = parser.parse_args()
    app = App(Request(cwd=Path.cwd(), isolated=True))
    plan = Plan({_RULE: app.plan.rules[_RULE]}, app.catalog.cards)
    for path in arguments.paths:
        if arguments.articles:
            score_articles(path, plan)
        else:
            score_pairs(path, plan)


def score_pairs(path: Path, plan: Plan) -> None:
    """Print precision and recall on one file of pairs."""
    rows = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").split("\n") if "\t" in line]
    pairs = [(wrong, right) for wrong, right in rows if len(wrong) == len(right) and wrong.strip()]
    found = good = hit = errors = letters = 0
    for start in range(0, len(pairs), _TOGETHER):
        some = pairs[start : start + _TOGETHER]
        text, gold = ("\n\n".join(side) + "\n" for side in zip(*some, strict=True))
        wrong = {at for at, (first, second) in enumerate(zip(text, gold, strict=True)) if first != second}
        covered: set[int] = set()
        for item in check_document(Document("sentences.md", text), plan).diagnostics:
            places = wrong.intersection(range(*item.span))
            found, good = found + 1, good + bool(places)
            covered |= places
            if not places:
                print("  not in gold:", shown(text, item))
        hit, errors, letters = hit + len(covered), errors + len(wrong), letters + len(text)
    print(
        f"{path.name}: {found} findings, {good} right ({good / max(1, found):.3f}), "
        f"recall {hit}/{errors} = {hit / max(1, errors):.3f}, "
        f"not in gold {(found - good) * 10_000 / max(1, letters):.3f} per 10,000 characters"
    )


def score_articles(folder: Path, plan: Plan) -> None:
    """Print every finding in a folder's articles, and the rule's time beside the parser's."""
    documents = list(_documents(folder))
    began = time.process_time()
    for document in documents:
        parsed(document)
    parsing = time.process_time() - began
    began = time.process_time()
    reports = [check_document(document, plan) for document in documents]
    checking = time.process_time() - began
    for document, report in zip(documents, reports, strict=True):
        for item in report.diagnostics:
            print(f"{document.path}:{item.place.start.line}: {shown(document.text, item)} {dict(item.evidence)}")
    size = sum(len(document.text.encode("utf-8")) for document in documents) / 1e6
    print(f"{len(documents)} files, {size:.1f} MB, {checking / parsing:.2f} of the parser's time with the literal pass")


def _documents(folder: Path) -> Iterator[Document]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            yield Document(path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8"))
        except UnicodeDecodeError:
            continue


def shown(text: str, item: Diagnostic) -> str:
    """A finding with a little of what is around it."""
    start, end = item.span
    return f"{text[max(0, start - 6) : start]}[{text[start:end]}>{item.params['right']}]{text[end : end + 5]}".replace(
        "\n", "|"
    )


if __name__ == "__main__":
    main()
