"""What texts have in common: the same in both ways of finding it."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.duplicates.common import common
from lintcorpus.duplicates.common_arrays import common_of_many
from lintcorpus.duplicates.common_plain import Common, common_of_few

_BIG = st.sampled_from([value << 40 for value in range(12)])
_texts = st.lists(st.lists(_BIG, max_size=8), min_size=1, max_size=9)


def _row(texts: list[list[int]]) -> "array[int]":
    return array("Q", [value for text in texts for value in text])


@given(_texts, st.sampled_from([0.1, 0.3, 0.5, 1.0]), st.integers(1, 4))
def test_both_ways_find_the_same(texts: list[list[int]], least: float, many: int) -> None:
    counts = [len(text) for text in texts]
    found = common_of_few(_row(texts), counts, least, many)
    assert common_of_many(_row(texts), counts, least, many) == found == common(_row(texts), counts, least, many)


def test_what_is_said_of_texts() -> None:
    texts = [[1 << 40, 2 << 40, 3 << 40, 3 << 40], [9 << 40], [3 << 40, 1 << 40, 7 << 40]]
    found = common(_row(texts), [4, 1, 3], 0.5, 1)
    assert found == Common([3, 1, 3], [(0, 2)], {0: array("I", [0, 1]), 2: array("I", [0, 1])}, {0: [0, 2], 1: [0, 2]})


def test_a_crowd_pairs_each_with_its_first_holders_only() -> None:
    found = common(_row([[5 << 40]] * 9), [1] * 9, 1.0, 20)
    assert len(found.pairs) == 8 + 7 + 6 + 5
