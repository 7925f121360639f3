"""Tells what stands in the metadata of a document, whichever way it is written."""

from lintcorpus.article.header.block import header
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.model.document import Document
from lintcorpus.model.span import Span


def in_metadata(document: Document, span: Span) -> bool:
    """Whether a span touches the front matter or the header block."""
    found = header(document)
    return span.start < front_matter(document).end or (found is not None and found.span.overlaps(span))
