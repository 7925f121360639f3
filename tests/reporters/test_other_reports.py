"""The formats ``jsonl``, ``concise``, ``grouped`` and ``statistics``, and the summary of a GitHub step."""

import io
import json
from collections.abc import Callable
from types import ModuleType

import pytest

from lintcorpus.model.card import Card, Variant
from lintcorpus.model.finding import Diagnostic, Severity, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.model.span import Span
from lintcorpus.reporters import concise, grouped, json_report, jsonl, statistics, text
from lintcorpus.reporters.step_summary import inert, step_summary
from lintcorpus.reporters.width import cells

SAFE = (Fix((Edit(Span(6, 7), ""),), Safety.SAFE),)
UNSAFE = (Fix((Edit(Span(6, 7), ""),), Safety.UNSAFE),)


def written(module: ModuleType, result: Result, options: ReportOptions | None = None) -> str:
    stream = io.StringIO()
    module.report(result, stream, options or ReportOptions())
    return stream.getvalue()


@pytest.fixture
def several(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], card: Callable[..., Card]) -> Result:
    """Findings of two rules in two files, a suppressed and a baselined one among them."""
    cards = {"PUN001": card(), "LNK001": card(id="LNK001", name="open-link")}
    return result(
        diagnostic(fixes=SAFE),
        diagnostic("一\n二，，三", fixes=UNSAFE),
        diagnostic(rule="LNK001", severity=Severity.ERROR),
        diagnostic(state=State.BASELINED),
        diagnostic(path="b.md", severity=Severity.INFO),
        diagnostic(path="b.md", state=State.SUPPRESSED),
        cards=cards,
        files=2,
        root="/srv/my corpus",
    )


def test_jsonl_is_the_diagnostics_of_json(several: Result) -> None:
    lines = written(jsonl, several).removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == json.loads(written(json_report, several))["diagnostics"]
    assert len(lines) == 6


def test_jsonl_of_nothing_is_empty(result: Callable[..., Result]) -> None:
    assert written(jsonl, result()) == ""


def test_concise(several: Result) -> None:
    assert written(concise, several).split("\n") == [
        "a.md:1:7: PUN001 [*] Doubled mark “，，”",
        "a.md:2:2: PUN001 Doubled mark “，，”",
        "a.md:1:7: LNK001 Doubled mark “，，”",
        "b.md:1:7: PUN001 Doubled mark “，，”",
        "",
    ]
    assert "PUN001 [known] Doubled" in written(concise, several, ReportOptions(baselined=True))


def test_grouped(several: Result) -> None:
    assert written(grouped, several).split("\n") == [
        "a.md",
        "  error LNK001 open-link (1)",
        "    1:7  Doubled mark “，，”",
        "  warning PUN001 doubled-mark (2)",
        "    1:7  Doubled mark “，，” [*]",
        "    2:2  Doubled mark “，，”",
        "",
        "b.md",
        "  info PUN001 doubled-mark (1)",
        "    1:7  Doubled mark “，，”",
        "",
    ]


def test_statistics(several: Result) -> None:
    assert written(statistics, several).split("\n") == [
        "3  PUN001  doubled-mark  warning  2 files  [1 safe, 1 unsafe]",
        "1  LNK001  open-link     error    1 file",
        "",
    ]
    assert "█" not in written(statistics, several)


def test_statistics_draw_bars_on_a_terminal(several: Result) -> None:
    first, second, _ = written(statistics, several, ReportOptions(terminal=True)).split("\n")
    assert first.endswith("█" * 30)
    assert second.count("█") == 10
    assert cells(first[: first.index("█")]) == cells(second[: second.index("█")])


def test_statistics_in_chinese_stand_in_columns(several: Result) -> None:
    first, second, _ = written(statistics, several, ReportOptions(language="zh", terminal=True)).split("\n")
    assert "2 个文件" in first
    assert cells(first[: first.index("█")]) == cells(second[: second.index("█")])


