"""Recognises text that a tool wrapped at a fixed width, and which line ends that tool made.

html2text and its like break every logical line with ``textwrap.wrap(width,
break_long_words=False)``: greedily, at white space or after the hyphen of a compound. So a line end
is the tool's own exactly when the next word would not have fitted. One line end proves nothing; a
whole file whose line ends all pass that test at one width does.
"""

import bisect
from collections.abc import Iterator
from itertools import chain, islice, pairwise
from typing import NamedTuple

from lintcorpus.article.header.block import header
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.markdown.parse import blocks, parsed
from lintcorpus.markdown.spanset import Mask
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_USUAL_WIDTH = 78
_NARROWEST, _WIDEST = 40, 160
_LEAST_ENDS = 3
_LEAST_SHARE = 0.97
_LEAST_TELLING = 0.6
# Most files are not wrapped: their first line ends show it.
_SAMPLE = 24
_SAMPLE_SHARE = 0.8

# The break points of textwrap (CPython's ``TextWrapper.wordsep_re``): white space, or after a
# hyphen with two letters (or letter, hyphen, letter) before it and a letter behind it.
_LETTER = r"[^\d\W]"
_FIRST_CHUNK = lazy(rf"\S+?(?:(?:(?<={_LETTER}{{2}}-)|(?<={_LETTER}-{_LETTER}-))(?={_LETTER}-?{_LETTER})|(?=\s|\Z))")
_CUT_AFTER_HYPHEN = lazy(rf"(?:{_LETTER}{{2}}|{_LETTER}-{_LETTER})-\Z")
_LETTER_FIRST = lazy(rf"{_LETTER}-?{_LETTER}")
_QUOTE = lazy(r"(?:> ?)+")
_LIST = lazy(r" *(?:[*+-]|\d{1,9}[.)]) ")
_RULE = lazy(r" {0,3}(?:(?:\* ?){3,}|(?:- ?){3,}|(?:_ ?){3,})\Z")
_TITLE = lazy(r"(\*\*|__)[^*_]*\w\1\Z")
_UNDERLINE = lazy(r"(?:=+|-+)\s*\Z")


class LineEnd(NamedTuple):
    """A line end that the wrapping tool made.

    Attributes:
        span: from the last character of the line to the first one of the next: newline and a
            quote mark; what ``glue`` takes the place of.
        glue: what stood there before: a space, or nothing after a hyphen.
        inside: what was cut: ``text``, ``url``, ``link`` (or picture) or ``heading``.
    """

    span: Span
    glue: str
    inside: str


class Wrapping(NamedTuple):
    """How a file was wrapped.

    Attributes:
        width: in code points.
        ends: the line ends that the tool made, in order.
    """

    width: int
    ends: tuple[LineEnd, ...]


class _Boundary(NamedTuple):
    """Two lines that may have been one; it was wrapped at any width from ``low`` to below ``high``.

    It is telling unless ideographs or their marks stand on both sides: a tool that breaks at
    spaces seldom breaks there, but people who write a sentence a line do so every time.
    """

    span: Span
    glue: str
    low: int
    high: int
    telling: bool

    def fits(self, width: int) -> bool:
        """Whether a tool with this width would have broken here."""
        return self.low <= width < self.high


@view
def wrapping(document: Document) -> Wrapping | None:
    """The wrapping of a file, or ``None`` when no single width explains its line ends.

    A file counts as wrapped when at least three line ends fit one width and nearly nothing speaks
    against it: neither line ends at which the next word had room, nor longer lines that had a
    place to break. Most of them must be telling. Where the header is of a scraper that is known to
    wrap, one telling line end at its width is enough.
    """
    found = header(document)
    known = found.layout.wrap if found is not None else 0
    least = 1 if known else _LEAST_ENDS
    source = _boundaries(document, titles=not known)
    boundaries = list(islice(source, _SAMPLE))
    if len(boundaries) < least or _share(boundaries, known or _best_width(boundaries, [])) < _SAMPLE_SHARE:
        return None
    boundaries.extend(source)
    long_lines = _breakable_lengths(document)
    width = known or _best_width(boundaries, long_lines)
    fitting = [item for item in boundaries if item.fits(width)]
    telling = sum(1 for item in fitting if item.telling)
    against = len(boundaries) - len(fitting) + sum(1 for length in long_lines if length > width)
    if telling < max(least, _LEAST_TELLING * len(fitting)):
        return None
    if len(fitting) < _LEAST_SHARE * (len(fitting) + against):
        return None
    inside = _Constructs(document)
    return Wrapping(width, tuple(LineEnd(item.span, item.glue, inside.of(item.span)) for item in fitting))


def _share(boundaries: list[_Boundary], width: int) -> float:
    return sum(1 for item in boundaries if item.fits(width)) / len(boundaries)


class _Constructs:
    """Tells what a line end cuts; to be asked in order of place."""

    def __init__(self, document: Document) -> None:
        self._url_ends = {span.end for span in bare_urls(document)}
        self._text = document.text
        self._links = Mask(
            Span(piece.start, piece.end) for piece in parsed(document).inlines if piece.kind in ("link", "image")
        )
        self._headings = Mask(block.span for block in blocks(document, "heading"))
        self._rest_of_url = -1  # where the rest of a cut URL begins

    def of(self, span: Span) -> str:
        """``url``, ``link``, ``heading`` or ``text``."""
        if self._text[span.start - 1] == "-" and self._in_url(span):
            self._rest_of_url = span.end
            return "url"
        if self._links.covers(span.start, span.end):
            return "link"
        # A heading ends with its line: what was cut off stands in the next paragraph.
        return "heading" if self._headings.covers(span.start - 1, span.start) else "text"

    def _in_url(self, span: Span) -> bool:
        """Whether a URL ends here, or the rest of one that was cut on the line before."""
        if {span.start, span.start - 1} & self._url_ends:
            return True
        rest = self._rest_of_url
        return 0 <= rest < span.start and len(self._text[rest : span.start].split()) == 1


