"""Finds quotation marks and brackets of prose that lack their partner or do not fit it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from lintcorpus.article.mask import mask
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_CLOSER = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "【": "】", "〔": "〕"}
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
_ALL = "".join(_CLOSER) + "".join(_OPENER)
_CURLY = lazy("[“”]")
_STRAIGHT = lazy(r'(?<![\\\d])"')
_ASCII_BRACKET = lazy(r"(?<!\\)[()]")
_TEXTS = ("paragraph", "heading")
_LONGEST = 40
_NO_QUOTATION = lazy(r"[\s，。、；：！？,.;:!?)）](?s:.*)|(?s:.*)[。！？!?\s（(，][。！？!?]?|[\W_]*")
"""What two quotation marks that belong together do not enclose."""
# ``1）``, ``a)``, ``一）`` without a bracket before it, and faces such as ``：）``.
_LABEL = lazy(
    r"(?:\A|[^\w.．（(-]|[\u3400-\u9fff])(?:\d{1,2}|[①-⑳])[ *_]*\Z"
    r"|(?:\A|[^\w.．（(-])(?:[A-Za-z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})[ *_]*\Z"
)
_FACE = lazy(r"[:：;；=^][ oO'^*-]{0,2}\Z|[▽ε╯ˊˋ´｀≧≦ω∀]\Z")
_FACES = lazy(r"[（(][^\u3400-\u9fffA-Za-z0-9（）()]{1,10}[）)]")
_INCHES = lazy(r"\d\Z")
_AROUND = 12
# ``（笑``, ``（并不是``: an aside at the end of a line that its writer leaves open on purpose.
_ASIDE = lazy(r"[^（）()，。！？：、\s]{1,8}[ *_]*(?=[\r\n]|\Z)")
_INTERVAL = lazy(r"[^（）()\[\]\r\n]{1,20}[\]］]")
_CUT_SHORT = lazy(r"[^\r\n\]]*(?:\.\.\.|…)[ *_]*(?=\]|[\r\n]|\Z)")
_APART, _DEEPEST = 15, 50
"""So many blocks on a quotation may end; so many lone marks may stand in it."""
_REOPENED = "“「『"
_MANY, _SHARE = 8, 3
"""Where more marks than this lack a partner, and one in three of all, none is a slip."""


class _Lone(NamedTuple):
    """A mark without a partner in its block.

    Attributes:
        block: the index of its block in ``parsed(document).blocks``.
        at: its offset.
        mark: the character.
    """

    block: int
    at: int
    mark: str


def _unpaired(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A mark without a partner, with one of another width, or with one that points the wrong way."""
    lone = _lone_marks(document)
    if len(lone) > _MANY and len(lone) * _SHARE > sum(map(document.text.count, _ALL)):
        return
    left: list[_Lone] = []
    for index, marks in groupby(lone, key=lambda mark: mark.block):
        block, inside = parsed(document).blocks[index], list(marks)
        misfits = [("direction", span) for span in _turned(document, block, inside)]
        misfits = misfits or [("mixed", span) for span in _mixed(document, block, inside)]
        for variant, span in misfits:
            yield Finding(span, {"match": clipped(document, span)}, variant)
        taken = {place for _, span in misfits for place in (span.start, span.end - 1)}
        left.extend(mark for mark in inside if mark.at not in taken and not _is_meant(document.text, mark))
    for mark in _not_continued(document, left):
        yield Finding(Span(mark.at, mark.at + 1), {"mark": mark.mark})


def _lone_marks(document: Document) -> list[_Lone]:
    """The marks of paragraphs and headings that have no partner of their own kind in the same block."""
    places = [] if document.text.isascii() else _nested_or_lone(document.text)
    if not places:
        return []
    text, masked, found = document.text, mask(document), parsed(document).blocks
    starts = [block.span.start for block in found]
    lone: list[_Lone] = []
    for index, inside in groupby(places, key=lambda place: bisect_right(starts, place) - 1):
        if index < 0 or found[index].kind not in _TEXTS:
            continue
        waiting: list[_Lone] = []
        for at in inside:
            if at < found[index].span.end and not masked.covers(at, at + 1):
                _pair(waiting, _Lone(index, at, text[at]), _OPENER.get(text[at]))
        lone.extend(waiting)
    return lone


def _nested_or_lone(text: str) -> list[int]:
    """The places of all marks but those that stand in pairs on one line with no other mark between them."""
    places: list[int] = []
    for mark in _ALL:  # several times as fast as one pattern with all of them
        at = text.find(mark)
        while at >= 0:
            places.append(at)
            at = text.find(mark, at + 1)
    places.sort()
    left: list[int] = []
    for at in places:
        if left and _CLOSER.get(text[left[-1]]) == text[at] and text.find("\n", left[-1], at) < 0:
            left.pop()
        else:
            left.append(at)
    return left


def _pair(waiting: list[_Lone], mark: _Lone, opener: str | None) -> None:
    """Take away the nearest opener of a closing mark; put any other mark with those that wait."""
    number = _opener_of(waiting, opener)
    if number is None:
        waiting.append(mark)
    else:
        del waiting[number]


