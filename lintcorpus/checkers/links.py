"""Finds links that are broken in their mark-up, by what the parser could not use."""

import re
from collections.abc import Iterable

from lintcorpus.markdown.parse import Inline, blocks, inlines_of
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.span import Span

_NUMBER = re.compile(r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?\s*[、.．,，:：)）]?\s*")


def _unbalanced_bracket(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A ``[`` before a link that nothing closes, or one inside a link's text right at its ends."""
    text = document.text
    for block in blocks(document):
        pieces = inlines_of(document, block)
        links = [piece for piece in pieces if piece.kind == "link"]
        if not links:
            continue
        for link in links:
            yield from _doubled(document, link, pieces)
        for bracket in _unpaired(text, pieces):
            nearest = next((item for item in links if item.start > bracket), None)
            if nearest is not None and _NUMBER.fullmatch(text, bracket + 1, nearest.start):
                span = Span(bracket, nearest.end)
                edit = Edit(Span(bracket, bracket + 1), "")
                yield Finding(span, {"match": _clipped(document, span)}, fixes=(Fix((edit,), Safety.SAFE),))


def _doubled(document: Document, link: Inline, pieces: Iterable[Inline]) -> Iterable[Finding]:
    """``[1、[text]](url)``: the inner pair was meant to be the link's."""
    if link.data.form != "inline":
        return
    text, inner = document.text, link.data.text
    opened = text.find("[", inner.start, inner.end)
    if opened < 0 or text[inner.end - 1] != "]" or not _NUMBER.fullmatch(text, inner.start, opened):
        return
    if any(text[at] in "[]" for at in range(opened + 1, inner.end - 1)):
        return
    span = Span(link.start, link.end)
    edits = (Edit(Span(link.start, link.start + 1), ""), Edit(Span(inner.end, inner.end + 1), ""))
    yield Finding(span, {"match": _clipped(document, span)}, fixes=(Fix(edits, Safety.SAFE),))


def _unpaired(text: str, pieces: Iterable[Inline]) -> Iterable[int]:
    """Offsets of the literal ``[`` of a block that no literal ``]`` closes."""
    open_brackets: list[int] = []
    for piece in pieces:
        if piece.kind == "text" and piece.end == piece.start + 1:
            if text[piece.start] == "[":
                open_brackets.append(piece.start)
            elif text[piece.start] == "]" and open_brackets:
                open_brackets.pop()
    return open_brackets


def _clipped(document: Document, span: Span) -> str:
    shown = " ".join(document.text[span.start : min(span.end, span.start + 40)].split())
    return shown if span.end - span.start <= 40 else shown + "…"


CHECKERS = (Checker("links.unbalanced-bracket", _unbalanced_bracket),)
