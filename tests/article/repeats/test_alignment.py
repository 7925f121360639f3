"""How two texts that are nearly the same lie against each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.article.repeats.alignment import align
from lintcorpus.model.span import Span

SHORT = st.text("abcd", max_size=14)


@pytest.mark.parametrize(
    ("first", "second", "similarity", "gaps"),
    [
        ("abcdefghij", "abcdefghij", 1.0, ()),
        ("abcdefghij", "abcdXfghij", 0.9, ((Span(4, 5), Span(4, 5)),)),
        ("abcdefgh", "abcdXYefgh", 16 / 18, ((Span(4, 4), Span(4, 6)),)),
        ("abcdefgh", "abcdefghijkl", 0.8, ((Span(8, 8), Span(8, 12)),)),
        ("", "ab", 0.0, ((Span(0, 0), Span(0, 2)),)),
    ],
)
def test_gaps(first: str, second: str, similarity: float, gaps: tuple[tuple[Span, Span], ...]) -> None:
    found = align(first, second, 0.0)
    assert found is not None
    assert found.similarity == pytest.approx(similarity)
    assert found.gaps == gaps


def test_texts_that_are_less_alike_are_not_aligned() -> None:
    assert align("abcdefgh", "abcdXYZW", 0.6) is None
    assert align("abcdefgh", "abcdXYZW", 0.5) is not None


@given(SHORT, SHORT)
def test_as_much_is_common_as_can_be_and_the_rest_is_the_same(first: str, second: str) -> None:
    found = align(first, second, 0.0)
    if not first and not second:
        assert found is None
        return
    assert found is not None
    assert found.similarity == pytest.approx(2 * _common(first, second) / (len(first) + len(second)))
    at = again = 0
    for gap, other in (*found.gaps, (Span(len(first), len(first)), Span(len(second), len(second)))):
        assert first[at : gap.start] == second[again : other.start]
        at, again = gap.end, other.end


def _common(first: str, second: str) -> int:
    """The length of the longest common subsequence, by the book."""
    row = [0] * (len(second) + 1)
    for char in first:
        following = [0]
        for at, other in enumerate(second):
            following.append(row[at] + 1 if char == other else max(row[at + 1], following[at]))
        row = following
    return row[-1]
