"""Rules about typos where the examples of the cards do not reach."""

import pytest

from lintcorpus.model.finding import Diagnostic
from tests.support import check, document, fixed, plan_for


def found(text: str, rule: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(rule))


def matches(text: str, rule: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in found(text, rule)]


def test_doubled_word_across_a_quoted_line_break() -> None:
    text = "> They walked to the end of\n> of the pier and sat down.\n"
    assert matches(text, "TYP004") == ["of\n> of"]
    assert fixed(document(text), plan_for("TYP004")) == "> They walked to the end of\n> the pier and sat down.\n"


@pytest.mark.parametrize(
    "text",
    [
        "the end of the\n\nthe beginning of the story\n",
        "bathe the children with the dog\n",
        "He wrote the the.\n",
        "## What they saw in the\nthe cellar was dry, and that was that.\n",
        "This is a the-the joke, and the\nthe-ory is with you.\n",
    ],
)
def test_what_is_not_a_doubled_word(text: str) -> None:
    assert matches(text, "TYP004") == []


def test_stray_letter_names_the_place_that_proves_it() -> None:
    text = "Halvorsen 来过。接过信的是 Halvorsen l。\n"
    (item,) = found(text, "TYP005")
    assert [related.place.start.offset for related in item.related] == [0]


def test_unknowns_of_formulae_are_not_stray() -> None:
    assert matches("Halvorsen 来过。他把它记作 Halvorsen k。这里 k 是楼层。\n", "TYP005") == []


def test_a_name_seen_once_gives_no_evidence() -> None:
    assert matches("接过信的是 Halvorsen l。\n", "TYP005") == []
