"""Rules about numbers, levels and doubled headings where the examples of the cards do not reach."""

import pytest

from lintcorpus.model.finding import Diagnostic
from tests.support import check, document, fixed, plan_for


def found(text: str, rule: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(rule))


def lines(text: str, rule: str) -> list[int]:
    return [item.place.start.line for item in found(text, rule)]


def numbered(*heads: str) -> str:
    return "# 门的故事\n\n" + "".join(f"## {head}\n\n门开着。\n\n" for head in heads)


@pytest.mark.parametrize(
    "heads",
    [
        ("一、甲", "二、乙", "三、丙"),
        ("3、甲", "4、乙"),
        ("1、甲", "2、乙", "1、丙", "2、丁"),
        ("5. 甲", "4. 乙", "3. 丙", "2. 丁", "1. 戊"),
        ("甲", "2、乙", "丙"),
        ("2019", "2021", "2024"),
        ("1. 甲", "（三）乙"),
        ("No.1 甲", "No.3 乙"),
        ("1 个门", "3 个门"),
        ("第1章 甲", "第9章 乙"),
        ("1、甲", "2、乙", "其他", "2、丙"),
    ],
)
def test_good_series(heads: tuple[str, ...]) -> None:
    assert lines(numbered(*heads), "HDG005") == []


@pytest.mark.parametrize(
    ("heads", "variant", "at"),
    [
        (("1、甲", "2、乙", "2、丙", "4、丁"), "repeat", 2),
        (("1、甲", "2、乙", "2、丙", "3、丁"), "repeat", 2),
        (("1、甲", "3、乙", "2、丙", "4、丁"), "order", 2),
        (("01 甲", "引子", "02 乙", "04 丙"), "", 3),
        (("1. 甲", "2、乙", "4. 丙"), "", 2),
        (("一、甲", "二、乙", "一、丙", "三、丁"), "", 3),
        (("Step 1: a", "Step 2: b", "Step 4: c"), "", 2),
    ],
)
def test_broken_series_is_one_finding(heads: tuple[str, ...], variant: str, at: int) -> None:
    only = found(numbered(*heads), "HDG005")
    assert [(item.variant, item.place.start.line) for item in only] == [(variant, 3 + 4 * at)]


def test_series_belong_to_their_parent_and_level() -> None:
    text = "# 门\n\n## 甲\n\n### 1. a\n\n### 2. b\n\n## 乙\n\n### 4. c\n\n### 5. d\n"
    assert lines(text, "HDG005") == []
    assert lines("# 门\n\n# 一、a\n\n## 1、x\n\n## 3、y\n\n# 二、b\n", "HDG005") == [7]


def test_number_that_stands_at_another_level_is_not_missing() -> None:
    assert lines("# 门\n\n## 一、a\n\n### 二、b\n\n## 三、c\n", "HDG005") == []
    assert lines("# 门\n\n## 一、a\n\n**二、b**\n\n## 三、c\n", "HDG005") == []


@pytest.mark.parametrize(
    ("first", "second", "fourth"),
    [
        ("一、甲", "二、乙", "四、丁"),
        ("1 甲", "2 乙", "4 丁"),
        ("01 甲", "02 乙", "04 丁"),
        ("（一）甲", "（二）乙", "（四）丁"),
        ("(1) a", "(2) b", "(4) d"),
        ("第一章 甲", "第二章 乙", "第四章 丁"),
        ("I. a", "II. b", "IV. d"),
        ("Ⅰ 甲", "Ⅱ 乙", "Ⅳ 丁"),
        ("①甲", "②乙", "④丁"),
        ("１、甲", "２、乙", "４、丁"),
        ("**一、甲**", "二、**乙**", "四、丁"),
    ],
)
def test_gap_is_seen_however_numbers_are_written(first: str, second: str, fourth: str) -> None:
    assert lines(numbered(first, second, fourth), "HDG005") == [11]
    underlined = "".join(f"{head}\n-----\n\n门开着。\n\n" for head in (first, second, fourth))
    assert lines("门的故事\n=====\n\n" + underlined, "HDG005") == [14]


def test_each_level_counts_by_itself() -> None:
    text = "# 门\n\n## 一、a\n\n### 1. x\n\n### 2. y\n\n## 二、b\n\n### 1. x\n\n### 3. z\n\n## 三、c\n"
    assert lines(text, "HDG005") == [13]
    assert lines("# 门\n\n## 第一章 a\n\n### （一）x\n\n### （二）y\n\n## 第二章 b\n\n### （一）x\n", "HDG005") == []


def test_level_jump_is_one_finding_a_section() -> None:
    text = "# 门\n\n### 甲\n\n门。\n\n### 乙\n\n门。\n\n## 丙\n\n#### 丁\n\n门。\n"
    assert lines(text, "HDG003") == [3, 13]
    assert lines("## 甲\n\n门。\n\n#### 乙\n\n门。\n", "HDG003") == [5]
    assert lines("### 甲\n\n门。\n\n### 乙\n\n门。\n", "HDG003") == []


def test_underlined_sections_cannot_be_raised() -> None:
    only = found("# 门\n\n### 甲\n\n门。\n\n乙\n--\n\n门。\n", "HDG003")
    assert [len(item.fixes) for item in only] == [1]
    assert "### 甲" not in fixed(document("# 门\n\n### 甲\n\n门。\n\n乙\n--\n\n门。\n"), plan_for("HDG003"))


@pytest.mark.parametrize(
    "text",
    [
        "# 门的故事\n\n## 门的故事\n\n甲。\n\n## 门的故事\n\n乙。\n",  # the title: another rule's
        "# 门\n\n## 小结\n\n甲。\n\n## 小结\n\n乙。\n",
        "# 门\n\n## 操作步骤\n\n甲。\n\n## 操作步骤：\n\n乙。\n",
        "# Doors\n\n## References\n\nOne.\n\n## References\n\nTwo.\n",
        "# Doors\n\n## Oak\n\nOne.\n\n## Oak\n\nTwo.\n",
        "# 门\n\n## 木匠老陈：\n\n甲。\n\n## 木匠老陈：\n\n乙。\n",
        "# 门\n\n## 2024 年的门\n\n甲。\n\n## 2024 年的门\n\n乙。\n",
        "# 门\n\n## 老木门\n\n### 怎么上油\n\n甲。\n\n## 新铁门\n\n### 怎么上油\n\n乙。\n",
        "# 门\n\n> ## 老木门的事\n\n甲。\n\n## 老木门的事\n\n乙。\n",
    ],
)
def test_headings_that_may_stand_twice(text: str) -> None:
    assert lines(text, "HDG010") == []


def test_second_of_two_equal_headings() -> None:
    text = "# 门\n\n老木门的事\n-----\n\n甲。\n\n## 新铁门\n\n乙。\n\n## **老木门的事**\n\n丙。\n"
    only = found(text, "HDG010")
    assert [(item.place.start.line, item.related[0].place.start.line) for item in only] == [(12, 3)]
