"""Finds lines that are exactly what a closed list says, such as end markers and reading times."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lintcorpus.article.edges import edges
from lintcorpus.article.removal import remove_lines
from lintcorpus.article.units import units_of
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Fix, Safety
from lintcorpus.model.span import Span

_LONGEST = 80
# Line ends are fewer than spaces, so they are sought first.
_HARD_BREAK = re.compile(r"[\r\n](?:(?<=  .)|(?<=\\.))", re.DOTALL)
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_NUMBER = re.compile(r"\d[\d,.]*")
_RULE = re.compile(r"[\-‐-―─━=~～·•・]+")
_REST = re.compile(r"[^\w\-©]|_")


@dataclass(frozen=True)
class ListedOptions:
    """Which lines to find.

    Attributes:
        lines: as they may stand in an article. ``#`` stands for any number, ``-`` for any row of
            dashes, dots or equals signs; other marks, spaces and letter case do not count.
        places: where in the article: ``head`` or ``tail`` or both.
    """

    lines: tuple[str, ...] = field(repr=False)
    places: tuple[str, ...]

    @cached_property
    def forms(self) -> frozenset[str]:
        """The lines in the form in which they are compared."""
        return frozenset(_form(line.replace("#", "0")) for line in self.lines)


def _anchors(options: ListedOptions) -> Iterable[str]:
    """The longest word or words of each line."""
    for line in options.lines:
        yield max((words.strip() for words in _WORDS.findall(line)), key=len, default=line)


def _listed(document: Document, options: ListedOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """Every line at these places that equals one of the list."""
    starts = [block.span.start for block in parsed(document).blocks]
    for index in sorted({bisect_right(starts, hit.start) - 1 for hit in hits}):
        if index < 0:
            continue
        for span in _lines(document, index, options.places):
            form = _form(document.slice(span))
            # Most lines are none of the list, so the place is asked last.
            if (form in options.forms or _NUMBER.sub("0", form) in options.forms) and _stands_at(
                document, index, options.places
            ):
                edit = remove_lines(document, span)
                fixes = (Fix((edit,), Safety.SAFE),) if edit is not None else ()
                yield Finding(span, {"match": clipped(document, span)}, fixes=fixes)


def _stands_at(document: Document, index: int, places: Sequence[str]) -> bool:
    around = edges(document)
    return any(index in around.indices(place) for place in places)


def _lines(document: Document, index: int, places: Sequence[str]) -> Iterable[Span]:
    """The short lines of a block, at these places as far as an author broke them; not those with links or pictures."""
    block = parsed(document).blocks[index]
    if block.kind not in ("paragraph", "heading"):
        return
    source = document.slice(block.span)
    parts = [block.span]
    if "\n" in source and _HARD_BREAK.search(source) and _stands_at(document, index, places):
        parts = [unit.span for unit in units_of(document, index)]
    for span in parts:
        if span.end - span.start <= _LONGEST and document.text.find("](", *span) < 0:
            yield span


def _form(line: str) -> str:
    """The form in which lines are compared: letters, digits, ``-`` for a row of dashes and ``©``."""
    return _REST.sub("", _RULE.sub("-", unicodedata.normalize("NFKC", line).lower()))


CHECKERS = (AnchoredChecker("boilerplate.listed-line", _listed, _anchors, ListedOptions),)
