"""Facts that bear on each other are found, in memory and by files, as comparing all with all finds them."""

import random
from array import array
from itertools import combinations

import pytest

from lintcorpus.engine import linking
from lintcorpus.engine.linking import Linking
from lintcorpus.engine.relinking import HOLDERS, SHARE

Fact = tuple[int, frozenset[int]]


def _facts(chance: random.Random, number: int) -> list[Fact]:
    """Facts of which some have a key in common, or prints with an earlier one."""
    made: list[Fact] = []
    for _ in range(number):
        prints = {chance.randrange(2**63) for _ in range(chance.randrange(0, 30))}
        if made and chance.random() < 0.4:
            earlier = sorted(chance.choice(made)[1])
            prints |= set(chance.sample(earlier, chance.randrange(len(earlier) + 1)))
        made.append((chance.randrange(3 * number), frozenset(prints)))
    return made


def _groups(facts: list[Fact], at_once: int) -> list[list[int]]:
    with Linking() as found:
        for start in range(0, len(facts), at_once):
            some = facts[start : start + at_once]
            found.add(
                array("Q", [key for key, _ in some]).tobytes(),
                array("I", [len(prints) for _, prints in some]).tobytes(),
                b"".join(array("Q", sorted(prints)).tobytes() for _, prints in some),
            )
        assert len(found) == len(facts)
        return found.groups()


def _compared(facts: list[Fact]) -> list[list[int]]:
    groups = [{at} for at in range(len(facts))]
    for first, second in combinations(range(len(facts)), 2):
        (key, prints), (other_key, others) = facts[first], facts[second]
        common = len(prints & others)
        if key == other_key or (common and common >= SHARE * min(len(prints), len(others))):
            merged = groups[first] | groups[second]
            for at in merged:
                groups[at] = merged
    return [list(group) for group in sorted({tuple(sorted(group)) for group in groups if len(group) > 1})]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("in_memory", [10**6, 100])
def test_what_bears_on_each_other_is_one_group(seed: int, in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_IN_MEMORY", in_memory)
    facts = _facts(random.Random(seed), 120)
    expected = _compared(facts)
    assert expected
    assert _groups(facts, 1 + seed) == expected


def test_what_stands_everywhere_links_nothing_by_itself() -> None:
    chance = random.Random(1)
    facts = [(at, frozenset({7, *(chance.randrange(2**63) for _ in range(20))})) for at in range(50)]
    assert _groups(facts, 3) == []


def test_the_many_holders_of_one_text_are_one_group() -> None:
    prints = frozenset(range(1, 40))
    assert _groups([(at, prints) for at in range(10 * HOLDERS)], 7) == [list(range(10 * HOLDERS))]


def test_nothing_is_no_group() -> None:
    assert _groups([], 1) == []
    assert _groups([(1, frozenset()), (2, frozenset())], 1) == []
