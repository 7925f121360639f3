"""One place, one finding: rules that yield leave a block to those that say more of it."""

from dataclasses import replace

from lintcorpus.engine.stages.yielding import without_yielding
from lintcorpus.model.card import Card, FixPolicy, Variant
from lintcorpus.model.finding import Diagnostic, Frame, Place, RelatedPlace, Severity, State
from lintcorpus.model.span import Position

_CARD = Card("AAA001", "a", "family", {}, {}, Severity.INFO, "c", {"": Variant({})}, FixPolicy(None))
CARDS = {
    "PRO001": replace(_CARD, id="PRO001"),
    "BLR002": replace(_CARD, id="BLR002", yields_to=("PRO", "BLR")),
    "BLR003": replace(_CARD, id="BLR003"),
    "DUP007": replace(_CARD, id="DUP007", yields_to=("PRO", "BLR")),
}


def at(rule: str, start: int, end: int) -> Diagnostic:
    place = Place("a.md", Position(1, start + 1, start), Position(1, end + 1, end), Frame("", "", "", (False,) * 3))
    return Diagnostic(rule, place, Severity.INFO, {})


def rules(*found: Diagnostic) -> list[str]:
    return [item.rule for item in without_yielding(found, CARDS)]


def test_the_rule_that_says_more_keeps_the_place() -> None:
    assert rules(at("BLR002", 0, 10), at("PRO001", 0, 10)) == ["PRO001"]
    assert rules(at("BLR002", 0, 10), at("PRO001", 20, 30)) == ["BLR002", "PRO001"]


def test_half_of_the_place_is_enough_even_in_parts() -> None:
    assert rules(at("BLR002", 0, 10), at("PRO001", 0, 3), at("BLR003", 7, 9)) == ["PRO001", "BLR003"]
    assert rules(at("BLR002", 0, 10), at("PRO001", 0, 4)) == ["BLR002", "PRO001"]


def test_a_rule_yields_to_one_that_yields_itself() -> None:
    assert rules(at("DUP007", 0, 10), at("BLR002", 0, 10)) == ["BLR002"]
    assert rules(at("DUP007", 0, 10), at("BLR002", 0, 10), at("PRO001", 0, 10)) == ["PRO001"]


def test_a_rule_does_not_yield_to_itself() -> None:
    assert rules(at("BLR002", 0, 10), at("BLR002", 2, 8)) == ["BLR002", "BLR002"]


def test_a_suppressed_finding_keeps_its_place() -> None:
    allowed = replace(at("PRO001", 0, 10), state=State.SUPPRESSED)
    assert rules(at("BLR002", 0, 10), allowed) == ["PRO001"]


def test_what_it_knew_of_other_files_goes_to_the_finding_that_keeps_the_place() -> None:
    other = RelatedPlace(at("DUP007", 0, 10).place._replace(path="b.md"), "same text")
    gone = replace(at("DUP007", 0, 20), related=(other,), evidence={"files": 2, "score": 0})
    winner = replace(at("PRO001", 0, 20), evidence={"score": 3})
    left = without_yielding([gone, at("BLR003", 0, 5), winner], CARDS)
    assert [(item.rule, item.related) for item in left] == [("BLR003", ()), ("PRO001", (other,))]
    assert left[1].evidence == {"files": 2, "score": 3}


def test_a_rule_that_yields_itself_is_asked_before_those_that_yield_to_it() -> None:
    cards = {
        "AAA001": replace(_CARD, yields_to=("BBB",)),
        "BBB001": replace(_CARD, id="BBB001", yields_to=("PRO",)),
        "PRO001": CARDS["PRO001"],
    }
    found = [at("AAA001", 0, 10), at("BBB001", 0, 10), at("PRO001", 0, 10)]
    assert [item.rule for item in without_yielding(found, cards)] == ["AAA001", "PRO001"]


def test_what_counts_is_the_share_of_the_place_wherever_it_stands() -> None:
    assert rules(at("BLR002", 10, 30), at("PRO001", 10, 20)) == ["PRO001"]
    assert rules(at("BLR002", 10, 30), at("PRO001", 10, 19)) == ["BLR002", "PRO001"]
    assert rules(at("BLR002", 10, 30), at("PRO001", 0, 19)) == ["BLR002", "PRO001"]
    assert rules(at("BLR002", 10, 30), at("PRO001", 21, 90)) == ["BLR002", "PRO001"]


def test_claims_that_overlap_count_once() -> None:
    assert rules(at("BLR002", 0, 20), at("PRO001", 0, 8), at("BLR003", 2, 9)) == ["BLR002", "PRO001", "BLR003"]
    assert rules(at("BLR002", 0, 20), at("PRO001", 0, 8), at("BLR003", 1, 3), at("BLR003", 8, 10))[0] == "PRO001"


def test_an_empty_place_yields_to_nothing() -> None:
    assert rules(at("BLR002", 5, 5), at("PRO001", 20, 30)) == ["BLR002", "PRO001"]
    assert rules(at("BLR002", 5, 5), at("PRO001", 0, 30)) == ["BLR002", "PRO001"]


def test_the_finding_that_covers_most_inherits_even_one_letter() -> None:
    other = RelatedPlace(at("DUP007", 0, 10).place._replace(path="b.md"), "same text")
    gone = replace(at("DUP007", 10, 40), related=(other,))
    left = without_yielding([gone, at("PRO001", 10, 27), at("BLR003", 27, 39)], CARDS)
    assert [(item.rule, item.related) for item in left] == [("PRO001", (other,)), ("BLR003", ())]
    left = without_yielding([replace(gone, place=at("DUP007", 0, 2).place), at("PRO001", 0, 1)], CARDS)
    assert [(item.rule, item.related) for item in left] == [("PRO001", (other,))]


def test_places_in_the_same_file_are_not_inherited() -> None:
    inside = RelatedPlace(at("DUP007", 50, 60).place, "same text")
    gone = replace(at("DUP007", 0, 10), related=(inside,), evidence={"files": 1})
    (left,) = without_yielding([gone, at("PRO001", 0, 10)], CARDS)
    assert (left.related, left.evidence) == ((), {})
