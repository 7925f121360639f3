"""Sets the bold marks of a block anew, so that what was meant to be bold is and no mark is left over.

Converters write one pair of marks for every ``<strong>`` of a page, however the page nests and cuts
them: ``**A****B**``, ``****A** B**``, ``**  **``. And they put marks where CommonMark cannot use them:
``**重点。**后文`` shows four asterisks, since a mark between a full stop and a letter closes nothing.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from lintcorpus.markdown.pairing import Pairing, pair
from lintcorpus.markdown.parse import Block, inlines_of
from lintcorpus.markdown.placing import placed, trimmed
from lintcorpus.markdown.shown import Shown, letters, shown, shown_of
from lintcorpus.markdown.stars import UNIT, Content, content_of
from lintcorpus.model.document import Document
from lintcorpus.model.fix import Edit
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_MOST_RUNS = 400
"""Runs of marks in a block that is repaired; real paragraphs have at most some dozens."""
_NOTHING, _NESTED_NOTHING = 1.0, 4.0
_APART = f"{UNIT} {UNIT}"
_BLANK_LINE = lazy(r"\n(?=([ \t]*(?:\r\n|\r|\n)))")


class Repair(NamedTuple):
    """New marks for a block.

    Attributes:
        edits: of the document, in order.
        keeps: whether every letter that was shown bold or in italics as meant still is.
        certain: whether the marks allow no other reading at the same cost.
    """

    edits: tuple[Edit, ...]
    keeps: bool
    certain: bool


def repair(document: Document, block: Block, content: Content) -> Repair | None:
    """The repair of the bold marks of a block with this content, or ``None`` when none is proved right.

    The new text is parsed: its words, links, pictures, code and breaks must be those of the old
    one, and no bold mark may be left over. When the cheapest reading would take the emphasis from
    something that had it, marks round nothing are taken for the ends of nested pairs instead.
    Underscores beside bold marks are taken out when nothing else helps.
    """
    if len(content.stars) > _MOST_RUNS:
        return None
    if any(piece.kind == "link" and piece.data.form == "reference" for piece in inlines_of(document, block)):
        # Parsed by itself the new text has no such links, so neither must the old one.
        before = shown(_with_marks(content.plain, {item.at: item.units for item in content.stars}, [], ()))
    else:
        before = shown_of(document, block)
    found = _best(content, before)
    if found is None or not (found.keeps and found.certain):
        bare = content_of(document, block, underscores=True)
        other = _best(bare, before) if bare is not None and bare.plain != content.plain else None
        if other is not None and (found is None or (other.keeps and other.certain)):
            found = other
    return found


def _best(content: Content, before: Shown) -> Repair | None:
    """The repair that keeps what was emphasised, if there is one; certain where both readings say the same."""
    readings = [pair(content, nothing) for nothing in (_NOTHING, _NESTED_NOTHING)]
    if readings[0] == readings[1]:  # as nearly always; to try one takes a parser pass
        readings.pop()
    tried = [found for reading in readings if (found := _repaired(content, reading, before)) is not None]
    found = next((item for item in tried if item.keeps), next(iter(tried), None))
    if found is None:
        return None
    return found._replace(certain=any(item.certain for item in tried if item.edits == found.edits))


def _repaired(content: Content, pairing: Pairing, before: Shown) -> Repair | None:
    bold = [span for wanted in pairing.bold for span in placed(content, wanted, pairing.apart)]
    gone = sorted({*pairing.spaces, *_idle_spaces(content, bold)})
    marks = Counter(at for span in bold for at in span)
    after = shown(_with_marks(content.plain, marks, gone, pairing.apart))
    if after.text != before.text or (after.pieces != before.pieces and after.text):
        return None
    if after.doubles > content.unmeant or after.singles > before.singles or after.underscores > before.underscores:
        return None
    lost = [old for old in before.emphasised if not any(new.contains(old) for new in after.emphasised)]
    if lost and pairing.certain and not pairing.natural:
        speakers = {letters(content.shape[:at]) for at in pairing.apart}
        lost = [old for old in lost if old.start not in speakers and not _mispaired(old, after)]
    keeps = not lost or (pairing.certain and pairing.natural)
    return Repair(tuple(_edits(content, bold, gone, pairing.apart)), keeps, pairing.certain)


def _mispaired(old: Span, after: Shown) -> bool:
    """Whether emphasis ran over forced line ends that no emphasis runs over now.

    The parser has then taken the end of one bold text for the beginning of the next.
    """
    return any(old.start < at < old.end for at in after.breaks) and not any(
        new.start < at < new.end for new in after.emphasised for at in after.breaks
    )


def _idle_spaces(content: Content, bold: Sequence[Span]) -> Iterator[Span]:
    """White space that only served marks that are gone: at the ends, in lines of nothing, doubled."""
    plain, shape = content.plain, content.shape
    if not shape.strip():
        yield Span(0, len(shape))
        return
    kept = {at for span in bold for at in span}
    start, end = trimmed(shape, 0, len(shape))
    if start > 0:
        yield Span(0, start)
    for match in _BLANK_LINE.finditer(plain, start, end):
        yield Span(*match.span(1))
    for item in content.stars:
        at = item.at
        if at >= end and end < len(shape):
            yield Span(end, len(shape))
            return
        if at in kept or not start < at < end:
            continue
        if shape[at - 1] == " " == shape[at]:
            yield Span(at, at + 1)
        elif shape[at - 1] == " " and shape[at] == "\n":
            yield Span(at - 1, at)


def _with_marks(plain: str, marks: Mapping[int, int], gone: Sequence[Span], apart: Container[int]) -> str:
    """The text with this many bold marks at these offsets, kept apart at some, and without some spans."""
    parts, at = [], 0
    places = sorted({*marks, *(span.start for span in gone)})
    ends = {span.start: span.end for span in gone}
    for place in places:
        parts.append(plain[at:place])
        parts.append(_APART if place in apart else UNIT * marks.get(place, 0))
        at = max(at, ends.get(place, place))
    parts.append(plain[at:])
    return "".join(parts)


def _edits(content: Content, bold: Sequence[Span], gone: Sequence[Span], apart: Container[int]) -> Iterator[Edit]:
    """The edits of the document, in order; those that touch are one."""
    closing = {span.end for span in bold}
    missing = {span.start for span in bold} | closing
    found: list[tuple[int, int, str]] = []
    for item in content.stars:
        mark = ""
        if item.at in missing:
            missing.remove(item.at)
            mark = _APART if item.at in apart else UNIT
        if not (item.units == 1 and mark == UNIT):
            found.append((*item.source, mark))
    for at in missing:
        place = _source(content, at, after=at in closing)
        found.append((place, place, UNIT))
    for span in gone:
        found.append((_source(content, span.start, after=False), _source(content, span.end, after=True), ""))
    merged: list[tuple[int, int, str]] = []
    for start, end, text in sorted(found):
        if merged and merged[-1][1] >= start:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2] + text)
        else:
            merged.append((start, end, text))
    for start, end, text in merged:
        yield Edit(Span(start, end), text)


def _source(content: Content, at: int, *, after: bool) -> int:
    """The place in the document of an offset into ``plain``: after the character before it, or before the next."""
    for chunk in content.chunks:
        if after and chunk.start < at <= chunk.end:
            return chunk.source.end if at == chunk.end else chunk.source.start + at - chunk.start
        if not after and chunk.start <= at < chunk.end:
            return chunk.source.start + at - chunk.start
    return content.chunks[-1].source.end if content.chunks else 0
