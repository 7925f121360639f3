"""What stands around a place in the source, and whether Markdown reads it otherwise after an edit."""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.markdown.shown import Shown, shown
from lintcorpus.markdown.spanset import Mask
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.document import Document, view
from lintcorpus.model.fix import Edit, apply_edits
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_MARKUP = "*_~`[]()<>!|\\#+-=:\"'"
_MARKS = frozenset(_MARKUP)
_RULES = "*_-=~`|:"
_OPENING = lazy(r"(?:[ \t>]|(?:[-+*]|\d{1,9}[.)]|#{1,6})(?=[ \t]|\Z))*")
_DEFINITION = lazy(r"[ >]*\[")
# ASCII without white space, with the characters that stand in it by mistake.
_WORD = lazy(r"[!-~\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]*")
_URL_SIGNS = ("//", ":/", "www.")
_NEAR = 300
"""Code points that are looked at on either side for the rest of a URL."""
_LONGEST = 20_000
"""Code points of a block that is parsed once more for every place in it."""


def block_at(document: Document, span: Span) -> Block | None:
    """The leaf block that holds the whole span, if one does."""
    found = parsed(document).blocks
    index = bisect.bisect_right(found, span.start, key=lambda block: block.span.start) - 1
    return found[index] if index >= 0 and found[index].span.contains(span) else None


def in_url(document: Document, span: Span) -> bool:
    """Whether a span stands in a bare URL, right behind one, or in the target of a link or picture."""
    urls = bare_urls(document)
    index = bisect.bisect_right(urls, span.start, key=lambda url: url.start) - 1
    if index >= 0 and span.start <= urls[index].end:
        return True
    return _targets(document).covers(span.start, span.start + 1)


@view
def _targets(document: Document) -> Mask:
    """Everything behind the text of links and pictures that name their target."""
    links = (piece for piece in parsed(document).inlines if piece.kind in ("link", "image"))
    return Mask(Span(piece.data.text.end + 1, piece.end) for piece in links if piece.data.form == "inline")


@view
def _edges(document: Document) -> tuple[frozenset[int], frozenset[int]]:
    """Where links and pictures begin, and where they end."""
    links = [piece for piece in parsed(document).inlines if piece.kind in ("link", "image")]
    return frozenset(piece.start for piece in links), frozenset(piece.end for piece in links)


def breaks_url(document: Document, span: Span) -> bool:
    """Whether a span stands in what would be a URL or the target of a link without it."""
    begins, ends = _edges(document)
    if span.start in ends or span.end in begins:
        return False  # beside a whole link
    start, end = document.line_span(document.line_of(span.start))
    before = document.text[max(start, span.start - _NEAR) : span.start]
    after = document.text[span.end : min(end, span.end + _NEAR)]
    if before.rfind("](") > before.rfind(")") or (before.endswith("]") and after.startswith("(")):
        return True
    near = before + after
    if not any(sign in near for sign in _URL_SIGNS):
        return False
    word = _ascii_end(before[::-1])[::-1] + _ascii_end(after)
    return any(sign in word for sign in _URL_SIGNS)


def _ascii_end(text: str) -> str:
    """The beginning of a text up to white space or a character that no URL has."""
    found = _WORD.match(text)
    return "" if found is None else found[0]


def reads_alike(document: Document, block: Block | None, edits: Sequence[Edit]) -> bool:
    """Whether a block stays one block and shows the same words, links, pictures and emphasis after edits.

    Args:
        document: the text before the edits.
        block: the block that holds them all; without one, or with one of extreme length, the answer is no.
        edits: sorted, without overlaps; words are compared unless an edit touches a letter.
    """
    if block is None or block.span.end - block.span.start > _LONGEST:
        return False
    source, start = document.slice(block.span), block.span.start
    after = apply_edits(source, [Edit(Span(span.start - start, span.end - start), text) for span, text in edits])
    worded = any(char.isalnum() for span, text in edits for char in document.slice(span) + text)
    return not after.strip() or _structure(source, worded) == _structure(after, worded)


def harmless(document: Document, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits after which Markdown reads every block as before; a block is parsed at most twice.

    Args:
        document: the text before the edits.
        edits: of single characters and white space, each within a line, in order.
    """
    kept = (edit for edit in edits if not makes_block(document, edit))
    for block, group in groupby(kept, key=lambda edit: block_at(document, edit.span)):
        near = list(group)
        plain = [edit for edit in near if not _touches_markup(document, edit.span)]
        yield from near if len(plain) < len(near) and reads_alike(document, block, near) else plain


def makes_block(document: Document, edit: Edit) -> bool:
    """Whether an edit brings marks together that then are a list item, heading, rule, link or emphasis."""
    text, (span, put) = document.text, edit
    start = span.start
    before, after = text[max(0, start - 1) : start], text[span.end : span.end + 1]
    if (before in "]!" and after in "([") or (before in _RULES and after in _RULES):
        return True
    line = document.line_span(document.line_of(start))
    # Slices of what is near only: a line may be as long as the file.
    head = text[line.start : min(start, line.start + _NEAR)]
    without = head + put + text[span.end : min(line.end, span.end + _NEAR)]
    return _opens(without) != _opens(text[line.start : min(line.end, line.start + 2 * _NEAR)])


def _opens(line: str) -> str:
    """The marks of blocks with which a line begins."""
    found = _OPENING.match(line)
    return "" if found is None else "".join(found[0].split())


def _touches_markup(document: Document, span: Span) -> bool:
    """Whether a place holds markup, begins a line, or one that defines a link, or stands beside a mark."""
    text = document.text
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    if not _MARKS.isdisjoint(text[span.start : span.end]):
        return True
    if before in ("", "\n", "\r") or before in _MARKUP or after in _MARKUP:
        return True
    return _DEFINITION.match(text, document.line_starts[document.line_of(span.start)]) is not None


def _structure(source: str, worded: bool) -> Shown:
    """What a block is and, unless words change, says; whether its lines are cut differently does not matter."""
    found = shown(source)
    found = found._replace(pieces=[piece for piece in found.pieces if piece != "soft"])
    if worded:  # the number of emphasised pieces stays, but not where they stand, counted in letters
        return found._replace(text="", emphasised=[Span(0, 0)] * len(found.emphasised))
    return found._replace(text="".join(filter(str.isalnum, found.text)))
