"""Which facts bear on each other after a few documents changed, from what a linking of all of them left behind.

The result is that of linking all facts anew. Facts are compared with the first holders of a fingerprint only. So when
a change makes another fact one of those, what facts that have not changed have in common is counted again.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple, TypeAlias

HOLDERS = 8
"""A fingerprint pairs a fact with so many earlier ones that hold it, twice as many as rules look at."""
SHARE = 0.25
"""The part of the shorter one's fingerprints that two facts have in common at least; the rules ask for more."""

_MOST = 20_000
"""Of more facts it is not counted again what they have in common."""

Numbers = Sequence[int]
PrintsOf: TypeAlias = Callable[[Collection[int]], Mapping[int, bytes]]
"""Gives the fingerprints of facts, 8 bytes each."""


class Links(NamedTuple):
    """What a linking of all facts left behind; facts go by number in order of their documents.

    Attributes:
        sizes: of each fact the number of its fingerprints.
        keys, keyed: the keys of all facts in order, and the fact of each.
        twins, twin_facts: facts that share a key, group by group, and before it the number of each one's group.
        edges: facts with enough fingerprints in common, the two of each pair one after the other.
        heads, head_prints: facts in order that are among the first holders of a fingerprint that has more, and that.
        prints, holders: by part, fingerprints in order, and the fact of each, in order for one fingerprint.
    """

    sizes: Numbers
    keys: Numbers
    keyed: Numbers
    twins: Numbers
    twin_facts: Numbers
    edges: Numbers
    heads: Numbers
    head_prints: Numbers
    prints: Sequence[Numbers]
    holders: Sequence[Numbers]

    @staticmethod
    def of(sections: Mapping[str, memoryview]) -> "Links":
        """The links of these sections; see ``engine.linking.Linking.groups``.

        Raises:
            KeyError: one is missing.
        """

        def wide(name: str) -> Numbers:
            return sections[name].cast("Q")

        def narrow(name: str) -> Numbers:
            return sections[name].cast("I")

        parts = range(sum(name.startswith("prints ") for name in sections))
        return Links(
            narrow("sizes"),
            wide("keys"),
            narrow("keyed"),
            narrow("twins"),
            narrow("twin_facts"),
            narrow("edges"),
            narrow("heads"),
            wide("head_prints"),
            [wide(f"prints {part}") for part in parts],
            [narrow(f"holders {part}") for part in parts],
        )

    def holders_of(self, value: int) -> list[int]:
        """The facts that hold a fingerprint, in order."""
        part = value % len(self.prints)
        prints = self.prints[part]
        start = bisect_left(prints, value)
        if start == len(prints) or prints[start] != value:
            return []
        return list(self.holders[part][start : bisect_right(prints, value, start)])


class Added(NamedTuple):
    """A fact of a document that is new, or not as it was.

    Attributes:
        before: the number of the first fact that comes after it.
        key: as in ``Linking.add``.
        prints: its fingerprints, 8 bytes each.
    """

    before: int
    key: int
    prints: bytes


def groups_after(
    links: Links, removed: Set[int], added: Sequence[Added], prints_of: PrintsOf
) -> list[list[int]] | None:
    """The facts that bear on each other after a change.

    Args:
        links: of the facts before it.
        removed: the facts that are no more.
        added: facts that are new, in order; the first has the number after the last one before.
        prints_of: of facts before the change that are left.

    Returns:
        Groups as of ``Linking.groups``, or ``None`` when so much has changed that all facts are to be linked anew.
    """
    first = len(links.sizes)
    news: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, fact in enumerate(added, first):
        for value in array("Q", fact.prints):
            news[value].append((fact.before, number))

    def left_of(value: int) -> list[int]:
        return [fact for fact in links.holders_of(value) if fact not in removed]

    def rows_of(value: int) -> list[int]:
        return _merged(left_of(value), news.get(value, ()))

    common = Counter[tuple[int, int]]()
    moved: dict[int, set[int]] = defaultdict(set)
    for value in {*news, *_headed(links, removed)}:
        rows = rows_of(value)
        for earlier, later in _moved(links.holders_of(value), left_of(value), rows, removed, first):
            moved[earlier].update(later)
        common.update(_pairs(rows, first))
    if sum(map(len, moved.values())) > _MOST:
        return None
    for earlier, prints in prints_of(moved.keys()).items():
        common.update(_pairs_again(earlier, moved[earlier], map(rows_of, set(array("Q", prints)))))

    def size(fact: int) -> int:
        return links.sizes[fact] if fact < first else len(added[fact - first].prints) // 8

    def place(fact: int) -> tuple[int, int, int]:
        return (fact, 1, 0) if fact < first else (added[fact - first].before, 0, fact)

    union = _Union()
    for one, other in zip(links.edges[::2], links.edges[1::2], strict=True):
        if one not in removed and other not in removed and other not in moved.get(one, ()):
            union.join(one, other)
    for (one, other), count in common.items():
        if count >= SHARE * min(size(one), size(other)):
            union.join(one, other)
    for one, other in _with_one_key(links, removed, added):
        union.join(one, other)
    return sorted((sorted(group, key=place) for group in union.groups()), key=lambda group: place(group[0]))


