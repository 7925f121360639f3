"""Finds URLs that were damaged on their way into the text."""

import re
from collections.abc import Iterable, Sequence

from lintcorpus.article.cuts import cut_urls
from lintcorpus.article.mask import code_mask
from lintcorpus.markdown.brackets import literal_brackets
from lintcorpus.markdown.links import links
from lintcorpus.markdown.urls import URL_CHARACTER, bare_urls, url_end
from lintcorpus.model.checker import AnchoredChecker, Checker, Hit, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_ANCHORS = ("http:/", "https:/", "http//", "https//", "http：", "https：", "hhttp")
# A scheme with a letter, colon or slash too many or too few, before what can only be a host.
_WRONG_START = lazy(
    r"(?:h{2,}ttps?[:：]/+|https?(?://+|:/(?!/)|:/{3,}|：/+|::+/+|://https?[:：]?/+))"
    rf"(?P<rest>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+{URL_CHARACTER}*)",
    re.IGNORECASE,
)
_MAY_BE_WRONG = ("/", "h", "H")
_SCHEME = lazy(r"https?(?=[:：/])", re.IGNORECASE)
# Inside another URL a second one may be written in many ways.
_IN_URL = lazy(r"[A-Za-z0-9/=:?&%._~@#+-]")
_SECOND = lazy(r"(?<=[A-Za-z0-9])(?<!%[0-9A-Fa-f]{2})https?://", re.IGNORECASE)
"""A URL right behind a letter or digit, but not behind an escaped space: ``?text=%20https://a.example`` shares one."""
_REST_OF_TARGET = lazy(r"[^\s()<>]*(?:\s{1,4}\"(?:[^\"\s]|\s(?!\s*[\r\n]\s*[\r\n])){0,300}\")?[ \t]*\)")
_SENTENCE_MARKS = tuple("，。；：！？、")
_OTHER_MARKS = lazy(r"[\s，。；：！？、,.;:!?)）】」』”]|\Z")

_SHOWN = 30
"""How much of a URL a message shows on either side of the fault, in code points."""


def _cut(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A URL in pieces. The whole of it is edited, since the rest may turn into a link's target."""
    for cut in cut_urls(document):
        pieces, at = [], _edited_from(document, cut.span.start)
        start = at
        for joint in cut.joints:
            pieces.append(document.text[at : joint.start])
            at = joint.end
        pieces.append(document.text[at : cut.span.end])
        whole = "".join(pieces)
        safety = Safety.SAFE if cut.certain else Safety.UNSAFE
        params = {"url": whole[cut.span.start - start :], "count": len(cut.joints)}
        end = _edited_to(document, cut.span)
        edit = Edit(Span(start, end), whole + document.text[cut.span.end : end])
        yield Finding(cut.span, params, fixes=(Fix((edit,), safety),))


def _edited_from(document: Document, start: int) -> int:
    """Where the edit of a URL begins: in ``[url](url)`` the join makes both of them part of a link."""
    closing = literal_brackets(document).at(start - len("]("))
    if closing is None or closing.opens or closing.torn or closing.partner < 0:
        return start
    return closing.partner if "://" in document.text[closing.partner : closing.at] else start


def _edited_to(document: Document, url: Span) -> int:
    """Where the edit of a URL ends: the rest of a target and its title are text before the join, and none after."""
    if not document.text.endswith("](", 0, url.start):
        return url.end
    rest = _REST_OF_TARGET.match(document.text, url.end)
    return rest.end() if rest is not None else url.end


def _malformed(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """A URL that no browser would open as it stands."""
    for finding in (*_wrong_starts(document, hits), *_run_together(document)):
        if not code_mask(document).covers(*finding.span):
            yield finding
    yield from _swallowed_marks(document)


def _wrong_starts(document: Document, hits: Sequence[Hit]) -> Iterable[Finding]:
    """``https//host``, ``http:/host``, ``hhttps://host``, ``http：//host``, ``http://https://host``."""
    text, done = document.text, -1
    for literal, first, last in hits:
        # ``http://a`` is right, as nearly all are; only a slash or an ``h`` could make it wrong.
        if literal.endswith(":/") and text.startswith("/", last) and not text.startswith(_MAY_BE_WRONG, last + 1):
            continue
        if first < done or _IN_URL.match(text[max(0, first - 1) : first]):
            continue
        found = _WRONG_START.match(text, first)
        if found is None:
            continue
        done = url_end(text, *found.span("rest"))
        start = Span(found.start(), found.start("rest"))
        schemes = _SCHEME.findall(text, *start)
        right = f"{schemes[-1].lower()}://"
        params = {"match": _shown(document, Span(start.start, done), start.end), "replacement": right}
        # With another URL run into it, the mended start would swallow that one.
        safety = Safety.SHOW if "://" in text[start.end : done] else Safety.UNSAFE
        yield Finding(Span(start.start, done), params, fixes=(Fix((Edit(start, right),), safety),))


def _run_together(document: Document) -> Iterable[Finding]:
    """``https://a.example/xhttps://b.example``; a URL may well hold another one after a slash."""
    for url in bare_urls(document):
        if document.text.find("://", url.start + len("http://"), url.end) < 0:
            continue
        second = _SECOND.search(document.text, url.start + len("http://"), url.end)
        if second is not None and "." in document.text[url.start : second.start()]:
            place = Span(second.start(), second.start())
            params = {"match": _shown(document, url, place.start)}
            yield Finding(url, params, "together", (Fix((Edit(place, " "),), Safety.SHOW, "together"),))


def _swallowed_marks(document: Document) -> Iterable[Finding]:
    """``[text](https://a.example。)``: the mark of the sentence inside the target."""
    text = document.text
    for link in links(document):
        if not link.data.url.endswith(_SENTENCE_MARKS) or link.data.form != "inline":
            continue
        inner_end = link.end - 1
        if text[inner_end - 1] != link.data.url[-1]:
            continue
        mark = "" if _OTHER_MARKS.match(text, link.end) and link.end < len(text) else text[inner_end - 1]
        edit = Edit(Span(inner_end - 1, link.end), ")" + mark)
        params = {"match": _shown(document, Span(link.data.text.end + 2, inner_end), inner_end)}
        yield Finding(Span(link.start, link.end), params, "mark", (Fix((edit,), Safety.UNSAFE, "mark"),))


def _shown(document: Document, url: Span, at: int) -> str:
    """What stands around an offset of a URL, with dots where the URL goes on."""
    start, end = max(url.start, at - _SHOWN), min(url.end, at + _SHOWN)
    return f"{'…' * (start > url.start)}{document.text[start:end]}{'…' * (end < url.end)}"


CHECKERS = (
    Checker("urls.cut", _cut),
    AnchoredChecker("urls.malformed", _malformed, lambda options: _ANCHORS),
)
