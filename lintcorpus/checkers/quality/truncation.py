"""Finds articles whose end is missing: cut by a tool, behind a wall, or an excerpt of the whole."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from lintcorpus.article.header.block import header
from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.menus import heading_end, is_menu, passage_end
from lintcorpus.article.page.units import Plain, Unit, plain, units_of
from lintcorpus.article.publisher.remains import briefs
from lintcorpus.article.running import is_running_text
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.markdown.headings import title
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.matches import matches
from lintcorpus.model.span import Span

_KEYS = ("walls", "told", "more", "attributions", "midway", "appended")
_LONGEST_WALL = 90
"""A line that says more than this, in ideographs, is no notice."""
_LAST_LINES = 6
"""How many lines may stand below an excerpt."""
_SHORTEST_SENTENCE = 25
_ROUND, _ROUND_SUMMARY, _SUMMARY = 500, 100, 1000
"""Tools cut texts at round lengths; summaries, which are shorter, at rounder numbers of hundreds."""
_SHOWN = 60
_TAIL, _WALL_TAIL = 1500, 6000
"""How far from its end, in code points, a text is searched at first, which is cheap."""
_PROSE = 8
_NEAR = 400
_DOTS = lazy(r"(?<![.…。])(?:\.\.\.|…)\s*\Z")
_IN_TARGET = lazy(r"\]\((?:https?:|/)[^()\s]*\Z")
_ELLIPSIS = ("...", "…", "[&#8230;]")
_CUT_MARKS = ("[…]", "[...]", "[....]", "[&#8230;]", "(more…)", "(more...)", "(more…)")
_PICTURE = lazy(r"!\[[^\[\]]*\]\([^()\s]*(?:\s[^()]*)?\)?")
_LINK = lazy(r"\[[^\[\]]*\](?:\([^()\s]*(?:\s[^()]*)?\)?)?|!?\[[^\[\]]*\Z|[^\n\[\]]*\]\([^()\s]*\)?|https?:\S*\Z")
# A link that begins a line and is not closed, with the picture that may stand before its words.
_OPEN_LINK = lazy(r"(?:\A|[\r\n])[ \t>*+-]*\[(?:!\[[^\[\]]*\]\([^()]*\)[^\[\]]*|[^!\[\]\d][^\[\]]*)\Z")
_TAG = lazy(r"/(?:tags?|category|categories|labels?|topics?)/", re.IGNORECASE)
_TAGS = 3
"""So many links to tags, one after the other, stand below an article."""
_LONGEST_LABEL = 40
_LABEL = lazy(r"[\d\W_]+")
_OPENING = "（([“「《【"
_QUOTING = tuple("“「『‘\"'")
_COMMAS = ",，、"
_LINK_END = 8
_LETTER_HYPHEN = lazy(r"[a-z]-\Z")
_LAST_WORD = lazy(r"[a-z’']+\Z")


@frozen
class TruncationOptions:
    """How the end of an article shows that more came.

    Attributes:
        phrases: lists of phrases in lower case, by ``walls told more attributions midway appended``; ``midway``
            holds a list for each language.
    """

    phrases: Mapping[str, Any] = field(repr=False)

    def __post_init__(self) -> None:
        missing = set(_KEYS) - set(self.phrases)
        if missing:
            raise ValueError(f"the phrases have no {sorted(missing)[0]!r}")

    @cached_property
    def walls(self) -> AhoCorasick:
        """Finds the walls."""
        return AhoCorasick(self.phrases["walls"])

    @cached_property
    def stops(self) -> tuple[str, ...]:
        """Marks and Chinese words with which no sentence ends."""
        return (*_COMMAS, *_OPENING, *self.phrases["midway"]["zh"])

    @cached_property
    def appended(self) -> frozenset[str]:
        """The labels above what a page appends to an article, without blanks, digits and marks."""
        return frozenset(_LABEL.sub("", label) for label in self.phrases["appended"])

    @cached_property
    def more(self) -> re.Pattern[str]:
        """The words of a link to the rest, at the end of a line, with its arrows."""
        words = "|".join(map(re.escape, sorted(self.phrases["more"], key=len, reverse=True)))
        return lazy(rf"[\[(（【《\s]*(?:{words})[\s»›→>.…\])）】》]*\Z")


class _Loss(NamedTuple):
    """How an article shows that its end is missing, and where."""

    variant: str
    span: Span
    params: Mapping[str, Any]


def _truncated(document: Document, options: TruncationOptions) -> Iterable[Finding]:
    """One finding for an article whose end is missing."""
    loss = (
        _cut(document, options)
        or _walled(document, options)
        or _excerpt(document, options)
        or _midway(document, options)
    )
    if loss is not None:
        params = {"match": clipped(document, loss.span), "line": document.line_of(loss.span.start) + 1, **loss.params}
        related = (Related(loss.span, "end"),)
        yield Finding(document.line_span(0), params, loss.variant, related=related, key="article")


def _cut(document: Document, options: TruncationOptions) -> _Loss | None:
    """Dots that a tool put where it cut the text: after a round number of characters or inside a target."""
    text = document.text
    dots = _DOTS.search(text, max(0, len(text) - 200))
    blocks = parsed(document).blocks
    if dots is None or not blocks:
        return None
    length = _round_length(document, dots.start(), len(text[dots.start() :].rstrip()))
    if not length and _IN_TARGET.search(text, max(0, dots.start() - 500), dots.start()) is None:
        return None
    line = Span(max(blocks[-1].span.start, dots.start() - _SHOWN), len(text.rstrip()))
    if is_menu(document) and heading_end(document) is None:
        variant = "before"
    elif _is_in_article(document, dots.start(), options):
        variant = "length" if length else "cut"
    else:
        variant = "links"
    return _Loss(variant, line, {"length": length})


def _is_in_article(document: Document, cut: int, options: TruncationOptions) -> bool:
    """Whether a text is cut in its own words or right below them, not in what the page appends."""
    text, blocks = document.text, parsed(document).blocks
    if _has_appendix(document, options) or _OPEN_LINK.search(text, max(0, cut - _NEAR), cut) is not None:
        return False
    last = blocks[-1]
    if is_menu(document) or last.kind in ("code", "table") or _says(text[max(last.span.start, cut - 2000) : cut]):
        return True
    for index in range(len(blocks) - 2, -1, -1):
        block = blocks[index]
        if block.kind not in ("paragraph", "heading"):
            return False
        if any(plain(document, unit).text for unit in units_of(document, index)):
            return block.kind == "heading" or is_running_text(document, block)
    return False


def _says(source: str) -> bool:
    """Whether a source has words of its own outside links and pictures."""
    return sum(map(str.isalnum, _LINK.sub("", _PICTURE.sub("", source)))) >= _PROSE


def _has_appendix(document: Document, options: TruncationOptions) -> bool:
    """Whether a label of what pages append, or a row of tags, stands below a passage of running text."""
    end = passage_end(document)
    if end is None:
        return False
    tags = 0
    for span, text, bare, _ in briefs(document, end):
        if span.start < end:
            continue
        if len(text) < _LONGEST_LABEL and _LABEL.sub("", text) in options.appended:
            return True
        tags = 0 if bare else tags + (_TAG.search(document.text, *span) is not None)
        if tags == _TAGS:
            return True
    return False


def _round_length(document: Document, end: int, dots: int) -> int:
    """The round number of characters or bytes after which the text ends, counted from where a tool may have; else 0."""
    text = document.text
    # A line end is one character for the tool, whatever a checkout or an editor made of it since.
    parts = [text[start:end].replace("\r\n", "\n") for start in _beginnings(document)]
    lengths = [len(part) for part in parts]
    lengths.extend(len(part.encode("utf-8", "surrogatepass")) for part in parts)
    for length in lengths:
        for whole in (length, length + dots):
            unit = _ROUND if whole >= _SUMMARY else _ROUND_SUMMARY
            if whole and whole % unit == 0:
                return whole
    return 0


def _beginnings(document: Document) -> Iterator[int]:
    """Where the text begins for a tool: with the file, below its metadata, below its title."""
    ends = [0, front_matter(document).end]
    metadata, heading = header(document), title(document)
    if metadata is not None:
        ends.append(metadata.span.end)
    if heading is not None:
        ends.append(heading.span.end)
    text = document.text
    for end in dict.fromkeys(ends):
        yield end + len(text[end:]) - len(text[end:].lstrip())


def _walled(document: Document, options: TruncationOptions) -> _Loss | None:
    """A notice at the tail that the rest is elsewhere."""
    around = edges(document)
    if around.tail >= around.end:
        return None
    blocks = parsed(document).blocks
    start = max(blocks[around.tail].span.start, len(document.text) - _WALL_TAIL)
    lower = document.text[start:].lower().replace("*", "").replace("\\", "")
    if not matches(options.walls, lower):
        return None
    for index in range(around.tail, around.end):
        if blocks[index].kind not in ("paragraph", "heading") or blocks[index].quote:
            continue
        for unit in units_of(document, index):
            seen = plain(document, unit)
            if seen.size <= _LONGEST_WALL and _is_wall(seen, options):
                return _Loss("wall", unit.span, {})
    return None


def _is_wall(seen: Plain, options: TruncationOptions) -> bool:
    """Whether a line says itself, and does not tell, that the rest is elsewhere."""
    found = matches(options.walls, seen.text)
    if not found or any(word in seen.text for word in options.phrases["told"]):
        return False
    _, start, end = found[0]
    if not seen.text[start:end].isascii():
        return not seen.text[:start].endswith(_QUOTING)
    begins = max(sentence.start for sentence in seen.sentences() if sentence.start <= start)
    return not any(map(str.isalnum, seen.text[begins:start].replace("please", "")))


def _excerpt(document: Document, options: TruncationOptions) -> _Loss | None:
    """A text that ends in ``[…]`` or in dots before a link to the rest; not one of several excerpts."""
    tail = document.text[-_TAIL:]
    if "…" not in tail and "..." not in tail and _ELLIPSIS[-1] not in tail:
        return None
    led = False
    for unit, seen in _last_lines(document):
        text = seen.text.rstrip("*_ ")
        if any(phrase in text for phrase in options.phrases["attributions"]) and not text.endswith(_ELLIPSIS):
            continue
        rest = options.more.sub("", text)
        if not rest and len(text) > 1:
            led = True
            continue
        block = parsed(document).blocks[unit.block]
        if not seen.bare:
            continue
        if block.quote or block.items or block.kind != "paragraph":
            return None
        led = led or (rest != text and not text.endswith(_CUT_MARKS))
        ends = text.endswith(_CUT_MARKS) or (led and rest.rstrip(" *_").endswith(_ELLIPSIS))
        if ends and not _is_one_of_several(document, unit):
            return _Loss("excerpt", unit.span, {})
        return None
    return None


def _is_one_of_several(document: Document, unit: Unit) -> bool:
    """Whether the text above ends in the same way somewhere, or what stands right above is a linked title."""
    text = document.text
    if any(text.find(mark, 0, unit.span.start) >= 0 for mark in _CUT_MARKS):
        return True
    around = edges(document)
    above = units_of(document, unit.block)[: unit.part]
    index = unit.block
    while not above and index > around.first:
        index -= 1
        above = units_of(document, index)
    if not above:
        return False
    seen = plain(document, above[-1])
    return bool(seen.text) and not seen.bare


def _last_lines(document: Document) -> Iterator[tuple[Unit, Plain]]:
    """The last lines of the article, the last first."""
    count = 0
    around = edges(document)
    for index in range(around.end - 1, around.first - 1, -1):
        for unit in reversed(units_of(document, index)):
            seen = plain(document, unit)
            if seen.text:
                yield unit, seen
                count += 1
                if count == _LAST_LINES:
                    return


def _midway(document: Document, options: TruncationOptions) -> _Loss | None:
    """A file whose last paragraph stops where no sentence ends."""
    blocks = parsed(document).blocks
    if not blocks or edges(document).first == len(blocks):
        return None
    last = blocks[-1]
    if last.kind != "paragraph" or last.quote or last.items:
        return None
    tail = Span(max(last.span.start, last.span.end - _SHOWN), last.span.end)
    source = document.slice(tail).lower().rstrip(" \t*_")
    word = _LAST_WORD.search(source)
    stops = (
        source.endswith(options.stops)
        or _LETTER_HYPHEN.search(source) is not None
        or (word is not None and word[0] in options.phrases["midway"]["en"])
    )
    if not stops or not is_running_text(document, last):
        return None
    seen = plain(document, units_of(document, len(blocks) - 1)[-1])
    sentence = seen.text[seen.sentences()[-1].start :]
    if not seen.bare.endswith(seen.text[-_LINK_END:]) or seen._replace(text=sentence).size < _SHORTEST_SENTENCE:
        return None
    return _Loss("midway", tail, {})


CHECKERS = (Checker("truncation.end", _truncated, TruncationOptions),)
