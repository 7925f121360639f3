"""Widths of marks, straight quotes and spacing where the examples of the cards do not reach."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

RIVER = "老人说，河水比去年低；再过一个月，船就过不去了。大家听了，都不作声，只看着对岸的屋顶，屋顶上有炊烟，很直。"


def found(text: str, *rules: str) -> list[tuple[str, str]]:
    return [(text[item.span.start : item.span.end], item.variant) for item in check([document(text)], plan_for(*rules))]


@pytest.mark.parametrize("mark", [",", ";", ":", "?", "!", "?!"])
def test_every_mark_is_found_and_made_full_width(mark: str) -> None:
    wide = mark.translate(str.maketrans(",;:?!", "，；：？！"))
    text = f"{RIVER}\n\n天色慢慢地暗了下来{mark}没有人走开。\n"
    assert found(text, "PUN003") == [(mark, "")]
    assert fixed(document(text), plan_for("PUN003"), Safety.SAFE) == text.replace(mark, wide)


def test_many_marks_are_one_finding_whose_fix_mends_them_all() -> None:
    half = "天黑了,风停了,灯亮了,人也散了。"
    text = f"{RIVER}\n\n{half}\n"
    assert found(text, "PUN003") == [(",", "")] * 3
    text = f"{RIVER}\n\n{half}\n\n{half}\n"
    assert found(text, "PUN003") == [(",", "many")]
    assert fixed(document(text), plan_for("PUN003"), Safety.SAFE) == text.replace(",", "，")


def test_half_width_full_stops_show_the_style() -> None:
    tail = "天黑了. 风停了. 灯亮了. 人散了. 门关了. 狗睡了. 鸡不叫. 星星出来了, 一颗又一颗.\n"
    assert found(f"{RIVER[:20]}。\n\n{tail}", "PUN003") == []


@pytest.mark.parametrize(
    "text",
    [
        "他说这话时@阿舟:看见了，转过身，走了，一路上没有再说话。\n",
        "写法是 {甲,乙}，记住了，就不会错，照着做，一步一步来。\n",
        "    甲,乙\n\n河，湖，海，江，溪，泉，井。\n",
        "[图](https://example.com/甲,乙)，河，湖，海，江，溪，泉，井。\n",
    ],
)
def test_marks_that_are_no_punctuation(text: str) -> None:
    assert found(text, "PUN003") == []


def test_labels_and_parentheses_are_habits_by_themselves() -> None:
    labels = "记录: 阿舟\n\n校对: 老秦\n\n摄影: 小林\n"
    assert found(f"{RIVER}\n\n{labels}", "PUN003") == []
    assert found(f"{RIVER}\n\n编辑：阿舟\n\n校对：老秦\n\n摄影: 小林\n", "PUN003") == [(":", "")]
    assert found(f"{RIVER}\n\n老秦(木匠)来了，阿舟(船夫)也来了。\n", "PUN003") == []


def test_two_paragraphs_do_not_make_a_pair_of_straight_quotes() -> None:
    assert found('他说"先走。\n\n"再走。\n', "PUN006") == []
    assert found('他说"先走。"又说"再走。\n', "PUN006") == []
    assert found('他说"先走。"又说"再走"。\n', "PUN006") == [('"先走。"', ""), ('"再走"', "")]


def test_spacing_follows_the_majority_either_way() -> None:
    assert found("用 Vim 写，用 Git 存，用Make编。\n", "PUN008") == []
    spaced = "用 Vim 写，用 Git 存，用 Tar 包，用 Ssh 传，用Make 编。\n"
    assert found(spaced, "PUN008") == [("用M", "missing")]
    tight = "用Vim写，用Git存，用Tar包，用Ssh传，用 Make编。\n"
    assert found(tight, "PUN008") == [("用 M", "extra")]
    assert fixed(document(tight), plan_for("PUN008"), Safety.SAFE) == tight.replace(" ", "")
