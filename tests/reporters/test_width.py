"""Cells of terminals."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.reporters.width import cells, clip_end, clip_start, wrapped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("plain", 5),
        ("中文；", 6),
        ("ＡＢ", 4),
        ("e\u0301", 1),
        ("a\u200bb", 2),
        ("—…·", 3),
        ("🌟", 2),
        ("🇨🇳", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("👍🏽", 2),
        ("❤\ufe0f", 2),
        ("好\ufe0f", 2),
        ("葛\U000e0100", 2),
        ("ｱ", 1),
        ("\u0378", 1),
        ("\U0003abcd", 2),
        ("\u1112\u1161\u11ab", 2),
    ],
)
def test_cells(text: str, expected: int) -> None:
    assert cells(text) == expected


def test_clip_end() -> None:
    assert clip_end("今天天气", 8) == "今天天气"
    assert clip_end("今天天气", 7) == "今天天…"
    assert clip_end("今天天气", 6) == "今天…"
    assert clip_end("今天天气", 1) == "…"
    assert clip_end("今天天气", 0) == ""


def test_clip_end_keeps_marks_with_their_letters() -> None:
    assert clip_end("e\u0301e\u0301e\u0301", 2) == "e\u0301…"


def test_clip_start() -> None:
    assert clip_start("今天天气", 8) == "今天天气"
    assert clip_start("今天天气", 7) == "…天天气"
    assert clip_start("今天天气", 6) == "…天气"
    assert clip_start("今天天气", 1) == "…"
    assert clip_start("今天天气", 0) == ""


def test_clip_start_leaves_no_mark_without_its_letter() -> None:
    assert clip_start("好e\u0301x", 2) == "…x"
    assert clip_start("爱❤\ufe0fx", 3) == "…x"
    assert clip_start("父👨\u200d👩x", 3) == "…x"


@given(st.text(max_size=30), st.integers(0, 40))
def test_clipped_texts_fit_and_come_from_the_text(text: str, limit: int) -> None:
    for clipped, inside in ((clip_end(text, limit), text.startswith), (clip_start(text, limit), text.endswith)):
        assert cells(clipped) <= limit
        assert clipped == text or inside(clipped.strip("…") if "…" not in text else "")


@given(st.text(st.characters(categories=("Lo", "Lu", "Nd", "Po")), max_size=20))
def test_plain_characters_count_one_by_one(text: str) -> None:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    jamo = sum("\u1160" <= char <= "\u11ff" for char in text)
    assert cells(text) == len(text) + wide - jamo


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("one two three four", 9, ["one two", "three", "four"]),
        ("a-very-long-word and more", 8, ["a-very-long-word", "and more"]),
        ("一二三四五六七", 6, ["一二三", "四五六", "七"]),
        ("一二三，四五", 6, ["一二", "三，四", "五"]),  # no mark stands at the beginning of a line
        ("一二“三四”五", 6, ["一二", "“三四”", "五"]),
        ("见 LNK001 一节", 8, ["见", "LNK001", "一节"]),
    ],
)
def test_lines_are_cut_at_spaces_and_between_wide_characters(text: str, limit: int, lines: list[str]) -> None:
    assert wrapped(text, limit) == lines


def test_the_indent_of_later_lines_counts() -> None:
    assert wrapped("  one two three", 9, "    ") == ["  one two", "    three"]


@pytest.mark.parametrize(
    "text", ["The bracket is left over, or the link was torn.", "标题不在文章开头，检索时找不到它（见 LNK001）。"]
)
def test_nothing_is_lost(text: str) -> None:
    for limit in range(1, 60):
        lines = wrapped(text, limit)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        if limit >= 12:
            assert max(map(cells, lines)) <= limit
