"""Which facts of very many documents bear on each other: from an earlier run where few documents changed, or anew."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from itertools import accumulate
from typing import NamedTuple, Protocol

from lintcorpus.app.compose import App
from lintcorpus.app.packed import Outline, bonds_of
from lintcorpus.app.shelf import outlines_of
from lintcorpus.cache.packing import PackingError, packed, unpacked
from lintcorpus.cache.sections import Sections
from lintcorpus.engine.pipeline import Report
from lintcorpus.engine.relinking import Added, Links, PrintsOf, groups_after

_DOCUMENTS = "documents"
"""The section that holds the paths and states of all documents; the names of others begin with that of a rule."""
_FEW = 64
"""From so many changed documents on, all facts are linked anew, which the next runs begin with."""
_MOST = 8_000_000
"""Of more fingerprints the links are not kept: 12 bytes each."""


class Kept(Protocol):
    """What an earlier run left of its links."""

    def state(self, index: int) -> str:
        """Names what a report of this run contributes; empty when it is not known."""

    def prepare_outlines(self, reports: Iterable[int]) -> None:
        """The outlines of these reports are going to be asked for."""

    def links(self) -> Mapping[str, memoryview] | None:
        """What was put into ``keeping``."""

    def keeping(self) -> AbstractContextManager[Sections]:
        """What the links are to be put into.

        Raises:
            OSError: they cannot be kept.
        """


class Linked(NamedTuple):
    """The facts of the documents of a run; those of each rule go by number in order of path.

    Attributes:
        order: the indexes of the reports in order of path.
        starts: by rule, for each report in that order the number of its first fact, and at last the number of all.
        groups: by rule that compares by key, or within groups, the facts that bear on each other.
    """

    order: Sequence[int]
    starts: Mapping[str, "array[int]"]
    groups: Mapping[str, Sequence[Sequence[int]]]

    def holder(self, rule: str, fact: int) -> int:
        """At which place in ``order`` the report of a fact is."""
        return bisect_right(self.starts[rule], fact) - 1


def linked(app: App, reports: Sequence[Report], kept: Kept | None = None) -> Linked:
    """Link the facts of the documents of a run.

    Args:
        app: the run's parts.
        reports: of all documents.
        kept: what an earlier run left, where such things are kept.
    """
    order = sorted(range(len(reports)), key=lambda index: reports[index].path)
    rules = {rule.id: checker.by_key or checker.group is not None for rule, checker in app.plan.corpus}
    if kept is None:
        return _anew(app, reports, order, rules, None)
    with ExitStack() as stack:
        sections = kept.links()
        found = None if sections is None else _after(app, reports, order, rules, kept, sections)
        if found is not None:
            return found
        try:
            keeping = stack.enter_context(kept.keeping())
        except OSError:
            return _anew(app, reports, order, rules, None)
        found = _anew(app, reports, order, rules, keeping)
        paths, states = [reports[index].path for index in order], [kept.state(index) for index in order]
        keeping.put(_DOCUMENTS, packed((paths, states)))
        return found


def _anew(
    app: App, reports: Sequence[Report], order: Sequence[int], rules: Mapping[str, bool], keeping: Sections | None
) -> Linked:
    from lintcorpus.engine.linking import Linking  # it needs numpy, which takes long to import

    bonds = bonds_of(app.plan)
    counts = {rule: array("I", bytes(4 * len(order))) for rule in rules}
    groups: dict[str, Sequence[Sequence[int]]] = {}
    prints = 0
    with ExitStack() as stack:
        linking = {rule: stack.enter_context(Linking()) for rule, is_linked in rules.items() if is_linked}
        for place, index in enumerate(order):
            for rule, outline in outlines_of(reports[index], bonds).items():
                if rule in rules:
                    counts[rule][place] = len(outline.sizes) // 4
                if rule in linking:
                    linking[rule].add(*outline)
                    prints += len(outline.prints) // 8
        if prints > _MOST and keeping is not None:
            keeping.failed = True
        for rule in rules:
            if keeping is not None:
                keeping.put(f"{rule} counts", counts[rule].tobytes())
            if rule in linking:
                with linking.pop(rule) as facts:
                    groups[rule] = facts.groups(*([partial(_put, keeping, rule)] if keeping is not None else []))
    return Linked(order, {rule: _starts(numbers) for rule, numbers in counts.items()}, groups)


def _put(keeping: Sections, rule: str, name: str, content: bytes) -> None:
    keeping.put(f"{rule} {name}", content)


def _starts(counts: Iterable[int]) -> "array[int]":
    return array("Q", accumulate(counts, initial=0))


class _Change(NamedTuple):
    """How the documents of a run differ from those that were linked before.

    Attributes:
        paths: of the documents before, in order.
        places: of each that is as it was, the place in the order of the run; -1 for the others.
        changed: the places in the order of the run of all that are not as any was.
    """

    paths: Sequence[str]
    places: Sequence[int]
    changed: Sequence[int]

    @property
    def gone(self) -> list[int]:
        """The documents before that are not as they were."""
        return [at for at, place in enumerate(self.places) if place < 0]


def _after(
    app: App,
    reports: Sequence[Report],
    order: Sequence[int],
    rules: Mapping[str, bool],
    kept: Kept,
    sections: Mapping[str, memoryview],
) -> Linked | None:
    """The links from those of an earlier run; ``None`` when too much has changed, or when they cannot be used."""
    try:
        change = _change(reports, order, kept, *unpacked(bytes(sections[_DOCUMENTS]), {}))
        if max(len(change.gone), len(change.changed)) > _FEW:
            return None
        kept.prepare_outlines(order[place] for place in change.changed)
        outlines = {place: outlines_of(reports[order[place]], bonds_of(app.plan)) for place in change.changed}
        now = [reports[index].path for index in order]
        starts: dict[str, array[int]] = {}
        groups: dict[str, Sequence[Sequence[int]]] = {}
        for rule, is_linked in rules.items():
            before = _starts(sections[f"{rule} counts"].cast("I"))
            own = {place: found[rule] for place, found in outlines.items() if rule in found}
            starts[rule] = _starts(_counts(change, before, own, len(order)))
            if is_linked:
                links = Links.of({name: sections[f"{rule} {name}"] for name in _names(rule, sections)})
                if before[-1] != len(links.sizes):
                    return None
                prints_of = partial(_prints, reports, order, kept, change, before, rule)
                found = _groups_after(links, change, before, starts[rule], own, now, prints_of)
                if found is None:
                    return None
                groups[rule] = found
        return Linked(order, starts, groups)
    except (
        KeyError,
        PackingError,
        TypeError,
        ValueError,
        IndexError,
        OverflowError,
    ):  # it is not what this version writes
        return None


def _names(rule: str, sections: Iterable[str]) -> Iterator[str]:
    return (name.removeprefix(f"{rule} ") for name in sections if name.startswith(f"{rule} "))


def _change(
    reports: Sequence[Report], order: Sequence[int], kept: Kept, paths: Sequence[str], states: Sequence[str]
) -> _Change:
    places = {reports[index].path: place for place, index in enumerate(order)}
    known = {path: state for path, state in zip(paths, states, strict=True) if state}
    changed = [
        place
        for place, index in enumerate(order)
        if not (state := kept.state(index)) or known.get(reports[index].path) != state
    ]
    gone = {reports[order[place]].path for place in changed}
    return _Change(paths, [-1 if path in gone else places.get(path, -1) for path in paths], changed)


def _counts(change: _Change, before: Sequence[int], own: Mapping[int, Outline], documents: int) -> "array[int]":
    """How many facts each document has."""
    counts = array("I", bytes(4 * documents))
    for at, place in enumerate(change.places):
        if place >= 0:
            counts[place] = before[at + 1] - before[at]
    for place, outline in own.items():
        counts[place] = len(outline.sizes) // 4
    return counts


def _groups_after(
    links: Links,
    change: _Change,
    before: "array[int]",
    starts: "array[int]",
    own: Mapping[int, Outline],
    paths: Sequence[str],
    prints_of: PrintsOf,
) -> list[list[int]] | None:
    """The groups of a rule by the numbers of this run.

    Args:
        links: of the run before.
        change: of the documents.
        before: for each document then the number of its first fact.
        starts: for each document now.
        own: the outlines of those that changed, by place.
        paths: of all documents now.
        prints_of: gives the fingerprints of facts that were there before.
    """
    removed = {fact for at in change.gone for fact in range(before[at], before[at + 1])}
    added: list[Added] = []
    numbers: list[int] = []
    for place, outline in sorted(own.items()):
        first = before[bisect_left(change.paths, paths[place])]
        added.extend(_added(outline, first))
        numbers.extend(range(starts[place], starts[place + 1]))
    groups = groups_after(links, removed, added, prints_of)
    if groups is None:
        return None

    def number(fact: int) -> int:
        if fact >= before[-1]:
            return numbers[fact - before[-1]]
        at = bisect_right(before, fact) - 1
        return starts[change.places[at]] + fact - before[at]

    return [[number(fact) for fact in group] for group in groups]


def _prints(
    reports: Sequence[Report],
    order: Sequence[int],
    kept: Kept,
    change: _Change,
    before: "array[int]",
    rule: str,
    facts: Collection[int],
) -> dict[int, bytes]:
    """The fingerprints of facts of a rule that were there before, in documents that are as they were."""
    holders = {fact: bisect_right(before, fact) - 1 for fact in facts}
    kept.prepare_outlines(order[change.places[at]] for at in holders.values())
    found: dict[int, bytes] = {}
    for fact, at in holders.items():
        outline = outlines_of(reports[order[change.places[at]]], {})[rule]
        sizes = array("I", outline.sizes)
        start = 8 * sum(sizes[: fact - before[at]])
        found[fact] = outline.prints[start : start + 8 * sizes[fact - before[at]]]
    return found


def _added(outline: Outline, first: int) -> Iterator[Added]:
    at = 0
    for key, size in zip(array("Q", outline.keys), array("I", outline.sizes), strict=True):
        yield Added(first, key, outline.prints[at : at + 8 * size])
        at += 8 * size
