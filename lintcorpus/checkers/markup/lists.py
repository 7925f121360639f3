"""Finds lists that lost their shape: items run together on one line, or indented until they became code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lintcorpus.article.mask import mask
from lintcorpus.article.page.units import Unit, units_of
from lintcorpus.markdown.parse import Block, inlines_of, parsed
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_BULLETS = "•●▪■◆➤►▶‣◦✅✔☑"
_SECOND = ("2.", "2\\.", "2)", "2\\)", "2、", "2）", "2．")
_INDENTED = ("    * ", "    - ", "    + ", "    1. ", "\t* ", "\t- ", "\t1. ")

_NUMBER = lazy(r"(?<![0-9A-Za-z.,/:$¥￥%第（(\[#@+-])(\d{1,2})(\\?[.)]|[、）．])(?![0-9.)）])")
_STARTS = lazy(r"(?:\A|[:：。！？.!?；;）)”」】])[\s*_]*\Z")
_RUNS_ON = lazy(r"(?:[，,；;、]|\b(?:and|or)|[和及与或])[\s*_]*\Z")
_ENDED = lazy(r"[。！？.!?）)”」】\s][\s*_]*\Z")
_AT_LINE_START = lazy(r"[\r\n][ \t>*_]*\Z")
_LEAST_ITEMS, _LEAST_BULLETS = 3, 3
_SHORTEST, _LONGEST = 2, 300
"""Letters of an item."""
_MEAN_HAN, _MEAN_LATIN = 4, 10
"""Items between bullets have so many letters on average; a line of facts, parted by such marks, has fewer."""

_MARKER = lazy(r"[ \t>]*(?:[-*+•]|\d{1,3}[.)、])[ \t]+(?=\S)")
_LINE = lazy(r"[^\r\n]+")
_HAN = lazy(r"[\u4e00-\u9fff]")
_SENTENCE = lazy(r"[。！？，；]|\]\(https?:|\*\*\w|[a-z]{2}[.;] [A-Z]|(?:\b[A-Za-z]+[,]? ){7}")
_PROGRAM = lazy(r"[{}=<>$\\]|\w\(\)|;\s*$|::|https?://\S+\s*$|\w:\s*\S+(?=[\r\n]|\Z)", re.MULTILINE)


def _lists(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding for each line that holds several items, and for each indented list that became code."""
    found = parsed(document).blocks
    number, done = 0, -1
    for hit in hits:
        if hit.start < done:
            continue
        while number < len(found) and found[number].span.end <= hit.start:
            number += 1
        if number == len(found):
            return
        block = found[number]
        if block.kind == "code" and block.info is None:
            done = block.span.end
            if _is_list(document, block):
                yield Finding(block.span, {"count": _marked_lines(document, block)}, "code")
        elif block.kind == "paragraph" and block.span.start <= hit.start and _may_hold(document, block, hit):
            unit = next((item for item in units_of(document, number) if hit.start < item.span.end), None)
            if unit is not None:
                done = unit.span.end
                yield from _run_together(document, block, unit)


def _may_hold(document: Document, block: Block, hit: Hit) -> bool:
    """A quick look: a first item stands before a second one, and bullets come in numbers."""
    text, start = document.text, block.span.start
    if hit.literal in _BULLETS:
        return text.count(hit.literal, start, block.span.end) >= _LEAST_BULLETS
    if text[hit.start - 1 : hit.start].isdigit() or text[hit.end : hit.end + 1].isdigit():
        return False
    return bool(block.items) or text.find("1" + hit.literal[1:], start, hit.start) >= 0


def _run_together(document: Document, block: Block, unit: Unit) -> Iterator[Finding]:
    item = parsed(document).items[block.items[-1]] if block.items else None
    line = unit.span
    if item is not None and item.number == 1 and document.line_of(item.span.start) == document.line_of(line.start):
        line = Span(item.span.start, line.end)  # the parser took the first number for the mark of a list
    places = _numbers(document, line) or _bullets(document, line)
    if places:
        apart = not block.quote and (not block.items or (len(block.items) == 1 and line != unit.span))
        edits = _apart(document, block, places) if apart else ()
        fixes = (Fix(edits, Safety.UNSAFE),) if edits else ()
        yield Finding(Span(places[0], line.end), {"count": len(places)}, fixes=fixes)


