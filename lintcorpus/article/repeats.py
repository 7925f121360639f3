"""Paragraphs of one article that have a long run of text in common."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from lintcorpus.article.alignment import common_length
from lintcorpus.article.header import header
from lintcorpus.article.normal import BLOCK_END, CLAUSE_END, clauses, normal_blocks, normal_text
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

SHORTEST, LONGEST = 25, 10_000
"""Only paragraphs with a normal form between these lengths are compared; no rule asks for more."""
_ANCHORS = 8
"""The longest common run is looked for around so many pieces, the longest ones."""
_RIVALS = 3
"""With so many earlier paragraphs one is compared at most, those with most in common."""
_PIECE, _LEAST = 4, 3.6
"""A piece of fewer characters, or of less weight, is no sign of a repetition."""
_ENOUGH, _ENOUGH_FOR_A_RUN = 4.0, 12.0
"""Two paragraphs are compared when they share pieces of so many characters: paragraphs of like length, and any two."""
_ENOUGH_SHARE = 0.08
_ALIKE = 0.75
"""The shorter of two paragraphs of like length has this share of the longer one at least."""
_LETTER_WEIGHT = 0.6
_IDEOGRAPHS = "\u2e80"
_FREQUENT = "的是在一了t"
"""Clauses are cut at the commonest characters as well: a changed letter then spoils only its own piece."""
_CHANCE = 12
"""What two clauses may begin or end with in common by chance, in normal characters."""


class Repeat(NamedTuple):
    """A run of normal characters that stands in two paragraphs.

    Attributes:
        earlier, later: indices into ``parsed(document).blocks``.
        at, again: where the run begins in the normal form of the earlier and the later one.
        length: of the run, in normal characters.
    """

    earlier: int
    later: int
    at: int
    again: int
    length: int


@view
def repeats(document: Document) -> tuple[Repeat, ...]:
    """For every pair of paragraphs that may have been copied the longest run around a common piece.

    Only running text is compared: no list items, quotations, headings, tables, code or header
    lines. Pieces between marks and very common characters stand in for the fingerprints of
    winnowing: they need no hash of every place, and some of them outlive edits. A piece pairs a
    paragraph with the last one that holds it, so the work is linear.

    Returns:
        The pairs in order of place, those of one later paragraph by how much they have in common;
        a paragraph with itself where it holds something twice.
    """
    said, normal = normal_text(document), normal_blocks(document)
    for char in _FREQUENT:
        said = said.replace(char, CLAUSE_END)
    texts = said.split(BLOCK_END)
    last: dict[str, int] = {}
    found: list[Repeat] = []
    for index in paragraphs(document):
        every = [piece for piece in texts[index].split(CLAUSE_END) if len(piece) >= _PIECE]
        pieces = dict.fromkeys(every, index)
        pieces[normal[index]] = index  # what was copied as it is must not slip through
        if len(pieces) <= len(every):
            found.extend(_twice(document, index, every))
        common = last.keys() & pieces.keys()
        if common and sum(map(len, common)) >= _ENOUGH_SHARE * _ALIKE * len(normal[index]):
            found.extend(_pairs(document, index, last, common))
        last.update(pieces)
    return tuple(found)


def weight(text: str) -> float:
    """How much a normal form says, in ideographs; a letter of an alphabet counts as 0.6."""
    wide = (len(text.encode("utf-8", "surrogatepass")) - len(text)) / 2  # an ideograph has three bytes
    return _LETTER_WEIGHT * len(text) + (1 - _LETTER_WEIGHT) * min(wide, len(text))


def _pairs(document: Document, index: int, last: dict[str, int], common: set[str]) -> list[Repeat]:
    """A paragraph with the earlier ones that it has most in common with, nearest first."""
    by_earlier: defaultdict[int, list[str]] = defaultdict(list)
    for piece in common:
        if weight(piece) >= _LEAST:
            by_earlier[last[piece]].append(piece)
    weights = {earlier: sum(map(weight, pieces)) for earlier, pieces in by_earlier.items()}
    normal = normal_blocks(document)
    rivals = [item for item in weights if weights[item] >= _needed(len(normal[item]), len(normal[index]))]
    rivals.sort(key=lambda item: (-weights[item], -item))
    found = []
    for earlier in rivals[:_RIVALS]:
        anchors = sorted(by_earlier[earlier], key=lambda piece: (-len(piece), piece))[:_ANCHORS]
        run = max((_run(normal[earlier], normal[index], piece) for piece in anchors), key=_length)
        found.append(Repeat(earlier, index, *run))
    return found


def _twice(document: Document, index: int, pieces: list[str]) -> list[Repeat]:
    """The longest run that stands twice in one paragraph, if it may be more than a few words."""
    common = [piece for piece, count in Counter(pieces).items() if count == 2 and weight(piece) >= _LEAST]
    if sum(map(weight, common)) < _ENOUGH_FOR_A_RUN:
        return []
    text = normal_blocks(document)[index]
    found = Repeat(index, index, 0, 0, 0)
    for piece in sorted(common, key=lambda piece: (-len(piece), piece))[:_ANCHORS]:
        at = text.find(piece)
        again = text.find(piece, at + len(piece))
        back = common_length(text[:at][::-1], text[at:again][::-1])
        length = back + common_length(text[at:again], text[again:])
        if again >= 0 and length > found.length and length <= again - at:
            found = Repeat(index, index, at - back, again - back, length)
    return [found] if found.length else []


def _needed(first: int, second: int) -> float:
    """How much two paragraphs of these lengths must share to be compared."""
    shorter, longer = sorted((first, second))
    return max(_ENOUGH, _ENOUGH_SHARE * shorter) if shorter >= _ALIKE * longer else _ENOUGH_FOR_A_RUN


@view
def paragraphs(document: Document) -> tuple[int, ...]:
    """The indices of the blocks that are running text, long enough to be compared."""
    found = header(document)
    metadata = found.span if found is not None else Span(0, 0)
    blocks = parsed(document).blocks
    return tuple(
        [
            index
            for index, text in enumerate(normal_blocks(document))
            if SHORTEST <= len(text) <= LONGEST
            and _running(blocks[index])
            and not metadata.contains(blocks[index].span)
        ]
    )


def _running(block: Block) -> bool:
    return block.kind == "paragraph" and not block.quote and not block.items


def _run(first: str, second: str, piece: str) -> tuple[int, int, int]:
    """The longest run around the first place of a piece that both texts hold: places and length."""
    at, again = first.find(piece), second.find(piece)
    before = min(at, again)
    back = common_length(first[at - before : at][::-1], second[again - before : again][::-1])
    return at - back, again - back, back + common_length(first[at:], second[again:])


def _length(run: tuple[int, int, int]) -> int:
    return run[2]


def trimmed(document: Document, repeat: Repeat) -> Repeat:
    """The run without what two clauses begin or end with in common by chance."""
    normal = normal_blocks(document)
    ends = _common_ends(document, repeat)
    start, end = 0, repeat.length
    if repeat.at and repeat.again:
        start = min((place for place in ends if place <= _CHANCE), default=0)
    at_end = repeat.at + end == len(normal[repeat.earlier]) or repeat.again + end == len(normal[repeat.later])
    if not at_end:
        end = max((place for place in ends if place >= end - _CHANCE), default=end)
    return repeat._replace(at=repeat.at + start, again=repeat.again + start, length=max(0, end - start))


def _common_ends(document: Document, repeat: Repeat) -> set[int]:
    """Where clauses of both paragraphs begin or end, counted from the start of the run."""
    earlier = {place - repeat.at for place in _clause_ends(document, repeat.earlier)}
    later = {place - repeat.again for place in _clause_ends(document, repeat.later)}
    return {place for place in earlier & later if 0 <= place <= repeat.length}


def _clause_ends(document: Document, index: int) -> Iterable[int]:
    """Where clauses of a block begin and end, in its normal form."""
    return accumulate((len(clause) for clause in clauses(document)[index].split(CLAUSE_END)), initial=0)
