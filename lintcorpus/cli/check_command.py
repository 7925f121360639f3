"""``lintcorpus check``: check files, report, and repair when asked."""

import argparse
import datetime
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintcorpus.app.check import finish
from lintcorpus.app.collected import Collected, collect
from lintcorpus.app.compose import App
from lintcorpus.app.gather import collect_files
from lintcorpus.app.inputs.files import discovery_problems, find_files, is_whole_corpus, read_files, read_standard_input
from lintcorpus.app.patterns import keep_patterns
from lintcorpus.cli.again import from_disk, from_memory, with_files
from lintcorpus.cli.console import language, note, request, terminal_width, use_color
from lintcorpus.cli.exit_code import FAILURES, exit_code
from lintcorpus.cli.flags import about_rules
from lintcorpus.cli.progress import metered, reading
from lintcorpus.cli.replay import Memory
from lintcorpus.cli.reports import Wanted, append_step_summary, print_report, wanted_reports, write_reports
from lintcorpus.cli.timings import COMPARE, REPORT, print_timings, profiled, stage
from lintcorpus.cli.web import DEAD_LINK, wants_web, with_web
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import State
from lintcorpus.model.fix import Safety
from lintcorpus.model.frozen import replace
from lintcorpus.model.result import Problem, ReportOptions, Result, not_read_again
from lintcorpus.records.names import format_of
from lintcorpus.reporters.summary import summary_line

# What only some runs need is imported where they need it: a check of one file is mostly start-up.
if TYPE_CHECKING:
    from lintcorpus.app.fixing.files import Repaired, Repairs
    from lintcorpus.app.revision import Staged
    from lintcorpus.app.timing import Timings
    from lintcorpus.cli.interactive import Questions

_STANDARD_INPUT = "-"
_HINT = "; records (.jsonl, .csv, .parquet) are read where they are named, or in folders with --text-column"


def run(arguments: argparse.Namespace, memory: Memory | None = None) -> int:
    """Check and report; the exit code says what was found.

    Args:
        arguments: of the command line.
        memory: where what is said is remembered, if anywhere.
    """
    if memory is None:
        with profiled(arguments.profile):
            return _run(arguments, None)
    with memory.listening():
        code = _run(arguments, memory)
    memory.keep()
    return code


def _run(arguments: argparse.Namespace, memory: Memory | None) -> int:
    app = App(request(arguments, _flags(arguments)))
    wanted = wanted_reports(app.plugins.reporters(), arguments.output_format, arguments.output)
    app.plan  # noqa: B018 - a wrong setting must show before files are read
    paths = _paths(arguments, app)
    timings = _timings(arguments, paths)
    if arguments.file_timeout and (_in_this_process(arguments) or _STANDARD_INPUT in paths):
        raise UsageError(
            "--file-timeout limits the check of files in processes of their own;"
            " use it without repairs, --staged, --timings, --profile and standard input"
        )
    if _STANDARD_INPUT in paths:
        result, repaired = _check_input(app, arguments, paths)
    else:
        result, repaired = _check_files(app, arguments, paths, memory, timings), None
    if arguments.fix_only:
        result = replace(result, diagnostics=tuple(item for item in result.diagnostics if item.rule in FAILURES))
    for problem in result.problems:
        note(problem.message, argparse.Namespace(quiet=False))
    code = exit_code(result, arguments)
    with stage(timings, REPORT):
        _report(result, repaired, app, arguments, wanted, code)
    if timings is not None:
        sys.stdout.flush()
        print_timings(timings, sys.stderr)
    if not arguments.quiet:
        sys.stdout.flush()  # on a terminal the summary must come after the report
        print(summary_line(result, language(app.settings.lang, sys.stderr)), file=sys.stderr)
    if memory is not None:
        memory.end(result, code)
    if app.request.cache_dir is not None:
        keep_patterns(app.request.cache_dir)
    return code


def _in_this_process(arguments: argparse.Namespace) -> bool:
    return _repairs(arguments) or bool(arguments.staged or arguments.timings or arguments.profile)


def _timings(arguments: argparse.Namespace, paths: Sequence[str]) -> "Timings | None":
    if not arguments.timings:
        return None
    if _repairs(arguments) or arguments.staged or _STANDARD_INPUT in paths:
        raise UsageError("--timings measures the check of files; use it without repairs, --staged and standard input")
    from lintcorpus.app.timing import Timings

    return Timings()


