"""Near misses of fixed words, and what the lexicon says of a piece of text."""

import pytest

from lintcorpus.article.words.chinese import is_traditional, lexicon
from lintcorpus.article.words.idioms import NEAR_SOUND, PART, SHAPE, SOUND, fixed_words
from tests.support import document


def near(text: str, accepted: tuple[str, ...] = ()) -> set[tuple[str, str, str]]:
    """What is found at every place of a text: piece, right word, likeness."""
    places = range(len(text) + 1)
    found = fixed_words().near_misses(text, places, places, accepted)
    return {(text[item.span.start : item.span.end], item.right, item.alike) for item in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他对路线了如直掌，从不看图", ("了如直掌", "了如指掌", SOUND)),
        ("渔民各抒已见，吵到天亮", ("各抒已见", "各抒己见", SHAPE)),
        ("船长可趁之机都不放过", ("可趁之机", "可乘之机", NEAR_SOUND)),
        ("灯塔是当之无愠的地标", ("当之无愠", "当之无愧", PART)),
    ],
)
def test_what_the_characters_share_is_told(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in near(text)


@pytest.mark.parametrize(
    "text",
    ["他对路线了如指掌", "他对路线了如火掌", "五湖三海都去过", "此事不必小题大作", "他走了，如直掌一般的叶子落下来"],
)
def test_nothing_is_near(text: str) -> None:
    assert near(text) == set()


def test_an_accepted_form_is_right() -> None:
    assert near("他对路线了如直掌", ("了如直掌",)) == set()


def test_every_word_stands_under_both_its_ends() -> None:
    fixed = fixed_words()
    assert len(fixed.words) > 10_000
    assert list(fixed.words) == sorted(set(fixed.words))
    assert set(fixed.words) == {word for line in fixed.tails.values() for word in line.split()[1:]}
    for table, ends in ((fixed.heads, slice(2)), (fixed.tails, slice(-2, None))):
        for pair, line in table.items():
            assert line[:2] == pair
            assert line[2] in " +"
            assert line.endswith(" ")
            assert {word[ends] for word in line.split()[1:]} == {pair}


def test_two_characters_that_stand_in_many_texts_are_not_enough() -> None:
    fixed = fixed_words()
    assert fixed.heads["中国"][2] == "+"
    assert fixed.heads["了如"][2] == " "


def test_words_that_cross_a_border_are_seen() -> None:
    words = lexicon()
    assert words.crosses("结合做到", 1, 3)  # 结合 begins before it
    assert words.crosses("他在次品架前", 1, 3)  # 次品 ends behind it
    assert not words.crosses("他在次说", 1, 3)


def test_the_cheapest_words_make_up_a_text() -> None:
    words = lexicon()
    assert words.cost("一个") <= words.cost("一") + words.cost("个")
    assert words.cost("") == 0
    assert words.per_million("我们") > words.per_million("了如指掌") > 0
    assert words.per_million("鑫鑫鑫鑫") == 0


def test_all_words_of_the_lexicon_can_be_listed() -> None:
    costs = lexicon().costs
    words = list(costs)
    assert len(words) == len(costs) == len(set(words)) > 100_000
    assert all(word in costs and costs[word] > 0 for word in words[::97])
    assert "" not in costs
    assert costs.get("鑫鑫鑫鑫") is None
    with pytest.raises(KeyError):
        costs["鑫鑫鑫鑫"]


def test_readings_are_those_of_a_character() -> None:
    likeness = fixed_words().likeness
    assert likeness.sounds["行"] >= {"xing", "hang"}
    assert likeness.readings["丟丟"].sounds == frozenset()


def test_traditional_text_is_told() -> None:
    assert is_traditional(document("我們說這個國家的時候，他們還沒有來過。"))
    assert not is_traditional(
        document(
            "我们说这个国家的时候，他们还没有来过，只有招牌写着“國”字。"
            + "雨下了一整天，巷口的石板路亮得像一面镜子。" * 5
        )
    )
