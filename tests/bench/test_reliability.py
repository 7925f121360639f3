"""The figures of the page about reliability."""

import json
import sys
from pathlib import Path

from reliability import Part, Taken, figures, known, measured

_FUZZED = {"target": "decode", "engine": "random", "seconds": 30, "executions": 1200, "found": []}
_RELATIONS = {"files": 3, "findings": 7, "changes": ["CRLF"], "differ": {}}


def test_every_part_tells_its_day_and_load_and_what_is_missing_is_named() -> None:
    fuzzed = Taken("2026-01-02", 0.5, 3.0, [_FUZZED])
    found = {"fuzz:decode": fuzzed, "fuzz:parse": None, "relations": Taken("2026-01-03", 4.0, 1.5, _RELATIONS)}
    shown = figures(found)
    assert "| decode | random | 0.5 | 1,200 | 0 | 2026-01-02 | 3.0 |" in shown
    assert "### Changes that must not matter\n\n*2026-01-03, 4.0 minutes, load 1.5 on " in shown
    assert "3 articles with 7 findings; changes: CRLF. Articles that differ: none." in shown
    assert "Not measured this time: fuzzing of parse, hostile texts, large files, many files," in shown


def test_figures_of_earlier_days_are_taken_when_they_are_young_enough(tmp_path: Path) -> None:
    target = tmp_path / "relations.json"
    assert known(target, "") is None
    taken = Taken("2026-01-02", 4.0, 1.5, _RELATIONS)
    target.write_text(json.dumps(taken._asdict()), encoding="utf-8")
    assert known(target, "2026-01-02") == taken
    assert known(target, "2026-01-03") is None


def test_a_part_that_comes_to_no_end_has_no_figures(tmp_path: Path) -> None:
    target = tmp_path / "part.json"
    taken = measured(Part("part", [sys.executable, "-c", "raise SystemExit(3)"]), target, 1)
    assert taken.data is None
    assert known(target, "") is None


def test_the_figures_of_a_part_are_kept(tmp_path: Path) -> None:
    write = "import pathlib, sys; pathlib.Path(sys.argv[1].partition('=')[2]).write_text('[1, 2]')"
    target = tmp_path / "part.json"
    assert measured(Part("part", [sys.executable, "-c", write]), target, 1).data == [1, 2]
    assert known(target, "") is not None


def test_every_part_has_its_figures_on_the_page() -> None:
    row = {"name": "backticks", "size": 20, "seconds": 7.5, "growth": 1.9, "memory": 800, "faults": ["large"]}
    kind = {"runs": 3, "seconds": 40.5, "cpu": 31.0, "memory": [90, 99, 95], "peak": [80, 81, 80]}
    load = {
        "files": 300,
        "paragraphs": 6000,
        "edits": 249,
        "seconds": 2040,
        "faults": [],
        "compared": {"cold": 14, "ask": 19, "again": 7, "at once": 4, "new index": 7},
        "kinds": {"warm": kind},
        "watching": [74.8, 123.3],
        "cache": [4, 6, 5],
        "index": [1, 1],
    }
    counts = {"mutants": 1746, "tried": 700, "killed": 660, "timeout": 2}
    data = {
        "hostile": [row],
        "large": [row],
        "folder": {"files": 100000, "wanted": 100000, "seconds": 216, "memory": 336, "code": 0},
        "load": load,
        "coverage": {
            "num_branches": 100,
            "covered_branches": 95,
            "num_statements": 1000,
            "covered_lines": 980,
            "percent_covered": 97.7,
        },
        "mutants": {"lintcorpus.baseline.match": counts, "all together": counts},
    }
    shown = figures({name: Taken("2026-01-02", 1.0, 2.0, part) for name, part in data.items()})
    assert "1 texts, 1 beyond a limit." in shown
    assert "| backticks | 20 | 7.5 | 1.9x | 800 | large |" in shown
    assert "100,000 of 100,000 files in one folder read: 216 s, 336 MB" in shown
    assert "249 edits in 34 minutes. Compared: 14 reports with those of a cold run, 11 with those" in shown
    assert "| warm | 3 | 40.5 | 31.0 | 90 | 95 | 99 |" in shown
    assert "95 of 100 branches: 97.7 % of both together, 95.0 % of the branches" in shown
    assert "| baseline.match | 1,746 | 700 | 660 | 2 |" in shown
    assert "Not measured this time: changes that must not matter." in shown
