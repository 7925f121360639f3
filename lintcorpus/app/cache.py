"""The cache of results in a run: what is known of files is recalled, what is found out is kept.

What checking a file gives depends on its bytes, on the files that its links lead to, and on all that
``signatures`` names. Marks of the accepted file are left out when a result is kept and made anew when
it is recalled: that file changes often. Failures are never kept.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lintcorpus.app.cache_files import drop_unused
from lintcorpus.app.check import MANY, Collected, by_paths
from lintcorpus.app.compose import LANGUAGE, App
from lintcorpus.app.inputs import Source, read_files
from lintcorpus.app.late import Late, Recalled
from lintcorpus.app.packed import ALLOWED, Bond, Packed, bonds_of, pack
from lintcorpus.app.shelf import Shelf
from lintcorpus.app.told import Told
from lintcorpus.cache import replay, sections
from lintcorpus.cache.packing import PackingError, name_of, packed, unpacked
from lintcorpus.cache.sections import Sections
from lintcorpus.cache.signature import content, digest, program, tree
from lintcorpus.cache.stat import UNKNOWN, Stat, clock, is_settled, stat_of
from lintcorpus.cache.store import LINKS, CacheError, Details, Entry, Store, remove
from lintcorpus.config.accepted import ACCEPTED_FILE
from lintcorpus.config.file import PYPROJECT
from lintcorpus.config.learned import LEARNED_FILE
from lintcorpus.config.load import CONFIG_FILES
from lintcorpus.config.settings import Settings
from lintcorpus.config.words import WORDS_FILE
from lintcorpus.engine.corpus import conclude
from lintcorpus.engine.pipeline import FileReport, Report, check_document
from lintcorpus.engine.run_rules import RULE_FAILED, UNREADABLE_FILE
from lintcorpus.engine.stages.accept import accept
from lintcorpus.language.load import MODEL_FILE
from lintcorpus.model.document import Neighbours
from lintcorpus.model.finding import Diagnostic, State, text_digest
from lintcorpus.model.frozen import field, fields, frozen, replace
from lintcorpus.reading.neighbours import neighbours_of

if TYPE_CHECKING:
    from lintcorpus.app.across import Across, Batch

_NO_MATTER = frozenset(
    ("fail_on", "suffixes", "exclude", "force_exclude", "gitignore", "corpus", "lang", "baseline", "required_version")
) | {"records", "origins", "file_timeout"}
"""Settings that say which files are read and how they are reported; what is found in a file is the same."""
_AT_ONCE = 500
"""How many results are kept at once."""
_BUILTIN = "lintcorpus"
"""The name of the built-in pack."""

Question = tuple[str, str, str | bool | None]
"""What a rule asked about the files around an article: ``holds`` or ``text``, the path, and the answer.

