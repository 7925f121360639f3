"""The format ``statistics``: how many new findings each rule has."""

from collections.abc import Iterable
from typing import NamedTuple, TextIO

from lintcorpus.model.finding import Diagnostic, Severity
from lintcorpus.model.fix import Safety
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.terminal import BOLD, CYAN, paint, visible
from lintcorpus.reporters.text import SEVERITY_COLORS
from lintcorpus.reporters.width import cells

_LONGEST_BAR = 30
_SHORTEST_BAR = 5
"""Cells of the longest bar of a report; where not even so many are left there are no bars."""
_EIGHTHS = " ▏▎▍▌▋▊▉"


class Row(NamedTuple):
    """What one rule found.

    Attributes:
        rule, name: of the rule.
        severity: the worst of its findings.
        findings: how many new ones.
        files: in how many files they are.
        safe, unsafe: of them, those whose safest fix is of that safety.
    """

    rule: str
    name: str
    severity: Severity
    findings: int
    files: int
    safe: int
    unsafe: int


def rows(result: Result) -> list[Row]:
    """The rules with new findings, the commonest first."""
    by_rule: dict[str, list[Diagnostic]] = {}
    for item in result.new:
        by_rule.setdefault(item.rule, []).append(item)
    made = [_row(result, rule, found) for rule, found in by_rule.items()]
    return sorted(made, key=lambda row: (-row.findings, row.rule))


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write a line for each rule: findings, id, name, severity, files, fixable ones, and a bar on a terminal.

    Args:
        result: what the run found.
        stream: where to.
        options: language, colour, and whether it is a terminal.
    """
    found = rows(result)
    stream.writelines(line + "\n" for line in _lines(found, options))


def _row(result: Result, rule: str, found: Iterable[Diagnostic]) -> Row:
    items = list(found)
    safeties = [item.fix.safety for item in items if item.fix is not None]
    return Row(
        rule,
        result.cards[rule].name,
        max(item.severity for item in items),
        len(items),
        len({item.path for item in items}),
        safeties.count(Safety.SAFE),
        safeties.count(Safety.UNSAFE),
    )


def _lines(found: list[Row], options: ReportOptions) -> Iterable[str]:
    columns = [
        [str(row.findings) for row in found],
        [visible(row.rule) for row in found],
        [visible(row.name) for row in found],
        [row.severity.label for row in found],
        [_files(row.files, options.language) for row in found],
        [_fixable(row, options.language) for row in found],
    ]
    widths = [max(map(cells, column), default=0) for column in columns]
    longest = min(_LONGEST_BAR, options.width - sum(width + 2 for width in widths if width))
    for row, line in zip(found, zip(*columns, strict=True), strict=True):
        padded = [text + " " * (width - cells(text)) for text, width in zip(line, widths, strict=True)]
        padded[0] = line[0].rjust(widths[0])
        padded[1] = paint(padded[1], BOLD, options.color)
        padded[3] = paint(padded[3], SEVERITY_COLORS[row.severity], options.color)
        if options.terminal and longest >= _SHORTEST_BAR:
            padded.append(paint(_bar(row.findings, found[0].findings, longest), CYAN, options.color))
        yield "  ".join(part for part in padded if part).rstrip()


def _files(count: int, language: str) -> str:
    if language == "zh":
        return f"{count} 个文件"
    return f"{count} file{'' if count == 1 else 's'}"


def _fixable(row: Row, language: str) -> str:
    safe, unsafe = ("可安全修复", "可修复但不安全") if language == "zh" else ("safe", "unsafe")
    told = [f"{count} {word}" for count, word in ((row.safe, safe), (row.unsafe, unsafe)) if count]
    return f"[{', '.join(told)}]" if told else ""


def _bar(count: int, largest: int, longest: int) -> str:
    """A bar of up to ``longest`` cells in steps of an eighth, never empty."""
    eighths = max(1, round(count / largest * longest * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
