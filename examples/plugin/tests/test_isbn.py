"""What the examples of the card do not show."""

import pytest
from lintcorpus_isbn.isbn import IsbnOptions, wrong_numbers

from lintcorpus.api import Document, Hit


def found(text: str, old: bool = True) -> list[str]:
    start = text.lower().index("isbn")
    hits = [Hit("isbn", start, start + 4)]
    return [str(item.params["right"]) for item in wrong_numbers(Document("a.md", text), IsbnOptions(old), hits)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ISBN-13: 9780306406157", []),
        ("ISBN 978 0 306 40615 8", ["7"]),
        ("ISBN 0-8044-2957-X", []),
        ("ISBN 0-8044-2957-1", ["X"]),
        ("ISBN 978-0-306-40615-7-2", []),
    ],
)
def test_the_check_digit(text: str, right: list[str]) -> None:
    assert found(text) == right


def test_old_numbers_can_be_left_out() -> None:
    assert found("ISBN 0-8044-2957-1", old=False) == []
