"""What a SARIF report says of each diagnostic."""

from collections.abc import Mapping
from typing import Any

from lintcorpus.model.card import Card
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Place, RelatedPlace, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import Result
from lintcorpus.model.span import Position, Span
from lintcorpus.reporters.json_report import record_object
from lintcorpus.reporters.jsontext import plain
from lintcorpus.reporters.sarif_files import SarifFiles
from lintcorpus.reporters.sarif_rules import LEVELS, Template, message_id, sentence
from lintcorpus.reporters.terminal import visible

FINGERPRINT = "lintcorpus/v1"
_LINE_HASH = "primaryLocationLineHash"
_MOST_LINKS = 3
_LONGEST_SNIPPET = 1000
_LINK_TEXT = str.maketrans({"[": r"\[", "]": r"\]", "\\": r"\\"})


class Results:
    """Makes the results of a run.

    Args:
        result: what the run found.
        files: its files.
        indices: by id, where in the list of rules each rule stands.
        language: of the messages.
    """

    def __init__(self, result: Result, files: SarifFiles, indices: Mapping[str, int], language: str) -> None:
        self._result = result
        self._files = files
        self._indices = indices
        self._language = language

    def made(self, diagnostic: Diagnostic) -> dict[str, Any]:
        """The result of one diagnostic."""
        place = diagnostic.place
        document = self._files.document(place) if place.origin is None else None
        data: dict[str, Any] = {
            "ruleId": diagnostic.rule,
            "ruleIndex": self._indices[diagnostic.rule],
            "level": LEVELS[diagnostic.severity],
            "message": self._message(diagnostic),
            "locations": [self._location(place, document)],
            "baselineState": "unchanged" if diagnostic.state is State.BASELINED else "new",
            "suppressions": _suppressions(diagnostic),
        }
        line_hash = self._files.line_hash(place)
        partial = {FINGERPRINT: diagnostic.fingerprint} if diagnostic.fingerprint else {}
        if partial:
            data["fingerprints"] = dict(partial)
        if line_hash:
            partial[_LINE_HASH] = line_hash
        if partial:
            data["partialFingerprints"] = partial
        if diagnostic.related:
            data["relatedLocations"] = [self._related(at, item) for at, item in enumerate(diagnostic.related, 1)]
        fixes = [fix for fix in diagnostic.fixes if fix.edits and fix.safety > Safety.SHOW]
        if fixes and place.origin is None:  # offsets in a record's text are none of its file
            card = self._result.cards[diagnostic.rule]
            data["fixes"] = [self._fix(card, place, document, fix) for fix in fixes]
        properties: dict[str, Any] = {}
        if diagnostic.evidence:
            properties["evidence"] = plain(diagnostic.evidence)
        if place.origin is not None:
            properties["record"] = {**record_object(place.origin), "region": _region(place.start, place.end)}
        if properties:
            data["properties"] = properties
        return data

    def location(self, place: Place) -> dict[str, Any]:
        """Where a place is, without its text."""
        if place.origin is not None:
            return self._location(place, None)
        return {
            "physicalLocation": {
                "artifactLocation": self._files.location(place.path),
                "region": _region(place.start, place.end),
            }
        }

    def _location(self, place: Place, document: Document | None) -> dict[str, Any]:
        """A location: for a place in a record its file and line, and the record as what the file is made of."""
        data: dict[str, Any] = {"physicalLocation": self._physical(place, document)}
        origin = place.origin
        if origin is not None:
            name = place.path.removeprefix(f"{origin.file}#")
            whole = f"{place.path}/{origin.field}" if origin.field else place.path
            data["logicalLocations"] = [{"name": visible(name), "fullyQualifiedName": visible(whole), "kind": "object"}]
        return data

    def _message(self, diagnostic: Diagnostic) -> dict[str, Any]:
        """The message as text, and as the rule's message with arguments where it can be written so.

        The text has links to the related locations: GitHub shows only those that are linked.
        """
        language = self._language
        text = _inert(sentence(self._result.message(diagnostic, language), language))
        related = diagnostic.related[:_MOST_LINKS]
        links = [f"[{_inert(item.role).translate(_LINK_TEXT) or at}]({at})" for at, item in enumerate(related, 1)]
        if links and language == "zh":
            text = f"{text}参见{'、'.join(links)}。"
        elif links:
            text = f"{text} See {', '.join(links)}."
        template = Template(self._result.cards[diagnostic.rule], diagnostic.variant, language)
        arguments = [_inert(str(diagnostic.params.get(name, ""))) for name in template.names]
        if not template.text or not all(arguments):  # an empty string is refused
            return {"text": text}
        variant = diagnostic.variant if diagnostic.variant in self._result.cards[diagnostic.rule].variants else ""
        data: dict[str, Any] = {"id": message_id(variant), "text": text}
        return {**data, "arguments": arguments} if arguments else data

    def _related(self, identity: int, related: RelatedPlace) -> dict[str, Any]:
        data: dict[str, Any] = {"id": identity, **self._location(related.place, None)}
        if related.role:
            data["message"] = {"text": visible(related.role)}
        return data

    def _physical(self, place: Place, document: Document | None) -> dict[str, Any]:
        if place.origin is not None:
            line = {"region": {"startLine": place.file_line}} if place.origin.line else {}
            return {"artifactLocation": self._files.location(place.file), **line}
        region = _region(place.start, place.end)
        data: dict[str, Any] = {"artifactLocation": self._files.location(place.path), "region": region}
        match = _match(place, document)
        if match:
            region["snippet"] = {"text": match}
        context = _context(place, document)
        if context:
            data["contextRegion"] = context
        return data

    def _fix(self, card: Card, place: Place, document: Document | None, fix: Fix) -> dict[str, Any]:
        title = sentence(card.fix_title(fix.title, self._language), self._language)
        change = {
            "artifactLocation": self._files.location(place.path),
            "replacements": [_replacement(place, document, edit) for edit in fix.edits],
        }
        return {
            "description": {"text": title},
            "artifactChanges": [change],
            "properties": {"applicability": fix.safety.label},
        }


