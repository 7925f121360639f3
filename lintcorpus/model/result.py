"""The outcome of a run: all that a reporter may need and nothing else."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple, Protocol, TextIO, overload

from lintcorpus.model.card import Card
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Severity, State
from lintcorpus.model.fix import Edit, Safety
from lintcorpus.model.frozen import field, frozen


class Problem(NamedTuple):
    """Something about the run itself, not about a file's text.

    Attributes:
        kind: ``path`` (2), ``plugin`` or ``unreadable`` (3), ``note`` (0); the exit code is in brackets.
        message: one line that names the thing and what to do.
    """

    kind: str
    message: str


class Compared(Enum):
    """What the files of a run were compared with, by the rules across files."""

    RUN = "run"
    """With each other, and nothing of the corpus was left out."""
    INDEX = "index"
    """With the whole corpus, as its index knows it."""
    PART = "part"
    """With each other only, though the corpus is larger."""
    NOTHING = "nothing"
    """The files were not compared."""


class AppliedFix(NamedTuple):
    """A fix that was applied to a file, in the coordinates of the pass that applied it.

    Attributes:
        path: the file.
        rule: the rule's id.
        title: key of the card's fix title.
        edits: as applied.
        run: the pass, from 1.
    """

    path: str
    rule: str
    title: str
    edits: tuple[Edit, ...]
    run: int


class Rewrite(NamedTuple):
    """A file that a fix run changes: its text, its encoding, or both."""

    before: Document
    after: Document


class Artifact(NamedTuple):
    """A checked file, read again for a report that needs more of it than its diagnostics hold.

    Attributes:
        document: the text that was checked.
        raw: all bytes of the file.
        container: the file that the document is a part of; empty when it is a whole file.
    """

    document: Document
    raw: bytes
    container: str = ""


def not_read_again(path: str) -> Artifact | None:
    """Nothing: what ``Result.reread`` says where no file can be read again."""
    return None


class Kind(NamedTuple):
    """What diagnostics are counted by.

    Attributes:
        state, severity, rule: as in ``Diagnostic``.
        safety: of the safest fix; ``None`` without one.
    """

    state: State
    severity: Severity
    rule: str
    safety: Safety | None


class Chosen(Sequence[Diagnostic]):
    """Those of some diagnostics that have one of these states; they are looked through whenever they are asked for."""

    def __init__(self, every: Sequence[Diagnostic], states: Sequence[State]) -> None:
        self._every = every
        self._states = states

    def __iter__(self) -> Iterator[Diagnostic]:
        return (item for item in self._every if item.state in self._states)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    @overload
    def __getitem__(self, at: int) -> Diagnostic: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Diagnostic]: ...

    def __getitem__(self, at: int | slice) -> Diagnostic | Sequence[Diagnostic]:
        return tuple(self)[at]


class Remembered(Sequence[Diagnostic]):
    """Diagnostics document by document; what earlier runs made of those of a document need not be made again."""

    @abstractmethod
    def tally(self) -> Counter[Kind]:
        """How many there are of each kind."""

    @abstractmethod
    def texts(self, form: str, text: Callable[[Sequence[Diagnostic]], str]) -> Iterator[str]:
        """What is said of each document.

        Args:
            form: names how it is said: the same form always makes the same text of the same diagnostics.
            text: makes it of the diagnostics of a document.
        """


def tally_of(diagnostics: Iterable[Diagnostic]) -> Counter[Kind]:
    """How many of some diagnostics there are of each kind."""
    return Counter(
        Kind(item.state, item.severity, item.rule, item.fix.safety if item.fix is not None else None)
        for item in diagnostics
    )


@frozen
class Result:
    """What a run found.

    Attributes:
        diagnostics: all states, in final order (path, place, rule).
        cards: the cards of all rules that could have reported, by id.
        files: how many files were read as one document each.
        records: how many records were read as documents.
        skipped: how many files were passed over, by reason.
        problems: what went wrong around the files.
        changed: for fix runs, by path every file that changes.
        applied: for fix runs, every fix that was applied.
        fail_on: the least severity of a new finding that fails the run.
        root: what paths are relative to, as an absolute path.
        compared: what the files were compared with.
        checked: the paths of all documents that were checked.
        reread: gives the file of a path as it was checked, or ``None`` where it cannot be read again or
            is another by now; it costs time, so most reports do without it.
    """

    diagnostics: Sequence[Diagnostic]
    cards: Mapping[str, Card]
    files: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    changed: Mapping[str, Rewrite] = field(default_factory=dict)
    applied: tuple[AppliedFix, ...] = ()
    fail_on: Severity = Severity.WARNING
    root: str = ""
    compared: Compared = Compared.RUN
    stale: int = 0
    base: str = ""
    checked: tuple[str, ...] = ()
    reread: Callable[[str], Artifact | None] = field(default=not_read_again, repr=False, compare=False)
    records: int = 0

    @property
    def new(self) -> Sequence[Diagnostic]:
        """The diagnostics that are neither suppressed nor in the baseline."""
        return Chosen(self.diagnostics, (State.NEW,))

    def shown(self, options: "ReportOptions") -> Sequence[Diagnostic]:
        """The diagnostics that people want to see: the new ones, and those of the baseline where they are asked for."""
        return Chosen(self.diagnostics, _shown(options))

    def texts(
        self, text: "Callable[[Result, Diagnostic, ReportOptions], str]", options: "ReportOptions"
    ) -> Iterator[str]:
        """What a report says of the shown diagnostics, in pieces of one diagnostic or of many.

        Args:
            text: says it of one, by its arguments and the program alone; a function of a module, by whose name it is
                known in later runs what it said.
            options: given to it.
        """
        if not isinstance(self.diagnostics, Remembered):
            return (text(self, item, options) for item in self.shown(options))
        states = _shown(options)
        form = f"{text.__module__}.{text.__qualname__} {options!r} {self.root}"
        return self.diagnostics.texts(
            form, lambda found: "".join([text(self, item, options) for item in found if item.state in states])
        )

    @cached_property
    def tally(self) -> Counter[Kind]:
        """How many diagnostics there are of each kind."""
        return self.diagnostics.tally() if isinstance(self.diagnostics, Remembered) else tally_of(self.diagnostics)

    def counts(self) -> Counter[Severity]:
        """How many new diagnostics there are of each severity."""
        counts: Counter[Severity] = Counter()
        for kind, number in self.tally.items():
            if kind.state is State.NEW:
                counts[kind.severity] += number
        return counts

    def message(self, diagnostic: Diagnostic, language: str) -> str:
        """The message of a diagnostic in this language."""
        return self.cards[diagnostic.rule].message(diagnostic.variant, diagnostic.params, language)


class Reporter(Protocol):
    """Writes a result to a stream."""

    def __call__(self, result: Result, stream: TextIO, options: "ReportOptions") -> None:
        """Write the whole report.

        Args:
            result: what the run found.
            stream: where to; the reporter neither opens nor closes it.
            options: language, colour and width.
        """


class ReportOptions(NamedTuple):
    """How a report is to look.

    Attributes:
        language: of the messages, ``en`` or ``zh``.
        color: whether ANSI colours are wanted.
        width: of the terminal, in cells.
        terminal: whether a person sees the report on a terminal.
        hyperlinks: whether that terminal is to open files by links in the text (OSC 8).
        exit_code: how the run is going to end, where that is known.
        sarif_max_results: how many results a SARIF report holds at most; 0 for all.
        baselined: whether findings of the baseline are shown as well, for readers who see new ones only.
    """

    language: str = "en"
    color: bool = False
    width: int = 100
    terminal: bool = False
    hyperlinks: bool = False
    exit_code: int | None = None
    sarif_max_results: int = 5000
    baselined: bool = False


def _shown(options: ReportOptions) -> tuple[State, ...]:
    return (State.NEW, State.BASELINED) if options.baselined else (State.NEW,)
