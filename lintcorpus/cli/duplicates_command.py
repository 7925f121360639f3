"""``lintcorpus duplicates``: which files are near copies of each other."""

import argparse
import io
import sys
from pathlib import Path
from typing import TextIO

from lintcorpus.app.compose import App
from lintcorpus.app.duplicates import find_duplicates
from lintcorpus.app.inputs.files import discovery_problems, find_files
from lintcorpus.cli.console import note, request
from lintcorpus.cli.exit_code import FAILURE, FINDINGS, NOTHING
from lintcorpus.cli.progress import reading
from lintcorpus.duplicates.report import Report, as_json, summary, text_lines
from lintcorpus.errors import UsageError
from lintcorpus.reporters.jsontext import write_json

_FORMATS = ("text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Compare all files and report the clusters."""
    if not 0 < arguments.threshold <= 1:
        raise UsageError(f"--threshold wants a share above 0 and up to 1, not {arguments.threshold:g}")
    outputs = [_output(value) for value in arguments.output]
    if "-" in arguments.paths:
        raise UsageError("duplicates compares files with each other; standard input (-) is only one")
    app = App(request(arguments))
    found = find_files(app, arguments.paths or [*(str(app.root / path) for path in app.settings.corpus)] or ["."])
    problems = discovery_problems(found)
    for problem in problems:
        if problem.kind == "path":
            raise UsageError(problem.message)
        note(problem.message, argparse.Namespace(quiet=False))
    if not found.files:
        raise UsageError("duplicates: no file to read; suffixes are set by 'suffixes'")
    with reading(app, "compare", len(found.files), sys.stderr, quiet=arguments.quiet):
        report = find_duplicates(app, found.files, arguments.threshold)
    _write(report, arguments.format, sys.stdout)
    for name, target in outputs:
        _write_file(report, name, target)
    if not arguments.quiet:
        sys.stdout.flush()  # on a terminal the summary must come after the report
        print(summary(report), file=sys.stderr)
    if report.unreadable or problems:
        return FAILURE
    return FINDINGS if report.clusters else NOTHING


def _output(value: str) -> tuple[str, Path]:
    name, _, target = value.partition("=")
    if name not in _FORMATS or not target:
        raise UsageError(f"--output wants text=FILE or json=FILE, not {value!r}")
    return name, Path(target)


def _write(report: Report, name: str, stream: TextIO) -> None:
    if name == "json":
        write_json(as_json(report), stream)
    else:
        stream.writelines(f"{line}\n" for line in text_lines(report))


def _write_file(report: Report, name: str, target: Path) -> None:
    whole = io.StringIO()
    _write(report, name, whole)
    try:
        target.write_text(whole.getvalue(), encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(f"--output {name}={target}: {error.strerror}") from error
