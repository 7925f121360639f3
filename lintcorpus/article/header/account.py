"""Whose article a document is, by its header."""

from typing import NamedTuple

from lintcorpus.article.header.block import bare_value, header
from lintcorpus.article.header.source_url import source_url
from lintcorpus.model.document import Document, view
from lintcorpus.model.learned import name_key

_ROLES = ("author", "source")


class Account(NamedTuple):
    """Who published an article.

    Attributes:
        site: of the source URL, as ``SourceUrl.site``; empty when there is none.
        names: the author and the source as written, those that the header has.
    """

    site: str
    names: tuple[str, ...]


@view
def account(document: Document) -> Account:
    """The account of a document; without site and names when the header tells neither."""
    found = header(document)
    if found is None:
        return Account("", ())
    url = found.first("url")
    source = source_url(bare_value(url)) if url is not None else None
    fields = [field for role in _ROLES if (field := found.first(role)) is not None]
    names = dict.fromkeys(name for field in fields if name_key(name := bare_value(field)))
    return Account(source.site if source is not None else "", tuple(names))


def account_name(document: Document) -> str:
    """What to call the account of a document: a name, else its site; empty when the header tells neither."""
    own = account(document)
    return next(iter(own.names), own.site)