Of a text the answer is its digest.
"""


class Checked(NamedTuple):
    """What one file gave, as it is kept.

    Attributes:
        name: its path as reports show it.
        stat: asked before it was read; ``UNKNOWN`` when a change would not show.
        digest: of its bytes; empty when the result is not to be kept.
        questions: what rules asked about the files around it.
        is_dated: whether a rule that is told the day found something.
        gathered: the result, with its reports packed.
    """

    name: str
    stat: Stat
    digest: str
    questions: tuple[Question, ...]
    is_dated: bool
    gathered: Collected


@frozen
class _Asked:
    """The files around an article, noting what is asked; see ``model.document.Neighbours``."""

    around: Neighbours
    questions: dict[tuple[str, str], str | bool | None] = field(default_factory=dict)

    def holds(self, path: str) -> bool | None:
        """Whether a file or folder stands there."""
        answer = self.around.holds(path)
        self.questions["holds", path] = answer
        return answer

    def text(self, path: str) -> str | None:
        """The text of a file there."""
        answer = self.around.text(path)
        self.questions["text", path] = None if answer is None else text_digest(answer)
        return answer


def check_packed(app: App, files: Sequence[Path]) -> Iterator[tuple[Checked, Collected]]:
    """Check files that hold no records, and pack what each gives.

    Args:
        app: the run's parts.
        files: each once.
    """
    dated = _dated_rules(app)
    sources = read_files(app, files)
    for path in files:
        now, stat = clock(), stat_of(path)
        source = next(sources)  # reads the file
        asked = [_Asked(item.neighbours) if item.neighbours is not None else None for item in source.documents]
        gathered = Collected()
        gathered.note(source)
        for document, around in zip(source.documents, asked, strict=True):
            listening = document if around is None else replace(document, neighbours=around)
            gathered.reports.append(check_document(listening, app.plan_of(document.path)))
        questions = tuple((*question, answer) for item in asked if item for question, answer in item.questions.items())
        checked = _checked(source, gathered, questions, dated, bonds_of(app.plan))
        yield checked._replace(stat=stat if is_settled(stat, now) else UNKNOWN), gathered


def without_keeping(name: str, gathered: Collected) -> Checked:
    """What a file gave that is not to be kept."""
    return Checked(name, UNKNOWN, "", (), False, gathered)


def _checked(
    source: Source,
    gathered: Collected,
    questions: tuple[Question, ...],
    dated: frozenset[str],
    bonds: Mapping[str, Bond],
) -> Checked:
    found = [item for report in gathered.reports for item in report.diagnostics]
    failed = any(item.rule in (RULE_FAILED, UNREADABLE_FILE) for item in (*found, *gathered.diagnostics))
    named = source.documents[0].digest if len(source.documents) == 1 and not failed else ""
    is_dated = any(item.rule in dated for item in found)
    return Checked(source.name, UNKNOWN, named, questions, is_dated, _packed(gathered, bonds))


def _packed(gathered: Collected, bonds: Mapping[str, Bond]) -> Collected:
    """The same with its reports packed, without the marks of today's accepted file."""
    return replace(gathered, reports=[], packed=[pack(item, bonds, _unaccepted) for item in gathered.reports])


def _unaccepted(item: Diagnostic) -> Diagnostic:
    if item.suppressed_by != "accepted":
        return item
    return replace(item, state=State.NEW, suppressed_by="", reason="")


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


class _State(NamedTuple):
    """What names the results of a file with all that they depend on.

    Attributes:
        facts: what it contributes to the rules across files.
        found: what was found in it.
    """

    facts: str
    found: str


def _state(entry: Entry, held: _Held) -> _State:
    return _State(f"{entry.signature} {entry.digest} {held.facts}", held.found)


