"""The format ``gitlab``."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from lintcorpus.model.finding import Diagnostic, Severity, State
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters import gitlab

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "gitlab.schema.json").read_text(encoding="utf-8"))


def written(result: Result) -> Any:
    stream = io.StringIO()
    gitlab.report(result, stream, ReportOptions())
    issues = json.loads(stream.getvalue())
    fastjsonschema.validate(SCHEMA, issues)
    return issues


def test_an_issue(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    assert written(result(diagnostic("一，，\n，，二", "，，\n，，"), diagnostic(state=State.BASELINED))) == [
        {
            "description": "Doubled mark “，，\n，，”".replace("\n", "<U+000A>"),
            "check_name": "PUN001 doubled-mark",
            "fingerprint": "1-00112233445566778899",
            "severity": "minor",
            "location": {"path": "a.md", "lines": {"begin": 1, "end": 2}},
        }
    ]


def test_nothing_found_is_an_empty_array(result: Callable[..., Result]) -> None:
    assert written(result()) == []


def test_every_issue_has_a_fingerprint_of_its_own(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    nameless = [diagnostic(path=path, fingerprint="") for path in ("a.md", "b.md")]
    names = [item["fingerprint"] for item in written(result(diagnostic(), diagnostic(), *nameless))]
    assert len(set(names)) == 4
    assert names[:2] == ["1-00112233445566778899", "1-00112233445566778899-2"]


@pytest.mark.parametrize(
    ("severity", "word"), [(Severity.ERROR, "major"), (Severity.WARNING, "minor"), (Severity.INFO, "info")]
)
def test_severities(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], severity: Severity, word: str
) -> None:
    assert written(result(diagnostic(severity=severity)))[0]["severity"] == word
