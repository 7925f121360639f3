"""What pages left: what the cards' examples do not show."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

FILLER = "The weir was built by monks who had come up the river in the year of the great frost.\n\n" * 30
CHROME = "预览时标签不可点\n\n微信扫一扫\n关注该公众号\n\n知道了\n\n取消\n允许\n"


def found(text: str, rule: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in check([document(text)], plan_for(rule))]


def test_one_finding_for_all_lines_that_stand_together() -> None:
    assert found(f"{FILLER}{CHROME}", "BLR001") == [CHROME.strip()]


def test_a_weak_line_alone_is_no_page() -> None:
    assert found(f"{FILLER}知道了\n\n取消\n允许\n", "BLR001") == []


def test_one_sure_line_in_the_midst_is_left_and_three_together_are_not() -> None:
    assert found(f"{FILLER}预览时标签不可点\n\n{FILLER}", "BLR001") == []
    assert found(f"{FILLER}{CHROME}\n{FILLER}", "BLR001") == [CHROME.strip()]


def test_in_the_midst_nothing_is_deleted_safely() -> None:
    text = f"{FILLER}{CHROME}\n{FILLER}"
    assert fixed(document(text), plan_for("BLR001"), Safety.SAFE) == text


def test_a_line_of_the_article_parts_two_runs() -> None:
    text = f"{FILLER}预览时标签不可点\n\n桥还在，水已经退了。\n\n轻触阅读原文\n"
    assert found(text, "BLR001") == ["预览时标签不可点", "轻触阅读原文"]
    assert fixed(document(text), plan_for("BLR001"), Safety.SAFE) == f"{FILLER}桥还在，水已经退了。\n"


def test_a_picture_of_the_article_stays_where_buttons_go() -> None:
    text = f"{FILLER}预览时标签不可点\n\n![](https://a.example/bridge.png)\n\n轻触阅读原文\n"
    wanted = f"{FILLER}![](https://a.example/bridge.png)\n"
    assert fixed(document(text), plan_for("BLR001"), Safety.SAFE) == wanted


@pytest.mark.parametrize("block", ["```\n预览时标签不可点\n```", "| 预览时标签不可点 |\n| --- |\n| 知道了 |"])
def test_code_and_tables_are_no_page(block: str) -> None:
    assert found(f"{FILLER}{block}\n", "BLR001") == []


def test_a_menu_counts_wherever_it_stands_when_it_is_made_of_links() -> None:
    menu = "[Home](/) [About us](/about) [Contact](/contact)"
    assert found(f"{FILLER}{menu}\n\n{FILLER}", "BLR008") == [menu]
    assert found(f"{FILLER}Home, About us, Contact\n\n{FILLER}", "BLR008") == []


def test_a_link_to_the_author_beside_a_menu_is_no_part_of_it() -> None:
    menu = "[Home](/) [About us](/about) [Contact](/contact)"
    assert found(f"[Ned Weller](/ned)\n\n{menu}\n\n{FILLER}", "BLR008") == [menu]


def test_two_links_that_share_make_a_bar_and_one_does_not() -> None:
    one = "[](https://twitter.com/intent/tweet?url=a)[Tell](https://twitter.com/intent/tweet?url=a)"
    two = "[f](https://www.facebook.com/sharer.php?u=a) [t](https://twitter.com/intent/tweet?url=a)"
    assert found(f"{FILLER}{one}\n", "BLR008") == []
    assert found(f"{FILLER}{two}\n", "BLR008") == [two]


def test_buttons_beside_each_other_are_one_finding() -> None:
    assert found(f"{FILLER}7 likes\n\nReply\n\nReport\n", "BLR009") == ["7 likes\n\nReply\n\nReport"]


def test_a_counter_counts_at_the_edges_alone() -> None:
    assert found(f"{FILLER}7 likes\n\n{FILLER}", "BLR009") == []


def test_a_line_belongs_to_one_rule() -> None:
    text = f"{FILLER}Leave a Reply Cancel reply\n\nName *\n\nEmail *\n"
    assert len(found(text, "BLR001")) == 1
    assert found(text, "BLR008") == found(text, "BLR009") == []
