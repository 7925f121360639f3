"""The format ``full``."""

import io
import re
from collections.abc import Callable

from lintcorpus.model.card import Card, FixPolicy
from lintcorpus.model.finding import Diagnostic, Frame, Place, RelatedPlace, Severity, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.model.span import Position, Span
from lintcorpus.reporters import full
from lintcorpus.reporters.width import cells

PLAIN = ReportOptions()


def written(result: Result, options: ReportOptions = PLAIN) -> str:
    stream = io.StringIO()
    full.report(result, stream, options)
    return stream.getvalue()


def test_everything_about_a_finding(
    result: Callable[..., Result],
    diagnostic: Callable[..., Diagnostic],
    place: Callable[..., Place],
    card: Callable[..., Card],
) -> None:
    text = "一\n二\n三\n四\n五\n六\n七\n八\n九\n他说天气很好，，我们出去玩。\n"
    made = diagnostic(
        text,
        "，，",
        fixes=(Fix((Edit(Span(25, 26), ""),), Safety.SAFE), Fix((), Safety.UNSAFE, "all")),
        related=(
            RelatedPlace(place("前言\n昨天，，", "，，", "b/二.md"), "first seen"),
            RelatedPlace(place("x", "x"), ""),
        ),
        evidence={"sibling": "，", "share": 0.25, "widths": (70, 78), "cue": "天\x1b气"},
    )
    titles = {"": {"en": "Keep one mark"}, "all": {"en": "Keep one mark\neverywhere"}}
    cards = {"PUN001": card(fix=FixPolicy(Safety.SAFE, titles))}
    assert written(result(made, cards=cards)) == (
        "a.md:10:7: warning PUN001 doubled-mark: Doubled mark “，，” [*]\n"
        "   |\n"
        "10 | 他说天气很好，，我们出去玩。\n"
        "   |             ^^^^\n"
        "   = note: b/二.md:2:3 first seen: ，，\n"
        "   = note: a.md:1:1: x\n"
        "   = evidence: sibling: ，\n"
        "   = evidence: share: 0.25\n"
        "   = evidence: widths: [70, 78]\n"
        "   = evidence: cue: 天<U+001B>气\n"
        "   = fix (safe): Keep one mark\n"
        "   = fix (unsafe): Keep one mark<U+000A>everywhere\n"
        "   = help: lintcorpus explain PUN001\n"
        "   = fingerprint: 1-00112233445566778899\n"
    )


