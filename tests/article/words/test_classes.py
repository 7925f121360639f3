"""The classes of English words."""

import pytest

from lintcorpus.article.words.classes import word_classes


@pytest.mark.parametrize(("word", "usual"), [("harbor", "N"), ("people", "P"), ("accept", "V"), ("quickly", "R")])
def test_usual_class_stands_first(word: str, usual: str) -> None:
    assert word_classes(word)[0] == usual


@pytest.mark.parametrize("word", ["the", "zzyzx", "", ","])
def test_no_class_is_known(word: str) -> None:
    assert word_classes(word) == ""
