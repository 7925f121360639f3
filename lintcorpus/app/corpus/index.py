"""The corpus index in a run: made, kept up to date, and asked for what other files of the corpus contribute."""

import contextlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from lintcorpus.app.collected import Known
from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import find_files, read_files
from lintcorpus.article.header.account import account_name
from lintcorpus.engine.pipeline import Report, collect_facts
from lintcorpus.engine.stamp import place_of
from lintcorpus.index.errors import DamagedIndexError, IndexUnavailableError
from lintcorpus.index.store import Entry, Facts, Index
from lintcorpus.model.checker import LocatedFact
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, RelatedPlace
from lintcorpus.model.frozen import frozen, replace
from lintcorpus.model.span import Position, Span
from lintcorpus.reading.discover import relative_path
from lintcorpus.records.names import format_of, split_name

_MANY = 500
"""How many files are read before what they contribute is written."""
_TURNS = 3
"""How often partners that were found changed are read again before the rest is left to the next run."""
_OTHER_SETTINGS = "the index was made with other settings or another version"
_UNKNOWN = -1
"""The size and time of a file whose content was read some time before; the next update looks again."""


@frozen
class Change:
    """What bringing an index up to date came to, in files."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0

    @property
    def files(self) -> int:
        """How many files the index holds afterwards."""
        return self.added + self.changed + self.same


def build(app: App, path: Path) -> Change:
    """Make the index anew, beside the old one, and put it in its place once it is complete.

    Raises:
        IndexUnavailableError: it cannot be written.
    """
    import tempfile  # most runs make no index

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_relative_to(app.root) and not (path.parent / ".gitignore").exists():
            (path.parent / ".gitignore").write_text("*\n", encoding="ascii")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".tmp")
        os.close(handle)
        try:
            with Index(Path(name)) as index:
                index.begin(app.index_signatures)
                change = _bring_up_to_date(app, index)
            os.replace(name, path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        raise IndexUnavailableError(path, error.strerror or str(error)) from error
    return change


def update(app: App, path: Path) -> tuple[Change, str]:
    """Bring the index in line with the files of the corpus; files with known size and time are not read.

    Returns:
        What changed, and why the index had to be made anew; empty when it had not.

    Raises:
        IndexUnavailableError: it cannot be read or written.
    """
    reason = _unfit(app, path)
    if not reason:
        try:
            with Index(path) as index:
                if _serves_all(app, index):
                    return _bring_up_to_date(app, index), ""
            reason = _OTHER_SETTINGS
        except DamagedIndexError as error:
            reason = _damage(error)
    return build(app, path), reason


def consult(app: App, path: Path, reports: Sequence[Report], *, keep: bool = True) -> Known:
    """What other files of the corpus contribute that bears on the files of a run, as they are now.

    An index that is missing, damaged, or made with other settings is made anew first. The files of
    the run that belong to the corpus are noted in it, unless ``keep`` is false: their content may be
    that of an earlier time.
    """
    notes: tuple[str, ...] = ()
    try:
        reason = _unfit(app, path)
        if not reason:
            try:
                return Known(_asked(app, path, reports, keep), asked=True)
            except DamagedIndexError as error:
                reason = _damage(error)
        notes = (f"{path}: {reason}; made anew from {build(app, path).files} files",)
        return Known(_asked(app, path, reports, keep), asked=True, notes=notes)
    except IndexUnavailableError as error:
        left = f"{error}; the files are compared with each other only; see 'lintcorpus index --help'"
        return Known({}, notes=(*notes, left))


def _asked(app: App, path: Path, reports: Sequence[Report], keep: bool) -> dict[str, list[LocatedFact]]:
    with Index(path) as index:
        facts = _others(app, index, reports)
        if keep:
            _keep(app, index, reports)
    return facts


def refresh(app: App, path: Path, reports: Sequence[Report]) -> tuple[str, ...]:
    """Note in an index that is there what the files of a run contribute; what the user should hear."""
    try:
        if path.exists() and not _unfit(app, path):
            with Index(path) as index:
                _keep(app, index, reports)
    except IndexUnavailableError as error:
        return (f"{error}; it was left as it is",)
    return ()


def index_status(app: App, path: Path) -> str:
    """How much an index holds and whether it can serve, in one line.

    Raises:
        IndexUnavailableError: it cannot be read.
    """
    if not path.exists():
        return f"{path}: there is no index of the corpus yet; 'lintcorpus index build' makes one"
    with Index(path) as index:
        held = index.status()
    said = (
        f"{path}: {held.documents} files of {held.accounts} accounts, {held.facts} facts,"
        f" {held.prints} fingerprints, {held.size / 1e6:.1f} MB"
    )
    reason = _unfit(app, path)
    return f"{said}; {reason}: 'lintcorpus index update' makes it anew" if reason else said


def complete(app: App, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics with full places for what they name in files that are not in the run."""
    documents: dict[str, Document | None] = {}
    return [
        replace(item, related=tuple(_completed(app, related, documents) for related in item.related))
        if any(related.place.start.line == 0 for related in item.related)
        else item
        for item in found
    ]