def test_evidence_that_holds_nothing_takes_no_line(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    made = diagnostic("天，，气", "，，", evidence={"signs": [], "links": (), "cue": "", "score": 0, "quoted": False})
    lines = [line for line in written(result(made)).split("\n") if "evidence" in line]
    assert lines == ["  = evidence: score: 0", "  = evidence: quoted: false"]


def test_findings_are_set_apart_and_only_new_ones_shown(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    made = result(
        diagnostic("a,,b", ",,"),
        diagnostic("x,,", ",,", state=State.SUPPRESSED),
        diagnostic("中；；", "；；", severity=Severity.ERROR),
    )
    assert written(made, ReportOptions(language="zh")) == (
        "a.md:1:2: warning PUN001 doubled-mark: 标点“,,”重复\n"
        "  |\n"
        "1 | a,,b\n"
        "  |  ^^\n"
        "  = help: lintcorpus explain PUN001\n"
        "  = fingerprint: 1-00112233445566778899\n"
        "\n"
        "a.md:1:2: error PUN001 doubled-mark: 标点“；；”重复\n"
        "  |\n"
        "1 | 中；；\n"
        "  |   ^^^^\n"
        "  = help: lintcorpus explain PUN001\n"
        "  = fingerprint: 1-00112233445566778899\n"
    )


def test_a_zero_length_span_has_one_caret(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    empty = Place("a.md", Position(3, 3, 9), Position(3, 3, 9), Frame("好的", "", "吗", (False, False, False)))
    assert written(result(diagnostic(place=empty))).split("\n")[1:4] == ["  |", "3 | 好的吗", "  |     ^"]


def test_a_span_over_several_lines_says_where_it_ends(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    made = result(diagnostic("前，一\r\n二\r\n三后", "一\r\n二\r\n三"))
    assert written(made).split("\n")[2:4] == ["1 | 前，一…", "  |     ^^^ to 3:2"]


def test_a_place_without_text_has_no_frame(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], bare_place: Place
) -> None:
    assert written(result(diagnostic(place=bare_place))) == (
        "gone.md:1:1: warning PUN001 doubled-mark: Doubled mark “，，”\n"
        "  = help: lintcorpus explain PUN001\n"
        "  = fingerprint: 1-00112233445566778899\n"
    )


def test_long_lines_fit_the_width_and_carets_stay_right(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    text = "😀今天e\u0301的" * 30 + "，，" + "路很长" * 60
    lines = written(result(diagnostic(text, "，，")), ReportOptions(width=60)).split("\n")
    source, carets = lines[2], lines[3]
    assert cells(source) <= 60
    assert source.startswith("1 | …")
    assert source.endswith("…")
    assert carets.count("^") == 4
    assert cells(source[: source.index("，，")]) == carets.index("^")


def test_notes_are_cut_to_the_width_but_not_their_places(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], place: Callable[..., Place]
) -> None:
    path = "很/长/的/路/径/" * 6 + "a.md"
    related = (
        RelatedPlace(place("长" * 50, "长" * 50, "b.md"), "copy"),
        RelatedPlace(place("短" * 50, "短" * 50, path), ""),
    )
    made = result(diagnostic(evidence={"text": "长" * 100}, related=related))
    lines = written(made, ReportOptions(width=50)).split("\n")
    assert lines[4] == "  = note: b.md:1:1 copy: " + "长" * 12 + "…"
    assert lines[5] == f"  = note: {path}:1:1: " + "短" * 9 + "…"
    assert lines[6] == "  = evidence: text: " + "长" * 14 + "…"
    assert cells(lines[4]) == 50
    assert cells(lines[6]) <= 50


def test_a_tiny_terminal_still_gets_a_frame(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    lines = written(result(diagnostic("长" * 40 + "，，")), ReportOptions(width=1)).split("\n")
    assert cells(lines[2]) <= 40
    assert lines[2].endswith("长，，")


def test_an_article_cannot_write_to_the_terminal(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], place: Callable[..., Place]
) -> None:
    hostile = "\x1b[31m\u202e\x9b\udc80"
    made = diagnostic(
        f"前{hostile}后",
        hostile,
        related=(RelatedPlace(place(hostile, hostile, hostile), hostile),),
        evidence={hostile: [hostile], "b": {hostile: {hostile}}},
    )
    output = written(result(made), ReportOptions(width=400))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", output)
    assert output.count("<U+001B>") + output.count("\\u001b") >= 8


def test_colour_adds_nothing_but_colour(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    made = result(diagnostic("长" * 200 + "，，", evidence={"a": "长" * 200}), diagnostic(severity=Severity.ERROR))
    coloured = written(made, ReportOptions(color=True))
    assert "\x1b[1;33m，，\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == written(made)


def test_where_a_long_place_ends_still_fits_the_terminal(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    text = "word " * 30 + "\nmore.\n"
    lines = written(result(diagnostic(text, text[:-1])), ReportOptions(width=60)).split("\n")
    (marks,) = [line for line in lines if "^" in line]
    assert marks.endswith("^ to 2:6")
    assert cells(marks) == 60


def test_a_place_at_the_end_of_a_line_keeps_a_caret(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    text = "x" * 54 + ",,\nmore.\n"
    lines = written(result(diagnostic(text, ",,\nmore")), ReportOptions(width=60)).split("\n")
    (marks,) = [line for line in lines if "^" in line]
    assert marks.count("^") == 1
    assert marks.endswith("^ to 2:5")
