"""The format ``text``."""

import io
import re
from collections.abc import Callable

import pytest

from lintcorpus.model.finding import Diagnostic, Severity, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.model.span import Span
from lintcorpus.reporters import text


def written(result: Result, options: ReportOptions) -> str:
    stream = io.StringIO()
    text.report(result, stream, options)
    return stream.getvalue()


PLAIN = ReportOptions()


def test_one_line_per_new_finding(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    safe = Fix((Edit(Span(6, 8), "，"),), Safety.SAFE)
    unsafe = Fix((Edit(Span(6, 8), "，"),), Safety.UNSAFE)
    made = result(
        diagnostic(fixes=(safe, unsafe)),
        diagnostic("第一行\n第二行。。", "。。", severity=Severity.ERROR, fixes=(unsafe,)),
        diagnostic("x,,", ",,", state=State.SUPPRESSED, reason="quoted"),
        diagnostic("y,,", ",,", state=State.BASELINED),
        diagnostic("末尾；；", "；；", "新闻/二.md", severity=Severity.INFO),
    )
    assert written(made, PLAIN) == (
        "a.md:1:7: warning PUN001 doubled-mark: Doubled mark “，，” [*]\n"
        "a.md:2:4: error PUN001 doubled-mark: Doubled mark “。。”\n"
        "新闻/二.md:1:3: info PUN001 doubled-mark: Doubled mark “；；”\n"
    )


def test_nothing_found_writes_nothing(result: Callable[..., Result]) -> None:
    assert written(result(), PLAIN) == ""


def test_messages_in_chinese(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    line = written(result(diagnostic()), ReportOptions(language="zh"))
    assert line == "a.md:1:7: warning PUN001 doubled-mark: 标点“，，”重复\n"


def test_columns_are_code_points(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    line = written(result(diagnostic("😀e\u0301中，，", "，，")), PLAIN)
    assert line.startswith("a.md:1:5: ")


def test_an_article_cannot_write_to_the_terminal(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    hostile = "\x1b[2J\x07\u202e\n\udc9b"
    line = written(result(diagnostic(f"标题{hostile}", hostile, f"b\x1b]0;{hostile}.md")), PLAIN)
    shown = "<U+001B>[2J<U+0007><U+202E><U+000A><U+DC9B>"
    assert line == f"b<U+001B>]0;{shown}.md:1:3: warning PUN001 doubled-mark: Doubled mark “{shown}”\n"
    line.encode()


@pytest.mark.parametrize("severity", list(Severity))
def test_colour_adds_nothing_but_colour(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], severity: Severity
) -> None:
    made = result(diagnostic(severity=severity, fixes=(Fix((Edit(Span(6, 7), ""),), Safety.SAFE),)))
    coloured = written(made, ReportOptions(color=True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == written(made, PLAIN)
