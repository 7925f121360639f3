"""The cache of results in a run: what is known of files is recalled, what is found out is kept.

What checking a file gives depends on its bytes, on the files that its links lead to, and on all that
``signatures`` names. Marks of the accepted file are left out when a result is kept and made anew when
it is recalled: that file changes often. Failures are never kept.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lintcorpus.app.cache_files import drop_unused
from lintcorpus.app.check import Collected
from lintcorpus.app.compose import App
from lintcorpus.app.inputs import Source, read_files
from lintcorpus.cache import replay
from lintcorpus.cache.packing import PackingError, names_of, packed, unpacked
from lintcorpus.cache.signature import content, digest, program, tree
from lintcorpus.cache.stat import UNKNOWN, Stat, clock, is_settled, stat_of
from lintcorpus.cache.store import CacheError, Entry, Facts, Store, remove
from lintcorpus.config.accepted import ACCEPTED_FILE
from lintcorpus.config.file import PYPROJECT
from lintcorpus.config.learned import LEARNED_FILE
from lintcorpus.config.load import CONFIG_FILES
from lintcorpus.config.settings import Settings
from lintcorpus.config.words import WORDS_FILE
from lintcorpus.engine.corpus import conclude
from lintcorpus.engine.pipeline import FileReport, check_document, collect_facts
from lintcorpus.engine.run_rules import RULE_FAILED, UNREADABLE_FILE
from lintcorpus.engine.stages.accept import accept
from lintcorpus.engine.stages.suppress import Directive, Directives
from lintcorpus.language.load import MODEL_FILE
from lintcorpus.model.checker import Fact, LocatedFact
from lintcorpus.model.document import Neighbours
from lintcorpus.model.finding import Context, Diagnostic, Frame, Place, RelatedPlace, Severity, State, text_digest
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.origin import Origin
from lintcorpus.model.span import Position, Span
from lintcorpus.reading.neighbours import neighbours_of

_ALLOWED = names_of(
    *(Context, Diagnostic, Directive, Directives, Edit, Fact, Fix, Frame, LocatedFact, Origin, Place, Position),
    *(RelatedPlace, Safety, Severity, Span, State),
)
_NO_MATTER = frozenset(
    ("fail_on", "suffixes", "exclude", "force_exclude", "gitignore", "corpus", "lang", "baseline", "required_version")
) | {"records", "origins"}
"""Settings that say which files are read and how they are reported; what is found in a file is the same."""
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
        body: the packed result but for the facts.
        facts: of each document, packed.
    """

    name: str
    stat: Stat
    digest: str
    questions: tuple[Question, ...]
    body: bytes
    facts: bytes


class _LateFacts(Mapping[str, tuple[LocatedFact, ...]]):
    """The facts of a document, fetched when they are asked for: they are the larger part of a result."""

    def __init__(self, shelf: "_Shelf", name: str, at: int) -> None:
        self._shelf = shelf
        self._name = name
        self._at = at

    def __getitem__(self, rule: str) -> tuple[LocatedFact, ...]:
        return self._shelf.facts(self._name)[self._at][rule]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf.facts(self._name)[self._at])

    def __len__(self) -> int:
        return len(self._shelf.facts(self._name)[self._at])


_ByRule = dict[str, tuple[LocatedFact, ...]]


class _Shelf:
    """The packed facts of files; those in the cache are read all at once when the first is asked for."""

    def __init__(self, app: App, store: Path) -> None:
        self._app = app
        self._store = store
        self._kept: dict[str, tuple[str, str, Path]] = {}
        self._packed: dict[str, bytes] = {}
        self._made: dict[str, list[_ByRule]] = {}

    def put(self, name: str, data: bytes) -> None:
        """Take the packed facts of a file."""
        self._packed[name] = data

    def note(self, name: str, signature: str, mark: str, path: Path) -> None:
        """Remember that the facts of a file are in the cache."""
        self._kept[name] = signature, mark, path

    def facts(self, name: str) -> list[_ByRule]:
        """The facts of each document of a file, by rule."""
        if name not in self._made:
            if name in self._kept and name not in self._packed:
                self._fetch()
            data = self._packed.pop(name, b"")
            try:
                self._made[name] = unpacked(data, _ALLOWED)
            except PackingError:  # taken away, or spoilt, since this run began
                self._made[name] = self._again(name)
        return self._made[name]

    def _fetch(self) -> None:
        wanted = {signature for signature, _, _ in self._kept.values()}
        with contextlib.suppress(CacheError), Store(self._store) as store:
            for item in store.facts(wanted, list(self._kept)):
                signature, mark, _ = self._kept.get(item.path, ("", "", None))
                if (item.signature, item.mark) == (signature, mark) and item.path not in self._made:
                    self._packed[item.path] = item.body

    def _again(self, name: str) -> list[_ByRule]:
        (source,) = read_files(self._app, [self._kept[name][2]])
        return [collect_facts(document, self._app.plan_of(document.path))[0] for document in source.documents]


