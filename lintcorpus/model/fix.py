"""Repairs: edits of the source text and how far they can be trusted."""

import bisect
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from lintcorpus.model.frozen import often_made
from lintcorpus.model.level import Level
from lintcorpus.model.span import Span


class Safety(Level):
    """How far a fix can be trusted; "may be applied" is a comparison."""

    SHOW = 0
    UNSAFE = 1
    SAFE = 2


class Change(Enum):
    """What a rule's fix may change beyond marks and white space; the guard checks it."""

    MARKS = "marks"
    WHITESPACE = "whitespace"
    CHARACTERS = "characters"
    WORDS = "words"
    TARGET = "target"
    BLOCK = "block"


class Edit(NamedTuple):
    """Put ``text`` in the place of ``span`` (code points); an empty span inserts."""

    span: Span
    text: str


@often_made
class Fix:
    """Edits that belong together: all of them are applied or none.

    Attributes:
        edits: sorted by place, without overlaps.
        safety: what the checker vouches for; the card may lower it, never raise it.
        title: key of the card's fix title when it has several.
        encoding: the codec that the file is to be written in from now on, without a BOM; empty
            keeps its own. Such a fix may have no edits.
    """

    edits: tuple[Edit, ...]
    safety: Safety = Safety.UNSAFE
    title: str = ""
    encoding: str = ""

    def __post_init__(self) -> None:
        last = -1
        for span, _ in self.edits:
            if span.start < last or span.end < span.start:
                raise ValueError("edits of a fix must be sorted and must not overlap")
            last = span.end


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that are sorted and do not overlap."""
    parts: list[str] = []
    at = 0
    for span, replacement in edits:
        parts.append(text[at : span.start])
        parts.append(replacement)
        at = span.end
    parts.append(text[at:])
    return "".join(parts)


class Moved:
    """Where places of a text stand after edits of it.

    Args:
        edits: without overlaps, in any order.
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        ordered = sorted(edits)
        self._starts = [edit.span.start for edit in ordered]
        self._ends = [edit.span.end for edit in ordered]
        self._shifts = [0]
        for span, text in ordered:
            self._shifts.append(self._shifts[-1] + len(text) - (span.end - span.start))

    def spans(self, spans: Iterable[Span]) -> list[Span]:
        """Each span with what the edits inside it and at its ends put there."""
        return [
            Span(
                span.start + self._shifts[bisect.bisect_left(self._starts, span.start)],
                span.end + self._shifts[bisect.bisect_right(self._ends, span.end)],
            )
            for span in spans
        ]
