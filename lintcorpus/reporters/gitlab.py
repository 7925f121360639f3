"""The format ``gitlab``: a code quality report as GitLab reads it."""

from typing import Any, TextIO

import xxhash

from lintcorpus.model.finding import Diagnostic, Severity
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.jsontext import write_json
from lintcorpus.reporters.terminal import visible
from lintcorpus.reporters.text import where

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
    place = diagnostic.place
    message = result.message(diagnostic, language)
    last = place.end.line
    if place.origin is not None:  # the lines are those of a text within a line of the file
        message, last = f"{where(place)}: {message}", place.file_line
    return {
        "description": visible(message),
        "check_name": f"{diagnostic.rule} {result.cards[diagnostic.rule].name}",
        "fingerprint": _fingerprint(diagnostic, seen),
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": visible(place.file),
            "lines": {"begin": place.file_line, "end": last},
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
