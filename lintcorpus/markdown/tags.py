"""HTML tags in the source text: names, attributes, and which of them HTML knows."""

from typing import NamedTuple

from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_TAG = lazy(
    r"<(/?)([A-Za-z][A-Za-z0-9]*(?::[A-Za-z][\w-]*)?)"
    r"((?:\s+[A-Za-z_:@][\w:.@-]*(?:\s*=\s*(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'=<>`]{1,500}))?)*)\s*(/?)>"
)
_ATTRIBUTE = lazy(r"([A-Za-z_:@][\w:.@-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_LONGEST = 4_000


class Tag(NamedTuple):
    """A tag as it is written.

    Attributes:
        span: from ``<`` to ``>``.
        name: in lower case.
        closing: whether it is ``</name>``.
        attributes: names in lower case to values; an attribute without a value has an empty one.
    """

    span: Span
    name: str
    closing: bool
    attributes: dict[str, str]


def tag_at(text: str, start: int) -> Tag | None:
    """The tag that begins at this ``<``, or ``None`` when it is no complete tag.

    Args:
        text: a document's text.
        start: the offset of ``<`` in code points.
    """
    match = _TAG.match(text, start, start + _LONGEST)
    if match is None:
        return None
    attributes = {
        item[1].lower(): next((value for value in item.groups()[1:] if value), "")
        for item in _ATTRIBUTE.finditer(match[3])
    }
    return Tag(Span(*match.span()), match[2].lower(), bool(match[1]), attributes)
