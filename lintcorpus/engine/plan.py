"""What is to be run on a document: the bound rules, ready to go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lintcorpus.engine.literals import LiteralPass
from lintcorpus.model.accepted import Accepted
from lintcorpus.model.card import Card
from lintcorpus.model.checker import AnchoredChecker, Checker, CorpusChecker
from lintcorpus.model.rule import Rule


@dataclass(frozen=True, eq=False)
class Plan:
    """The rules that run on a document, by id.

    Attributes:
        rules: all selected rules.
        cards: the whole catalogue, so that comments may name rules that do not run.
        inline: whether suppression comments in the text count.
        accepted: entries of the accepted file.
        across: whether documents are compared with each other.
    """

    rules: Mapping[str, Rule]
    cards: Mapping[str, Card]
    inline: bool = True
    accepted: tuple[Accepted, ...] = ()
    across: bool = True

    @cached_property
    def checked(self) -> Sequence[tuple[Rule, Checker]]:
        """The rules that look at whole documents."""
        return [(rule, rule.checker) for rule in self.rules.values() if isinstance(rule.checker, Checker)]

    @cached_property
    def anchored(self) -> Mapping[str, tuple[Rule, AnchoredChecker]]:
        """The rules that look where their literals stand."""
        return {
            rule.id: (rule, rule.checker) for rule in self.rules.values() if isinstance(rule.checker, AnchoredChecker)
        }

    @cached_property
    def corpus(self) -> Sequence[tuple[Rule, CorpusChecker]]:
        """The rules that compare documents; none when that is not wanted."""
        if not self.across:
            return []
        return [(rule, rule.checker) for rule in self.rules.values() if isinstance(rule.checker, CorpusChecker)]

    @cached_property
    def literals(self) -> LiteralPass:
        """The literal pass for all anchored rules."""
        return LiteralPass([rule for rule, _ in self.anchored.values()])
