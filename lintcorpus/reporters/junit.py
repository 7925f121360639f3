"""The format ``junit``: JUnit XML with a test case for each file."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TextIO

from lintcorpus.model.finding import Diagnostic, Severity
from lintcorpus.model.result import Problem, ReportOptions, Result
from lintcorpus.reporters.summary import counted
from lintcorpus.reporters.terminal import visible

_ENGINE_FAMILY = "run"


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write one suite; a file fails when it has a new finding that fails the run, and errs when it was not checked.

    Findings below that severity are the output of the case. There are no times, so that the same
    result gives the same bytes.

    Args:
        result: what the run found.
        stream: where to.
        options: language.
    """
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in result.checked}
    for item in result.new:
        by_path.setdefault(item.path, []).append(item)
    problems = [problem for problem in result.problems if problem.kind != "note"]
    cases = [_case(result, path, by_path[path], options.language) for path in sorted(by_path)]
    cases.extend(_broken(problem) for problem in problems)
    text = "".join(cases)
    numbers = f'tests="{len(cases)}" failures="{text.count("<failure ")}" errors="{text.count("<error ")}"'
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(f'<testsuites name="lintcorpus" {numbers} time="0">\n')
    stream.write(f'  <testsuite name="lintcorpus" {numbers} skipped="0" time="0">\n')
    stream.write(text)
    stream.write("  </testsuite>\n</testsuites>\n")


def _case(result: Result, path: str, found: Sequence[Diagnostic], language: str) -> str:
    broken = [item for item in found if _is_failure(result, item)]
    failing = [item for item in found if item not in broken and item.severity >= result.fail_on]
    other = [item for item in found if item not in broken and item.severity < result.fail_on]
    parts = []
    for name, items in (("error", broken), ("failure", failing)):
        if items:
            kind = max(item.severity for item in items).label
            lines = _text(_lines(result, items, language))
            message = _text([counted(items, language)])
            parts.append(f'      <{name} message="{message}" type="{kind}">{lines}</{name}>\n')
    if other:
        parts.append(f"      <system-out>{_text(_lines(result, other, language))}</system-out>\n")
    return _element(path, "".join(parts))


def _broken(problem: Problem) -> str:
    return _element("(run)", f'      <error message="{_text([problem.message])}" type="{_text([problem.kind])}"/>\n')


def _element(name: str, inside: str) -> str:
    start = f'    <testcase classname="lintcorpus" name="{_text([name])}" time="0"'
    return f"{start}>\n{inside}    </testcase>\n" if inside else f"{start}/>\n"


def _is_failure(result: Result, diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic says that the file could not be read or that a rule failed."""
    card = result.cards[diagnostic.rule]
    return card.family == _ENGINE_FAMILY and card.severity is Severity.ERROR


def _lines(result: Result, items: Iterable[Diagnostic], language: str) -> list[str]:
    lines = []
    for item in items:
        start, name = item.place.start, result.cards[item.rule].name
        message = result.message(item, language)
        lines.append(f"{start.line}:{start.column}: {item.severity.label} {item.rule} {name}: {message}")
    return lines


def _text(lines: Iterable[str]) -> str:
    """Lines as XML text: what XML cannot hold is named, and a line holds no newline of an article."""
    return "\n".join(escape(visible(line)) for line in lines)
