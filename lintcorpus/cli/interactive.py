"""Goes through the fixes of a run one by one and asks."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from lintcorpus.model.card import Card
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Edit, Fix, apply_edits
from lintcorpus.model.span import Span
from lintcorpus.reporters.terminal import BOLD, GREEN, RED, paint, visible
from lintcorpus.reporters.width import cells, clip_end, clip_start

_ANSWERS = "y (yes), n (no), a (all of this rule), d (none of this rule), q (no more)"
_LINES = 12
"""How many lines of a change are shown."""


class Questions:
    """Asks about each fix; a refusal counts in all passes, a yes for the pass that it is given in.

    What was agreed to is gone in the next pass, and another finding may have its name then.

    Args:
        cards: by rule, for the messages.
        language: of the messages.
        source: where answers come from; its end means no more fixes.
        stream: where the questions go.
        color: whether ANSI colours are wanted.
        width: of the terminal, in cells.
    """

    def __init__(
        self, cards: Mapping[str, Card], language: str, source: TextIO, stream: TextIO, *, color: bool, width: int
    ) -> None:
        self._cards = cards
        self._language = language
        self._source = source
        self._stream = stream
        self._color = color
        self._width = width
        self._refused: set[tuple[str, str]] = set()
        self._rules: dict[str, bool] = {}
        self._over = False
        self._told = False

    def wanted(self, document: Document, diagnostic: Diagnostic, fix: Fix) -> bool:
        """Whether the user wants a fix."""
        key = (diagnostic.rule, diagnostic.fingerprint)
        if diagnostic.rule in self._rules:
            return self._rules[diagnostic.rule]
        if self._over or key in self._refused:
            return False
        if self._asked(document, diagnostic, fix):
            return True
        self._refused.add(key)
        return False

    def _asked(self, document: Document, diagnostic: Diagnostic, fix: Fix) -> bool:
        place = diagnostic.place
        message = self._cards[diagnostic.rule].message(diagnostic.variant, diagnostic.params, self._language)
        head = f"{place.path}:{place.start.line}:{place.start.column}: {diagnostic.rule} {message}"
        self._stream.write(f"\n{paint(visible(head), BOLD, self._color)}\n")
        self._show(document, fix)
        if not self._told:
            self._told = True
            self._stream.write(f"Answers: {_ANSWERS}.\n")
        while True:
            self._stream.write(f"Apply this {fix.safety.label} fix? [y/n/a/d/q] ")
            self._stream.flush()
            line = self._source.readline()
            answer = line.strip().lower() if line else "q"
            if answer == "q":
                self._over = True
                return False
            if answer in ("a", "d"):
                self._rules[diagnostic.rule] = answer == "a"
                return answer == "a"
            if answer in ("y", "n"):
                return answer == "y"
            self._stream.write(f"Answer with {_ANSWERS}.\n")

    def _show(self, document: Document, fix: Fix) -> None:
        if fix.encoding:
            self._stream.write(f"  the encoding changes from {document.encoding} to {fix.encoding}\n")
        if not fix.edits:
            return
        start = document.line_span(document.line_of(fix.edits[0].span.start)).start
        end = document.line_span(document.line_of(fix.edits[-1].span.end)).end
        before = document.text[start:end]
        moved = [Edit(Span(span.start - start, span.end - start), text) for (span, text) in fix.edits]
        changes = list(_changes(_lines(before), _lines(apply_edits(before, moved))))
        for sign, line, at in changes[:_LINES]:
            text = _around(line, at, max(20, self._width - 6))
            self._stream.write(f"  {paint(f'{sign} {text}', GREEN if sign == '+' else RED, self._color)}\n")
        if len(changes) > _LINES:
            self._stream.write(f"  … {len(changes) - _LINES} more lines\n")


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Sign, text and first difference of every line that goes or comes: of each change first those that go."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, begin, stop in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        gone, come = before[start:end], after[begin:stop]
        shared = [_shared(old, new) for old, new in zip(gone, come, strict=False)]
        for sign, lines in (("-", gone), ("+", come)):
            unpaired = [0] * (len(lines) - len(shared))
            yield from ((sign, line, at) for line, at in zip(lines, shared + unpaired, strict=True))


def _shared(one: str, other: str) -> int:
    """How many characters two lines begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _around(line: str, at: int, width: int) -> str:
    """A line on one line of the terminal, cut so that the place in it is seen."""
    head, tail = visible(line[:at]), visible(line[at:])
    if cells(head) + cells(tail) <= width:
        return head + tail
    head = clip_start(head, max(width // 2, width - cells(tail)))
    return head + clip_end(tail, width - cells(head))


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)
