"""Suppression comments in detail: which lines they reach, what is said of idle ones, and what removes them."""

from collections.abc import Sequence

import pytest

from lintcorpus.engine.stages.suppress import Directive, Directives, read_directives, suppress, unused
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

_BAD = "好的，，再见。"
_PLAN = plan_for("PUN001", "LNK001")


def _reach(text: str) -> list[tuple[int, int, str]]:
    """First and last line and the reason of each comment that can be read."""
    return [(item.first, item.last, item.reason) for item in read_directives(document(text), _PLAN).valid]


def _said(text: str, rule: str) -> list[Diagnostic]:
    return [item for item in check([document(text)], _PLAN) if item.rule == rule]


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("一\n<!-- lintcorpus-disable PUN001 -->\n三\n四", (2, 4, "")),
        ("一\n二 <!-- lintcorpus-disable-line PUN001 -->\n三", (2, 2, "")),
        ("一\n二 <!--\nlintcorpus-disable-line PUN001 --> 三\n四", (2, 3, "")),
        ("一\n<!-- lintcorpus-disable-next-line PUN001 -->\n三\n四", (3, 3, "")),
        ("<!--\n lintcorpus-disable-next-line PUN001 -->\n三\n四", (3, 3, "")),
        ("一\n二\n<!-- lintcorpus-disable-file PUN001 -->\n四", (1, 4, "")),
        ("一\n<!-- lintcorpus-disable PUN001 -->\n三\n<!-- lintcorpus-enable PUN001 -->\n五", (2, 4, "")),
        ("<!-- lintcorpus-disable-line PUN001 --  as it was -- written -->", (1, 1, "as it was -- written")),
        ("<!--lintcorpus-disable-line PUN001-->", (1, 1, "")),
        ("<!-- lintcorpus-disable-line-->", (1, 1, "")),
        ("<!-- lintcorpus-disable-line--->", (1, 1, "")),
        ("<!-- lintcorpus-disable-line PUN001 -->\n\n看 `ls` 的结果。", (1, 1, "")),
    ],
)
def test_a_comment_reaches_its_lines(text: str, reach: tuple[int, int, str]) -> None:
    assert _reach(text) == [reach]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- lintcorpus-disable-line PUN001\n-->",
        "<!-- other lintcorpus-disable-line PUN001 -->",
        f"<!-- lintcorpus-disable-line {'x' * 1001} -->",
        "lintcorpus-disable-line PUN001",
    ],
)
def test_what_is_no_comment_of_ours_is_left_alone(text: str) -> None:
    directives = read_directives(document(text), _PLAN)
    assert directives == Directives()


def test_a_comment_names_several_rules() -> None:
    for listed in ("PUN001 LNK001", "PUN001,LNK001", "PUN001 , LNK001"):
        (directive,) = read_directives(document(f"<!-- lintcorpus-disable-line {listed} -->"), _PLAN).valid
        assert directive.rules == {"PUN001", "LNK001"}


def test_a_comment_without_rules_means_all_that_run() -> None:
    (directive,) = read_directives(document("<!-- lintcorpus-disable-line -->"), _PLAN).valid
    assert directive.rules == _PLAN.rules.keys()


def test_comments_after_one_in_code_and_after_a_wrong_one_count() -> None:
    text = (
        "`<!-- lintcorpus-disable-line PUN001 -->`\n<!-- lintcorpus-disable-lin PUN001 -->\n"
        "<!-- lintcorpus-disable-line PUN001 -->\n<!-- lintcorpus-enable PUN001 -->\n"
        "<!-- lintcorpus-disable-line LNK001 -->"
    )
    assert _reach(text) == [(3, 3, ""), (5, 5, "")]


def test_two_comments_open_at_once_end_each_for_its_rule() -> None:
    text = "\n".join(
        [
            "<!-- lintcorpus-disable PUN001 LNK001 -- first -->",
            "<!-- lintcorpus-disable PUN001 -- second -->",
            "<!-- lintcorpus-enable PUN001 -->",
            "四",
        ]
    )
    found = read_directives(document(text), _PLAN).valid
    assert [(sorted(item.rules), item.first, item.last, item.reason) for item in found] == [
        (["PUN001"], 1, 3, "first"),
        (["PUN001"], 2, 3, "second"),
        (["LNK001"], 1, 4, "first"),
    ]


