"""Edits: which may belong together, what they make of a text, and where its places go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.model.fix import Edit, Fix, Moved, apply_edits
from lintcorpus.model.span import Span


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param([(2, 4), (0, 1)], id="out of order"),
        pytest.param([(0, 2), (1, 3)], id="overlapping"),
        pytest.param([(3, 2)], id="backwards"),
        pytest.param([(0, 5), (1, 2)], id="one in another"),
    ],
)
def test_edits_that_cannot_all_be_applied_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"^edits of a fix must be sorted and must not overlap$"):
        Fix(tuple(Edit(Span(*span), "") for span in spans))


@pytest.mark.parametrize("spans", [[], [(0, 0)], [(0, 2), (2, 3)], [(1, 1), (1, 1)]])
def test_edits_may_stand_side_by_side_and_at_the_start(spans: list[tuple[int, int]]) -> None:
    edits = tuple(Edit(Span(*span), "") for span in spans)
    assert Fix(edits).edits == edits


def test_edits_put_in_take_out_and_replace() -> None:
    edits = [Edit(Span(0, 0), "<"), Edit(Span(1, 3), ""), Edit(Span(3, 4), "XY"), Edit(Span(6, 6), ">")]
    assert apply_edits("abcdef", edits) == "<aXYef>"
    assert apply_edits("abc", []) == "abc"


def test_a_place_moves_with_what_stands_before_it_and_takes_in_what_touches_it() -> None:
    moved = Moved([Edit(Span(6, 6), "YY"), Edit(Span(2, 4), "X")])
    text = apply_edits("abcdefgh", [Edit(Span(2, 4), "X"), Edit(Span(6, 6), "YY")])
    assert text == "abXefYYgh"
    places = {
        Span(0, 1): "a",
        Span(0, 2): "ab",
        Span(2, 4): "X",
        Span(1, 5): "bXe",
        Span(4, 5): "e",
        Span(5, 6): "fYY",
        Span(6, 7): "YYg",
        Span(7, 8): "h",
        Span(0, 8): text,
    }
    for place, (start, end) in zip(places, moved.spans(places), strict=True):
        assert text[start:end] == places[place], place


def test_without_edits_places_stay() -> None:
    assert Moved([]).spans([Span(3, 5), Span(0, 0)]) == [Span(3, 5), Span(0, 0)]


@given(st.text("abc", min_size=12, max_size=12), st.lists(st.integers(0, 12), min_size=8, max_size=8))
def test_text_outside_of_all_edits_is_found_again(text: str, cuts: list[int]) -> None:
    cuts = sorted(cuts)
    edits = [Edit(Span(cuts[at], cuts[at + 1]), "xyz"[: at % 4]) for at in range(0, 8, 2)]
    kept = [Span(cuts[at] + 1, cuts[at + 1] - 1) for at in range(1, 7, 2) if cuts[at + 1] - cuts[at] > 2]
    after = apply_edits(text, edits)
    for span, (start, end) in zip(kept, Moved(edits).spans(kept), strict=True):
        assert after[start:end] == text[span.start : span.end]
