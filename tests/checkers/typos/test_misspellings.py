"""Misspellings where the examples of the card do not reach."""

import pytest

from lintcorpus.checkers.typos.misspellings import CHECKERS, MisspellingOptions
from tests.support import check, document, fixed, plan_for

TABLE = {"table": "a_lot: alot\nreceive: recieve receve\nthe: teh\n"}


def matches(text: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in check([document(text)], plan_for("TYP002"))]


@pytest.mark.parametrize(
    "word",
    [
        *(
            "recieve",
            "seperate",
            "definately",
            "occured",
            "untill",
            "wich",
            "goverment",
            "begining",
            "adress",
            "tommorow",
        ),
        *(
            "accomodate",
            "neccessary",
            "beleive",
            "enviroment",
            "existance",
            "publicaly",
            "wierd",
            "truely",
            "teh",
            "alot",
        ),
        *("acheive", "calender", "independant", "knowlege", "occurence", "priviledge", "refered", "succesful", "thier"),
    ],
)
def test_common_misspelling(word: str) -> None:
    assert matches(f"They said that the {word} was on the table in the hall.\n") == [word]


@pytest.mark.parametrize(
    "text",
    [
        "The field `recieve` is read by the server, and so is user.recieve in the file.\n",
        "See https://example.com/recieve and the file docs/recieve/readme for the rest.\n",
        "The half-recieve and the recieve_all of this tool are names that they have.\n",
        "They replac[ed] the bell, as the letter of the king says to the people.\n",
        "A vulnerability was found in the softwar... that they use for the mail.\n",
        "The poem says recieve, and recieve again, and recieve until the end of the day.\n",
        'The sign said "recieve" and everybody in the town laughed at it.\n',
        "He wrote recieve (sic) in the letter to the king of the island.\n",
        "这个函数叫做 recieve 并且在 teh 之后调用。\n",
        "Recieve\n",
    ],
)
def test_what_is_no_slip(text: str) -> None:
    assert matches(text) == []


def test_words_of_the_project_are_right() -> None:
    check_ = CHECKERS[0].check
    text = "We have to recieve alot of the letters."
    assert [item.params["match"] for item in check_(document(text), MisspellingOptions(TABLE))] == ["recieve", "alot"]
    known = MisspellingOptions(TABLE, frozenset({"recieve"}))
    assert [item.params["match"] for item in check_(document(text), known)] == ["alot"]


def test_right_form_of_each_place_in_a_line() -> None:
    options = MisspellingOptions(TABLE)
    assert [options.table.right(wrong) for wrong in ("alot", "recieve", "receve", "teh")] == [
        "a lot",
        "receive",
        "receive",
        "the",
    ]


def test_table_must_be_ascii() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        MisspellingOptions({"table": "café: caffé\n"})


def test_fix_in_a_heading_and_a_link() -> None:
    text = "# The goverment of the island\n\nThe [offical site](https://example.org/offical) is of the town.\n"
    assert fixed(document(text), plan_for("TYP002")) == (
        "# The government of the island\n\nThe [official site](https://example.org/offical) is of the town.\n"
    )


@pytest.mark.parametrize("right", ["(the", "(e+)+x$", r"\bthey"])
def test_right_form_is_text_and_no_pattern(right: str) -> None:
    (checker,) = CHECKERS
    text = "They said that " + "e" * 60 + " teh was on the table in the hall.\n"
    found = checker.check(document(text), MisspellingOptions({"table": f"{right}: teh\n"}))
    assert [finding.params["right"] for finding in found] == [right]
