"""Concludes the rules across files over many documents, a few facts at a time.

``engine.linking`` tells which facts bear on each other. Groups of them are dealt out into batches by the path of their
first document, so that an edit changes few batches; what a batch came to may be known from an earlier run.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, groupby
from typing import NamedTuple, Protocol

import xxhash

from lintcorpus.app.compose import App
from lintcorpus.app.corpus.links import Kept, Linked, linked
from lintcorpus.app.packed import ALLOWED
from lintcorpus.app.shelf import Shelf
from lintcorpus.cache.packing import PackingError, name_of, packed, unpacked
from lintcorpus.engine.corpus import stamped
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


class Known(Kept, Protocol):
    """What batches came to in earlier runs, and how their facts were linked."""

    def get(self, batches: Sequence[Batch]) -> Mapping[int, bytes]:
        """What batches came to, by their index, as far as it is known; see ``conclusion``."""

    def put(self, batch: Batch, found: bytes) -> None:
        """Note what a batch came to."""

    def prepare(self, reports: Iterable[int]) -> None:
        """The facts of these reports are going to be asked for."""


class Across(Mapping[str, Sequence[Diagnostic]]):
    """What the rules across files found, by path, out of memory."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._places: dict[str, list[int]] = {}

    def add(self, found: bytes) -> None:
        """Add what a batch came to.

        Raises:
            PackingError: it is damaged.
        """
        for path, items in unpacked(found, {}).items():
            self._places.setdefault(path, []).append(self._shelf.put(items))

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

    def name_of(self, path: str) -> str:
        """Names what was found in a document."""
        return " ".join([name_of(self._shelf.get(at)) for at in self._places.get(path, ())])

    def __getitem__(self, path: str) -> Sequence[Diagnostic]:
        return [item for at in self._places[path] for item in unpacked(self._shelf.get(at), ALLOWED)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def conclusion(found: Iterable[Diagnostic]) -> bytes:
    """Diagnostics in bytes from which those of one document can be had."""
    return packed({path: packed(list(items)) for path, items in groupby(in_order(found), lambda item: item.path)})


def conclude_many(app: App, reports: Sequence[Report], known: Known | None = None) -> Across:
    """What the rules across files find, as ``engine.corpus.conclude`` but for what comments in the texts allow.

    Args:
        app: the run's parts.
        reports: of all documents of the run.
        known: what is known of earlier runs.
    """
    across = Across()
    facts = linked(app, reports, known)
    for rule, checker in app.plan.corpus:
        before = across.length
        try:
            batches = list(_batches(facts, rule.id, reports))
            earlier = known.get(batches) if known is not None else {}
            for index, batch in enumerate(batches):
                if index in earlier:
                    with suppress(PackingError):
                        across.add(earlier[index])
                        continue
                if known is not None:
                    known.prepare(index for index, _ in batch.members)
                found = conclusion(_concluded(app, rule, checker, reports, batch))
                if known is not None:
                    known.put(batch, found)
                across.add(found)
        except Exception as error:
            across.forget(before)
            params = {"rule": rule.id, "pack": rule.card.pack, "reason": f"{type(error).__name__}: {error}"}
            first = reports[facts.order[facts.holder(rule.id, 0)]].path
            across.add(conclusion(about_file(app.plan, RULE_FAILED, first, params)))
    return across


def _concluded(
    app: App, rule: Rule, checker: CorpusChecker, reports: Sequence[Report], batch: Batch
) -> list[Diagnostic]:
    facts: list[LocatedFact] = []
    for index, members in batch.members:
        own = reports[index].facts[rule.id]
        facts.extend(own[at] for at in members)
    return stamped(rule, checker, facts, app.plan_of)


def _batches(linked: Linked, rule: str, reports: Sequence[Report]) -> Iterator[Batch]:
    """The facts that bear on each other; those of a rule that compares in its own way are one batch."""
    if rule not in linked.groups:
        if linked.starts[rule][-1]:
            yield Batch(rule, _members(linked, rule, range(linked.starts[rule][-1])))
        return
    dealt: list[list[Sequence[int]]] = [[] for _ in range(_BATCHES)]
    for group in linked.groups[rule]:
        path = reports[linked.order[linked.holder(rule, group[0])]].path
        dealt[xxhash.xxh3_64_intdigest(path.encode("utf-8", "surrogatepass")) % _BATCHES].append(group)
    for batch in filter(None, dealt):
        yield Batch(rule, _members(linked, rule, sorted(chain.from_iterable(batch))))


def _members(linked: Linked, rule: str, facts: Iterable[int]) -> list[tuple[int, list[int]]]:
    """Facts by the report that they belong to."""
    starts = linked.starts[rule]
    return [
        (linked.order[holder], [number - starts[holder] for number in numbers])
        for holder, numbers in groupby(facts, lambda fact: linked.holder(rule, fact))
    ]
