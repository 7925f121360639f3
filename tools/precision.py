"""Measures how often a rule is right: samples its findings for a person to judge and keeps the verdicts.

usage: python tools/precision.py sample RULE FOLDER... [--count N] [--seed N] [--again READER]
       python tools/precision.py record --reader NAME < VERDICTS
       python tools/precision.py score [--rule RULE] FOLDER...

``sample`` prints a seeded random sample of the findings that nobody has judged, each with a key and
the text around it; ``--again READER`` samples a fifth of what that reader has judged instead, for a
second reader, and does not tell the verdicts. ``record`` reads lines of ``key TAB right|wrong TAB
reason``. Verdicts name a file by the digest of its bytes and a place by offsets, so they hold no text
of an article, and count for as long as the rule still reports that place. ``score`` counts a
finding that any reader called wrong as wrong.
"""

import argparse
import csv
import datetime
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lintcorpus.app.check import finish
from lintcorpus.app.collected import collect
from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.files import find_files, read_files
from lintcorpus.cache.place import default_cache_dir
from lintcorpus.errors import UsageError
from lintcorpus.model.card import Card
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic

VERDICTS = Path(__file__).parent.parent / "bench" / "verdicts.tsv"
COLUMNS = ("digest", "start", "end", "rule", "verdict", "reader", "date", "reason")


class Key(NamedTuple):
    """What names a finding as long as its file does not change; offsets are code points."""

    digest: str
    start: int
    end: int
    rule: str

    def __str__(self) -> str:
        return f"{self.digest}:{self.start}-{self.end}:{self.rule}"


class Verdict(NamedTuple):
    """What a reader said of a finding."""

    key: Key
    right: bool
    reader: str


