"""Inconsistent names: where a form is reported, and what evidence comes with it."""

from dataclasses import replace

from lintcorpus.checkers.typos.names import CHECKERS, NamesOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.learned import Learned
from tests.support import document

USUAL = "人们去看 Brennmoor。船到 Brennmoor，雨到 Brennmoor，雪也到 Brennmoor。"


def _found(item: Document, options: NamesOptions | None = None) -> list[Finding]:
    return list(CHECKERS[0].check(item, options or NamesOptions()))


def _forms(text: str) -> list[str]:
    item = document(text)
    return [item.slice(finding.span) for finding in _found(item)]


def test_a_finding_shows_both_places_and_the_counts() -> None:
    item = document(f"{USUAL}\n\n风没有到过 Brennmor 这个地方。\n")
    (finding,) = _found(item)
    assert item.slice(finding.span) == "Brennmor"
    assert finding.params == {"match": "Brennmor", "usual": "Brennmoor", "count": 4, "times": 1}
    assert [item.slice(related.span) for related in finding.related] == ["Brennmoor"]
    assert finding.evidence == {"slip": "missing"}
    assert finding.fixes[0].edits[0].text == "Brennmoor"


def test_where_the_rare_form_makes_more_sense_neither_is_called_right() -> None:
    item = document(
        "人们去看 Lampwarf。船到 Lampwarf，雨到 Lampwarf，雪也到 Lampwarf。\n\n风没有到过 Lampwharf 这个地方。\n"
    )
    (finding,) = _found(item)
    assert (item.slice(finding.span), finding.variant, finding.fixes) == ("Lampwharf", "either", ())


def test_code_addresses_handles_and_file_names_are_no_text() -> None:
    for place in (
        "`Brenmoor`",
        "https://a.example/Brenmoor",
        "@Brenmoor",
        "/opt/Brenmoor",
        "Brenmoor.txt",
        "Brenmoor()",
    ):
        assert _forms(f"{USUAL}\n\n风没有到过 {place} 这里。\n") == [], place


def test_a_genitive_and_a_compound_are_text() -> None:
    english = "The mill of Brennmoor is old. The pier of Brennmoor is new, and the people of Brennmoor say so."
    assert _forms(f"{english} The Brenmoor's lamp is lit.\n") == ["Brenmoor"]
    assert _forms(f"{english} The Brenmoor-based firm is gone.\n") == ["Brenmoor"]


def test_words_of_the_user_are_right() -> None:
    item = document(f"{USUAL}\n\n风没有到过 Brenmoor 这个地方。\n")
    assert _found(item, NamesOptions(frozenset(["Brenmoor"]))) == []


def test_a_learned_name_is_right() -> None:
    item = document(f"{USUAL}\n\n风没有到过 Brenmoor 这个地方。\n")
    assert _found(replace(item, learned=Learned((), {"Brenmoor": 3}), _views={})) == []


def test_a_name_of_many_files_is_evidence() -> None:
    item = document("谁也不知道 Brenmoor 在哪里。\n")
    (finding,) = _found(replace(item, learned=Learned((), {"Brennmoor": 10}), _views={}))
    assert (finding.variant, finding.params["files"]) == ("corpus", 10)
    assert _found(replace(item, learned=Learned((), {"Brennmoor": 9}), _views={})) == []
    again = document("谁也不知道 Brenmoor 在哪里，Brenmoor 也不回信。\n")
    assert _found(replace(again, learned=Learned((), {"Brennmoor": 10}), _views={})) == []


def test_other_languages_are_left_alone() -> None:
    assert (
        _forms("Die Brennmoor liegt im Norden. Brennmoor ist alt, Brennmoor ist kalt. Das Brenmoor ist warm.\n") == []
    )


def test_what_is_told_of_a_wrong_character_is_no_slip() -> None:
    text = "《潮汐水磨记》卖完了。《潮汐水磨记》又印了，读《潮汐水磨记》的人多，{}《潮夕水磨记》。"
    assert _forms(text.format("也有")) == ["潮夕水磨记"]
    assert _forms(text.format("常误写为")) == []
