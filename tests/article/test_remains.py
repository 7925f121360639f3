"""What is left of an article: what its lines say, and when nothing more is looked at."""

import pytest

from lintcorpus.article.remains import lines, lines_up_to
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
