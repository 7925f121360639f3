"""Diagnostics about the run and about files that have no text: the engine's own rules."""

from collections.abc import Mapping
from typing import Any

from lintcorpus.engine.plan import Plan
from lintcorpus.engine.stamp import fingerprint, place_of
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Context, Diagnostic, Frame, Place
from lintcorpus.model.origin import Origin
from lintcorpus.model.rule import Rule
from lintcorpus.model.span import Position, Span

UNUSED_SUPPRESSION = "RUN001"
MALFORMED_SUPPRESSION = "RUN002"
UNREADABLE_FILE = "RUN003"
RULE_FAILED = "RUN004"
BINARY_CONTENT = "ENC009"


def about_place(plan: Plan, rule: str, document: Document, span: Span, params: Mapping[str, Any]) -> list[Diagnostic]:
    """A diagnostic of the engine at a span, or nothing when the user switched the rule off."""
    return _made(plan, rule, place_of(document, span), params)


def about_file(
    plan: Plan,
    rule: str,
    path: str,
    params: Mapping[str, Any],
    line: int = 1,
    origin: Origin | None = None,
    variant: str = "",
) -> list[Diagnostic]:
    """A diagnostic of the engine about a file or record whose text is not at hand, or nothing when the rule is off."""
    start = Position(line, 1, 0)
    place = Place(path, start, start, Frame("", "", "", (False, False, False)), origin=origin)
    return _made(plan, rule, place, params, variant)


def failed_rule(plan: Plan, document: Document, rule: Rule, error: Exception) -> list[Diagnostic]:
    """A rule raised while it looked at a document."""
    import traceback  # it takes long to import, and rules seldom fail

    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f" ({last[0].filename.rsplit('/', 1)[-1]}:{last[0].lineno})" if last else ""
    reason = f"{type(error).__name__}: {error}{where}".replace("\n", " ")
    params = {"rule": rule.id, "pack": rule.card.pack, "reason": reason}
    return about_file(plan, RULE_FAILED, document.path, params, origin=document.origin)


def _made(plan: Plan, rule: str, place: Place, params: Mapping[str, Any], variant: str = "") -> list[Diagnostic]:
    bound = plan.rules.get(rule)
    if bound is None:
        return []
    identity = "\0".join(str(params[name]) for name in sorted(params))
    return [
        Diagnostic(
            rule=rule,
            place=place,
            severity=bound.severity_of(variant),
            params=dict(params),
            variant=variant,
            fingerprint=fingerprint(rule, place.path, identity, 0),
            context=Context(key=identity.replace("\0", " ")),
        )
    ]
