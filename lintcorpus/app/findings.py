"""The diagnostics of a large run in final order, made anew document by document whenever they are asked for."""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from typing import Protocol, TypeVar, overload

from lintcorpus.model.finding import Diagnostic, Severity, State
from lintcorpus.model.fix import Safety
from lintcorpus.model.result import Kind, Remembered, tally_of

T = TypeVar("T")
_TALLY = "tally"
"""The form in which the kinds of diagnostics are kept."""
_Number = tuple[str, int, str, int, int]
"""A kind in plain values, and how many there are of it."""


class Earlier(Protocol):
    """What earlier runs said of documents."""

    def said(
        self, form: str, paths: Sequence[str], say: Callable[[str], T], unknown: Container[str] = ()
    ) -> Iterator[T]:
        """What is said of each document, as it was said before or now.

        Args:
            form: names how it is said.
            paths: of the documents, in order.
            say: says it of one; text, numbers and tuples of them.
            unknown: documents that have diagnostics of which nothing is kept.
        """


class Findings(Remembered):
    """Diagnostics that are not in memory; an index into them costs making those of its document."""

    def __init__(
        self,
        paths: Sequence[str],
        of_path: Callable[[str], Sequence[Diagnostic]],
        told: Earlier | None = None,
        beside: str = "",
        unknown: Container[str] = (),
    ) -> None:
        """Take what makes them.

        Args:
            paths: in order, each once.
            of_path: gives the diagnostics of one in order, every time the same.
            told: what earlier runs said of them, where that is kept.
            beside: what the diagnostics depend on and ``told`` does not know.
            unknown: paths that have diagnostics of which ``told`` does not know.
        """
        self._paths = paths
        self._of_path = of_path
        self._told = told
        self._beside = beside
        self._unknown = unknown
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

    def tally(self) -> Counter[Kind]:
        """As in ``Remembered``."""
        total = Counter[tuple[str, int, str, int]]()
        for numbers in self._said(_TALLY, _numbers):
            for state, severity, rule, safety, number in numbers:
                total[state, severity, rule, safety] += number
        return Counter({_kind(*kind): number for kind, number in total.items()})

    def texts(self, form: str, text: Callable[[Sequence[Diagnostic]], str]) -> Iterator[str]:
        """As in ``Remembered``."""
        return self._said(form, text)

    def _said(self, form: str, say: Callable[[Sequence[Diagnostic]], T]) -> Iterator[T]:
        """What is said of each document; plain values only."""
        if self._told is None:
            return (say(self._of_path(path)) for path in self._paths)
        form = f"{form} {self._beside}"
        return self._told.said(form, self._paths, lambda path: say(self._of_path(path)), self._unknown)


def _numbers(found: Sequence[Diagnostic]) -> tuple[_Number, ...]:
    return tuple(
        (kind.state.value, int(kind.severity), kind.rule, -1 if kind.safety is None else int(kind.safety), number)
        for kind, number in tally_of(found).items()
    )


def _kind(state: str, severity: int, rule: str, safety: int) -> Kind:
    return Kind(State(state), Severity(severity), rule, None if safety < 0 else Safety(safety))
