"""Results made by hand, as the engine would give them."""

from collections.abc import Callable
from typing import Any

import pytest

from lintcorpus.model.card import Card, FixPolicy, Variant
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Frame, Place, Severity
from lintcorpus.model.fix import Safety
from lintcorpus.model.result import Result
from lintcorpus.model.span import Position

MakeCard = Callable[..., Card]
MakePlace = Callable[..., Place]
MakeDiagnostic = Callable[..., Diagnostic]
MakeResult = Callable[..., Result]


@pytest.fixture
def card() -> MakeCard:
    """Makes the card of a rule about doubled marks; any field can be given."""

    def make(**fields: Any) -> Card:
        given: dict[str, Any] = {
            "id": "PUN001",
            "name": "doubled-mark",
            "family": "punctuation",
            "summary": {"en": "A mark stands twice", "zh": "标点重复"},
            "why": {"en": "Nobody writes two commas on purpose.", "zh": "没有人会故意写两个逗号。"},
            "severity": Severity.WARNING,
            "checker": "pattern",
            "variants": {"": Variant({"en": "Doubled mark “{mark}”", "zh": "标点“{mark}”重复"})},
            "fix": FixPolicy(Safety.SAFE, {"": {"en": "Keep one mark", "zh": "只留一个"}}),
        }
        return Card(**{**given, **fields})

    return make


@pytest.fixture
def place() -> MakePlace:
    """Makes the place of the first ``match`` in ``text``; ``occurrence`` counts from 0."""

    def make(text: str, match: str, path: str = "a.md", occurrence: int = 0) -> Place:
        document = Document(path, text)
        start = text.index(match)
        for _ in range(occurrence):
            start = text.index(match, start + 1)
        end = start + len(match)
        line = document.line_span(document.line_of(start))
        cut = min(end, line.end)
        frame = Frame(text[line.start : start], text[start:cut], text[cut : line.end], (False, cut < end, False))
        return Place(path, document.position(start), document.position(end), frame)

    return make


@pytest.fixture
def diagnostic(place: MakePlace) -> MakeDiagnostic:
    """Makes a warning of PUN001 at the first ``match`` in ``text``; any field can be given."""

    def make(
        text: str = "今天天气很好，，我们出去玩。", match: str = "，，", path: str = "a.md", **fields: Any
    ) -> Diagnostic:
        given: dict[str, Any] = {
            "rule": "PUN001",
            "place": place(text, match, path),
            "severity": Severity.WARNING,
            "params": {"mark": match},
            "fingerprint": "1-00112233445566778899",
        }
        return Diagnostic(**{**given, **fields})

    return make


@pytest.fixture
def result(card: MakeCard) -> MakeResult:
    """Makes a result of one file with these diagnostics; any field can be given."""

    def make(*diagnostics: Diagnostic, **fields: Any) -> Result:
        made = card()
        return Result(**{"diagnostics": diagnostics, "cards": {made.id: made}, "files": 1, **fields})

    return make


@pytest.fixture
def bare_place() -> Place:
    """The place of a finding about a file that could not be read."""
    return Place("gone.md", Position(1, 1, 0), Position(1, 1, 0), Frame("", "", "", (False, False, False)))
