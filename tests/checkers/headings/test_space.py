"""Spaces in headings where the examples of the card do not reach."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for


def variants(text: str) -> list[tuple[str, int]]:
    return [(item.variant, item.place.start.line) for item in check([document(text)], plan_for("HDG009"))]


@pytest.mark.parametrize(
    "line",
    [
        "#话题#",
        "#话题",
        "#木门 #铁门",
        "#1 号门",
        "#门牌号今天换了，明天再换回来。",
        "##",
        "##...",
        "##linux",
        "##[error] failed",
        "#!/bin/sh",
        "#include <door.h>",
        "#fff",
        "####### 门",
        "## 门",
        "#\t门",
        "\\##门",
        "> ##门",
        "- ##门",
        "    ##门",
    ],
)
def test_what_only_begins_like_a_heading(line: str) -> None:
    assert variants(f"# 门的故事\n\n门开着。\n\n{line}\n\n门关着。\n") == []


@pytest.mark.parametrize(
    "line", ["##门的来历", "###门的来历###", "##1、门", "#一、门的来历", "#第二章 门", "#1、门的来历", "##The Old Door"]
)
def test_heading_without_its_space(line: str) -> None:
    assert variants(f"# 门的故事\n\n门开着。\n\n{line}\n\n门关着。\n") == [("marks", 5)]


def test_first_line_is_the_title_where_the_file_has_headings() -> None:
    assert variants("#门的故事\n\n门开着。\n\n## 甲\n\n门关着。\n") == [("marks", 1)]
    assert variants("#门的故事\n\n门开着。\n") == []
    assert variants("#门的故事\n\n# 门\n\n门开着。\n") == []


def test_a_line_that_was_no_heading_becomes_one_only_when_asked() -> None:
    text = "# 门的故事\n\n##门的来历\n\n门开着。\n"
    assert fixed(document(text), plan_for("HDG009"), Safety.SAFE) == text
    assert fixed(document(text), plan_for("HDG009")) == text.replace("##门", "## 门")


def numbered(*heads: str) -> str:
    return "# 门的故事\n\n" + "".join(f"## {head}\n\n门开着。\n\n" for head in heads)


@pytest.mark.parametrize(
    ("heads", "odd", "right"),
    [
        (("1、甲", "2、乙", "3、 丙"), 2, "3、丙"),
        (("1、 甲", "2、乙", "3、 丙"), 1, "2、 乙"),
        (("1 、甲", "2、乙", "3、丙"), 0, "1、甲"),
        (("一、甲", "二、\u3000乙", "三、丙"), 1, "二、乙"),
        (("（一）甲", "（二）乙", "（三） 丙"), 2, "（三）丙"),
        (("01 甲", "02 乙", "03丙"), 2, "03 丙"),
        (("**1、甲**", "2、乙", "3、 丙"), 2, "3、丙"),
        (("第一章 甲", "第二章 乙", "第三章丙"), 2, "第三章 丙"),
    ],
)
def test_number_set_off_unlike_the_others(heads: tuple[str, ...], odd: int, right: str) -> None:
    assert variants(numbered(*heads)) == [("", 3 + 4 * odd)]
    mended = (*heads[:odd], right, *heads[odd + 1 :])
    assert fixed(document(numbered(*heads)), plan_for("HDG009"), Safety.SAFE) == numbered(*mended)


@pytest.mark.parametrize(
    "heads",
    [
        ("1、甲", "2、 乙"),
        ("1、甲", "2、 乙", "3、丙", "4、 丁"),
        ("1. 甲", "2、乙", "3. 丙"),
        ("1. 甲", "2\\. 乙", "3. 丙"),
        ("1、甲", "2、**乙**", "3、丙"),
        ("1、 甲", "2、\u3000乙", "3、 丙"),
        ("Part 1：甲", "Part 2：乙", "Part 3 丙"),
    ],
)
def test_series_without_an_odd_one(heads: tuple[str, ...]) -> None:
    assert variants(numbered(*heads)) == []


def test_underlined_headings_count_as_well() -> None:
    text = "门的故事\n=====\n\n" + "".join(f"{head}\n----\n\n门。\n\n" for head in ("1、甲", "2、 乙", "3、丙"))
    assert variants(text) == [("", 9)]