def _numbers(document: Document, line: Span) -> list[int]:
    """Where the items 1, 2, 3 ... of a line begin, or nothing when there are fewer or they are a sentence."""
    text, masked = document.text, mask(document)
    chain: list[re.Match[str]] = []
    for match in _NUMBER.finditer(text, *line):
        if masked.covers(*match.span()):
            continue
        if chain and match[2] == chain[0][2] and int(match[1]) == len(chain) + 1:
            chain.append(match)
        elif match[1] == "1" and len(chain) < 2 and _STARTS.search(text[line.start : match.start()]):
            chain = [match]
    items = [text[one.end() : two.start()] for one, two in pairwise(chain)]
    if len(chain) < _LEAST_ITEMS or len(set(items)) < len(items):
        return []
    if 2 * sum(1 for item in items if _AT_LINE_START.search(item)) >= len(items):
        return []  # each has its line in the source
    for item in items:
        if not _SHORTEST <= sum(map(str.isalnum, item)) <= _LONGEST or _RUNS_ON.search(item):
            return []
        # "stage1、step2、" counts things; a list has its numbers apart.
        if chain[0][2] in "、)）" and not _ENDED.search(item):
            return []
    return [match.start() for match in chain]


def _bullets(document: Document, line: Span) -> list[int]:
    """Where the items between bullets begin, or nothing when the marks only part words."""
    text, masked = document.text, mask(document)
    start, end = line
    char = next((char for char in text[start:end] if char in _BULLETS), "")
    places = [at for at in range(start, end) if text[at] == char and not masked.covers(at, at + 1)] if char else []
    if len(places) < _LEAST_BULLETS:
        return []
    items = [sum(map(str.isalnum, text[one:two])) for one, two in pairwise([*places, end])]
    mean = _MEAN_HAN if _HAN.search(text, start, end) else _MEAN_LATIN
    if min(items) < _SHORTEST or sum(items) < mean * len(items) or max(items) > _LONGEST:
        return []
    if 2 * sum(1 for at in places[1:] if _AT_LINE_START.search(text[max(start, at - 8) : at])) >= len(places) - 1:
        return []
    first = not text[start : places[0]].strip(" \t*_>")
    glued = sum(1 for at in places[1:] if not text[at - 1].isspace() and not text[at + 1 : at + 2].strip(" \u00a0"))
    return places if first or 2 * glued >= len(places) else []


def _apart(document: Document, block: Block, places: Sequence[int]) -> tuple[Edit, ...]:
    """A blank line before each item that has none, or nothing where that would cut emphasised text or its marks.

    A number is a part of the edit, since it may become the mark of a list.
    """
    text = document.text
    gap = ("\r\n" if "\r\n" in text else "\n") * 2
    strong = [piece for piece in inlines_of(document, block) if piece.kind in ("strong", "emphasis", "strike", "link")]
    edits = []
    for at in places:
        opened = [piece.start for piece in strong if piece.start < at and not text[piece.start : at].strip("*_ ")]
        start = min(opened, default=at)
        left_over = not opened and text[at - 1 : at] in ("*", "_") and all(piece.end != at for piece in strong)
        if left_over or any(piece.start < start < piece.end for piece in strong):
            return ()
        begins = start
        while start > 0 and text[start - 1] in " \t\u00a0":
            start -= 1
        if start > 0 and text[start - 1] not in "\r\n":
            number = _NUMBER.match(text, at) if begins == at else None
            end = number.end() if number else begins
            edits.append(Edit(Span(start, end), gap + text[begins:end]))
    return tuple(edits)


def _marked_lines(document: Document, block: Block) -> int:
    return sum(1 for match in _LINE.finditer(document.text, *block.span) if _MARKER.match(match[0]))


def _is_list(document: Document, block: Block) -> bool:
    """Whether indented code is a list of sentences."""
    lines = [match[0] for match in _LINE.finditer(document.text, *block.span) if match[0].strip()]
    marked = [line for line in lines if _MARKER.match(line)]
    if len(marked) < 2 or not _MARKER.match(lines[0]) or 2 * len(marked) < len(lines):
        return False
    told = sum(1 for line in marked if _SENTENCE.search(line) and (_HAN.search(line) or len(line.split()) > 7))
    return 2 * told > len(marked) and not _PROGRAM.search(document.slice(block.span))


CHECKERS = (AnchoredChecker("lists.flattened", _lists, lambda options: (*_BULLETS, *_SECOND, *_INDENTED), NoOptions),)
