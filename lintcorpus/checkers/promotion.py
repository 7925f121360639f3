"""Reports the promotion in an article, each kind as a rule of its own."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from lintcorpus.article.publisher.lexicon import Lexicon, lexicon_of
from lintcorpus.article.publisher.promotion import WEIGHTS, claims
from lintcorpus.article.removal import remove_lines, remove_text
from lintcorpus.markdown.links import clipped
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Fix, Safety
from lintcorpus.model.frozen import field, frozen

_OWN_WEIGHT = 1.2
"""Of the phrases that a user adds."""
_SHOWN = 2
"""Phrases that a message names."""
_EXPLAINED = 8
"""Phrases of an entry that ``explain`` shows."""


@frozen
class PromotionOptions:
    """Which part of the promotion a rule reports.

    Attributes:
        category: of the lexicon.
        lexicon: see ``Lexicon``; all rules should have the same one, so that one scoring serves all.
        phrases: the user's own, written as in the lexicon; each is enough for a short line.
    """

    category: str
    lexicon: Mapping[str, Any] = field(repr=False)
    phrases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(isinstance(phrase, str) and phrase.strip() for phrase in self.phrases):
            raise ValueError(f"phrases must be texts, not {list(self.phrases)!r}")
        self.compiled  # noqa: B018 - a wrong lexicon must show at once

    @cached_property
    def compiled(self) -> Lexicon:
        """The lexicon, ready for use, with the user's phrases."""
        if not self.phrases:
            return lexicon_of(self.lexicon)
        own = {"category": self.category, "weight": _OWN_WEIGHT, "phrases": list(self.phrases)}
        return Lexicon({**self.lexicon, "phrases": [*self.lexicon["phrases"], own]})


def _promotion(document: Document, options: PromotionOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """The promotion of the rule's own category."""
    for claim in claims(document, options.compiled, hits):
        if claim.category == options.category:
            edit = (remove_text if claim.part else remove_lines)(document, claim.span)
            # The card of the rule lowers this, save where its lines are a closed list of labels.
            safety = Safety.SAFE if claim.manner == "line" and claim.evidence["place"] != "middle" else Safety.UNSAFE
            fixes = (Fix((edit,), safety),) if edit is not None else ()
            params = {"match": clipped(document, claim.span), "signs": _signs(claim.evidence)}
            variant = claim.manner if claim.manner == "between" else ""
            yield Finding(claim.span, params, variant, fixes, evidence=claim.evidence)


def _signs(evidence: Mapping[str, Any]) -> str:
    """What made the line promotion, in short: its phrases, the heading or the number of a list, how often it recurs."""
    said = evidence.get("phrases") or [
        evidence.get("heading") or evidence.get("line") or f"→ {evidence.get('entries')}"
    ]
    return " · ".join(str(sign) for sign in (*said[:_SHOWN], *filter(None, [evidence.get("learned")])))


def _weights(options: PromotionOptions) -> Iterable[str]:
    """The phrases of the rule's category by weight, and what else counts."""
    for entry in options.compiled.data["phrases"]:
        if entry["category"] == options.category:
            phrases = [str(phrase) for phrase in entry["phrases"]]
            rest = f" … ({len(phrases)})" if len(phrases) > _EXPLAINED else ""
            yield f"{entry['weight']:+g}  {', '.join(phrases[:_EXPLAINED])}{rest}"
    yield from (f"{weight:+g}  ({sign})" for sign, weight in WEIGHTS.items())


CHECKERS = (
    AnchoredChecker(
        "promotion.lines", _promotion, lambda options: options.compiled.anchors, PromotionOptions, _weights
    ),
)
