"""What the command line prints for the sample corpus, frozen.

After a wanted change: ``UPDATE_GOLDEN=1 python -m pytest tests/test_golden.py``, then read the diff.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from lintcorpus.cli import main
from tests.support import compiled_cards

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"


def _printed(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    monkeypatch.setenv("COLUMNS", "100")
    main(["check", "--isolated", "--quiet", *words])
    out = capsys.readouterr().out
    if os.environ.get("UPDATE_GOLDEN") and name != "x":
        (GOLDEN / name).write_text(out, encoding="utf-8", newline="\n")
    return out


def test_text(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    out = _printed("seeds.txt", monkeypatch, capsys, "seeds")
    assert out == (GOLDEN / "seeds.txt").read_text(encoding="utf-8")


def test_full(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    out = _printed(
        "full.txt", monkeypatch, capsys, "--output-format", "full", "--lang", "zh", "seeds/zh-wechat-heat-pump.txt"
    )
    assert out == (GOLDEN / "full.txt").read_text(encoding="utf-8")


def test_sarif_fits_its_schema_in_what_the_schema_demands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log: dict[str, Any] = json.loads(_printed("x", monkeypatch, capsys, "--output-format", "sarif", "seeds"))
    (run,) = log["runs"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert location["physicalLocation"]["artifactLocation"]["uri"].startswith("seeds/")


def test_json_spans_are_the_text_of_the_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(_printed("x", monkeypatch, capsys, "--output-format", "json", "seeds"))
    assert data["version"] == 1
    for item in data["diagnostics"]:
        if item["path"].startswith("seeds/zh-gbk"):
            continue
        text = (ROOT / item["path"]).read_bytes().decode("utf-8")
        lines = text.split("\n")
        start = item["start"]
        assert sum(len(line) + 1 for line in lines[: start["line"] - 1]) + start["column"] - 1 == start["offset"]
