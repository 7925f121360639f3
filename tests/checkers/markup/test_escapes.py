"""Escapes at the edge of meaning something, and where a picture can get a paragraph of its own."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for


def spans(text: str, rule: str) -> list[str]:
    return [
        text[item.span.start : item.span.end] for item in check([document(text)], plan_for(rule)) if item.rule == rule
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\\- 首项\n",
        "引言\n12\\. 第十二条\n",
        "> 3\\. 引文里的第三条\n",
        "* 外层\n\n  \\+ 内层\n",
        "标题\n\\-\\-\n",
        "D:\\.git 与 a\\-b\n",
        "![](https://example.com/a\\-b.png)\n",
    ],
)
def test_escapes_that_mean_something_are_left_alone(text: str) -> None:
    assert not spans(text, "MRK003")


def test_escapes_of_one_line_are_one_finding() -> None:
    text = "先做这些：1\\. 洗 2\\. 切\n再看第 3\\. 条\n"
    assert spans(text, "MRK003") == ["\\. 洗 2\\.", "\\."]


PICTURE = "![](https://example.com/a.jpg)"


def test_a_picture_keeps_its_quote_and_list() -> None:
    text = f"> 1. 第一条写在很久以前的石碑上。{PICTURE}后人把它抄了下来。\n"
    wanted = f"> 1. 第一条写在很久以前的石碑上。\n>\n>    {PICTURE}\n>\n>    后人把它抄了下来。\n"
    assert fixed(document(text), plan_for("MRK006")) == wanted


def test_a_picture_keeps_the_newlines_of_the_file() -> None:
    text = f"河水漫过了第三级台阶，没有人说话。{PICTURE}\r\n\r\n第二天水退了。\r\n"
    wanted = f"河水漫过了第三级台阶，没有人说话。\r\n\r\n{PICTURE}\r\n\r\n第二天水退了。\r\n"
    assert fixed(document(text), plan_for("MRK006")) == wanted


def test_no_repair_where_the_rest_would_become_a_list() -> None:
    text = f"仓库里只剩下三样东西，都落满了灰尘。{PICTURE}- 一把锄头\n"
    (found,) = check([document(text)], plan_for("MRK006"))
    assert found.fix is None


def test_no_repair_inside_bold_text() -> None:
    text = f"**仓库里只剩下三样东西，都落满了灰尘。{PICTURE}**\n"
    found = check([document(text)], plan_for("MRK006"))
    assert all(item.fix is None for item in found)


def test_a_picture_after_a_colon_is_unsafe_only_when_the_sentence_goes_on() -> None:
    plan = plan_for("MRK006")
    ends = check([document(f"新旧两座桥的位置见下面的地图：{PICTURE}\n")], plan)
    goes_on = check([document(f"船主在采访的最后这样说道：{PICTURE}“水认得路。”\n")], plan)
    assert [item.fix and item.fix.safety for item in (*ends, *goes_on)] == [Safety.SAFE, Safety.UNSAFE]


def test_a_glued_picture_says_on_which_side_it_stands() -> None:
    picture = "![](https://example.com/boat.jpg)"
    first = "The ferry goes\ninside the harbour before noon."
    second = "The miller waits for it at the weir every morning!"
    texts = [
        f"{first}{picture}",
        f"{picture}{second}",
        f"{first}{picture}{second}",
        f"This is what he said at the weir:{picture}{second}",
    ]
    found = [check([document(f"{text}\n")], plan_for("MRK006"))[0] for text in texts]
    assert [item.variant for item in found] == ["end", "start", "", "announced"]


def test_a_wrap_before_a_glued_picture_is_a_blank_in_the_message() -> None:
    text = "The old ferry never goes\ninside.![](https://example.com/boat.jpg)\n"
    assert check([document(text)], plan_for("MRK006"))[0].params["before"] == "inside."
