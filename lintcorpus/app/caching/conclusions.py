"""What the rules across files concluded, kept under the name of all that they saw."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lintcorpus.app.caching.files import OwnFile
from lintcorpus.cache.signature import digest
from lintcorpus.cache.store import CacheError, Store
from lintcorpus.engine.pipeline import Report


class State(NamedTuple):
    """What names the results of a file with all that they depend on.

    Attributes:
        facts: what it contributes to the rules across files.
        found: what was found in it.
    """

    facts: str
    found: str


class Conclusions:
    """Conclusions of this run and of earlier ones."""

    def __init__(self, file: OwnFile) -> None:
        self._file = file
        self._states: dict[str, State] = {}

    def know(self, path: str, state: State) -> None:
        """Take note of what names the results of a file that is kept."""
        self._states[path] = state

    def state(self, path: str) -> State | None:
        """What names the results of a file; ``None`` when they are not kept."""
        return self._states.get(path)

    def name_of(self, reports: Iterable[Report], *beside: str) -> str:
        """Names all that the rules across files see; empty where a document is not of a file that is kept.

        Args:
            reports: of the documents that they see.
            beside: what else it depends on.
        """
        parts = list(beside)
        for report in reports:
            if report.path not in self._states:
                return ""
            parts += (report.path, self._states[report.path].facts)
        return digest(parts)

    def get(self, names: Sequence[str]) -> dict[str, bytes]:
        """Those of some conclusions that are kept, by name."""
        try:
            with Store(self._file.path) as store:
                return dict(store.conclusions(names))
        except CacheError as error:
            self._file.failed(error)
        return {}

    def put(self, bodies: Mapping[str, bytes], beside: int = 0) -> None:
        """Keep conclusions by name; of earlier ones ``beside`` are kept at least."""
        try:
            with Store(self._file.path) as store:
                store.put_conclusions(bodies, self._file.today, beside)
        except CacheError as error:
            self._file.failed(error)
