"""Finds bold marks that a converter escaped because the page itself showed them.

Authors paste Markdown into editors that do not know it, and the page shows ``**重点**``; a converter
then keeps the asterisks as text: ``\\*\\*重点\\*\\*``.
"""

from lintcorpus.markdown.shown import letters
from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

MARK = r"\*\*"
_PAIR = lazy(r"\\\*\\\*(?![\s\\*])([^\n*]*[^\s\\*])\\\*\\\*(?!\\\*)")
_BEFORE = lazy(r"[ \t>]*(?:#{1,6}[ \t]+|[-*+][ \t]+|\d{1,3}[.)][ \t]+)?")
_AFTER = lazy(r"[ \t]*[:：]?[ \t]*")
_LONG = 8
"""Letters of a text that nobody would put between asterisks for another reason."""


def escaped_bold(document: Document, hits: list[int]) -> list[Span]:
    """The texts with their escaped marks that were meant to be bold.

    A pair round a whole line was; one inside a line was when it is long and the file has a pair
    round a whole line as well, so that an article that explains the marks is left alone.

    Args:
        document: the document.
        hits: the offsets of all escaped marks, in order.
    """
    whole: list[Span] = []
    inside: list[Span] = []
    done = 0
    for at in hits:
        if at < done:
            continue
        line = document.line_span(document.line_of(at))
        found = _PAIR.match(document.text, at, line.end)
        if found is None or not letters(found[1]):
            continue
        done = found.end()
        before, after = document.text[line.start : at], document.text[done : line.end]
        if _BEFORE.fullmatch(before) and _AFTER.fullmatch(after):
            whole.append(Span(at, done))
        elif letters(found[1]) >= _LONG and not (_word(before[-1:]) or _word(after[:1])):
            inside.append(Span(at, done))
    return sorted([*whole, *inside]) if whole else []


def _word(char: str) -> bool:
    return char.isascii() and char.isalnum()
