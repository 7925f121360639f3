"""What is left of an article: what its lines say, and when nothing more is looked at."""

import pytest

from lintcorpus.article.publisher.remains import briefs, briefs_up_to, lines, lines_up_to
from tests.support import document

SENTENCE = "洪水退了以后，村里人凑钱请来了木匠，先把冲到下游的木板捞回来。"


def sizes(text: str) -> list[int]:
    return [line.size for line in lines(document(text))]


def test_a_word_counts_about_as_two_ideographs() -> None:
    (zh,) = sizes(SENTENCE)
    (en,) = sizes("The miller rose before the sun and opened the sluice by hand.")
    assert 28 <= zh <= 32
    assert 20 <= en <= 28


@pytest.mark.parametrize(
    "text",
    [
        "分享\n\n在看\n\n点赞\n",
        "[一条很长很长的链接文字，说的是别的文章](https://a.example/)\n",
        "Source: https://a.example/a/very/long/path/to/an/article\n",
        "## 一个标题写得再长也不是正文，只是标题而已\n",
        "![一张图片的说明写得很长很长也不算](https://a.example/x.png)\n",
    ],
)
def test_what_says_nothing(text: str) -> None:
    assert sum(sizes(text)) == 0


def test_short_verses_count() -> None:
    assert sum(sizes("船在这边，\n人在那边。\n")) > 0


def test_the_title_and_the_header_are_left_out() -> None:
    assert sizes(f"---\ntitle: 桥\n---\n\n# {SENTENCE}\n\n{SENTENCE}\n") == sizes(SENTENCE)


def test_a_long_article_is_not_looked_at() -> None:
    assert lines_up_to(document(f"{SENTENCE}\n\n" * 40), 100) is None
    assert lines_up_to(document("好的。\n\n" * 40), 30) is None


def test_a_short_article_is_whole() -> None:
    found = lines_up_to(document(f"# 桥\n\n{SENTENCE}\n\n{SENTENCE}\n"), 100)
    assert found is not None
    assert len(found) == 2


@pytest.mark.parametrize(
    "block",
    [
        SENTENCE,
        f"**{SENTENCE}**木匠说。",
        "[木匠的账本](https://a.example/)",
        "[](https://a.example/)空的链接后面还有一句话，说的是桥。",
        "[![图](https://a.example/1.png)](https://a.example/)",
        "[桥\n梁](https://a.example/)",
        "![图的\n说明](https://a.example/1.png)",
        "<https://a.example/bridge>",
        "第一行到这里。  \n第二行也到这里。",
        "短\n行\n诗",
        "下划_线和\\*星号，还有\u200b看不见的字。",
        "İstanbul 的桥 and a mill.",
        "桥 bridge　墩",
        "- 木头\n- 石头，铁钉，麻绳和桐油都要买。",
        "## 桥头",
        "```\nbuild(bridge)\n```",
        "| 月 | 米 |\n| --- | --- |\n| 三 | 1 |",
        "***",
        "<div>桥</div>",
    ],
)
def test_a_brief_line_is_the_line(block: str) -> None:
    text = document(f"# 桥\n\n{block}\n\n{SENTENCE}\n")
    whole = [(line.unit.span, line.seen.text, line.seen.bare, line.size) for line in lines(text)]
    assert [tuple(line) for line in briefs(text)] == whole


def test_brief_lines_may_begin_later() -> None:
    text = document(f"# 桥\n\n{SENTENCE}\n\n好的。\n\n{SENTENCE}\n")
    every = list(briefs(text))
    assert list(briefs(text, every[0].span.end)) == every[1:]


def test_a_short_article_is_whole_in_brief() -> None:
    found = briefs_up_to(document(f"# 桥\n\n{SENTENCE}\n\n{SENTENCE}\n"), 100)
    assert found is not None
    assert len(found) == 2
    assert briefs_up_to(document(f"{SENTENCE}\n\n" * 40), 100) is None
