"""The format ``sarif``: SARIF 2.1.0 for code scanning, editors and archives."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TextIO
from urllib.parse import quote

from lintcorpus import __version__
from lintcorpus.model.card import Card, localized
from lintcorpus.model.finding import Diagnostic, Place, RelatedPlace, Severity, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import Problem, ReportOptions, Result
from lintcorpus.model.span import Position
from lintcorpus.reporters.jsontext import plain, write_json

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "lintcorpus/v1"
_ROOT = "SRCROOT"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# GitHub orders by this name and knows no "info".
_PROBLEM_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
# GitHub refuses longer descriptions and keeps ten tags.
_LONGEST_DESCRIPTION = 1024
_MOST_TAGS = 10
_MOST_LINKS = 3
_LINK_TEXT = str.maketrans({"[": r"\[", "]": r"\]", "\\": r"\\"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_DRIVE = re.compile(r"[A-Za-z]:/")


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write one run with every rule and every diagnostic, suppressed and baselined ones included.

    The output holds no time, no path of the machine and no command line: the same result gives the
    same bytes. Columns and offsets are in code points.

    Args:
        result: what the run found.
        stream: where to.
        options: language.
    """
    language = options.language
    cards = [result.cards[identity] for identity in sorted(result.cards)]
    indices = {card.id: index for index, card in enumerate(cards)}
    run = {
        "tool": {
            "driver": {
                "name": "lintcorpus",
                "semanticVersion": __version__,
                "rules": [_rule(card, language) for card in cards],
            }
        },
        "invocations": [_invocation(result.problems, language)],
        "language": language,
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that relative paths start from."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(result, item, indices[item.rule], language) for item in result.diagnostics],
    }
    write_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, stream)


def artifact_location(path: str) -> dict[str, str]:
    """Where a file is: a percent-encoded URI below the root, or a ``file:`` URI for an absolute path."""
    uri = quote(_bytes(path), safe="/")
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{uri[4:]}"}
    if path.startswith("//"):
        return {"uri": f"file:{uri}"}
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}


def _bytes(path: str) -> bytes:
    """The bytes of a path; those that were no UTF-8 come back as they were in the file system."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")


def _rule(card: Card, language: str) -> dict[str, Any]:
    summary = _sentence(localized(card.summary, language), language)
    why = _sentence(localized(card.why, language), language)
    repair = list(_repair(card, language))
    more = f"lintcorpus explain {card.id}"
    return {
        "id": card.id,
        "name": "".join(part[:1].upper() + part[1:] for part in re.findall(r"[A-Za-z0-9]+", card.name)),
        "shortDescription": {"text": _short(summary)},
        "fullDescription": {"text": _short(f"{summary} {why}")},
        "help": {
            "text": "\n".join((summary, why, *repair, more)),
            "markdown": "\n\n".join((f"**{card.id} {card.name}**: {summary}", why, *repair, f"`{more}`")),
        },
        "defaultConfiguration": {"level": _LEVELS[card.severity]},
        "properties": {
            "precision": card.confidence,
            "problem.severity": _PROBLEM_SEVERITIES[card.severity],
            "tags": list(dict.fromkeys(filter(None, (card.family, *card.tags))))[:_MOST_TAGS],
        },
    }


def _repair(card: Card, language: str) -> Iterable[str]:
    """What the rule's fix does and why it is not safe, as far as the card says it."""
    if card.fix.safety is not None:
        yield f"Fix ({card.fix.safety.label}): {_sentence(card.fix_title('', language), language)}"
    reason = localized(card.fix.reason, language)
    if reason:
        yield _sentence(reason, language)


def _invocation(problems: Sequence[Problem], language: str) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": all(problem.kind == "note" for problem in problems)}
    if problems:
        invocation["toolExecutionNotifications"] = [
            {
                "level": "note" if problem.kind == "note" else "error",
                "message": {"text": _sentence(problem.message, language)},
                "properties": {"kind": problem.kind},
            }
            for problem in problems
        ]
    return invocation


