"""The addresses on the web that an article points at."""

from collections.abc import Iterator
from typing import NamedTuple

from lintcorpus.article.header.metadata import in_metadata
from lintcorpus.article.mask import element_mask
from lintcorpus.markdown.links import links, pictures
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span


class WebTarget(NamedTuple):
    """An address on the web.

    Attributes:
        url: with its fragment.
        span: where it stands; the whole link where the source does not spell it as it is read.
        spelled: whether the span holds exactly the URL.
    """

    url: str
    span: Span
    spelled: bool


# The URL goes on, was cut off, or shows a place to fill in.
_UNENDED = lazy(r"\.{2}|…|[<{\[$`\"\\]|-[\r\n]")


@view
def web_targets(document: Document) -> tuple[WebTarget, ...]:
    """Targets of links and pictures, and URLs that stand bare in the text; neither header, code nor HTML."""
    return tuple(sorted([*_linked(document), *_bare(document)], key=lambda target: target.span))


def _linked(document: Document) -> Iterator[WebTarget]:
    """Targets that stand with their link; those of references stand bare in the definition."""
    for piece in (*links(document), *pictures(document)):
        url, form = piece.data.url.strip(), piece.data.form
        if form != "reference" and is_web(url) and not in_metadata(document, Span(piece.start, piece.end)):
            # Behind its text, since the text may show the same URL or hold a picture with a target of its own.
            start = piece.start if form == "autolink" else piece.data.text.end
            at = document.text.find(url, start, piece.end)
            span = Span(at, at + len(url)) if at >= 0 else Span(piece.start, piece.end)
            yield WebTarget(url, span, at >= 0)


def _bare(document: Document) -> Iterator[WebTarget]:
    text, taken = document.text, element_mask(document)
    for url in bare_urls(document):
        if taken.covers(*url) or in_metadata(document, url):
            continue
        if _UNENDED.match(text, url.end - (text[url.end - 1] == "-")):
            continue
        written = document.slice(url)
        meant = written.replace("&amp;", "&")
        if is_web(meant):
            yield WebTarget(meant, url, meant == written)


def is_web(url: str) -> bool:
    """Whether an address is of the web: ``http`` or ``https`` with something behind it."""
    return url[:8].lower().startswith(("http://", "https://")) and len(url) > len("https://")


def without_fragment(url: str) -> str:
    """What is asked of the server for a URL."""
    return url.partition("#")[0]
