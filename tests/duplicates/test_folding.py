"""Letters of texts: the same in both ways of finding them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.duplicates.folding import folded
from lintcorpus.duplicates.folding_arrays import folded_long
from lintcorpus.duplicates.folding_plain import folded_short


@given(st.text(max_size=200))
def test_both_ways_find_the_same(text: str) -> None:
    assert folded_long(text) == folded_short(text) == folded(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Don’t, STOP!\n", "dontstop"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ１２", "fullwidth12"),
        ("café cafe\u0301", "cafecafe"),
        ("渡口，“夜航”。", "渡口夜航"),
        ("한국 カナ", "한국カナ"),
        ("a\x1eb🚢\ud800", "ab"),
    ],
)
def test_what_is_a_letter(text: str, said: str) -> None:
    assert folded(text) == said
