"""The format ``concise``: the shortest line for each new finding."""

from typing import TextIO

from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.terminal import BOLD, linked, paint, visible
from lintcorpus.reporters.text import SEVERITY_COLORS, marks, where


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write ``path:line:col: ID message`` for every new finding; ``[*]`` after the id says that ``--fix`` repairs it.

    Args:
        result: what the run found.
        stream: where to.
        options: language and colour.
    """
    stream.writelines(result.texts(_line, options))


def _line(result: Result, diagnostic: Diagnostic, options: ReportOptions) -> str:
    place = linked(
        paint(where(diagnostic.place), BOLD, options.color), diagnostic.place.file, result.root, options.hyperlinks
    )
    identity = paint(diagnostic.rule, SEVERITY_COLORS[diagnostic.severity], options.color)
    message = visible(result.message(diagnostic, options.language))
    return f"{place}: {identity}{marks(diagnostic, options)} {message}\n"