def _result(result: Result, diagnostic: Diagnostic, index: int, language: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _message(result, diagnostic, language)},
        "locations": [{"physicalLocation": _physical(diagnostic.place)}],
        "baselineState": "unchanged" if diagnostic.state is State.BASELINED else "new",
        "suppressions": _suppressions(diagnostic),
    }
    if diagnostic.fingerprint:
        data["fingerprints"] = {FINGERPRINT: diagnostic.fingerprint}
        data["partialFingerprints"] = {FINGERPRINT: diagnostic.fingerprint}
    if diagnostic.related:
        data["relatedLocations"] = [_related(at, item) for at, item in enumerate(diagnostic.related, 1)]
    fixes = [fix for fix in diagnostic.fixes if fix.edits and fix.safety > Safety.SHOW]
    if fixes:
        card = result.cards[diagnostic.rule]
        data["fixes"] = [
            _fix(diagnostic.place, fix, _sentence(card.fix_title(fix.title, language), language)) for fix in fixes
        ]
    if diagnostic.evidence:
        data["properties"] = {"evidence": plain(diagnostic.evidence)}
    return data


def _message(result: Result, diagnostic: Diagnostic, language: str) -> str:
    """The message, with links to the related locations: GitHub shows only those that are linked."""
    # A link that a message quotes from an article must not become one in a viewer.
    text = _sentence(result.message(diagnostic, language), language).replace("](", "] (")
    related = diagnostic.related[:_MOST_LINKS]
    links = [f"[{item.role.translate(_LINK_TEXT) or at}]({at})" for at, item in enumerate(related, 1)]
    if not links:
        return text
    return f"{text}参见{'、'.join(links)}。" if language == "zh" else f"{text} See {', '.join(links)}."


def _suppressions(diagnostic: Diagnostic) -> list[dict[str, str]]:
    """By what a diagnostic is hidden; SARIF wants the list in all results or in none."""
    if diagnostic.state is State.NEW:
        return []
    hidden = {"kind": "inSource" if diagnostic.suppressed_by == "comment" else "external"}
    return [{**hidden, "justification": diagnostic.reason} if diagnostic.reason else hidden]


def _related(identity: int, related: RelatedPlace) -> dict[str, Any]:
    data: dict[str, Any] = {"id": identity, "physicalLocation": _physical(related.place)}
    if related.role:
        data["message"] = {"text": related.role}
    return data


def _physical(place: Place) -> dict[str, Any]:
    before, match, after, _ = place.frame
    start, end = place.start, place.end
    region = _region(start, end)
    data: dict[str, Any] = {"artifactLocation": artifact_location(place.path), "region": region}
    if len(match) != end.offset - start.offset:
        return data
    if match:
        region["snippet"] = {"text": match}
    # The context must be larger than the region, and the frame holds one line only.
    if (before or after) and start.line == end.line:
        context = _region(_moved(start, -len(before)), _moved(end, len(after)))
        data["contextRegion"] = {**context, "snippet": {"text": before + match + after}}
    return data


def _region(start: Position, end: Position) -> dict[str, Any]:
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": start.offset,
        "charLength": end.offset - start.offset,
    }


def _moved(position: Position, by: int) -> Position:
    return Position(position.line, position.column + by, position.offset + by)


def _fix(place: Place, fix: Fix, title: str) -> dict[str, Any]:
    change = {
        "artifactLocation": artifact_location(place.path),
        "replacements": [_replacement(place, edit) for edit in fix.edits],
    }
    return {
        "description": {"text": title},
        "artifactChanges": [change],
        "properties": {"applicability": fix.safety.label},
    }


def _replacement(place: Place, edit: Edit) -> dict[str, Any]:
    start, end = _position_in(place, edit.span.start), _position_in(place, edit.span.end)
    if start and end:
        deleted = _region(start, end)
    else:
        deleted = {"charOffset": edit.span.start, "charLength": edit.span.end - edit.span.start}
    # An empty string is refused; no content means a deletion.
    return (
        {"deletedRegion": deleted, "insertedContent": {"text": edit.text}} if edit.text else {"deletedRegion": deleted}
    )


def _position_in(place: Place, offset: int) -> Position | None:
    """The position of an offset on the lines that the place tells about."""
    start, end = place.start, place.end
    last_known = end.offset + len(place.frame.after) if start.line == end.line else start.offset
    for known, first, last in (
        (start, start.offset - start.column + 1, last_known),
        (end, end.offset - end.column + 1, end.offset),
    ):
        if first <= offset <= last:
            return _moved(known, offset - known.offset)
    return None


def _sentence(text: str, language: str) -> str:
    """The text with a full stop at its end; an English text that stands in for Chinese gets an English one."""
    text = text.strip()
    if text.endswith((".", "!", "?", "。", "！", "？", "…")):
        return text
    return text + ("。" if language == "zh" and _HAN.search(text) else ".")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_DESCRIPTION else text[: _LONGEST_DESCRIPTION - 1] + "…"
