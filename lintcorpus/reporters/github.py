"""The format ``github``: workflow commands, which GitHub shows as annotations of lines."""

from collections import Counter
from typing import TextIO

from lintcorpus.model.finding import Diagnostic, Severity
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.step_summary import worst_first
from lintcorpus.reporters.terminal import visible
from lintcorpus.reporters.text import where

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SHOWN = 10
"""Annotations of each kind that GitHub shows for a step; the log has all of them."""
_CUT = {
    "en": "GitHub shows {shown} annotations of each kind; this run has {counts}. All are in the log of this step.",
    "zh": "GitHub 每类只显示 {shown} 条注释；本次运行有 {counts}。全部见本步骤的日志。",
}


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write ``::error file=…,line=…,title=…::path:line:col: ID name: message`` for every new finding.

    The worst come first, since GitHub shows only some; when it will not show all, the first line says so.

    Args:
        result: what the run found.
        stream: where to.
        options: language.
    """
    counts = Counter(_COMMANDS[item.severity] for item in result.new)
    many = [f"{count} × {name}" for name, count in sorted(counts.items()) if count > _SHOWN]
    if many:
        text = _CUT["zh" if options.language == "zh" else "en"].format(shown=_SHOWN, counts=", ".join(many))
        stream.write(f"::notice title=lintcorpus::{_data(text)}\n")
    stream.writelines(_command(result, item, options.language) + "\n" for item in worst_first(result))


def _command(result: Result, diagnostic: Diagnostic, language: str) -> str:
    start, end = diagnostic.place.start, diagnostic.place.end
    name = result.cards[diagnostic.rule].name
    properties = {"file": diagnostic.path, "line": str(start.line), "endLine": str(end.line)}
    if diagnostic.place.origin is not None:  # the record's line; the message tells the place in its text
        properties = {"file": diagnostic.place.file, "line": str(diagnostic.place.file_line)}
    elif start.line == end.line:  # GitHub wants columns within one line only
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    properties["title"] = f"lintcorpus ({diagnostic.rule} {name})"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = f"{where(diagnostic.place)}: {diagnostic.rule} {name}: {result.message(diagnostic, language)}"
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """The text as the runner reads it back; there is no newline in it, since none is visible."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
