"""Finds files that hold what a server said instead of an article, or a page that only lists articles."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from lintcorpus.article.header.block import bare_value, header
from lintcorpus.article.publisher.remains import briefs, lines_up_to
from lintcorpus.markdown.headings import title
from lintcorpus.markdown.links import clipped
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_LONGEST_PAGE = 400
"""A page that says more than this, in ideographs, may be anything."""
_MOST_BESIDE = 60
"""How much a page may say, in ideographs, in sentences that are no notice."""
_SHORTEST_PHRASE, _SHORTEST_WORDS = 5, 10
"""A phrase of fewer ideographs or ASCII characters must be all up to a mark: it may begin any sentence."""
_PARAGRAPH, _MOST_PARAGRAPHS = 120, 2
"""A page with more paragraphs of so many ideographs is no list of articles, whatever its URL."""
_AROUND = "#*_>\\ \t-—·|⚠️❌✖🔒!！：:.。，,…"
_MARKS = ":：,，—|"
_WORD_AFTER = lazy(r"[a-z0-9]")
_PATHS = ("/category/", "/categories/", "/tag/", "/tags/", "/author/", "/authors/")
_LISTING_URL = lazy(
    r"https?://[^/\s]+(?:/[\w%.\-]+)*?/(?:category|categories|tags?|authors?)/[\w%.\-]+(?:/page/\d+)?/?(?:[?#]\S*)?\Z"
)


@frozen
class NoticeOptions:
    """How pages without an article are told.

    Attributes:
        phrases: by kind, in lower case.
    """

    phrases: Mapping[str, Sequence[str]] = field(repr=False)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each phrase."""
        return {str(phrase): kind for kind, phrases in self.phrases.items() for phrase in phrases}

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """The phrases, to be looked for all at once."""
        return tuple(self.kinds)


def _anchors(options: NoticeOptions) -> Iterable[str]:
    yield from options.kinds
    yield from _PATHS


def _not_an_article(document: Document, options: NoticeOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding for a page without an article."""
    listing = _listing(document, hits)
    if listing is not None:
        yield _finding(document, "listing", listing)
        return
    notice = _notice(document, options, hits)
    if notice is not None:
        yield _finding(document, *notice)


def _finding(document: Document, kind: str, span: Span) -> Finding:
    params = {"match": clipped(document, span)}
    return Finding(document.line_span(0), params, kind, related=(Related(span, kind),), key="article")


def _listing(document: Document, hits: Sequence[Hit]) -> Span | None:
    """The source URL of a page that lists the articles of a category, tag or author."""
    metadata = header(document)
    source = metadata.first("url") if metadata is not None and any(hit.literal in _PATHS for hit in hits) else None
    if source is None or _LISTING_URL.match(bare_value(source)) is None:
        return None
    paragraphs = sum(line.size >= _PARAGRAPH for line in briefs(document))
    return source.value_span if paragraphs <= _MOST_PARAGRAPHS else None


def _notice(document: Document, options: NoticeOptions, hits: Sequence[Hit]) -> tuple[str, Span] | None:
    """The kind and place of the first notice of a page that says hardly anything else."""
    if not any(hit.literal in options.kinds for hit in hits):
        return None
    page = lines_up_to(document, _LONGEST_PAGE)
    if page is None:
        return None
    found: tuple[str, Span] | None = None
    beside = 0
    for line in page:
        for start, end in line.seen.sentences():
            text = line.seen.text[start:end]
            kind = _kind(text, options)
            if kind is not None:
                found = found or (kind, Span(line.seen.source(start), line.unit.span.end))
            elif line.size:
                beside += line.seen._replace(text=text).size
    if found is None and not beside:
        return _title(document, options)
    return found if beside <= _MOST_BESIDE else None


def _title(document: Document, options: NoticeOptions) -> tuple[str, Span] | None:
    """The title as a notice, for a page that says nothing else."""
    heading = title(document)
    kind = _kind(heading.text.lower(), options) if heading is not None else None
    return (kind, heading.text_span) if heading is not None and kind is not None else None


def _kind(sentence: str, options: NoticeOptions) -> str | None:
    """The kind of notice that begins a sentence, or that a sentence is."""
    text = sentence.strip(_AROUND)
    if not text.startswith(options.beginnings):
        return None
    for phrase, kind in options.kinds.items():
        if text.startswith(phrase):
            rest = text[len(phrase) :]
            least = _SHORTEST_WORDS if phrase.isascii() else _SHORTEST_PHRASE
            if not rest or rest[0] in _MARKS or (len(phrase) >= least and not _WORD_AFTER.match(rest)):
                return kind
    return None


CHECKERS = (AnchoredChecker("quality.not-an-article", _not_an_article, _anchors, NoticeOptions),)
