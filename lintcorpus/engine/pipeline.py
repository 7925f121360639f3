"""From one document to its diagnostics and facts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol

from lintcorpus.article.header.account import account_name
from lintcorpus.engine.plan import Plan
from lintcorpus.engine.run_rules import failed_rule
from lintcorpus.engine.stages.accept import accept
from lintcorpus.engine.stages.order import in_order
from lintcorpus.engine.stages.suppress import Directives, read_directives, suppress
from lintcorpus.engine.stamp import place_of, stamp
from lintcorpus.model.checker import AnchoredChecker, Hit, LocatedFact
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Finding
from lintcorpus.model.frozen import field, often_made
from lintcorpus.model.rule import Rule


class Report(Protocol):
    """What one document gave, wherever it is kept; see ``FileReport``."""

    @property
    def path(self) -> str:
        """The document's path."""

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """Of all rules that look at single documents."""

    @property
    def facts(self) -> Mapping[str, Sequence[LocatedFact]]:
        """By rule id, for the rules that compare documents."""

    @property
    def directives(self) -> Directives:
        """The suppression comments."""

    @property
    def digest(self) -> str:
        """Of the file's bytes."""

    @property
    def account(self) -> str:
        """Who published the article."""

    @property
    def findings(self) -> int:
        """The number of diagnostics."""


@often_made
class FileReport:
    """What one document gave: everything that needed its text is complete.

    Attributes:
        path: the document's path.
        diagnostics: of all rules that look at single documents, suppressed ones included.
        facts: by rule id, for the rules that compare documents.
        directives: the suppression comments, for findings that are concluded later.
        digest: of the file's bytes; empty when the text is not that of a file.
        account: who published the article, as far as its header tells.
    """

    path: str
    diagnostics: tuple[Diagnostic, ...]
    facts: Mapping[str, tuple[LocatedFact, ...]] = field(default_factory=dict)
    directives: Directives = field(default_factory=Directives)
    digest: str = ""
    account: str = ""

    @property
    def findings(self) -> int:
        """The number of diagnostics."""
        return len(self.diagnostics)


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
    facts, failed = collect_facts(document, plan)
    found.extend(failed)
    done = tuple(in_order(accept(suppress(found, directives), plan.accepted)))
    return FileReport(document.path, done, facts, directives, document.digest, account_name(document))


def collect_facts(document: Document, plan: Plan) -> tuple[dict[str, tuple[LocatedFact, ...]], list[Diagnostic]]:
    """What a document contributes to the rules across files, by rule id, and diagnostics of rules that failed."""
    facts: dict[str, tuple[LocatedFact, ...]] = {}
    failed: list[Diagnostic] = []
    for rule, checker in plan.corpus:
        try:
            facts[rule.id] = tuple(
                LocatedFact(fact, place_of(document, fact.span)) for fact in checker.collect(document, rule.options)
            )
        except Exception as error:
            failed.extend(failed_rule(plan, document, rule, error))
    return facts, failed


def _looks(document: Document, plan: Plan) -> Iterator[tuple[Rule, Callable[[], Iterable[Finding]]]]:
    """Each rule with the call that makes it look at the document."""
    for rule, checker in plan.checked:
        yield rule, partial(checker.check, document, rule.options)
    hits = plan.literals.hits(document.text)
    for identity, rule in plan.anchored.items():
        if identity in hits:
            yield rule, partial(_look, document, rule, hits[identity])


def _look(document: Document, rule: Rule, hits: Sequence[Hit]) -> Iterable[Finding]:
    assert isinstance(rule.checker, AnchoredChecker)
    return rule.checker.check(document, rule.options, hits)