class Shown(NamedTuple):
    """A finding with the document it was found in."""

    key: Key
    diagnostic: Diagnostic
    document: Document


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command."""
    arguments = _arguments(argv)
    try:
        return _run(arguments)
    except UsageError as error:
        raise SystemExit(f"precision: {error}") from error


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command == "sample":
        return _sample(arguments)
    return _record(arguments) if arguments.command == "record" else _score(arguments)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verdicts", type=Path, default=VERDICTS, help="the file of verdicts")
    commands = parser.add_subparsers(dest="command", required=True)
    sample = commands.add_parser("sample")
    sample.add_argument("rule")
    sample.add_argument("paths", nargs="+")
    sample.add_argument("--count", type=int, default=30)
    sample.add_argument("--seed", type=int, default=1)
    sample.add_argument("--context", type=int, default=160, help="code points on each side")
    sample.add_argument("--again", metavar="READER", help="a fifth of what this reader has judged, for another reader")
    record = commands.add_parser("record")
    record.add_argument("--reader", required=True)
    score = commands.add_parser("score")
    score.add_argument("paths", nargs="+")
    score.add_argument("--rule", help="one rule instead of all that are on")
    return parser.parse_args(argv)


def _sample(arguments: argparse.Namespace) -> int:
    found, cards = _findings(arguments.paths, arguments.rule)
    found = list({item.key: item for item in found}.values())  # two copies of a file are read once
    verdicts = read_verdicts(arguments.verdicts)
    judged = {verdict.key for verdict in verdicts}
    chance = random.Random(arguments.seed)
    if arguments.again:
        theirs = {verdict.key for verdict in verdicts if verdict.reader == arguments.again}
        pool = [item for item in found if item.key in theirs]
        count = -(-len(pool) // 5)
    else:
        pool = [item for item in found if item.key not in judged]
        count = arguments.count
    chosen = pool if len(pool) <= count else chance.sample(pool, count)
    print(f"{arguments.rule}: {len(found)} findings, {len(chosen)} of {len(pool)} shown\n")
    for item in chosen:
        print(_described(item, cards[item.diagnostic.rule], arguments.context))
    return 0


def _described(item: Shown, card: Card, width: int) -> str:
    diagnostic, text = item.diagnostic, item.document.text
    start, end = diagnostic.span.start, diagnostic.span.end
    middle = (
        text[start:end]
        if end - start <= 3 * width
        else f"{text[start : start + width]} [...] {text[end - width : end]}"
    )
    lines = [
        f"--- {item.key}",
        f"{diagnostic.path}:{diagnostic.place.start.line} {diagnostic.severity.label}: "
        + card.message(diagnostic.variant, diagnostic.params, "en"),
        f"{text[max(0, start - width) : start]}⟦{middle}⟧{text[end : end + width]}",
    ]
    if diagnostic.evidence:
        lines.append(f"evidence: {dict(diagnostic.evidence)}")
    for fix in diagnostic.fixes:
        edits = "; ".join(f"{text[edit.span.start : edit.span.end]!r} -> {edit.text!r}" for edit in fix.edits[:6])
        lines.append(f"{fix.safety.label} fix: {edits}")
    lines.extend(
        f"related: {other.place.path}:{other.place.start.line} {other.place.frame.match}"
        for other in diagnostic.related[:3]
    )
    return "\n".join(lines) + "\n"


def _record(arguments: argparse.Namespace) -> int:
    if not arguments.verdicts.exists():
        arguments.verdicts.write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
    rows = []
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        parts = line.rstrip("\n").split("\t")
        if len(parts) != 3 or parts[1] not in ("right", "wrong"):
            raise SystemExit(f"line {number}: expected 'key TAB right|wrong TAB reason', got {line.strip()!r}")
        rows.append((*parse_key(parts[0]), parts[1], arguments.reader, datetime.date.today().isoformat(), parts[2]))
    with arguments.verdicts.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter="\t", lineterminator="\n").writerows(rows)
    print(f"{len(rows)} verdicts recorded")
    return 0


def _score(arguments: argparse.Namespace) -> int:
    found, cards = _findings(arguments.paths, arguments.rule)
    verdicts: dict[Key, list[Verdict]] = defaultdict(list)
    for verdict in read_verdicts(arguments.verdicts):
        verdicts[verdict.key].append(verdict)
    by_rule: dict[str, list[Key]] = defaultdict(list)
    for item in found:
        by_rule[item.key.rule].append(item.key)
    print("rule\tseverity\tfindings\tread\tprecision\tread twice\tdisagreements")
    for rule, keys in sorted(by_rule.items()):
        read = [verdicts[key] for key in dict.fromkeys(keys) if key in verdicts]
        right = sum(all(verdict.right for verdict in group) for group in read)
        twice = [group for group in read if len({verdict.reader for verdict in group}) > 1]
        differ = sum(len({verdict.right for verdict in group}) > 1 for group in twice)
        precision = f"{right / len(read):.3f}" if read else "-"
        print(f"{rule}\t{cards[rule].severity.label}\t{len(keys)}\t{len(read)}\t{precision}\t{len(twice)}\t{differ}")
    return 0


def parse_key(word: str) -> Key:
    """The key that ``str(key)`` printed.

    Raises:
        ValueError: it is none.
    """
    digest, offsets, rule = word.split(":")
    start, end = offsets.split("-")
    return Key(digest, int(start), int(end), rule)


def read_verdicts(path: Path) -> list[Verdict]:
    """All verdicts of a file; none when there is no file. The last word of a reader on a finding counts."""
    if not path.exists():
        return []
    latest: dict[tuple[Key, str], Verdict] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_MINIMAL):
            key = Key(row["digest"], int(row["start"]), int(row["end"]), row["rule"])
            latest[key, row["reader"]] = Verdict(key, row["verdict"] == "right", row["reader"])
    return list(latest.values())


def _findings(paths: Sequence[str], rule: str | None) -> tuple[list[Shown], dict[str, Card]]:
    """All findings under some paths, in order of path and place, and the cards by id."""
    app = _app()
    if rule is not None:
        # Rules that this one yields to must have their say.
        app = _app(select=(rule, *app.catalog.cards[rule].yields_to), preview=True)
    files = find_files(app, paths).files
    documents = {doc.path: doc for source in read_files(app, files) for doc in source.documents}
    result = finish(app, collect(app, read_files(app, files)), skipped={}, problems=(), whole_corpus=True)
    wanted = [item for item in result.diagnostics if rule in (None, item.rule)]
    return list(_with_documents(wanted, documents)), dict(app.catalog.cards)


def _app(**flags: Any) -> App:
    return App(Request(Path.cwd(), flags=flags, isolated=True, cache_dir=default_cache_dir()))


def _with_documents(diagnostics: Iterable[Diagnostic], documents: dict[str, Document]) -> Iterable[Shown]:
    for item in diagnostics:
        document = documents.get(item.path)
        if document is not None:
            yield Shown(Key(document.digest, item.span.start, item.span.end, item.rule), item, document)


if __name__ == "__main__":
    raise SystemExit(main())
