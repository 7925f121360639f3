"""Places where strings and near misses of fixed words may stand: all of them, with numpy and without."""

import random
import sys
from collections.abc import Iterator

import pytest

from lintcorpus.article.words.idioms import NearMiss, fixed_words
from lintcorpus.article.words.many_strings import ManyStrings, has_ideographs
from lintcorpus.article.words.windows import Windows
from lintcorpus.article.words.windows_plain import NOWHERE

STRINGS = ManyStrings(["震憾", "一愁莫展", "收到了很大影响", "坐客《", "灯塔", "灯塔下", "javascirpt", "t血", "愠"])
WINDOWS = Windows(STRINGS.by_beginning, fixed_words().heads, fixed_words().tails)


def articles() -> Iterator[str]:
    """Texts of common characters, fixed words, some with one character changed, strings, emoji and letters."""
    chance = random.Random(7)
    words = fixed_words().words
    chars = "".join(words[::40])
    for length in (0, 1, 3, 40, 900):
        pieces = []
        for _ in range(length):
            word = list(chance.choice(words))
            if chance.random() < 0.7:
                word[chance.randrange(len(word))] = chance.choice(chars)
            string = chance.choice(
                ["震憾", "一愁莫展", "收到了很大影响", "坐客《旅人》", "灯塔下", "JavaScirpt", "T血", "🚢"]
            )
            pieces += ["".join(word), chance.choice([string, "，", "。\n\n", " the boat ", chance.choice(chars)])]
        yield "".join(pieces)


def with_and_without_numpy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Twice: as if numpy were not there, and with it."""
    import numpy

    with monkeypatch.context() as patch:
        patch.delitem(sys.modules, "numpy")
        yield
    assert sys.modules["numpy"] is numpy
    yield


def near(text: str, starts: object, ends: object) -> list[NearMiss]:
    return sorted({*fixed_words().near_misses(text, starts, ends, ())})  # type: ignore[arg-type]


def test_nothing_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in articles():
        lower = STRINGS.folded(text)
        everywhere = range(len(text) + 1)
        hits = sorted(
            (string, start, start + len(string))
            for string in ["震憾", "一愁莫展", "收到了很大影响", "坐客《", "灯塔", "灯塔下", "javascirpt", "t血", "愠"]
            for start in everywhere
            if lower.startswith(string, start)
        )
        misses = near(text, everywhere, everywhere)
        assert len(text) < 5000 or (len(hits) > 100 and len(misses) > 10)
        for _ in with_and_without_numpy(monkeypatch):
            places = WINDOWS.candidates(lower)
            assert sorted(STRINGS.hits(lower, places.strings)) == hits
            assert near(text, places.heads, places.tails) == misses


def test_a_long_text_is_looked_at_in_pieces_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(articles())
    whole = WINDOWS.candidates(text)
    for piece in (7, 100, len(text) - 1):
        monkeypatch.setattr("lintcorpus.article.words.windows._PIECE", piece)
        places = WINDOWS.candidates(text)
        assert [*map(set, places)] == [*map(set, whole)]


def test_few_places_are_looked_at_in_vain() -> None:
    import numpy  # noqa: F401

    text = "".join(articles())
    places = WINDOWS.candidates(text)
    hits = STRINGS.hits(text, places.strings)
    assert len(places.strings) < 1.2 * len(hits)


def test_what_begins_with_letters_is_found_anywhere() -> None:
    text = STRINGS.folded("A page about JavaScirpt, İstanbul and nothing else.")
    assert STRINGS.hits(text, NOWHERE.strings) == [("javascirpt", 13, 23)]
    assert set(STRINGS.others) == {"javascirpt", "t血", "愠"}


def test_case_is_left_alone_where_no_string_has_any() -> None:
    text = "ABC 灯塔"
    assert ManyStrings(["灯塔"]).folded(text) is text


@pytest.mark.parametrize(("text", "expected"), [("", False), ("dock", False), ("“dock” 🚢 船", False), ("a码头", True)])
def test_ideographs_are_seen(text: str, expected: bool) -> None:
    assert has_ideographs(text) is expected
