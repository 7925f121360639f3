"""Reads the bold marks of a block: which of them open, which close, which mean nothing."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lintcorpus.markdown.stars import Content
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_DEEPEST = 4
_DROP = 3.0
_OPEN, _CLOSE, _IGNORE = 1, -1, 0
_SENTENCE_ENDS = "。？！?!；"
_WORD = lazy(r"[^\W_]")
_LABEL = lazy(r"[^\W_][\w ·.-]{0,20}[:：]")


class Pairing(NamedTuple):
    """What the marks mean, as spans of ``Content.plain``.

    Attributes:
        bold: what is bold.
        spaces: what goes along with the marks.
        apart: where a bold text ends and the next begins with who speaks now: a space keeps them apart.
        certain: whether no other reading costs as little.
        natural: whether every mark stands where such a mark stands: before what it opens, after what it closes.
    """

    bold: list[Span]
    spaces: list[Span]
    apart: frozenset[int]
    certain: bool
    natural: bool


def pair(content: Content, nothing: float) -> Pairing:
    """The cheapest reading of the marks: which open, which close, which mean nothing.

    Args:
        content: the text with its marks set apart.
        nothing: the price of bold text without a letter.
    """
    units = [item.at for item in content.stars for _ in range(item.units)]
    costs = _costs(content.shape, units, nothing)
    cost, count, path = _cheapest(costs, _cost_in_turn(costs))
    if count > 1:
        cost, count, path = _cheapest(costs, math.inf)  # the limit must not decide which of several is taken
    bold, spaces, apart = _read(content, units, list(_steps(path)))
    return Pairing(bold, spaces, apart, certain=count == 1, natural=cost == 0)


def _cheapest(costs: Sequence["_Costs"], limit: float) -> "_State":
    """The least cost, how many readings have it, and the steps of one; those above ``limit`` are left out.

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
    return min((state for (depth, _), state in states.items() if depth == 0), key=lambda state: state[0])


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


def _read(
    content: Content, units: Sequence[int], steps: Sequence[int]
) -> tuple[list[Span], list[Span], frozenset[int]]:
    """What a reading says; bold texts that touch are one, unless somebody else speaks in the second."""
    shape = content.shape
    bold: list[Span] = []
    spaces: list[Span] = []
    apart: set[int] = set()
    depth = start = 0
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
                if shape[start - 1] in _SENTENCE_ENDS and _LABEL.match(shape, start):
                    apart.add(start)
                else:
                    start = bold.pop().start
            bold.append(Span(start, at))
    return bold, spaces, frozenset(apart)


def _between_cjk(shape: str, at: int) -> bool:
    # Comparisons, since a pattern with a range of so many characters takes milliseconds to compile.
    return shape[at] == " " and _is_cjk(shape[max(0, at - 1)]) and _is_cjk(shape[at + 1 : at + 2])


def _is_cjk(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"
