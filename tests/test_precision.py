"""The precision harness keeps verdicts by place and counts disagreement as wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parent.parent / "tools" / "precision.py"
ARTICLE = "# 晨跑笔记\n\n今天跑了五公里，，天气很好。\n\n回家喝粥；；再睡一觉。\n\n明天再来。。\n"


def run(folder: Path, *words: str, stdin: str = "") -> list[str]:
    command = [sys.executable, str(TOOL), "--verdicts", str(folder / "verdicts.tsv"), *words]
    done = subprocess.run(command, input=stdin, capture_output=True, encoding="utf-8", cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def sampled(folder: Path, *words: str) -> list[str]:
    lines = run(folder, "sample", "PUN001", "a.md", *words)
    return [line.removeprefix("--- ") for line in lines if line.startswith("--- ")]


def score(folder: Path) -> list[str]:
    return run(folder, "score", "--rule", "PUN001", "a.md")[1].split("\t")


def test_verdicts_are_kept_and_scored(folder: Path) -> None:
    keys = sampled(folder, "--count", "2")
    assert len(keys) == 2
    run(folder, "record", "--reader", "a", stdin=f"{keys[0]}\tright\tslip of the hand\n{keys[1]}\twrong\tmeant so\n")
    assert score(folder) == ["PUN001", "warning", "3", "2", "0.500", "0", "0"]
    assert set(sampled(folder)).isdisjoint(keys), "what was judged is not shown again"


def test_a_disagreement_counts_as_wrong(folder: Path) -> None:
    keys = sampled(folder)
    run(folder, "record", "--reader", "a", stdin="".join(f"{key}\tright\tr\n" for key in keys))
    again = sampled(folder, "--again", "a")
    assert len(again) == 1, "a fifth of three, rounded up"
    run(folder, "record", "--reader", "b", stdin=f"{again[0]}\twrong\tr\n")
    assert score(folder) == ["PUN001", "warning", "3", "3", "0.667", "1", "1"]


def test_a_verdict_ends_with_the_text_it_was_about(folder: Path) -> None:
    run(folder, "record", "--reader", "a", stdin=f"{sampled(folder)[0]}\tright\tr\n")
    (folder / "a.md").write_text(ARTICLE + "\n再见。\n", encoding="utf-8")
    assert score(folder)[3] == "0"


def test_verdicts_hold_no_text_of_the_article(folder: Path) -> None:
    run(folder, "record", "--reader", "a", stdin=f"{sampled(folder)[0]}\tright\tr\n")
    assert "五公里" not in (folder / "verdicts.tsv").read_text(encoding="utf-8")
