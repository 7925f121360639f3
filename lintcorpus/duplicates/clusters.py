"""Groups of files that are near copies of each other, and files that stand within larger ones."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lintcorpus.article.repeats.containment import Shares
from lintcorpus.duplicates.common import common

_STRONG = 0.8
"""Texts that share so much of each other are one text when it is counted in how many a fingerprint stands."""
_MANY, _MANY_SHARE = 3, 0.001
"""What stands in more different texts, and in more than this share of all, is boilerplate: pages of one site share half
of their letters. Of very many texts more than three have a turn of phrase in common by chance."""
_CANDIDATE = 0.3
"""Part of the threshold that makes a candidate: the first count knows neither crowds nor boilerplate."""
_WEAK = 0.5
"""Part of the threshold that a member must share with the representative, whatever it shares with another member."""


class Text(NamedTuple):
    """One document as it is compared.

    Attributes:
        path: its path as reports show it.
        length: of its normal form in characters.
        prints: how many fingerprints it has.
        title: of a page that is mostly menus, which is compared only with one of the same title; else empty.
    """

    path: str
    length: int
    prints: int
    title: str = ""


class Member(NamedTuple):
    """A document and what it is to the representative of its cluster.

    Attributes:
        path: its path as reports show it.
        length: of its normal form in characters.
        relation: ``copy``, ``contained`` in the representative, or it ``contains`` the representative.
        share: of its own fingerprints that the representative has.
        share_of_kept: of those of the representative that it has.
        through: the member that it shares more with, where its share with the representative is below the threshold.
    """

    path: str
    length: int
    relation: str
    share: float
    share_of_kept: float
    through: str = ""


class Cluster(NamedTuple):
    """Documents of which one would do.

    Attributes:
        kind: ``copies``, or ``container`` where the representative holds the others besides more.
        path: the representative.
        length: of its normal form in characters.
        reason: why it is the one to keep.
        members: the others, by path.
    """

    kind: str
    path: str
    length: int
    reason: str
    members: tuple[Member, ...]


Dates = Callable[[Sequence[str]], Mapping[str, str]]
"""Gives for each of some paths the day of publication (ISO); paths without one are left out."""


def clusters(
    texts: Iterable[Text], hashes: "array[int]", threshold: float, dates: Dates, documents: int = 0
) -> list[Cluster]:
    """The clusters of near duplicates among some texts, by the path of the representative.

    Args:
        texts: the texts, in any order.
        hashes: their fingerprints, one text after the other.
        threshold: the share of the shorter text that makes two texts near duplicates, above 0 up to 1.
        dates: asked once, for the documents that are in any cluster.
        documents: how many there are, where these are only those of them that may have anything in common.
    """
    ordered, hashes = _longest_first(list(texts), hashes)
    many = max(_MANY, int(_MANY_SHARE * max(documents, len(ordered))))
    found = common(hashes, [text.prints for text in ordered], _CANDIDATE * threshold, many)
    pairs = [(first, second) for first, second in found.pairs if _may_be_one(ordered[first], ordered[second])]
    sharing = _Sharing(found.sizes, found.numbers)
    sharing.leave_out(_boilerplate(found.crowds, _united(sharing, pairs, _STRONG), many))
    near = [(pair, shares) for pair in pairs if _is_near(shares := sharing.of(*pair), threshold)]
    copies = [pair for pair, shares in near if shares.are_copies(threshold)]
    within = {pair: shares for pair, shares in near if shares.is_contained(threshold)}
    known = dates([ordered[at].path for at in sorted({at for pair, _ in near for at in pair})])
    makers = _Makers(ordered, sharing, threshold, known)
    return sorted([*makers.of_copies(copies), *makers.of_containers(within)], key=lambda item: (item.path, item.kind))


def _longest_first(texts: list[Text], hashes: "array[int]") -> tuple[list[Text], "array[int]"]:
    """The texts in an order of their own, so that nothing depends on that of the files, with their fingerprints.

    What holds others comes before them: the first holders of a fingerprint are those that it pairs.
    """
    starts = []
    at = 0
    for text in texts:
        starts.append(at)
        at += text.prints
    order = sorted(range(len(texts)), key=lambda index: (-texts[index].length, texts[index].path))
    moved = array("Q")
    for index in order:
        moved.extend(hashes[starts[index] : starts[index] + texts[index].prints])
    return [texts[index] for index in order], moved


def _may_be_one(first: Text, second: Text) -> bool:
    return first.title == second.title or not (first.title and second.title)


def _is_near(shares: Shares, threshold: float) -> bool:
    return shares.are_copies(threshold) or shares.is_contained(threshold)


class _Sharing:
    """Counts exactly what two texts have in common."""

    def __init__(self, sizes: Sequence[int], numbers: Mapping[int, "array[int]"]) -> None:
        self._sizes = dict(enumerate(sizes))
        self._numbers = dict(numbers)
        self._last = (-1, frozenset[int]())

    def of(self, first: int, second: int) -> Shares:
        """What two texts of pairs share."""
        if self._last[0] != first:  # pairs come ordered by the first
            self._last = first, frozenset(self._numbers[first])
        count = len(self._last[1].intersection(self._numbers[second]))
        return Shares(count, self._sizes[first], self._sizes[second])

    def leave_out(self, numbers: frozenset[int]) -> None:
        """Let some fingerprints count for nothing from now on."""
        if numbers:
            for text, own in self._numbers.items():
                kept = array("I", [number for number in own if number not in numbers])
                self._sizes[text] -= len(own) - len(kept)
                self._numbers[text] = kept
            self._last = (-1, frozenset())


def _united(sharing: _Sharing, pairs: Iterable[tuple[int, int]], threshold: float) -> dict[int, int]:
    """For each text that is a copy of another one the first of all that are connected with it."""
    return _roots(pair for pair in pairs if sharing.of(*pair).are_copies(threshold))


def _roots(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each node of a graph the smallest node of its component."""
    roots: dict[int, int] = {}

    def root(node: int) -> int:
        while (above := roots.setdefault(node, node)) != node:
            roots[node] = roots[above]
            node = above
        return node

    for first, second in pairs:
        low, high = sorted((root(first), root(second)))
        roots[high] = low
    return {node: root(node) for node in list(roots)}


