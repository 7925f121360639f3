"""The format ``github``."""

import io
import re
from collections.abc import Callable

import pytest

from lintcorpus.model.finding import Diagnostic, Severity, State
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters import github


def written(result: Result, language: str = "en") -> list[str]:
    stream = io.StringIO()
    github.report(result, stream, ReportOptions(language=language))
    return stream.getvalue().splitlines()


def test_a_command_names_the_place_and_repeats_it_for_the_log(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    assert written(result(diagnostic())) == [
        "::warning file=a.md,line=1,endLine=1,col=7,endColumn=9,title=lintcorpus (PUN001 doubled-mark)"
        "::a.md:1:7: PUN001 doubled-mark: Doubled mark “，，”"
    ]


def test_no_columns_over_several_lines(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    (line,) = written(result(diagnostic("一，，\n，，二", "，，\n，，")))
    assert "line=1,endLine=2,title=" in line


def test_marks_of_the_syntax_are_escaped(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    (line,) = written(result(diagnostic(path="a,b:100%.md", params={"mark": "50%\r\n::error::x"})))
    properties, _, data = line.removeprefix("::warning ").partition("::")
    assert "file=a%2Cb%3A100%25.md," in properties
    assert data == "a,b:100%25.md:1:7: PUN001 doubled-mark: Doubled mark “50%25<U+000D><U+000A>::error::x”"


@pytest.mark.parametrize(
    ("severity", "command"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")]
)
def test_severities(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], severity: Severity, command: str
) -> None:
    assert written(result(diagnostic(severity=severity)))[0].startswith(f"::{command} file=a.md,")


def test_the_worst_come_first_and_hidden_ones_not_at_all(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    lines = written(
        result(
            diagnostic(path="a.md", severity=Severity.INFO),
            diagnostic(path="b.md", severity=Severity.ERROR),
            diagnostic(path="c.md", state=State.SUPPRESSED),
            diagnostic(path="d.md", severity=Severity.ERROR),
        )
    )
    assert [re.findall("file=(.)", line)[0] for line in lines] == ["b", "d", "a"]


def test_what_github_does_not_show_is_told_and_nothing_is_cut(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    ten = [diagnostic(severity=Severity.ERROR)] * 10
    assert len(written(result(*ten))) == 10
    lines = written(result(*ten, diagnostic(severity=Severity.ERROR)))
    assert lines[0].startswith("::notice title=lintcorpus::GitHub shows 10 annotations of each kind; this run has 11 ×")
    assert len(lines) == 12
    assert "GitHub 每类只显示 10 条注释" in written(result(*ten, ten[0]), "zh")[0]