@pytest.mark.parametrize("module", [jsonl, concise, grouped, statistics, text])
def test_nothing_found_is_nothing_written(module: ModuleType, result: Callable[..., Result]) -> None:
    assert written(module, result()) == ""


@pytest.mark.parametrize("module", [text, concise, grouped])
def test_places_are_links_where_the_terminal_knows_them(module: ModuleType, several: Result) -> None:
    linked = written(module, several, ReportOptions(hyperlinks=True))
    start, end = "\x1b]8;;file:///srv/my%20corpus/a.md\x1b\\", "\x1b]8;;\x1b\\"
    assert start in linked
    assert linked.count("\x1b]8;;file:") == linked.count(end)
    plain = linked.replace(start, "").replace(start.replace("a.md", "b.md"), "").replace(end, "")
    assert plain == written(module, several)


@pytest.mark.parametrize("module", [text, concise, grouped, statistics])
def test_colours_only_where_they_are_wanted(module: ModuleType, several: Result) -> None:
    assert "\x1b" not in written(module, several, ReportOptions(terminal=True))
    assert "\x1b[" in written(module, several, ReportOptions(color=True))


def test_step_summary(several: Result) -> None:
    page = step_summary(several, "en")
    assert page.startswith("## lintcorpus\n\nFound 4 problems &#40;1 error&#44;")
    rows = [line for line in page.split("\n") if line.startswith("|")]
    assert rows[2] == "| PUN001 | doubled&#45;mark | warning | 3 | 2 |"
    places = [line.split(" | ")[0] for line in rows if "<code>" in line]
    assert places[0] == "| <code>a&#46;md&#58;1&#58;7</code>"
    assert "LNK001" in next(line for line in rows if "<code>" in line)
    assert len(places) == 4


def test_step_summary_of_a_clean_run(result: Callable[..., Result]) -> None:
    assert step_summary(result(), "en") == "## lintcorpus\n\nNo problems found in 1 file&#46;\n\n"
    assert "没有发现问题" in step_summary(result(), "zh")


def test_step_summary_lists_no_more_than_github_shows(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    page = step_summary(result(*[diagnostic()] * 250), "en")
    assert page.count("<code>a&#46;md") == 200
    assert "50 more are not listed here." in page
    long = diagnostic(params={"mark": "！?" * 3000})
    page = step_summary(result(*[long] * 150), "en")
    assert len(page.encode()) < 1_000_000
    listed = page.count("<code>a&#46;md")
    assert f"{150 - listed} more are not listed here." in page
    assert listed


def test_inert_text_has_no_mark_of_markdown() -> None:
    assert inert("a*b|<c>") == "a&#42;b&#124;&#60;c&#62;"


@pytest.mark.parametrize(("width", "bar"), [(100, 30), (64, 0), (75, 1)])
def test_bars_take_what_is_left_of_the_line(several: Result, width: int, bar: int) -> None:
    lines = written(statistics, several, ReportOptions(terminal=True, width=width)).rstrip("\n").split("\n")
    assert max(map(cells, lines)) <= width
    longest = lines[0].count("█")
    assert longest == bar if bar != 1 else 5 <= longest < 30


def test_groups_wrap_on_a_terminal_only(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], card: Callable[..., Card]
) -> None:
    said = {"": Variant({"en": "A message that is much too long for such a narrow terminal"})}
    made = result(diagnostic("天，，", "，，"), cards={"PUN001": card(variants=said)})
    plain = written(grouped, made, ReportOptions(width=40)).rstrip("\n").split("\n")
    assert plain[2:] == ["    1:2  A message that is much too long for such a narrow terminal"]
    assert written(grouped, made, ReportOptions(width=40, terminal=True)).rstrip("\n").split("\n")[2:] == [
        "    1:2  A message that is much too long",
        "         for such a narrow terminal",
    ]
