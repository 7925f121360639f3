"""The diagnostics of a large run in final order, made anew document by document whenever they are asked for."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import overload

from lintcorpus.model.finding import Diagnostic


class Findings(Sequence[Diagnostic]):
    """Diagnostics that are not in memory; an index into them costs making those of its document."""

    def __init__(self, paths: Sequence[str], of_path: Callable[[str], Sequence[Diagnostic]]) -> None:
        """Take what makes them.

        Args:
            paths: in order, each once.
            of_path: gives the diagnostics of one in order, every time the same.
        """
        self._paths = paths
        self._of_path = of_path
        self._ends = array("Q")  # for each path how many there are with it and those before it, once that is known
        self._last: tuple[int, Sequence[Diagnostic]] = (-1, ())

    def __iter__(self) -> Iterator[Diagnostic]:
        ends, number = array("Q"), 0
        for path in self._paths:
            found = self._of_path(path)
            number += len(found)
            ends.append(number)
            yield from found
        self._ends = ends

    def __len__(self) -> int:
        if len(self._ends) < len(self._paths):
            for _ in self:
                pass
        return self._ends[-1] if self._paths else 0

    @overload
    def __getitem__(self, at: int) -> Diagnostic: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Diagnostic]: ...

    def __getitem__(self, at: int | slice) -> Diagnostic | Sequence[Diagnostic]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        index = range(len(self))[at]
        path = bisect_right(self._ends, index)
        if self._last[0] != path:
            self._last = path, self._of_path(self._paths[path])
        return self._last[1][index - (self._ends[path - 1] if path else 0)]
