"""The names of one article, to be counted over a corpus."""

import re
from typing import NamedTuple

from lintcorpus.article.mask import mask
from lintcorpus.article.names.han import han_names
from lintcorpus.model.document import Document

_NAME = re.compile(r"(?<![A-Za-z\d_./@#&=-])[A-Z][A-Za-z\d]+(?![A-Za-z\d_/@=])")
_WORD = re.compile(r"(?<![A-Za-z\d_./@#&=-])[a-z]+(?![A-Za-z\d_/@=])")
_SHORTEST = 3


class NamesSeen(NamedTuple):
    """What stands in an article outside code, links and the header.

    Attributes:
        names: words with a capital, and Chinese names that stand often.
        words: words in lower case, which tell that a capital only begins a sentence.
    """

    names: frozenset[str]
    words: frozenset[str]


def names_seen(document: Document) -> NamesSeen:
    """The names of a document, each once."""
    hidden = mask(document)
    names = {
        found[0]
        for found in _NAME.finditer(document.text)
        if len(found[0]) >= _SHORTEST and not hidden.covers(*found.span())
    }
    return NamesSeen(frozenset(names | han_names(document).keys()), frozenset(_WORD.findall(document.text)))
