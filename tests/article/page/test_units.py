"""Lines as their author set them, and what a reader sees of them."""

import pytest

from lintcorpus.article.page.units import Plain, first_letter, plain, units_of
from lintcorpus.model.span import Span
from tests.support import document


def seen(text: str) -> Plain:
    source = document(text)
    (unit,) = units_of(source, 0)
    return plain(source, unit)


def test_hard_breaks_part_a_paragraph() -> None:
    long = "三行，说的是同一件事\n还是三行，因为这一行很长，长到接不进上一行里去，所以谁也不知道上一行是谁断开的"
    source = document(f"一行  \n两行\\\n{long}\n")
    assert [source.slice(unit.span) for unit in units_of(source, 0)] == ["一行", "两行", long]


def test_a_hard_break_inside_a_link_parts_nothing() -> None:
    source = document("[一座  \n桥](https://a.example)  \n来源\n")
    assert [source.slice(unit.span) for unit in units_of(source, 0)] == ["[一座  \n桥](https://a.example)", "来源"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("**（****关注公****众号**）\n", "（关注公众号）"),
        ("点这里 👇关注\u200b我\n", "点这里👇关注我"),
        (
            "The bridge is open again, so follow us\non *Mastodon*\n",
            "the bridge is open again, so follow us on mastodon",
        ),
        ("看![图](https://a.example/1.png)这里\n", "看这里"),
        ("\\--END--\n", "--end--"),
        ("## 往期 回顾\n", "往期回顾"),
    ],
)
def test_plain_text_has_no_markup(text: str, line: str) -> None:
    assert seen(text).text == line


def test_bare_text_leaves_links_out() -> None:
    assert seen("推荐：[一座桥](https://a.example)，完\n").bare == "推荐： ，完"


def test_every_character_knows_its_source() -> None:
    text = "**（****关注公****众号**） The bridge is open, so follow\nus [on](https://a.example) X\n"
    shown = seen(text)
    for at, char in enumerate(shown.text):
        if char != " ":
            assert text[shown.source(at)].lower() == char
            assert shown.offset(shown.source(at)) == at


def test_sentences_follow_each_other_without_gaps() -> None:
    shown = seen("来了。“走吧！”他说；Then it ended. 3.5 metres\n")
    parts = [shown.text[start:end] for start, end in shown.sentences()]
    assert parts == ["来了。", "“走吧！”", "他说；", "then it ended. ", "3.5 metres"]
    assert "".join(parts) == shown.text


def test_a_line_end_that_no_tool_made_parts_a_paragraph() -> None:
    source = document("Get a demo\nShare this\n" + "word " * 15 + "and\nthe rest of it\n")
    assert [len(source.slice(unit.span)) for unit in units_of(source, 0)] == [10, 10, 93]
    prose = document("word " * 40 + "ends.\nAnd another line of it that is long enough to be one.\n")
    assert len(units_of(prose, 0)) == 2
    wrapped = document(
        "昨天有人竞相解读Sam\nAltman的年终长文，热衷于炒作已知如何构建的话题，标题充斥，观点纷杂，没有要义。\n"
    )
    assert len(units_of(wrapped, 0)) == 1


def test_size_counts_ideographs() -> None:
    assert seen("一二三四五六七八九十\n").size == 10
    assert seen("twenty five letters, all\n").size == 9


def test_nothing_has_no_sentences() -> None:
    assert seen("![](https://a.example/1.png)\n").sentences() == []
    assert Plain("", "").offset(7) == 0
    assert Span(0, 0) == (0, 0)


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("Über\n", "ü"),
        ("[![](https://a.example/1.png)桥](https://b.example)\n", "桥"),
        ("**（完）**\n", "完"),
        ("---\n", ""),
    ],
)
def test_the_first_letter_is_the_first_that_a_reader_sees(text: str, letter: str) -> None:
    assert first_letter(document(text), 0) == letter


def test_white_space_of_any_kind_parts_words() -> None:
    line = seen("the old\u3000bridge\xa0is  open，欢迎 Visit us\t今天\n")
    assert (line.text, line.bare) == (
        "the old bridge is open，欢迎visit us今天",
        "the old bridge is open，欢迎 visit us 今天",
    )


def test_a_capital_that_grows_in_lower_case_stays() -> None:
    line = seen("İki taş kapı\n")
    assert line.text.startswith("İ")
    assert line.source(len(line.text) - 1) == len("İki taş kapı") - 1
