"""What texts have in common is told alike with and without numpy."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.article.repeats.sharing_arrays import shared_by_many
from lintcorpus.article.repeats.sharing_plain import HOLDERS, shared_by_few

_PRINTS = st.lists(st.sets(st.integers(0, 2**64 - 1) | st.integers(0, 20)), min_size=1, max_size=12)


def _bytes(values: set[int]) -> bytes:
    return array("Q", sorted(values)).tobytes()


@given(_PRINTS)
def test_both_ways_find_the_same(texts: list[set[int]]) -> None:
    prints = [_bytes(values) for values in texts]
    assert list(shared_by_many(prints)) == list(shared_by_few(prints))


@given(_PRINTS)
def test_counts_are_exact_where_few_texts_hold_a_print(texts: list[set[int]]) -> None:
    some = texts[: HOLDERS + 1]
    found = {(first, second): count for first, second, count in shared_by_few([_bytes(item) for item in some])}
    pairs = [(first, second) for second in range(len(some)) for first in range(second)]
    assert found == {pair: count for pair in pairs if (count := len(some[pair[0]] & some[pair[1]]))}


def test_what_stands_everywhere_pairs_each_text_with_the_first_ones_only() -> None:
    found = list(shared_by_few([_bytes({7})] * 100))
    assert len(found) < HOLDERS * 100
    assert {first for first, _, _ in found} == set(range(HOLDERS))


@given(_PRINTS, st.floats(0, 1))
def test_only_pairs_that_share_too_little_may_be_left_out(texts: list[set[int]], least: float) -> None:
    prints = [_bytes(values) for values in texts]
    found = set(shared_by_many(prints, least))
    every = set(shared_by_many(prints))
    enough = {(first, second, count) for first, second, count in every if count / len(texts[second]) >= least}
    assert enough <= found <= every
