"""Lines that define labels."""

import pytest

from lintcorpus.markdown.definitions import defined_label, is_defined_target
from tests.support import document


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("[1]: https://example.com", "1"),
        ("> [a list]:https://example.com", "a list"),
        ("  - [^2]: 一句话", "^2"),
        ("见[1]: https://example.com", None),
        ("[1] : https://example.com", None),
        ("[[1]]: https://example.com", None),
    ],
)
def test_label_of_a_line(line: str, label: str | None) -> None:
    source = document(f"正文\n{line}\n")
    span = defined_label(source, 3)
    assert (source.slice(span) if span is not None else None) == label


def test_target_is_what_follows_the_label() -> None:
    text = "[1]: <https://example.com/a> 见 https://example.com/b\n[^1]: https://example.com/c\n"
    places = [text.index(f"https://example.com/{name}") for name in "abc"]
    assert [is_defined_target(document(text), place) for place in places] == [True, False, False]
