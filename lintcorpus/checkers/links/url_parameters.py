"""Finds query parameters that a URL in an article should not carry: trackers and secrets."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from math import log2
from typing import Any, NamedTuple
from urllib.parse import unquote

from lintcorpus.article.header.metadata import in_metadata
from lintcorpus.article.mask import code_mask
from lintcorpus.markdown.definitions import is_defined_target
from lintcorpus.markdown.links import picture_at
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_PARAMETER = lazy(r"(?P<lead>[?#]|&(?:amp;)?)(?P<name>[^=&?#]+)=(?P<value>[^&#]*)")
_HOST = lazy(r"\w+://(?:[^/?#@]*@)?([^/?#:]+)")
# What ``bare_urls`` leaves out at the end of a URL, and what ends a target.
_TRAILING = lazy(r"[.,;:!?'*_~\\]+(?=[)>\s\"])")
_UNSURE_END = ("_", "~", "*", "\\", "…", "...")
_MEDIA = lazy(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp|mp[34]|m3u8|webm|m4a|pdf)\Z", re.IGNORECASE)

_JSON_WEB_TOKEN = lazy(r"eyJ[\w-]{10,}\.(?:eyJ)?[\w-]{10,}(?:\.[\w-]*)?")
_UUID = lazy(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TOKEN = lazy(r"[\w+/=.~!|:-]+", re.ASCII)
_PLACEHOLDER = lazy(
    r"your|example|sample|demo|test|dummy|fake|secret|token|redact|placeholder|change|insert|here|foo|xxx|abc123|\*\*|\.\.\.",
    re.IGNORECASE,
)
_HEX = lazy(r"[0-9a-f]+", re.IGNORECASE)
_PIECE = lazy(r"[A-Za-z0-9]+")
_LETTERS = lazy(r"[A-Z]?[a-z]{4,}|[A-Z]{5,}")
_UNSPEAKABLE = lazy(r"[^aeiouy]{4}|[aeiou]{4}", re.IGNORECASE)
_SHORTEST, _SHORTEST_DOUBTFUL, _SHORTEST_PIECE = 16, 24, 12
_LEAST_BITS = 3.0
"""Bits per character: random hexadecimal digits have nearly four, words about three in all but short values."""
_MOST_WORDS = 0.4
_MOST_IN_ORDER = 0.4


class _Parameter(NamedTuple):
    """One ``name=value``.

    Attributes:
        name: in lower case, without escapes.
        value: decoded.
        lead: what stands before it: an ampersand, or the ``?`` or ``#`` that opens the list.
        opens: whether it is the first of a list.
        span: name and value.
    """

    name: str
    value: str
    lead: Span
    opens: bool
    span: Span


class _Url(NamedTuple):
    """A URL with its parameters; ``sure`` says whether it can be edited without looking further.

    It cannot where its end is uncertain, and not in the definition of a reference, since links
    elsewhere would change.
    """

    span: Span
    host: str
    parameters: tuple[_Parameter, ...]
    sure: bool


@frozen
class TrackingOptions:
    """Which parameters only serve to count readers.

    Attributes:
        groups: mappings with ``names`` (a name may end in ``*``) and, unless they hold everywhere,
            ``hosts`` (a host stands for those below it as well).
        keep: names that stay, whatever else is said.
    """

    groups: tuple[Mapping[str, Any], ...]
    keep: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for group in self.groups:
            unknown = set(group) - {"names", "hosts"}
            if unknown or not group.get("names"):
                raise ValueError(f"a group of parameters has names and may have hosts: {dict(group)}")

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """A literal for every name, also as an escaping tool writes it."""
        found = []
        for group in self.groups:
            for name in group["names"]:
                found.append(name[:-1] if name.endswith("*") else name + "=")
        return (*found, *(anchor.replace("_", "\\_") for anchor in found if "_" in anchor))

    def tracks(self, host: str, name: str) -> bool:
        """Whether a parameter of a URL of this host serves to count readers."""
        return name not in self.keep and any(
            ("hosts" not in group or _is_at(host, group["hosts"]))
            and any(_fits(name, pattern) for pattern in group["names"])
            for group in self.groups
        )


@frozen
class SecretOptions:
    """Which parameters hold secrets when their value looks like one.

    Attributes:
        names: what only secrets are called.
        doubtful: names that also stand for harmless things; more is asked of their values.
        public_hosts: where values of these names are for everybody.
        public_with: ``name=value`` of another parameter that tells the same.
        expiring: names of the parameter that says how long a signed URL is good for; a value of a
            doubtful name beside it is a signature.
    """

    names: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    public_hosts: tuple[str, ...] = ()
    public_with: tuple[str, ...] = ()
    expiring: tuple[str, ...] = ()

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """A literal for every name, also as an escaping tool writes it."""
        found = [name + "=" for name in (*self.names, *self.doubtful)]
        return (*found, *(anchor.replace("_", "\\_") for anchor in found if "_" in anchor))


def _tracking(document: Document, options: TrackingOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """A URL with parameters that count readers; those of the metadata say where an article is from."""
    for url in _urls(document, hits):
        found = [item for item in url.parameters if options.tracks(url.host, item.name)]
        if found and not in_metadata(document, url.span):
            yield _finding(url, found, Safety.SAFE)


def _secret(document: Document, options: SecretOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """A URL with a key that opens something for whoever reads it.

    A signature is none: it is made for one URL and mostly for a short time, as those of pictures.
    """
    for url in _urls(document, hits):
        if not url.parameters or _is_at(url.host, options.public_hosts):
            continue
        if any(f"{item.name}={item.value}" in options.public_with for item in url.parameters):
            continue
        signed = _is_media(document, url) or any(item.name in options.expiring for item in url.parameters)
        found = [item for item in url.parameters if _reveals(item, options, signed)]
        if found:
            yield _finding(url, found, Safety.UNSAFE)


def _reveals(item: _Parameter, options: SecretOptions, signed: bool) -> bool:
    """Whether a parameter holds a secret; ``signed`` says that its URL is likely to hold a signature."""
    if item.name in options.names:
        return _UUID.fullmatch(item.value) is not None or _is_secret(item.value, _SHORTEST)
    # Under a name that may be any, a UUID is as likely to name a thing as to open it.
    doubtful = item.name in options.doubtful and not signed and _UUID.fullmatch(item.value) is None
    return doubtful and _is_secret(item.value, _SHORTEST_DOUBTFUL)


def _finding(url: _Url, found: Sequence[_Parameter], safety: Safety) -> Finding:
    """A finding whose fix drops these parameters and keeps the others as they are."""
    names = ", ".join(dict.fromkeys(item.name for item in found))
    span = Span(found[0].span.start, found[-1].span.end)
    fix = Fix(_without(url, found), safety if url.sure else Safety.SHOW)
    return Finding(span, {"names": names, "host": url.host, "count": len(found)}, fixes=(fix,))


def _without(url: _Url, found: Sequence[_Parameter]) -> tuple[Edit, ...]:
    """Edits that delete parameters together with one of the marks beside them."""
    edits = []
    parameters = url.parameters
    for gone, numbers in groupby(range(len(parameters)), key=lambda number: parameters[number] in found):
        run = list(numbers)
        if not gone:
            continue
        first, end = parameters[run[0]], parameters[run[-1]].span.end
        following = parameters[run[-1] + 1] if run[-1] + 1 < len(parameters) else None
        # The mark that opens the list is kept for what follows in the same list.
        if first.opens and following is not None and following.lead.start == end and not following.opens:
            edits.append(Edit(Span(first.lead.end, following.lead.end), ""))
        else:
            edits.append(Edit(Span(first.lead.start, end), ""))
    return tuple(edits)


def _urls(document: Document, hits: Iterable[Hit]) -> Iterator[_Url]:
    """The URLs in which hits stand, in order, but for those in code."""
    urls = bare_urls(document)
    last = -1
    for hit in hits:
        index = bisect_right(urls, hit.start, key=_start) - 1
        if index <= last or urls[index].end <= hit.start:
            continue
        last = index
        if not code_mask(document).covers(*urls[index]):
            url = _parsed(document, urls[index])
            if url is not None:
                yield url


def _parsed(document: Document, span: Span) -> _Url | None:
    text = document.text
    host = _HOST.match(text, *span)
    if host is None:
        return None
    if text.endswith(("](", "](<", "]: ", "<"), 0, span.start):
        trailing = _TRAILING.match(text, span.end)
        span = Span(span.start, trailing.end() if trailing else span.end)
    cut = text[span.end - 1] == "-" and text[span.end : span.end + 1] in ("\r", "\n")
    sure = not (cut or text.startswith(_UNSURE_END, span.end) or is_defined_target(document, span.start))
    parameters = tuple(
        _Parameter(
            match["name"].replace("\\", "").lower(),
            unquote(match["value"].replace("\\", "")).strip(),
            Span(*match.span("lead")),
            not match["lead"].startswith("&"),
            Span(match.start("name"), match.end()),
        )
        for match in _PARAMETER.finditer(text, host.end(), span.end)
    )
    return _Url(span, host[1].lower(), parameters, sure)


def _is_media(document: Document, url: _Url) -> bool:
    """Whether a URL leads to a picture or the like, whose keys are made by a server for everybody."""
    path = document.text[url.span.start : url.parameters[0].lead.start]
    return picture_at(document, url.span.start) is not None or _MEDIA.search(path) is not None


def _is_at(host: str, hosts: Iterable[str]) -> bool:
    """Whether a host is one of these or below one."""
    return any(host == item or host.endswith("." + item) for item in hosts)


def _fits(name: str, pattern: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern


def _is_secret(value: str, shortest: int) -> bool:
    """Whether a value was drawn at random and not written by a person.

    Args:
        value: decoded.
        shortest: the least length in code points.
    """
    if _JSON_WEB_TOKEN.fullmatch(value):
        return True
    if len(value) < shortest or not _TOKEN.fullmatch(value) or _PLACEHOLDER.search(value):
        return False
    digits = sum(map(str.isdigit, value))
    if not 2 <= digits < len(value) or max(map(len, _PIECE.findall(value))) < _SHORTEST_PIECE:
        return False
    if _bits(value) < _LEAST_BITS or _in_order(value) > _MOST_IN_ORDER:
        return False
    return _HEX.fullmatch(value) is not None or _words(value) < _MOST_WORDS


def _bits(value: str) -> float:
    """The entropy of its characters, in bits per character."""
    shares = [count / len(value) for count in Counter(value).values()]
    return -sum(share * log2(share) for share in shares)


def _in_order(value: str) -> float:
    """The share of neighbours that follow each other as in ``1234`` or ``abcd``."""
    return sum(abs(ord(a) - ord(b)) <= 1 for a, b in pairwise(value)) / len(value)


def _words(value: str) -> float:
    """The share of characters in runs of letters that can be spoken."""
    return sum(len(run) for run in _LETTERS.findall(value) if not _UNSPEAKABLE.search(run)) / len(value)


def _start(span: Span) -> int:
    return span.start


CHECKERS = (
    AnchoredChecker("urls.tracking", _tracking, lambda options: options.anchors, TrackingOptions),
    AnchoredChecker("urls.secret", _secret, lambda options: options.anchors, SecretOptions),
)
