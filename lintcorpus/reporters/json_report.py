"""The format ``json``: everything about a run, for programs."""

from collections.abc import Iterable
from typing import Any, TextIO

from lintcorpus.model.card import Card
from lintcorpus.model.finding import Diagnostic, RelatedPlace, State
from lintcorpus.model.fix import Edit, Fix
from lintcorpus.model.origin import Origin
from lintcorpus.model.result import AppliedFix, ReportOptions, Result
from lintcorpus.model.span import Position
from lintcorpus.reporters.jsontext import plain, write_json
from lintcorpus.reporters.summary import skipped_by_number, totals

VERSION = 1


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write one object with all diagnostics, suppressed and baselined ones included, and a summary.

    Lines and columns count from 1 and offsets from 0, in code points after any byte order mark;
    ends are exclusive.

    Args:
        result: what the run found.
        stream: where to.
        options: language.
    """
    data = {
        "version": VERSION,
        "diagnostics": [diagnostic_object(result, item, options.language) for item in result.diagnostics],
        "summary": _summary(result, options.language),
    }
    write_json(data, stream)


def diagnostic_object(result: Result, diagnostic: Diagnostic, language: str) -> dict[str, Any]:
    """Everything about one diagnostic, in terms of JSON."""
    card = result.cards[diagnostic.rule]
    fixes = [_fix(card, fix, language) for fix in diagnostic.fixes]
    data: dict[str, Any] = {
        "path": diagnostic.path,
        "rule": diagnostic.rule,
        "name": card.name,
        "family": card.family,
        "severity": diagnostic.severity.label,
        "message": result.message(diagnostic, language),
        "start": _position(diagnostic.place.start),
        "end": _position(diagnostic.place.end),
        "state": diagnostic.state.value,
        "fix": fixes[0] if fixes else None,
        "related": [_related(item) for item in diagnostic.related],
        "evidence": plain(diagnostic.evidence),
        "fingerprint": diagnostic.fingerprint,
        "confidence": card.confidence,
        "help": f"lintcorpus explain {diagnostic.rule}",
    }
    if diagnostic.place.origin is not None:
        data["record"] = record_object(diagnostic.place.origin)
    if fixes[1:]:
        data["more_fixes"] = fixes[1:]
    if diagnostic.state is not State.NEW:
        data["reason"] = diagnostic.reason
        data["suppressed_by"] = diagnostic.suppressed_by
    return data


def record_object(origin: Origin) -> dict[str, Any]:
    """Which record holds a place whose lines and columns are those of a field."""
    return {
        "file": origin.file,
        "number": origin.number,
        "line": origin.line or None,
        "id": origin.identity or None,
        "field": origin.field or None,
        "meta": dict(origin.meta),
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}


def _related(related: RelatedPlace) -> dict[str, Any]:
    place = related.place
    return {
        "path": place.path,
        "start": _position(place.start),
        "end": _position(place.end),
        "role": related.role,
    }


def _fix(card: Card, fix: Fix, language: str) -> dict[str, Any]:
    return {
        "safety": fix.safety.label,
        "title": card.fix_title(fix.title, language),
        "edits": _edits(fix.edits),
    }


def _edits(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    return [{"start": span.start, "end": span.end, "text": text} for span, text in edits]


def _summary(result: Result, language: str) -> dict[str, Any]:
    numbers = totals(result)
    return {
        "files": result.files,
        **({"records": result.records} if result.records else {}),
        "skipped": skipped_by_number(result),
        "counts": {severity.label: count for severity, count in numbers.counts.items()},
        "fixable": {"safe": numbers.safe, "unsafe": numbers.unsafe},
        "suppressed": numbers.suppressed,
        "baselined": numbers.baselined,
        "problems": [{"kind": problem.kind, "message": problem.message} for problem in result.problems],
        "changed": sorted(result.changed),
        "applied": [_applied(result, item, language) for item in result.applied],
    }


def _applied(result: Result, applied: AppliedFix, language: str) -> dict[str, Any]:
    return {
        "path": applied.path,
        "rule": applied.rule,
        "title": result.cards[applied.rule].fix_title(applied.title, language),
        "edits": _edits(applied.edits),
        "pass": applied.run,
    }
