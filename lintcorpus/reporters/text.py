"""The format ``text``: one line per new finding."""

from typing import TextIO

from lintcorpus.model.finding import Diagnostic, Place, Severity
from lintcorpus.model.fix import Safety
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.terminal import BOLD, CYAN, RED, YELLOW, paint, visible

SEVERITY_COLORS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: CYAN}


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write ``path:line:col: severity ID name: message`` for every new finding.

    Args:
        result: what the run found.
        stream: where to.
        options: language and colour.
    """
    stream.writelines(headline(result, diagnostic, options) + "\n" for diagnostic in result.new)


def headline(result: Result, diagnostic: Diagnostic, options: ReportOptions) -> str:
    """The line of one finding, without a newline; ``[*]`` at its end says that ``--fix`` repairs it."""
    color = options.color
    severity = paint(diagnostic.severity.label, f"{BOLD};{SEVERITY_COLORS[diagnostic.severity]}", color)
    identity = paint(diagnostic.rule, BOLD, color)
    name = result.cards[diagnostic.rule].name
    message = visible(result.message(diagnostic, options.language))
    safe = diagnostic.fix is not None and diagnostic.fix.safety is Safety.SAFE
    mark = " " + paint("[*]", CYAN, color) if safe else ""
    return f"{paint(where(diagnostic.place), BOLD, color)}: {severity} {identity} {name}: {message}{mark}"


def where(place: Place) -> str:
    """``path:line:col`` of a place's start."""
    return f"{visible(place.path)}:{place.start.line}:{place.start.column}"
