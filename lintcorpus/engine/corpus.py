"""Concludes the rules that compare documents, once all facts are there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from lintcorpus.engine.pipeline import Report
from lintcorpus.engine.plan import Plan
from lintcorpus.engine.run_rules import RULE_FAILED, about_file
from lintcorpus.engine.stages.accept import accept
from lintcorpus.engine.stages.suppress import suppress
from lintcorpus.engine.stamp import context_of, fingerprint, usable_fixes
from lintcorpus.model.checker import CorpusChecker, CorpusFinding, LocatedFact
from lintcorpus.model.finding import Diagnostic, RelatedPlace
from lintcorpus.model.rule import Rule


def conclude(
    reports: Sequence[Report],
    plan: Plan,
    plan_of: Callable[[str], Plan],
    known: Mapping[str, Sequence[LocatedFact]] = MappingProxyType({}),
) -> list[Diagnostic]:
    """The diagnostics of all rules across files.

    Args:
        reports: of all documents of the run.
        plan: the run's plan without overrides; options come from it.
        plan_of: the plan of a path, with its overrides; severities and fixes come from it.
        known: by rule, facts of documents that are not in the run; nothing is reported in those.

    Returns:
        Diagnostics, suppressed ones marked, in no particular order.
    """
    directives = {report.path: report.directives for report in reports}
    found: list[Diagnostic] = []
    for rule, checker in plan.corpus:
        facts = [fact for report in reports for fact in report.facts.get(rule.id, ())]
        facts.extend(known.get(rule.id, ()))
        if not facts:
            continue
        try:
            found.extend(stamped(rule, checker, facts, plan_of))
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            params = {"rule": rule.id, "pack": rule.card.pack, "reason": reason}
            first = min(fact.place.path for fact in facts)
            found.extend(about_file(plan, RULE_FAILED, first, params))
    by_path: dict[str, list[Diagnostic]] = {}
    for item in found:
        by_path.setdefault(item.path, []).append(item)
    return [
        done for path, items in by_path.items() for done in accept(suppress(items, directives[path]), plan.accepted)
    ]


def stamped(
    rule: Rule, checker: CorpusChecker, facts: Iterable[LocatedFact], plan_of: Callable[[str], Plan]
) -> list[Diagnostic]:
    """The diagnostics of one rule across files.

    Args:
        rule: with its options.
        checker: what concludes.
        facts: all that bear on each other, in any order.
        plan_of: the plan of a path, with its overrides; severities and fixes come from it.
    """
    ordered = sorted(facts, key=lambda fact: (fact.place.path, fact.fact.span, fact.fact.key))
    seen: dict[tuple[str, str], int] = {}
    return [
        _diagnostic(plan_of(concluded.at.place.path).rules.get(rule.id, rule), concluded, seen)
        for concluded in checker.conclude(ordered, rule.options)
        if not concluded.at.known
    ]


def _diagnostic(rule: Rule, concluded: CorpusFinding, seen: dict[tuple[str, str], int]) -> Diagnostic:
    place, finding = concluded.at.place, concluded.finding
    identity = finding.key or concluded.at.fact.key
    occurrence = seen[place.path, identity] = seen.get((place.path, identity), -1) + 1
    return Diagnostic(
        rule=rule.id,
        place=place,
        severity=rule.severity_of(finding.variant),
        params=dict(finding.params),
        variant=finding.variant,
        fixes=usable_fixes(rule, finding.fixes),
        related=tuple(RelatedPlace(other.place, "same text") for other in concluded.others),
        evidence=dict(finding.evidence),
        fingerprint=fingerprint(rule.id, place.path, identity, occurrence),
        context=context_of(*place.frame[:3])._replace(key=finding.key, occurrence=occurrence),
    )


def judged_rules(plan: Plan, whole_corpus: bool) -> frozenset[str]:
    """The rules that saw all they need in this run."""
    return frozenset(
        identity
        for identity, rule in plan.rules.items()
        if whole_corpus or rule.is_anchored or not isinstance(rule.checker, CorpusChecker)
    )
