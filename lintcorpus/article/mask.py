"""The places of a document that rules about text must not touch."""

from collections.abc import Iterable

from lintcorpus.article.header.block import header
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.markdown.parse import parsed
from lintcorpus.markdown.spanset import Mask
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span


@view
def mask(document: Document) -> Mask:
    """Code, HTML, pictures, link targets, URLs, front matter and the header block."""
    return Mask([*_markup(document), *_metadata(document), *bare_urls(document)])


@view
def code_mask(document: Document) -> Mask:
    """Code alone, for rules about markup that may look everywhere else."""
    found = parsed(document)
    spans = [block.span for block in found.blocks if block.kind == "code"]
    spans.extend(Span(piece.start, piece.end) for piece in found.inlines if piece.kind == "code")
    return Mask(spans)


@view
def element_mask(document: Document) -> Mask:
    """Links, pictures, tags and code, whole: what stands in none of them is text as it was written."""
    found = parsed(document)
    spans = [block.span for block in found.blocks if block.kind in ("code", "html")]
    for piece in found.inlines:
        if piece.kind in ("link", "image", "code", "html"):
            spans.append(Span(piece.start, piece.end))
    return Mask(spans)


def _markup(document: Document) -> Iterable[Span]:
    found = parsed(document)
    for block in found.blocks:
        if block.kind in ("code", "html"):
            yield block.span
    for piece in found.inlines:
        if piece.kind in ("code", "html", "image"):
            yield Span(piece.start, piece.end)
        elif piece.kind == "link":
            if piece.data.form in ("autolink", "email"):
                yield Span(piece.start, piece.end)
            else:
                yield Span(piece.data.text.end, piece.end)


def _metadata(document: Document) -> Iterable[Span]:
    yield front_matter(document)
    found = header(document)
    if found is not None:
        yield found.span
