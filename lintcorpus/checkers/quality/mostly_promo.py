"""Finds files in which hardly anything but promotion and what a page left is said."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from lintcorpus.article.page.chrome import page_runs
from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.lists import Page, page_of
from lintcorpus.article.publisher.lexicon import Lexicon, lexicon_of
from lintcorpus.article.publisher.promotion import claims
from lintcorpus.article.publisher.remains import briefs
from lintcorpus.markdown.parse import parsed
from lintcorpus.markdown.spanset import Mask
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.frozen import field, frozen


@frozen
class ShareOptions:
    """How much of an article may be promotion.

    Attributes:
        lexicon: what counts as promotion; see ``Lexicon``.
        page: what counts as left by a page; see ``Page``.
        most: the share, in percent of what is said outside links and buttons.
        minimum: what a file must say beside promotion at least, in ideographs; else it is too short.
        article: what a file may say beside promotion, in ideographs; who says more is an article.
    """

    lexicon: Mapping[str, Any] = field(repr=False)
    page: Mapping[str, Any] = field(repr=False)
    most: int = 60
    minimum: int = 60
    article: int = 400

    @cached_property
    def compiled(self) -> Lexicon:
        """The lexicon, ready for use."""
        return lexicon_of(self.lexicon)

    @cached_property
    def lists(self) -> Page:
        """The lists of page lines, ready for use."""
        return page_of(self.page)


def _mostly_promo(document: Document, options: ShareOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding for a file that is promotion for the greater part."""
    promotion = [claim.span for claim in claims(document, options.compiled, hits) if not claim.part]
    page = [run.span for run in page_runs(document, options.lists, hits)]
    # Links are in both, so the source tells soon whether the shares can be reached.
    if 4 * sum(end - start for start, end in (*promotion, *page)) < len(document.text) - _start(document):
        return
    held = Mask([*promotion, *page])
    size = {True: 0, False: 0}
    for line in briefs(document):
        size[held.covers(line.span.start, line.span.end)] += line.size
        if size[False] > options.article:
            return
    # A file with less is too short, which another rule says.
    if size[False] >= options.minimum and 100 * size[True] >= options.most * (size[True] + size[False]):
        share = round(100 * size[True] / (size[True] + size[False]))
        yield Finding(document.line_span(0), {"share": share}, evidence={"share": share}, key="article")


def _start(document: Document) -> int:
    """Where the text below header and title begins."""
    blocks = parsed(document).blocks
    first = edges(document).first
    return blocks[first].span.start if first < len(blocks) else len(document.text)


def _anchors(options: ShareOptions) -> Iterable[str]:
    return options.compiled.anchors | options.lists.literals


CHECKERS = (AnchoredChecker("quality.mostly-promo", _mostly_promo, _anchors, ShareOptions),)
