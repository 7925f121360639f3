"""From one document to its diagnostics and facts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from lintcorpus.engine.plan import Plan
from lintcorpus.engine.run_rules import failed_rule
from lintcorpus.engine.stages.accept import accept
from lintcorpus.engine.stages.order import in_order
from lintcorpus.engine.stages.suppress import Directives, read_directives, suppress
from lintcorpus.engine.stamp import place_of, stamp
from lintcorpus.model.checker import LocatedFact
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Finding
from lintcorpus.model.rule import Rule


@dataclass(frozen=True)
class FileReport:
    """What one document gave: everything that needed its text is complete.

    Attributes:
        path: the document's path.
        diagnostics: of all rules that look at single documents, suppressed ones included.
        facts: by rule id, for the rules that compare documents.
        directives: the suppression comments, for findings that are concluded later.
    """

    path: str
    diagnostics: tuple[Diagnostic, ...]
    facts: Mapping[str, tuple[LocatedFact, ...]] = field(default_factory=dict)
    directives: Directives = field(default_factory=Directives)


def check_document(document: Document, plan: Plan) -> FileReport:
    """Run every rule of a plan on one document.

    A rule that raises becomes one RUN004 diagnostic; the others go on.
    """
    directives = read_directives(document, plan)
    found: list[Diagnostic] = list(directives.malformed)
    for rule, look in _looks(document, plan):
        try:
            findings = list(look())
            if findings:
                found.extend(stamp(document, rule, findings))
        except Exception as error:
            found.extend(failed_rule(plan, document, rule, error))
    facts: dict[str, tuple[LocatedFact, ...]] = {}
    for rule, checker in plan.corpus:
        try:
            facts[rule.id] = tuple(
                LocatedFact(fact, place_of(document, fact.span)) for fact in checker.collect(document, rule.options)
            )
        except Exception as error:
            found.extend(failed_rule(plan, document, rule, error))
    return FileReport(
        document.path, tuple(in_order(accept(suppress(found, directives), plan.accepted))), facts, directives
    )


def _looks(document: Document, plan: Plan) -> Iterator[tuple[Rule, Callable[[], Iterable[Finding]]]]:
    """Each rule with the call that makes it look at the document."""
    for rule, checker in plan.checked:
        yield rule, partial(checker.check, document, rule.options)
    hits = plan.literals.hits(document.text)
    for identity, (rule, anchored) in plan.anchored.items():
        if identity in hits:
            yield rule, partial(anchored.check, document, rule.options, hits[identity])