class ResultCache:
    """The cache of a run; a fault of it is a note and never more."""

    def __init__(self, app: App, path: Path) -> None:
        """Take the cache at a path, whether it is there or not."""
        self._app = app
        self._path = path
        self._today = app.request.today.toordinal()
        self._shelf = Shelf()
        self._files: Mapping[str, Path] = {}
        self._late = Late(path, self._shelf, self._again)
        self._gave: dict[str, Report | Collected] = {}
        self._signatures: dict[tuple[int, ...], str] = {}
        self._states: dict[str, _State] = {}
        self._pending: list[tuple[Entry, Details]] = []
        self._across: Across | None = None
        self.notes: list[str] = []
        self.questions: list[replay.Question] = []

    def recall(self, files: Mapping[str, Path]) -> dict[str, int]:
        """Recall what is known of files that are as they were when it was found out.

        Args:
            files: of the run, by their path as reports show it.

        Returns:
            The files that something is known of, each with the number of its findings.
        """
        self._files = files
        signatures = {name: self._signature(name) for name in files}
        found: dict[str, int] = {}
        try:
            with Store(self._path) as store:
                entries = store.entries(set(signatures.values()), list(files))
                wanted = (entry for entry in entries if signatures.get(entry.path) == entry.signature)
                touched = list(self._recalled(wanted, found))
                if touched:
                    store.touch(touched)
                store.use(set(signatures.values()), self._today)
        except CacheError as error:
            self._failed(error)
        return found

    def _recalled(self, entries: Iterable[Entry], found: dict[str, int]) -> Iterator[Entry]:
        """Take what still counts; yields the entries of files with other time stamps."""
        damaged = 0
        answers = _Answers(self._app)
        for entry in entries:
            name, path = entry.path, self._files[entry.path]
            stat = self._unchanged(entry, path)
            if stat is None:
                continue
            try:
                held = _held(entry.body)
            except PackingError:
                damaged += 1
                continue
            # What lies in the future ceases to as days pass, and nothing begins to.
            is_of_today = entry.since == self._today or (entry.since < self._today and not held.is_dated)
            if is_of_today and answers.still_hold(path, held.questions):
                report = Packed(*held.report, b"", b"", b"")
                self._gave[name] = Recalled(self._shelf, report, self._late)
                found[name] = report.findings
                self._asked(path, held.questions)
                self._late.note(name, entry.signature, held.mark)
                self._states[name] = _state(entry, held)
                if stat != entry.stat:
                    yield entry._replace(stat=stat)
        if damaged:
            self._note(f"{self._path}: {damaged} damaged entries; those files are checked again")

    def take(self, checked: Checked, live: Collected | None) -> None:
        """Take what a file gave that was checked in this run, and keep it.

        Args:
            checked: what it gave.
            live: the same with reports that need not be unpacked, where there are such.
        """
        self._asked(self._files[checked.name], checked.questions)
        if checked.digest:
            (report,) = checked.gathered.packed
            signature, facts = self._signature(checked.name), f"{name_of(report.outline)} {name_of(report.facts)}"
            held = _Held(facts, name_of(report.found), checked.questions, checked.is_dated, report[:4])
            entry = Entry(signature, checked.name, checked.stat, checked.digest, self._today, packed(tuple(held)))
            self._states[checked.name] = _state(entry, held)
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
        told = Told(self._path, self._name_of, self._today, self._failed)
        whole = Collected(conclude=self.conclude, said=self.notes, questions=self.questions, told=told)
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
            with Store(self._path) as store:
                store.put(kept, self._today)
            drop_unused(self._path)
        except CacheError as error:
            self._failed(error)

    def _asked(self, path: Path, questions: tuple[Question, ...]) -> None:
        around = neighbours_of(path, self._app.root, self._app.settings.max_file_size) if questions else None
        if around is not None:
            place = around.folder, around.root, around.limit
            self.questions.extend(replay.Question(*place, *question) for question in questions)

    def _again(self, name: str) -> Packed:
        """What a file gives, checked again."""
        (source,) = read_files(self._app, [self._files[name]])
        reports = [check_document(document, self._app.plan_of(document.path)) for document in source.documents]
        return pack(reports[0] if reports else FileReport(name, (), {}), bonds_of(self._app.plan), _unaccepted)

    def _name_of(self, path: str) -> str:
        """Names the diagnostics of a document, those of the rules across files included; empty when nobody knows."""
        state = self._states.get(path)
        if state is None or self._across is None:
            return ""
        return digest([state.facts, state.found, self._across.name_of(path), self._accepted])

    def conclude(self, reports: Sequence[Report]) -> Mapping[str, Sequence[Diagnostic]]:
        """By path what the rules across files find; not asked again where all is as it was.

        Args:
            reports: of all documents of the run; nothing else is known.
        """
        if len(reports) > MANY:
            from lintcorpus.app.across import conclude_many  # only runs over many documents need it

            batches = _Batches(self, reports)
            self._across = conclude_many(self._app, reports, batches)
            batches.keep()
            return self._across
        name = self.state_of(reports)
        if not name:
            return by_paths(conclude(reports, self._app.plan, self._app.plan_of))
        kept = self._conclusion(name)
        if kept is not None:
            return by_paths(accept(kept, self._app.accepted))
        concluded = conclude(reports, self._app.plan, self._app.plan_of)
        if not any(item.rule == RULE_FAILED for item in concluded):
            self.keep_conclusions({name: packed([_unaccepted(item) for item in concluded])})
        return by_paths(concluded)

    def state_of(self, reports: Iterable[Report], *beside: str) -> str:
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

    def _conclusion(self, name: str) -> list[Diagnostic] | None:
        """A conclusion over a few documents."""
        body = self.conclusions([name]).get(name)
        try:
            found: list[Diagnostic] | None = None if body is None else unpacked(body, ALLOWED)
            return found
        except PackingError as error:
            self._note(f"{self._path}: {error}; the files are compared again")
            return None

    def conclusions(self, names: Sequence[str]) -> dict[str, bytes]:
        """Those of some conclusions that are kept, by name."""
        try:
            with Store(self._path) as store:
                return dict(store.conclusions(names))
        except CacheError as error:
            self._failed(error)
        return {}

    def keep_conclusions(self, bodies: Mapping[str, bytes], beside: int = 0) -> None:
        """Keep conclusions by name; of earlier ones ``beside`` are kept at least."""
        try:
            with Store(self._path) as store:
                store.put_conclusions(bodies, self._today, beside)
        except CacheError as error:
            self._failed(error)

    def facts_state(self, path: str) -> str:
        """Names what a document contributes to the rules across files; empty when it is not kept."""
        state = self._states.get(path)
        return "" if state is None else state.facts

    def links(self) -> Mapping[str, memoryview] | None:
        """What an earlier run left of its links."""
        return sections.read(self._links)

    def keeping(self) -> AbstractContextManager[Sections]:
        """What the links of this run are to be put into."""
        return sections.writing(self._links)

    @property
    def _links(self) -> Path:
        return self._path.with_suffix(LINKS)

    def prepare(self, names: Iterable[str]) -> None:
        """Fetch the facts of some files that are about to be asked for."""
        self._late.prepare(names)

    def prepare_outlines(self, names: Iterable[str]) -> None:
        """Fetch the outlines of the facts of some files that are about to be asked for."""
        self._late.prepare_outlines(names)

    def _unchanged(self, entry: Entry, path: Path) -> Stat | None:
        """What the file system says of a file whose bytes are those of an entry; ``None`` when they are not."""
        now, stat = clock(), stat_of(path)
        if stat == entry.stat and stat != UNKNOWN:
            return stat
        if stat == UNKNOWN or content(path) != entry.digest:
            return None
        return stat if is_settled(stat, now) else UNKNOWN

    def _signature(self, name: str) -> str:
        indices = self._app.overrides_of(name)
        if indices not in self._signatures:
            rules = self._app.plan_of(name).rules.values()
            folders = {rule.options.model for rule in rules if rule.checker_name == LANGUAGE}
            models = [tree(str(self._app.root / folder)) for folder in sorted(filter(None, folders))]
            self._signatures[indices] = digest([self._shared, repr(indices), *models])
        return self._signatures[indices]

    @cached_property
    def _shared(self) -> str:
        return digest(_depends_on(self._app))

    @cached_property
    def _accepted(self) -> str:
        return repr(self._app.accepted)

    def _failed(self, error: CacheError) -> None:
        said = "results are not kept (--no-cache asks for none)"
        if error.damaged:
            try:
                remove(self._path)
                said = "it was thrown away"
            except OSError:
                said = "it cannot be thrown away"
        self._note(f"{error}; {said}")

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


