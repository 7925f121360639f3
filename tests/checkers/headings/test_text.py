"""Text marked as a heading, and bold lines, where the examples of the cards do not reach."""

import pytest

from lintcorpus.model.finding import Diagnostic
from tests.support import check, document, fixed, plan_for

LONG = "这扇门开了三十年，门轴换过两次，门板还是从祠堂里拆下来的那一块。"


def found(text: str, rule: str = "HDG006") -> list[Diagnostic]:
    return check([document(text)], plan_for(rule))


def variants(text: str) -> list[str]:
    return [item.variant for item in found(text)]


def under(heading: str) -> str:
    return f"# 门的故事\n\n门开着。\n\n{heading}\n\n门关着。\n"


@pytest.mark.parametrize(
    "heading",
    [
        "门开着。",
        "门为什么开着？",
        "这扇门开了三十年，门轴换过两次，门板还是祠堂里的那一块，它还能再开三十年吗？",
        "门开了！终于开了！",
        "“" + LONG + "”",
        "木匠老陈：" + LONG,
        "3、" + LONG,
        "第三章 " + LONG,
        "二、开门之前要看的有这么几样，门轴、门板、门闩，还有门槛和门框的四个角：",
        "[" + LONG + "](https://example.com/door)",
        "从祠堂到县城：一扇开了三十年的门、两根换过的门轴和一家四代木匠的故事",
        "门轴换了两次；门板没有换；门闩丢了 | 木匠早知道",
        "What is a door, and why does anybody in this village still care for one that was made before the war?",
        "A door that is worth keeping is worth keeping well.",
        "Version 2.0 vs. version 3.5: which of the two doors should you buy for the shed at the end of the garden in 2024",
        "门开了……",
    ],
)
def test_heading_however_long(heading: str) -> None:
    assert variants(under("## " + heading)) == []


@pytest.mark.parametrize(
    "heading",
    [
        LONG,
        "**" + LONG + "**",
        LONG + "门闩丢了",
        "门开了三十年，门轴换过两次。门板还是祠堂里的那一块！门闩早就丢了，谁也没有去找！",
        "The door is older than the house. It was made before the war, and nobody in the village knows who made it for whom.",
        "我们把门轴、门板、门闩和门槛的价目都整理好了，从杉木到香樟都有，一共三十多种，需要的朋友请看下面这张单子：",
    ],
)
def test_sentence(heading: str) -> None:
    assert variants(under("## " + heading)) == [""]


def test_title_is_no_sentence_even_when_it_stands_again() -> None:
    assert variants(f"# {LONG}\n\n门开着。\n\n## {LONG}\n\n门关着。\n") == []
    front = f"---\ntitle: {LONG}\nurl: https://example.com/a\n---\n\n# 门\n\n## {LONG}\n\n门关着。\n"
    assert variants(front) == []


def test_short_sentence_counts_where_no_text_follows() -> None:
    assert variants("# 门\n\n## 门轴换过两次，门板没有换。\n\n## 门闩\n\n丢了。\n") == [""]
    assert variants("# 门\n\n## 门轴换过两次，门板没有换。\n\n旧的。\n\n## 门闩\n\n丢了。\n") == []
    assert variants("# 门\n\n## 门轴换过两次，门板没有换。\n\n### 门闩\n\n丢了。\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](a.png)\n\n###### △ 老木门", ["caption"]),
        ("![](a.png)\n\n######\n\n###### 图1：老木门", ["caption"]),
        ("**![](a.png)**\n\n##### Figure 2. The old door", ["caption"]),
        ("门开着。\n\n##### 图源：木匠之家", ["caption"]),
        ("门开着。\n\n## △ 老木门", []),
        ("![](a.png)\n\n## 图书馆的门", []),
        ("![](a.png)\n\n## Source code of the door", []),
        ("## ![](a.png)", ["picture"]),
        ("## [![image](a.png)](https://example.com)", ["picture"]),
        ("## ![door.png](a.png)", ["picture"]),
        ("## ![老木门](a.png)", []),
        ("## ![](a.png) 老木门", []),
    ],
)
def test_captions_and_pictures(text: str, expected: list[str]) -> None:
    assert variants(f"# 门的故事\n\n{text}\n\n门关着。\n") == expected


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("门开着。\n门关着。\n---", "门开着。\n门关着。\n\n---"),
        ("门开着。\n门关着。\n老木门\n===", "门开着。\n门关着。\n\n老木门\n==="),
        ("门开着。\n门关着。\n====", "门开着。\n门关着。\n"),
        ("a\nb\nc\n=", "a\nb\nc\n\\="),
        ("a\nb\nc\n=\nd", "a\nb\nc\n\\=\n\nd"),
    ],
)
def test_lines_above_a_row(text: str, mended: str) -> None:
    source = f"# 门的故事\n\n{text}\n\n门还在。\n"
    assert variants(source) == ["lines"]
    assert fixed(document(source), plan_for("HDG006")) == source.replace(text, mended)


def test_heading_of_two_lines() -> None:
    assert variants("老木门\n和新铁门\n====\n\n门开着。\n") == []
    assert variants("门的故事\n====\n\n门开着。\n\n甲\n---\n\n门关着。\n") == []


def test_marks_go_and_neighbours_stay_apart() -> None:
    source = f"# 门\r\n\r\n门开着。\r\n## {LONG} ##\r\n门关着。\r\n"
    expected = f"# 门\r\n\r\n门开着。\r\n\r\n{LONG}\r\n\r\n门关着。\r\n"
    assert fixed(document(source), plan_for("HDG006")) == expected
    assert fixed(document(f"# 门\n\n- ## {LONG}\n"), plan_for("HDG006")) == f"# 门\n\n- {LONG}\n"
    assert [item.fixes for item in found(f"# 门\n\n> ## {LONG}\n> 门。\n")] == [()]


def test_bold_lines_get_the_level_below_the_heading_before() -> None:
    text = "# 门\n\n**甲**\n\n开着。\n\n### 乙\n\n**丙**\n\n关着。\n"
    assert fixed(document(text), plan_for("HDG007")) == text.replace("**甲**", "## 甲").replace("**丙**", "#### 丙")


@pytest.mark.parametrize(
    "line", ["**03**", "**door@example.com**", "**门**开", "**开门。**", "**[门](/a)**", "**作者：陈**", "**（旧门）**"]
)
def test_bold_line_that_is_no_heading(line: str) -> None:
    assert found(f"# 门\n\n{line}\n\n开着。\n\n{line}\n\n关着。\n", "HDG007") == []


def test_headings_beyond_the_number_that_is_known_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lintcorpus.markdown.headings._MOST", 2)
    assert variants(under(f"## {LONG}") + f"\n## {LONG}\n\n门又开了。\n") == [""]
