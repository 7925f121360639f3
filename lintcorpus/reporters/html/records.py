"""What a page knows of a file: a row for lists, and what is needed to read the file with its findings."""

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from lintcorpus.model.card import Card
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Place, RelatedPlace
from lintcorpus.model.fix import Fix
from lintcorpus.model.result import Result
from lintcorpus.reporters.files import holds
from lintcorpus.reporters.html.overview import SEVERITIES, STATES, Overview
from lintcorpus.reporters.html.tongue import tongue
from lintcorpus.reporters.jsontext import plain

_LONGEST_QUOTE = 80
"""Code points of the matched text that a list shows."""


class Records:
    """Makes the records of files; every record is a list, since names from articles must be no keys."""

    def __init__(self, result: Result, overview: Overview, language: str) -> None:
        self._result = result
        self._overview = overview
        self._language = language
        self._by_path: Mapping[str, list[Diagnostic]] = {
            path: list(items)
            for path, items in groupby(sorted(result.diagnostics, key=lambda item: item.path), lambda item: item.path)
        }

    def of(self, path: str) -> tuple[list[Any], list[Any]]:
        """The row of a file and its text.

        Returns:
            ``[path, folder, code points, language, findings]`` with a finding as ``[rule, severity, state, line,
            column, message, quote, fixable]``, and ``[text or null, details]`` with a detail for each finding.
            Rules, severities, states and folders are numbers; offsets are code points of the text.
        """
        found = self._by_path.get(path, [])
        artifact = self._result.reread(path)
        document = artifact.document if artifact is not None else None
        folder = self._overview.folders.index(self._overview.folder(path))
        length = len(document.text) if document is not None else 0
        language = tongue(document.text) if document is not None else "und"
        listed = [path, folder, length, language, [self._row(item) for item in found]]
        return listed, [document.text if document is not None else None, [self._detail(i, document) for i in found]]

    def _row(self, item: Diagnostic) -> list[Any]:
        return [
            self._overview.rule_number[item.rule],
            SEVERITIES.index(item.severity),
            STATES.index(item.state),
            item.place.start.line,
            item.place.start.column,
            self._result.message(item, self._language),
            _quote(item.place),
            int(item.fix is not None),
        ]

    def _detail(self, item: Diagnostic, document: Document | None) -> list[Any]:
        card = self._result.cards[item.rule]
        stands = document is not None and holds(document, item.place)
        frame = item.place.frame
        return [
            [item.span.start, item.span.end] if stands else None,
            [frame.before, frame.match, frame.after],
            [[key, _value(value)] for key, value in item.evidence.items()],
            [self._fix(card, fix) for fix in item.fixes],
            [self._related(related) for related in item.related],
            item.reason,
        ]

    def _fix(self, card: Card, fix: Fix) -> list[Any]:
        edits = [[span.start, span.end, text] for span, text in fix.edits]
        return [card.fix_title(fix.title, self._language), fix.safety.label, edits, fix.encoding]

    def _related(self, related: RelatedPlace) -> list[Any]:
        place = related.place
        number = self._overview.number.get(place.path, -1)
        return [place.path, number, place.start.line, place.start.offset, place.end.offset, related.role, _quote(place)]


def _quote(place: Place) -> str:
    match = place.frame.match
    cut = len(match) > _LONGEST_QUOTE or place.frame.clipped[1]
    return match[:_LONGEST_QUOTE] + "…" * cut


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(plain(value), ensure_ascii=False)
