"""The one literal pass over a document, shared by all rules that have anchors."""

from collections.abc import Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.rule import Rule

_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


class LiteralPass:
    """Finds the anchors of many rules at once.

    Matches overlap, so that no rule's anchor hides another's.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        owners: dict[str, list[str]] = {}
        for rule in rules:
            if isinstance(rule.checker, AnchoredChecker):
                for anchor in dict.fromkeys(literal.lower() for literal in rule.checker.anchors(rule.options)):
                    if not anchor:
                        raise ValueError(f"{rule.id}: an anchor must not be empty")
                    owners.setdefault(anchor, []).append(rule.id)
        self._anchors = sorted(owners)
        self._owners = [tuple(owners[anchor]) for anchor in self._anchors]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._anchors, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)

    def hits(self, text: str) -> dict[str, list[Hit]]:
        """The anchors found in a text.

        Args:
            text: a document's text.

        Returns:
            Rule id to hits in order of place (code points); rules without a hit are absent.
        """
        if not self._anchors:
            return {}
        lower = text.lower()
        if len(lower) != len(text):
            # A few capitals grow when lowered; ASCII alone keeps every offset.
            lower = text.translate(_ASCII_LOWER)
        found: dict[str, list[Hit]] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            hit = Hit(self._anchors[index], start, end)
            for rule in self._owners[index]:
                found.setdefault(rule, []).append(hit)
        for hits in found.values():
            hits.sort(key=_place)
        return found


def _place(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end