@dataclass(frozen=True)
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
        checked = _packed(source, gathered, questions, dated)
        yield checked._replace(stat=stat if is_settled(stat, now) else UNKNOWN), gathered


def without_keeping(name: str, gathered: Collected) -> Checked:
    """What a file gave that is not to be kept."""
    return Checked(name, UNKNOWN, "", (), *_packed_pair(gathered, (), is_dated=False))


def _packed(source: Source, gathered: Collected, questions: tuple[Question, ...], dated: frozenset[str]) -> Checked:
    found = [item for report in gathered.reports for item in report.diagnostics]
    failed = any(item.rule in (RULE_FAILED, UNREADABLE_FILE) for item in (*found, *gathered.diagnostics))
    same = {document.digest for document in source.documents}
    named = same.pop() if len(same) == 1 and not failed else ""
    is_dated = any(item.rule in dated for item in found)
    return Checked(source.name, UNKNOWN, named, questions, *_packed_pair(gathered, questions, is_dated=is_dated))


def _packed_pair(gathered: Collected, questions: tuple[Question, ...], *, is_dated: bool) -> tuple[bytes, bytes]:
    """A packed result, which names its facts, and the packed facts."""
    facts = packed([dict(report.facts) for report in gathered.reports])
    reports = [
        (item.path, tuple(map(_unaccepted, item.diagnostics)), item.directives, item.digest, item.account)
        for item in gathered.reports
    ]
    totals = (gathered.files, dict(gathered.skipped))
    return packed((facts[:8].hex(), questions, is_dated, reports, gathered.diagnostics, *totals)), facts


def _unaccepted(item: Diagnostic) -> Diagnostic:
    if item.suppressed_by != "accepted":
        return item
    return replace(item, state=State.NEW, suppressed_by="", reason="")


class _Held(NamedTuple):
    """An unpacked result.

    Attributes:
        mark: names the facts that belong to it.
        questions: what was asked about the files around it.
        is_dated: whether a rule that is told the day found something.
        gathered: the result, with the marks of today's accepted file.
    """

    mark: str
    questions: tuple[Question, ...]
    is_dated: bool
    gathered: Collected


def _held(app: App, name: str, body: bytes, shelf: _Shelf) -> _Held:
    """An unpacked result, whose facts are on a shelf.

    Raises:
        PackingError: it is damaged.
    """
    try:
        mark, questions, is_dated, reports, diagnostics, files, skipped = unpacked(body, _ALLOWED)
        gathered = Collected(diagnostics=diagnostics, files=files)
        gathered.skipped.update(skipped)
        for at, (path, found, directives, named, account) in enumerate(reports):
            marked = tuple(accept(found, app.accepted)) if app.accepted else found
            facts = _LateFacts(shelf, name, at)
            gathered.reports.append(FileReport(path, marked, facts, directives, named, account))
    except (TypeError, ValueError, AttributeError) as error:
        raise PackingError(str(error)) from error
    return _Held(mark, questions, is_dated, gathered)


