"""The summary of a run as Markdown, for the page of a GitHub step."""

import re
from collections.abc import Iterator

from lintcorpus.model.finding import Diagnostic, Severity
from lintcorpus.model.result import Result
from lintcorpus.reporters.statistics import Row, rows
from lintcorpus.reporters.summary import summary_line
from lintcorpus.reporters.terminal import visible

_MOST_FINDINGS = 200
_MOST_BYTES = 900_000
"""GitHub drops a step's page above 1 MiB; the rest is for other summaries of the step."""
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_WORDS = {
    "en": ("Rule", "Name", "Severity", "Findings", "Fixable", "Place", "Message", "{count} more are not listed here."),
    "zh": ("规则", "名称", "级别", "数量", "可修复", "位置", "说明", "另有 {count} 个未列出。"),
}


def step_summary(result: Result, language: str) -> str:
    """A heading, the summary line, a table of rules and a table of findings, the worst first.

    Args:
        result: what the run found.
        language: ``en`` or ``zh``.

    Returns:
        Markdown that ends in an empty line, less than 1 MiB of it; the text of articles is inert in it.
    """
    words = _WORDS["zh" if language == "zh" else "en"]
    parts = ["## lintcorpus\n\n", f"{inert(summary_line(result, language))}\n\n"]
    counted = rows(result)
    if counted:
        parts.extend(_table(words[:5], [_counted(row) for row in counted]))
        parts.extend(_findings(result, language, words))
    return "".join(parts)


def inert(text: str) -> str:
    """The text as Markdown that is nothing but this text: every ASCII mark is a character reference."""
    return _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", visible(text))


def worst_first(result: Result) -> list[Diagnostic]:
    """The new diagnostics, errors before warnings before the rest, each in their order."""
    return sorted(result.new, key=lambda item: -item.severity.value)


def _findings(result: Result, language: str, words: tuple[str, ...]) -> Iterator[str]:
    yield from _table((words[5], words[0], words[6]), [])
    room = _MOST_BYTES
    found = worst_first(result)
    for count, item in enumerate(found):
        line = _row((_code(_where(item)), _label(item), _code(result.message(item, language))))
        room -= len(line.encode("utf-8", "backslashreplace"))
        if count == _MOST_FINDINGS or room < 0:
            yield f"\n{words[7].format(count=len(found) - count)}\n"
            break
        yield line
    yield "\n"


def _where(diagnostic: Diagnostic) -> str:
    start = diagnostic.place.start
    return f"{diagnostic.path}:{start.line}:{start.column}"


def _label(diagnostic: Diagnostic) -> str:
    mark = {Severity.ERROR: "❌", Severity.WARNING: "⚠️"}.get(diagnostic.severity, "💬")
    return f"{mark} {inert(diagnostic.rule)}"


def _counted(row: Row) -> tuple[str, ...]:
    return inert(row.rule), inert(row.name), row.severity.label, str(row.findings), str(row.safe + row.unsafe)


def _table(head: tuple[str, ...], lines: list[tuple[str, ...]]) -> Iterator[str]:
    yield _row(head)
    yield _row(tuple("---" for _ in head))
    yield from (_row(line) for line in lines)
    if lines:
        yield "\n"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _code(text: str) -> str:
    """The text as code, in which GitHub sees no names of people and no addresses."""
    return f"<code>{inert(text)}</code>"
