"""Finds URLs that stand bare in the text, and URLs that markup or wide characters have mangled."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from lintcorpus.article.header.metadata import in_metadata
from lintcorpus.article.mask import code_mask, element_mask
from lintcorpus.markdown.definitions import is_defined_target
from lintcorpus.markdown.links import clipped, link_at
from lintcorpus.markdown.parse import Inline, parsed
from lintcorpus.markdown.urls import URL_CHARACTER, bare_urls, url_end
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_HOST = lazy(r"\w+://(?:[\w-]+\.)+[A-Za-z][\w-]*(?::\d+)?(?![\w.:@-])", re.ASCII)
# The URL goes on, was cut off, or shows a place to fill in.
_UNENDED = lazy(r"\.{2}|…|[<{\[$`\"]|-[\r\n]")
_ESCAPE = lazy(r"\\([!-/:-@\[-`{-~])")

# A mark that may begin emphasis and one that may end it; those inside a word do neither.
_MAY_BE_EATEN = lazy(r"(?<![A-Za-z0-9])_[^\r\n]*_(?![A-Za-z0-9])|\*[^\r\n]*\*")
# What only a URL has behind the mark; a mark of a sentence has text or nothing there.
_WIDE = {
    "？": lazy(r"？[A-Za-z_][\w.-]*[=＝]", re.ASCII),
    "＆": lazy(r"＆[A-Za-z_][\w.-]*[=＝]", re.ASCII),
    "＝": lazy(r"＝[\w%]", re.ASCII),
    "／": lazy(r"／(?!https?\b)[a-z0-9_]", re.ASCII),
    "：": lazy(r"：\d{2,5}/", re.ASCII),
    "％": lazy(r"％[0-9A-Fa-f]{2}"),
    "－": lazy(r"－[a-z0-9]"),
    "＿": lazy(r"＿[A-Za-z0-9]"),
    "．": lazy(r"．[a-z]{2,}"),
    "。": lazy(r"。(?:com|cn|net|org|io|ai|gov|edu)(?:\.cn)?(?![A-Za-z0-9.])"),
}
_NARROW = str.maketrans("？＆＝／：％－＿．。", "?&=/:%-_..")
_WHOLE_HOST = lazy(r"\w+://[\w.-]+\.(?:com|cn|net|org|io|ai|gov|edu|me|co|dev|app|[a-z]{2})\Z", re.ASCII)
_ONLY_HOST = lazy(r"\w+://[\w.-]+\Z", re.ASCII)
_RUN = lazy(rf"(?:{URL_CHARACTER}|[？＆＝／：％－＿．。](?=[A-Za-z0-9_%]))+")
# Parentheses and title marks may belong to the name of a page.
_SENTENCE = lazy(r"[，。；、！？][^\x00-\x7f]")
_ESCAPED_TWICE = lazy(r"\\\\+(?=[_*~&#=-])")
_ESCAPED = lazy(r"\\(?=[_*~&#=.!()-])")
_ENTITY_TWICE = lazy(r"&amp;(?=amp;)")


def _bare(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A URL that is no link to CommonMark; those that are damaged have rules of their own."""
    text = document.text
    for url in bare_urls(document):
        if _is_marked_up(document, url) or _HOST.match(text, *url) is None:
            continue
        if _UNENDED.match(text, url.end - (text[url.end - 1] == "-")) or _delimiters(document, url):
            continue
        if _wide_run(text, url) is not None or in_metadata(document, url):
            continue
        # Nothing is an escape between angle brackets.
        target = _ESCAPE.sub(r"\1", document.slice(url)).replace("&amp;", "&")
        yield Finding(url, {"url": target}, fixes=(Fix((Edit(url, f"<{target}>"),), Safety.SAFE),))


def _is_marked_up(document: Document, url: Span) -> bool:
    """Whether a URL belongs to a link, picture, tag, code or definition, or was to."""
    if document.text.endswith(("](", "](<", '="', "='"), 0, url.start) or element_mask(document).covers(*url):
        return True
    return is_defined_target(document, url.start)


