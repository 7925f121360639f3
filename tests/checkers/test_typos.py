"""Rules about typos where the examples of the cards do not reach."""

from collections.abc import Mapping
from typing import Any

import pytest

from lintcorpus.checkers.typos import ConfusionOptions
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from lintcorpus.model.rule import build_options
from tests.support import app, check, document, fixed, plan_for

ENTRIES: tuple[Mapping[str, Any], ...] = tuple(app().catalog.cards["TYP001"].parameters["entries"])


def found(text: str, rule: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(rule))


def matches(text: str, rule: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in found(text, rule)]


def sentence(phrase: str) -> str:
    """A paragraph in which nothing around the phrase matters."""
    return f"报上登了一行字，{phrase}，街坊都看见了。\n\n"


def test_every_wrong_form_is_found_and_no_right_one() -> None:
    wrong = [form for entry in ENTRIES for form in entry["wrong"]]
    assert matches("".join(map(sentence, wrong)), "TYP001") == wrong
    assert matches("".join(sentence(entry["right"]) for entry in ENTRIES), "TYP001") == []


def test_every_guard_of_every_form_holds() -> None:
    excused: list[str] = []
    for entry in ENTRIES:
        for form in entry["wrong"]:
            excused.extend(sentence(char + form) for char in entry.get("not_before", ""))
            excused.extend(sentence(form + char) for char in entry.get("not_after", ""))
    assert len(excused) > 500
    assert matches("".join(excused), "TYP001") == []


def test_forms_differ_from_the_right_one_in_letters_only() -> None:
    for entry in ENTRIES:
        assert {len(form) for form in entry["wrong"]} == {len(entry["right"])}


def test_only_phrases_without_guards_are_repaired_by_themselves() -> None:
    for entry in ENTRIES:
        if entry.get("safety", "safe") == "safe":
            assert len(entry["right"]) >= 4
            assert not entry.keys() & {"not_before", "not_after"}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"right": "再接再厉", "wrong": ["再接再厉"]}, "right form"),
        ({"right": "再接再厉", "wrong": ["再接再励"], "before": "他"}, "unknown key 'before'"),
        ({"right": "再接再厉", "wrong": ["再接再励", "再接再励"]}, "twice"),
    ],
)
def test_wrong_entries_are_refused(entry: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        build_options(ConfusionOptions, {"entries": [entry]})


def test_code_targets_and_header_are_left_alone() -> None:
    text = "```\n再接再励\n```\n\n见[地图](https://example.com/再接再励)，用 `再接再励` 作口令。\n"
    assert matches(text, "TYP001") == []


def test_a_long_quotation_is_no_excuse() -> None:
    assert matches("他说：“大家再接再励，把网补好。”\n", "TYP001") == ["再接再励"]


def test_a_shown_word_is_not_changed() -> None:
    text = "门口己经排满了人。\n"
    (item,) = found(text, "TYP001")
    assert item.fix is not None
    assert item.fix.safety is Safety.SHOW
    assert fixed(document(text), plan_for("TYP001")) == text


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
