"""Wrong characters where the examples of the card do not reach."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from lintcorpus.checkers.typos.wrong_characters import WrongCharacterOptions
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from lintcorpus.model.rule import build_options
from tests.support import app, check, document, fixed, plan_for

PARAMETERS: Mapping[str, Any] = app().catalog.cards["TYP001"].parameters
ENTRIES: tuple[Mapping[str, Any], ...] = tuple(PARAMETERS["entries"])
COLLOCATIONS: tuple[Mapping[str, Any], ...] = tuple(PARAMETERS["collocations"])
OPTIONS: WrongCharacterOptions = build_options(
    WrongCharacterOptions, {"entries": [*ENTRIES], "collocations": [*COLLOCATIONS], "slips": PARAMETERS["slips"]}
)


def found(text: str) -> list[Diagnostic]:
    return check([document(text)], plan_for("TYP001"))


def matches(text: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in found(text)]


def sentence(phrase: str) -> str:
    """A paragraph in which nothing around the phrase matters."""
    return f"报上登了一行字，{phrase}，街坊都看见了。\n\n"


def usual_forms() -> Iterator[tuple[str, str]]:
    """The listed forms that need no context."""
    for wrong, form in OPTIONS.forms.items():
        if not form.context:
            yield wrong, form.right


def test_every_wrong_form_is_found_and_no_right_one() -> None:
    wrong = [form for form, _ in usual_forms()]
    assert len(wrong) > 4000
    assert matches("".join(map(sentence, wrong))) == wrong
    assert matches("".join(sentence(right) for _, right in usual_forms())) == []


def test_every_slip_is_found() -> None:
    slips = [slip for slip in OPTIONS.meant if not any(form in slip for form in OPTIONS.forms)]
    assert len(slips) > 1000
    assert matches("".join(map(sentence, slips))) == slips


def test_every_guard_of_every_form_holds() -> None:
    excused: list[str] = []
    for wrong, form in OPTIONS.forms.items():
        excused.extend(sentence(char + wrong) for char in form.not_before)
        excused.extend(sentence(wrong + char) for char in form.not_after)
    assert len(excused) > 5000
    assert matches("".join(excused)) == []


def test_forms_differ_from_the_right_one_in_letters_only() -> None:
    for wrong, right in [*((wrong, form.right) for wrong, form in OPTIONS.forms.items()), *OPTIONS.meant.items()]:
        assert len(wrong) == len(right), wrong


def test_only_phrases_without_guards_are_repaired_by_themselves() -> None:
    for entry in ENTRIES:
        if entry.get("safety", "safe") == "safe":
            assert len(entry["right"]) >= 4
            assert not entry.keys() & {"not_before", "not_after"}
    assert not any("safety" in entry for entry in COLLOCATIONS)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"right": "再接再厉", "wrong": ["再接再厉"]}, "right form"),
        ({"right": "再接再厉", "wrong": ["再接再励"], "before": "他"}, "unknown key 'before'"),
        ({"right": "再接再厉", "wrong": ["再接再励", "再接再励"]}, "twice"),
        ({"right": "再{接|来}", "wrong": ["在接"]}, "zip"),
    ],
)
def test_wrong_entries_are_refused(entry: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        build_options(WrongCharacterOptions, {"entries": [entry]})


def test_code_targets_and_header_are_left_alone() -> None:
    text = "```\n再接再励\n```\n\n见[地图](https://example.com/再接再励)，用 `再接再励` 作口令。\n"
    assert matches(text) == []


def test_a_long_quotation_is_no_excuse() -> None:
    assert matches("他说：“大家再接再励，把网补好。”\n") == ["再接再励"]


def test_a_shown_word_is_not_changed() -> None:
    text = "门口己经排满了人。\n"
    (item,) = found(text)
    assert item.fix is not None
    assert item.fix.safety is Safety.SHOW
    assert fixed(document(text), plan_for("TYP001")) == text


def test_a_near_miss_of_an_idiom_says_why() -> None:
    (item,) = found("码头上的老人对潮汐的脾气了如直掌。\n")
    assert item.variant == "near"
    assert item.params == {"match": "了如直掌", "right": "了如指掌"}
    assert item.evidence["wrong"] == "直"
    assert item.evidence["meant"] == "指"
    assert item.evidence["shared"] == "sound"
    assert item.evidence["per-million"] > 0
    assert item.fix is not None
    assert item.fix.safety is Safety.SHOW


@pytest.mark.parametrize(
    "text",
    [
        "码头上的老人说这叫“了如直掌”。\n",
        "码头上的老人了如直掌。第二天他们又了如直掌。\n",
        "這個老人對潮汐的脾氣了如直掌，我們來的時候他還沒說過一個字，後來會開口了。\n",
        "他引人瞩目，他们勠力同心，此事可望不可及。\n",
        "他排行三五，她排行七八，五湖四海，三湖五海。\n",
    ],
)
def test_what_is_no_near_miss(text: str) -> None:
    assert matches(text) == []


def test_words_of_the_user_are_right() -> None:
    options: WrongCharacterOptions = build_options(
        WrongCharacterOptions, {"entries": [{"right": "震撼", "wrong": ["震憾"]}], "words": frozenset({"震憾谷"})}
    )
    from lintcorpus.checkers.typos.wrong_characters import CHECKERS

    (checker,) = CHECKERS
    text = "新开的震憾谷就在山后，孩子们很震憾。\n"
    assert text[15:17] == "震憾"
    assert [item.span.start for item in checker.check(document(text), options)] == [15]


def test_words_that_meet_are_no_slips() -> None:
    assert matches("两家菜馆结合做到的事，她自己经常说起，存在次品的货架空了。\n") == []


def test_own_entries_in_letters_are_found_in_any_text() -> None:
    from lintcorpus.checkers.typos.wrong_characters import CHECKERS

    options: WrongCharacterOptions = build_options(
        WrongCharacterOptions,
        {"entries": [{"right": "JavaScript", "wrong": ["JavaScirpt"]}, {"right": "T恤", "wrong": ["T血"]}]},
    )
    (checker,) = CHECKERS
    for text in ("Written in JAVASCIRPT by hand.\n", "他穿着T血写javascirpt程序。\n"):
        matches = [document(text).slice(item.span) for item in checker.check(document(text), options)]
        assert [match.lower() for match in matches] == [form for form in ("t血", "javascirpt") if form in text.lower()]


def test_an_empty_form_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        build_options(WrongCharacterOptions, {"entries": [{"right": "再接再厉", "wrong": [""]}]})


def test_english_text_loads_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    import lintcorpus.checkers.typos.wrong_characters as module

    def refused() -> None:
        raise AssertionError

    monkeypatch.setattr(module, "fixed_words", refused)
    assert list(module.CHECKERS[0].check(document("“The ferry” leaves at 6 🚢\n"), OPTIONS)) == []
