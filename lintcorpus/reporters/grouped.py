"""The format ``grouped``: new findings by file, and in a file by rule."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.terminal import BOLD, linked, paint, shown_path, visible
from lintcorpus.reporters.text import SEVERITY_COLORS, marks
from lintcorpus.reporters.width import wrapped


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write every file with findings, its rules with the worst first, and a line for each finding.

    Args:
        result: what the run found.
        stream: where to.
        options: language and colour.
    """
    by_path: dict[str, list[Diagnostic]] = {}
    for item in result.shown(options):
        by_path.setdefault(item.path, []).append(item)
    for index, (path, found) in enumerate(by_path.items()):
        if index:
            stream.write("\n")
        stream.writelines(line + "\n" for line in _file(result, path, found, options))


def _file(result: Result, path: str, found: Iterable[Diagnostic], options: ReportOptions) -> Iterator[str]:
    by_rule: dict[str, list[Diagnostic]] = {}
    file = path
    for item in found:
        file = item.place.file
        by_rule.setdefault(item.rule, []).append(item)
    yield linked(paint(shown_path(path), BOLD, options.color), file, result.root, options.hyperlinks)
    worst = {rule: max(item.severity for item in items) for rule, items in by_rule.items()}
    for rule, items in sorted(by_rule.items(), key=lambda pair: (-worst[pair[0]].value, pair[0])):
        severity = paint(worst[rule].label, f"{BOLD};{SEVERITY_COLORS[worst[rule]]}", options.color)
        name = visible(result.cards[rule].name)
        yield f"  {severity} {paint(visible(rule), BOLD, options.color)} {name} ({len(items)})"
        places = [f"{item.place.start.line}:{item.place.start.column}" for item in items]
        width = max(map(len, places))
        for place, item in zip(places, items, strict=True):
            message = visible(result.message(item, options.language))
            head = f"    {place:>{width}}  "
            yield from _fitted(head, message, marks(item, options), options)


def _fitted(head: str, message: str, end: str, options: ReportOptions) -> Iterator[str]:
    """A line; on a terminal, where nothing reads it by lines, wrapped so that the places stand alone on their left."""
    if not options.terminal:
        yield head + message + end
        return
    indent = " " * len(head)
    *lines, last = wrapped(head + message, options.width, indent)
    yield from lines
    yield last + end
