"""Where an article leads to another address: its links, and addresses that stand in the text."""

import re

from lintcorpus.article.header.block import header
from lintcorpus.article.page.exhibits import Places, places
from lintcorpus.markdown.links import links
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy

# An address without a scheme, a tag with one, and the remains of a broken link.
_SIGN = lazy(
    r"\]\((?!#)|\]\[|<a\b|www\.|\b[\w-]{2,63}\.(?:com|org|net|io|cn|dev|ai|app|edu|gov|me|co|info|ly|gl)\b",
    re.IGNORECASE,
)


@view
def linked(document: Document) -> Places:
    """The blocks that hold a link, an address, or what is left of one; the header counts as nothing."""
    metadata = header(document)
    start = metadata.span.end if metadata is not None else 0
    offsets = [link.start for link in links(document) if not link.data.url.startswith("#")]
    offsets.extend(url.start for url in bare_urls(document))
    offsets.extend(sign.start() for sign in _SIGN.finditer(document.text))
    return places(document, (at for at in offsets if at >= start))
