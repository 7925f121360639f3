"""Reports the promotion in an article, each kind as a rule of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lintcorpus.article.lexicon import Lexicon, lexicon_of
from lintcorpus.article.promotion import claims
from lintcorpus.article.removal import remove_lines, remove_text
from lintcorpus.markdown.links import clipped
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Fix, Safety


@dataclass(frozen=True)
class PromotionOptions:
    """Which part of the promotion a rule reports.

    Attributes:
        category: of the lexicon.
        lexicon: see ``Lexicon``; all rules should have the same one, so that one scoring serves all.
    """

    category: str
    lexicon: Mapping[str, Any] = field(repr=False)

    def __post_init__(self) -> None:
        lexicon_of(self.lexicon)

    @cached_property
    def compiled(self) -> Lexicon:
        """The lexicon, ready for use."""
        return lexicon_of(self.lexicon)


def _promotion(document: Document, options: PromotionOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """The promotion of the rule's own category."""
    for claim in claims(document, options.compiled, hits):
        if claim.category == options.category:
            edit = (remove_text if claim.part else remove_lines)(document, claim.span)
            # The card of the rule lowers this, save where its lines are a closed list of labels.
            safety = Safety.SAFE if claim.manner == "line" and claim.evidence["place"] != "middle" else Safety.UNSAFE
            fixes = (Fix((edit,), safety),) if edit is not None else ()
            params = {"match": clipped(document, claim.span)}
            variant = claim.manner if claim.manner == "between" else ""
            yield Finding(claim.span, params, variant, fixes, evidence=claim.evidence)


CHECKERS = (
    AnchoredChecker("promotion.lines", _promotion, lambda options: options.compiled.anchors, PromotionOptions),
)
