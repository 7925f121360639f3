"""Suppression comments: where they count, what they allow, and what is said of bad ones."""

import pytest

from lintcorpus.engine.stages.suppress import is_metadata
from lintcorpus.model.finding import Diagnostic, State
from tests.support import check, document, plan_for

BAD = "他写道：好的，，再见。\n"


def _states(text: str, *rules: str, path: str = "a.md") -> list[tuple[str, int, State]]:
    found = check([document(text, path)], plan_for(*(rules or ("PUN001",))))
    return [(item.rule, item.place.start.line, item.state) for item in found]


@pytest.mark.parametrize("name", ["PUN001", "doubled-mark", "PUN", "punctuation", "pun001", "ALL", ""])
def test_next_line_allows_the_rule_by_any_of_its_names(name: str) -> None:
    text = f"<!-- lintcorpus-disable-next-line {name} -->\n{BAD}\n{BAD}"
    assert _states(text) == [("PUN001", 2, State.SUPPRESSED), ("PUN001", 4, State.NEW)]


def test_the_same_in_plain_text() -> None:
    text = f"<!-- lintcorpus-disable-next-line PUN001 -->\n{BAD}"
    assert _states(text, path="a.txt") == [("PUN001", 2, State.SUPPRESSED)]


def test_line_allows_its_own_line() -> None:
    text = f"{BAD.strip()} <!-- lintcorpus-disable-line PUN001 -->\n\n{BAD}"
    assert _states(text) == [("PUN001", 1, State.SUPPRESSED), ("PUN001", 3, State.NEW)]


def test_file_allows_what_stands_before_it_too() -> None:
    assert _states(f"{BAD}\n<!-- lintcorpus-disable-file PUN001 -->\n") == [("PUN001", 1, State.SUPPRESSED)]


def test_disable_lasts_until_enable() -> None:
    text = f"<!-- lintcorpus-disable PUN001 -->\n{BAD}\n<!-- lintcorpus-enable PUN001 -->\n{BAD}"
    assert _states(text) == [("PUN001", 2, State.SUPPRESSED), ("PUN001", 5, State.NEW)]


def test_enable_of_another_rule_does_not_end_it() -> None:
    text = f"<!-- lintcorpus-disable PUN001 -->\n{BAD}\n<!-- lintcorpus-enable LNK001 -->\n{BAD}"
    assert {state for _, _, state in _states(text)} == {State.SUPPRESSED}


def test_enable_of_one_rule_leaves_the_others_disabled() -> None:
    link = "[1、[三座桥](https://example.com/b)\n"
    text = f"<!-- lintcorpus-disable -->\n{BAD}\n{link}\n<!-- lintcorpus-enable PUN -->\n\n{BAD}\n{link}"
    assert _states(text, "PUN001", "LNK001") == [
        ("PUN001", 2, State.SUPPRESSED),
        ("LNK001", 4, State.SUPPRESSED),
        ("PUN001", 8, State.NEW),
        ("LNK001", 10, State.SUPPRESSED),
    ]


def test_reason_is_kept() -> None:
    text = f"<!-- lintcorpus-disable-next-line PUN001 -- quoted as written -->\n{BAD}"
    (item,) = check([document(text)], plan_for("PUN001"))
    assert item.reason == "quoted as written"


@pytest.mark.parametrize("fence", ["```\n{}\n```\n\n", "`{}`\n"])
def test_comments_in_code_do_not_count(fence: str) -> None:
    text = fence.format("<!-- lintcorpus-disable-file PUN001 -->") + "\n" + BAD
    assert [state for _, _, state in _states(text)] == [State.NEW]


def test_comments_can_be_switched_off() -> None:
    plan = plan_for("PUN001")
    strict = type(plan)(plan.rules, plan.cards, inline=False)
    (item,) = check([document(f"<!-- lintcorpus-disable-file -->\n\n{BAD}")], strict)
    assert item.state is State.NEW


def _only(text: str, rule: str) -> list[Diagnostic]:
    return [item for item in check([document(text)], plan_for("PUN001")) if item.rule == rule]


def test_unused_comment_is_reported_where_it_stands() -> None:
    (item,) = _only("正文。\n\n<!-- lintcorpus-disable-next-line PUN001 -->\n没有问题。\n", "RUN001")
    assert item.place.start.line == 3


def test_used_comment_is_not_reported_as_unused() -> None:
    assert not _only(f"<!-- lintcorpus-disable-next-line PUN001 -->\n{BAD}", "RUN001")


def test_comment_for_a_rule_that_did_not_run_is_not_judged() -> None:
    assert not _only("<!-- lintcorpus-disable-next-line LNK001 -->\n没有问题。\n", "RUN001")


@pytest.mark.parametrize(
    ("comment", "hint"),
    [
        ("<!-- lintcorpus-disable-lines PUN001 -->", "disable-line"),
        ("<!-- lintcorpus-disable-file PUN0001 -->", "PUN001"),
        ("<!-- lintcorpus-disable-file doubled-marks -->", "doubled-mark"),
    ],
)
def test_malformed_comment_names_the_nearest_word(comment: str, hint: str) -> None:
    (item,) = _only(f"{comment}\n\n{BAD}", "RUN002")
    assert hint in item.params["reason"]
    assert [state for rule, _, state in _states(f"{comment}\n\n{BAD}") if rule == "PUN001"] == [State.NEW]


@pytest.mark.parametrize(
    ("before", "metadata"),
    [
        ("", ""),
        ("", "+++\nweight = 3\n+++\n"),
        ("# 渡口\n\n", "文章作者: 青石\n发布时间: 2024-05-06 18:20\n原文链接: https://example.org/a\n"),
    ],
)
def test_a_comment_among_the_fields_of_an_article_would_be_the_value_of_one(before: str, metadata: str) -> None:
    item = document(f"{before}{metadata}\n渡口的灯亮到后半夜。\n")
    found = [at for at in range(len(item.text) + 1) if is_metadata(item, at)]
    assert found == list(range(len(before), len(before) + len(metadata)))
