"""Common runs of paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.article.normal import normal_blocks
from lintcorpus.article.repeats.paragraphs import repeats, weight
from tests.support import document

SHARED = "学徒把三把锁拆开又装上，装到第三把的时候多出来一只弹簧"
FIRST = f"师父什么也没有说，{SHARED}，师父还是什么也没有说。"
SECOND = f"后来他讲给自己的徒弟听：{SHARED}！徒弟问那只弹簧后来怎么样了。"

ENGLISH = "The apprentice took the three locks apart, put them together again and had one small spring left over."


def test_the_run_is_as_long_as_it_can_be() -> None:
    (found,) = repeats(document(f"{FIRST}\n\n---\n\n{SECOND}\n"))
    assert (found.earlier, found.later) == (0, 2)
    assert (found.at, found.again, found.length) == (8, 11, 26)


def test_what_stands_in_three_paragraphs_pairs_them_all() -> None:
    third = f"第三天换了一个徒弟来：{SHARED}。没有人觉得奇怪，除了那只弹簧。"
    found = repeats(document(f"{FIRST}\n\n{SECOND}\n\n{third}\n"))
    assert sorted((item.earlier, item.later) for item in found) == [(0, 1), (0, 2), (1, 2)]


def test_what_stands_in_many_paragraphs_pairs_none() -> None:
    assert repeats(document("\n\n".join(f"第{at}天，{SHARED}，又一天。" for at in range(200)))) == ()


def test_what_stands_twice_in_one_paragraph_is_found() -> None:
    (found,) = repeats(document(f"{FIRST}{SECOND}\n"))
    assert (found.earlier, found.later, found.length) == (0, 0, 26)
    assert found.at < found.again


@pytest.mark.parametrize("step", [10, 13, 17])
def test_edits_spoil_only_the_grams_they_stand_in(step: int) -> None:
    for text in (FIRST, ENGLISH):
        edited = "".join("火" if at % step == step - 1 else char for at, char in enumerate(text))
        (found,) = repeats(document(f"{text}\n\n{edited}\n"))
        assert (found.earlier, found.later) == (0, 1)


@given(st.lists(st.text("天地人一把锁thes", min_size=26, max_size=90), min_size=2, max_size=5))
def test_a_run_stands_in_both_places_and_cannot_be_longer(texts: list[str]) -> None:
    source = document("\n\n".join(texts))
    normal = normal_blocks(source)
    for earlier, later, at, again, length in repeats(source):
        first, second = normal[earlier], normal[later]
        assert first[at : at + length] == second[again : again + length]
        if length and earlier != later:
            assert not at or not again or first[at - 1] != second[again - 1]
            assert first[at + length : at + length + 1] != second[again + length : again + length + 1] or not (
                first[at + length :] and second[again + length :]
            )
        if earlier == later:
            assert at + length <= again


def test_header_lines_lists_and_quotations_are_not_compared() -> None:
    assert repeats(document(f"> {FIRST}\n\n* {SECOND}\n\n{SECOND}\n")) == ()


def test_an_endless_paragraph_is_not_compared() -> None:
    endless = "，".join(f"第{at}间屋子的门牌是用粉笔写上去的而且写反了" for at in range(600))
    assert repeats(document(f"{FIRST}{endless}。\n\n{FIRST}\n")) == ()


@pytest.mark.parametrize(("text", "expected"), [("天地", 2.0), ("abcde", 3.0), ("天地abcde", 5.0), ("", 0.0)])
def test_weight(text: str, expected: float) -> None:
    assert weight(text) == pytest.approx(expected)
