"""How two texts that are nearly the same lie against each other."""

from typing import NamedTuple

from lintcorpus.model.span import Span


class Alignment(NamedTuple):
    """Two texts side by side.

    Attributes:
        similarity: normalised Indel similarity, 0 to 1: twice what they have in common by what they hold.
        gaps: where they differ, as spans of the first and of the second, in order; empty spans for
            what only one of them has.
    """

    similarity: float
    gaps: tuple[tuple[Span, Span], ...]


def align(first: str, second: str, least: float) -> Alignment | None:
    """The longest common subsequence of two texts, read as runs with gaps between them.

    A row of the table is one number with a bit for each character of the first text, so the time
    is that of ``len(second)`` sums of such numbers: some 100 microseconds for two paragraphs.

    Args:
        first, second: the texts.
        least: the similarity below which the gaps are of no interest.

    Returns:
        ``None`` when the texts are less alike.
    """
    head = common_length(first, second)
    tail = common_length(first[head:][::-1], second[head:][::-1])
    middle, other = first[head : len(first) - tail], second[head : len(second) - tail]
    total = len(first) + len(second)
    if not total or 2 * (head + tail + min(len(middle), len(other))) < least * total:
        return None
    rows = _rows(middle, other)
    common = head + tail + (len(middle) - rows[-1].bit_count() if rows else 0)
    if 2 * common < least * total:
        return None
    return Alignment(2 * common / total, _gaps(rows, len(middle), len(other), head))


def common_length(first: str, second: str) -> int:
    """How many characters two texts begin with in common."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _rows(first: str, second: str) -> list[int]:
    """For each start of ``second`` a number whose zero bits tell where more of ``first`` is common.

    This is the bit-parallel algorithm of Hyyrö (2004).
    """
    every = (1 << len(first)) - 1
    places: dict[str, int] = {}
    for at, char in enumerate(first):
        places[char] = places.get(char, 0) | 1 << at
    row = every
    rows = []
    for char in second:
        met = row & places.get(char, 0)
        row = (row + met | row - met) & every
        rows.append(row)
    return rows


def _gaps(rows: list[int], at: int, again: int, offset: int) -> tuple[tuple[Span, Span], ...]:
    """What lies between the runs, going back through the rows from both ends of the texts."""
    found: list[tuple[Span, Span]] = []
    end, other = at, again
    while at and again:
        if rows[again - 1] >> (at - 1) & 1:
            at -= 1
        elif again > 1 and not rows[again - 2] >> (at - 1) & 1:
            again -= 1
        else:
            if at < end or again < other:
                found.append((Span(offset + at, offset + end), Span(offset + again, offset + other)))
            at, again = at - 1, again - 1
            end, other = at, again
    if end or other:
        found.append((Span(offset, offset + end), Span(offset, offset + other)))
    return tuple(reversed(found))
