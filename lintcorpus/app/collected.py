"""What the files of a run gave, and what other files of the corpus contribute."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from lintcorpus.app.compose import App
from lintcorpus.app.inputs.source import Source
from lintcorpus.cache.replay import Question
from lintcorpus.engine.pipeline import Report, check_document
from lintcorpus.model.checker import LocatedFact
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.frozen import changing, field, frozen

if TYPE_CHECKING:
    from lintcorpus.app.findings import Earlier
    from lintcorpus.app.packed import Bond, Packed
    from lintcorpus.app.shelf import Shelf

MANY = 500
"""From so many documents on, what is known of them is kept out of memory and compared piece by piece."""
Conclude: TypeAlias = Callable[[Sequence[Report]], Mapping[str, Sequence[Diagnostic]]]
"""By path what the rules across files find in the documents of a run."""


@changing
class Collected:
    """What the files of a run gave, gathered one by one.

    ``conclude`` is the way to conclusions that remembers earlier ones, where there is one, and
    ``said`` what the user should hear of it by then. ``questions`` is what rules asked about the files
    around the articles, where that is known, and ``told`` gives what earlier runs said of documents.
    ``packed`` are further reports, on their way to a ``shelf``.
    """

    reports: list[Report] = field(default_factory=list)
    packed: "list[Packed]" = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    records: int = 0
    taken: dict[str, list[str]] = field(default_factory=dict)
    conclude: Conclude | None = None
    said: list[str] = field(default_factory=list)
    questions: Sequence[Question] | None = None
    told: "Callable[[], Earlier] | None" = None
    shelf: "Shelf | None" = None

    def note(self, source: Source) -> None:
        """Count a file and keep what is said about it without a document."""
        self.diagnostics.extend(source.unreadable)
        self.files += any(document.origin is None for document in source.documents)
        self.records += sum(document.origin is not None for document in source.documents)
        if source.skipped:
            self.skipped[source.skipped] += 1
        if source.taken:
            files = [document.origin.file for document in source.documents if document.origin is not None]
            self.taken.setdefault(source.taken, []).extend(files[:1])

    def pack(self, bonds: "Mapping[str, Bond]") -> None:
        """Pack the reports: they go to another process, or to a shelf."""
        from lintcorpus.app.packed import pack

        self.packed.extend(pack(report, bonds) for report in self.reports)
        self.reports.clear()

    def only_report(self) -> Report | None:
        """The report of a file that gave nothing else; ``None`` where there is more to it, or no report."""
        others = (self.packed, self.diagnostics, self.skipped, self.records, self.taken, self.said)
        return self.reports[0] if len(self.reports) == self.files == 1 and not any(others) else None

    def add(self, other: "Collected") -> None:
        """Take what the next files gave."""
        self.reports.extend(other.reports)
        if other.packed:
            from lintcorpus.app.shelf import Shelf

            self.shelf = self.shelf or Shelf()
            self.reports.extend(map(self.shelf.take, other.packed))
        self.diagnostics.extend(other.diagnostics)
        self.files += other.files
        self.skipped.update(other.skipped)
        self.records += other.records
        for said, names in other.taken.items():
            self.taken.setdefault(said, []).extend(names)

    @property
    def notes(self) -> list[str]:
        """What the user should hear about the cache of results, and about how records were read."""
        taken = (
            f"{names[0]}{f' and {len(names) - 1} more' if len(names) > 1 else ''}: {said}"
            for said, names in self.taken.items()
        )
        return [*self.said, *taken]


def collect(app: App, sources: Iterable[Source]) -> Collected:
    """Check every document of every file."""
    gathered = Collected()
    for source in sources:
        gathered.note(source)
        for document in source.documents:
            gathered.reports.append(check_document(document, app.plan_of(document.path)))
    return gathered


@frozen
class Known:
    """What other files of the corpus contribute to a run.

    Attributes:
        facts: by rule; empty when no index could be asked.
        asked: whether an index was asked.
        notes: what the user should hear about the index.
    """

    facts: Mapping[str, Sequence[LocatedFact]]
    asked: bool = False
    notes: tuple[str, ...] = ()
