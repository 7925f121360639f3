"""Applies fixes to one document, pass by pass, until nothing more is offered."""

import bisect
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from lintcorpus.engine.guard import GuardedFix, violations
from lintcorpus.engine.plan import Plan
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.fix import Edit, Fix, Moved, Safety, apply_edits
from lintcorpus.model.frozen import frozen, replace
from lintcorpus.model.result import AppliedFix
from lintcorpus.model.span import Span

_PASSES = 12

Wanted: TypeAlias = Callable[[Document, Diagnostic, Fix], bool]
"""Says whether a fix may be applied to a document; asked again in each pass in which it is offered."""


def every_fix(document: Document, diagnostic: Diagnostic, fix: Fix) -> bool:
    """Every fix is wanted."""
    return True


class DroppedRule(NamedTuple):
    """A rule whose fixes were withdrawn from a file, and why."""

    rule: str
    reason: str


@frozen
class FixOutcome:
    """What became of a document.

    Attributes:
        document: with the final text, and the encoding in which it is to be written.
        applied: every fix that was applied, pass by pass.
        dropped: rules whose fixes broke the guarantee.
    """

    document: Document
    applied: tuple[AppliedFix, ...]
    dropped: tuple[DroppedRule, ...]


class _Offer(NamedTuple):
    """A fix that could be applied in this pass."""

    rule: str
    fix: Fix


def fix_document(
    document: Document,
    check: Callable[[Document], Sequence[Diagnostic]],
    plan: Plan,
    least: Safety,
    wanted: Wanted = every_fix,
) -> FixOutcome:
    """Apply all fixes that are at least this safe, to a fixed point.

    When the guard finds a difference that no rule declares, or the end result has new findings or
    does not settle, the file starts again without the fixes of the last rule in order, until it
    holds; in the worst case the document stays as it was.

    Args:
        document: the file; never a lossy one.
        check: gives the diagnostics of a document, suppressed ones marked.
        plan: the rules, for what their cards declare.
        least: the least safety that is applied.
        wanted: asked before a fix is applied.
    """
    barred: list[DroppedRule] = []
    while True:
        try:
            after, applied = _settle(document, check, plan, least, wanted, {item.rule for item in barred})
            return FixOutcome(after, applied, tuple(barred))
        except _BrokenGuaranteeError as error:
            barred.append(DroppedRule(error.rule, error.reason))


class _BrokenGuaranteeError(Exception):
    """The fixes of a rule must be withdrawn."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule = rule
        self.reason = reason


def _settle(
    document: Document,
    check: Callable[[Document], Sequence[Diagnostic]],
    plan: Plan,
    least: Safety,
    wanted: Wanted,
    barred: set[str],
) -> tuple[Document, tuple[AppliedFix, ...]]:
    current, first = document, check(document)
    found = first
    applied: list[AppliedFix] = []
    touched: list[Span] = []
    seen = {(document.text, document.encoding)}
    for run in range(1, _PASSES + 1):
        able = [item for item in found if item.rule not in barred]
        chosen = _choose(_offers(able, plan, least, partial(wanted, current)))
        if not chosen:
            local = [item for item in found if not plan.cards[item.rule].contextual]
            _no_new_findings(document, first, current, local, touched, applied)
            return current, tuple(applied)
        edits = sorted({edit for offer in chosen for edit in offer.fix.edits})
        after = _repaired(current, edits, chosen)
        _guarded(current, after, chosen, plan)
        if (after.text, after.encoding) in seen:
            raise _BrokenGuaranteeError(_last(chosen), "its fix and another undo each other")
        seen.add((after.text, after.encoding))
        for offer in chosen:
            applied.append(AppliedFix(document.path, offer.rule, offer.fix.title, offer.fix.edits, run))
        touched = Moved(edits).spans([*touched, *(edit.span for edit in edits)])
        current, found = after, check(after)
    raise _BrokenGuaranteeError(applied[-1].rule, f"its fixes did not settle in {_PASSES} passes")


def _repaired(document: Document, edits: Sequence[Edit], chosen: Sequence[_Offer]) -> Document:
    after = document.with_text(apply_edits(document.text, edits))
    encoding = next((offer.fix.encoding for offer in chosen if offer.fix.encoding), None)
    return after if encoding is None else replace(after, encoding=encoding, bom=False, confidence=None)


def _offers(
    found: Sequence[Diagnostic], plan: Plan, least: Safety, wanted: Callable[[Diagnostic, Fix], bool]
) -> list[_Offer]:
    """The fixes that may be applied now: those that must wait for another rule's fixes are left out."""
    offers = [
        _Offer(item.rule, fix)
        for item in found
        if item.state is State.NEW
        for fix in item.fixes
        if fix.safety >= least and (fix.edits or fix.encoding) and wanted(item, fix)
    ]
    pending = {offer.rule for offer in offers}
    return [offer for offer in offers if not pending & plan.cards[offer.rule].fix.after.keys()]


