"""A card bound to its checker: the only thing the engine sees of a rule."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from lintcorpus.model.card import Card
from lintcorpus.model.checker import AnyChecker
from lintcorpus.model.finding import Severity
from lintcorpus.model.fix import Safety
from lintcorpus.model.frozen import frozen


@frozen
class Rule:
    """A rule ready to run.

    Attributes:
        card: what the catalogue says.
        checker: what looks.
        options: the checker's own options, validated.
        severity: after config; ``None`` leaves the card's, variant by variant.
        safety: the most its fixes may be trusted, after config; ``None`` for no fix.
    """

    card: Card
    checker: AnyChecker
    options: Any
    severity: Severity | None = None
    safety: Safety | None = None

    @property
    def id(self) -> str:
        """The rule's id, such as ``LNK001``."""
        return self.card.id

    def severity_of(self, variant: str) -> Severity:
        """The severity of a finding of this variant."""
        if self.severity is not None:
            return self.severity
        chosen = self.card.variants.get(variant)
        if chosen is not None and chosen.severity is not None:
            return chosen.severity
        return self.card.severity


def build_options(options: type, values: Mapping[str, Any]) -> Any:
    """Make a checker's options from a card's parameters and the user's settings.

    Args:
        options: the checker's frozen dataclass.
        values: by field name; lists become tuples.

    Raises:
        ValueError: an unknown or missing name, or a value that the dataclass refuses.
    """
    known = {field.name for field in fields(options)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ValueError(f"unknown parameter {unknown[0]!r}; known are: {', '.join(sorted(known)) or 'none'}")
    try:
        return options(**{name: _frozen(value) for name, value in values.items()})
    except (TypeError, KeyError) as error:
        raise ValueError(str(error)) from error


def _frozen(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value
