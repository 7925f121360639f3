"""Patterns that are made of kept numbers are those of ``re.compile``."""

import gc
import importlib
import pkgutil
import re

import pytest

import lintcorpus.article
import lintcorpus.checkers
from lintcorpus.model import patterns
from lintcorpus.model.lazy import _LazyPattern
from lintcorpus.model.patterns import Code, Patterns, dialect

_NAMED = r"(?P<key>[^\s:：]{0,40})(x)?(?i:b)\Z"


def _kept(found: Patterns) -> Patterns:
    later = Patterns()
    later.known = {key: tuple(code) for key, code in found.new.items()}
    return later


def _sources() -> list[tuple[str | bytes, int]]:
    """All patterns of the rules."""
    for package in (lintcorpus.article, lintcorpus.checkers):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    held = [item for item in gc.get_objects() if type(item) is _LazyPattern]
    return [(item._source, item._flags) for item in held]


def test_every_pattern_of_the_rules_is_the_same_when_it_is_made_of_what_was_kept() -> None:
    first, sources = Patterns(), _sources()
    assert len(sources) > 300
    for source, flags in sources:
        assert first.compiled(source, flags) == re.compile(source, flags)
    later = _kept(first)
    for source, flags in sources:
        made, wanted = later.compiled(source, flags), re.compile(source, flags)
        assert made == wanted
        assert (made.groups, made.groupindex, made.flags) == (wanted.groups, wanted.groupindex, wanted.flags)
    assert later.new == {}


def test_groups_keep_their_names() -> None:
    first = Patterns()
    first.compiled(_NAMED, re.IGNORECASE)
    found = _kept(first).compiled(_NAMED, re.IGNORECASE).search("日期B")
    wanted = re.search(_NAMED, "日期B", re.IGNORECASE)
    assert found is not None
    assert wanted is not None
    assert (found.lastgroup, found["key"], found.groups()) == (wanted.lastgroup, "日期", wanted.groups())


def test_bytes_and_text_of_the_same_letters_are_two_patterns() -> None:
    first = Patterns()
    assert first.compiled("a+", 0).search("caat")
    later = _kept(first)
    assert later.compiled(b"a+", 0).search(b"caat")
    assert list(later.new) == [(b"a+", 0)]


@pytest.mark.parametrize(
    "wrong",
    [(32, b"\0" * 16, 0, {}), (32, b"abc", 0, {}), (32, b"", 0, {"key": 7}), (None, b"", 0, {}), ()],
    ids=["no code", "half a number", "no such group", "no flags", "nothing"],
)
def test_numbers_that_are_no_code_are_made_anew(wrong: tuple[object, ...]) -> None:
    found = Patterns()
    found.known = {("a+", 0): wrong}
    assert found.compiled("a+", 0) == re.compile("a+")
    assert list(found.new) == [("a+", 0)]


def test_where_python_does_not_tell_its_numbers_patterns_are_compiled_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Patterns()
    known.compiled("a+", 0)
    monkeypatch.setattr(patterns, "_compiler", lambda: None)
    later = _kept(known)
    assert later.compiled("a+", 0) == re.compile("a+")
    assert later.new == {}
    assert dialect()


def test_what_is_no_pattern_says_so() -> None:
    with pytest.raises(re.error, match="unterminated"):
        Patterns().compiled("(a", 0)


def test_so_many_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MOST", 2)
    found = Patterns()
    for source in ("a", "b", "c"):
        assert found.compiled(source, 0) == re.compile(source)
    assert [source for source, _ in found.new] == ["a", "b"]
    assert all(isinstance(code, Code) for code in found.new.values())
