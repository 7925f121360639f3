"""The links and pictures of a document."""

import bisect

from lintcorpus.markdown.parse import Inline, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

_SHOWN = 40


@view
def links(document: Document) -> tuple[Inline, ...]:
    """All links in order; a link never holds another one, but it may hold pictures."""
    return tuple([piece for piece in _targeted(document) if piece.kind == "link"])


@view
def pictures(document: Document) -> tuple[Inline, ...]:
    """All pictures in order, those inside links included."""
    return tuple([piece for piece in _targeted(document) if piece.kind == "image"])


def link_at(document: Document, offset: int) -> Inline | None:
    """The link that covers this offset, if there is one."""
    return _covering(links(document), offset)


def picture_at(document: Document, offset: int) -> Inline | None:
    """The picture that covers this offset, if there is one."""
    return _covering(pictures(document), offset)


def link_after(document: Document, offset: int) -> Inline | None:
    """The first link that begins at this offset or later, if there is one."""
    found = links(document)
    index = bisect.bisect_left(found, offset, key=_start)
    return found[index] if index < len(found) else None


def clipped(document: Document, span: Span) -> str:
    """The text of a span on one line, cut to a length that fits a message."""
    shown = " ".join(document.text[span.start : min(span.end, span.start + _SHOWN)].split())
    return shown if span.end - span.start <= _SHOWN else shown + "…"


@view
def _targeted(document: Document) -> tuple[Inline, ...]:
    # Few pieces carry data, and of those only footnotes have no target.
    return tuple([piece for piece in parsed(document).inlines if piece[3] is not None and piece.kind != "footnote"])


def _covering(found: tuple[Inline, ...], offset: int) -> Inline | None:
    index = bisect.bisect_right(found, offset, key=_start) - 1
    return found[index] if index >= 0 and found[index].end > offset else None


def _start(piece: Inline) -> int:
    return piece.start