def test_a_finding_counts_by_the_line_on_which_it_starts() -> None:
    (item,) = check([document(f"一\n\n{_BAD}\n")], plan_for("PUN001"))
    for first, last, allowed in ((3, 3, True), (1, 2, False), (4, 5, False), (2, 3, True), (3, 4, True)):
        assert Directive(frozenset({"PUN001"}), first, last, "").allows(item) is allowed
    assert not Directive(frozenset({"LNK001"}), 1, 9, "").allows(item)


def test_a_finding_that_is_allowed_says_by_what_and_why() -> None:
    text = f"{_BAD} <!-- lintcorpus-disable-line PUN001 -- quoted -->\n\n{_BAD}\n"
    first, second = _said(text, "PUN001")
    assert (first.state, first.suppressed_by, first.reason) == (State.SUPPRESSED, "comment", "quoted")
    assert (second.state, second.suppressed_by, second.reason) == (State.NEW, "", "")


def test_of_two_comments_the_first_gives_the_reason() -> None:
    reasons = [Directive(frozenset({"PUN001"}), 1, 9, reason) for reason in ("first", "second")]
    (item,) = check([document(_BAD)], plan_for("PUN001"))
    (marked,) = suppress([item], Directives(tuple(reasons)))
    assert marked.reason == "first"
    assert suppress([item], Directives()) == [item]


def test_an_idle_comment_is_quoted_up_to_80_letters() -> None:
    comment = f"<!-- lintcorpus-disable-line PUN001 -- {'quoted ' * 20}-->"
    (item,) = _said(f"没有问题。 {comment}\n", "RUN001")
    assert item.params == {"comment": comment[:80]}
    assert (item.span.start, item.span.end) == (6, 6 + len(comment))


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("一\n\n<!-- lintcorpus-disable-line PUN001 -->\n\n二\n", "一\n\n\n二\n"),
        ("一\r\n  <!-- lintcorpus-disable-next-line PUN001 --> \r\n二\r\n", "一\r\n二\r\n"),
        ("一 <!-- lintcorpus-disable-line PUN001 -->\n二\n", "一 \n二\n"),
        ("一\n\n<!-- lintcorpus-disable-file PUN001 -->", "一\n\n"),
        ("一\n\n<!-- lintcorpus-disable-file PUN001 -->\n", "一\n\n"),
        ("一\n\n<!-- lintcorpus-disable-file PUN001 -->\n二", "一\n\n二"),
    ],
)
def test_the_repair_takes_the_comment_and_its_line_when_that_is_empty(text: str, after: str) -> None:
    (item,) = _said(text, "RUN001")
    (fix,) = item.fixes
    assert fix.safety is Safety.UNSAFE
    assert fixed(document(text), _PLAN) == after


def test_comments_are_idle_one_by_one() -> None:
    text = f"<!-- lintcorpus-disable-file LNK001 -->\n\n<!-- lintcorpus-disable-next-line PUN001 -->\n{_BAD}\n"
    (item,) = _said(text, "RUN001")
    assert item.place.start.line == 1


def _idle(directive: Directive, found: Sequence[Diagnostic], *judged: str) -> bool:
    return bool(list(unused(found, Directives((directive,)), frozenset(judged))))


def test_a_comment_is_judged_only_where_all_its_rules_were() -> None:
    (item,) = check([document(_BAD)], plan_for("PUN001"))
    directive = Directive(frozenset({"PUN001", "LNK001"}), 1, 1, "", (item,))
    assert _idle(directive, [], "PUN001", "LNK001", "PUN002")
    assert not _idle(directive, [], "PUN001")
    assert _idle(directive, [item], "PUN001", "LNK001"), "a finding that is not hidden needs no comment"
    hidden = suppress([item], Directives((directive,)))
    assert not _idle(directive, hidden, "PUN001", "LNK001")


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        ("lintcorpus-disable-lines PUN001", "unknown directive lintcorpus-disable-lines; did you mean 'disable-line'?"),
        ("lintcorpus-zzz", "unknown directive lintcorpus-zzz"),
        ("lintcorpus-disable-line PUN999", "unknown rule 'PUN999'; did you mean"),
        ("lintcorpus-disable-line PUN001 qqq", "unknown rule 'qqq'"),
        ("lintcorpus-disable-lines PUN999", "unknown directive lintcorpus-disable-lines; did you mean 'disable-line'?"),
    ],
)
def test_a_comment_that_is_not_understood_is_told_at_its_place(comment: str, reason: str) -> None:
    (item,) = _said(f"一\n\n<!-- {comment} -->\n", "RUN002")
    assert str(item.params["reason"]).startswith(reason)
    assert item.span == (3, 3 + len(f"<!-- {comment} -->"))
