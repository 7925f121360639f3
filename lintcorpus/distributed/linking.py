"""What may be alike among very many, by group-by alone: from tokens to pairs, to edges, to components.

A node is a text or a part of one, a token something that alike nodes have in common: a key, or a fingerprint.
Every step looks at one group of rows, with numpy, so that no step needs all of them in one place.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lintcorpus.distributed.schemas import EDGES, LINKS, PAIRS, ROOTS
from lintcorpus.distributed.tables import numbers

Numbers = npt.NDArray[np.uint64]
Counts32 = npt.NDArray[np.uint32]

HOLDERS = 8
"""A token pairs a node with so many earlier ones that hold it: all pairs would be too many where thousands hold it."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(33)


def groups_of(values: Numbers, groups: int) -> npt.NDArray[np.int32]:
    """In which of some groups each value belongs; also where all values have something in common, as being even."""
    mixed = values * _ODD
    mixed ^= mixed >> _SHIFT
    return ((mixed * _ODD >> _SHIFT) % np.uint64(groups)).astype(np.int32)


class Held(NamedTuple):
    """What nodes hold, one row each.

    Attributes:
        nodes: who.
        tokens: what.
        sizes: how many tokens the node has that are compared by number; 0 where one in common is enough.
        titles: see ``schemas.LINKS``.
    """

    nodes: Numbers
    tokens: Numbers
    sizes: Counts32
    titles: Counts32

    def at(self, rows: npt.NDArray[Any]) -> "Held":
        """Some of the rows, by a mask or by their numbers."""
        return Held(self.nodes[rows], self.tokens[rows], self.sizes[rows], self.titles[rows])


def links(held: Held, groups: int) -> pa.Table:
    """A table of what nodes hold, in so many groups."""
    columns = [groups_of(held.tokens, groups), *held]
    return pa.table([pa.array(column) for column in columns], schema=LINKS)


def pairs(table: pa.Table, groups: int, dropped: Numbers | None = None) -> pa.Table:
    """The pairs of nodes of one group of tokens.

    Args:
        table: all rows of ``LINKS`` of the group, in any order.
        groups: into how many groups the pairs are parted.
        dropped: tokens that count for nothing.
    """
    held = Held(*(numbers(table, name) for name in ("node", "token", "size", "title")))
    if dropped is not None and len(dropped):
        kept = ~np.isin(held.tokens, dropped)
        held = held.at(kept)
    nodes, tokens, sizes, titles = _several(held)
    firsts = np.repeat(_starts(tokens), _lengths(tokens))
    places = np.arange(len(tokens))
    found = []
    for turn in range(HOLDERS):
        later = np.flatnonzero(places > firsts + turn)
        earlier = firsts[later] + turn
        may_be_one = (titles[earlier] == titles[later]) | (titles[earlier] == 0) | (titles[later] == 0)
        later, earlier = later[may_be_one], earlier[may_be_one]
        found.append((nodes[earlier], nodes[later], sizes[earlier], sizes[later]))
    first, second, size_first, size_second = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((second, first))
    first, second, size_first, size_second = (column[order] for column in (first, second, size_first, size_second))
    starts = np.flatnonzero(_changes(first, second))
    counts = np.diff(np.append(starts, len(first)))
    # Where a key is in common, sizes are 0; it must not be lost among fingerprints.
    sizes_first = _least(size_first, starts)
    sizes_second = _least(size_second, starts)
    columns = [
        groups_of(first[starts] ^ (second[starts] << np.uint64(1)), groups),
        first[starts],
        second[starts],
        counts.astype(np.uint32),
        sizes_first.astype(np.uint32),
        sizes_second.astype(np.uint32),
    ]
    return pa.table([pa.array(column) for column in columns], schema=PAIRS)


def edges(table: pa.Table, groups: int, near: Callable[[Numbers, Numbers, Numbers], npt.NDArray[np.bool_]]) -> pa.Table:
    """The pairs of one group that have enough in common.

    Args:
        table: all rows of ``PAIRS`` of the group, in any order.
        groups: into how many groups the edges are parted, by their first node.
        near: says which do, from the common number and both sizes.
    """
    first, second, common, size_first, size_second = (
        numbers(table, name) for name in ("first", "second", "common", "size_first", "size_second")
    )
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    starts = np.flatnonzero(_changes(first, second))
    if not len(starts):
        return EDGES.empty_table()
    total = np.add.reduceat(common[order].astype(np.uint64), starts)
    kept = near(total, _least(size_first[order], starts), _least(size_second[order], starts))
    return edge_table(first[starts][kept], second[starts][kept], groups)


