"""Placeholders: lines, fields and brackets, and the same words in real text."""

import pytest

from tests.support import check, document, plan_for


def lines(text: str) -> list[int]:
    return [item.params["line"] for item in check([document(f"# The mill\n\n{text}\n")], plan_for("QLT008"))]


@pytest.mark.parametrize(
    "text",
    [
        "TBD",
        "**TODO**",
        "…待补充…",
        "【内容待完善】",
        "[Your name]",
        "<插入图片>",
        "{{ 请填写标题 }}",
        "译者：[译者ID](https://a.example/译者ID)",
        "Title: xxxx",
        "The wheel turned. Lorem ipsum dolor sit amet, consectetur.",
    ],
)
def test_placeholders(text: str) -> None:
    assert lines(text) == [3]


@pytest.mark.parametrize(
    "text",
    [
        "The date is TBD.",
        "价格：199 元（运费待补充说明）",
        "他在名单上写了“待补充”，又划掉了。",
        "Insert the key, turn it and wait.",
        "[Insert](https://a.example/insert) is a key on the keyboard.",
        "账号：xxxx",
        "作者：某某某先生的学生",
        "[Add your name to the petition](https://a.example/petition) before Friday.",
        "版本 1.xx 与 2.xxx 都可用。",
        "`译者：译者ID`",
    ],
)
def test_real_text(text: str) -> None:
    assert lines(text) == []


def test_the_last_words_of_a_wrapped_paragraph_are_no_line() -> None:
    text = "The plan for the wheel was written in the spring of that year and everything else was still\nto be written"
    assert lines(text) == []
