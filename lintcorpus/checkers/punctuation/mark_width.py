"""Finds marks and blanks in Chinese text that differ from the way the rest of the article is set."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lintcorpus.article.mask import mask
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import blocks
from lintcorpus.model.checker import AnchoredChecker, Checker, Hit, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_IDEOGRAPH = r"\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_CLOSING, _OPENING = "”’」』》）】", "“‘「『《（【"
# A search for one of a few characters is quick; what stands around them is looked up where they do, by comparisons:
# a pattern with ranges of so many characters takes milliseconds to compile.
_HALF = lazy(r"[,;:?!][?!]{0,2} ?(?=[^\0-\x7f])")
_RUN = lazy(r"[,;:]|[?!]+")
_HALF_STOP = lazy(rf"\.(?<=[{_IDEOGRAPH}]\.) ?(?=[{_IDEOGRAPH}])")
_PARENTHESES = lazy(r"\([^\0-\x7f][^()（）\[\],;\r\n]{0,80}(?<=[^\0-$&-\x7f])\)")
_FULL = lazy(rf"[，；：？！](?<=[{_IDEOGRAPH}{_CLOSING}].)(?=[{_IDEOGRAPH}{_OPENING}])")
_FULL_PARENTHESES = lazy(rf"（[{_IDEOGRAPH}{_OPENING}]")
_MARKS = "，。；：、？！"
# A few characters at the start of a line or of a sentence: a field's name, or who speaks.
_LABEL = lazy(rf"(?:^|[。！？!?…])[^\w\r\n]*(?:\d{{1,2}}[.、]?)?[^\w\r\n]*[{_IDEOGRAPH}]{{1,8}}\Z", re.MULTILINE)
_LONGEST_LABEL = 24
_CHINESE_AT_AN_END = lazy(rf"[{_IDEOGRAPH}《（][\s\S]*|[\s\S]*[{_IDEOGRAPH}，。！？》）…]")
_BOUNDARIES = {
    "letters": lazy(rf"[{_IDEOGRAPH}] ?(?=[A-Za-z])|[A-Za-z] ?(?=[{_IDEOGRAPH}])"),
    "digits": lazy(rf"[{_IDEOGRAPH}] ?(?=[0-9])|[0-9] ?(?=[{_IDEOGRAPH}])"),
}
_NUMBERING = lazy(r"[^\w\r\n]*(?:\d{1,3}|[A-Za-z])\Z")
_NUMERAL = "零〇一二两三四五六七八九十百千"
_SHORTCODE = lazy(rf":[{_IDEOGRAPH}]{{1,6}}:")
_LONGEST_SHORTCODE = 8
# Whom a platform quotes: ``@name:``, ``//name:``, ``||name:``.
_NAME = lazy(r"(?:@|\|\||//|回复|\$|[ \u3000]{2})[ \u3000]*[\w-]{1,12}\Z")
_LONGEST_NAME = 24
_MESSAGE = ("回复", "转发")
_IN_BRACKETS = lazy(r"[({<][^(){}<>\r\n，。；：]*\Z")
_LONGEST_BRACKETS = 60
_FEW, _RARE = 3, 4
"""So few marks, or this many times fewer than their full-width forms, are slips, each for itself."""


class _Mark(NamedTuple):
    """A half-width mark, or two parentheses, between Chinese characters.

    Attributes:
        kind: ``mark``, ``colon``, ``label`` for the colon behind a label, ``parentheses``; each is a habit by itself.
        span: what a finding points at.
        edits: what makes it full-width.
    """

    kind: str
    span: Span
    edits: tuple[Edit, ...]


def _half_width(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Half-width marks in an article that is set in full-width ones.

    Rare ones are slips. Where they are many but still fewer than the full-width ones, the article
    has one fault, not hundreds. Where they are as many, they are the author's style.
    """
    if "，" not in document.text and "。" not in document.text:
        return
    found: dict[str, list[_Mark]] = {}
    for mark in (*_marks(document), *_parentheses(document)):
        found.setdefault(mark.kind, []).append(mark)
    for kind, marks in found.items():
        # A half-width full stop may be many things, but it shows the style.
        full = _full_width(document, kind, len(marks)) - len(_HALF_STOP.findall(document.text))
        if len(marks) < full and len(marks) <= max(_FEW, full // _RARE):
            for mark in marks:
                yield Finding(mark.span, {"mark": document.slice(mark.span)}, fixes=(Fix(mark.edits, Safety.SAFE),))
        elif len(marks) < full:
            edits = tuple(edit for mark in marks for edit in mark.edits)
            evidence = {"half_width": len(marks), "full_width": full}
            first = marks[0].span
            said = {"mark": document.slice(first), "count": len(marks), "full": full}
            yield Finding(first, said, "many", (Fix(edits, Safety.SAFE),), evidence=evidence)


def _marks(document: Document) -> Iterator[_Mark]:
    text, masked = document.text, mask(document)
    found = [
        match
        for match in _HALF.finditer(text)
        if _is_chinese(text, match.start() - 1, _CLOSING) and _is_chinese(text, match.end(), _OPENING)
    ]
    # Signs that the article is about, as in "put `!` before the command".
    signs = {mark for mark in _WIDE if f"`{mark}" in text} if found else set()
    for match in found:
        start, end = match.span()
        written = match[0].rstrip(" ")
        if not _RUN.fullmatch(written):
            continue
        if text[start - 1] in _CLOSING and text[end] in _OPENING and text[start - 1] + text[end] != "》《":
            continue  # quotations of another language may stand like this
        if written[0] in signs or masked.covers(start, end) or _stands_for_itself(text, start, written):
            continue
        wide = "".join(_WIDE[char] for char in written)
        yield _Mark(
            _kind(document, start, end, written), Span(start, start + len(written)), (Edit(Span(start, end), wide),)
        )


def _kind(document: Document, start: int, end: int, mark: str) -> str:
    if mark != ":":
        return "mark"
    return "label" if document.text[end] not in _OPENING and _is_label(document.text, start) else "colon"


def _stands_for_itself(text: str, at: int, mark: str) -> bool:
    """Whether a mark is no punctuation of a sentence: in a tuple, a ratio, an emoji's name, after who is quoted."""
    if _IN_BRACKETS.search(text, max(0, at - _LONGEST_BRACKETS), at):
        return True
    if mark != ":":
        return False
    if text[at - 1] in _NUMERAL and text[at + 1] in _NUMERAL:
        return True
    if _NAME.search(text, max(0, at - _LONGEST_NAME), at) or text.startswith(_MESSAGE, at + 1):
        return True
    return _SHORTCODE.search(text, max(0, at - _LONGEST_SHORTCODE), at + _LONGEST_SHORTCODE) is not None


def _parentheses(document: Document) -> Iterator[_Mark]:
    text, masked = document.text, mask(document)
    if "(" not in text or "（" not in text:
        return
    for match in _PARENTHESES.finditer(text):
        start, end = match.span()
        if not _is_chinese(text, start + 1, _OPENING) or not _is_chinese(text, end - 2, _CLOSING + "%"):
            continue
        beside = _is_chinese(text, start - 1, _CLOSING) or _is_chinese(text, end, _OPENING + _MARKS)
        if not beside or text[start - 1] in "]\\" or masked.covers(start, end):
            continue
        edits = (Edit(Span(start, start + 1), "（"), Edit(Span(end - 1, end), "）"))
        yield _Mark("parentheses", Span(start, end), edits)


def _is_chinese(text: str, at: int, marks: str) -> bool:
    """Whether an ideograph, kana or one of some marks stands at an offset; nothing does outside the text."""
    char = text[at] if 0 <= at < len(text) else " "
    return (
        "\u3400" <= char <= "\u9fff"
        or char in marks
        or "\u3040" <= char <= "\u30ff"
        or "\u3005" <= char <= "\u3007"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def _is_label(text: str, at: int) -> bool:
    """Whether nothing but a few characters stands before a colon in its line or sentence."""
    return _LABEL.search(text, max(0, at - _LONGEST_LABEL), at) is not None


def _full_width(document: Document, kind: str, half: int) -> int:
    """How many full-width marks stand where a half-width one of this kind could.

    Colons are compared with all marks when there is but one that is half-width, else with colons:
    pages of short messages have one after each name.
    """
    text = document.text
    if kind == "label":
        return sum(1 for match in re.finditer("：", text) if _is_label(text, match.start()))
    found = (_FULL_PARENTHESES if kind == "parentheses" else _FULL).findall(text)
    return found.count("：") if kind == "colon" and half > 1 else len(found)


def _straight_quotes(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """A pair of straight quotation marks round Chinese text.

    Only paragraphs with an even number of them are looked at: the others have an inch mark, or one
    that lost its partner.
    """
    text, masked = document.text, mask(document)
    places = [hit.start for hit in hits if not masked.covers(hit.start, hit.end) and text[hit.start - 1] != "\\"]
    for block in blocks(document, "paragraph", "heading"):
        first = bisect_left(places, block.span.start)
        inside = places[first : bisect_left(places, block.span.end)]
        if len(inside) % 2:
            continue
        for opening, closing in zip(inside[::2], inside[1::2], strict=True):
            if _CHINESE_AT_AN_END.fullmatch(text, opening + 1, closing):
                edits = (Edit(Span(opening, opening + 1), "“"), Edit(Span(closing, closing + 1), "”"))
                span = Span(opening, closing + 1)
                yield Finding(span, {"match": clipped(document, span)}, fixes=(Fix(edits, Safety.UNSAFE),))


def _spacing(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A blank between Chinese and Latin letters or digits, or none, unlike nearly everywhere else in the article."""
    text, masked = document.text, mask(document)
    for kind, boundary in _BOUNDARIES.items():
        spaced: list[Span] = []
        tight: list[Span] = []
        for match in boundary.finditer(text):
            span = Span(match.start(), match.end() + 1)
            if not masked.covers(*span):
                (spaced if match[0].endswith(" ") else tight).append(span)
        rare, usual = sorted((tight, spaced), key=len)
        if len(rare) * _RARE > len(usual):
            continue
        variant, blank = ("missing", " ") if rare is tight else ("extra", "")
        evidence = {"kind": kind, "spaced": len(spaced), "tight": len(tight)}
        for span in rare:
            # The blank after a number at the start of a line belongs to the numbering.
            if variant == "extra" and _NUMBERING.match(text, _line_start(document, span.start), span.start + 1):
                continue
            fix = Fix((Edit(Span(span.start + 1, span.end - 1), blank),), Safety.SAFE)
            yield Finding(span, {"match": document.slice(span)}, variant, (fix,), evidence=evidence)


def _line_start(document: Document, at: int) -> int:
    return document.line_starts[document.line_of(at)]


CHECKERS = (
    Checker("width.half-mark", _half_width),
    AnchoredChecker("width.straight-quotes", _straight_quotes, lambda options: ('"',)),
    Checker("width.spacing", _spacing),
)