def edge_table(first: Numbers, second: Numbers, groups: int) -> pa.Table:
    """A table of edges, each once, the smaller node first."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    kept = _changes(low, high) & (low != high)
    low, high = low[kept], high[kept]
    return pa.table([pa.array(groups_of(low, groups)), pa.array(low), pa.array(high)], schema=EDGES)


def root_table(nodes: Numbers, roots: Numbers) -> pa.Table:
    """A table of roots, by node."""
    order = np.argsort(nodes, kind="stable")
    return pa.table([pa.array(nodes[order]), pa.array(roots[order])], schema=ROOTS)


def contracted(table: pa.Table, groups: int, *, large: bool) -> pa.Table:
    """One step towards components of a graph that fits nowhere: each node's neighbours go to its smallest one.

    ``large`` and small steps in turn end with a star for each component, after a number of rounds that grows as the
    square of the logarithm of its size (Kiveris and others, "Connected components in MapReduce and beyond", 2014).

    Args:
        table: all rows of ``EDGES`` of some nodes, grouped by ``oriented``.
        groups: into how many groups what comes out is parted.
        large: whether larger neighbours are moved, or smaller ones.
    """
    node, other = numbers(table, "first"), numbers(table, "second")
    order = np.lexsort((other, node))
    node, other = node[order], other[order]
    kept = _changes(node, other)
    node, other = node[kept], other[kept]
    if not len(node):
        return EDGES.empty_table()
    starts = _starts(node)
    least = np.minimum(node[starts], _least(other, starts))
    roots = np.repeat(least, _lengths(node))
    if large:
        moved = other > node
        return edge_table(other[moved], roots[moved], groups)
    return edge_table(np.concatenate([other, node[starts]]), np.concatenate([roots, least]), groups)


def oriented(table: pa.Table, groups: int, *, large: bool) -> pa.Table:
    """Edges as the next step wants them: from each node to all its neighbours, or to the smaller ones."""
    low, high = numbers(table, "first"), numbers(table, "second")
    node = np.concatenate([low, high]) if large else high
    other = np.concatenate([high, low]) if large else low
    return pa.table([pa.array(groups_of(node, groups)), pa.array(node), pa.array(other)], schema=EDGES)


def crowds(table: pa.Table, many: int, roots: Callable[[Numbers], Numbers]) -> Numbers:
    """The tokens of one group that more than ``many`` different nodes hold.

    Args:
        table: all rows of ``LINKS`` of the group.
        many: how many are no crowd.
        roots: gives for nodes those with which they count as one.
    """
    nodes, tokens, _, _ = _several(Held(*(numbers(table, name) for name in ("node", "token", "size", "title"))))
    lengths = _lengths(tokens)
    large = np.repeat(lengths > many, lengths)
    nodes, tokens = nodes[large], tokens[large]
    if not len(nodes):
        return tokens
    merged = roots(nodes)
    order = np.lexsort((merged, tokens))
    tokens, merged = tokens[order], merged[order]
    tokens = tokens[_changes(tokens, merged)]
    return tokens[_starts(tokens)][_lengths(tokens) > many]


def _several(held: Held) -> Held:
    """The rows of tokens that several nodes hold, by token and node, each once."""
    order = np.argsort(held.tokens, kind="stable")
    lengths = _lengths(held.tokens[order])
    order = order[np.repeat(lengths > 1, lengths)]
    order = order[np.lexsort((held.nodes[order], held.tokens[order]))]
    order = order[_changes(held.tokens[order], held.nodes[order])]
    lengths = _lengths(held.tokens[order])
    order = order[np.repeat(lengths > 1, lengths)]
    return held.at(order)


def _changes(*columns: Numbers) -> npt.NDArray[np.bool_]:
    """Which rows of sorted columns differ from the one before."""
    new = np.zeros(len(columns[0]), bool)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new


def _starts(values: Numbers) -> npt.NDArray[np.intp]:
    return np.flatnonzero(_changes(values))


def _lengths(values: Numbers) -> npt.NDArray[np.intp]:
    return np.diff(np.append(_starts(values), len(values)))


def _least(values: Numbers, starts: npt.NDArray[np.intp]) -> Numbers:
    return np.minimum.reduceat(values, starts).astype(np.uint64) if len(starts) else values[:0].astype(np.uint64)
