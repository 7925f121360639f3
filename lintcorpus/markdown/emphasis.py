"""Sets the bold marks of a block anew, so that what was meant to be bold is and no mark is left over.

Converters write one pair of marks for every ``<strong>`` of a page, however the page nests and cuts
them: ``**A****B**``, ``****A** B**``, ``**  **``. And they put marks where CommonMark cannot use them:
``**重点。**后文`` shows four asterisks, since a mark between a full stop and a letter closes nothing.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lintcorpus.markdown.parse import Block, inlines_of
from lintcorpus.markdown.shown import Shown, shown, shown_of
from lintcorpus.markdown.stars import PICTURE, UNIT, Content
from lintcorpus.model.document import Document
from lintcorpus.model.fix import Edit
from lintcorpus.model.span import Span

_MOST_RUNS = 400
"""Runs of marks in a block that is repaired; real paragraphs have at most some dozens."""
_DEEPEST = 4
_DROP = 3.0
_NOTHING, _NESTED_NOTHING = 1.0, 4.0
_OPEN, _CLOSE, _IGNORE = 1, -1, 0
_WORD = re.compile(r"[^\W_]")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BLANK_LINE = re.compile(r"\n(?=([ \t]*(?:\r\n|\r|\n)))")
_PARTNERS = {
    "（": "）",
    "(": ")",
    "「": "」",
    "『": "』",
    "“": "”",
    "‘": "’",
    "《": "》",
    "【": "】",
    "〈": "〉",
    "[": "]",
}
_PARTNERS |= {mark: mark for mark in "\"'_"}
_CLOSING = frozenset(_PARTNERS.values())


class Repair(NamedTuple):
    """New marks for a block.

    Attributes:
        edits: of the document, in order.
        keeps: whether every letter that was shown bold or in italics still is.
        certain: whether the marks allow no other reading at the same cost.
        glues: whether a join hides the only sign of where one sentence ended and another began.
    """

    edits: tuple[Edit, ...]
    keeps: bool
    certain: bool
    glues: bool


class _Pairing(NamedTuple):
    """What the marks mean, as spans of ``Content.plain``."""

    bold: list[Span]
    spaces: list[Span]
    certain: bool
    glues: bool


def repair(document: Document, block: Block, content: Content) -> Repair | None:
    """The repair of the bold marks of a block with this content, or ``None`` when none is proved right.

    The new text is parsed: its words, links, pictures, code and breaks must be those of the old
    one, and no bold mark may be left over. When the cheapest reading would take the emphasis from
    something that had it, marks round nothing are taken for the ends of nested pairs instead.
    """
    if len(content.stars) > _MOST_RUNS:
        return None
    if any(piece.kind == "link" and piece.data.form == "reference" for piece in inlines_of(document, block)):
        # Parsed by itself the new text has no such links, so neither must the old one.
        before = shown(_with_marks(content.plain, {item.at: item.units for item in content.stars}, []))
    else:
        before = shown_of(document, block)
    found = None
    for nothing in (_NOTHING, _NESTED_NOTHING):
        other = _repaired(content, _pairing(content, nothing), before)
        if other is not None and (found is None or other.keeps):
            found = other
        if found is not None and found.keeps:
            break
    return found


def _repaired(content: Content, pairing: _Pairing, before: Shown) -> Repair | None:
    bold = [span for wanted in pairing.bold for span in _placed(content, wanted)]
    gone = sorted({*pairing.spaces, *_idle_spaces(content, bold)})
    marks: dict[int, int] = {}
    for span in bold:
        marks[span.start] = marks.get(span.start, 0) + 1
        marks[span.end] = marks.get(span.end, 0) + 1
    after = shown(_with_marks(content.plain, marks, gone))
    if after.text != before.text or (after.pieces != before.pieces and after.text):
        return None
    if after.doubles > content.unmeant or after.singles > before.singles or after.underscores > before.underscores:
        return None
    keeps = all(any(new.contains(old) for new in after.emphasised) for old in before.emphasised)
    return Repair(tuple(_edits(content, bold, gone)), keeps, pairing.certain, pairing.glues)


def _pairing(content: Content, nothing: float) -> _Pairing:
    """The cheapest reading of the marks: which open, which close, which mean nothing."""
    units = [item.at for item in content.stars for _ in range(item.units)]
    costs = _costs(content.shape, units, nothing)
    count, path = _cheapest(costs, _cost_in_turn(costs))
    if count > 1:
        count, path = _cheapest(costs, math.inf)  # the limit must not decide which of several is taken
    return _read(content, units, list(_steps(path)), count)


def _cheapest(costs: Sequence["_Costs"], limit: float) -> tuple[int, "_Path"]:
    """How many readings cost least, and the steps of one of them; those that cost more than ``limit`` are left out.

    A dynamic programme over the units; the state is how deep the bold text is nested and what the
    unit before meant.
    """
    states: _States = {(0, _CLOSE): (0.0, 1, None)}
    for left, unit in zip(reversed(range(len(costs))), costs, strict=True):
        following: _States = {}
        for (depth, last), (cost, count, path) in states.items():
            dropped = cost + _DROP
            if unit.adjacent and last == _IGNORE:
                # Which mark of a run means nothing makes no difference: let it be the last ones.
                if dropped <= limit:
                    _offer(following, (depth, _IGNORE), dropped, count, path)
                continue
            opened = cost + (unit.opening + unit.nesting if depth else unit.opening)
            if opened <= limit and depth < min(_DEEPEST, left):
                _offer(following, (depth + 1, _OPEN), opened, count, path)
            if depth > 0:
                closed = cost + (unit.ending if last == _OPEN else unit.closing)
                if closed <= limit:
                    _offer(following, (depth - 1, _CLOSE), closed, count, path)
            if dropped <= limit and depth <= left:
                _offer(following, (depth, _IGNORE), dropped, count, path)
        states = following
    _, count, path = min((state for (depth, _), state in states.items() if depth == 0), key=lambda state: state[0])
    return count, path


class _Costs(NamedTuple):
    """What the meanings of a unit cost.

    Attributes:
        adjacent: whether it stands right after the unit before.
        opening: to open; ``nesting`` more inside bold text.
        nesting: see ``opening``.
        closing: to close.
        ending: to close what the unit before has opened.
    """

    adjacent: bool
    opening: float
    nesting: float
    closing: float
    ending: float


def _costs(shape: str, units: Sequence[int], nothing: float) -> list[_Costs]:
    """What each unit costs, where ``nothing`` is the price of bold text without a letter."""
    costs = []
    last, opening = -1, 0.0
    for at in units:
        closing = 1.0 if at == 0 or shape[at - 1].isspace() else 0.0
        if last >= 0 and _WORD.search(shape, last, at) is not None:
            ending = closing
        elif last >= 0 and shape[last:at].strip():
            ending = closing + nothing
        else:
            ending = nothing - opening  # the opening mark has paid for the space
        # Two marks inside a sentence may as well be an empty pair.
        nesting = 1.5 if at != last else 1.0 if at > 0 and shape[at - 1].isalnum() else 0.5
        opening = 1.0 if at == len(shape) or shape[at].isspace() else 0.0
        costs.append(_Costs(at == last, opening, nesting, closing, ending))
        last = at
    return costs


def _cost_in_turn(costs: Sequence[_Costs]) -> float:
    """What it costs to open and close in turn and to drop a last odd one, which is always possible."""
    pairs = zip(costs[::2], costs[1::2], strict=False)
    return sum([first.opening + second.ending for first, second in pairs], _DROP * (len(costs) % 2))


_Path = tuple["_Path", int] | None
_State = tuple[float, int, _Path]
_States = dict[tuple[int, int], _State]
"""By depth and last step: the least cost, how many readings have it, and the steps of one of them."""


def _offer(states: _States, state: tuple[int, int], cost: float, count: int, path: _Path) -> None:
    known = states.get(state)
    if known is None or cost < known[0]:
        states[state] = (cost, count, (path, state[1]))
    elif cost == known[0]:
        states[state] = (cost, known[1] + count, known[2])


def _steps(path: _Path) -> Iterator[int]:
    found = []
    while path is not None:
        path, step = path
        found.append(step)
    return reversed(found)


def _read(content: Content, units: Sequence[int], steps: Sequence[int], count: int) -> _Pairing:
    """Bold spans of a reading; joined ones are one."""
    shape = content.shape
    bold: list[Span] = []
    spaces: list[Span] = []
    depth = start = 0
    glues = False
    for index, (at, step) in enumerate(zip(units, steps, strict=True)):
        if step == _OPEN and depth == 0:
            start = at
        depth += step
        if step != _CLOSE:
            continue
        if depth > 0:
            if units[index + 1] > at and _between_cjk(shape, at):
                # The converter's own space after a closing mark that is now inside the bold text.
                spaces.append(Span(at, at + 1))
        elif shape[start:at].strip():
            if bold and bold[-1].end == start:
                glues = glues or (shape[start - 1] in "。？！?!；" and shape[start].isalnum())
                start = bold.pop().start
            bold.append(Span(start, at))
    return _Pairing(bold, spaces, count == 1, glues)


def _between_cjk(shape: str, at: int) -> bool:
    return shape[at] == " " and _CJK.match(shape, at - 1) is not None and _CJK.match(shape, at + 1) is not None


def _placed(content: Content, wanted: Span) -> list[Span]:
    """Where bold marks can stand so that CommonMark uses them: the span without its edges, or parts.

    Spaces move out; then, as long as a mark would not count, brackets, quotes and other punctuation.
    Brackets of links are never crossed.
    """
    shape = content.shape
    open_spans = _uncrossed(content, wanted)
    placed: list[Span] = []
    while open_spans:
        start, end = open_spans.pop()
        start, end = _trimmed(shape, start, end)
        if start >= end or not shape[start:end].strip(PICTURE + "[]()\n "):
            continue
        opens, closes = _can_open(shape, start), _can_close(shape, end)
        if opens and closes:
            placed.append(Span(start, end))
        elif _WORD.search(shape, start, end) is None:
            continue
        elif _partners(shape, start, end):
            open_spans.append(Span(start + 1, end - 1))
        elif (pair := _pair_at_edge(shape, start, end)) is not None:
            open_spans.append(pair)
        else:
            open_spans.extend(_narrower(content, start, end, closes))
    return sorted(placed)


def _narrower(content: Content, start: int, end: int, closes: bool) -> list[Span]:
    """The span without the punctuation at the end at which a mark would not count."""
    shape = content.shape
    for link in content.links:
        if (link.tail.end == end and not closes) or (link.opening.start == start and closes):
            inside = Span(link.opening.end, link.tail.start)
            return [Span(start, link.opening.start), inside, Span(link.tail.end, end)]
    if closes:
        first = content.atoms.get(start, start + 1)
        while first < end and shape[first] == "\ufe0f":
            first += 1
        return [Span(first, end)]
    last = next((opened for opened, closed in content.atoms.items() if closed == end), end - 1)
    return [Span(start, last)]


def _uncrossed(content: Content, wanted: Span) -> list[Span]:
    """The span in parts, cut at brackets of links that begin or end outside it."""
    if not content.links:
        return [wanted]
    cuts = []
    for link in content.links:
        opening, tail = wanted.contains(link.opening), wanted.contains(link.tail)
        if opening != tail:
            cuts.append(link.opening if opening else link.tail)
    parts, at = [], wanted.start
    for cut in sorted(cuts):
        parts.append(Span(at, cut.start))
        at = cut.end
    return [*parts, Span(at, wanted.end)]


def _trimmed(shape: str, start: int, end: int) -> tuple[int, int]:
    while start < end and shape[start].isspace():
        start += 1
    while start < end and shape[end - 1].isspace():
        end -= 1
    return start, end


def _can_open(shape: str, at: int) -> bool:
    """Whether a mark before ``shape[at]`` opens, in all dialects: some count symbols as punctuation."""
    return at == 0 or shape[at - 1].isspace() or _parts(shape[at - 1]) or not _mark(shape[at])


def _can_close(shape: str, at: int) -> bool:
    return at == len(shape) or shape[at].isspace() or _parts(shape[at]) or not _mark(shape[at - 1])


def _mark(char: str) -> bool:
    """Punctuation by any dialect."""
    return unicodedata.category(char)[0] in "PS"


def _parts(char: str) -> bool:
    """Punctuation by every dialect."""
    return unicodedata.category(char)[0] == "P" or (char.isascii() and _mark(char)) or char == PICTURE


def _partners(shape: str, start: int, end: int) -> bool:
    """Whether the first and the last character are a pair of brackets or quotes."""
    opening, closing = shape[start], shape[end - 1]
    if end - start < 3 or _PARTNERS.get(opening) != closing:
        return False
    inside = shape[start + 1 : end - 1]
    if opening == closing:
        return opening not in inside
    depth = 1
    for char in inside:
        depth += (char == opening) - (char == closing)
        if depth == 0:
            return False
    return depth == 1


def _pair_at_edge(shape: str, start: int, end: int) -> Span | None:
    """The span of the brackets or quotes that hold everything but some punctuation beside them."""
    first, last = start, end
    while first < end and shape[first] not in _PARTNERS and _mark(shape[first]):
        first += 1
    while last > first and shape[last - 1] not in _CLOSING and _mark(shape[last - 1]):
        last -= 1
    return Span(first, last) if (first, last) != (start, end) and _partners(shape, first, last) else None


def _idle_spaces(content: Content, bold: Sequence[Span]) -> Iterator[Span]:
    """White space that only served marks that are gone: at the ends, in lines of nothing, doubled."""
    plain, shape = content.plain, content.shape
    if not shape.strip():
        yield Span(0, len(shape))
        return
    kept = {at for span in bold for at in span}
    start, end = _trimmed(shape, 0, len(shape))
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


def _with_marks(plain: str, marks: dict[int, int], gone: Sequence[Span]) -> str:
    """The text with this many bold marks at these offsets and without some spans."""
    parts, at = [], 0
    places = sorted({*marks, *(span.start for span in gone)})
    ends = {span.start: span.end for span in gone}
    for place in places:
        parts.append(plain[at:place])
        parts.append(UNIT * marks.get(place, 0))
        at = max(at, ends.get(place, place))
    parts.append(plain[at:])
    return "".join(parts)


def _edits(content: Content, bold: Sequence[Span], gone: Sequence[Span]) -> Iterator[Edit]:
    """The edits of the document, in order; those that touch are one."""
    opening = {span.start for span in bold}
    closing = {span.end for span in bold}
    wanted = opening | closing
    found: list[tuple[int, int, str]] = []
    for item in content.stars:
        if not (item.units == 1 and item.at in wanted):
            found.append((*item.source, UNIT if item.at in wanted else ""))
    standing = {item.at for item in content.stars}
    for at in wanted - standing:
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
