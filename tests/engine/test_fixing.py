"""The fix engine: fixed point, overlaps, and the guard that withdraws what breaks its word."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.engine.fixing import FixOutcome, fix_document
from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Moved, Safety, apply_edits
from lintcorpus.model.span import Span
from tests.support import app, document, plan_for

Editor = Callable[[str], Iterable[tuple[int, int, str]]]


def _plan(*editors: tuple[str, Editor]) -> Plan:
    """A plan of rules that offer each of an editor's edits as a safe fix."""
    rules = {}
    for name, editor in editors:

        def look(document: Document, options: NoOptions, editor: Editor = editor) -> Iterable[Finding]:
            for start, end, text in editor(document.text):
                yield Finding(Span(start, end), fixes=(Fix((Edit(Span(start, end), text),), Safety.SAFE),))

        rule = plan_for(name).rules[name]
        rules[name] = replace(rule, checker=Checker(name, look), options=NoOptions(), safety=Safety.SAFE)
    return Plan(rules, app().catalog.cards)


def _run(text: str, plan: Plan, least: Safety = Safety.SAFE) -> FixOutcome:
    return fix_document(document(text), lambda item: check_document(item, plan).diagnostics, plan, least)


def _each(find: str, put: str) -> Editor:
    def edits(text: str) -> Iterable[tuple[int, int, str]]:
        at = text.find(find)
        while at >= 0:
            yield at, at + len(find), put
            at = text.find(find, at + len(find))

    return edits


def test_fixes_are_applied_to_a_fixed_point() -> None:
    outcome = _run("好，，，，再见。\n", _plan(("PUN001", _each("，，", "，"))))
    assert outcome.document.text == "好，再见。\n"
    assert [item.run for item in outcome.applied] == [1, 1, 2]
    assert not outcome.dropped


def test_nothing_offered_changes_nothing() -> None:
    outcome = _run("好，再见。\n", _plan(("PUN001", _each("，，", "，"))))
    assert outcome.document.text == "好，再见。\n"
    assert outcome.applied == ()


def test_only_fixes_that_are_safe_enough_are_applied() -> None:
    plan = plan_for("PUN001")
    lowered = Plan({"PUN001": replace(plan.rules["PUN001"], safety=Safety.UNSAFE)}, plan.cards)
    assert _run("好，，再见。\n", lowered).document.text == "好，，再见。\n"
    assert _run("好，，再见。\n", lowered, Safety.UNSAFE).document.text == "好，再见。\n"


@pytest.mark.parametrize(
    ("text", "find", "put", "kind"),
    [
        ("天气很好，出门。\n", "天气", "", "words"),
        ("见 [书](https://example.com/a)。\n", "/a", "/b", "targets"),
        ("见 https://example.com/a 。\n", "/a", "/b", "targets"),
        ("用 `ls -l` 命令。\n", "-l", "-a", "words"),
    ],
)
def test_a_fix_that_changes_more_than_marks_is_withdrawn(text: str, find: str, put: str, kind: str) -> None:
    outcome = _run(text, _plan(("PUN001", _each(find, put))))
    assert outcome.document.text == text
    (dropped,) = outcome.dropped
    assert dropped.rule == "PUN001"
    assert kind in dropped.reason


def test_structure_outside_the_edit_must_stay() -> None:
    # Taking out the blank line far from the heading makes the paragraph above it a heading.
    text = "第一段。\n\n---\n\n第二段，，完。\n"
    outcome = _run(
        text,
        _plan(
            ("PUN001", lambda text: [(text.find("\n\n---"), text.find("\n\n---") + 1, "")] if "\n\n---" in text else [])
        ),
    )
    assert outcome.document.text == text


def test_the_rule_that_keeps_its_word_is_not_withdrawn_with_the_other() -> None:
    text = "天气很好，，出门。\n"
    outcome = _run(text, _plan(("PUN001", _each("，，", "，")), ("LNK001", _each("天气", ""))))
    assert outcome.document.text == "天气很好，出门。\n"
    assert [item.rule for item in outcome.dropped] == ["LNK001"]


def test_two_rules_that_undo_each_other_are_stopped() -> None:
    text = "好，再见。\n"
    outcome = _run(text, _plan(("PUN001", _each("，", "；")), ("LNK001", _each("；", "，"))))
    assert [item.rule for item in outcome.dropped] == ["LNK001"] or outcome.document.text == text
    assert outcome.document.text in (text, "好；再见。\n")


