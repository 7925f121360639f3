"""HTML entities in the source text and what they stand for."""

from typing import NamedTuple

from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_ENTITY = lazy(r"&((?:amp;){0,3})(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


class Entity(NamedTuple):
    """An entity as it is written.

    Attributes:
        span: from ``&`` to ``;``.
        name: what stands between them, in an escaped one between the last ``&`` and ``;``.
        char: the text that it stands for.
        escaped: whether its own ``&`` is escaped, so that readers see the entity itself.
    """

    span: Span
    name: str
    char: str
    escaped: bool


def unescaped(text: str) -> str:
    """A text with what its entities stand for, as ``html.unescape`` has it."""
    if "&" not in text:
        return text
    from html import unescape  # its table takes long to import

    return unescape(text)


def entity_at(text: str, start: int) -> Entity | None:
    """The entity that begins at this ``&``, or ``None`` when HTML knows none of that name.

    Args:
        text: a document's text.
        start: the offset of ``&`` in code points.
    """
    match = _ENTITY.match(text, start, start + 60)
    if match is None:
        return None
    char = unescaped(f"&{match[2]};")
    if char.startswith("&") and len(char) > 1:
        return None
    return Entity(Span(*match.span()), match[2], char, bool(match[1]))
