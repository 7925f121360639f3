"""Glued words: rows of known words, sentences without a space, names run together."""

import pytest

from lintcorpus.checkers.typos.glued_words import CHECKERS, GluedOptions
from tests.support import document

OPTIONS = GluedOptions(frozenset(["ofthe"]), frozenset(["the", "import", "with"]))


def _forms(text: str) -> list[str]:
    item = document(text)
    return [item.slice(finding.span) for finding in CHECKERS[0].check(item, OPTIONS)]


@pytest.mark.parametrize("word", ["importtorchimport", "boatwiththelamp", "ofthe"])
def test_words_that_fall_apart_are_found(word: str) -> None:
    assert _forms(f"The keeper said {word} and then he went to the pier.\n") == [word]
    assert _forms(f"代码写成了 {word} 这样。\n") == [word]


@pytest.mark.parametrize("word", ["nevertheless", "withdrawal", "motherinlaw", "importantly", "together"])
def test_known_words_and_compounds_are_left_alone(word: str) -> None:
    assert _forms(f"The keeper said {word} and then he went to the pier.\n") == []


def test_code_and_addresses_are_left_alone() -> None:
    assert _forms("The keeper said `ofthe` and https://a.example/ofthe and a.ofthe to the pier.\n") == []


def test_names_run_together_need_a_title_on_both_sides() -> None:
    assert _forms("左起：COO 王听川云帆世界 CTO 林渡。") == ["COO 王听川云帆世界 CTO"]
    assert _forms("左起：COO 王听川和云帆世界 CTO 林渡。COO 王听川云帆。") == []