class ResultCache:
    """The cache of a run; a fault of it is a note and never more."""

    def __init__(self, app: App, path: Path) -> None:
        """Take the cache at a path, whether it is there or not."""
        self._app = app
        self._path = path
        self._today = app.request.today.toordinal()
        self._shelf = _Shelf(app, path)
        self._signatures: dict[tuple[int, ...], str] = {}
        self._states: dict[str, str] = {}
        self.notes: list[str] = []
        self.questions: list[replay.Question] = []

    def recall(self, files: Mapping[str, Path]) -> dict[str, Collected]:
        """What is known of files that are as they were when it was found out.

        Args:
            files: by their path as reports show it.
        """
        signatures = {name: self._signature(name) for name in files}
        found: dict[str, Collected] = {}
        try:
            with Store(self._path) as store:
                entries = store.entries(set(signatures.values()), list(files))
                wanted = [entry for entry in entries if signatures.get(entry.path) == entry.signature]
                touched = list(self._recalled(wanted, files, found))
                if touched:
                    store.touch(touched)
                store.use(set(signatures.values()), self._today)
        except CacheError as error:
            self._failed(error)
        return found

    def _recalled(
        self, entries: Iterable[Entry], files: Mapping[str, Path], found: dict[str, Collected]
    ) -> Iterator[Entry]:
        """Put what still counts into ``found``; yields the entries of files with other time stamps."""
        damaged = 0
        answers = _Answers(self._app)
        for entry in entries:
            name, path = entry.path, files[entry.path]
            stat = self._unchanged(entry, path)
            if stat is None:
                continue
            try:
                held = _held(self._app, name, entry.body, self._shelf)
            except PackingError:
                damaged += 1
                continue
            # What lies in the future ceases to as days pass, and nothing begins to.
            is_of_today = entry.since == self._today or (entry.since < self._today and not held.is_dated)
            if is_of_today and answers.still_hold(path, held.questions):
                found[name] = held.gathered
                self._asked(path, held.questions)
                self._shelf.note(name, entry.signature, held.mark, path)
                self._states[name] = f"{entry.signature} {entry.digest} {held.mark}"
                if stat != entry.stat:
                    yield entry._replace(stat=stat)
        if damaged:
            self._note(f"{self._path}: {damaged} damaged entries; those files are checked again")

    def keep(self, checked: Sequence[Checked], files: Mapping[str, Path]) -> None:
        """Keep what files gave, and drop what was not used for long.

        Args:
            checked: what they gave.
            files: where they are, by their path as reports show it.
        """
        kept = []
        for item in checked:
            self._asked(files[item.name], item.questions)
            self._shelf.put(item.name, item.facts)
            if item.digest:
                signature, mark = self._signature(item.name), item.facts[:8].hex()
                self._states[item.name] = f"{signature} {item.digest} {mark}"
                entry = Entry(signature, item.name, item.stat, item.digest, self._today, item.body)
                kept.append((entry, Facts(signature, item.name, mark, item.facts)))
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

    def result(self, checked: Checked) -> Collected:
        """What a file gave that was checked in another process."""
        self._shelf.put(checked.name, checked.facts)
        return _held(self._app, checked.name, checked.body, self._shelf).gathered

    def conclude(self, reports: Sequence[FileReport]) -> list[Diagnostic]:
        """What the rules across files find, as ``engine.corpus.conclude``; not asked again when all is as it was.

        Args:
            reports: of all documents of the run; nothing else is known.
        """
        name = self._state_of(reports)
        if not name:
            return conclude(reports, self._app.plan, self._app.plan_of)
        kept = self._kept_conclusion(name)
        if kept is not None:
            return accept(kept, self._app.accepted)
        found = conclude(reports, self._app.plan, self._app.plan_of)
        if not any(item.rule == RULE_FAILED for item in found):
            body = packed([_unaccepted(item) for item in found])
            try:
                with Store(self._path) as store:
                    store.put_conclusion(name, body, self._today)
            except CacheError as error:
                self._failed(error)
        return found

    def _state_of(self, reports: Sequence[FileReport]) -> str:
        """Names all that the rules across files see; empty where a document is not of a file that is kept."""
        if not all(report.path in self._states for report in reports):
            return ""
        return digest(part for report in reports for part in (report.path, self._states[report.path]))

    def _kept_conclusion(self, name: str) -> list[Diagnostic] | None:
        try:
            with Store(self._path) as store:
                body = store.conclusion(name)
            found: list[Diagnostic] | None = None if body is None else unpacked(body, _ALLOWED)
        except CacheError as error:
            self._failed(error)
            return None
        except PackingError as error:
            self._note(f"{self._path}: {error}; the files are compared again")
            return None
        return found

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
            folders = {getattr(rule.options, "model", "") for rule in self._app.plan_of(name).rules.values()}
            models = [tree(str(self._app.root / folder)) for folder in sorted(filter(None, folders))]
            self._signatures[indices] = digest([self._shared, repr(indices), *models])
        return self._signatures[indices]

    @cached_property
    def _shared(self) -> str:
        return digest(_depends_on(self._app))

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
    return frozenset(
        identity
        for identity, card in app.catalog.cards.items()
        if any(spec.type == "date" for spec in card.options.values())
    )


def surroundings(app: App) -> tuple[list[str], list[str], list[str]] | None:
    """What a run depends on beside the articles and the program, so that it can be seen without composing an app.

    Returns:
        Files that it read or looked for, paths of which it only matters whether they are there, and
        folders; ``None`` when there is more to it.
    """
    if any("model" in options for item in app.settings.overrides for options in item.options.values()):
        return None
    if any(getattr(rule.options, "model", "") for rule in app.plan.rules.values()):
        return None
    if not all(isinstance(folder, Path) for folder in app.pack_folders):
        return None
    cwd = app.request.cwd
    files = [folder / name for folder in (cwd, *cwd.parents) for name in (*CONFIG_FILES, PYPROJECT)]
    files += [app.root / name for name in (ACCEPTED_FILE, WORDS_FILE, LEARNED_FILE, MODEL_FILE)]
    files += [app.baseline_place, *([app.request.config] if app.request.config is not None else [])]
    present = [str(folder / ".git") for folder in (cwd, *cwd.parents)]
    return [str(file) for file in files], present, [str(folder) for folder in app.pack_folders]
