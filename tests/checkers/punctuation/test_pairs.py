"""Pairs of marks where the examples of the card do not reach."""

import pytest

from tests.support import check, document, plan_for


def found(text: str) -> list[tuple[str, str]]:
    return [
        (text[item.span.start : item.span.end], item.variant) for item in check([document(text)], plan_for("PUN004"))
    ]


def test_a_quotation_may_end_some_blocks_later_but_not_behind_a_heading() -> None:
    assert found("他说：“走。\n\n再走。\n\n走到底。”\n") == []
    assert found("他说：“走。\n\n## 歇脚\n\n走到底。”\n") == [("“", ""), ("”", "")]
    far = "\n\n".join(["歇一歇。"] * 20)
    assert found(f"他说：“走。\n\n{far}\n\n走到底。”\n") == [("“", ""), ("”", "")]


def test_a_paragraph_that_opens_anew_continues_the_quotation() -> None:
    assert found("“走。\n\n**“再走。**\n\n“走到底。”\n") == []
    assert found("“走。\n\n再走。\n") == [("“", "")]


def test_turned_marks_must_enclose_something_like_a_quotation() -> None:
    assert found("河图”，又说“山志\n") == [("”", ""), ("“", "")]
    assert found("所谓”河图”和“山志“。\n") == [("”河图”", "direction"), ("“山志“", "direction")]


def test_straight_marks_count_only_when_one_is_left() -> None:
    assert found('他说“走"。\n') == [('“走"', "mixed")]
    assert found('他说“走，又说"停"。\n') == [("“", "")]
    assert found('27"的屏幕，他说“太大了。\n') == [("“", "")]


def test_a_lone_ascii_bracket_is_never_reported() -> None:
    assert found("The list (see below has no end.\n\n1) one 2) two :-)\n") == []
    assert found("（见表1）与 f(x，y) 以及 [0,1) 都没有问题\n") == []


def test_a_text_in_which_hardly_a_mark_has_a_partner_is_not_a_list_of_slips() -> None:
    assert found("\n\n".join(f"第{number}句：”完。" for number in range(1, 12)) + "\n") == []


@pytest.mark.parametrize("end", ["...", "…", "...](https://example.com/a)"])
def test_what_was_cut_short_lacks_more_than_a_mark(end: str) -> None:
    assert found(f"- {'[' * end.endswith(')')}船长说：“我们从来没有{end}\n") == []


def test_code_pictures_and_targets_are_left_alone() -> None:
    assert found("`“`\n\n```\n（\n```\n\n![“](https://example.com/a.png)\n\n[a](https://example.com/（)\n") == []
