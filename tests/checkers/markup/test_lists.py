"""Lists that ran together, and the sentences, names and programs that only look like them."""

import pytest

from tests.support import check, document, fixed, plan_for

RULE = "MRK007"


def count(text: str) -> int:
    return sum(item.rule == RULE for item in check([document(text)], plan_for(RULE)))


@pytest.mark.parametrize(
    "text",
    [
        "他先说 1. 修桥，再说 2. 铺路，最后说 3. 种树。\n",
        "阶段1、阶段2、阶段3、都已完成。\n",
        "版本 1.0 2.0 3.0 依次发布。\n",
        "1. 洗米\n2. 下锅\n3. 关火\n",
        "1、洗米  \n2、下锅  \n3、关火\n",
        "说明：1、先洗米\n2、再下锅\n3、后关火\n",
        "河口 • 山前 • 桥头 • 码头\n",
        "• 2h • Follow • Edited\n",
        "● ● ● ●\n",
        "先看：\n\n    1. make install\n    2. make test\n",
        "先看：\n\n    - host: example.com 是主机\n    - port: 8080 是端口\n",
        "`• 一 • 二 • 三` 是代码。\n",
        "见 https://example.com/1.a/2.b/3.c 一文。\n",
    ],
)
def test_what_only_looks_like_a_list(text: str) -> None:
    assert count(text) == 0


def test_bold_numbers_take_their_marks_along() -> None:
    text = "**1.看船** ，先看吃水线。**2.看绳** ，再看缆绳的颜色。**3.看鞋** ，最后看水手的鞋。\n"
    assert fixed(document(text), plan_for(RULE)).count("\n\n**") == 2


def test_no_repair_inside_one_bold_text() -> None:
    (item,) = check([document("**1.先看吃水线2.再看缆绳3.后看水手的鞋**\n")], plan_for(RULE))
    assert item.fix is None


def test_no_repair_inside_a_quote() -> None:
    (item,) = check([document("> • 数据的输入员• 简单的客服• 重复的质检\n")], plan_for(RULE))
    assert item.fix is None


def test_newlines_of_the_file_are_kept() -> None:
    text = "• 数据的输入员• 简单的客服• 重复的质检\r\n"
    assert fixed(document(text), plan_for(RULE)) == "• 数据的输入员\r\n\r\n• 简单的客服\r\n\r\n• 重复的质检\r\n"