class _Batches:
    """What batches of facts came to in earlier runs; see ``app.across.Known``."""

    def __init__(self, cache: ResultCache, reports: Sequence[Report]) -> None:
        self._cache = cache
        self._reports = reports
        self._made: dict[str, bytes] = {}
        self._number = 0

    def get(self, batches: Sequence["Batch"]) -> dict[int, bytes]:
        """What batches came to, by their index."""
        self._number += len(batches)
        names = {name: index for index, batch in enumerate(batches) if (name := self._name(batch))}
        return {names[name]: body for name, body in self._cache.conclusions(list(names)).items()}

    def put(self, batch: "Batch", found: bytes) -> None:
        """Note what a batch came to."""
        name = self._name(batch)
        if name:
            self._made[name] = found

    def state(self, index: int) -> str:
        """Names what a report contributes."""
        return self._cache.facts_state(self._reports[index].path)

    def prepare(self, reports: Iterable[int]) -> None:
        """Fetch the facts of these reports."""
        self._cache.prepare(self._reports[index].path for index in reports)

    def prepare_outlines(self, reports: Iterable[int]) -> None:
        """Fetch the outlines of these reports."""
        self._cache.prepare_outlines(self._reports[index].path for index in reports)

    def links(self) -> Mapping[str, memoryview] | None:
        """What an earlier run left of its links."""
        return self._cache.links()

    def keeping(self) -> AbstractContextManager[Sections]:
        """What the links of this run are to be put into."""
        return self._cache.keeping()

    def keep(self) -> None:
        """Keep what was noted, and as much of what was noted before."""
        if self._made:
            self._cache.keep_conclusions(self._made, self._number)

    def _name(self, batch: "Batch") -> str:
        members = [f"{members}" for _, members in batch.members]
        return self._cache.state_of((self._reports[index] for index, _ in batch.members), batch.rule, *members)


