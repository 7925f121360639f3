"""``lintcorpus accept``: a finding is allowed for good, by its exact text."""

import json
from pathlib import Path

import pytest
import yaml

from lintcorpus.cli import main
from tests.support import compiled_cards


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    (tmp_path / "lintcorpus.yaml").write_text("select: [PUN001]\n", encoding="utf-8")
    file = tmp_path / "notes [1].md"
    file.write_text("好，，再见。\n\n早；；晚。\n", encoding="utf-8")
    return file


def _fingerprints(capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["--output-format", "json", "--quiet", "."])
    return [
        item["fingerprint"] for item in json.loads(capsys.readouterr().out)["diagnostics"] if item["state"] == "new"
    ]


def test_an_accepted_finding_is_suppressed_from_then_on(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = _fingerprints(capsys)
    assert main(["accept", first, "--reason", "quoted as written", "--until", "2999-01-01"]) == 0
    assert "PUN001 accepted in" in capsys.readouterr().out
    (entry,) = yaml.safe_load((article.parent / ".lintcorpus" / "accepted.yaml").read_text(encoding="utf-8"))
    assert (entry["rule"], entry["text"], entry["reason"], entry["until"]) == (
        "PUN001",
        "，，",
        "quoted as written",
        "2999-01-01",
    )
    assert _fingerprints(capsys) == [second]
    assert main(["accept", second[:8], "--reason", "also", "."]) == 0
    capsys.readouterr()
    assert _fingerprints(capsys) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["1-ffff", "--reason", "x"], "no new finding with fingerprint '1-ffff'"),
        (["1-", "--reason", "x"], "the fingerprints of 2 findings begin with '1-'; give more of one"),
        (["", "--reason", "x"], "the fingerprint is empty"),
    ],
)
def test_a_fingerprint_must_name_one_finding(
    words: list[str], said: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["accept", *words]) == 2
    err = capsys.readouterr().err
    assert said in err
    if "findings" in said:  # each with what tells it from the others
        assert [line.split(":")[0] for line in err.split("\n")[:2]] == ["notes [1].md"] * 2
        assert err.count(" 1-") == 2
    assert not (article.parent / ".lintcorpus").exists()


def test_a_day_that_is_no_date_is_refused(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, _ = _fingerprints(capsys)
    assert main(["accept", first, "--reason", "x", "--until", "soon"]) == 2
    assert "--until soon: not a date" in capsys.readouterr().err
