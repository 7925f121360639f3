"""Source lines cut to the width of a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.model.finding import Frame
from lintcorpus.reporters.frame import Cut, cut, matched
from lintcorpus.reporters.width import cells

WHOLE = (False, False, False)


def test_a_short_line_stays_whole() -> None:
    assert cut(Frame("天气，", "很很", "好。", WHOLE), 40) == ("天气，", "很很", "好。")


@pytest.mark.parametrize(
    ("before", "match", "carets"),
    [
        ("abc", "de", "   ^^"),
        ("天气", "很很", "    ^^^^"),
        ("😀e\u0301", "中a", "   ^^^"),
        ("a\tb", "\t", "   ^"),
        ("ab", "", "  ^"),
        ("零\u200b", "x", " " * 10 + "^"),
    ],
)
def test_carets_stand_under_the_match(before: str, match: str, carets: str) -> None:
    assert cut(Frame(before, match, "尾", WHOLE), 60).carets == carets


@pytest.mark.parametrize(
    ("match", "shown"), [("\u200b", "<U+200B>"), ("\u0301", "<U+0301>"), ("\u200d\ufe0f", "<U+200D><U+FE0F>")]
)
def test_a_match_that_cannot_be_seen_is_named(match: str, shown: str) -> None:
    assert matched(Frame("e", match, "x", WHOLE)) == shown


def test_text_that_the_engine_left_out_is_marked() -> None:
    assert cut(Frame("前", "中", "后", (True, True, True)), 40) == ("…前", "中…", "后…")
    assert cut(Frame("前", "中", "后", (True, True, True)), 40).carets == "   ^^^"


def test_a_long_line_is_cut_on_both_sides() -> None:
    assert cut(Frame("前" * 50, "错字", "后" * 50, WHOLE), 24) == ("…" + "前" * 4, "错字", "后" * 5 + "…")


def test_a_side_gets_the_room_that_the_other_does_not_need() -> None:
    assert cut(Frame("前前", "错字", "后" * 50, WHOLE), 24) == ("前前", "错字", "后" * 7 + "…")
    assert cut(Frame("前" * 50, "错字", "后", WHOLE), 24) == ("…" + "前" * 8, "错字", "后")


def test_a_long_match_is_cut_and_keeps_some_neighbours() -> None:
    shown = cut(Frame("前" * 50, "错" * 50, "后" * 50, WHOLE), 40)
    assert shown == ("…" + "前" * 4, "错" * 9 + "…", "后" * 5 + "…")
    assert shown.carets == " " * 9 + "^" * 19


def test_long_urls_beside_the_match_are_shortened() -> None:
    url = "https://img.example.com/photos/2024/05/31/very-long-identifier/cover_640.png"
    frame = Frame(f"![图]({url}) 见（{url}）与", "的的", f"<{url}> 和 https://example.com/a", WHOLE)
    short = "https://img.example.com/…er_640.png"
    assert cut(frame, 200) == (f"![图]({short}) 见（{short}）与", "的的", f"<{short}> 和 https://example.com/a")


def test_a_url_in_the_match_stays() -> None:
    url = "https://img.example.com/photos/2024/05/31/very-long-identifier/cover_640.png"
    assert cut(Frame("[图](", url, ")", WHOLE), 200).match == url


PIECE = st.text(st.sampled_from("ab中文，😀\u0301\u200b\t\x1b/ "), max_size=40)


@given(PIECE, PIECE, PIECE, st.tuples(st.booleans(), st.booleans(), st.booleans()), st.integers(20, 60))
def test_every_frame_fits(before: str, match: str, after: str, clipped: tuple[bool, bool, bool], width: int) -> None:
    shown: Cut = cut(Frame(before, match, after, clipped), width)
    assert sum(map(cells, shown)) <= width
    assert bool(shown.match) == bool(match or clipped[1])
    assert not any(char in "".join(shown) for char in "\t\x1b\u200b\n")
