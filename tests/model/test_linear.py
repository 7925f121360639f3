"""Patterns match as written, at the right places, in linear time."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from lintcorpus.model.linear import LinearPattern, _is_surely_linear, require_linear
from lintcorpus.model.span import Span


def test_places_are_in_code_points_of_the_whole_text() -> None:
    text = "前文👍，第12页与第345页，后文"
    found = list(LinearPattern(r"第([0-9]+)页").matches(text, 2, len(text), 1))
    assert [text[whole.start : whole.end] for whole, _ in found] == ["第12页", "第345页"]
    assert [text[part.start : part.end] for _, part in found] == ["12", "345"]


def test_what_stands_before_the_window_counts_and_what_stands_behind_does_not() -> None:
    text = "concatenate cat"
    word = LinearPattern(r"\bcat")
    assert not word.is_at(text, 3, len(text))
    assert word.is_at(text, 12, len(text))
    assert not LinearPattern("^c").is_found(text, 3, len(text))
    assert LinearPattern(r"(?:con)\z").is_found(text, 0, 3)
    assert list(LinearPattern("cat+e").matches(text, 0, 6)) == []


def test_case_and_classes_of_unicode() -> None:
    assert LinearPattern("wechat", ignore_case=True).is_found("关注WeChat号", 0, 9)
    assert list(LinearPattern(r"\p{Han}{2}").matches("ab见面", 0, 4)) == [(Span(2, 4), Span(2, 4))]


def test_half_a_character_is_read_as_one() -> None:
    text = "a\ud800b，，c"
    assert list(LinearPattern("，，").matches(text, 0, len(text))) == [(Span(3, 5), Span(3, 5))]


def test_a_match_without_the_group_is_none() -> None:
    assert list(LinearPattern("a(b)?").matches("a ab", 0, 4, 1)) == [(Span(2, 4), Span(3, 4))]


@pytest.mark.parametrize(
    "source", [r"(?=a)", r"(a)\1", "a{1001}", "(", r"a\Z", "a++", "\ud800", "((a{100}){100}){100}"]
)
def test_what_the_engine_refuses_is_told(source: str) -> None:
    with pytest.raises(ValueError, match="pattern "):
        LinearPattern(source)


@pytest.mark.parametrize("source", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "a*a*a*a*a*a*a*b", "(.*)*x"])
def test_what_makes_others_try_for_ever_is_over_at_once(source: str) -> None:
    text = "a" * 100_000
    assert not LinearPattern(source).is_found(text, 0, len(text))


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"(ab)\1", "not in the syntax of RE2"),
        ("a(?=b)", "not in the syntax of RE2"),
        ("(?<!a)b", "not in the syntax of RE2"),
        ("a++", "not in the syntax of RE2"),
        ("a(", "refuses it"),
        ("a)", "refuses it"),
        ("a{3,2}", "refuses it"),
        ("a{1001}", "refuses it"),
        ("(?:a{500}){500}", "refuses it"),
        ("[b-a]", "refuses it"),
        ("*a", "refuses it"),
        ("\ud800(?:a|b)++", "not in the syntax of RE2"),
    ],
)
def test_what_cannot_be_linear_is_refused_with_the_reason(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        require_linear(pattern)


_TOKENS = (
    *(
        "a",
        "字",
        ".",
        "|",
        "$",
        "(",
        "(?:",
        ")",
        ")?",
        ")??",
        ")*",
        "*",
        "+",
        "?",
        "{3}",
        "{0,40}",
        "{5,2}",
        "{900}",
        "-",
        "^",
    ),
    *(r"\b", r"\s", r"\w", r"\.", r"\(", r"\p{L}", "[ab]", "[^：:]", "[a-z0-9]", "[-_]", "[a-]", r"[\s，]", "[", "]"),
    *(r"\[", r"[\](]", r"[\])]", r"[^\w\p{Latin}\p{Han}０-９①-⑳-]", r"[\s\p{Z}]", "[*+?]", "[{3}]", "[^", "图a"),
)


@given(st.lists(st.sampled_from(_TOKENS), max_size=8).map("".join))
def test_what_is_taken_without_asking_the_engine_the_engine_takes(pattern: str) -> None:
    if _is_surely_linear(pattern):
        LinearPattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "转载请(?:注明|附)",
        r".{0,40}icp备\s*\d+号",
        "(?:lazy[-_]?)?(?:blank|1x1)",
        "a$|b",
        r"^[^\w\p{Latin}\p{Han}０-９①-⑳]*|[。）(>\]] ?",
        r"\bthe[\s\p{Z}]+(?:[\w-]+[\s\p{Z}]+)??(?:\[|below\b)",
        "[*+]",
    ],
)
def test_the_usual_needs_no_engine(pattern: str) -> None:
    assert _is_surely_linear(pattern)
