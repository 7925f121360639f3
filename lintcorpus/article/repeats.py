"""Paragraphs of one article that have a long run of text in common."""

from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from lintcorpus.article.header import header
from lintcorpus.article.normal import CLAUSE_END, clauses, normal_blocks
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

SHORTEST, LONGEST = 30, 10_000
"""Only paragraphs with a normal form between these lengths are compared; no rule asks for more."""
FARTHEST = 50
"""Paragraphs that lie more blocks apart are not compared."""
_ANCHORS = 8
"""The longest common run is looked for around so many clauses, the longest ones."""
_CLAUSE = 9
"""A clause of fewer characters is no sign of a repetition."""
_CHANCE = 12
"""What two clauses may begin or end with in common by chance, in normal characters."""
_MEETING = 6
"""So many equal characters show that two texts go on alike after a difference."""


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
    """For every pair of paragraphs that share a clause the longest run around one, in order.

    Only running text is compared: no list items, quotations, headings, tables, code or header
    lines. Clauses stand in for the fingerprints of winnowing, since text is copied by the sentence
    and needs no hash of every place. A clause that stands in three paragraphs or more is a
    refrain or a template and proves nothing; so each clause gives one pair at most, and the work
    is linear.
    """
    said = clauses(document)
    first: dict[str, int] = {}
    second: dict[str, int] = {}
    for index in paragraphs(document):
        for clause in said[index].split(CLAUSE_END):
            if len(clause) >= _CLAUSE:
                before = first.setdefault(clause, index)
                if before != index and second.setdefault(clause, index) != index:
                    second[clause] = -1
    shared: dict[tuple[int, int], list[str]] = {}
    for clause, index in second.items():
        if 0 <= index <= first[clause] + FARTHEST:
            shared.setdefault((first[clause], index), []).append(clause)
    normal = normal_blocks(document)
    found = []
    for (earlier, later), common in sorted(shared.items()):
        anchors = sorted(common, key=len, reverse=True)[:_ANCHORS]
        run = max((_run(normal[earlier], normal[later], clause) for clause in anchors), key=_length)
        found.append(Repeat(earlier, later, *run))
    return tuple(found)


@view
def paragraphs(document: Document) -> tuple[int, ...]:
    """The indices of the blocks that are running text, long enough to be compared."""
    found = header(document)
    metadata = found.span if found is not None else Span(0, 0)
    blocks = parsed(document).blocks
    return tuple(
        [
            index
            for index, text in enumerate(clauses(document))
            if SHORTEST <= len(text) <= LONGEST
            and _running(blocks[index])
            and not metadata.contains(blocks[index].span)
        ]
    )


def _running(block: Block) -> bool:
    return block.kind == "paragraph" and not block.quote and not block.items


def _run(first: str, second: str, clause: str) -> tuple[int, int, int]:
    """The longest run around the first place of a clause that both texts hold: places and length."""
    at, again = first.find(clause), second.find(clause)
    before = min(at, again)
    back = _common(first[at - before : at][::-1], second[again - before : again][::-1])
    return at - back, again - back, back + _common(first[at:], second[again:])


def _common(first: str, second: str) -> int:
    """How many characters two texts begin with in common."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


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


def differences(first: str, second: str, widest: int) -> list[tuple[Span, Span]] | None:
    """Where two normal forms differ that are otherwise the same from beginning to end.

    Args:
        first, second: the two texts.
        widest: how many characters a difference may have in each of them.

    Returns:
        The differing places in both, empty spans for what only one has, in order; ``None`` when
        the texts do not meet again after a difference.
    """
    found: list[tuple[Span, Span]] = []
    at = again = 0
    while True:
        length = _common(first[at:], second[again:])
        at, again = at + length, again + length
        if at == len(first) and again == len(second):
            return found
        gap = _gap(first[at : at + widest + _MEETING], second[again : again + widest + _MEETING], widest)
        if gap is None:
            return None
        found.append((Span(at, at + gap[0]), Span(again, again + gap[1])))
        at, again = at + gap[0], again + gap[1]


def _gap(first: str, second: str, widest: int) -> tuple[int, int] | None:
    """The least that must be left out at the start of both for them to go on alike."""
    for total in range(1, 2 * widest + 1):
        for skipped in range(max(0, total - widest), min(total, widest) + 1):
            rest, other = first[skipped : skipped + _MEETING], second[total - skipped :][:_MEETING]
            if rest == other and skipped <= len(first) and total - skipped <= len(second):
                return skipped, total - skipped
    return None
