"""Prints where the time of a check goes, in the parser's own time: stages, shared views, each rule, comparing files.

usage: python bench/profile_run.py [PATH...] [--files N] [--rounds N] [--top N] [--select RULE,...]

Without paths a corpus of `--files` is generated. Everything runs in this process, one stage over all files after the
other; CPU seconds, the least of all rounds. A view that several rules share is charged to the first that asks, unless
it has a row of its own.
"""

import argparse
import gc
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from corpus import write_corpus

from lintcorpus.app.check import finish
from lintcorpus.app.collected import Collected
from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.files import find_files, read_files
from lintcorpus.app.inputs.source import Source
from lintcorpus.article.header.block import header
from lintcorpus.article.mask import mask
from lintcorpus.article.wraps import wrapping
from lintcorpus.engine.corpus import conclude
from lintcorpus.engine.pipeline import FileReport, check_document
from lintcorpus.engine.stamp import place_of, stamp
from lintcorpus.markdown.parse import parsed
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.checker import AnchoredChecker, Fact, LocatedFact
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.result import ReportOptions
from lintcorpus.model.rule import Rule

P = ParamSpec("P")
T = TypeVar("T")

PARSER = "parser"
_VIEWS: tuple[tuple[str, Callable[[Document], Any]], ...] = (
    ("line starts", lambda document: document.line_starts),
    (PARSER, parsed),
    ("header", header),
    ("bare URLs", bare_urls),
    ("mask", mask),
    ("wraps", wrapping),
)


class Clock:
    """Adds up the CPU seconds of named pieces of work, in the order in which they come."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.seconds: dict[str, float] = {}

    def run(self, name: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a piece of work and count it."""
        before = time.process_time()
        result = work(*args, **kwargs)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - before
        return result


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", help="files and folders")
    parser.add_argument("--files", type=int, default=500, help="of the generated corpus (500)")
    parser.add_argument("--rounds", type=int, default=3, help="(3)")
    parser.add_argument("--top", type=int, default=25, help="rules that are shown; the rest is one row (25)")
    parser.add_argument("--select", help="these rules only")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if not arguments.paths:
            write_corpus(Path(folder), arguments.files)
        paths = [str(Path(path).resolve()) for path in arguments.paths or [folder]]
        flags = {"select": tuple(arguments.select.split(","))} if arguments.select else {}
        size, rounds = _rounds(Path(folder), paths, flags, arguments.rounds)
    print(table(least(rounds), size, arguments.top))
    return 0


def _rounds(cwd: Path, paths: Sequence[str], flags: dict[str, Any], count: int) -> tuple[int, list[dict[str, float]]]:
    """The bytes that were read, and the seconds of every round."""
    gc.set_threshold(200_000, 20, 20)  # as the command does
    found = []
    size = 0
    for _ in range(count):
        clock = Clock()
        size = _round(clock, Request(cwd=cwd, flags=flags, isolated=True, cache_dir=cwd / "cache"), paths)
        found.append(clock.seconds)
    return size, found


def _round(clock: Clock, request: Request, paths: Sequence[str]) -> int:
    app = clock.run("start: app and plan", _planned, request)
    plan = app.plan
    clock.run("start: literals", getattr, plan, "literals")
    files = clock.run("finding files", find_files, app, paths).files
    sources: list[Source] = clock.run("reading", lambda: list(read_files(app, files)))
    documents = [document for source in sources for document in source.documents]
    for name, see in _VIEWS:
        clock.run(name, _each, see, documents)
    hits = clock.run("literal pass", _each, lambda document: plan.literals.hits(document.text), documents)
    for rule, checker in plan.checked:
        _time_rule(clock, rule, checker.check, [(document, (rule.options,)) for document in documents])
    for key, rule in plan.anchored.items():
        assert isinstance(rule.checker, AnchoredChecker)
        pairs = [(document, at[key]) for document, at in zip(documents, hits, strict=True) if key in at]
        _time_rule(clock, rule, rule.checker.check, [(document, (rule.options, found)) for document, found in pairs])
    facts: list[dict[str, tuple[LocatedFact, ...]]] = [{} for _ in documents]
    for rule, across in plan.corpus:
        collect = partial(_facts, rule, across.collect)
        for own, located in zip(facts, clock.run(_row("facts", rule), _each, collect, documents), strict=True):
            own[rule.id] = located
    reports = [FileReport(document.path, (), own) for document, own in zip(documents, facts, strict=True)]
    clock.run("comparing files", conclude, reports, plan, app.plan_of)
    whole = Collected([check_document(document, plan) for document in documents], files=len(files))
    result = clock.run("ordering", finish, app, whole, skipped={}, problems=(), whole_corpus=False)
    clock.seconds["ordering"] -= clock.seconds["comparing files"]  # which it does again
    clock.run("report", app.plugins.reporters()["text"], result, io.StringIO(), ReportOptions())
    return sum(file.stat().st_size for file in files)


def _planned(request: Request) -> App:
    app = App(request)
    app.plan  # noqa: B018 - made when it is asked for
    return app


def _each(look: Callable[[Document], T], documents: Iterable[Document]) -> list[T]:
    return [look(document) for document in documents]


def _facts(rule: Rule, collect: Callable[..., Iterable[Fact]], document: Document) -> tuple[LocatedFact, ...]:
    return tuple(LocatedFact(fact, place_of(document, fact.span)) for fact in collect(document, rule.options))


def _row(kind: str, rule: Rule) -> str:
    return f"{kind} {rule.id} {rule.card.name}"


def _time_rule(
    clock: Clock, rule: Rule, check: Callable[..., Iterable[Finding]], given: Sequence[tuple[Document, tuple[Any, ...]]]
) -> None:
    """Time a rule and the stamping of what it finds; one that fails is passed over with a note."""
    try:
        found = clock.run(_row("rule", rule), lambda: [list(check(document, *more)) for document, more in given])
    except Exception as error:
        print(f"{rule.id} failed: {type(error).__name__}: {error}", file=sys.stderr)
        return
    some = [(document, findings) for (document, _), findings in zip(given, found, strict=True) if findings]
    clock.run("stamping", lambda: [stamp(document, rule, findings) for document, findings in some])


def least(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    """The least seconds of each piece of work."""
    return {name: min(found[name] for found in rounds) for name in rounds[0]}


def table(seconds: dict[str, float], size: int, top: int) -> str:
    """Rows of milliseconds, ms for each MB and shares of the parser's time.

    Args:
        seconds: of each piece of work.
        size: bytes of all files.
        top: rules that have a row of their own.
    """
    costly = ("rule ", "facts ")
    rules = sorted((name for name in seconds if name.startswith(costly)), key=lambda name: -seconds[name])
    rows = {name: spent for name, spent in seconds.items() if not name.startswith(costly)}
    rows |= {name: seconds[name] for name in rules[:top]}
    if rules[top:]:
        rows[f"{len(rules) - top} other rules"] = sum(seconds[name] for name in rules[top:])
    rows["all together"] = sum(seconds.values())
    unit = seconds[PARSER]
    lines = [f"{size / 1e6:.1f} MB", f"{'':44}{'ms':>8}{'ms/MB':>8}{'parsers':>9}"]
    for name, spent in rows.items():
        lines.append(f"{name:44}{spent * 1e3:8.0f}{spent * 1e9 / size:8.1f}{spent / unit:9.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
