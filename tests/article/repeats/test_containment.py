"""What two texts are to each other by what they share."""

import pytest

from lintcorpus.article.repeats.containment import FEWEST, Shares


@pytest.mark.parametrize(
    ("shares", "copies", "contained", "relation"),
    [
        (Shares(90, 100, 100), True, False, "copy"),
        (Shares(50, 100, 100), True, False, "copy"),
        (Shares(49, 100, 100), False, False, "copy"),
        (Shares(95, 100, 400), False, True, "contained"),
        (Shares(95, 400, 100), False, True, "contains"),
        (Shares(60, 100, 400), False, False, "copy"),
        (Shares(FEWEST - 2, FEWEST - 1, 400), False, False, "contained"),
        (Shares(FEWEST // 2 + 1, FEWEST - 1, FEWEST - 1), False, False, "copy"),
        (Shares(FEWEST - 1, FEWEST - 1, FEWEST - 1), True, False, "copy"),
        (Shares(0, 0, 0), False, False, "copy"),
    ],
)
def test_relations(shares: Shares, copies: bool, contained: bool, relation: str) -> None:
    assert shares.are_copies(0.5) is copies
    assert shares.is_contained(0.5) is contained
    assert shares.relation == relation


def test_shares_of_each() -> None:
    shares = Shares(30, 40, 60)
    assert (shares.of_first, shares.of_second, shares.of_shorter) == (0.75, 0.5, 0.75)
