"""The format ``text``: one line per new finding."""

from typing import TextIO

from lintcorpus.model.finding import Diagnostic, Place, Severity, State
from lintcorpus.model.fix import Safety
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.terminal import BOLD, CYAN, RED, YELLOW, linked, paint, shown_path, visible

SEVERITY_COLORS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: CYAN}


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write ``path:line:col: severity ID name: message`` for every new finding.

    Args:
        result: what the run found.
        stream: where to.
        options: language and colour.
    """
    stream.writelines(result.texts(_line, options))


def _line(result: Result, diagnostic: Diagnostic, options: ReportOptions) -> str:
    return headline(result, diagnostic, options) + "\n"


def headline(result: Result, diagnostic: Diagnostic, options: ReportOptions) -> str:
    """The line of one finding, without a newline; see ``marks`` for what may stand at its end."""
    color = options.color
    severity = paint(diagnostic.severity.label, f"{BOLD};{SEVERITY_COLORS[diagnostic.severity]}", color)
    identity = paint(diagnostic.rule, BOLD, color)
    name = result.cards[diagnostic.rule].name
    message = visible(result.message(diagnostic, options.language))
    place = linked(paint(where(diagnostic.place), BOLD, color), diagnostic.place.file, result.root, options.hyperlinks)
    return f"{place}: {severity} {identity} {name}: {message}{marks(diagnostic, options)}"


def marks(diagnostic: Diagnostic, options: ReportOptions) -> str:
    """`` [*]`` for a finding that ``--fix`` repairs and `` [known]`` for one of the baseline, else nothing."""
    safe = diagnostic.fix is not None and diagnostic.fix.safety is Safety.SAFE
    told = ("[*]",) * safe + ("[known]",) * (diagnostic.state is State.BASELINED)
    return "".join(" " + paint(mark, CYAN, options.color) for mark in told)


def where(place: Place) -> str:
    """``path:line:col`` of a place's start."""
    return f"{shown_path(place.path)}:{place.start.line}:{place.start.column}"
