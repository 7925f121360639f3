"""Finds files that hold hardly any article."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick

from lintcorpus.article.header import header
from lintcorpus.article.lexicon import Lexicon, lexicon_of
from lintcorpus.article.menus import is_menu
from lintcorpus.article.remains import Line, lines_up_to, without_promotion
from lintcorpus.markdown.headings import headings
from lintcorpus.markdown.links import links, pictures
from lintcorpus.model.checker import Checker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding

_MOST_PROMOTION = 5
"""A text longer than the least by this factor is too long to be all promotion: another rule weighs the shares."""

_BUTTONS = 3
"""A text with so many lines that say nothing was taken from a page."""


@dataclass(frozen=True)
class ShortOptions:
    """How much an article must say.

    Attributes:
        minimum: in ideographs; a word of another script counts two.
        lexicon: what counts as promotion; see ``Lexicon``.
    """

    lexicon: Mapping[str, Any] = field(repr=False)
    minimum: int = 60

    def __post_init__(self) -> None:
        lexicon_of(self.lexicon)

    @cached_property
    def compiled(self) -> Lexicon:
        """The lexicon, ready for use."""
        return lexicon_of(self.lexicon)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The lexicon's anchors, which are sought in short articles only."""
        return tuple(sorted({anchor.lower() for anchor in self.compiled.anchors}))

    @cached_property
    def matcher(self) -> AhoCorasick:
        """Finds the anchors by their index."""
        return AhoCorasick(self.anchors)


def _too_short(document: Document, options: ShortOptions) -> Iterable[Finding]:
    """One finding for a file in which hardly anything is said."""
    if is_menu(document):
        yield Finding(document.line_span(0), {"minimum": options.minimum}, "menu", key="article")
        return
    found = lines_up_to(document, _MOST_PROMOTION * options.minimum)
    if found is None:
        return
    left = found
    if sum(line.size for line in found) >= options.minimum:
        left = without_promotion(document, found, options.compiled, _hits(document, options))
    size = sum(line.size for line in left)
    if size < options.minimum and (len(left) < len(found) or _is_page(document, found)):
        variant = "" if size else "empty"
        yield Finding(document.line_span(0), {"size": size, "minimum": options.minimum}, variant, key="article")


def _is_page(document: Document, found: Sequence[Line]) -> bool:
    """Whether a file was made of a page, and is no note or post that is as short as it was written."""
    return (
        not document.text.strip()
        or header(document) is not None
        or bool(headings(document) or links(document) or pictures(document))
        or sum(not line.size for line in found) >= _BUTTONS
    )


def _hits(document: Document, options: ShortOptions) -> list[Hit]:
    """Where the anchors stand, as the literal pass would say."""
    lower = document.text.lower()
    if len(lower) != len(document.text):
        lower = "".join([char.lower() if char.isascii() else char for char in document.text])
    places = options.matcher.find_matches_as_indexes(lower, overlapping=True)
    return sorted((Hit(options.anchors[index], start, end) for index, start, end in places), key=lambda hit: hit[1:])


CHECKERS = (Checker("quality.too-short", _too_short, ShortOptions),)
