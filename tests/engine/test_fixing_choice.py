"""Which of the offered fixes are applied together, which wait, and which rule pays when something breaks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pytest

from lintcorpus.engine.fixing import FixOutcome, every_fix, fix_document
from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.model.card import FixPolicy
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Finding
from lintcorpus.model.fix import Change, Edit, Fix, Safety
from lintcorpus.model.result import AppliedFix
from lintcorpus.model.span import Span
from tests.support import document, plan_for

Look = Callable[[str], Iterable[Finding]]
_SAFE = FixPolicy(Safety.SAFE)


def _plan(looks: Mapping[str, Look], policies: Mapping[str, FixPolicy] | None = None, weighing: str = "") -> Plan:
    """A plan of rules that look as they are told, with cards that declare what the policies say."""
    bound = plan_for("LNK001", "PUN001", "PUN002")
    cards = {
        name: replace(card, fix=(policies or {}).get(name, _SAFE), contextual=name == weighing)
        for name, card in bound.cards.items()
        if name in looks
    }
    rules = {}
    for name, look in looks.items():

        def run(document: Document, options: NoOptions, look: Look = look) -> Iterable[Finding]:
            return look(document.text)

        checker = Checker(name, run)
        rules[name] = replace(
            bound.rules[name], card=cards[name], checker=checker, options=NoOptions(), safety=Safety.SAFE
        )
    return Plan(rules, cards)


def _run(text: str, plan: Plan) -> FixOutcome:
    return fix_document(document(text), lambda item: check_document(item, plan).diagnostics, plan, Safety.SAFE)


def _fix(*edits: tuple[int, int, str], title: str = "") -> Fix:
    return Fix(tuple(Edit(Span(start, end), text) for start, end, text in edits), Safety.SAFE, title)


def _once(trigger: str, *fixes: Fix) -> Look:
    """Finds one thing for each fix while the text is still this one."""

    def look(text: str) -> Iterable[Finding]:
        if text == trigger:
            for fix in fixes:
                yield Finding(Span(fix.edits[0].span.start, fix.edits[-1].span.end), fixes=(fix,))

    return look


def _all(find: str, put: str | None = None) -> Look:
    """Finds every place of a text; repairs it when told how."""

    def look(text: str) -> Iterable[Finding]:
        at = text.find(find)
        while at >= 0:
            end = at + len(find)
            yield Finding(Span(at, end), fixes=() if put is None else (_fix((at, end, put)),))
            at = text.find(find, end)

    return look


_TEXT = "甲，乙，丙，丁，戊。\n"


def test_what_was_applied_is_told_pass_by_pass() -> None:
    fix = _fix((1, 2, "；"), (3, 4, "；"), title="both")
    outcome = _run(_TEXT, _plan({"PUN001": _once(_TEXT, fix), "PUN002": _all("丙，", "丙、")}))
    assert outcome.document.text == "甲；乙；丙、丁，戊。\n"
    assert outcome.applied == (
        AppliedFix("example.md", "PUN001", "both", fix.edits, 1),
        AppliedFix("example.md", "PUN002", "", (Edit(Span(4, 6), "丙、"),), 1),
    )
    assert outcome.dropped == ()


def test_a_rule_that_waits_comes_in_the_next_pass() -> None:
    policies = {"PUN001": replace(_SAFE, after={"PUN002": {"en": "marks first"}})}
    outcome = _run(_TEXT, _plan({"PUN001": _all("甲，", "甲；"), "PUN002": _all("丙，", "丙、")}, policies))
    assert [(item.rule, item.run) for item in outcome.applied] == [("PUN002", 1), ("PUN001", 2)]


def test_a_fix_that_is_allowed_by_a_comment_is_not_applied() -> None:
    text = "甲，，乙。 <!-- lintcorpus-disable-line PUN001 -->\n\n丙，，丁。\n"
    outcome = _run(text, _plan({"PUN001": _all("，，", "，")}))
    assert outcome.document.text == "甲，，乙。 <!-- lintcorpus-disable-line PUN001 -->\n\n丙，丁。\n"


def test_a_fix_without_edits_is_no_fix() -> None:
    outcome = _run(_TEXT, _plan({"PUN001": lambda text: [Finding(Span(0, 1), fixes=(Fix((), Safety.SAFE),))]}))
    assert (outcome.document.text, outcome.applied, outcome.dropped) == (_TEXT, (), ())


def test_each_fix_is_asked_for_in_the_text_of_its_pass() -> None:
    asked = []

    def wanted(document: Document, diagnostic: Diagnostic, fix: Fix) -> bool:
        asked.append((document.text, diagnostic.rule, fix.edits[0].span))
        return "丙" not in document.slice(fix.edits[0].span)

    plan = _plan({"PUN001": _all("甲，", "甲；"), "PUN002": _all("丙，", "丙、")})
    source = document(_TEXT)
    outcome = fix_document(source, lambda item: check_document(item, plan).diagnostics, plan, Safety.SAFE, wanted)
    after = "甲；乙，丙，丁，戊。\n"
    assert outcome.document.text == after
    assert asked == [(_TEXT, "PUN001", (0, 2)), (_TEXT, "PUN002", (4, 6)), (after, "PUN002", (4, 6))]
    assert every_fix(source, check_document(source, plan).diagnostics[0], _fix((0, 1, "")))


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        pytest.param([(1, 2, "；")], [(2, 3, "乙")], True, id="side by side"),
        pytest.param([(1, 2, "；")], [(1, 2, "；")], False, id="the same"),
        pytest.param([(1, 2, "；")], [(1, 2, "、")], False, id="the same place"),
        pytest.param([(1, 3, "；乙")], [(2, 4, "乙；")], False, id="overlapping"),
        pytest.param([(1, 2, "；")], [(2, 2, "！")], False, id="an insertion at its end"),
        pytest.param([(1, 2, "；")], [(1, 1, "！")], False, id="an insertion at its start"),
        pytest.param([(1, 2, "；")], [(3, 3, "！")], True, id="an insertion further on"),
        pytest.param([(1, 1, "！")], [(1, 1, "？")], False, id="two insertions at one place"),
        pytest.param([(1, 1, "！")], [(2, 2, "？")], True, id="two insertions"),
        pytest.param([(1, 2, "；"), (5, 6, "；")], [(3, 4, "；")], True, id="one between two"),
        pytest.param([(1, 2, "；"), (5, 6, "；")], [(3, 4, "；"), (5, 6, "、")], False, id="all or nothing"),
        pytest.param([(1, 2, "；"), (3, 4, "；")], [(3, 4, "；"), (5, 6, "；")], True, id="one edit in common"),
        pytest.param([(1, 4, "；乙；")], [(2, 2, "！")], False, id="an insertion inside"),
    ],
)
def test_fixes_go_together_unless_their_edits_clash(
    first: list[tuple[int, int, str]], second: list[tuple[int, int, str]], together: bool
) -> None:
    plan = _plan({"PUN001": _once(_TEXT, _fix(*first)), "PUN002": _once(_TEXT, _fix(*second))})
    outcome = _run(_TEXT, plan)
    assert not outcome.dropped
    assert len(outcome.applied) == (2 if together else 1)


@pytest.mark.parametrize("late", [(0, 3, "甲；乙"), (5, 8, "；丁；"), (9, 10, "！")])
def test_a_clash_is_seen_among_many_edits(late: tuple[int, int, str]) -> None:
    many = _fix((0, 0, "“"), (1, 2, "；"), (3, 4, "；"), (5, 6, "；"), (7, 8, "；"), (9, 10, "。！"))
    outcome = _run(_TEXT, _plan({"PUN001": _once(_TEXT, many), "PUN002": _once(_TEXT, _fix(late))}))
    assert not outcome.dropped
    assert [item.rule for item in outcome.applied] == ["PUN001"]


def test_of_two_that_clash_the_one_that_starts_first_wins_then_the_rule_that_comes_first() -> None:
    early = _plan({"PUN001": _once(_TEXT, _fix((3, 6, "；丙；"))), "PUN002": _once(_TEXT, _fix((1, 4, "、乙、")))})
    assert [item.rule for item in _run(_TEXT, early).applied] == ["PUN002"]
    same = _plan({"PUN002": _once(_TEXT, _fix((1, 2, "、"))), "PUN001": _once(_TEXT, _fix((1, 2, "；")))})
    assert [item.rule for item in _run(_TEXT, same).applied] == ["PUN001"]


def test_fixes_that_never_settle_are_withdrawn() -> None:
    outcome = _run("甲！乙。\n", _plan({"PUN001": _all("！", "！！"), "PUN002": _all("。", "．")}))
    assert outcome.document.text == "甲！乙．\n"
    assert outcome.dropped == (("PUN001", "its fixes did not settle in 12 passes"),)
    assert [(item.rule, item.run) for item in outcome.applied] == [("PUN002", 1)]


def _growing(limit: int) -> Look:
    return lambda text: [Finding(Span(1, 2), fixes=(_fix((1, 1, "！")),))] if text.count("！") < limit else []


def test_twelve_passes_are_too_many_and_eleven_are_not() -> None:
    assert _run("甲！乙。\n", _plan({"PUN001": _growing(12)})).document.text == "甲" + "！" * 12 + "乙。\n"
    assert _run("甲！乙。\n", _plan({"PUN001": _growing(13)})).document.text == "甲！乙。\n"


def test_two_rules_that_undo_each_other_name_the_later_one() -> None:
    outcome = _run("甲，乙。\n", _plan({"PUN001": _all("，", "；"), "PUN002": _all("；", "，")}))
    assert outcome.dropped == (("PUN002", "its fix and another undo each other"),)
    assert outcome.document.text == "甲；乙。\n"


def test_the_rule_whose_own_fix_breaks_the_guarantee_pays() -> None:
    plan = _plan({"LNK001": _all("甲，", "己，"), "PUN001": _all("乙，", "乙；"), "PUN002": _all("丙，", "丙、")})
    outcome = _run(_TEXT, plan)
    assert outcome.dropped == (("LNK001", "its fix would change words"),)
    assert outcome.document.text == "甲，乙；丙、丁，戊。\n"


def test_of_several_that_break_it_each_is_named_with_all_that_it_would_change() -> None:
    text = "甲 *乙* 丙。\n\n# 丁\n"
    plan = _plan({"PUN001": _all("# 丁", "## 己"), "PUN002": _all("*乙*", "`庚`")})
    outcome = _run(text, plan)
    assert outcome.document.text == text
    assert outcome.dropped == (
        ("PUN002", "its fix would change words, code"),
        ("PUN001", "its fix would change words, headings"),
    )


def test_fixes_that_break_it_only_together_cost_the_last_rule() -> None:
    # One grave accent is a mark like any other; two make code of what stands between them.
    text = "甲，乙 *丙* 丁。戊\n"
    plan = _plan({"PUN001": _all("甲，", "甲`"), "PUN002": _all("。戊", "`戊")})
    outcome = _run(text, plan)
    assert outcome.dropped == (("PUN002", "together with others its fix would change code, emphasis"),)
    assert outcome.document.text == "甲`乙 *丙* 丁。戊\n"


def test_what_a_card_declares_is_not_held_against_its_fix() -> None:
    policies = {"PUN001": replace(_SAFE, changes=frozenset({Change.CHARACTERS}))}
    outcome = _run(_TEXT, _plan({"PUN001": _all("甲，", "己，"), "PUN002": _all("丙，", "丙、")}, policies))
    assert (outcome.document.text, outcome.dropped) == ("己，乙，丙、丁，戊。\n", ())


def test_a_repair_that_brings_a_finding_elsewhere_is_withdrawn_with_the_reason() -> None:
    text = "甲，乙。\n\n丙。\n"
    seen = lambda text: [Finding(Span(7, 8))] if "；" in text else []  # noqa: E731
    outcome = _run(text, _plan({"PUN001": _all("，", "；"), "PUN002": seen}))
    assert outcome.dropped == (("PUN001", "its fix brings a new PUN002"),)
    assert outcome.document.text == text


def test_of_all_that_were_applied_the_last_rule_pays_for_a_new_finding() -> None:
    text = "甲，乙！\n\n丙。\n"
    seen = lambda text: [Finding(Span(7, 8))] if "；" in text else []  # noqa: E731
    outcome = _run(text, _plan({"LNK001": _all("，", "；"), "PUN001": _all("！", "？"), "PUN002": seen}))
    assert [item.rule for item in outcome.dropped] == ["PUN001", "LNK001"]
    assert outcome.document.text == text


@pytest.mark.parametrize(("start", "kept"), [(0, True), (1, True), (2, True), (3, False)])
def test_a_finding_where_something_was_edited_is_not_new(start: int, kept: bool) -> None:
    seen = lambda text: [Finding(Span(start, start + 1))] if "；" in text else []  # noqa: E731
    outcome = _run("甲，乙丙丁。\n", _plan({"PUN001": _all("，", "；"), "PUN002": seen}))
    assert ("；" in outcome.document.text) is kept


def test_a_place_that_was_edited_in_an_early_pass_is_known_in_the_last() -> None:
    # The second pass moves the place of the first by two.
    stages = {"甲，乙丙！丁。\n": (4, 5, "？"), "甲，乙丙？丁。\n": (1, 1, "……")}

    def look(text: str) -> Iterable[Finding]:
        if text in stages:
            yield Finding(Span(0, 1), fixes=(_fix(stages[text]),))

    seen = lambda text: [Finding(Span(6, 7))] if "……" in text else []  # noqa: E731
    outcome = _run("甲，乙丙！丁。\n", _plan({"PUN001": look, "PUN002": seen}))
    assert (outcome.document.text, outcome.dropped) == ("甲……，乙丙？丁。\n", ())


def test_a_finding_that_only_moved_is_not_new() -> None:
    outcome = _run("甲，，乙丙 丙。\n", _plan({"PUN001": _all("，，", "，"), "PUN002": _all("丙")}))
    assert (outcome.document.text, outcome.dropped) == ("甲，乙丙 丙。\n", ())


def test_white_space_in_its_text_makes_a_finding_no_other_one() -> None:
    seen = lambda text: [Finding(Span(3, 5) if "，，" in text else Span(5, 8))]  # noqa: E731
    outcome = _run("甲，，乙丙丁乙 丙。\n", _plan({"PUN001": _all("，，", "，"), "PUN002": seen}))
    assert (outcome.document.text, outcome.dropped) == ("甲，乙丙丁乙 丙。\n", ())


def test_another_finding_of_a_text_that_was_found_before_is_new() -> None:
    seen = lambda text: [Finding(Span(at, at + 1)) for at in ((7,) if "，，" in text else (6, 7))]  # noqa: E731
    outcome = _run("甲，，乙丙丁丁丁丁。\n", _plan({"PUN001": _all("，，", "，"), "PUN002": seen}))
    assert outcome.dropped == (("PUN001", "its fix brings a new PUN002"),)


def test_a_finding_of_the_same_words_with_other_blanks_is_the_same() -> None:
    def seen(text: str) -> Iterable[Finding]:
        at, end = text.index("丁"), text.index("戊")
        yield Finding(Span(at, end + 1 if "，，" in text else end + 2))

    outcome = _run("甲，，乙丙丁己戊 庚。\n", _plan({"PUN001": _all("，，", "，"), "PUN002": seen}))
    assert (outcome.document.text, outcome.dropped) == ("甲，乙丙丁己戊 庚。\n", ())


def test_a_rule_that_weighs_the_whole_article_may_find_more_afterwards() -> None:
    seen = lambda text: [Finding(Span(7, 8))] if "；" in text else []  # noqa: E731
    outcome = _run("甲，乙。\n\n丙。\n", _plan({"PUN001": _all("，", "；"), "PUN002": seen}, weighing="PUN002"))
    assert (outcome.document.text, outcome.dropped) == ("甲；乙。\n\n丙。\n", ())
