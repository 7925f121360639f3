"""The formats ``rdjson`` and ``rdjsonl``: findings for reviewdog."""

import re
from collections.abc import Iterator
from typing import Any, TextIO

from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Place, Severity
from lintcorpus.model.fix import Edit, Fix, Safety, apply_edits
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.model.span import Span
from lintcorpus.reporters.files import Files, utf8_column
from lintcorpus.reporters.jsontext import on_one_line, write_json
from lintcorpus.reporters.terminal import visible
from lintcorpus.reporters.text import where

_SOURCE = {"name": "lintcorpus"}
_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
# What Markdown would make a link, an element, a mention or a reference of.
_ACTIVE = re.compile(r"[<>\[\]@#!`*_\\&|]|://|www\.", re.IGNORECASE)


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write one object with all new findings.

    Columns count from 1 in bytes of UTF-8 and ends are exclusive, as reviewdog wants it. They are
    left out where the line is not at hand any more.

    Args:
        result: what the run found.
        stream: where to.
        options: language.
    """
    write_json({"source": _SOURCE, "diagnostics": list(_diagnostics(result, options.language))}, stream)


def report_lines(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write the same objects, one a line."""
    for item in _diagnostics(result, options.language):
        stream.write(on_one_line({**item, "source": _SOURCE}) + "\n")


def _diagnostics(result: Result, language: str) -> Iterator[dict[str, Any]]:
    files = Files(result)
    for item in result.new:
        yield _diagnostic(result, item, files.document(item.place), language)


def _diagnostic(result: Result, diagnostic: Diagnostic, document: Document | None, language: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "message": as_markdown(_told(diagnostic.place) + result.message(diagnostic, language)),
        "location": {"path": diagnostic.place.file, "range": _range(diagnostic.place, document)},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": f"{diagnostic.rule} {result.cards[diagnostic.rule].name}"},
    }
    fix = diagnostic.fix
    suggestion = _suggestion(document, fix) if document is not None and fix is not None else None
    if suggestion:
        data["suggestions"] = [suggestion]
    return data


def _told(place: Place) -> str:
    """For a place in a record what its line does not tell."""
    return "" if place.origin is None else f"{where(place)}: "


def as_markdown(text: str) -> str:
    """A message for comments in Markdown: as code where it quotes anything that Markdown would act upon."""
    shown = visible(text)
    if not _ACTIVE.search(shown):
        return shown
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _range(place: Place, document: Document | None) -> dict[str, Any]:
    start, end = place.start, place.end
    if place.origin is not None:
        return {"start": {"line": place.file_line}, "end": {"line": place.file_line}}
    lines: dict[str, dict[str, int]] = {"start": {"line": start.line}, "end": {"line": end.line}}
    if document is not None:
        columns = utf8_column(document, start.offset), utf8_column(document, end.offset)
    elif start.line == end.line and not any(place.frame.clipped[:2]):
        before = _bytes(place.frame.before)
        columns = before + 1, before + _bytes(place.frame.match) + 1
    else:
        return lines
    lines["start"]["column"], lines["end"]["column"] = columns
    return lines


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _suggestion(document: Document, fix: Fix) -> dict[str, Any] | None:
    """What the lines of a fix are to become; ``None`` where it cannot be said in whole lines.

    Whole lines, because reviewdog puts a part of a line in the place of the whole one on some hosts.
    """
    if not fix.edits or fix.safety is Safety.SHOW or fix.edits[-1].span.end > len(document.text):
        return None
    first, last = document.line_of(fix.edits[0].span.start), document.line_of(fix.edits[-1].span.end)
    around = Span(document.line_span(first).start, document.line_span(last).end)
    if last == len(document.line_starts) - 1 and document.line_span(last).start == len(document.text):
        return None  # behind the last newline there is no line
    moved = [Edit(Span(span.start - around.start, span.end - around.start), text) for span, text in fix.edits]
    return {
        "range": {"start": {"line": first + 1}, "end": {"line": last + 1}},
        "text": apply_edits(document.slice(around), moved),
    }
