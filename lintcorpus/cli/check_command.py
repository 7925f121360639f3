"""``lintcorpus check``: check files, report, and repair when asked."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lintcorpus.app.check import collect, finish
from lintcorpus.app.compose import App
from lintcorpus.app.fix import fix_files
from lintcorpus.app.inputs import discovery_problems, find_files, read_files, read_standard_input
from lintcorpus.cli.console import language, note, request, split_names, terminal_width, use_color
from lintcorpus.cli.diff import write_diff
from lintcorpus.cli.exit_code import exit_code
from lintcorpus.errors import UsageError, nearest
from lintcorpus.model.finding import Severity
from lintcorpus.model.fix import Safety
from lintcorpus.model.result import Problem, Reporter, ReportOptions, Result
from lintcorpus.reading.write import encoded
from lintcorpus.reporters.summary import summary_line

_STANDARD_INPUT = "-"


def run(arguments: argparse.Namespace) -> int:
    """Check and report; the exit code says what was found."""
    app = App(request(arguments, _flags(arguments)))
    reporters = app.plugins.reporters()
    reporter = _reporter(reporters, arguments.output_format)
    outputs = _outputs(reporters, arguments.output)
    app.plan  # noqa: B018 - a wrong setting must show before files are read
    paths = _paths(arguments, app)
    if _STANDARD_INPUT in paths:
        result, repaired = _check_input(app, arguments, paths)
    else:
        result, repaired = _check_files(app, arguments, paths), None
    for problem in result.problems:
        note(problem.message, argparse.Namespace(quiet=False))
    _report(result, repaired, app, arguments, reporter)
    for target, (name, other) in outputs.items():
        _write_report(result, target, name, other, app)
    if not arguments.quiet:
        sys.stdout.flush()  # on a terminal the summary must come after the report
        print(summary_line(result, language(app.settings.lang, sys.stderr)), file=sys.stderr)
    return exit_code(result, arguments)


def _check_files(app: App, arguments: argparse.Namespace, paths: list[str]) -> Result:
    found = find_files(app, paths)
    problems = discovery_problems(found)
    if not found.files and not problems and not arguments.allow_empty:
        problems.append(Problem("path", f"no file to check in {', '.join(paths)}; suffixes are set by 'suffixes'"))
    whole = _is_whole_corpus(app, paths)
    sources = read_files(app, found.files)
    if arguments.fix or arguments.diff:
        done = fix_files(app, sources, _least(arguments), write=not arguments.diff)
        return finish(
            app,
            done.gathered,
            skipped=dict(found.skipped),
            problems=problems,
            whole_corpus=whole,
            changed=done.changed,
            applied=done.applied,
        )
    return finish(app, collect(app, sources), skipped=dict(found.skipped), problems=problems, whole_corpus=whole)


def _check_input(app: App, arguments: argparse.Namespace, paths: list[str]) -> tuple[Result, bytes | None]:
    """Check standard input; with ``--fix`` its repaired bytes are standard output."""
    if len(paths) > 1:
        raise UsageError("standard input (-) cannot be checked together with other paths")
    raw = sys.stdin.buffer.read()
    source = read_standard_input(app, raw, arguments.stdin_filename or "<stdin>")
    if not (arguments.fix or arguments.diff):
        return finish(app, collect(app, [source]), skipped={}, problems=(), whole_corpus=False), None
    done = fix_files(app, [source], _least(arguments), write=False)
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
    return result, raw if rewrite is None else encoded(rewrite.after)


def _least(arguments: argparse.Namespace) -> Safety:
    return Safety.UNSAFE if arguments.unsafe_fixes else Safety.SAFE


def _paths(arguments: argparse.Namespace, app: App) -> list[str]:
    """The paths that were named, else the corpus, else the working directory where nothing is written."""
    if arguments.paths:
        return list(arguments.paths)
    if app.settings.corpus:
        return [str(app.root / folder) for folder in app.settings.corpus]
    if arguments.fix:
        raise UsageError("--fix needs a path: nothing is repaired unless it is named (or 'corpus' is set)")
    return ["."]


def _is_whole_corpus(app: App, paths: list[str]) -> bool:
    """Whether the named folders hold every folder of the corpus."""
    if not app.settings.corpus:
        return False
    named = [Path(path).resolve() for path in paths]
    return all(
        any((app.root / folder).resolve().is_relative_to(path) for path in named) for folder in app.settings.corpus
    )


def _report(
    result: Result, repaired: bytes | None, app: App, arguments: argparse.Namespace, reporter: Reporter
) -> None:
    """Write standard output: the diff, the repaired standard input, or the report."""
    if arguments.diff:
        write_diff(result, sys.stdout, color=use_color(arguments.color, sys.stdout))
        return
    stream = sys.stdout
    if repaired is not None:
        sys.stdout.buffer.write(repaired)
        stream = sys.stderr
    chosen = language(app.settings.lang, stream) if arguments.output_format in ("text", "full") else app.settings.lang
    options = ReportOptions(chosen or "en", use_color(arguments.color, stream), terminal_width())
    reporter(result, stream, options)


def _reporter(reporters: Mapping[str, Reporter], name: str) -> Reporter:
    if name not in reporters:
        raise UsageError(f"unknown output format {name!r}{nearest(name, reporters)}; known are {', '.join(reporters)}")
    return reporters[name]


def _outputs(reporters: Mapping[str, Reporter], values: list[str]) -> dict[Path, tuple[str, Reporter]]:
    found: dict[Path, tuple[str, Reporter]] = {}
    for value in values:
        name, mark, target = value.partition("=")
        if not mark or not target:
            raise UsageError(f"--output wants FORMAT=FILE, not {value!r}")
        found[Path(target)] = (name, _reporter(reporters, name))
    return found


def _write_report(result: Result, target: Path, name: str, reporter: Reporter, app: App) -> None:
    try:
        with target.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as stream:
            reporter(result, stream, ReportOptions(app.settings.lang or "en"))
    except OSError as error:
        raise UsageError(f"--output {name}={target}: {error.strerror}") from error


def _flags(arguments: argparse.Namespace) -> dict[str, Any]:
    """The settings that were given on the command line."""
    flags: dict[str, Any] = {}
    for name in ("select", "extend_select", "ignore", "exclude"):
        values = getattr(arguments, name)
        if values is not None:
            flags[name] = split_names(values)
    if arguments.severity:
        flags["severity"] = dict(_severity(value) for value in split_names(arguments.severity))
    if arguments.fail_on:
        flags["fail_on"] = Severity.parse(arguments.fail_on)
    for name in ("preview", "force_exclude"):
        if getattr(arguments, name):
            flags[name] = True
    if arguments.no_gitignore:
        flags["gitignore"] = False
    if arguments.no_inline_suppressions:
        flags["suppressions"] = "file"
    return flags


def _severity(value: str) -> tuple[str, Severity]:
    name, _, level = value.partition("=")
    try:
        return name, Severity.parse(level)
    except KeyError:
        raise UsageError(f"--severity wants RULE=LEVEL with error, warning or info, not {value!r}") from None
