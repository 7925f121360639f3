"""Leaves out findings whose card yields to those of other rules at the same place."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping

from lintcorpus.model.card import Card
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.frozen import replace
from lintcorpus.model.selector import matching

_SHARE = 0.5
"""How much of a finding's span the others must cover."""


class Yielding:
    """Which rules yield to which; every rule is looked up once."""

    def __init__(self, cards: Mapping[str, Card]) -> None:
        """Take the catalogue, by id."""
        self._cards = cards
        self._known: dict[tuple[str, str], bool] = {}

    def without_yielding(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The diagnostics of one document without those that yield to others, in the same order.

        A rule that yields to others which yield themselves is asked last. What it knew of other files
        goes to the finding that keeps the place. A suppressed finding claims
        its place as well: who allowed the one wants no other in its place.

        Args:
            found: all diagnostics of the document.
        """
        kept = list(found)
        present = {item.rule for item in kept}
        winners = {
            rule: frozenset(other for other in present if self._yields(rule, other))
            for rule in present
            if self._cards[rule].yields_to
        }
        for rule in sorted(winners, key=lambda rule: (len(winners[rule] & winners.keys()), rule)):
            claims = _Claims(item for item in kept if item.rule in winners[rule])
            gone = {id(item): item for item in kept if item.rule == rule and claims.cover(item)}
            heirs = {id(heir): item for item in gone.values() if (heir := _heir(item, kept, winners[rule])) is not None}
            kept = [_with_places(item, heirs.get(id(item))) for item in kept if id(item) not in gone]
        return kept

    def _yields(self, rule: str, other: str) -> bool:
        """Whether a rule yields to another."""
        known = self._known.get((rule, other))
        if known is None:
            only = {other: self._cards[other]}  # to look up a name among all cards would make all of them
            known = rule != other and any(matching(only, name) for name in self._cards[rule].yields_to)
            self._known[rule, other] = known
        return known


def without_yielding(found: Iterable[Diagnostic], cards: Mapping[str, Card]) -> list[Diagnostic]:
    """As ``Yielding``, for one document only."""
    return Yielding(cards).without_yielding(found)


def _heir(item: Diagnostic, found: Iterable[Diagnostic], winners: Container[str]) -> Diagnostic | None:
    """The finding that covers most of a place, for the other files that the place is known from."""
    if all(other.place.path == item.path for other in item.related):
        return None
    claims = [other for other in found if other.rule in winners and _common(other, item) > 0]
    return max(claims, key=lambda other: _common(other, item))


def _common(first: Diagnostic, second: Diagnostic) -> int:
    return min(first.span.end, second.span.end) - max(first.span.start, second.span.start)


def _with_places(item: Diagnostic, gone: Diagnostic | None) -> Diagnostic:
    """A finding with the other places that the one knew which yielded to it."""
    if gone is None:
        return item
    return replace(item, related=(*item.related, *gone.related), evidence={**gone.evidence, **item.evidence})


class _Claims:
    """Places, merged where they overlap."""

    def __init__(self, items: Iterable[Diagnostic]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(item.span for item in items):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def cover(self, item: Diagnostic) -> bool:
        """Whether they cover enough of a diagnostic's span."""
        start, end = item.span
        covered, at = 0, bisect_left(self._ends, start)
        while at < len(self._starts) and self._starts[at] < end:
            covered += min(end, self._ends[at]) - max(start, self._starts[at])
            at += 1
        return covered > 0 and covered >= _SHARE * (end - start)
