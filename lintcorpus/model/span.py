"""Places in a text, in code points."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in ``Document.text``.

    This is the only coordinate used inside lintcorpus; byte ranges and lines are converted where
    they enter or leave.
    """

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two ranges share a code point; an empty range overlaps where it lies inside."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end

    def touches(self, other: "Span") -> bool:
        """Whether the two ranges overlap or stand next to each other."""
        return self.start <= other.end and other.start <= self.end

    def contains(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A 1-based line and column with the offset they stand for; column and offset in code points."""

    line: int
    column: int
    offset: int
