"""Rules about headings where the examples of the cards do not reach."""

import pytest

from lintcorpus.model.finding import Diagnostic
from tests.support import check, document, fixed, plan_for

HEADER = """\
文章作者: 江岸手记
发布时间: 2024-05-03 08:10
发布地: 芜湖
原文链接: http://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMQ==&mid=1&idx=1

封面图链接: https://mmbiz.qpic.cn/mmbiz_jpg/a/300
"""


def found(text: str, rule: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(rule))


def lines(text: str, rule: str) -> list[int]:
    return [item.place.start.line for item in found(text, rule)]


def numbered(*heads: str) -> str:
    return "# 门的故事\n\n" + "".join(f"## {head}\n\n门开着。\n\n" for head in heads)


def test_title_below_the_header_is_a_section() -> None:
    assert lines(HEADER + "\n# 一、船\n\n开了。\n", "HDG001") == [1]
    assert lines("# 渡口\n\n" + HEADER + "\n开了。\n", "HDG001") == []
    assert lines("渡口\n====\n\n" + HEADER + "\n开了。\n", "HDG001") == []
    assert lines("## 渡口\n\n" + HEADER + "\n开了。\n", "HDG001") == [1]


def test_title_after_menus_of_an_unknown_page_is_a_title() -> None:
    menu = "".join(f"* [第{number}版](/{number})\n" for number in range(12))
    assert lines(menu + "\n# 渡口的最后一班船\n\n开了。\n\n## 船\n\n旧。\n", "HDG001") == []


def test_title_in_front_matter_is_not_put_in_for_generators() -> None:
    assert lines("---\ntitle: 渡口\n---\n\n开了。\n\n## 船\n\n旧。\n", "HDG001") == []
    assert lines("---\ntags: [a]\n---\n\n六点零五分，船离开渡口。\n", "HDG001") == [5]


def test_file_without_structure_is_plain_text() -> None:
    assert lines("六点零五分，船离开渡口，没有人送。\n\n第二天也是。\n", "HDG001") == []
    assert lines("", "HDG001") == []
    assert lines("\n\n", "HDG001") == []


def test_missing_title_comes_from_reference_lines() -> None:
    front = '[#]: subject: "The boat"\n[#]: via: "https://example.com/a"\n[#]: author: "Ann"\n'
    assert fixed(document(front + "\nIt left.\n"), plan_for("HDG001")) == front + "\n# The boat\n\nIt left.\n"


def test_title_repeated_at_any_level() -> None:
    text = "# 渡口的最后一班船\n\n[登录](/login)\n\n## 渡口的最后一班船\n\n开了。\n\n## 船\n\n旧。\n"
    assert lines(text, "HDG001") == [5]
    assert lines(text, "HDG002") == []


def test_extra_h1_is_one_finding_with_the_others_related() -> None:
    text = "# 渡口\n\n# 船\n\n旧。\n\n# 人\n\n少。\n"
    only = found(text, "HDG002")
    assert [(item.place.start.line, item.params["count"], len(item.related)) for item in only] == [(3, 2, 1)]


def test_setext_sections_have_no_fix() -> None:
    only = found("# 渡口\n\n船\n===\n\n旧。\n", "HDG002")
    assert [item.fixes for item in only] == [()]


@pytest.mark.parametrize(
    "mark", ["##", "##  ", "## ##", "## **", "## \u200b\u200d", "##\u00a0".rstrip("\u00a0") + " \u00a0"]
)
def test_heading_that_shows_nothing(mark: str) -> None:
    assert lines(f"# 渡口\n\n开了。\n\n{mark}\n\n![](https://example.com/a.png)\n", "HDG004") == [5]


@pytest.mark.parametrize(
    "mark",
    [
        "## ![](https://example.com/a.png)",
        '## <a id="x"></a>',
        "## …",
        "## ---",
        "## [](https://example.com)",
        "## `#`",
    ],
)
def test_heading_that_shows_or_holds_something(mark: str) -> None:
    assert lines(f"# 渡口\n\n开了。\n\n{mark}\n\n船旧了。\n", "HDG004") == []


def test_long_paragraph_or_picture_is_not_pulled_up() -> None:
    for behind in (
        "船旧了，人也少了，只有渡口的灯还是老样子，每天晚上六点准时亮起来。",
        "[船](/a)",
        "> 船",
        "- 船",
        "两行\n文字",
        "船旧了。",
    ):
        only = found(f"# 渡口\n\n开了。\n\n##\n\n{behind}\n", "HDG004")
        assert [item.variant for item in only] == [""], behind


def test_deleting_leaves_neighbours_apart() -> None:
    plan = plan_for("HDG004")
    assert fixed(document("# 渡口\n\n开了。\n##\n旧了，很旧，旧得没有人再愿意坐上去。\n"), plan) == (
        "# 渡口\n\n开了。\n\n旧了，很旧，旧得没有人再愿意坐上去。\n"
    )
    assert (
        fixed(document("# 渡口\r\n\r\n##\r\n\r\n## 船\r\n\r\n旧。\r\n"), plan) == "# 渡口\r\n\r\n## 船\r\n\r\n旧。\r\n"
    )


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