def _worst(result: Result, arguments: argparse.Namespace) -> Result:
    """The result with the worst new findings only, the worst first, when their number is limited."""
    if arguments.max_findings is None:
        return result
    ordered = sorted(result.new, key=lambda item: -item.severity)
    more = len(ordered) - arguments.max_findings
    if more > 0:
        note(f"{more} more {'findings are' if more > 1 else 'finding is'} not shown (--max-findings)", arguments)
    others = [item for item in result.diagnostics if item.state is not State.NEW]
    return replace(result, diagnostics=(*ordered[: arguments.max_findings], *others))


def _check_staged(app: App, arguments: argparse.Namespace, paths: list[str]) -> Result:
    if _repairs(arguments):
        raise UsageError("--staged writes nothing; repair the files with --fix and stage them again")
    from lintcorpus.app.revision import staged_files

    staged = staged_files(app, paths)
    app = with_web(app, arguments, staged.sources(app))
    gathered = collect(app, staged.sources(app))
    result = finish(app, gathered, skipped={}, problems=(), whole_corpus=False)
    result = _against_base(app, arguments, result, gathered, whole=False, staged=staged)
    return with_files(result, gathered.reports, not_read_again)


def _against_base(
    app: App,
    arguments: argparse.Namespace,
    result: Result,
    gathered: Collected,
    *,
    whole: bool,
    staged: "Staged | None" = None,
) -> Result:
    """The result without what the revision has that was named, if one was."""
    if not arguments.diff_base:
        return result
    from lintcorpus.app.revision import against_revision

    return against_revision(app, result, gathered, arguments.diff_base, whole_corpus=whole, staged=staged)


def _check_files(
    app: App, arguments: argparse.Namespace, paths: list[str], memory: Memory | None, timings: "Timings | None"
) -> Result:
    if arguments.staged:
        return _check_staged(app, arguments, paths)
    found = find_files(app, paths)
    if memory is not None:
        memory.look(app, paths, found)
    problems = discovery_problems(found)
    if not found.files and not problems and not arguments.allow_empty:
        problems.append(
            Problem("path", f"no file to check in {', '.join(paths)}; suffixes are set by 'suffixes'{_HINT}")
        )
    whole = is_whole_corpus(app, paths)
    app = with_web(app, arguments, read_files(app, found.files))
    held = [path for path in found.files if format_of(path.name) is not None]
    files = [path for path in found.files if format_of(path.name) is None] if held else found.files
    done: Repaired | None = None
    if _repairs(arguments):
        done = _fix_files(app, arguments, files, held)
        gathered = done.gathered
    else:
        gathered = _gathered(app, files, arguments, timings)
        if held:
            from lintcorpus.app.processes.records import collect_records

            gathered.add(collect_records(app, held, arguments.jobs))
        if memory is not None:
            memory.hear(gathered.questions)
    with stage(timings, COMPARE), reading(app, "read for the index", None, sys.stderr, quiet=arguments.quiet):
        result = finish(
            app,
            gathered,
            skipped=dict(found.skipped),
            problems=problems,
            whole_corpus=whole,
            changed=done.changed if done is not None else {},
            applied=done.applied if done is not None else (),
        )
    result = _against_base(app, arguments, result, gathered, whole=whole)
    return with_files(result, gathered.reports, from_disk(app, found.files))


def _gathered(app: App, files: Sequence[Path], arguments: argparse.Namespace, timings: "Timings | None") -> Collected:
    """Check files; on a terminal a long run shows how far it is."""
    if timings is not None:
        return timings.collect(app, files)
    with metered(len(files), sys.stderr, quiet=arguments.quiet) as meter:
        # A profile sees its own process only.
        return collect_files(app, files, 1 if arguments.profile else arguments.jobs, meter.advance)


def _fix_files(app: App, arguments: argparse.Namespace, files: Sequence[Path], held: Sequence[Path]) -> "Repaired":
    """Repair files, and files of records."""
    from lintcorpus.app.fixing.files import fix_files

    how = _how(app, arguments)
    done = fix_files(app, read_files(app, files), how)
    if held:
        from lintcorpus.app.fixing.records import fix_records

        done.add(fix_records(app, held, how))
    return done


