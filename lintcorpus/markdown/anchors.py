"""The places in a document that a link can lead to by a fragment."""

import unicodedata
from collections.abc import Iterator

from lintcorpus.markdown.headings import headings
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy

_NAMED = lazy(r"<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)")
_GIVEN = lazy(r"\{:?[ \t]*#([\w\-.:]{1,100})[ \t}]")
_FOOTNOTE = lazy(r"\[\^([^\]\s]{1,60})\]")
_COUNTED = lazy(r"[-_]\d+\Z")


@view
def anchors(document: Document) -> frozenset[str]:
    """The names of all anchors in the form that ``anchor_form`` gives.

    They are those of headings, by the rules of GitHub and of whoever differs from them in marks and
    letter case only, of ``id`` and ``name`` in HTML, of ``{#name}`` and of footnotes.
    """
    return frozenset(anchor_form(name) for name in _names(document))


def anchor_form(name: str) -> str:
    """The letters and digits of a name in lower case: sites make different marks of the same heading."""
    return "".join(char for char in unicodedata.normalize("NFKC", name).lower() if char.isalnum())


def leads_somewhere(document: Document, fragment: str) -> bool:
    """Whether a fragment, without ``#`` and escapes, names a place in this document or its top.

    A number at the end may count headings of the same text.
    """
    known = anchors(document)
    wanted = anchor_form(fragment.removeprefix("user-content-"))
    return not wanted or wanted == "top" or wanted in known or anchor_form(_COUNTED.sub("", fragment)) in known


def _names(document: Document) -> Iterator[str]:
    for heading in headings(document):
        yield heading.text
    text = document.text
    for pattern in (_NAMED, _GIVEN):
        for match in pattern.finditer(text):
            yield match[1]
    for match in _FOOTNOTE.finditer(text):
        for prefix in ("fn", "fnref", "footnote", "footnoteref", ""):
            yield prefix + match[1]