def _boundaries(document: Document, *, titles: bool) -> Iterator[_Boundary]:
    """Ends of lines that may go on in the next one.

    Args:
        document: the document.
        titles: whether a line that is bold as a whole may be a title, which does not go on; a
            tool that is known to wrap marks its line breaks otherwise.
    """
    text, starts = document.text, document.line_starts
    protected: bytearray | None = None
    line_start = 0
    for index in range(len(starts) - 1):
        start, line_start = line_start, starts[index + 1]
        # Most lines stand between blank ones: look at two characters before anything else.
        if line_start >= len(text) or text[line_start] in "\r\n \t" or text[start] in "\r\n":
            continue
        line = text[start:line_start].rstrip("\r\n")
        if line.endswith("  ") or _is_fixed(line) or _RULE.match(line) or not line.strip("> \t"):
            continue
        if protected is None:
            protected = _protected_lines(document)
        if protected[index] or protected[index + 1]:
            continue
        following = document.slice(document.line_span(index + 1))
        if titles and _is_title(document, index, line.rstrip(), following):
            continue
        boundary = _boundary(document, index, line, following)
        if boundary is not None:
            yield boundary


def _breakable_lengths(document: Document) -> list[int]:
    """The lengths of the lines that the tool would have broken, had they been too long."""
    text, starts = document.text, document.line_starts
    protected = _protected_lines(document)
    lengths = []
    for index, (start, end) in enumerate(pairwise(chain(starts, (len(text),)))):
        # Ideographs without a blank are one long word to the tool.
        if end - start > _NARROWEST and text.find(" ", start, end) >= 0 and not protected[index]:
            line = text[start:end].rstrip()
            if not _is_fixed(line) and " " in line.lstrip("> "):
                lengths.append(len(line))
    return lengths


def _is_fixed(line: str) -> bool:
    """Whether the tool leaves such a line alone: a list item, a table row, code."""
    return line.startswith("    ") or "|" in line or _LIST.match(line) is not None


def _is_title(document: Document, index: int, line: str, following: str) -> bool:
    """Whether a line is one bold span without an end mark, begins a paragraph, and has new text below."""
    if not line.startswith(("*", "_")) or not following[:1].isalnum() or _TITLE.match(line) is None:
        return False
    return index == 0 or not document.slice(document.line_span(index - 1)).strip()


def _boundary(document: Document, index: int, line: str, following: str) -> _Boundary | None:
    depth, next_depth, skipped = 0, 0, 0
    if line[0] == ">" or following[0] == ">":
        quote, next_quote = _QUOTE.match(line), _QUOTE.match(following)
        depth = quote[0].count(">") if quote else 0
        next_depth = next_quote[0].count(">") if next_quote else 0
        skipped = next_quote.end() if next_quote else 0
    rest, stripped = following[skipped:], line.rstrip()
    if depth != next_depth or not stripped or not rest.strip() or _UNDERLINE.match(rest):
        return None
    hyphen = stripped[-1] == "-" and _CUT_AFTER_HYPHEN.search(stripped[-4:]) and _LETTER_FIRST.match(rest)
    glue = "" if hyphen else " "
    start = document.line_starts[index] + len(stripped)
    end = document.line_starts[index + 1] + skipped
    low = len(stripped) if " " in stripped[skipped:] else min(len(stripped), _NARROWEST)
    high = len(stripped) + len(glue) + _first_chunk(rest)
    telling = not (_is_cjk(stripped[-1]) and _is_cjk(rest[0]))
    return _Boundary(Span(start, end), glue, low, high, telling)


def _is_cjk(char: str) -> bool:
    # Comparisons, since a pattern with ranges of so many characters takes milliseconds to compile.
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uac00" <= char <= "\ud7af"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def _first_chunk(rest: str) -> int:
    """The length of what the tool would not have broken at the start of a line, as far as it matters."""
    word = rest[: _WIDEST + 1].split(None, 1)[0] if not rest[0].isspace() else ""
    if "-" in word:
        chunk = _FIRST_CHUNK.match(word)
        return len(chunk[0]) if chunk else len(word)
    return len(word)


def _best_width(boundaries: list[_Boundary], long_lines: list[int]) -> int:
    """The width that explains most; the usual one at a tie, else the smallest."""
    lows = sorted(item.low for item in boundaries)
    highs = sorted(item.high for item in boundaries)
    lengths = sorted(long_lines)

    def explained(width: int) -> tuple[int, bool, int]:
        fitting = bisect.bisect_right(lows, width) - bisect.bisect_right(highs, width)
        too_long = len(lengths) - bisect.bisect_right(lengths, width)
        return fitting - too_long, width == _USUAL_WIDTH, -width

    # What is explained only grows where some line just fits.
    candidates = {_USUAL_WIDTH, *(low for low in lows if _NARROWEST <= low <= _WIDEST)}
    return max(candidates, key=explained)


def _protected_lines(document: Document) -> bytearray:
    """Line by line 1 for those of the header, front matter, title and code, which no tool wraps, else 0."""
    spans = [front_matter(document)]
    found = header(document)
    if found is not None:
        spans.append(found.span)
    spans.extend(block.span for block in blocks(document, "code", "html", "table"))
    lines = bytearray(len(document.line_starts))
    for span in spans:
        if span.end > span.start:
            first, last = document.line_of(span.start), document.line_of(span.end - 1)
            lines[first : last + 1] = b"\1" * (last + 1 - first)
    return lines
