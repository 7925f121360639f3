"""Which blocks count as debris, and how far their repair is trusted."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, plan_for


def findings(text: str) -> list[tuple[str, str, Safety | None]]:
    found = check([document(text)], plan_for("MRK001"))
    return [
        (text[item.span.start : item.span.end], item.variant, item.fix.safety if item.fix else None) for item in found
    ]


def test_one_finding_a_block_from_the_first_faulty_mark_to_the_last() -> None:
    text = "**好**的开头，见**“前半”**一文，多出****一处。\n\n没有标记的一段。\n"
    assert findings(text) == [("**“前半”**一文，多出****", "", Safety.SAFE)]


def test_emphasis_between_two_pairs_is_wrong_where_every_mark_stands_as_its_kind_does() -> None:
    # CommonMark shows the text between the two pairs bold, and nothing else.
    assert findings("先说**“前半”**中间**“后半”**结尾。\n")[0][2] is Safety.SAFE


def test_a_repair_that_takes_emphasis_away_from_a_doubtful_text_is_only_shown() -> None:
    assert findings("**船长**老周** 大副**带着人在**甲板。** 上忙。\n")[0][2] is Safety.SHOW


def test_a_text_that_explains_the_marks_may_show_them() -> None:
    assert not findings("星号要写成 \\*\\*加粗的一整段文字内容\\*\\* 才行。\n")
    assert findings("\\*\\*小结\\*\\*\n\n要点是\\*\\*先看潮水再看风向\\*\\*。\n") == [
        (r"\*\*小结\*\*", "escaped", Safety.SAFE),
        (r"\*\*先看潮水再看风向\*\*", "escaped", Safety.SAFE),
    ]


def test_a_lone_mark_counts_at_the_edge_of_cjk_text_only() -> None:
    assert findings("**会议纪要整理如下\n")
    assert not findings("他那**的脾气，谁也改不了。\n")
    assert not findings("Pass **options to the call.\n")


def test_tables_are_reported_without_a_repair() -> None:
    assert findings("| 项目 | 说明 |\n| --- | --- |\n| **水费。**每月 | 八元 |\n")[0][2] is None


@pytest.mark.parametrize("rule", ["****", "********", "** **"])
def test_a_rule_of_empty_marks_is_debris_where_bold_text_is_used(rule: str) -> None:
    text = f"**甲** 和**乙** 都在。\n\n{rule}\n\n**丙** 不在。\n"
    assert findings(text) == [(rule, "rule", Safety.SAFE)]


def test_rules_of_asterisks_that_divide_sections_are_meant() -> None:
    assert not findings("One.\n\n****\n\nTwo.\n\n****\n\nThree.\n\n****\n\nFour.\n")
    assert not findings("**A** and **B**.\n\n***\n\n**C** and **D**.\n\n*****\n\nEnd.\n")
