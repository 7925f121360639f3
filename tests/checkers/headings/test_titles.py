"""Rules about the title where the examples of the cards do not reach."""

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


def test_title_below_the_header_is_a_section() -> None:
    assert lines(HEADER + "\n# 一、船\n\n开了。\n", "HDG001") == [1]
    assert lines("# 渡口\n\n" + HEADER + "\n开了。\n", "HDG001") == []
    assert lines("渡口\n====\n\n" + HEADER + "\n开了。\n", "HDG001") == []
    assert lines("## 渡口\n\n" + HEADER + "\n开了。\n", "HDG001") == [1]


def test_title_after_menus_of_an_unknown_page_is_a_title() -> None:
    menu = "".join(f"* [第{number}版](/{number})\n" for number in range(12))
    assert lines(menu + "\n# 渡口的最后一班船\n\n开了。\n\n## 船\n\n旧。\n", "HDG001") == []


def test_title_is_where_the_text_begins_however_many_menus_stand_above() -> None:
    menu = "".join(f"[第{number}版](/{number})\n\n" for number in range(60))
    text = "船离开渡口的时候没有人送，船工把缆绳一圈一圈收好，又把跳板翻过来晾在船头，等着下一个早晨。\n\n"
    assert lines(text + menu + "# 渡口的最后一班船\n\n" + text, "HDG001") == []
    assert lines(text * 3 + menu + "# 船\n\n旧。\n", "HDG001") == [1]


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
    only = found("# 渡口\n\n船\n===\n\n旧。\n\n人\n===\n\n少。\n", "HDG002")
    assert [item.fixes for item in only] == [()]
