"""The sample corpus: every planted defect is found at its line, and the controls are clean."""

import re
from functools import cache
from pathlib import Path

import pytest

from lintcorpus.app.check import finish
from lintcorpus.app.collected import collect
from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.files import find_files, read_files
from lintcorpus.engine.fixing import FixOutcome, fix_document
from lintcorpus.engine.pipeline import check_document
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from tests.support import compiled_cards

SEEDS = Path(__file__).parent.parent / "seeds"
_ROW = re.compile(r"\| (?P<file>[\w.-]+) \| (?P<line>\d+) \| (?P<rule>[A-Z]+\d{3}) \| (?P<note>.+) \|")


def _planted() -> list[tuple[str, int, str]]:
    rows = _ROW.finditer((SEEDS / "README.md").read_text(encoding="utf-8"))
    return [(row["file"], int(row["line"]), row["rule"]) for row in rows]


@cache
def _found() -> tuple[Diagnostic, ...]:
    app = App(Request(cwd=SEEDS, isolated=True, cache_dir=compiled_cards()))
    files = find_files(app, [str(SEEDS)]).files
    gathered = collect(app, read_files(app, files))
    return tuple(finish(app, gathered, skipped={}, problems=(), whole_corpus=True).diagnostics)


@pytest.mark.parametrize(("file", "line", "rule"), _planted())
def test_planted_defect_is_found(file: str, line: int, rule: str) -> None:
    there = {(Path(item.path).name, item.place.start.line, item.rule) for item in _found()}
    near = sorted(number for name, number, identity in there if (name, identity) == (file, rule))
    assert (file, line, rule) in there, f"{rule} is found in {file} at lines {near}"


def test_controls_are_clean() -> None:
    assert [(item.path, item.rule) for item in _found() if "-clean" in item.path] == []


def test_the_list_is_read_whole() -> None:
    table = [line for line in (SEEDS / "README.md").read_text(encoding="utf-8").split("\n") if line.startswith("| ")]
    assert len(_planted()) == len(table) - 1 > 80


def test_there_are_enough_articles() -> None:
    names = [file.name for file in SEEDS.iterdir() if file.name != "README.md"]
    assert sum(name.startswith("zh-") for name in names) >= 8
    assert sum(name.startswith("en-") for name in names) >= 4


@pytest.mark.parametrize("least", [Safety.SAFE, Safety.UNSAFE], ids=["safe", "unsafe"])
@pytest.mark.parametrize("file", sorted(SEEDS.glob("[ez][nh]-*")), ids=lambda file: file.name)
def test_repairs_settle_and_none_is_withdrawn(file: Path, least: Safety) -> None:
    app = App(Request(cwd=SEEDS, isolated=True, cache_dir=compiled_cards()))
    (source,) = read_files(app, [file])
    (before,) = source.documents

    def repaired(document: Document) -> FixOutcome:
        return fix_document(document, lambda item: check_document(item, app.plan).diagnostics, app.plan, least)

    once = repaired(before)
    assert once.dropped == ()
    assert repaired(once.document).document.text == once.document.text
    assert (once.document.text == before.text) == (once.applied == ())
