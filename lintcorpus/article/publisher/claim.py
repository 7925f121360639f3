"""A piece of an article that is promotion, and one of which it is not decided yet."""

from typing import Any, NamedTuple

from lintcorpus.article.page.units import Unit
from lintcorpus.model.span import Span


class Claim(NamedTuple):
    """A piece of an article that is promotion.

    Attributes:
        span: in the document.
        category: the strongest one.
        part: whether it is a part of a line only, glued to the article's own text.
        manner: ``""`` for its phrases, ``line`` as a whole line of a closed list, ``between`` for its
            neighbours' sake.
        evidence: why.
    """

    span: Span
    category: str
    part: bool
    manner: str
    evidence: dict[str, Any]


class Judged(NamedTuple):
    """A claim in question, with the units where it begins and ends and what it reached of what it needs."""

    claim: Claim
    first: Unit
    last: Unit
    score: float
    enough: float
