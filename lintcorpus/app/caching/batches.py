"""What batches of facts came to in earlier runs over very many documents, and how they were linked."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from lintcorpus.app.caching.conclusions import Conclusions
from lintcorpus.app.caching.late import Late
from lintcorpus.app.corpus.across import Batch
from lintcorpus.cache import sections
from lintcorpus.cache.sections import Sections
from lintcorpus.cache.store import LINKS
from lintcorpus.engine.pipeline import Report


class Batches:
    """What is kept of batches; see ``app.corpus.across.Known``."""

    def __init__(self, results: Path, conclusions: Conclusions, late: Late, reports: Sequence[Report]) -> None:
        """Begin without any.

        Args:
            results: where results are kept; links lie beside it.
            conclusions: those of batches.
            late: has the details of files that were recalled.
            reports: of all documents of the run.
        """
        self._links = results.with_suffix(LINKS)
        self._conclusions = conclusions
        self._late = late
        self._reports = reports
        self._made: dict[str, bytes] = {}
        self._number = 0

    def get(self, batches: Sequence[Batch]) -> dict[int, bytes]:
        """What batches came to, by their index."""
        self._number += len(batches)
        names = {name: index for index, batch in enumerate(batches) if (name := self._name(batch))}
        return {names[name]: body for name, body in self._conclusions.get(list(names)).items()}

    def put(self, batch: Batch, found: bytes) -> None:
        """Note what a batch came to."""
        name = self._name(batch)
        if name:
            self._made[name] = found

    def state(self, index: int) -> str:
        """Names what a report contributes."""
        state = self._conclusions.state(self._reports[index].path)
        return "" if state is None else state.facts

    def prepare(self, reports: Iterable[int]) -> None:
        """Fetch the facts of these reports."""
        self._late.prepare(self._reports[index].path for index in reports)

    def prepare_outlines(self, reports: Iterable[int]) -> None:
        """Fetch the outlines of these reports."""
        self._late.prepare_outlines(self._reports[index].path for index in reports)

    def links(self) -> Mapping[str, memoryview] | None:
        """What an earlier run left of its links."""
        return sections.read(self._links)

    def keeping(self) -> AbstractContextManager[Sections]:
        """What the links of this run are to be put into."""
        return sections.writing(self._links)

    def keep(self) -> None:
        """Keep what was noted, and as much of what was noted before."""
        if self._made:
            self._conclusions.put(self._made, self._number)

    def _name(self, batch: Batch) -> str:
        members = [f"{members}" for _, members in batch.members]
        return self._conclusions.name_of((self._reports[index] for index, _ in batch.members), batch.rule, *members)