def _mangled(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A URL that leads elsewhere, or shows as something else, because of a few characters in it."""
    text = document.text
    # Nearly all URLs are targets between parentheses, where little can go wrong: most are done here.
    escaped = "\\\\" in text or "&amp;amp;" in text
    done = -1
    for url in bare_urls(document):
        start, end = url
        if start < done or (not escaped and text[end : end + 1] == ")" and text.startswith("](", start - 2)):
            continue
        found = _fault(document, url)
        if found is not None and not code_mask(document).covers(start, end):
            done = found.span.end
            yield found


def _fault(document: Document, url: Span) -> Finding | None:
    """The first thing that is wrong with a URL."""
    text = document.text
    targeted = text.endswith(("](", "<"), 0, url.start)
    found = _widened(document, url) if text[url.end : url.end + 1] in _WIDE else None
    if found is None and targeted:
        found = _swallowing(document, url)
    if found is None and text.find("\\", url.start, url.end) >= 0:
        found = _escaped(document, url)
    if found is None and text.find("&amp;amp;", url.start, url.end) >= 0:
        found = _replaced(document, url, _ENTITY_TWICE, "entity", "&")
    if found is None and not targeted and _MAY_BE_EATEN.search(text, url.start, url.end + 1):
        found = _emphasised(document, url)
    return found


def _widened(document: Document, url: Span) -> Finding | None:
    """``https://a.example/list？id=7``: a mark that an input method made wide."""
    span = _wide_run(document.text, url)
    if span is None:
        return None
    narrow = document.slice(span).translate(_NARROW)
    params = {"match": clipped(document, span), "replacement": narrow}
    return Finding(span, params, "wide", (Fix((Edit(span, narrow),), Safety.UNSAFE, "wide"),))


def _wide_run(text: str, url: Span) -> Span | None:
    """The URL with what follows a wide mark that can be nothing but part of it."""
    mark = text[url.end : url.end + 1]
    pattern = _WIDE.get(mark)
    if pattern is None or pattern.match(text, url.end) is None:
        return None
    before = text[url.start : url.end]
    if mark in "＆＝" and "?" not in before:
        return None
    if mark in "：。．" and (_ONLY_HOST.match(before) is None or (mark != "：" and _WHOLE_HOST.match(before))):
        return None
    run = _RUN.match(text, url.end)
    return Span(url.start, url_end(text, url.start, run.end())) if run else None


def _swallowing(document: Document, url: Span) -> Finding | None:
    """``<https://a.example/list，后来>``: a tool that made a link of a URL took the sentence for its rest."""
    text = document.text
    if _SENTENCE.match(text, url.end) is None:
        return None
    link = link_at(document, url.start)
    if link is None or (
        link.data.form != "autolink" and text[link.data.text.start : link.data.text.end] != link.data.url
    ):
        return None
    last = link.end - 1
    if text.find("://", url.end, last) >= 0:
        return None
    span = Span(link.start, link.end)
    edit = Edit(span, f"<{document.slice(url)}>{text[url.end : last]}")
    params = {"match": clipped(document, Span(url.end, last))}
    return Finding(span, params, "swallowed", (Fix((edit,), Safety.UNSAFE, "swallowed"),))


def _escaped(document: Document, url: Span) -> Finding | None:
    """A backslash that was to protect a mark and became part of the URL."""
    link = link_at(document, url.start)
    if link is not None and link.data.form == "autolink":
        return _replaced(document, url, _ESCAPED, "escape", "")
    return _replaced(document, url, _ESCAPED_TWICE, "escape", "\\")


def _replaced(
    document: Document, url: Span, pattern: re.Pattern[str], variant: str, replacement: str
) -> Finding | None:
    edits = tuple(
        Edit(Span(*match.span()), replacement) for match in pattern.finditer(document.text, url.start, url.end)
    )
    if not edits:
        return None
    params = {"match": clipped(document, url)}
    return Finding(url, params, variant, (Fix(edits, Safety.UNSAFE, variant),))


def _emphasised(document: Document, url: Span) -> Finding | None:
    """``https://a.example/_list_/7``: marks of the URL that were read as emphasis."""
    eaten = [piece for piece in _delimiters(document, url) if _is_eaten(document, url, piece)]
    if not eaten or element_mask(document).covers(*url):
        return None
    span = Span(url.start, max(url.end, *(piece.end for piece in eaten)))
    target = _ESCAPE.sub(r"\1", document.slice(span))
    params = {"match": clipped(document, span)}
    return Finding(span, params, fixes=(Fix((Edit(span, f"<{target}>"),), Safety.UNSAFE),))


def _is_eaten(document: Document, url: Span, piece: Inline) -> bool:
    """Whether emphasis that begins inside a URL is part of it; bold text may follow a URL without a blank."""
    if document.text[piece.start] == "_":
        # The mark that ends it counts as the end of a sentence when the URL ends there.
        return piece.end <= url.end + 1
    return piece.end < url.end and document.text[piece.end] not in "-.,&"


def _delimiters(document: Document, url: Span) -> list[Inline]:
    """The emphasis that begins inside a URL."""
    found = _emphasis(document)
    first = bisect_right(found, url.start, key=_start)
    return list(found[first : bisect_left(found, url.end, key=_start)])


@view
def _emphasis(document: Document) -> tuple[Inline, ...]:
    return tuple(piece for piece in parsed(document).inlines if piece.kind in ("emphasis", "strong"))


def _start(piece: Inline) -> int:
    return piece.start


CHECKERS = (
    Checker("urls.bare", _bare),
    Checker("urls.mangled", _mangled),
)