class _Answers:
    """What is said today about the files around articles, each asked once."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._known: dict[tuple[str, str], str | bool | None] = {}

    def still_hold(self, path: Path, questions: tuple[Question, ...]) -> bool:
        """Whether every question about the files around a file has the answer that it had."""
        if not questions:
            return True
        around = neighbours_of(path, self._app.root, self._app.settings.max_file_size)
        if around is None:
            return False
        return all(self._answer(around, around.folder, kind, asked) == answer for kind, asked, answer in questions)

    def _answer(self, around: Neighbours, folder: str, kind: str, asked: str) -> str | bool | None:
        key = kind, os.path.join(folder, asked)
        if key not in self._known:
            if kind == "holds":
                self._known[key] = around.holds(asked)
            else:
                text = around.text(asked)
                self._known[key] = None if text is None else text_digest(text)
        return self._known[key]


def _depends_on(app: App) -> Iterator[str]:
    """All that a result depends on beside the article, what its links lead to, and the overrides of its path."""
    request, settings = app.request, app.settings
    yield program()
    yield from (
        f"{item.name}={getattr(settings, item.name)!r}" for item in fields(Settings) if item.name not in _NO_MATTER
    )
    yield repr((request.isolated, request.across, request.models))
    for folder in app.pack_folders:
        yield tree(str(folder)) if isinstance(folder, Path) else str(folder)
    for plugin, place in app.plugins.sources():
        yield plugin
        yield tree(place) if os.path.isdir(place) else content(place)
    if not request.isolated:
        for name in (WORDS_FILE, LEARNED_FILE, MODEL_FILE):
            yield content(app.root / name)
    if any(app.catalog.cards[identity].pack != _BUILTIN for identity in _dated_rules(app)):
        yield request.today.isoformat()


def _dated_rules(app: App) -> frozenset[str]:
    """The rules that are told which day it is."""
    return app.catalog.dated


def surroundings(app: App) -> tuple[list[str], list[str], list[str]] | None:
    """What a run depends on beside the articles and the program, so that it can be seen without composing an app.

    Returns:
        Files that it read or looked for, paths of which it only matters whether they are there, and
        folders; ``None`` when there is more to it.
    """
    if any("model" in options for item in app.settings.overrides for options in item.options.values()):
        return None
    if any(rule.options.model for rule in app.plan.rules.values() if rule.checker_name == LANGUAGE):
        return None
    if not all(isinstance(folder, Path) for folder in app.pack_folders):
        return None
    cwd = app.request.cwd
    files = [folder / name for folder in (cwd, *cwd.parents) for name in (*CONFIG_FILES, PYPROJECT)]
    files += [app.root / name for name in (ACCEPTED_FILE, WORDS_FILE, LEARNED_FILE, MODEL_FILE)]
    files += [app.baseline_place, *([app.request.config] if app.request.config is not None else [])]
    present = [str(folder / ".git") for folder in (cwd, *cwd.parents)]
    return [str(file) for file in files], present, [str(folder) for folder in app.pack_folders]
