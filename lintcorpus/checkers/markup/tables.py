"""Finds tables that are none: rows of unequal length, boxes made for layout, rows that show their bars."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_LINE = lazy(r"[^\r\n]+")
_PREFIX = lazy(r"(?:[ \t]*>)*[ \t]*")
_BAR = lazy(r"(?<!\\)\|")
_RULE_CELL = lazy(r"[ \t]*:?-{2,}:?[ \t]*")


class _Row(NamedTuple):
    """A line of a table: its place and its cells without the bars around them."""

    span: Span
    cells: tuple[str, ...]


def _tables(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding for each table, or for rows that follow each other and make none."""
    found = parsed(document).blocks
    split: list[int] = []
    for number in _with_bars(found, hits):
        block = found[number]
        if _is_split(document, block):
            if split and split[-1] != number - 1:
                yield Finding(found[split[0]].span, {"count": len(split)}, "split")
                split = []
            split.append(number)
            continue
        if block.kind == "table":
            finding = _table(document, block)
        elif block.kind == "paragraph":
            finding = _rows_outside(document, block, found[number - 1] if number else None)
        else:
            continue
        if finding is not None:
            yield finding
    if split:
        yield Finding(found[split[0]].span, {"count": len(split)}, "split")


def _with_bars(found: Sequence[Block], hits: Sequence[Hit]) -> Iterator[int]:
    """The blocks that hold a bar, as indices in order."""
    number = 0
    last = -1
    for hit in hits:
        while number < len(found) and found[number].span.end <= hit.start:
            number += 1
        if number == len(found):
            return
        if number != last and found[number].span.start <= hit.start:
            last = number
            yield number


def _rows(document: Document, block: Block) -> list[_Row]:
    found = []
    for match in _LINE.finditer(document.text, *block.span):
        prefix = _PREFIX.match(match[0])
        line = match[0][prefix.end() if prefix else 0 :].rstrip()
        if line:
            end = match.start() + len(match[0].rstrip())
            found.append(_Row(Span(match.start(), end), _cells(line)))
    return found


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a row; without a bar before it, one behind it may part off an empty cell."""
    if line.startswith("|"):
        line = line[1 : len(line) - (len(line) > 1 and line.endswith("|") and not line.endswith("\\|"))]
    return tuple(_BAR.split(line))


def _fits(row: _Row, width: int) -> bool:
    return len(row.cells) == width or (len(row.cells) == width + 1 and not row.cells[-1].strip())


def _table(document: Document, block: Block) -> Finding | None:
    rows = _rows(document, block)
    if len(rows) < 2:
        return None
    width = sum(1 for cell in rows[1].cells if cell.strip())
    filled = [row for row in (rows[0], *rows[2:]) if any(cell.strip() for cell in row.cells)]
    if len(filled) < 2:
        return Finding(rows[0].span, {"columns": width}, "layout")
    uneven = [row for row in rows[2:] if not _fits(row, width)]
    if not uneven:
        return None
    first = uneven[0]
    params = {"count": len(uneven), "columns": width, "cells": len(first.cells)}
    return Finding(first.span, params, "long" if len(first.cells) > width else "")


def _rows_outside(document: Document, block: Block, before: Block | None) -> Finding | None:
    """Rows that no table holds: the line of dashes does not fit, or a blank line cut the table."""
    rows = _rows(document, block)
    span = Span(rows[0].span.start, rows[-1].span.end)
    for row in rows:
        if len(row.cells) > 1 and all(_RULE_CELL.fullmatch(cell) for cell in row.cells):
            return Finding(row.span, {"columns": len(row.cells)}, "rule")
    framed = all(
        document.slice(row.span).strip(" \t>")[:1] == "|" == document.slice(row.span).rstrip()[-1:] for row in rows
    )
    width = len(rows[0].cells)
    if not framed or width < 2 or any(len(row.cells) != width for row in rows):
        return None
    follows = before is not None and before.kind == "table" and len(_rows(document, before)[0].cells) == width
    if not follows and len(rows) < 2:
        return None
    return Finding(span, {"count": len(rows), "columns": width}, "rows")


def _is_split(document: Document, block: Block) -> bool:
    """Whether a block is one row of which each cell stands on a line, after a lone bar."""
    if block.kind != "paragraph" or not document.text.startswith("|", block.span.start):
        return False
    lines = [match[0].strip() for match in _LINE.finditer(document.text, *block.span)]
    return (
        lines[0] == "|"
        and any(lines[1:])
        and all(line.endswith("|") for line in lines)
        and set("".join(lines)) != {"|"}
    )


CHECKERS = (AnchoredChecker("tables.broken", _tables, lambda options: ("|",), NoOptions),)
