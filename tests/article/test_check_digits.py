"""Check digits: one wrong digit is enough."""

import pytest

from lintcorpus.article.check_digits import is_identity_number, is_luhn


def test_a_right_identity_number() -> None:
    assert is_identity_number("110101199003070011")
    assert is_identity_number("44010119900307000x")


@pytest.mark.parametrize(
    "number",
    [
        "110101199003070012",  # check digit
        "110101199013070011",  # no such month
        "110101199002300011",  # no such day
        "990101199003070011",  # no such province
        "110101180003070010",  # nobody is so old
    ],
)
def test_a_wrong_identity_number(number: str) -> None:
    assert not is_identity_number(number)


@pytest.mark.parametrize("at", range(16))
def test_every_digit_of_a_card_counts(at: int) -> None:
    number = "4532015112830366"
    assert is_luhn(number)
    assert not is_luhn(number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :])
