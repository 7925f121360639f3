"""``lintcorpus baseline``: write known findings down, keep them in line, and show them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lintcorpus.app.baseline import Comparison, compare, read_entries, write_baseline
from lintcorpus.app.check import finish
from lintcorpus.app.collected import collect
from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import discovery_problems, find_files, is_whole_corpus, read_files
from lintcorpus.baseline.entry import Entry, entry_of
from lintcorpus.cli.console import counted, language, note, request, split_names
from lintcorpus.cli.exit_code import FAILURE, FAILURES, FINDINGS, NOTHING
from lintcorpus.cli.progress import reading
from lintcorpus.engine.run_rules import RULE_FAILED
from lintcorpus.errors import UsageError
from lintcorpus.model.frozen import replace
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reading.discover import relative_path
from lintcorpus.reporters import text
from lintcorpus.reporters.terminal import visible

_MERGE = "'{} merge=union' in .gitattributes lets git merge it"


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked."""
    action = arguments.action
    if arguments.accept_new and action != "update":
        raise UsageError(f"--accept-new goes with 'baseline update', not with 'baseline {action}'")
    if arguments.isolated and not arguments.baseline:
        raise UsageError("baseline --isolated: an isolated run has no project file; name one with --baseline")
    flags = {"select": split_names(arguments.select)} if arguments.select else {}
    app = App(replace(request(arguments, flags), baselined=False))
    app.plan  # noqa: B018 - a wrong setting must show before files are read
    file = app.baseline_place
    if action == "create" and file.exists():
        raise UsageError(f"{file}: there is a baseline already; 'lintcorpus baseline update' brings it in line")
    if action != "create" and not file.exists():
        raise UsageError(f"{file}: there is no baseline; 'lintcorpus baseline create' makes one")
    entries = () if action == "create" else read_entries(file)
    if action == "show":
        return _show(app, entries, arguments)
    result, beside = _compared(app, entries, arguments)
    failed = [item for item in result.diagnostics if item.rule in FAILURES]
    _print_findings(replace(result, diagnostics=tuple(failed)), app)
    if any(item.rule == RULE_FAILED for item in failed) or any(item.kind == "plugin" for item in result.problems):
        note("a rule or plugin failed, so its findings are missing; the baseline was left alone", arguments)
        return FAILURE
    if action == "create":
        write_baseline(file, map(entry_of, beside.new))
        print(f"{file}: {counted(len(beside.new), 'finding')} in {counted(result.files, 'file')} written down")
        note(_MERGE.format(relative_path(file, app.root)), arguments)
        return NOTHING
    if action == "diff":
        return _diff(beside)
    if action == "prune":
        stale = frozenset(beside.stale)
        return _write(file, [item for item in entries if item not in stale], beside)
    return _update(app, file, result, beside, arguments)


def _compared(app: App, entries: Sequence[Entry], arguments: argparse.Namespace) -> tuple[Result, Comparison]:
    """Check the files and set the findings beside the entries."""
    paths = arguments.paths or [*(str(app.root / folder) for folder in app.settings.corpus)] or ["."]
    found = find_files(app, paths)
    for problem in discovery_problems(found):
        if problem.kind == "path":
            raise UsageError(problem.message)
        note(problem.message, arguments)
    if not found.files and not entries:
        raise UsageError("baseline: no file to check; suffixes are set by 'suffixes'")
    whole = is_whole_corpus(app, paths)
    with reading(app, "baseline", len(found.files), sys.stderr, quiet=arguments.quiet):
        gathered = collect(app, read_files(app, found.files))
    result = finish(app, gathered, skipped={}, problems=(), whole_corpus=whole)
    for problem in result.problems:
        note(problem.message, arguments)
    return result, compare(app, entries, result.diagnostics, [item.path for item in gathered.reports], whole)


def _update(app: App, file: Path, result: Result, beside: Comparison, arguments: argparse.Namespace) -> int:
    """Drop stale entries and rewrite those that were recognised; new findings are added only when that is asked for."""
    entries = [*beside.kept, *(entry_of(item) for item, _ in beside.known)]
    if arguments.accept_new:
        return _write(file, [*entries, *map(entry_of, beside.new)], beside, added=len(beside.new))
    _write(file, entries, beside)
    _print_findings(replace(result, diagnostics=beside.new), app)
    if beside.new:
        note(f"{counted(len(beside.new), 'new finding')} not added; --accept-new adds all", arguments)
    return FINDINGS if any(item.severity >= result.fail_on for item in beside.new) else NOTHING


def _write(file: Path, entries: Sequence[Entry], beside: Comparison, added: int = 0) -> int:
    write_baseline(file, entries)
    held = counted(len(entries), "entry", "entries")
    print(f"{file}: {held}; {added} added, {len(beside.stale)} removed", file=sys.stderr)
    return NOTHING


def _diff(beside: Comparison) -> int:
    """Print ``-`` before entries that are stale and ``+`` before findings that are new."""
    changes = [("-", entry) for entry in beside.stale] + [("+", entry_of(item)) for item in beside.new]
    for sign, entry in sorted(
        changes, key=lambda change: (change[1].path, change[1].rule, change[0] == "+", change[1])
    ):
        print(f"{sign} {_line(entry)}")
    return FINDINGS if changes else NOTHING


def _show(app: App, entries: Sequence[Entry], arguments: argparse.Namespace) -> int:
    named = [relative_path(Path(path), app.root) for path in arguments.paths]
    shown = [
        entry
        for entry in sorted(entries)
        if not named or any(at in (".", entry.path) or entry.path.startswith(f"{at}/") for at in named)
    ]
    for entry in shown:
        print(_line(entry))
    note(f"{len(shown)} of {counted(len(entries), 'entry', 'entries')}", arguments)
    return NOTHING


def _line(entry: Entry) -> str:
    """An entry for people: the text that was found between its neighbours, white space left out."""
    context = entry.context
    place = f"{context.before}⟦{context.match}⟧{context.after}"
    return visible(f"{entry.path}: {entry.rule} {context.key and context.key + ' '}{place}")


def _print_findings(result: Result, app: App) -> None:
    text.report(result, sys.stdout, ReportOptions(language(app.settings.lang, sys.stdout)))