def _choose(offers: Iterable[_Offer]) -> list[_Offer]:
    """Offers whose edits do not overlap: the earlier start wins, equal edits count once."""
    chosen: list[_Offer] = []
    taken: list[Edit] = []  # sorted; no two overlap
    for offer in sorted(offers, key=_place):
        fresh = [edit for edit in offer.fix.edits if not _contains(taken, edit)]
        if (fresh or offer.fix.encoding) and not any(_clashes(taken, edit) for edit in fresh):
            chosen.append(offer)
            for edit in fresh:
                bisect.insort(taken, edit)
    return chosen


def _place(offer: _Offer) -> tuple[list[Span], str, tuple[Edit, ...]]:
    return [edit.span for edit in offer.fix.edits[:1]], offer.rule, offer.fix.edits


def _contains(taken: Sequence[Edit], edit: Edit) -> bool:
    at = bisect.bisect_left(taken, edit)
    return at < len(taken) and taken[at] == edit


def _clashes(taken: Sequence[Edit], edit: Edit) -> bool:
    """Whether an edit overlaps one of the sorted ones; next to each other only insertions do."""
    at = bisect.bisect_left(taken, edit)
    return any(edit.span.overlaps(other.span) for other in taken[max(0, at - 2) : at + 2])


def _guarded(before: Document, after: Document, chosen: Sequence[_Offer], plan: Plan) -> None:
    """Raise for the last rule whose fixes must go for the guarantee to hold."""
    broken = violations(before, after, _declared(chosen, plan))
    if not broken:
        return
    for rule in sorted({offer.rule for offer in chosen}, reverse=True):
        alone = [offer for offer in chosen if offer.rule == rule]
        edits = sorted({edit for offer in alone for edit in offer.fix.edits})
        single = before.with_text(apply_edits(before.text, edits))
        own = violations(before, single, _declared(alone, plan))
        if own:
            raise _BrokenGuaranteeError(rule, f"its fix would change {', '.join(own)}")
    raise _BrokenGuaranteeError(_last(chosen), f"together with others its fix would change {', '.join(broken)}")


def _declared(chosen: Iterable[_Offer], plan: Plan) -> list[GuardedFix]:
    """What edits the text, with what its card declares; another encoding alone changes nothing."""
    return [GuardedFix(offer.fix.edits, plan.cards[offer.rule].fix.changes) for offer in chosen if offer.fix.edits]


def _last(chosen: Sequence[_Offer]) -> str:
    return max(offer.rule for offer in chosen)


def _no_new_findings(
    before: Document,
    first: Sequence[Diagnostic],
    after: Document,
    last: Sequence[Diagnostic],
    touched: Sequence[Span],
    applied: Sequence[AppliedFix],
) -> None:
    """Raise when a repair brought a fault that was not there.

    A finding at a place that was edited is not new: a wrap or a stray mark may have hidden it. Nor
    is one of a rule that weighs the whole article: a repaired block may say more about others.
    One that stands for all places in the file may move to the next when a repair takes the first.
    """
    if not applied:
        return
    known: dict[tuple[str, str], int] = {}
    for item in first:
        key = (item.rule, item.context.key or _matched(before, item))
        known[key] = known.get(key, 0) + 1
    for item in last:
        key = (item.rule, item.context.key or _matched(after, item))
        if known.get(key, 0) > 0:
            known[key] -= 1
        elif not any(item.span.touches(span) for span in touched):
            culprit = _nearest(applied)
            raise _BrokenGuaranteeError(culprit, f"its fix brings a new {item.rule}")


def _nearest(applied: Sequence[AppliedFix]) -> str:
    return max(item.rule for item in applied)


def _matched(document: Document, item: Diagnostic) -> str:
    return "".join(document.slice(item.span).split())
