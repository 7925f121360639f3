"""What is to be run on a document: the bound rules, ready to go."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from lintcorpus.engine.literals import Anchors, LiteralPass, anchors_of
from lintcorpus.model.accepted import Accepted
from lintcorpus.model.card import Card
from lintcorpus.model.checker import Checker, CorpusChecker
from lintcorpus.model.frozen import frozen
from lintcorpus.model.rule import Rule


@frozen
class Plan:
    """The rules that run on a document, by id.

    Attributes:
        rules: all selected rules.
        cards: the whole catalogue, so that comments may name rules that do not run.
        inline: whether suppression comments in the text count.
        accepted: entries of the accepted file.
        across: whether documents are compared with each other.
        anchors: of the rules, when they are known already.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    rules: Mapping[str, Rule]
    cards: Mapping[str, Card]
    inline: bool = True
    accepted: tuple[Accepted, ...] = ()
    across: bool = True
    anchors: Anchors | None = None

    @cached_property
    def checked(self) -> Sequence[tuple[Rule, Checker]]:
        """The rules that look at whole documents."""
        others = [rule for rule in self.rules.values() if not rule.is_anchored]
        return [(rule, rule.checker) for rule in others if isinstance(rule.checker, Checker)]

    @cached_property
    def anchored(self) -> Mapping[str, Rule]:
        """The rules that look where their literals stand."""
        return {rule.id: rule for rule in self.rules.values() if rule.is_anchored}

    @cached_property
    def corpus(self) -> Sequence[tuple[Rule, CorpusChecker]]:
        """The rules that compare documents; none when that is not wanted."""
        if not self.across:
            return []
        others = [rule for rule in self.rules.values() if not rule.is_anchored]
        return [(rule, rule.checker) for rule in others if isinstance(rule.checker, CorpusChecker)]

    @cached_property
    def literals(self) -> LiteralPass:
        """The literal pass for all anchored rules."""
        return LiteralPass(self.anchors or anchors_of(self.anchored.values()))