def _inert(text: str) -> str:
    """The text for a viewer: a link that a message quotes from an article must not become one."""
    return visible(text).replace("](", "] (")


def _suppressions(diagnostic: Diagnostic) -> list[dict[str, str]]:
    """By what a diagnostic is hidden; SARIF wants the list in all results or in none."""
    if diagnostic.state is State.NEW:
        return []
    hidden = {"kind": "inSource" if diagnostic.suppressed_by == "comment" else "external"}
    return [{**hidden, "justification": visible(diagnostic.reason)} if diagnostic.reason else hidden]


def _match(place: Place, document: Document | None) -> str:
    """The text of a place in full, or nothing where it is not at hand or very long."""
    length = place.end.offset - place.start.offset
    if len(place.frame.match) == length:
        return place.frame.match
    if document is None or length > _LONGEST_SNIPPET:
        return ""
    return document.text[place.start.offset : place.end.offset]


def _context(place: Place, document: Document | None) -> dict[str, Any] | None:
    """What stands around a place, as far as it is larger than the place: its line, or the lines next to it."""
    before, match, after, _ = place.frame
    start, end = place.start, place.end
    if start.line == end.line and (before or after) and len(match) == end.offset - start.offset:
        context = _region(_moved(start, -len(before)), _moved(end, len(after)))
        return {**context, "snippet": {"text": before + match + after}}
    if document is None:
        return None
    last = document.line_of(end.offset)
    around = Span(document.line_span(start.line - 1).start, document.line_span(last).end)
    if around == (start.offset, end.offset):
        first, last = max(0, start.line - 2), min(len(document.line_starts) - 1, last + 1)
        around = Span(document.line_span(first).start, document.line_span(last).end)
    if around.end - around.start > _LONGEST_SNIPPET or around == (start.offset, end.offset):
        return None
    context = _region(document.position(around.start), document.position(around.end))
    return {**context, "snippet": {"text": document.slice(around)}}


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


def _replacement(place: Place, document: Document | None, edit: Edit) -> dict[str, Any]:
    start, end = (_position_in(place, document, offset) for offset in edit.span)
    if start and end:
        deleted = _region(start, end)
    else:
        deleted = {"charOffset": edit.span.start, "charLength": edit.span.end - edit.span.start}
    # An empty string is refused; no content means a deletion.
    return (
        {"deletedRegion": deleted, "insertedContent": {"text": edit.text}} if edit.text else {"deletedRegion": deleted}
    )


def _position_in(place: Place, document: Document | None, offset: int) -> Position | None:
    """The position of an offset: from the text, else as far as the lines of the place tell it."""
    if document is not None:
        return document.position(offset) if offset <= len(document.text) else None
    start, end = place.start, place.end
    last_known = end.offset + len(place.frame.after) if start.line == end.line else start.offset
    for known, first, last in (
        (start, start.offset - start.column + 1, last_known),
        (end, end.offset - end.column + 1, end.offset),
    ):
        if first <= offset <= last:
            return _moved(known, offset - known.offset)
    return None
