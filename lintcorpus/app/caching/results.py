"""Recalls what is known of files, and keeps what is found out about the others.

What checking a file gives depends on its bytes, on the files that its links lead to, and on all that
``depends`` names. Marks of the accepted file are left out when a result is kept and made anew when
it is recalled: that file changes often. Failures are never kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lintcorpus.app.caching.checked import Checked, check_again, unaccepted
from lintcorpus.app.caching.conclusions import Conclusions, State
from lintcorpus.app.caching.depends import Signatures
from lintcorpus.app.caching.files import OwnFile, drop_unused
from lintcorpus.app.caching.questions import Answers, Question
from lintcorpus.app.check import by_paths
from lintcorpus.app.collected import MANY, Collected
from lintcorpus.app.compose import App
from lintcorpus.app.packed import ALLOWED, Packed
from lintcorpus.cache import replay
from lintcorpus.cache.packing import PackingError, name_of, packed, unpacked
from lintcorpus.cache.signature import content, digest
from lintcorpus.cache.stat import UNKNOWN, Stat, clock, is_settled, stat_of
from lintcorpus.cache.store import CacheError, Details, Entry, Store
from lintcorpus.engine.corpus import conclude
from lintcorpus.engine.pipeline import Report
from lintcorpus.engine.run_rules import RULE_FAILED
from lintcorpus.engine.stages.accept import accept
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.frozen import replace
from lintcorpus.reading.neighbours import neighbours_of

# Imported where they are needed: a run over one file that changed is mostly start-up.
if TYPE_CHECKING:
    from lintcorpus.app.caching.late import Late
    from lintcorpus.app.caching.told import Told
    from lintcorpus.app.corpus.across import Across
    from lintcorpus.app.shelf import Shelf

_AT_ONCE = 500
"""How many results are kept at once."""


class _Held(NamedTuple):
    """What is kept of a file and always read.

    Attributes:
        facts, found: name what it contributes to the rules across files, and what was found in it.
        questions: what was asked about the files around it.
        is_dated: whether a rule that is told the day found something.
        report: what of ``Packed`` is no bytes.
    """

    facts: str
    found: str
    questions: tuple[Question, ...]
    is_dated: bool
    report: tuple[str, str, str, int]

    @property
    def mark(self) -> str:
        """Names its details."""
        return f"{self.facts} {self.found}"


def _held(body: bytes) -> _Held:
    """What is kept of a file.

    Raises:
        PackingError: it is damaged.
    """
    try:
        return _Held(*unpacked(body, {}))
    except TypeError as error:
        raise PackingError(str(error)) from error


def _state(entry: Entry, held: _Held) -> State:
    return State(f"{entry.signature} {entry.digest} {held.facts}", held.found)


def _unchanged(entry: Entry, path: Path) -> Stat | None:
    """What the file system says of a file whose bytes are those of an entry; ``None`` when they are not."""
    now, stat = clock(), stat_of(path)
    if stat == entry.stat and stat != UNKNOWN:
        return stat
    if stat == UNKNOWN or content(path) != entry.digest:
        return None
    return stat if is_settled(stat, now) else UNKNOWN


class ResultCache:
    """The cache of a run; a fault of it is a note and never more."""

    def __init__(self, app: App, path: Path, files: Mapping[str, Path]) -> None:
        """Take the cache at a path, whether it is there or not.

        Args:
            app: the run's parts.
            path: of the cache.
            files: of the run, by their path as reports show it.
        """
        self._app = app
        self._own = OwnFile(path, app.request.today.toordinal())
        self._files = files
        self._signatures = Signatures(app)
        self._conclusions = Conclusions(self._own)
        self._gave: dict[str, Report | Collected] = {}
        self._pending: list[tuple[Entry, Details]] = []
        self._questions: list[replay.Question] = []
        self._across: Across | None = None

    @cached_property
    def _shelf(self) -> "Shelf":
        from lintcorpus.app.shelf import Shelf

        return Shelf()

    @cached_property
    def _late(self) -> "Late":
        from lintcorpus.app.caching.late import Late

        return Late(self._own.path, self._shelf, partial(check_again, self._app, self._files))

    def recall(self) -> dict[str, int]:
        """Recall what is known of the files that are as they were when it was found out.

        Returns:
            The files that something is known of, each with the number of its findings.
        """
        signatures = {name: self._signatures.of(name) for name in self._files}
        found: dict[str, int] = {}
        try:
            with Store(self._own.path) as store:
                entries = store.entries(set(signatures.values()), list(self._files))
                wanted = (entry for entry in entries if signatures.get(entry.path) == entry.signature)
                touched = list(self._recalled(wanted, found))
                if touched:
                    store.touch(touched)
                store.use(set(signatures.values()), self._own.today)
        except CacheError as error:
            self._own.failed(error)
        return found

    def _recalled(self, entries: Iterable[Entry], found: dict[str, int]) -> Iterator[Entry]:
        """Take what still counts; yields the entries of files with other time stamps."""
        damaged = 0
        answers = Answers(self._app.root, self._app.settings.max_file_size)
        for entry in entries:
            name, path = entry.path, self._files[entry.path]
            stat = _unchanged(entry, path)
            if stat is None:
                continue
            try:
                held = _held(entry.body)
            except PackingError:
                damaged += 1
                continue
            # What lies in the future ceases to as days pass, and nothing begins to.
            today = self._own.today
            is_of_today = entry.since == today or (entry.since < today and not held.is_dated)
            if is_of_today and answers.still_hold(path, held.questions):
                report = Packed(*held.report, b"", b"", b"")
                self._gave[name] = self._late.recalled(report)
                found[name] = report.findings
                self._asked(path, held.questions)
                self._late.note(name, entry.signature, held.mark)
                self._conclusions.know(name, _state(entry, held))
                if stat != entry.stat:
                    yield entry._replace(stat=stat)
        if damaged:
            self._own.note(f"{self._own.path}: {damaged} damaged entries; those files are checked again")

    def take(self, checked: Checked, live: Collected | None) -> None:
        """Take what a file gave that was checked in this run, and keep it.

        Args:
            checked: what it gave.
            live: the same with reports that need not be unpacked, where there are such.
        """
        self._asked(self._files[checked.name], checked.questions)
        if checked.digest:
            (report,) = checked.gathered.packed
            signature = self._signatures.of(checked.name)
            facts = f"{name_of(report.outline)} {name_of(report.facts)}"
            held = _Held(facts, name_of(report.found), checked.questions, checked.is_dated, report[:4])
            entry = Entry(signature, checked.name, checked.stat, checked.digest, self._own.today, packed(tuple(held)))
            self._conclusions.know(checked.name, _state(entry, held))
            self._pending.append((entry, Details(signature, checked.name, held.mark, *report[4:])))
            if len(self._pending) >= _AT_ONCE:
                self._keep()
        gathered = live
        if gathered is None:
            shelved: list[Report] = [self._shelf.take(report) for report in checked.gathered.packed]
            gathered = replace(checked.gathered, reports=shelved, packed=[])
        # A file without more to it than its report is remembered by that alone: there may be very many.
        report_alone = gathered.only_report()
        self._gave[checked.name] = gathered if report_alone is None else report_alone

    def gathered(self) -> Collected:
        """What all files of the run gave, in their order."""
        self._keep()
        whole = Collected(conclude=self._conclude, said=self._own.notes, questions=self._questions, told=self._told)
        for name in self._files:
            gave = self._gave.pop(name)
            whole.add(gave if isinstance(gave, Collected) else Collected([gave], files=1))
        return whole

    def _keep(self) -> None:
        """Keep what files gave, and drop what was not used for long."""
        kept, self._pending = self._pending, []
        if not kept:
            return
        try:
            with Store(self._own.path) as store:
                store.put(kept, self._own.today)
            drop_unused(self._own.path)
        except CacheError as error:
            self._own.failed(error)

    def _asked(self, path: Path, questions: tuple[Question, ...]) -> None:
        around = neighbours_of(path, self._app.root, self._app.settings.max_file_size) if questions else None
        if around is not None:
            place = around.folder, around.root, around.limit
            self._questions.extend(replay.Question(*place, *question) for question in questions)

    def _told(self) -> "Told":
        """What earlier runs said of documents."""
        from lintcorpus.app.caching.told import Told

        return Told(self._own.path, self._name_of, self._own.today, self._own.failed)

    def _name_of(self, path: str) -> str:
        """Names the diagnostics of a document, those of the rules across files included; empty when nobody knows."""
        state = self._conclusions.state(path)
        if state is None or self._across is None:
            return ""
        return digest([state.facts, state.found, self._across.name_of(path), self._accepted])

    def _conclude(self, reports: Sequence[Report]) -> Mapping[str, Sequence[Diagnostic]]:
        """By path what the rules across files find; not asked again where all is as it was.

        Args:
            reports: of all documents of the run; nothing else is known.
        """
        if len(reports) > MANY:
            from lintcorpus.app.caching.batches import Batches  # only runs over many documents need it
            from lintcorpus.app.corpus.across import conclude_many

            batches = Batches(self._own.path, self._conclusions, self._late, reports)
            self._across = conclude_many(self._app, reports, batches)
            batches.keep()
            return self._across
        name = self._conclusions.name_of(reports)
        if not name:
            return by_paths(conclude(reports, self._app.plan, self._app.plan_of))
        kept = self._conclusion(name)
        if kept is not None:
            return by_paths(accept(kept, self._app.accepted))
        concluded = conclude(reports, self._app.plan, self._app.plan_of)
        if not any(item.rule == RULE_FAILED for item in concluded):
            self._conclusions.put({name: packed([unaccepted(item) for item in concluded])})
        return by_paths(concluded)

    def _conclusion(self, name: str) -> list[Diagnostic] | None:
        """A conclusion over a few documents."""
        body = self._conclusions.get([name]).get(name)
        try:
            found: list[Diagnostic] | None = None if body is None else unpacked(body, ALLOWED)
            return found
        except PackingError as error:
            self._own.note(f"{self._own.path}: {error}; the files are compared again")
            return None

    @cached_property
    def _accepted(self) -> str:
        return repr(self._app.accepted)