def _boilerplate(crowds: Mapping[int, Sequence[int]], roots: Mapping[int, int], many: int) -> frozenset[int]:
    """Fingerprints that stand in many texts which are not copies of each other."""
    return frozenset(
        number
        for number, holders in crowds.items()
        # Only in copies two holders can be one text; counting them is needed where there are some.
        if len(holders if roots.keys().isdisjoint(holders) else {roots.get(text, text) for text in holders}) > many
    )


@dataclass(frozen=True)
class _Makers:
    """Makes clusters of pairs.

    Attributes:
        texts: all texts; their indices name them in pairs.
        sharing: what they have in common.
        threshold: see ``clusters``.
        dates: the days of publication that are known, by path.
    """

    texts: Sequence[Text]
    sharing: _Sharing
    threshold: float
    dates: Mapping[str, str]

    def of_copies(self, pairs: Sequence[tuple[int, int]]) -> Iterator[Cluster]:
        """Each component of copies, in parts where it is a chain whose ends have little in common."""
        for representative, members in self._stars(pairs):
            yield Cluster(
                "copies",
                self.texts[representative].path,
                self.texts[representative].length,
                self._reason(representative, members),
                tuple(sorted(self._member(at, representative, through) for at, through in members.items())),
            )

    def of_containers(self, pairs: Mapping[tuple[int, int], Shares]) -> Iterator[Cluster]:
        """Texts with those that stand within them; each stands in the one that has most of it."""
        best: dict[int, tuple[float, int, int]] = {}
        for (first, second), shares in pairs.items():
            held = (second, first) if shares.of_second >= shares.of_first else (first, second)
            rank = (-shares.of_shorter, -self.texts[held[1]].length, held[1])
            best[held[0]] = min(best.get(held[0], rank), rank)
        containers: dict[int, list[int]] = {}
        for inner, (_, _, outer) in best.items():
            containers.setdefault(outer, []).append(inner)
        for outer, inner_texts in containers.items():
            members = sorted(self._member(inner, outer, None) for inner in inner_texts)
            reason = "holds the other" if len(members) == 1 else "holds the others"
            yield Cluster("container", self.texts[outer].path, self.texts[outer].length, reason, tuple(members))

    def _stars(self, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, dict[int, int | None]]]:
        """Representatives with their members, and for members that are near only to another one that one."""
        left = list(pairs)
        while left:
            roots = _roots(left)
            parts: dict[int, list[int]] = {}
            for node, root in roots.items():
                parts.setdefault(root, []).append(node)
            edges: dict[int, set[int]] = {}
            for first, second in left:
                edges.setdefault(first, set()).add(second)
                edges.setdefault(second, set()).add(first)
            taken: set[int] = set()
            for nodes in parts.values():
                representative = min(nodes, key=self._priority)
                members = self._members(representative, nodes, edges)
                taken |= {representative, *members}
                yield representative, members
            left = [pair for pair in left if taken.isdisjoint(pair)]

    def _members(
        self, representative: int, nodes: Sequence[int], edges: Mapping[int, set[int]]
    ) -> dict[int, int | None]:
        members: dict[int, int | None] = {}
        weak = []
        for node in sorted(nodes):
            if node != representative:
                shares = self.sharing.of(representative, node)
                if shares.are_copies(self.threshold):
                    members[node] = None
                elif shares.of_shorter >= _WEAK * self.threshold:
                    weak.append(node)
        direct = set(members)
        for node in weak:
            near = edges[node] & direct
            if near:
                members[node] = max(near, key=lambda other: (self.sharing.of(node, other).of_first, -other))
        return members

    def _priority(self, at: int) -> tuple[str, int, str]:
        text = self.texts[at]
        return self.dates.get(text.path, "~"), -text.length, text.path

    def _reason(self, representative: int, members: Iterable[int]) -> str:
        """What of the order that chose the representative tells it from the next one."""
        first = self._priority(representative)
        second = min(self._priority(at) for at in members)
        if first[0] != second[0]:
            return f"earliest date {first[0]}"
        return "longest" if first[1] != second[1] else "first path"

    def _member(self, at: int, representative: int, through: int | None) -> Member:
        shares = self.sharing.of(representative, at)
        text = self.texts[at]
        relation = Shares(shares.common, shares.second, shares.first).relation
        via = self.texts[through].path if through is not None else ""
        return Member(text.path, text.length, relation, shares.of_second, shares.of_first, via)
