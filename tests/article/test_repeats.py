"""Common runs of paragraphs."""

import pytest

from lintcorpus.article.repeats import repeats, weight
from tests.support import document

SHARED = "学徒把三把锁拆开又装上，装到第三把的时候多出来一只弹簧"
FIRST = f"师父什么也没有说，{SHARED}，师父还是什么也没有说。"
SECOND = f"后来他讲给自己的徒弟听：{SHARED}！徒弟问那只弹簧后来怎么样了。"


def test_the_run_is_as_long_as_it_can_be() -> None:
    (found,) = repeats(document(f"{FIRST}\n\n---\n\n{SECOND}\n"))
    assert (found.earlier, found.later) == (0, 2)
    assert (found.at, found.again, found.length) == (8, 11, 26)


def test_a_piece_pairs_a_paragraph_with_the_last_one_that_holds_it() -> None:
    third = f"第三天换了一个徒弟来：{SHARED}。没有人觉得奇怪，除了那只弹簧。"
    found = repeats(document(f"{FIRST}\n\n{SECOND}\n\n{third}\n"))
    assert [(item.earlier, item.later) for item in found] == [(0, 1), (1, 2)]


def test_what_stands_twice_in_one_paragraph_is_found() -> None:
    (found,) = repeats(document(f"{FIRST}{SECOND}\n"))
    assert (found.earlier, found.later, found.length) == (0, 0, 26)
    assert found.at < found.again


def test_edits_spoil_only_the_pieces_they_stand_in() -> None:
    edited = FIRST.replace("三把锁", "三吧锁").replace("多出来", "多来")
    (found,) = repeats(document(f"{FIRST}\n\n{edited}\n"))
    assert (found.earlier, found.later) == (0, 1)


def test_header_lines_lists_and_quotations_are_not_compared() -> None:
    assert repeats(document(f"> {FIRST}\n\n* {SECOND}\n\n{SECOND}\n")) == ()


def test_a_paragraph_has_few_rivals_and_an_endless_one_has_none() -> None:
    said = [f"第{at}间屋子的门牌是用粉笔写上去的而且写反了" for at in range(40)]
    short = "\n\n".join(f"{clause}，后来有人用袖子擦掉了一半。" for clause in said)
    found = repeats(document(f"{short}\n\n{'，'.join(said)}。\n"))
    assert 1 <= sum(item.later == 40 for item in found) <= 3
    endless = "，".join(f"{clause}{at}" for at, clause in enumerate(said * 12))
    assert all(item.later < 40 for item in repeats(document(f"{short}\n\n{endless}。\n")))


@pytest.mark.parametrize(("text", "expected"), [("天地", 2.0), ("abcde", 3.0), ("天地abcde", 5.0), ("", 0.0)])
def test_weight(text: str, expected: float) -> None:
    assert weight(text) == pytest.approx(expected)
