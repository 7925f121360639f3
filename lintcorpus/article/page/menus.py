"""Tells pages that hold menus and lists of links from pages that hold an article."""

from lintcorpus.article.normal import letters
from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.units import size_of, text_said
from lintcorpus.article.publisher.remains import Brief, briefs
from lintcorpus.markdown.entities import unescaped
from lintcorpus.markdown.headings import headings, title
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy

_PASSAGE, _UNDER_HEADING = 150, 60
"""Lines that say so much one after the other, in ideographs, are an article's; a menu's blurbs stand between links."""
_RUN, _LATIN_RUN = 115, 375
"""No run of text with fewer code points is a passage: the widest count 1.3 ideographs, and Latin letters 0.4."""
_LINKS = 25
_LINKED_LINES, _LINKED_SHARE = 30, 0.6
# A link with a blank line inside is none to the parser, and its pieces are left as text.
_PIECE = lazy(r"[^\[\]]*\]\s?\([^()\s]*\)?|\[[^\[\]]*\Z")
_BLURB = 10


@view
def is_menu(document: Document) -> bool:
    """Whether a page consists of links, with no more between them than labels and blurbs."""
    if document.text.count("](") < _LINKS or _has_long_run(document) or passage_end(document) is not None:
        return False
    linked = others = 0
    for line in briefs(document):
        size = _size(line)
        if size < _BLURB and line.text != line.bare:
            linked += 1
        else:
            others += size >= _BLURB
    return linked >= _LINKED_LINES and linked >= _LINKED_SHARE * (linked + others)


@view
def passage_end(document: Document) -> int | None:
    """Where the first passage of running text ends that no menu would hold, in code points; ``None`` without one."""
    said = 0
    for line in briefs(document):
        size = _size(line)
        said = said + size if size >= _BLURB else 0
        if said >= _UNDER_HEADING:
            heading = heading_end(document) if said < _PASSAGE else None
            if said >= _PASSAGE or (heading is not None and line.span.start >= heading):
                return line.span.end
    return None


@view
def heading_end(document: Document) -> int | None:
    """Where the page's own heading of the article ends, below the title that a scraper set; ``None`` without one."""
    top = title(document)
    if top is None:
        return None
    name = letters(unescaped(top.text))
    below = (item for item in headings(document) if item.span.start > top.span.start)
    return next((item.span.end for item in below if letters(unescaped(item.text)) == name), None)


def _size(line: Brief) -> int:
    """How much a line says outside links and outside the pieces of broken ones, in ideographs."""
    _, text, bare, size = line
    if not text:
        return size
    return size_of(_PIECE.sub("", bare) if "[" in bare or "]" in bare else bare)


def _has_long_run(document: Document) -> bool:
    """Whether one run of text is a passage: where one is, it need not be known where the first one ends."""
    blocks, inlines, _ = parsed(document)
    text = document.text
    for kind, (begin, close), _, _, _, _, first, last in blocks[edges(document).first :]:
        if kind != "paragraph" or close - begin < _RUN:
            continue
        link, longest = -1, 0
        for piece, start, end, _ in inlines[first:last]:
            if piece == "link" or piece == "image":
                link = max(link, end)
            elif (piece == "text" or piece == "code") and start >= link:
                if text.find("[", start, end) >= 0 or text.find("]", start, end) >= 0:
                    longest = 0  # perhaps the remains of a link
                    break
                if end - start >= _LATIN_RUN or (end - start >= _RUN and not text[start:end].isascii()):
                    said = text_said(document, start, end)
                    longest = max(longest, size_of(said[1]) if said is not None else 0)
        if longest >= _PASSAGE:
            return True
    return False
