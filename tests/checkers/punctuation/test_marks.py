"""Rules about punctuation where the examples of the cards do not reach."""

import pytest

from tests.support import check, document, fixed, plan_for


def matches(text: str, *rules: str) -> list[tuple[str, str]]:
    return [(item.rule, text[item.span.start : item.span.end]) for item in check([document(text)], plan_for(*rules))]


def test_a_label_with_a_semicolon_belongs_to_one_rule() -> None:
    text = "来源：旧报纸\n\n排版 ；松果\n\n主编 ：林深\n"
    assert matches(text, "PUN005", "PUN007") == [("PUN007", " ；"), ("PUN005", " ：")]
    assert fixed(document(text), plan_for("PUN005", "PUN007")) == "来源：旧报纸\n\n排版：松果\n\n主编：林深\n"


@pytest.mark.parametrize(
    "text",
    [
        "他说了很多\u00a0，没人听。\n",
        "行首\n ，是从上一行掉下来的\n",
        "**定位** ：第三条河。\n\n_定位_ ：第三条河。\n",
        "    缩进 ：是代码\n",
        "![图 ：灯塔](https://example.com/a.png)\n",
        "见[说明](https://example.com/b) ，再走。\n",
    ],
)
def test_blanks_that_are_not_ours(text: str) -> None:
    assert matches(text, "PUN005") == []


def test_siblings_must_be_near() -> None:
    far = "来源：旧报纸\n\n" + "他走了很远的路。\n\n" * 8 + "排版；松果\n"
    assert matches(far, "PUN007") == []


def test_a_label_without_a_sibling_is_prose() -> None:
    assert matches("编辑；排版\n\n印刷\n", "PUN007") == []


def test_ellipses_of_full_stops_are_left_alone() -> None:
    assert matches("他停下来。。。又走了。。。。\n", "PUN001") == []
