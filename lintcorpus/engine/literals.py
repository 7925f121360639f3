"""The one literal pass over a document, shared by all rules that have anchors."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import add, itemgetter
from typing import NamedTuple, overload

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.matches import matches
from lintcorpus.model.rule import Rule

_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


class Anchors(NamedTuple):
    """The anchors of rules, as plain data that can be kept.

    Attributes:
        rules: groups of the ids of rules that have the same anchors.
        literals: all anchors, in lower case, each once.
        owners: for each of them the groups that have it, as indices.
    """

    rules: Sequence[Sequence[str]]
    literals: Sequence[str]
    owners: Sequence[Sequence[int]]


def anchors_of(rules: Iterable[Rule]) -> Anchors:
    """Collect the anchors of rules.

    Raises:
        ValueError: an anchor is empty.
    """
    # Rules that read one lexicon have the same anchors, and so the same hits.
    sets: dict[frozenset[str], list[str]] = {}
    lowered = _Lowered()
    for rule in rules:
        if isinstance(rule.checker, AnchoredChecker):
            anchors = lowered(rule.checker.anchors(rule.options))
            if "" in anchors:
                raise ValueError(f"{rule.id}: an anchor must not be empty")
            sets.setdefault(anchors, []).append(rule.id)
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for index, anchors in enumerate(sets):
        for anchor in anchors:
            owners[anchor].append(index)
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}
    groups = [shared.setdefault(group, group) for group in map(tuple, owners.values())]
    return Anchors(list(sets.values()), list(owners), groups)


class LiteralPass:
    """Finds the anchors of many rules at once.

    Matches overlap, so that no rule's anchor hides another's.
    """

    def __init__(self, anchors: Anchors) -> None:
        """Take the anchors."""
        self._rules, self._anchors, self._owners = anchors
        self._longest = max(map(len, self._anchors), default=0)
        self._automaton: AhoCorasick | None = None
        self._is_first = True

    def hits(self, text: str) -> dict[str, Sequence[Hit]]:
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
        is_alone, self._is_first = self._is_first and len(text) <= _SHORT, False
        anchors, owners = self._possible(lower) if is_alone else (self._anchors, self._owners)
        automaton = _built(anchors) if is_alone else self._matcher()
        places = _places(automaton, lower, self._longest)
        if len(lower) > _LONG:
            return self._by_rule(self._packed(places))
        found: defaultdict[int, list[Hit]] = defaultdict(list)
        make = tuple.__new__  # by far the quickest way to a named tuple
        for index, start, end in places:
            hit = make(Hit, (anchors[index], start, end))
            for group in owners[index]:
                found[group].append(hit)
        return self._by_rule(found)

    def _packed(self, places: Iterable[tuple[int, int, int]]) -> dict[int, "_Packed"]:
        """Hits by group: with an object for each a long text of nothing but anchors would take gigabytes."""
        found: dict[int, _Packed] = {}
        for index, start, _ in places:
            for group in self._owners[index]:
                hits = found.get(group)
                if hits is None:
                    hits = found[group] = _Packed(self._anchors, array("I"), array("I"))
                hits.add(index, start)
        return found

    def _by_rule(self, found: Mapping[int, Sequence[Hit]]) -> dict[str, Sequence[Hit]]:
        return {rule: hits for group, hits in found.items() for rule in self._rules[group]}

    def _possible(self, text: str) -> tuple[Sequence[str], Sequence[Sequence[int]]]:
        """The anchors of which the first two characters stand in a text, and their owners.

        They are an eighth of all, and so is the time that their automaton takes: the first text may be the only one.
        """
        beginnings = {*text, *map(add, text, text[1:])}
        chosen = [anchor[:2] in beginnings for anchor in self._anchors]
        return [*compress(self._anchors, chosen)], [*compress(self._owners, chosen)]

    def _matcher(self) -> AhoCorasick:
        if self._automaton is None:
            self._automaton = _built(self._anchors)
        return self._automaton


def _built(anchors: Sequence[str]) -> AhoCorasick:
    """The automaton of some anchors.

    One that is a table (``Implementation.DFA``) takes 8 ms less for a megabyte, where nothing else wants the caches of
    the processor, and 80 MB more in each process: measured with 13,800 anchors.
    """
    return AhoCorasick(anchors, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)


def _places(automaton: AhoCorasick, text: str, longest: int) -> Iterator[tuple[int, int, int]]:
    """The places of anchors by start and end, sought piece by piece, so that few that overlap are ever in memory.

    Args:
        automaton: of the anchors.
        text: any.
        longest: code points of the longest anchor.
    """
    for begin in range(0, len(text), _PIECE):
        piece = text if len(text) <= _PIECE else text[begin : begin + _PIECE + longest - 1]
        places = matches(automaton, piece, overlapping=True)
        places.sort(key=_START)  # they come in order of their ends, so this orders by both
        if len(places) > _MANY:
            places = _apart(places)
        if not begin and piece is text:
            yield from places
            return
        for index, start, end in places:
            if start >= _PIECE:
                break  # the next piece has it
            yield index, start + begin, end + begin


def _apart(places: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The places in order without those that overlap one of the same anchor."""
    ends: dict[int, int] = {}
    kept = []
    for place in places:
        if place[1] >= ends.get(place[0], 0):
            ends[place[0]] = place[2]
            kept.append(place)
    return kept


class _Packed(Sequence[Hit]):
    """Hits in 8 bytes each, made when they are asked for."""

    def __init__(self, anchors: Sequence[str], numbers: "array[int]", starts: "array[int]") -> None:
        self._anchors = anchors
        self._numbers = numbers
        self._starts = starts

    def add(self, number: int, start: int) -> None:
        """Add a hit of the anchor with this number at this offset."""
        self._numbers.append(number)
        self._starts.append(start)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> Hit: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Hit]: ...
    def __getitem__(self, at: int | slice) -> Hit | Sequence[Hit]:
        if isinstance(at, slice):
            return _Packed(self._anchors, self._numbers[at], self._starts[at])
        literal, start = self._anchors[self._numbers[at]], self._starts[at]
        return Hit(literal, start, start + len(literal))

    def __iter__(self) -> Iterator[Hit]:
        anchors, make = self._anchors, tuple.__new__
        for number, start in zip(self._numbers, self._starts, strict=True):
            literal = anchors[number]
            yield make(Hit, (literal, start, start + len(literal)))


class _Lowered:
    """Literals in lower case; rules that share one set of thousands have it lowered once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Iterable[str], frozenset[str]]] = {}

    def __call__(self, literals: Iterable[str]) -> frozenset[str]:
        known = self._known.get(id(literals))
        if known is None:
            lower = frozenset(map(str.lower, literals))
            known = self._known[id(literals)] = literals, lower  # held, so that the identity stays taken
        return known[1]


_SHORT = 50_000
"""Code points of a first text for which an automaton of its own is built."""
_PIECE = 50_000
"""Code points of a text that are looked through at once."""
_MANY = _PIECE // 2
"""Places in a piece beyond which it is made of anchors: those that overlap are told once."""
_LONG = 200_000
"""Code points of a text beyond which memory counts more than time."""
_START = itemgetter(1)
