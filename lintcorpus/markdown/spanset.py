"""A set of places, asked often."""

import bisect
from collections.abc import Iterable

from lintcorpus.model.span import Span


class Mask:
    """A set of code points, as sorted spans that do not touch each other."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def covers(self, start: int, end: int) -> bool:
        """Whether any code point of the range is masked; an empty range counts as its place."""
        index = bisect.bisect_right(self._starts, start) - 1
        if index >= 0 and self._ends[index] > start:
            return True
        return index + 1 < len(self._starts) and self._starts[index + 1] < end

    def spans(self) -> list[Span]:
        """The masked ranges in order."""
        return [Span(start, end) for start, end in zip(self._starts, self._ends, strict=True)]
