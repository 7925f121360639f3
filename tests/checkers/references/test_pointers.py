"""REF001 and REF002 where the examples of the cards do not reach."""

import pytest

from lintcorpus.model.finding import Diagnostic
from tests.support import check, document, plan_for


def found(text: str, *rules: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(*rules))


def matches(text: str, rule: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in found(text, rule)]


PICTURE = "![](https://example.com/gate.png)"


@pytest.mark.parametrize(("between", "count"), [(5, 0), (6, 1)])
def test_picture_counts_within_its_reach_only(between: int, count: int) -> None:
    filler = "\n\n".join(f"第 {number} 段讲的是闸门的历史。" for number in range(between))
    assert len(found(f"下图展示了闸门的位置。\n\n{filler}\n\n{PICTURE}\n", "REF001")) == count


@pytest.mark.parametrize(("between", "count"), [(1, 0), (2, 1)])
def test_words_with_a_colon_announce_what_comes_next(between: int, count: int) -> None:
    filler = "\n\n".join("涨潮比退潮快。" for _ in range(between))
    assert len(found(f"潮位如下图所示：\n\n{filler}\n\n{PICTURE}\n", "REF001")) == count


def test_picture_on_the_other_side_counts_when_it_is_near() -> None:
    assert not found(f"{PICTURE}\n\n下图展示了闸门的位置。\n", "REF001")
    assert found(f"{PICTURE}\n\n一段。\n\n二段。\n\n三段。\n\n下图展示了闸门的位置。\n", "REF001")


def test_cover_in_the_header_is_no_picture_of_the_article() -> None:
    head = "# 闸门\n\n文章作者: 陈\n发布时间: 2024-05-01\n原文链接: http://example.com/a\n\n封面图链接: https://example.com/c.png\n"
    assert matches(f"{head}\n闸门的位置见图 2。\n", "REF001") == ["见图 2"]


def test_each_numbered_figure_is_reported_once() -> None:
    text = "水尺如图1所示，闸门见图2。\n\n再看图1：如图1所示，水尺在左岸。\n"
    assert matches(text, "REF001") == ["如图1所示", "见图2"]


def test_code_is_no_place_for_words_that_point() -> None:
    assert not found("```\n如下图所示\nsee the image below\n```\n\n`如下图所示`\n", "REF001")


def test_promotion_is_not_reported_twice() -> None:
    text = "摊子收完，街上只剩下洒水车。\n\n长按识别下方二维码，添加小编，领取夜市地图。\n"
    assert [item.rule for item in found(text, "REF001", "PRO002")] == ["PRO002"]


def test_words_broken_by_a_wrap_are_found() -> None:
    assert (
        len(
            found(
                "The gate has three parts, as you can see in the diagram\nbelow, and the upper one is light.\n",
                "REF001",
            )
        )
        == 1
    )


def test_evidence_tells_how_many_pictures_there_are() -> None:
    text = f"{PICTURE}\n\n" + "一段。\n\n" * 8 + "下图展示了闸门的位置。\n"
    assert [item.evidence for item in found(text, "REF001")] == [{"pictures": 1}]


@pytest.mark.parametrize(
    "text",
    [
        "[志愿者可以通过以下链接报名](https://example.com/a)\n",
        "志愿者可以通过以下链接报名：\n\n- 报名表 form.example.com\n",
        "名单见文末链接。\n\n" + "水位每天抄两次。\n\n" * 40 + "<https://example.com/a>\n",
        'Sign up at the link below.\n\n<a href="https://example.com/a">form</a>\n',
        "名单见文末链接。\n\n[名单](https://example.com/a\n",
    ],
)
def test_any_trace_of_an_address_counts_as_a_link(text: str) -> None:
    assert not found(text, "REF002")


def test_link_within_the_page_is_no_link_to_follow() -> None:
    assert found("名单见文末链接。\n\n[回到开头](#top)\n", "REF002")


def test_colon_after_words_that_point_back_announces_no_picture() -> None:
    assert not found(f"{PICTURE}\n\n闸门的尺寸如上图所示：\n\n上段三尺。\n", "REF001")
    assert not found(f"{PICTURE}\n\n如图所示：\n\n上段三尺。\n", "REF001")