def test_a_fix_that_brings_a_new_finding_elsewhere_is_withdrawn() -> None:
    def looks_at_the_end(text: str) -> Iterable[tuple[int, int, str]]:
        if "；" in text:
            yield len(text) - 2, len(text) - 1, "。"

    text = "好，再见。\n\n完。\n"
    plan = _plan(("PUN001", _each("，", "；")), ("LNK001", looks_at_the_end))
    outcome = _run(text, plan)
    assert outcome.document.text == text
    assert outcome.dropped


def test_a_finding_that_stands_for_the_whole_file_may_move_on_when_its_first_place_goes() -> None:
    def names_the_first(document: Document, options: NoOptions) -> Iterable[Finding]:
        at = next((at for at, char in enumerate(document.text) if char in "；："), None)
        if at is not None:
            yield Finding(Span(at, at + 1), key="marks")

    plan = _plan(("PUN001", _each("；，", "，")), ("LNK001", _each("\0", "")))
    watcher = replace(plan.rules["LNK001"], checker=Checker("LNK001", names_the_first))
    plan = replace(plan, rules={**plan.rules, "LNK001": watcher})
    text = "好；，再见。\n\n完：了。\n"
    outcome = _run(text, plan)
    assert outcome.dropped == ()
    assert outcome.document.text == "好，再见。\n\n完：了。\n"


def test_overlapping_fixes_wait_for_the_next_pass() -> None:
    plan = _plan(("PUN001", _each("，。", "。")), ("LNK001", _each("。，", "。")))
    outcome = _run("完，。，好。\n", plan)
    assert outcome.document.text == "完。好。\n"


def test_moved_places_match_where_the_text_went() -> None:
    edits = [Edit(Span(2, 4), "X"), Edit(Span(6, 6), "YY")]
    text = "abcdefgh"
    after = apply_edits(text, edits)
    (moved,) = Moved(edits).spans([Span(4, 6)])
    assert after[moved.start : moved.end].startswith("ef")


@given(st.text(alphabet="，。；好a \n", max_size=60))
def test_doubled_marks_settle_and_keep_every_word(text: str) -> None:
    plan = plan_for("PUN001")
    outcome = _run(text, plan)
    again = _run(outcome.document.text, plan)
    assert again.document.text == outcome.document.text
    assert not outcome.dropped
    assert [c for c in outcome.document.text if c.isalnum()] == [c for c in text if c.isalnum()]


def _recoding(*edits: Edit, encoding: str = "utf-8") -> Plan:
    """A plan of a rule that asks for another encoding of files that are not in it."""

    def look(document: Document, options: NoOptions) -> Iterable[Finding]:
        if document.encoding != encoding:
            yield Finding(Span(0, 1), fixes=(Fix(edits, Safety.SAFE, encoding=encoding),))

    rule = plan_for("ENC001").rules["ENC001"]
    made = replace(rule, checker=Checker("ENC001", look), options=NoOptions(), safety=Safety.SAFE)
    return Plan({"ENC001": made}, app().catalog.cards)


@pytest.mark.parametrize("edits", [(), (Edit(Span(0, 2), "丙丁"),)])
def test_a_fix_may_ask_for_another_encoding(edits: tuple[Edit, ...]) -> None:
    plan = _recoding(*edits)
    source = document("甲乙", encoding="gbk", bom=True, confidence=0.9)
    outcome = fix_document(source, lambda item: check_document(item, plan).diagnostics, plan, Safety.SAFE)
    after = outcome.document
    assert (after.text, after.encoding, after.bom, after.confidence) == (
        "丙丁" if edits else "甲乙",
        "utf-8",
        False,
        None,
    )
    assert [(item.rule, item.edits) for item in outcome.applied] == [("ENC001", edits)]


def test_an_encoding_that_is_asked_for_in_vain_is_given_up() -> None:
    def look(document: Document, options: NoOptions) -> Iterable[Finding]:
        yield Finding(Span(0, 1), fixes=(Fix((), Safety.SAFE, encoding="utf-8"),))

    rule = plan_for("ENC001").rules["ENC001"]
    made = replace(rule, checker=Checker("ENC001", look), options=NoOptions(), safety=Safety.SAFE)
    outcome = _run("甲乙", Plan({"ENC001": made}, app().catalog.cards))
    assert [item.rule for item in outcome.dropped] == ["ENC001"]
    assert outcome.document.encoding == "utf-8"
