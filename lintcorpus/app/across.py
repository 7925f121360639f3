"""Concludes the rules across files over many documents, a few facts at a time.

``engine.linking`` tells which facts bear on each other. Groups of them are dealt out into batches by the path of their
first document, so that an edit changes few batches; what a batch came to may be known from an earlier run.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import NamedTuple, Protocol

import xxhash

from lintcorpus.app.compose import App
from lintcorpus.app.packed import ALLOWED
from lintcorpus.app.shelf import Shelf, outlines_of
from lintcorpus.cache.packing import packed, unpacked
from lintcorpus.engine.corpus import stamped
from lintcorpus.engine.linking import Linking
from lintcorpus.engine.pipeline import Report
from lintcorpus.engine.run_rules import RULE_FAILED, about_file
from lintcorpus.engine.stages.order import in_order
from lintcorpus.model.checker import CorpusChecker, LocatedFact
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.rule import Rule

_BATCHES = 64
"""Into how many batches the groups of a rule are dealt out."""


class Batch(NamedTuple):
    """Facts of one rule that are concluded together.

    Attributes:
        rule: its id.
        members: the index of a report and those of some of its facts, in order.
    """

    rule: str
    members: Sequence[tuple[int, Sequence[int]]]


class Known(Protocol):
    """What batches came to in earlier runs."""

    def get(self, batch: Batch) -> list[Diagnostic] | None:
        """What a batch came to; ``None`` when it is not known."""

    def put(self, batch: Batch, found: list[Diagnostic]) -> None:
        """Note what a batch came to."""

    def prepare(self, reports: Iterable[int]) -> None:
        """The facts of these reports are going to be asked for."""


class Across(Mapping[str, Sequence[Diagnostic]]):
    """What the rules across files found, by path, out of memory."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._places: dict[str, list[int]] = {}

    def add(self, found: Iterable[Diagnostic]) -> None:
        """Add diagnostics in order of their path."""
        for path, items in groupby(found, lambda item: item.path):
            self._places.setdefault(path, []).append(self._shelf.put(packed(list(items))))

    def forget(self, since: int) -> None:
        """Forget what was added after the shelf had this length."""
        for path, places in list(self._places.items()):
            self._places[path] = [at for at in places if at < since]
            if not self._places[path]:
                del self._places[path]

    @property
    def length(self) -> int:
        """How much is on the shelf, in bytes."""
        return self._shelf.length

    def __getitem__(self, path: str) -> Sequence[Diagnostic]:
        return [item for at in self._places[path] for item in unpacked(self._shelf.get(at), ALLOWED)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def conclude_many(app: App, reports: Sequence[Report], known: Known | None = None) -> Across:
    """What the rules across files find, as ``engine.corpus.conclude`` but for what comments in the texts allow.

    Args:
        app: the run's parts.
        reports: of all documents of the run.
        known: what is known of earlier runs.
    """
    across = Across()
    outlined = _Outlined(app, reports)
    for rule, checker in app.plan.corpus:
        before = across.length
        try:
            for batch in outlined.batches(rule.id):
                items = known.get(batch) if known is not None else None
                if items is None:
                    if known is not None:
                        known.prepare(index for index, _ in batch.members)
                    items = in_order(_concluded(app, rule, checker, reports, batch))
                    if known is not None:
                        known.put(batch, items)
                across.add(items)
        except Exception as error:
            across.forget(before)
            params = {"rule": rule.id, "pack": rule.card.pack, "reason": f"{type(error).__name__}: {error}"}
            across.add(about_file(app.plan, RULE_FAILED, outlined.first_path(rule.id), params))
    return across


def _concluded(
    app: App, rule: Rule, checker: CorpusChecker, reports: Sequence[Report], batch: Batch
) -> list[Diagnostic]:
    facts: list[LocatedFact] = []
    for index, members in batch.members:
        own = reports[index].facts[rule.id]
        facts.extend(own[at] for at in members)
    return stamped(rule, checker, facts, app.plan_of)


class _Outlined:
    """The outlines of all facts, by rule."""

    def __init__(self, app: App, reports: Sequence[Report]) -> None:
        self._reports = reports
        self._checkers = {rule.id: checker for rule, checker in app.plan.corpus}
        self._linking = {rule: Linking() for rule, checker in self._checkers.items() if checker.by_key}
        # For each rule the reports that have facts, and the number of their first fact.
        self._holders = {rule: (array("L"), array("Q")) for rule in self._checkers}
        self._counts = dict.fromkeys(self._checkers, 0)
        for index in sorted(range(len(reports)), key=lambda index: reports[index].path):
            for rule, outline in outlines_of(reports[index]).items():
                if rule in self._holders:
                    holders, starts = self._holders[rule]
                    holders.append(index)
                    starts.append(self._counts[rule])
                    self._counts[rule] += len(outline.sizes) // 4
                    if rule in self._linking:
                        self._linking[rule].add(*outline)

    def first_path(self, rule: str) -> str:
        """The first document with a fact of a rule."""
        return self._reports[self._holders[rule][0][0]].path

    def batches(self, rule: str) -> Iterator[Batch]:
        """The facts that bear on each other; those of a rule that compares in its own way are one batch."""
        if not self._counts[rule]:
            return
        if rule not in self._linking:
            yield Batch(rule, self._members(rule, range(self._counts[rule])))
            return
        with self._linking.pop(rule) as linking:
            groups = linking.groups()
        dealt: list[list[list[int]]] = [[] for _ in range(_BATCHES)]
        for group in groups:
            path = self._reports[self._report_of(rule, group[0])].path
            dealt[xxhash.xxh3_64_intdigest(path.encode("utf-8", "surrogatepass")) % _BATCHES].append(group)
        for batch in filter(None, dealt):
            yield Batch(rule, self._members(rule, sorted(chain.from_iterable(batch))))

    def _report_of(self, rule: str, fact: int) -> int:
        holders, starts = self._holders[rule]
        return holders[bisect_right(starts, fact) - 1]

    def _members(self, rule: str, facts: Iterable[int]) -> list[tuple[int, list[int]]]:
        """Facts by the report that they belong to."""
        holders, starts = self._holders[rule]
        found: list[tuple[int, list[int]]] = []
        for holder, numbers in groupby(facts, lambda fact: bisect_right(starts, fact) - 1):
            found.append((holders[holder], [number - starts[holder] for number in numbers]))
        return found
