"""The figures of a run as tables, and their place in the README."""

from pathlib import Path
from typing import Any

import pytest
from speed_table import BEGIN, END, in_full, in_readme, in_short

README = Path(__file__).parent.parent.parent / "README.md"


def runs(*cpu: float) -> list[dict[str, float]]:
    return [{"cpu": spent, "wall": spent / 2, "peak": 100 * spent} for spent in cpu]


def case(name: str, corpus: str, **found: list[dict[str, float]]) -> dict[str, Any]:
    return {"case": name, "corpus": corpus, "runs": found, "lines": {}, "together": {}, "dropped": {}}


def survey(files: int, size: int, paragraphs: int) -> dict[str, Any]:
    return {"files": files, "size": size, "paragraphs": paragraphs, "copies": 0, "blocks": 0, "digest": ""}


@pytest.fixture
def results() -> dict[str, Any]:
    return {
        "date": "2030-01-02",
        "machine": {"cores": 2, "architecture": "x86_64", "system": "Linux", "python": "CPython 3.11.7"},
        "load": [0.1, 1.0],
        "rounds": 3,
        "versions": {"lintcorpus": "0.1.0", "rumdl": "9.9"},
        "missing": {"other": "no wheel"},
        "corpora": {"200": survey(200, 2_000_000, 5_000), "50": survey(5_000, 50_000_000, 105_000)},
        "cases": [
            case("start", "", lintcorpus=runs(0.02, 0.03, 0.04), rumdl=runs(0.01, 0.01, 0.01)),
            case("cold", "200", lintcorpus=runs(1, 1, 1), slow=runs(7, 8, 9)),
            case("cold", "50", lintcorpus=runs(10, 12, 11), rumdl=runs(20, 18, 22)),
            case("warm", "50", lintcorpus=runs(1, 1, 1), rumdl=runs(2, 4, 3)),
            {**case("jobs", "200"), "runs": {"lintcorpus --jobs 1": runs(4.0)}},
            {**case("jobs", "50"), "runs": {"lintcorpus --jobs 1": runs(84.0), "lintcorpus --jobs 2": runs(42.0)}},
        ],
    }


def row(text: str, name: str) -> list[str]:
    line = next(line for line in text.split("\n") if line.startswith(f"| {name} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_cold_table_tells_times_rates_and_ratios(results: dict[str, Any]) -> None:
    text = in_short(results)
    assert row(text, "lintcorpus")[1:] == [
        *("1.00 (1.00 to 1.00)", "11.00 (10.00 to 12.00)", "5.50 (5.00 to 6.00)"),
        *("4.5", "1200", "1.00 (1.00 to 1.00)"),
    ]
    assert row(text, "rumdl")[1] == "-"
    assert row(text, "rumdl")[-1] == "2.00 (1.50 to 2.00)"
    assert row(text, "slow")[2:] == ["-"] * 5


def test_what_was_used_is_said(results: dict[str, Any]) -> None:
    text = in_short(results)
    for part in ("2030-01-02", "2 cores", "CPython 3.11.7", "rumdl 9.9", "without other (no wheel)", "3 rounds"):
        assert part in text


def test_other_runs_stand_beside_those_of_peers_that_have_them(results: dict[str, Any]) -> None:
    assert row(in_short(results), "warm, 5,000 files")[1:] == [
        *("1.00 (1.00 to 1.00), wall 0.50 (0.50 to 0.50)", "rumdl 3.00 (2.00 to 4.00)", "rumdl 3.00 (2.00 to 4.00)"),
    ]
    assert row(in_short(results), "says its version")[1].startswith("0.030 (0.020 to 0.040)")


def test_growth_is_told_from_one_corpus_to_the_next(results: dict[str, Any]) -> None:
    # 84 s against 4 s; (8400 - 400) MB for 100,000 paragraphs more
    wanted = (
        "200 files to 5,000 files (25.0 times the bytes): all rules: 21.0 times the CPU time, 80000 bytes of memory"
    )
    assert wanted in in_short(results)


def test_two_processes_are_compared_with_one(results: dict[str, Any]) -> None:
    assert "5,000 files: two processes take 0.50 (0.50 to 0.50) of the wall" in in_short(results)


def test_all_figures_are_in_the_full_tables(results: dict[str, Any]) -> None:
    results["cases"][1]["dropped"] = {"broken": "exit code 2: help"}
    text = in_full(results)
    assert text.count("| tool |") == len(results["cases"])
    assert "broken: exit code 2: help" in text


def test_only_what_stands_between_the_marks_of_the_readme_changes() -> None:
    text = f"# a\n\n{BEGIN}old\n{END}\n\n## b\n"
    assert in_readme(text, "new\n") == f"# a\n\n{BEGIN}new\n{END}\n\n## b\n"


def test_a_readme_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="speed: begin"):
        in_readme("# a\n", "new\n")


def test_the_readme_has_a_place_for_the_figures() -> None:
    assert "new\n" in in_readme(README.read_text(encoding="utf-8"), "new\n")
