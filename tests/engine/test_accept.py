"""Accepted findings: marked, never dropped; entries that accept nothing any more are named."""

from dataclasses import replace

import pytest

from lintcorpus.engine.stages.accept import accept, idle
from lintcorpus.engine.stages.order import in_order
from lintcorpus.engine.stamp import place_of
from lintcorpus.model.accepted import Accepted
from lintcorpus.model.finding import Diagnostic, Severity, State, text_digest
from lintcorpus.model.span import Span
from tests.support import document

_ENTRY = Accepted("/a.md", lambda path: path == "a.md", frozenset({"PUN001"}), text_digest("，，"), "quoted", 3)


def _found(
    text: str = "船，，坏了", start: int = 1, end: int = 3, rule: str = "PUN001", path: str = "a.md"
) -> Diagnostic:
    return Diagnostic(rule, place_of(document(text, path), Span(start, end)), Severity.WARNING, {})


def test_the_finding_that_was_accepted_is_marked_with_the_reason() -> None:
    (item,) = accept([_found()], [_ENTRY])
    assert item == replace(_found(), state=State.SUPPRESSED, suppressed_by="accepted", reason="quoted")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(_found(rule="PUN002"), id="another rule"),
        pytest.param(_found(path="b.md"), id="another file"),
        pytest.param(_found("船。。坏了"), id="another text"),
    ],
)
def test_no_other_finding_is_accepted(other: Diagnostic) -> None:
    assert accept([other, _found()], [_ENTRY]) == [other, *accept([_found()], [_ENTRY])]
    assert idle(accept([other], [_ENTRY]), [_ENTRY]) == [_ENTRY]


def test_the_same_text_elsewhere_in_the_file_is_accepted_as_well() -> None:
    (item,) = accept([_found("\n\n船坏，，了", 4, 6)], [_ENTRY])
    assert item.state is State.SUPPRESSED


def test_an_entry_whose_day_has_passed_accepts_nothing() -> None:
    late = replace(_ENTRY, expired=True)
    assert accept([_found()], [late]) == [_found()]
    (item,) = accept([_found()], [late, replace(_ENTRY, reason="still so")])
    assert item.reason == "still so"


def test_what_is_marked_already_stays_as_it_is() -> None:
    for state in (State.SUPPRESSED, State.BASELINED):
        marked = replace(_found(), state=state, suppressed_by="comment", reason="as it was written")
        assert accept([marked], [_ENTRY]) == [marked]


def test_without_entries_nothing_is_marked() -> None:
    assert accept(iter([_found()]), []) == [_found()]


def test_an_entry_is_idle_when_nothing_needed_it() -> None:
    other = replace(_ENTRY, rules=frozenset({"LNK001"}))
    marked = accept([_found()], [_ENTRY, other])
    assert idle(marked, [_ENTRY, other]) == [other]
    assert idle([_found()], [_ENTRY]) == [_ENTRY]


def test_findings_stand_by_path_place_rule_and_name_and_equal_ones_once() -> None:
    text = "甲乙丙丁"
    ordered = [
        _found(text, 0, 1),
        _found(text, 0, 2, "LNK001"),
        _found(text, 0, 2, "PUN001"),
        replace(_found(text, 0, 2, "PUN001"), fingerprint="1-b"),
        _found(text, 1, 2),
        _found(text, 0, 1, path="b.md"),
    ]
    assert in_order([*reversed(ordered), *ordered]) == ordered


def test_of_equal_findings_the_first_is_kept() -> None:
    first, second = replace(_found(), reason="one"), replace(_found(), reason="two")
    assert in_order([first, second]) == [first]
