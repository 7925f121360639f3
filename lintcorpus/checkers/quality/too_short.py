"""Finds files that hold hardly any article."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice
from typing import Any

from lintcorpus.article.header.block import header
from lintcorpus.article.page.menus import is_menu
from lintcorpus.article.publisher.lexicon import Lexicon, lexicon_of
from lintcorpus.article.publisher.remains import briefs, briefs_up_to, without_promotion
from lintcorpus.markdown.headings import headings
from lintcorpus.markdown.links import links, pictures
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.frozen import field, frozen

_MOST_PROMOTION = 5
"""A text longer than the least by this factor is too long to be all promotion: another rule weighs the shares."""

_BUTTONS = 3
"""A text with so many lines that say nothing was taken from a page."""


@frozen
class ShortOptions:
    """How much an article must say.

    Attributes:
        minimum: in ideographs; a word of another script counts two.
        lexicon: what counts as promotion; see ``Lexicon``.
    """

    lexicon: Mapping[str, Any] = field(repr=False)
    minimum: int = 60

    def __post_init__(self) -> None:
        self.compiled  # noqa: B018 - a wrong lexicon must show at once

    @cached_property
    def compiled(self) -> Lexicon:
        """The lexicon, ready for use."""
        return lexicon_of(self.lexicon)


def _too_short(document: Document, options: ShortOptions) -> Iterable[Finding]:
    """One finding for a file in which hardly anything is said."""
    if is_menu(document):
        yield Finding(document.line_span(0), {"minimum": options.minimum}, "menu", key="article")
        return
    found = briefs_up_to(document, _MOST_PROMOTION * options.minimum)
    if found is None:
        return
    size = sum(line.size for line in found)
    # What falls below the minimum without its promotion was taken from a page.
    if size >= options.minimum:
        size = sum(line.size for line in without_promotion(document, found, options.compiled))
    elif not _is_page(document):
        return
    if size < options.minimum:
        variant = "" if size else "empty"
        yield Finding(document.line_span(0), {"size": size, "minimum": options.minimum}, variant, key="article")


def _is_page(document: Document) -> bool:
    """Whether a file was made of a page, and is no note or post that is as short as it was written."""
    if not document.text.strip() or header(document) is not None:
        return True
    if headings(document) or links(document) or pictures(document):
        return True
    buttons = islice((line for line in briefs(document) if not line.size), _BUTTONS)
    return len(list(buttons)) == _BUTTONS


CHECKERS = (Checker("quality.too-short", _too_short, ShortOptions),)
