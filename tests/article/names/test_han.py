"""Chinese names that an article sets off, and forms of them with one wrong or missing character."""

import pytest

from lintcorpus.article.names.han import han_names
from lintcorpus.article.names.han_slips import han_slips
from tests.support import document


def _slips(text: str) -> list[tuple[str, str, str]]:
    item = document(text)
    return [(item.slice(found.span), found.usual, found.kind) for found in han_slips(item)]


@pytest.mark.parametrize(
    "first",
    ["《水磨志》", "“水磨志”", "「水磨志」", "**水磨志：**", "\n\n## 水磨志\n\n", "，水磨志表示"],
)
def test_a_name_that_is_set_off_somewhere_counts(first: str) -> None:
    assert han_names(document(f"这是{first}，水磨志也好，水磨志也罢。")) == {"水磨志": 3}


def test_a_name_that_stands_twice_or_is_never_set_off_does_not_count() -> None:
    assert han_names(document("这是《水磨志》，水磨志。")) == {}
    assert han_names(document("这是水磨志，水磨志也好，水磨志也罢。")) == {}
    assert han_names(document("“我的水磨”，我的水磨，我的水磨。")) == {}


TEXT = "《潮汐水磨记》卖完了。《潮汐水磨记》又印了，读《潮汐水磨记》的人多，也有《{}》。"


def test_a_character_that_sounds_alike_is_a_slip() -> None:
    assert _slips(TEXT.format("潮夕水磨记")) == [("潮夕水磨记", "潮汐水磨记", "sound")]


@pytest.mark.parametrize("other", ["潮汐风磨记", "潮汐水磨", "水磨记", "潮汐水磨记二"])
def test_another_name_is_none(other: str) -> None:
    assert _slips(TEXT.format(other)) == []


def test_a_form_that_stands_often_is_none() -> None:
    assert _slips(TEXT.format("潮夕水磨记") + "《潮夕水磨记》。") == []


def test_a_missing_character_leaves_no_word() -> None:
    text = "“计算机”贵，计算机大，计算机响，计算机热，买{}的人少。"
    assert _slips(text.format("计机")) == [("计机", "计算机", "missing")]
    assert _slips(text.format("设计机器")) == []


def test_a_compound_may_have_another_last_character() -> None:
    assert _slips("“安全客”好，安全客快，安全客新，安全客也开安全课。") == []


def test_the_parts_of_a_long_text_are_looked_at_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lintcorpus.article.names.han._LONGEST_PART", 20)
    article = TEXT.format("潮夕水磨记") + "\n"
    assert _slips(article * 3) == [("潮夕水磨记", "潮汐水磨记", "sound")] * 3
    assert han_names(document(f"{article}# 看不见的桥\n\n看不见的桥，看不见的桥。\n{article}")) == {"潮汐水磨记": 6}


def test_the_wrong_form_may_be_the_one_that_is_set_off() -> None:
    text = "他说“潮夕水磨”好看。潮汐水磨不大，潮汐水磨不小，去看潮汐水磨的人多。"
    assert _slips(text) == [("潮夕水磨", "潮汐水磨", "sound")]


@pytest.mark.parametrize(
    ("usual", "rare"),
    [("新能源汽车", "新能源车"), ("服务器端", "服务端"), ("规模化假设", "规模假设"), ("计算机科学", "计算科学")],
)
def test_a_short_form_is_no_slip(usual: str, rare: str) -> None:
    assert _slips(f"“{usual}”不大，{usual}不小，{usual}很远，{usual}很近。这里说到了{rare}，后来没有。") == []


def test_a_word_that_lost_a_character_is_one() -> None:
    usual = "购物中心"
    text = f"“{usual}”不大，{usual}不小，{usual}很远，{usual}很近。这里说到了购中心，后来没有。"
    assert _slips(text) == [("购中心", usual, "missing")]
