"""After a change of a few documents, facts are grouped as if all had been linked anew."""

import random
from array import array
from collections.abc import Collection
from itertools import accumulate

import pytest

from lintcorpus.engine import linking, relinking
from lintcorpus.engine.linking import Linking
from lintcorpus.engine.relinking import HOLDERS, Added, Links, groups_after

Fact = tuple[int, tuple[int, ...]]
"""The key and the fingerprints."""
Corpus = dict[str, list[Fact]]


def _fact(chance: random.Random, texts: list[list[int]]) -> Fact:
    """A fact that has a text of its own, or a part of one that others have too."""
    prints = [chance.randrange(2**64) for _ in range(chance.randrange(12))]
    text = chance.choice(texts)
    if chance.random() < 0.6:
        prints += chance.sample(text, chance.randrange(len(text) + 1))
    return chance.randrange(40), tuple(sorted(set(prints)))


def _document(chance: random.Random, texts: list[list[int]]) -> list[Fact]:
    return [_fact(chance, texts) for _ in range(chance.choice((0, 1, 1, 2, 4)))]


def _linked(corpus: Corpus) -> tuple[list[list[tuple[str, int]]], dict[str, memoryview]]:
    """The groups, each fact by its document and number in it, and what was kept."""
    facts = [(path, at) for path in sorted(corpus) for at in range(len(corpus[path]))]
    kept: dict[str, memoryview] = {}
    with Linking() as linked:
        for path in sorted(corpus):
            keys, prints = [key for key, _ in corpus[path]], [prints for _, prints in corpus[path]]
            sizes = array("I", map(len, prints)).tobytes()
            linked.add(array("Q", keys).tobytes(), sizes, b"".join(array("Q", item).tobytes() for item in prints))
        groups = linked.groups(lambda name, content: kept.__setitem__(name, memoryview(content)))
    return [[facts[number] for number in group] for group in groups], kept


def _relinked(before: Corpus, after: Corpus, kept: dict[str, memoryview]) -> list[list[tuple[str, int]]] | None:
    paths = sorted(before)
    starts = [0, *accumulate(len(before[path]) for path in paths)]
    facts = [(path, at) for path in paths for at in range(len(before[path]))]
    removed = {
        number
        for at, path in enumerate(paths)
        if after.get(path) != before[path]
        for number in range(starts[at], starts[at + 1])
    }
    added = []
    for path in sorted(after):
        if before.get(path) != after[path]:
            place = starts[sum(other < path for other in paths)]
            added += [Added(place, key, array("Q", prints).tobytes()) for key, prints in after[path]]
            facts += [(path, at) for at in range(len(after[path]))]

    def prints_of(numbers: Collection[int]) -> dict[int, bytes]:
        assert removed.isdisjoint(numbers)
        return {number: array("Q", before[facts[number][0]][facts[number][1]][1]).tobytes() for number in numbers}

    groups = groups_after(Links.of(kept), removed, added, prints_of)
    return None if groups is None else [[facts[number] for number in group] for group in groups]


def _changed(chance: random.Random, corpus: Corpus, texts: list[list[int]]) -> Corpus:
    after = {path: list(facts) for path, facts in corpus.items()}
    for _ in range(chance.randrange(4)):
        path = chance.choice(sorted(after))
        kind = chance.randrange(6)
        if kind == 0:
            del after[path]
        elif kind == 1:
            after[f"{chance.randrange(10**4):04}"] = _document(chance, texts)
        elif kind == 2:
            after[path] = _document(chance, texts)
        elif kind == 3:
            after[f"{chance.randrange(10**4):04}"] = after.pop(path)
        elif kind == 4:
            other = chance.choice(sorted(after))
            after[path], after[other] = after[other], after[path]
        elif after[path]:
            key, prints = after[path][0]
            after[path][0] = key, prints[1:]
    return after


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("in_memory", [10**6, 60])
def test_a_change_gives_what_linking_all_anew_does(seed: int, in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_IN_MEMORY", in_memory)
    chance = random.Random(seed)
    texts = [[chance.randrange(2**64) for _ in range(12)] for _ in range(chance.choice((2, 8, 20)))]
    before = {f"{chance.randrange(10**4):04}": _document(chance, texts) for _ in range(40)}
    groups, kept = _linked(before)
    assert groups
    assert _relinked(before, before, kept) == groups
    for _ in range(8):
        after = _changed(chance, before, texts)
        assert _relinked(before, after, kept) == _linked(after)[0]


def test_another_fact_may_become_a_first_holder(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere = tuple(range(1, 30))
    before = {f"{at:02}": [(at, everywhere)] for at in range(HOLDERS + 4)}
    _, kept = _linked(before)
    for gone in ("03", "11"):
        after = {path: facts for path, facts in before.items() if path != gone}
        assert _relinked(before, after, kept) == _linked(after)[0]
    for new in ("00a", "99"):
        assert _relinked(before, {**before, new: [(99, everywhere)]}, kept) == [
            [(path, 0) for path in sorted([*before, new])]
        ]
    monkeypatch.setattr(relinking, "_MOST", 0)
    assert _relinked(before, {**before, "00a": [(99, everywhere)]}, kept) is None


def test_nothing_is_no_group() -> None:
    _, kept = _linked({})
    assert _relinked({}, {}, kept) == []
    assert _relinked({}, {"a": [(1, (5, 6))], "b": [(2, (6, 7)), (1, ())]}, kept) == [[("a", 0), ("b", 0), ("b", 1)]]
