"""The format ``sarif``: SARIF 2.1.0 for code scanning, editors and archives."""

from collections.abc import Sequence
from typing import Any, TextIO

from lintcorpus import __version__
from lintcorpus.model.card import Card
from lintcorpus.model.finding import Diagnostic, Severity, State
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.jsontext import on_one_line
from lintcorpus.reporters.sarif_files import ROOT, SarifFiles
from lintcorpus.reporters.sarif_results import Results
from lintcorpus.reporters.sarif_rules import CUT, HOME, notification, notifications, rule, sentence
from lintcorpus.reporters.terminal import visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ENGINE_FAMILY = "run"


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write one run with every rule and the diagnostics, suppressed and baselined ones included.

    The output holds no time, no path of the machine and no command line: the same result gives the
    same bytes. Columns and offsets are in code points.

    Args:
        result: what the run found.
        stream: where to.
        options: language, exit code, and how many results at most.
    """
    language = options.language
    cards = [result.cards[identity] for identity in sorted(result.cards)]
    indices = {card.id: index for index, card in enumerate(cards)}
    kept = most_wanted(result.diagnostics, options.sarif_max_results)
    files = SarifFiles(result, (item.place for item in kept))
    results = Results(result, files, indices, language)
    run: dict[str, Any] = {
        "tool": {"driver": _driver(cards, language)},
        "invocations": [_invocation(result, results, indices, len(kept), options)],
        "language": language,
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that relative paths start from."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [],
    }
    # A result a line: logs are compared by line, and a result is gone from memory once it is written.
    start = on_one_line({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})
    stream.write(start.removesuffix("]}]}"))
    for index, item in enumerate(kept):
        stream.write((",\n" if index else "\n") + on_one_line(results.made(item)))
    table = ",\n".join(map(on_one_line, files.table))
    stream.write(f'\n],\n"artifacts": [\n{table}\n]}}]}}\n' if table else "\n]}]}\n")


def most_wanted(diagnostics: Sequence[Diagnostic], most: int) -> list[Diagnostic]:
    """The diagnostics that a report with room for so many holds, in their order.

    Args:
        diagnostics: all of them.
        most: how many at most; 0 for all. New ones come before hidden ones, and errors before the rest.
    """
    if not most or len(diagnostics) <= most:
        return list(diagnostics)
    ranked = sorted(
        range(len(diagnostics)),
        key=lambda at: (diagnostics[at].state is not State.NEW, -diagnostics[at].severity.value, at),
    )
    return [diagnostics[at] for at in sorted(ranked[:most])]


def _driver(cards: Sequence[Card], language: str) -> dict[str, Any]:
    return {
        "name": "lintcorpus",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": HOME,
        "shortDescription": {"text": "A linter for corpora of scraped articles."},
        "rules": [rule(card, language) for card in cards],
        "notifications": notifications(),
    }


def _failures(result: Result) -> list[Diagnostic]:
    """The diagnostics that say that a file could not be read or that a rule failed."""
    return [
        item
        for item in result.new
        if result.cards[item.rule].family == _ENGINE_FAMILY and result.cards[item.rule].severity is Severity.ERROR
    ]


def _invocation(
    result: Result, results: Results, indices: dict[str, int], kept: int, options: ReportOptions
) -> dict[str, Any]:
    failures = _failures(result)
    good = not failures and all(problem.kind == "note" for problem in result.problems)
    invocation: dict[str, Any] = {"executionSuccessful": good}
    if options.exit_code is not None:
        invocation["exitCode"] = options.exit_code
    told = [
        {
            "level": "note" if problem.kind == "note" else "error",
            "message": {"text": visible(sentence(problem.message, options.language))},
            **notification(problem.kind),
            "properties": {"kind": problem.kind},
        }
        for problem in result.problems
    ]
    told.extend(
        {
            "level": "error",
            "message": {"text": visible(sentence(result.message(item, options.language), options.language))},
            "locations": [results.location(item.place)],
            "associatedRule": {"id": item.rule, "index": indices[item.rule]},
        }
        for item in failures
    )
    left_out = len(result.diagnostics) - kept
    if left_out:
        told.append(
            {
                "level": "warning",
                "message": {"text": _left_out(left_out, len(result.diagnostics), options.language)},
                **notification(CUT),
                "properties": {"kind": CUT, "leftOut": left_out},
            }
        )
    if told:
        invocation["toolExecutionNotifications"] = told
    return invocation


def _left_out(count: int, total: int, language: str) -> str:
    if language == "zh":
        return f"{total} 个结果中有 {count} 个未写入，先写入新的和错误级的结果；--sarif-max-results 0 写入全部。"
    return (
        f"{count} of {total} results are left out, new ones and errors being kept first; "
        "--sarif-max-results 0 writes all."
    )
