"""The formats ``rdjson`` and ``rdjsonl``."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Severity, State
from lintcorpus.model.fix import Edit, Fix, Safety, apply_edits
from lintcorpus.model.result import Artifact, ReportOptions, Result
from lintcorpus.model.span import Span
from lintcorpus.reporters import rdjson, rdjsonl

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "rdjson.schema.json").read_text(encoding="utf-8"))


def written(result: Result) -> Any:
    stream = io.StringIO()
    rdjson.report(result, stream, ReportOptions())
    data = json.loads(stream.getvalue())
    fastjsonschema.validate(SCHEMA, data)
    return data["diagnostics"]


def again(text: str) -> Callable[[str], Artifact | None]:
    return {"a.md": Artifact(Document("a.md", text), text.encode())}.get


def test_a_diagnostic(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    assert written(result(diagnostic("a，，b"), diagnostic(state=State.BASELINED))) == [
        {
            "message": "Doubled mark “，，”",
            "location": {
                "path": "a.md",
                "range": {"start": {"line": 1, "column": 2}, "end": {"line": 1, "column": 8}},
            },
            "severity": "WARNING",
            "code": {"value": "PUN001 doubled-mark"},
        }
    ]


@pytest.mark.parametrize(
    "line", ["中文，，", "😀，，", "e\u0301，，", "👩\u200d👩\u200d👧，，", "a𐐀b，，", "字" * 400 + "，，"]
)
def test_columns_are_bytes_of_utf8(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], line: str
) -> None:
    text = f"首行\r\n{line}尾\n"
    (item,) = written(result(diagnostic(text), reread=again(text)))
    start, end = item["location"]["range"]["start"], item["location"]["range"]["end"]
    raw = f"{line}尾".encode()
    assert raw[start["column"] - 1 : end["column"] - 1].decode() == "，，"
    assert start["line"] == end["line"] == 2


def test_a_place_of_several_lines_without_its_text_has_lines_only(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    text = "一，，\n，，二"
    made = diagnostic(text, "，，\n，，")
    assert written(result(made))[0]["location"]["range"] == {"start": {"line": 1}, "end": {"line": 2}}
    known = written(result(made, reread=again(text)))[0]["location"]["range"]
    assert known == {"start": {"line": 1, "column": 4}, "end": {"line": 2, "column": 7}}


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(Span(4, 5), "")],
        [Edit(Span(0, 0), "前"), Edit(Span(4, 6), "。")],
        [Edit(Span(6, 9), "")],
        [Edit(Span(2, 3), "")],
        [Edit(Span(0, 3), "")],
    ],
)
def test_a_suggestion_is_what_the_lines_become(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], edits: list[Edit]
) -> None:
    text = "一行\n二，，行\n三行\n四行\n"
    fixes = (Fix(tuple(edits), Safety.SAFE), Fix((Edit(Span(0, 1), "x"),), Safety.UNSAFE))
    (item,) = written(result(diagnostic(text, fixes=fixes), reread=again(text)))
    (suggestion,) = item["suggestions"]
    lines = text.split("\n")
    first, last = suggestion["range"]["start"], suggestion["range"]["end"]
    assert "column" not in {*first, *last}
    lines[first["line"] - 1 : last["line"]] = [suggestion["text"]]
    assert "\n".join(lines) == apply_edits(text, edits)


@pytest.mark.parametrize(
    ("fix", "known"),
    [
        (Fix((Edit(Span(4, 5), ""),), Safety.SHOW), True),
        (Fix((), Safety.SAFE, encoding="utf-8"), True),
        (Fix((Edit(Span(3, 8), ""),), Safety.SAFE), True),
        (Fix((Edit(Span(4, 5), ""),), Safety.SAFE), False),
    ],
    ids=["only shown", "no edit", "up to the end of the file", "text not at hand"],
)
def test_no_suggestion(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], fix: Fix, known: bool
) -> None:
    text = "一行\n二，，行\n"
    more = {"reread": again(text)} if known else {}
    assert "suggestions" not in written(result(diagnostic(text, fixes=(fix,)), **more))[0]


@pytest.mark.parametrize("severity", list(Severity))
def test_severities(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], severity: Severity) -> None:
    assert written(result(diagnostic(severity=severity)))[0]["severity"] == severity.name


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("plain words, 标点", "plain words, 标点"),
        ("ask @team", "`ask @team`"),
        ("[点](https://x.example/)", "`[点](https://x.example/)`"),
        ("a ``b`` <img>", "```a ``b`` <img>```"),
        ("`a", "`` `a ``"),
        ("line\n# head", "`line<U+000A># head`"),
    ],
)
def test_messages_are_inert_in_comments(text: str, comment: str) -> None:
    assert rdjson.as_markdown(text) == comment


def test_the_same_diagnostics_one_a_line(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    made = result(diagnostic("a\u2028，，b"), diagnostic(path="b.md"))
    stream = io.StringIO()
    rdjsonl.report(made, stream, ReportOptions())
    lines = stream.getvalue().removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == [
        {**item, "source": {"name": "lintcorpus"}} for item in written(made)
    ]