def _opener_of(waiting: Sequence[_Lone], opener: str | None) -> int | None:
    """The index of the last opener of this kind among the marks that wait, not too many back."""
    if opener is None:
        return None
    last = len(waiting) - 1
    return next(
        (number for number in range(last, max(-1, last - _DEEPEST), -1) if waiting[number].mark == opener), None
    )


def _turned(document: Document, block: Block, lone: Sequence[_Lone]) -> list[Span]:
    """The quotations of a block with a mark that points the wrong way, if its marks pair up in turn.

    The marks must be even in number, and what a wrong pair encloses must look like a quotation:
    otherwise marks are missing and not turned.
    """
    if all(mark.mark not in "“”" for mark in lone):
        return []
    text, masked = document.text, mask(document)
    places = [match.start() for match in _CURLY.finditer(text, *block.span) if not masked.covers(*match.span())]
    if len(places) % 2:
        return []
    wrong = [
        Span(first, last + 1)
        for first, last in zip(places[::2], places[1::2], strict=True)
        if text[first] + text[last] != "“”"
    ]
    fitting = all(
        end - start <= _LONGEST and not _NO_QUOTATION.fullmatch(text, start + 1, end - 1) for start, end in wrong
    )
    return wrong if fitting else []


def _mixed(document: Document, block: Block, lone: Sequence[_Lone]) -> Iterable[Span]:
    """The pairs of a block of which one mark is full-width or curly and the other is ASCII."""
    text, masked = document.text, mask(document)
    straight = [match.start() for match in _STRAIGHT.finditer(text, *block.span) if not masked.covers(*match.span())]
    if len(straight) % 2 == 0:
        straight = []
    waiting: list[_Lone] = []
    for match in _ASCII_BRACKET.finditer(text, *block.span):
        if not masked.covers(*match.span()) and not _is_label(text, match.start()):
            _pair(waiting, _Lone(0, match.start(), match[0]), "(" if match[0] == ")" else None)
    partners = {
        "“": straight,
        "”": straight,
        "（": [mark.at for mark in waiting if mark.mark == ")"],
        "）": [mark.at for mark in waiting if mark.mark == "("],
    }
    for _, at, mark in lone:
        places = partners.get(mark, [])
        number = bisect_right(places, at) - (mark in _OPENER)
        if 0 <= number < len(places):
            start, end = sorted((at, places[number]))
            if mark not in text[start + 1 : end] and not _in_face(text, at):
                yield Span(start, end + 1)


def _is_label(text: str, at: int) -> bool:
    """Whether the bracket at this place ends the number of a list item, or a face."""
    before = text[max(0, at - _AROUND) : at]
    return (_LABEL.search(before) or _FACE.search(before)) is not None


def _in_face(text: str, at: int) -> bool:
    """Whether a bracket is part of a face made of marks, such as ``（＾▽＾)``."""
    return any(match.start() <= at < match.end() for match in _FACES.finditer(text, max(0, at - _AROUND), at + _AROUND))


def _is_meant(text: str, lone: _Lone) -> bool:
    """Whether a mark needs no partner, or was cut off from it."""
    after = lone.at + 1
    if lone.mark == "）":
        return _is_label(text, lone.at) or _in_face(text, lone.at)
    if lone.mark == "”" and _INCHES.search(text[lone.at - 1 : lone.at]):
        return True
    if lone.mark not in _CLOSER:
        return False
    if lone.mark == "（":
        face = _FACE.search(text[max(0, lone.at - _AROUND) : lone.at])
        if face or _in_face(text, lone.at) or _ASIDE.match(text, after) or _INTERVAL.match(text, after):
            return True
    return _CUT_SHORT.match(text, after) is not None


def _not_continued(document: Document, lone: Sequence[_Lone]) -> Iterable[_Lone]:
    """The marks whose partner stands in no other block near by.

    A quotation may hold paragraphs, lists and pictures; no heading, though. One of several
    paragraphs often opens anew in each and is closed in the last.
    """
    found = parsed(document).blocks
    waiting: list[_Lone] = []
    for mark in lone:
        number = _opener_of(waiting, _OPENER.get(mark.mark))
        between = found[waiting[number].block + 1 : mark.block] if number is not None else ()
        if number is None or len(between) >= _APART or any(block.kind == "heading" for block in between):
            waiting.append(mark)
        else:
            del waiting[number]
    for mark in waiting:
        near = found[mark.block + 1 : mark.block + 1 + _APART]
        following = next((document.slice(block.span) for block in near if block.kind in _TEXTS), "")
        lines = re.split(r"\r\n|\r|\n", document.slice(Span(mark.at, found[mark.block].span.end)), maxsplit=2)
        again = (following, *lines[1:2])
        if mark.mark not in _REOPENED or not any(text.lstrip("*_> \t").startswith(mark.mark) for text in again):
            yield mark


CHECKERS = (Checker("pairs.unpaired", _unpaired),)
