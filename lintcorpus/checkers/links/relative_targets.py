"""Finds links and pictures whose target is not among the files, or not in the file."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from urllib.parse import unquote

from lintcorpus.markdown.anchors import anchor_form, leads_somewhere
from lintcorpus.markdown.links import links, pictures
from lintcorpus.markdown.parse import Inline
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document, Neighbours
from lintcorpus.model.finding import Finding
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_ABSOLUTE = lazy(r"[a-z][a-z0-9+.\-]*:|//|\\\\", re.IGNORECASE)
_FILE = lazy(r"\.[A-Za-z][A-Za-z0-9]{0,9}\Z")
_PAGE = lazy(r"\.(?:[sx]?html?|php\d?|aspx?|jspx?|cgi|do|action)\Z", re.IGNORECASE)
_TEXT = lazy(r"\.(?:md|markdown|mkd|txt)\Z", re.IGNORECASE)
_HOST = lazy(r"(?:www\.|[\w-]+\.(?:com|org|net|io|cn|edu|gov|dev|ai|app|me|co|info|tv)(?:[/:]|\Z))", re.IGNORECASE)
_ADDRESS = lazy(r"[^\s/@]+@[\w-]+(?:\.[\w-]+)+\Z")
"""``<name@host.example>`` links an address of e-mail without a scheme."""
_QUERY = lazy(r"[?#]")
_FEW = 2
_NO_PLACE = lazy(r"#*!?\Z|#!|#/|#:~:")


def _missing(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Relative targets that lead nowhere, unless the scrape kept the links of the site as they were."""
    neighbours = document.neighbours
    if neighbours is None:
        return
    pieces = [*links(document), *pictures(document)]
    # Nearly all targets are absolute, so that is asked in the quickest way first.
    near = [piece for piece in pieces if piece.data.url[:4] != "http"]
    relative = [piece for piece in near if _is_relative(_url(piece))]
    if not relative:
        return
    if 2 * sum(_is_of_site(_url(piece)) for piece in relative) > len(pieces):
        return
    inside = [piece for piece in relative if _url(piece).startswith("#") and not _NO_PLACE.match(_url(piece))]
    lost = set(_lost_anchors(document, inside))

    @cache
    def read(path: str) -> Document | None:
        text = neighbours.text(path)
        return None if text is None else Document(path, text)

    for piece in sorted(relative, key=lambda piece: piece.start):
        variant = "anchor" if _url(piece) in lost else _fault(_url(piece), neighbours, read)
        if variant is not None:
            yield Finding(Span(piece.start, piece.end), {"target": _url(piece)}, variant)


def _lost_anchors(document: Document, pieces: Sequence[Inline]) -> Iterator[str]:
    """The targets within the file that name no place of it.

    Most scrapers drop the names of places and keep the buttons that lead to them. So lost targets count
    where as many others work; where there are only a few in all, those that repeat their link's text do.
    """
    lost = {_url(piece): piece for piece in pieces if not leads_somewhere(document, unquote(_url(piece)[1:]))}
    works = {_url(piece) for piece in pieces} - lost.keys()
    for url, piece in lost.items():
        named = anchor_form(document.slice(piece.data.text)) == anchor_form(unquote(url))
        if len(works) >= len(lost) or (len(lost) <= _FEW and named):
            yield url


def _url(piece: Inline) -> str:
    url: str = piece.data.url.strip()
    return url


def _is_relative(url: str) -> bool:
    return bool(url) and not _ABSOLUTE.match(url) and not _ADDRESS.match(url)


def _is_of_site(url: str) -> bool:
    """Whether a relative target is a page of a site and no file of a corpus."""
    path = _path(url)
    return bool(path) and (
        path.startswith("/") or "?" in url or not _FILE.search(path) or _PAGE.search(path) is not None
    )


def _fault(url: str, neighbours: Neighbours, read: Callable[[str], Document | None]) -> str | None:
    """How a relative target fails, as a variant of the message; ``None`` when it does not, or nobody can tell."""
    path, _, fragment = url.partition("#")
    if not path or _is_of_site(url) or _HOST.match(url):
        return None
    path = unquote(path)
    if neighbours.holds(path) is False:
        return ""
    other = read(path) if fragment and _TEXT.search(path) else None
    return "other-anchor" if other is not None and not leads_somewhere(other, unquote(fragment)) else None


def _path(url: str) -> str:
    return _QUERY.split(url, maxsplit=1)[0]


CHECKERS = (Checker("relative-targets.missing", _missing),)