def _unfit(app: App, path: Path) -> str:
    """Why an index cannot serve this app; empty when it can.

    Raises:
        IndexUnavailableError: it is there and cannot be opened.
    """
    if not path.exists():
        return "there is no index of the corpus yet"
    try:
        with Index(path) as index:
            kept = index.signatures()
    except DamagedIndexError as error:
        return _damage(error)
    wanted = app.index_signatures
    fits = kept and all(kept.get(rule) == signature for rule, signature in wanted.items())
    return "" if fits else _OTHER_SETTINGS


def _damage(error: DamagedIndexError) -> str:
    return f"the index is damaged ({error.reason})"


def _bring_up_to_date(app: App, index: Index) -> Change:
    found = find_files(app, [str(app.root / folder) for folder in app.settings.corpus])
    # Records have no time of their own, by which the index would know that they changed.
    files = {relative_path(path, app.root): path for path in found.files if format_of(path.name) is None}
    known = index.entries()
    gone = [name for name in known if name not in files]
    index.remove(gone)
    stale = [path for name, path in files.items() if name not in known or not _is_as_known(path, known[name])]
    added = changed = 0
    for at in range(0, len(stale), _MANY):
        read = _read(app, index, stale[at : at + _MANY])
        added += len(read - known.keys())
        changed += len(read & known.keys())
    return Change(added, changed, len(gone), len(known) - len(gone) - changed)


def _read(app: App, index: Index, paths: Sequence[Path]) -> set[str]:
    """Keep what some files contribute, and return the paths of those that are new or have other content now."""
    # Before they are read: what changes meanwhile must look changed the next time.
    stats = [_stat(path) for path in paths]
    names = [relative_path(path, app.root) for path in paths]
    known = index.entries(names)
    items: list[tuple[Entry, Facts]] = []
    same: list[Entry] = []
    for stat, source in zip(stats, read_files(app, paths), strict=True):
        if not source.documents:
            continue
        first = source.documents[0]
        before = known.get(source.name)
        entry = Entry(source.name, *stat, first.digest, account_name(first))
        if before is not None and before.digest == entry.digest:
            same.append(entry)
        else:
            items.append((entry, _facts(app, source.documents)))
    read = {entry.path for entry, _ in items}
    index.touch(same)
    index.put(items)
    index.remove(known.keys() - read - {entry.path for entry in same})  # they cannot be read any more
    return read


def _facts(app: App, documents: Iterable[Document]) -> Facts:
    facts: dict[str, list[LocatedFact]] = {}
    for document in documents:
        found, _ = collect_facts(document, app.plan_of(document.path))
        for rule, located in found.items():
            facts.setdefault(rule, []).extend(located)
    return _served(app, facts)


def _served(app: App, facts: Facts) -> Facts:
    served = app.index_signatures
    return {rule: located for rule, located in facts.items() if rule in served}


