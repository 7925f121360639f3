"""The end of a check run: the rules across files, and everything in order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lintcorpus.app.collected import MANY, Collected, Known
from lintcorpus.app.compose import App
from lintcorpus.config.accepted import ACCEPTED_FILE
from lintcorpus.engine.corpus import conclude, judged_rules
from lintcorpus.engine.pipeline import Report
from lintcorpus.engine.run_rules import UNUSED_SUPPRESSION, about_file
from lintcorpus.engine.stages.accept import accept, idle
from lintcorpus.engine.stages.order import in_order
from lintcorpus.engine.stages.suppress import suppress, unused
from lintcorpus.engine.stages.yielding import Yielding
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.result import AppliedFix, Compared, Problem, Result, Rewrite


def finish(
    app: App,
    gathered: Collected,
    *,
    skipped: Mapping[str, int],
    problems: Sequence[Problem],
    whole_corpus: bool,
    changed: Mapping[str, Rewrite] | None = None,
    applied: Sequence[AppliedFix] = (),
) -> Result:
    """Conclude the rules across files and put everything in order.

    Args:
        gathered: what the files gave.
        skipped: files that were passed over before any was read, by reason.
        problems: what went wrong around the files.
        whole_corpus: whether every file of the corpus was in the run.
        changed: for fix runs, by path the files that change.
        applied: for fix runs, the fixes that were applied.
    """
    known = _known(app, gathered.reports, whole_corpus)
    found = conclusions(app, gathered, known, whole_corpus)
    paths = [report.path for report in gathered.reports]
    stale = 0
    place = app.baseline_file
    if place is not None and (app.settings.baseline or place.exists()):
        from lintcorpus.app.baseline import compare, marked, read_baseline

        entries = read_baseline(app)
        if entries:
            found = tuple(found)
            beside = compare(app, entries, found, paths, whole_corpus)
            found = tuple(marked(found, (item for item, _ in beside.known)))
            stale = len(beside.stale)
    return Result(
        diagnostics=found,
        cards=app.catalog.cards,
        files=gathered.files,
        skipped={**skipped, **gathered.skipped},
        problems=(
            *app.plugins.problems,
            *problems,
            *(Problem("note", text) for text in (*known.notes, *gathered.notes)),
        ),
        changed=changed or {},
        applied=tuple(applied),
        fail_on=app.settings.fail_on,
        root=str(app.root),
        compared=_compared(app, gathered.reports, whole_corpus, known),
        stale=stale,
        records=gathered.records,
    )


def conclusions(app: App, gathered: Collected, known: Known, whole_corpus: bool) -> Sequence[Diagnostic]:
    """All diagnostics of a run in final order, those of the rules across files included.

    Args:
        app: the run's parts.
        gathered: what the files gave.
        known: what files outside the run contribute.
        whole_corpus: whether every file of the corpus was in the run.

    Returns:
        A tuple, or for many documents what makes it piece by piece.
    """
    across = _across(app, gathered, known)
    yielding = Yielding(app.catalog.cards)
    by_path: dict[str, list[Report]] = {}
    for report in gathered.reports:
        by_path.setdefault(report.path, []).append(report)
    about: dict[str, list[Diagnostic]] = {}
    for item in gathered.diagnostics:
        about.setdefault(item.path, []).append(item)

    def of_path(path: str) -> list[Diagnostic]:
        found = list(about.get(path, ()))
        for report in by_path.get(path, ()):
            found.extend(_judged(app, report, across.get(path, ()), whole_corpus, yielding))
        return in_order(found)

    def in_all() -> Sequence[Diagnostic]:
        paths = sorted(by_path.keys() | about.keys())
        if len(gathered.reports) <= MANY:
            return tuple(item for path in paths for item in of_path(path))
        from lintcorpus.app.findings import Findings  # only runs over many documents need it

        earlier = gathered.told() if gathered.told is not None else None
        return Findings(paths, of_path, earlier, beside=f"{whole_corpus}", unknown=about.keys())

    if app.accepted:
        for item in list(_idle_entries(app, gathered, in_all(), whole_corpus)):
            about.setdefault(item.path, []).append(item)
    return in_all()


def _across(app: App, gathered: Collected, known: Known) -> Mapping[str, Sequence[Diagnostic]]:
    """What the rules across files found, by path."""
    if known.facts:
        from lintcorpus.app.corpus.index import complete

        concluded = complete(app, conclude(gathered.reports, app.plan, app.plan_of, known.facts))
    elif gathered.conclude is not None:
        return gathered.conclude(gathered.reports)
    elif len(gathered.reports) > MANY:
        from lintcorpus.app.corpus.across import conclude_many  # only runs over many documents need it

        return conclude_many(app, gathered.reports)
    else:
        concluded = conclude(gathered.reports, app.plan, app.plan_of)
    return by_paths(concluded)


def by_paths(found: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """Diagnostics by their path, in order."""
    across: dict[str, list[Diagnostic]] = {}
    for item in in_order(found):
        across.setdefault(item.path, []).append(item)
    return across


def _judged(
    app: App, report: Report, across: Iterable[Diagnostic], whole_corpus: bool, yielding: Yielding
) -> Iterator[Diagnostic]:
    """The diagnostics of a document once all is known."""
    own = [*report.diagnostics, *suppress(across, report.directives)]
    own = accept(own, app.accepted)
    yield from yielding.without_yielding(own)
    if report.directives.valid:
        yield from unused(own, report.directives, judged_rules(app.plan_of(report.path), whole_corpus))


def _known(app: App, reports: Sequence[Report], whole_corpus: bool) -> Known:
    """What files outside the run contribute; nothing when the whole corpus is in the run, or there is none."""
    path = app.index_file
    if path is None or not app.plan.corpus:
        return Known({})
    from lintcorpus.app.corpus.index import consult, refresh  # with the index, which needs SQLite

    if whole_corpus:
        return Known({}, notes=refresh(app, path, reports))
    if not reports:  # a wrong path, or nothing staged: no reason to build an index
        return Known({})
    return consult(app, path, reports)


def _compared(app: App, reports: Sequence[Report], whole_corpus: bool, known: Known) -> Compared:
    if not app.plan.corpus:
        return Compared.NOTHING
    if whole_corpus or not app.settings.corpus:
        return Compared.RUN
    # The index has no records.
    return Compared.INDEX if known.asked and not app.reads_records else Compared.PART


def _idle_entries(
    app: App, gathered: Collected, found: Iterable[Diagnostic], whole_corpus: bool
) -> Iterable[Diagnostic]:
    """Diagnostics for entries of the accepted file that accepted nothing.

    An entry is judged only when all files that it may name were in the run.
    """
    read = {report.path for report in gathered.reports}
    for entry in idle(found, app.accepted):
        if whole_corpus or (entry.path in read and not entry.rules - judged_rules(app.plan, whole_corpus)):
            params = {"comment": f"{entry.path}: {entry.reason}"}
            yield from about_file(app.plan, UNUSED_SUPPRESSION, ACCEPTED_FILE, params, entry.line)
