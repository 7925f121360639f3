"""Paragraphs of one article that have a long run of text in common."""

from typing import NamedTuple

from lintcorpus.markdown.header import header
from lintcorpus.markdown.normal import CLAUSE_END, clauses, normal_blocks
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

SHORTEST = 30
"""Paragraphs with a shorter normal form are not compared; no rule asks for less."""
_CLAUSE = 12
"""A clause of fewer characters is no sign of a repetition."""


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
    and splitting at marks costs a tenth. A clause that stands in three paragraphs or more is a
    refrain or a template and proves nothing; so each clause gives one pair at most, and the work
    is linear.
    """
    first: dict[str, int] = {}
    second: dict[str, int] = {}
    for index in paragraphs(document):
        for clause in clauses(document)[index].split(CLAUSE_END):
            if len(clause) >= _CLAUSE:
                before = first.setdefault(clause, index)
                if before != index and second.setdefault(clause, index) != index:
                    second[clause] = -1
    shared: dict[tuple[int, int], list[str]] = {}
    for clause, index in second.items():
        if index >= 0:
            shared.setdefault((first[clause], index), []).append(clause)
    normal = normal_blocks(document)
    found = []
    for (earlier, later), common in sorted(shared.items()):
        runs = (_run(normal[earlier], normal[later], clause) for clause in common)
        at, again, length = max(runs, key=_length)
        found.append(Repeat(earlier, later, at, again, length))
    return tuple(found)


@view
def paragraphs(document: Document) -> tuple[int, ...]:
    """The indices of the blocks that are running text, long enough to be compared."""
    found = header(document)
    metadata = found.span if found is not None else Span(0, 0)
    return tuple(
        index
        for index, (block, text) in enumerate(zip(parsed(document).blocks, clauses(document), strict=True))
        if len(text) >= SHORTEST and _running(block) and not metadata.contains(block.span)
    )


def _running(block: Block) -> bool:
    return block.kind == "paragraph" and not block.quote and not block.items


def _run(first: str, second: str, clause: str) -> tuple[int, int, int]:
    """The longest run around the first place of a clause that both texts hold: places and length."""
    at, again = first.find(clause), second.find(clause)
    back = _common(first[:at][::-1], second[:again][::-1])
    length = back + _common(first[at:], second[again:])
    return at - back, again - back, length


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