def _others(app: App, index: Index, reports: Sequence[Report]) -> dict[str, list[LocatedFact]]:
    """The facts of other files that bear on some documents; partners that changed are read again."""
    at_hand = {_file(app, report.path) for report in reports}
    facts = {rule: [fact for report in reports for fact in report.facts.get(rule, ())] for rule in app.index_signatures}
    found: dict[str, list[LocatedFact]] = {}
    for _ in range(_TURNS):
        found = {rule: index.related(rule, located, at_hand) for rule, located in facts.items()}
        partners = index.entries({_file(app, item.place.path) for items in found.values() for item in items})
        stale = [app.root / name for name, entry in partners.items() if not _is_as_known(app.root / name, entry)]
        if not stale:
            break
        if not _serves_all(app, index):
            return _read_again(app, found, stale)
        _read(app, index, stale)
    return found


def _read_again(
    app: App, found: Mapping[str, Sequence[LocatedFact]], stale: Sequence[Path]
) -> dict[str, list[LocatedFact]]:
    """The facts of other files with those of some files as these are now; nothing is noted in the index."""
    facts = _facts(app, (document for source in read_files(app, stale) for document in source.documents))
    names = {relative_path(path, app.root) for path in stale}
    return {
        rule: [
            *(item for item in items if _file(app, item.place.path) not in names),
            *(item._replace(known=True) for item in facts.get(rule, ())),
        ]
        for rule, items in found.items()
    }


def _keep(app: App, index: Index, reports: Sequence[Report]) -> None:
    """Note what the documents of a run contribute, when they belong to the corpus and their content is new."""
    if not _serves_all(app, index):
        return
    files: dict[str, list[Report]] = {}
    for report in reports:
        if report.digest and _belongs(app, report.path) and split_name(report.path) is None:
            files.setdefault(_file(app, report.path), []).append(report)
    known = index.entries(files)
    items = []
    for name, parts in files.items():
        if name not in known or known[name].digest != parts[0].digest:
            facts: dict[str, list[LocatedFact]] = {}
            for report in parts:
                for rule, located in report.facts.items():
                    facts.setdefault(rule, []).extend(located)
            entry = Entry(name, _UNKNOWN, _UNKNOWN, parts[0].digest, parts[0].account)
            items.append((entry, _served(app, facts)))
    index.put(items)


def _serves_all(app: App, index: Index) -> bool:
    """Whether a run has all rules of an index; one that leaves some out would take the facts of these away."""
    return index.signatures().keys() == app.index_signatures.keys()


def _belongs(app: App, path: str) -> bool:
    """Whether a file lies in a folder of the corpus."""
    return any(
        folder in (".", "") or path == folder or path.startswith(f"{folder.rstrip('/')}/")
        for folder in app.settings.corpus
    )


def _completed(app: App, related: RelatedPlace, documents: dict[str, Document | None]) -> RelatedPlace:
    place = related.place
    if place.start.line > 0:
        return related
    if place.path not in documents:
        sources = read_files(app, [app.root / _file(app, place.path)])
        found = {document.path: document for source in sources for document in source.documents}
        documents[place.path] = found.get(place.path)
    document = documents[place.path]
    span = Span(place.start.offset, place.end.offset)
    if document is None or span.end > len(document.text):  # it changed this very moment
        top = Position(1, 1, 0)
        return related._replace(place=place._replace(start=top, end=top))
    return related._replace(place=place_of(document, span))


def _is_as_known(path: Path, entry: Entry) -> bool:
    return _stat(path) == (entry.size, entry.modified)


def _stat(path: Path) -> tuple[int, int]:
    """Size and time of a file; what no file has when it is gone."""
    try:
        stat = os.stat(path)
    except OSError:
        return _UNKNOWN, 0
    return stat.st_size, stat.st_mtime_ns


def _file(app: App, path: str) -> str:
    """The file of a document; a plugin may have split it."""
    return path if "#" not in path or (app.root / path).exists() else path.partition("#")[0]
