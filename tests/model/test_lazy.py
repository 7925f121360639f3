"""Patterns that are compiled when they are first used."""

import re

import pytest

from lintcorpus.model.lazy import lazy


def test_it_does_what_the_compiled_pattern_does() -> None:
    found = lazy(r"(\d+)-(?P<end>\w)", re.IGNORECASE)
    for _ in range(2):
        match = found.search("a 12-B 3-c")
        assert match is not None
        assert (match[1], match["end"]) == ("12", "B")
        assert found.findall("1-a 2-b") == [("1", "a"), ("2", "b")]
        assert found.sub("", "x1-a") == "x"
    assert (found.pattern, found.groups) == (r"(\d+)-(?P<end>\w)", 2)
    assert lazy(rb"\xff").search(b"a\xff") is not None


def test_what_is_wrong_shows_at_the_first_use() -> None:
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.search("a")


def test_it_has_nothing_else() -> None:
    with pytest.raises(AttributeError):
        lazy("a").unknown  # type: ignore[attr-defined]  # noqa: B018
