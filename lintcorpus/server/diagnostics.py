"""Findings as an editor shows them."""

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path

from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import read_files
from lintcorpus.engine.run_rules import UNUSED_SUPPRESSION
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Place, RelatedPlace, Severity, State
from lintcorpus.model.result import Result
from lintcorpus.model.span import Span
from lintcorpus.server.positions import Positions
from lintcorpus.server.state import Checked

SOURCE = "lintcorpus"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_KNOWN = {"en": "known, in the baseline", "zh": "已知，见基线"}


class Converter:
    """Makes the editor's diagnostics of findings; each other file that they name is read once.

    Args:
        app: the parts of the run.
        language: of messages, ``en`` or ``zh``.
        encoding: what positions count in.
    """

    def __init__(self, app: App, language: str, encoding: str) -> None:
        self._app = app
        self._language = language
        self._encoding = encoding
        self._others: dict[str, Positions | None] = {}

    def converted(self, checked: Checked) -> list[types.Diagnostic]:
        """What is shown of a buffer."""
        self._others[checked.document.path] = checked.positions
        return [
            self.diagnostic(item, checked.result, checked.positions, checked.buffer.uri) for item in checked.diagnostics
        ]

    def in_file(self, path: str, items: Iterable[Diagnostic], result: Result) -> list[types.Diagnostic]:
        """What is shown of a file that is not open."""
        positions = self._positions(path)
        uri = self.uri(path)
        return [self.diagnostic(item, result, positions, uri) for item in items]

    def diagnostic(self, item: Diagnostic, result: Result, positions: Positions | None, uri: str) -> types.Diagnostic:
        """One finding as the editor shows it."""
        card = result.cards[item.rule]
        message = result.message(item, self._language)
        is_known = item.state is State.BASELINED
        return types.Diagnostic(
            range=_range(item.place, positions),
            message=f"{message} ({_KNOWN[self._language]})" if is_known else message,
            severity=types.DiagnosticSeverity.Hint if is_known else _SEVERITIES[item.severity],
            code=item.rule,
            code_description=_description(card.source),
            source=SOURCE,
            tags=[types.DiagnosticTag.Unnecessary] if _may_go(item) else None,
            related_information=[self._related(other, item.path, positions, uri) for other in item.related] or None,
            data={"fingerprint": item.fingerprint},
        )

    def uri(self, path: str) -> str:
        """The URI of a file under the name that reports give it."""
        return from_fs_path(str(self._app.root / path)) or ""

    def _related(
        self, other: RelatedPlace, path: str, positions: Positions | None, uri: str
    ) -> types.DiagnosticRelatedInformation:
        is_here = other.place.path == path
        found = positions if is_here else self._positions(other.place.path)
        location = types.Location(uri if is_here else self.uri(other.place.path), _range(other.place, found))
        return types.DiagnosticRelatedInformation(location, other.role or other.place.frame.match or other.place.path)

    def _positions(self, path: str) -> Positions | None:
        """The positions of a file on the disk; ``None`` where it cannot be read."""
        if path not in self._others:
            document = _document(self._app, path)
            self._others[path] = None if document is None else Positions(document, self._encoding)
        return self._others[path]


def _document(app: App, path: str) -> Document | None:
    file = app.root / path
    if not file.is_file():
        return None
    documents = [document for source in read_files(app, [file], bare=True) for document in source.documents]
    return next((document for document in documents if document.path == path), None)


def _range(place: Place, positions: Positions | None) -> types.Range:
    """The range of a place; its first line where the text is not at hand or ends before it."""
    span = Span(place.start.offset, place.end.offset)
    if positions is not None and span.end <= positions.length and positions.line_of(span.start) == place.start.line - 1:
        return positions.range(span)
    line = max(0, place.start.line - 1)
    return types.Range(types.Position(line, 0), types.Position(line, 0))


def _description(source: str) -> types.CodeDescription | None:
    """A link to the card of a rule, where it is a file."""
    card = Path(source)
    uri = from_fs_path(str(card.resolve())) if card.is_file() else None
    return types.CodeDescription(uri) if uri else None


def _may_go(item: Diagnostic) -> bool:
    """Whether all that a finding marks can go: its repair takes it away whole, or it is a comment without use."""
    if item.rule == UNUSED_SUPPRESSION:
        return True
    fix = item.fix
    if fix is None or not fix.edits or any(edit.text for edit in fix.edits):
        return False
    return any(edit.span.contains(item.span) for edit in fix.edits) and item.span.start < item.span.end
