"""Pages without an article: how little else they may say, and phrases that begin real sentences."""

import pytest

from tests.support import check, document, plan_for

SENTENCE = "洪水退了以后，村里人凑钱请来了木匠，先把冲到下游的木板捞回来。"
HEAD = "---\ntitle: T\nurl: {}\nsource: S\ndate: 2024-01-01\nfetch_date: 2024-01-02\n---\n\n# T\n\n"


def variants(text: str) -> list[str]:
    return [item.variant for item in check([document(text)], plan_for("QLT004"))]


def test_a_notice_beside_an_article_is_left() -> None:
    notice = "该内容已被发布者删除\n"
    assert variants(notice) == ["deleted"]
    assert variants(f"# 桥\n\n{SENTENCE}\n\n{notice}") == ["deleted"]  # a lead is not yet an article
    assert variants(f"# 桥\n\n{SENTENCE}\n\n{SENTENCE}\n\n{notice}") == []


def test_buttons_and_links_are_nothing_beside_a_notice() -> None:
    buttons = "分享\n\n在看\n\n[另一篇文章的标题写得很长很长很长很长很长很长很长很长](https://a.example/)\n\n" * 20
    assert variants(f"# 桥\n\n请完成安全验证\n\n{buttons}") == ["captcha"]


@pytest.mark.parametrize(
    "text",
    [
        "404 房间的灯一直亮着。\n",
        "安全验证一样的夜。\n",
        "Loading the boats takes the whole morning.\n",
        "他说：该内容已被发布者删除。\n",
        "“请先登录。”她说。\n",
        "`404 Not Found`\n",
        "The words are: page not found.\n",
        "Page not foundling, said the sign.\n",
    ],
)
def test_phrases_that_are_no_notice(text: str) -> None:
    assert variants(text) == []


@pytest.mark.parametrize(
    "text", ["404\n", "# 404: Not Found\n", "**403 Forbidden**\n", "安全验证\n", "加载中…\n", "抓取失败：超时\n"]
)
def test_short_phrases_that_are_the_whole_notice(text: str) -> None:
    assert len(variants(text)) == 1


@pytest.mark.parametrize(
    ("url", "listed"),
    [
        ("https://a.example/tag/mill", True),
        ("https://a.example/blog/category/mill/page/3/", True),
        ("https://a.example/author/anna?page=2", True),
        ("https://a.example/category/mill/the-wheel-turns", False),
        ("https://a.example/2024/tag-and-run", False),
        ("https://a.example/the-mill/page/2", False),
    ],
)
def test_the_address_of_a_list(url: str, listed: bool) -> None:
    assert (variants(HEAD.format(url) + SENTENCE) == ["listing"]) == listed


def test_an_article_at_the_address_of_a_list_is_left() -> None:
    assert variants(HEAD.format("https://a.example/tag/mill") + f"{SENTENCE * 5}\n\n" * 4) == []
