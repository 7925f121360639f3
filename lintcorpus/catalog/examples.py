"""The examples of a card, with the marks that show where a finding must stand."""

from collections.abc import Mapping
from typing import Any

from lintcorpus.errors import UsageError
from lintcorpus.model.card import Card
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.span import Span

OPEN, CLOSE = "⟦", "⟧"
SINGLE = "example.md"


@frozen
class Example:
    """An example that is a test and documentation at once.

    Attributes:
        files: name to text without marks; a single text is the file ``example.md``.
        spans: name to the marked spans, in code points of the text without marks; empty for a
            good example.
        fixed: the text after the rule's fixes, unsafe ones included, when the card gives it.
        encoding: the codec that turns the text into the bytes of the file.
        options: settings of the rule under which the example holds.
        learned: whether it holds after learning from its own files.
    """

    files: Mapping[str, str]
    spans: Mapping[str, tuple[Span, ...]]
    fixed: str | None = None
    encoding: str = "utf-8"
    options: Mapping[str, Any] = field(default_factory=dict)
    learned: bool = False


def good_examples(card: Card) -> list[Example]:
    """The texts in which the rule must find nothing."""
    return [_example(card, data) for data in card.good]


def bad_examples(card: Card) -> list[Example]:
    """The texts in which the rule must find exactly the marked spans."""
    return [_example(card, data) for data in card.bad]


def _example(card: Card, data: Any) -> Example:
    if isinstance(data, str):
        data = {"text": data}
    sources = data.get("files") or {SINGLE: data["text"]}
    files, spans = {}, {}
    for name, source in sources.items():
        files[name], spans[name] = unmark(source, card.source)
    return Example(
        files,
        spans,
        data.get("fixed"),
        data.get("encoding", "utf-8"),
        data.get("options", {}),
        data.get("learned", False),
    )


def unmark(source: str, where: str) -> tuple[str, tuple[Span, ...]]:
    """Take the marks out of an example.

    Args:
        source: text with spans between ``⟦`` and ``⟧``; spans do not nest.
        where: the card's file, for messages.

    Returns:
        The text without marks and the spans in it.

    Raises:
        UsageError: a mark has no partner.
    """
    parts: list[str] = []
    spans: list[Span] = []
    length, opened = 0, -1
    for char in source:
        if char == OPEN and opened < 0:
            opened = length
        elif char == CLOSE and opened >= 0:
            spans.append(Span(opened, length))
            opened = -1
        elif char in (OPEN, CLOSE):
            raise UsageError(f"{where}:1: an example has {char} without its partner: {source[:60]!r}")
        else:
            parts.append(char)
            length += 1
    if opened >= 0:
        raise UsageError(f"{where}:1: an example has {OPEN} without its partner: {source[:60]!r}")
    return "".join(parts), tuple(spans)
