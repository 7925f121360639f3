"""Which of some texts are nearly the same, by the fingerprints they share."""

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lintcorpus.article.repeats.sharing import shared
from lintcorpus.model.checker import CorpusFinding, LocatedFact
from lintcorpus.model.finding import Finding

_SHOWN = 5
"""How many of the other places a finding names."""
_LIKE_LENGTH = 0.75
_CANDIDATE = 0.2
"""Of the share that is wanted, what is counted at least where not all holders of a fingerprint are."""


class _Pair(NamedTuple):
    """What a text has in common with another one: the share of the later of the two."""

    share: float
    other: LocatedFact
    is_later: bool


def near_copies(
    facts: Sequence[LocatedFact], least: float, alike: float = 1, fewest: int = 1, variant: str = ""
) -> Iterator[CorpusFinding]:
    """A finding in each text of which an earlier one in another file has a good part.

    An earlier text is reported only when no later one is checked now, but known from the index.

    Args:
        facts: with the date of publication as their first datum.
        least: the share of its fingerprints that the later one has in common with the earlier one.
        alike: the same for two texts of like length, which edits made unlike rather than other text.
        fewest: how many fingerprints they share at least.
        variant: of the findings.

    Yields:
        Findings with ``first``, the path of the text that is most alike, and ``share`` in percent.
    """
    ordered = sorted(facts, key=lambda item: (item.fact.data[0], item.place.path, item.fact.span))
    sizes = [len(item.fact.prints) // 8 for item in ordered]
    found: dict[int, list[_Pair]] = {}
    candidate = _CANDIDATE * min(least, alike)
    for earlier, later, counted in shared([item.fact.prints for item in ordered], candidate):
        first, second = ordered[earlier], ordered[later]
        if counted < candidate * sizes[later]:
            continue
        # Not what was counted: that depends on which other texts there are.
        count = counted if counted == sizes[later] else len(_values(first.fact.prints) & _values(second.fact.prints))
        share = count / sizes[later]
        shorter, longer = sorted((sizes[earlier], sizes[later]))
        needed = min(least, alike) if shorter >= _LIKE_LENGTH * longer else least
        if count >= fewest and share >= needed and first.place.path != second.place.path:
            found.setdefault(later, []).append(_Pair(share, first, is_later=False))
            found.setdefault(earlier, []).append(_Pair(share, second, is_later=True))
    for at, pairs in sorted(found.items()):
        earlier_ones = [pair for pair in pairs if not pair.is_later]
        if earlier_ones or all(pair.other.known for pair in pairs):
            yield _finding(ordered[at], earlier_ones or pairs, variant)


@lru_cache(maxsize=16)
def _values(prints: bytes) -> frozenset[int]:
    return frozenset(array("Q", prints))


def _finding(member: LocatedFact, pairs: Sequence[_Pair], variant: str) -> CorpusFinding:
    ordered = sorted(pairs, key=lambda pair: (-pair.share, pair.other.place.path, pair.other.fact.span))
    best = ordered[0]
    params = {"first": best.other.place.path, "share": round(100 * best.share)}
    evidence = {"share": round(best.share, 2)}
    finding = Finding(member.fact.span, params, variant, evidence=evidence)
    return CorpusFinding(member, finding, tuple(pair.other for pair in ordered[:_SHOWN]))
