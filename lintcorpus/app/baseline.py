"""The baseline in a run: read, told from what is new, and written."""

import stat
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from pathlib import Path, PurePath

from lintcorpus.app.compose import App
from lintcorpus.baseline.entry import Entry, entry_of
from lintcorpus.baseline.lines import parsed, rendered
from lintcorpus.baseline.match import match
from lintcorpus.engine.corpus import judged_rules
from lintcorpus.engine.run_rules import RULE_FAILED, UNREADABLE_FILE
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.frozen import frozen, replace
from lintcorpus.model.selector import matching
from lintcorpus.wholefile import replace_file


@frozen
class Comparison:
    """A baseline beside the findings of a run.

    Attributes:
        known: the findings that it has, with their entries.
        new: the findings that it lacks.
        stale: the entries that no finding needs any more.
        kept: the entries that this run cannot judge: of files outside it, and of rules that did not run.
    """

    known: tuple[tuple[Diagnostic, Entry], ...] = ()
    new: tuple[Diagnostic, ...] = ()
    stale: tuple[Entry, ...] = ()
    kept: tuple[Entry, ...] = ()


def read_baseline(app: App) -> tuple[Entry, ...]:
    """The known findings of a run; none when there is no file.

    Raises:
        UsageError: the file was named and is not there, or it is damaged.
    """
    path = app.baseline_file
    if path is None:
        return ()
    if not path.exists():
        if app.settings.baseline:
            raise UsageError(f"{path}: there is no such baseline; 'lintcorpus baseline create' makes one")
        return ()
    return read_entries(path)


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The entries of a file.

    Raises:
        UsageError: it cannot be read, or has a damaged line; names file and line.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot read the baseline: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}:{line}: the baseline is not UTF-8; restore it from git") from error
    return tuple(parsed(text, str(path)))


def write_baseline(path: Path, entries: Iterable[Entry]) -> None:
    """Put these entries in the place of a file: all of them, or nothing.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
        replace_file(path, rendered(entries).encode("utf-8"), mode)
    except OSError as error:
        raise UsageError(f"{path}: cannot write the baseline: {error.strerror}") from error


def compare(
    app: App, entries: Sequence[Entry], found: Iterable[Diagnostic], paths: Collection[str], whole_corpus: bool
) -> Comparison:
    """Tell known findings from new ones.

    Args:
        entries: of the baseline.
        found: all findings of the run; suppressed ones and failures take no part.
        paths: of all documents of the run.
        whole_corpus: whether every file of the corpus was in the run.
    """
    counted = [item for item in found if may_be_known(item)]
    in_run = frozenset(paths).union(item.path for item in counted)
    gone = _gone(app.root, {entry.path for entry in entries} - in_run)
    named = _with_present_rules(app, entries)
    inside = [entry.path in in_run or entry.path in gone for entry in named]
    judgeable = [
        entry for entry, seen in zip(named, inside, strict=True) if seen and entry.rule in app.plan_of(entry.path).rules
    ]
    pairs = match(judgeable, [entry_of(item) for item in counted], gone)
    used = {judgeable[index] for index in pairs.values()}
    stale: list[Entry] = []
    kept: list[Entry] = []
    for original, entry, seen in zip(entries, named, inside, strict=True):
        if entry not in used:
            (stale if seen and _is_judged(app, entry, whole_corpus) else kept).append(original)
    return Comparison(
        tuple((counted[at], judgeable[index]) for at, index in sorted(pairs.items())),
        tuple(item for at, item in enumerate(counted) if at not in pairs),
        tuple(stale),
        tuple(kept),
    )


def marked(found: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Copies of the diagnostics in which known ones are marked."""
    hidden = {id(item) for item in known}
    return [replace(item, state=State.BASELINED) if id(item) in hidden else item for item in found]


class KnownFindings:
    """The baseline of a run, asked for one document at a time; files that were renamed are not followed.

    Args:
        app: the run's parts.

    Raises:
        UsageError: as ``read_baseline``.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._entries: dict[str, list[Entry]] = {}
        for entry in read_baseline(app):
            self._entries.setdefault(entry.path, []).append(entry)

    def marked(self, path: str, found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """All diagnostics of a document, with known ones marked."""
        entries = self._entries.get(path)
        if not entries:
            return found
        return marked(found, (item for item, _ in compare(self._app, entries, found, [path], False).known))


def may_be_known(diagnostic: Diagnostic) -> bool:
    """Whether a baseline may hold a finding: none that is allowed anyway, none outside the root, no failure."""
    return (
        diagnostic.state is not State.SUPPRESSED
        and diagnostic.rule not in (RULE_FAILED, UNREADABLE_FILE)
        and not PurePath(diagnostic.path).is_absolute()
    )


def _is_judged(app: App, entry: Entry, whole_corpus: bool) -> bool:
    """Whether a run over an entry's file would have found it; a rule that does not exist finds nothing."""
    return entry.rule not in app.catalog.cards or entry.rule in judged_rules(app.plan_of(entry.path), whole_corpus)


def _gone(root: Path, paths: Iterable[str]) -> frozenset[str]:
    """The paths of files that are no longer there; a plugin may have split a file into documents."""
    return frozenset(
        path for path in paths if not (root / path).exists() and not (root / path.partition("#")[0]).exists()
    )


def _with_present_rules(app: App, entries: Iterable[Entry]) -> list[Entry]:
    """The entries under the ids that their rules have now."""

    @cache
    def present(rule: str) -> str:
        found = matching(app.catalog.cards, rule)
        return next(iter(found)) if len(found) == 1 else rule

    return [entry._replace(rule=present(entry.rule)) for entry in entries]
