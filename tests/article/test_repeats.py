"""Common runs of paragraphs, and where two texts differ."""

import pytest

from lintcorpus.article.repeats import FARTHEST, differences, repeats
from lintcorpus.model.span import Span
from tests.support import document

SHARED = "学徒把三把锁拆开又装上，装到第三把的时候多出来一只弹簧"
FIRST = f"师父什么也没有说，{SHARED}，师父还是什么也没有说。"
SECOND = f"后来他讲给自己的徒弟听：{SHARED}！徒弟问那只弹簧后来怎么样了。"


def test_the_run_is_as_long_as_it_can_be() -> None:
    (found,) = repeats(document(f"{FIRST}\n\n---\n\n{SECOND}\n"))
    assert (found.earlier, found.later) == (0, 2)
    assert (found.at, found.again, found.length) == (8, 11, 26)


def test_a_clause_of_three_paragraphs_proves_nothing() -> None:
    third = f"第三天换了一个徒弟来：{SHARED}。没有人觉得奇怪，除了那只弹簧。"
    assert repeats(document(f"{FIRST}\n\n{SECOND}\n\n{third}\n")) == ()


def test_header_lines_lists_and_quotations_are_not_compared() -> None:
    assert repeats(document(f"> {FIRST}\n\n* {SECOND}\n\n{SECOND}\n")) == ()


@pytest.mark.parametrize(("count", "compared"), [(400, FARTHEST), (1000, 0)])
def test_neither_far_nor_endless_paragraphs_are_compared(count: int, compared: int) -> None:
    said = [f"第{at}间屋子的门牌是用粉笔写上去的而且写反了" for at in range(count)]
    text = "，".join(said) + "。\n\n" + "\n\n".join(f"{clause}，后来有人用袖子擦掉了一半。" for clause in said) + "\n"
    assert len([item for item in repeats(document(text)) if item.earlier == 0]) == compared


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("abcdefghij", "abcdefghij", []),
        ("abcdefghijklmn", "abcdeXghijklmn", [(Span(5, 6), Span(5, 6))]),
        ("abcdefghijklmn", "abcdefghXYijklmn", [(Span(8, 8), Span(8, 10))]),
        ("abcdefghij", "abcdefghijkl", [(Span(10, 10), Span(10, 12))]),
        ("abcdefghijklmn", "abcXYZWVUTghijklmn", None),
    ],
)
def test_differences(first: str, second: str, found: list[tuple[Span, Span]] | None) -> None:
    assert differences(first, second, 3) == found