def _check_input(app: App, arguments: argparse.Namespace, paths: list[str]) -> tuple[Result, bytes | None]:
    """Check standard input; with ``--fix`` its repaired bytes are standard output."""
    if len(paths) > 1:
        raise UsageError("standard input (-) cannot be checked together with other paths")
    raw = sys.stdin.buffer.read()
    name = arguments.stdin_filename or "<stdin>"
    app = with_web(app, arguments, [read_standard_input(app, raw, name)])
    source = read_standard_input(app, raw, name)
    if not _repairs(arguments):
        gathered = collect(app, [source])
        result = finish(app, gathered, skipped={}, problems=(), whole_corpus=False)
        result = _against_base(app, arguments, result, gathered, whole=False)
        return with_files(result, gathered.reports, from_memory(source.documents, raw)), None
    from lintcorpus.app.fixing.files import Repairs, fix_files
    from lintcorpus.reading.write import encoded

    done = fix_files(app, [source], Repairs(_least(arguments), write=False))
    result = finish(
        app,
        done.gathered,
        skipped={},
        problems=(),
        whole_corpus=False,
        changed=done.changed,
        applied=done.applied,
    )
    rewrite = done.changed.get(source.name)
    result = _against_base(app, arguments, result, done.gathered, whole=False)
    result = with_files(result, done.gathered.reports, from_memory(source.documents, raw))
    return result, raw if rewrite is None else encoded(rewrite.after)


def _repairs(arguments: argparse.Namespace) -> bool:
    return bool(arguments.fix or arguments.fix_only or arguments.diff)


def _how(app: App, arguments: argparse.Namespace) -> "Repairs":
    """How the files are to be repaired.

    Raises:
        UsageError: there is nobody to ask, or a suffix that is none.
    """
    from lintcorpus.app.fixing.files import Repairs
    from lintcorpus.app.fixing.undo import JOURNAL
    from lintcorpus.engine.fixing import every_fix
    from lintcorpus.journal.store import Journal

    backup = arguments.backup or ""
    if backup and ("/" in backup or os.sep in backup):
        raise UsageError(f"--backup wants a suffix such as .orig, not {backup!r}")
    write = not arguments.diff
    journal = None
    if write and not arguments.no_journal and not arguments.isolated:
        journal = Journal(app.root / JOURNAL, datetime.datetime.now(datetime.UTC))
    wanted = _questions(app, arguments).wanted if arguments.interactive else every_fix
    return Repairs(_least(arguments), write, journal, backup, wanted)


def _questions(app: App, arguments: argparse.Namespace) -> "Questions":
    if not sys.stdin.isatty():
        raise UsageError("--interactive asks on a terminal; standard input is none")
    from lintcorpus.cli.interactive import Questions

    chosen = language(app.settings.lang, sys.stderr)
    color = use_color(arguments.color, sys.stderr)
    return Questions(app.catalog.cards, chosen, sys.stdin, sys.stderr, color=color, width=terminal_width())


def _least(arguments: argparse.Namespace) -> Safety:
    return Safety.UNSAFE if arguments.unsafe_fixes else Safety.SAFE


def _paths(arguments: argparse.Namespace, app: App) -> list[str]:
    """The paths that were named, else the corpus, else the working directory where nothing is written."""
    if arguments.paths:
        return list(arguments.paths)
    if app.settings.corpus:
        return [str(app.root / folder) for folder in app.settings.corpus]
    if arguments.fix or arguments.fix_only:
        raise UsageError("--fix needs a path: nothing is repaired unless it is named (or 'corpus' is set)")
    return ["."]


def _report(
    result: Result, repaired: bytes | None, app: App, arguments: argparse.Namespace, wanted: Wanted, code: int
) -> None:
    """Write standard output (the diff, the repaired standard input, or the report) and the reports to files."""
    setting = app.settings.lang
    base = ReportOptions(
        exit_code=code, sarif_max_results=arguments.sarif_max_results, baselined=arguments.show_baselined
    )
    if arguments.diff:
        from lintcorpus.cli.diff import write_diff

        write_diff(result, sys.stdout, color=use_color(arguments.color, sys.stdout))
    else:
        stream = sys.stdout
        if repaired is not None:
            sys.stdout.buffer.write(repaired)
            stream = sys.stderr
        print_report(_worst(result, arguments), wanted, stream, setting, arguments.color, base)
    write_reports(result, wanted, setting, base)
    problem = append_step_summary(result, wanted, setting, os.environ)
    if problem:
        note(problem, arguments)


def _flags(arguments: argparse.Namespace) -> dict[str, Any]:
    """The settings that were given on the command line."""
    flags = about_rules(arguments)
    if wants_web(arguments):
        flags["extend_select"] = (*flags.get("extend_select", ()), DEAD_LINK)
    if arguments.profile:
        flags["file_timeout"] = 0  # it needs a process for the files, and a profile sees its own only
    elif arguments.file_timeout is not None:
        flags["file_timeout"] = arguments.file_timeout
    if arguments.force_exclude:
        flags["force_exclude"] = True
    if arguments.no_gitignore:
        flags["gitignore"] = False
    if arguments.no_inline_suppressions:
        flags["suppressions"] = "file"
    return flags
