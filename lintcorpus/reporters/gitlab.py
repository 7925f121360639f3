"""The format ``gitlab``: a code quality report as GitLab reads it."""

from typing import Any, TextIO

import xxhash

from lintcorpus.model.finding import Diagnostic, Severity
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.jsontext import write_json
from lintcorpus.reporters.terminal import visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write an array with an object for every new finding.

    Args:
        result: what the run found.
        stream: where to.
        options: language.
    """
    seen: dict[str, int] = {}
    write_json([_issue(result, item, seen, options.language) for item in result.new], stream)


def _issue(result: Result, diagnostic: Diagnostic, seen: dict[str, int], language: str) -> dict[str, Any]:
    start, end = diagnostic.place.start, diagnostic.place.end
    return {
        "description": visible(result.message(diagnostic, language)),
        "check_name": f"{diagnostic.rule} {result.cards[diagnostic.rule].name}",
        "fingerprint": _fingerprint(diagnostic, seen),
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": visible(diagnostic.path),
            "lines": {"begin": start.line, "end": end.line},
        },
    }


def _fingerprint(diagnostic: Diagnostic, seen: dict[str, int]) -> str:
    """The finding's own name, made different where two have the same: GitLab would show only one of them."""
    name = diagnostic.fingerprint
    if not name:
        source = f"{diagnostic.rule}\0{diagnostic.path}\0{diagnostic.place.start.offset}"
        name = xxhash.xxh3_128_hexdigest(source.encode("utf-8", "surrogatepass"))
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"