def _headed(links: Links, facts: Iterable[int]) -> Iterator[int]:
    """The fingerprints of which facts are among the first holders, and there are more."""
    for fact in facts:
        start = bisect_left(links.heads, fact)
        yield from links.head_prints[start : bisect_right(links.heads, fact, start)]


def _merged(left: Sequence[int], news: Sequence[tuple[int, int]]) -> list[int]:
    """Facts in order, with new ones in their places.

    Args:
        left: the facts, in order.
        news: the number of the first fact after each new one, and its own, in order.
    """
    rows = list(left)
    for inserted, (before, number) in enumerate(news):
        rows.insert(bisect_left(left, before) + inserted, number)
    return rows


def _moved(
    before: Sequence[int], left: Sequence[int], rows: Sequence[int], removed: Container[int], first: int
) -> Iterator[tuple[int, Sequence[int]]]:
    """The facts that a fingerprint pairs with later ones and did not, or did and does not, with those.

    Args:
        before: its holders before a change.
        left: those of them that are left.
        rows: its holders now.
        removed: the facts that are no more.
        first: the number of the first new fact.
    """
    heads = sum(fact not in removed for fact in before[:HOLDERS])
    heads_now = sum(fact < first for fact in rows[:HOLDERS])
    for at in range(min(heads, heads_now), min(max(heads, heads_now), len(left) - 1)):
        yield left[at], left[at + 1 :]


def _pairs_again(earlier: int, later: Container[int], every: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The pairs that all fingerprints of a fact make of it and some later ones, from the holders of each."""
    for rows in every:
        for at, fact in enumerate(rows[:HOLDERS]):
            if fact == earlier:
                yield from ((earlier, other) for other in rows[at + 1 :] if other in later)


def _pairs(rows: Sequence[int], first: int) -> Iterator[tuple[int, int]]:
    """The pairs that a fingerprint makes of its holders, those with a new fact only."""
    for at, fact in enumerate(rows):
        if fact >= first:
            for earlier in rows[: min(at, HOLDERS)]:
                if earlier != fact:
                    yield min(earlier, fact), max(earlier, fact)
            if at < HOLDERS:
                yield from ((later, fact) for later in rows[at + 1 :] if later < first)


def _with_one_key(links: Links, removed: Set[int], added: Sequence[Added]) -> Iterator[tuple[int, int]]:
    """Pairs that connect all facts with the same key."""
    last: dict[int, int] = {}
    for group, twin in zip(links.twins, links.twin_facts, strict=True):
        if twin not in removed:
            if group in last:
                yield last[group], twin
            last[group] = twin
    known: dict[int, int] = {}
    for number, fact in enumerate(added, len(links.sizes)):
        if fact.key not in known:
            start = bisect_left(links.keys, fact.key)
            held = links.keyed[start : bisect_right(links.keys, fact.key, start)]
            known[fact.key] = next((other for other in held if other not in removed), number)
        if known[fact.key] != number:
            yield known[fact.key], number


class _Union:
    """Numbers that hang together."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}

    def join(self, one: int, other: int) -> None:
        """Let two numbers hang together."""
        self._parents[self._root(one)] = self._root(other)

    def groups(self) -> Iterable[list[int]]:
        """All of them, those that hang together in one list."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in list(self._parents):
            found[self._root(number)].append(number)
        return found.values()

    def _root(self, number: int) -> int:
        parent = self._parents.setdefault(number, number)
        while parent != self._parents[parent]:
            self._parents[parent] = self._parents[self._parents[parent]]
            parent = self._parents[parent]
        return parent
