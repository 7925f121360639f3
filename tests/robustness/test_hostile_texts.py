"""No rule fails on texts that are made to be slow or large, where things are looked at up to a number only."""

from pathlib import Path

import pytest
from hostile_texts import TEXTS

from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.run_rules import RULE_FAILED
from lintcorpus.model.document import Document
from lintcorpus.reading.read import document_from_bytes
from tests.support import app

_SIZE = 3_000
_BOUND = 20
_BOUNDS = (
    "article.names.han._LONGEST_PART",
    "article.garbled.no_break._MOST",
    "article.words.windows._PIECE",
    "checkers.encoding.characters._MOST",
    "checkers.typos.confused_words._MOST",
    "checkers.typos.wrong_characters._MOST_GUESSES",
    "engine.literals._LONG",
    "engine.literals._MANY",
    "engine.literals._PIECE",
    "markdown.brackets._MOST",
    "markdown.crowded.MOST",
    "markdown.emphasis._MOST_RUNS",
    "markdown.headings._MOST",
    "markdown.parse.MOST",
    "markdown.parse._MOST",
    "markdown.parse._MOST_BROKEN",
    "markdown.stars._MOST",
)


@pytest.mark.parametrize("name", TEXTS)
def test_no_rule_fails(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in _BOUNDS:
        monkeypatch.setattr(f"lintcorpus.{place}", _BOUND)
    document = document_from_bytes(TEXTS[name](_SIZE), "a.md", app().catalog.layouts, None, Path("a.md"))
    if isinstance(document, Document):
        report = check_document(document, app().plan)
        assert [item.params["reason"] for item in report.diagnostics if item.rule == RULE_FAILED] == []
