"""Tells pages that hold menus and lists of links from pages that hold an article."""

from html import unescape

from lintcorpus.article.normal import letters
from lintcorpus.article.remains import Line, lines
from lintcorpus.article.units import size_of
from lintcorpus.markdown.headings import headings, title
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy

_PASSAGE, _UNDER_HEADING = 150, 60
"""Lines that say so much one after the other, in ideographs, are an article's; a menu's blurbs stand between links."""
_LINKS = 25
_LINKED_LINES, _LINKED_SHARE = 30, 0.6
# A link with a blank line inside is none to the parser, and its pieces are left as text.
_PIECE = lazy(r"[^\[\]]*\]\s?\([^()\s]*\)?|\[[^\[\]]*\Z")
_BLURB = 10


@view
def is_menu(document: Document) -> bool:
    """Whether a page consists of links, with no more between them than labels and blurbs."""
    if document.text.count("](") < _LINKS or passage_end(document) is not None:
        return False
    linked = others = 0
    for line in lines(document):
        size = _size(line)
        if size < _BLURB and line.seen.text != line.seen.bare:
            linked += 1
        else:
            others += size >= _BLURB
    return linked >= _LINKED_LINES and linked >= _LINKED_SHARE * (linked + others)


@view
def passage_end(document: Document) -> int | None:
    """Where the first passage of running text ends that no menu would hold, in code points; ``None`` without one."""
    heading = heading_end(document)
    said = 0
    for line in lines(document):
        size = _size(line)
        said = said + size if size >= _BLURB else 0
        span = line.unit.span
        if said >= (_PASSAGE if heading is None or span.start < heading else _UNDER_HEADING):
            return span.end
    return None


@view
def heading_end(document: Document) -> int | None:
    """Where the page's own heading of the article ends, below the title that a scraper set; ``None`` without one."""
    top = title(document)
    if top is None:
        return None
    name = letters(unescape(top.text))
    below = (item for item in headings(document) if item.span.start > top.span.start)
    return next((item.span.end for item in below if letters(unescape(item.text)) == name), None)


def _size(line: Line) -> int:
    """How much a line says outside links and outside the pieces of broken ones, in ideographs."""
    seen = line.seen
    return size_of(_PIECE.sub("", seen.bare)) if seen.text else line.size
