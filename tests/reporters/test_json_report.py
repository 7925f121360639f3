"""The format ``json``."""

import io
import json
from collections.abc import Callable
from typing import Any

from lintcorpus.model.card import Card, FixPolicy
from lintcorpus.model.finding import Diagnostic, Place, RelatedPlace, Severity, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import AppliedFix, Problem, ReportOptions, Result
from lintcorpus.model.span import Span
from lintcorpus.reporters import json_report

DIAGNOSTIC_KEYS = [
    *("path", "rule", "name", "family", "severity", "message", "start", "end", "state", "fix", "related", "evidence"),
    *("fingerprint", "confidence", "help"),
]


def written(result: Result, language: str = "en") -> str:
    stream = io.StringIO()
    json_report.report(result, stream, ReportOptions(language=language))
    return stream.getvalue()


def read(result: Result, language: str = "en") -> Any:
    return json.loads(written(result, language))


def test_the_whole_contract(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], place: Callable[..., Place]
) -> None:
    made = diagnostic(
        "标题😀\n前e\u0301文，，后",
        "，，",
        fixes=(Fix((Edit(Span(8, 10), "，"), Edit(Span(11, 11), "。")), Safety.SAFE),),
        related=(RelatedPlace(place("天\n地，，", "，，", "b.md"), "first"),),
        evidence={"widths": (70, 78)},
    )
    assert read(result(made, files=3, skipped={"suffix": 1, "size": 2}, problems=(Problem("path", "no x.md"),))) == {
        "version": 1,
        "diagnostics": [
            {
                "path": "a.md",
                "rule": "PUN001",
                "name": "doubled-mark",
                "family": "punctuation",
                "severity": "warning",
                "message": "Doubled mark “，，”",
                "start": {"line": 2, "column": 5, "offset": 8},
                "end": {"line": 2, "column": 7, "offset": 10},
                "state": "new",
                "fix": {
                    "safety": "safe",
                    "title": "Keep one mark",
                    "edits": [{"start": 8, "end": 10, "text": "，"}, {"start": 11, "end": 11, "text": "。"}],
                },
                "related": [
                    {
                        "path": "b.md",
                        "start": {"line": 2, "column": 2, "offset": 3},
                        "end": {"line": 2, "column": 4, "offset": 5},
                        "role": "first",
                    }
                ],
                "evidence": {"widths": [70, 78]},
                "fingerprint": "1-00112233445566778899",
                "confidence": "high",
                "help": "lintcorpus explain PUN001",
            }
        ],
        "summary": {
            "files": 3,
            "skipped": {"size": 2, "suffix": 1},
            "counts": {"error": 0, "warning": 1, "info": 0},
            "fixable": {"safe": 1, "unsafe": 0},
            "suppressed": 0,
            "baselined": 0,
            "problems": [{"kind": "path", "message": "no x.md"}],
            "changed": [],
            "applied": [],
        },
    }


def test_key_order_is_fixed(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    data = read(result(diagnostic()))
    assert list(data) == ["version", "diagnostics", "summary"]
    assert list(data["diagnostics"][0]) == DIAGNOSTIC_KEYS
    assert list(data["summary"]["counts"]) == ["error", "warning", "info"]


def test_all_states_are_there(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    data = read(
        result(
            diagnostic(severity=Severity.ERROR),
            diagnostic(state=State.SUPPRESSED, reason="quoted on purpose"),
            diagnostic(state=State.BASELINED),
        )
    )
    assert [item["state"] for item in data["diagnostics"]] == ["new", "suppressed", "baselined"]
    assert [item.get("reason") for item in data["diagnostics"]] == [None, "quoted on purpose", ""]
    assert data["diagnostics"][0]["fix"] is None
    assert data["summary"]["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert (data["summary"]["suppressed"], data["summary"]["baselined"]) == (1, 1)


def test_several_fixes(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], card: Callable[..., Card]
) -> None:
    fixes = (Fix((Edit(Span(6, 7), ""),), Safety.SAFE), Fix((Edit(Span(7, 8), "x"),), Safety.SHOW, "look"))
    policy = FixPolicy(Safety.SAFE, {"": {"en": "Keep one"}, "look": {"en": "Look", "zh": "看看"}})
    item = read(result(diagnostic(fixes=fixes), cards={"PUN001": card(fix=policy)}), "zh")["diagnostics"][0]
    assert item["fix"] == {"safety": "safe", "title": "Keep one", "edits": [{"start": 6, "end": 7, "text": ""}]}
    assert item["more_fixes"] == [{"safety": "show", "title": "看看", "edits": [{"start": 7, "end": 8, "text": "x"}]}]
    assert item["message"] == "标点“，，”重复"


def test_a_fix_run(result: Callable[..., Result]) -> None:
    applied = AppliedFix("a.md", "PUN001", "Keep one mark", (Edit(Span(6, 8), "，"),), 2)
    changed = {"b.md": ("x", "y"), "a.md": ("x", "y")}
    summary = read(result(applied=(applied,), changed=changed))["summary"]
    assert summary["changed"] == ["a.md", "b.md"]
    assert summary["applied"] == [
        {
            "path": "a.md",
            "rule": "PUN001",
            "title": "Keep one mark",
            "edits": [{"start": 6, "end": 8, "text": "，"}],
            "pass": 2,
        }
    ]


def test_the_text_of_the_file(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    output = written(result(diagnostic("x\udc80\x9b", "\udc80\x9b", "坏\udce4.md")))
    assert output.startswith('{\n  "version": 1,\n  "diagnostics": [\n    {\n      "path": "坏\\udce4.md",')
    assert output.endswith("\n}\n")
    output.encode()
    assert json.loads(output)["diagnostics"][0]["message"] == "Doubled mark “\udc80\x9b”"


def test_the_same_result_gives_the_same_bytes(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    words = ["甲", "乙", "丙", "丁"]
    first = written(result(diagnostic(evidence={"words": set(words)}), skipped={"a": 1, "b": 1}))
    second = written(result(diagnostic(evidence={"words": {*reversed(words)}}), skipped={"b": 1, "a": 1}))
    assert first == second


def test_an_empty_result(result: Callable[..., Result]) -> None:
    data = read(result(files=0))
    assert data["diagnostics"] == []
    assert data["summary"]["files"] == 0
