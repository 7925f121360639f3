"""Every entry of the table of confused words proves itself by its examples."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from lintcorpus.checkers.typos.confused_words import ConfusedOptions
from tests.support import check, document, plan_for


def entries() -> list[Mapping[str, Any]]:
    options: ConfusedOptions = plan_for("TYP003").rules["TYP003"].options
    return list(options.data["entries"])


def cases(kind: str) -> Iterator[Any]:
    for entry in entries():
        for text in entry.get(kind, ()):
            yield pytest.param(text, id=f"{entry['wrong']}-{text[:20]}")


def found(text: str) -> list[int]:
    return [item.span.start - 1 for item in check([document(f"\n{text}\n")], plan_for("TYP003"))]


@pytest.mark.parametrize("text", list(cases("bad")))
def test_bad_example_is_found_at_its_marks(text: str) -> None:
    plain, at, places = "", 0, []
    for char in text:
        if char == "⟦":
            places.append(at)
        elif char != "⟧":
            plain, at = plain + char, at + 1
    assert found(plain) == places


@pytest.mark.parametrize("text", list(cases("good")))
def test_good_example_is_quiet(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: str(entry["wrong"]))
def test_every_entry_has_examples(entry: Mapping[str, Any]) -> None:
    assert entry["bad"]
    assert entry["good"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"wrong": "then", "right": "than", "when": ["more than it"]}, "must stand in it once"),
        ({"wrong": "then", "right": "than", "when": ["{nothing} then"]}, "no set"),
        ({"wrong": "then", "right": "than", "when": ["more then"], "if": []}, "unknown key"),
    ],
)
def test_wrong_entry_is_refused(entry: Mapping[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ConfusedOptions({"sets": {}, "entries": [entry]}).forms("then")


@pytest.mark.parametrize(
    "text",
    [
        "This is how they start an SUSElike kernel in the hall of the town.",
        "This is what they do with an ra_svn tunnel in the hall of the town.",
        "The server takes what it needs of its A record, and that is the end of it.",
        "What the EXPR> than it is in the town was known to them.",
    ],
    ids=["capitals", "identifier", "letter", "mark in a line"],
)
def test_what_is_no_word_is_no_context(text: str) -> None:
    assert found(text) == []


def test_mark_at_the_beginning_of_a_line_opens_a_sentence() -> None:
    assert found("> Than the boat came in, and they went to the mill.") == [2]
