"""The pipeline: one failing rule does not stop the others, and order does not matter."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.model.checker import Checker, CorpusChecker, CorpusFinding, Fact, LocatedFact, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.span import Span
from tests.support import check, document, plan_for

BAD = "他写道：好的，，再见。\n"


def _raises(document: Document, options: NoOptions) -> Iterable[Finding]:
    raise RuntimeError("no such luck")


def _outside(document: Document, options: NoOptions) -> Iterable[Finding]:
    yield Finding(Span(0, len(document.text) + 5))


def _with(plan: Plan, checker: Checker | CorpusChecker) -> Plan:
    rules = dict(plan.rules)
    rules["LNK001"] = replace(plan_for("LNK001").rules["LNK001"], checker=checker, options=NoOptions())
    return Plan(rules, plan.cards)


def test_a_rule_that_raises_is_one_finding_and_the_others_go_on() -> None:
    found = check([document(BAD, "x.md")], _with(plan_for("PUN001"), Checker("broken", _raises)))
    assert [(item.rule, item.path) for item in found] == [("RUN004", "x.md"), ("PUN001", "x.md")]
    assert found[0].params["rule"] == "LNK001"
    assert "no such luck" in found[0].params["reason"]


def test_a_span_outside_the_text_is_the_rules_fault() -> None:
    found = check([document(BAD)], _with(plan_for("PUN001"), Checker("broken", _outside)))
    assert [item.rule for item in found] == ["RUN004", "PUN001"]


def test_a_corpus_rule_that_raises_while_concluding_is_one_finding() -> None:
    def collect(document: Document, options: NoOptions) -> Iterable[Fact]:
        yield Fact("same", Span(0, 1))

    def conclude(facts: object, options: NoOptions) -> Iterable[CorpusFinding]:
        raise KeyError("lost")

    broken = CorpusChecker("broken", collect, conclude)
    found = check([document(BAD, "a.md"), document(BAD, "b.md")], _with(plan_for("PUN001"), broken))
    assert [item.rule for item in found] == ["RUN004", "PUN001", "PUN001"]


def test_corpus_findings_stand_in_the_file_and_can_be_suppressed_there() -> None:
    def collect(document: Document, options: NoOptions) -> Iterable[Fact]:
        yield Fact("same", Span(0, 4))

    def conclude(facts: Sequence[LocatedFact], options: NoOptions) -> Iterable[CorpusFinding]:
        for fact in facts[1:]:
            yield CorpusFinding(fact, Finding(fact.fact.span, {"match": "x"}), (facts[0],))

    plan = _with(plan_for("PUN001"), CorpusChecker("same", collect, conclude))
    texts = [document("好，再见。\n", name) for name in ("a.md", "b.md")]
    texts.append(document("好，再见。\n\n<!-- lintcorpus-disable-file LNK001 -->\n", "c.md"))
    found = check(texts, plan)
    assert [(item.path, item.state.value, item.related[0].place.path) for item in found] == [
        ("b.md", "new", "a.md"),
        ("c.md", "suppressed", "a.md"),
    ]


def test_results_do_not_depend_on_the_order_of_documents() -> None:
    texts = [document(f"第{n}篇。\n\n{BAD}", f"{n}.md") for n in range(4)]
    plan = plan_for("PUN001", "DUP006")
    assert check(texts, plan) == check(texts[::-1], plan)


def test_diagnostics_carry_place_frame_and_severity() -> None:
    (item,) = check_document(document("行首😀文字，，末尾\n"), plan_for("PUN001")).diagnostics
    assert (item.place.start.line, item.place.start.column, item.place.start.offset) == (1, 6, 5)
    assert item.place.frame.before == "行首😀文字"
    assert item.place.frame.match == "，，"
    assert item.place.frame.after == "末尾"
    assert item.severity.label == "warning"
