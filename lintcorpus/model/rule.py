"""A card bound to its checker: the only thing the engine sees of a rule."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from lintcorpus.model.card import Card
from lintcorpus.model.checker import AnchoredChecker, AnyChecker
from lintcorpus.model.finding import Severity
from lintcorpus.model.fix import Safety
from lintcorpus.model.frozen import fields, frozen


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

    @cached_property
    def id(self) -> str:
        """The rule's id, such as ``LNK001``."""
        return self.card.id

    @cached_property
    def checker_name(self) -> str:
        """How the card names its checker."""
        return self.card.checker

    @cached_property
    def is_anchored(self) -> bool:
        """Whether it looks only where one of its literals stands."""
        return isinstance(self.checker, AnchoredChecker)

    def __getattr__(self, name: str) -> Any:
        bind = vars(self).get("_bind")
        if bind is None or name.startswith("_"):
            raise AttributeError(name)
        vars(self).update(vars(bind()))
        del vars(self)["_bind"]
        return getattr(self, name)

    def severity_of(self, variant: str) -> Severity:
        """The severity of a finding of this variant."""
        if self.severity is not None:
            return self.severity
        chosen = self.card.variants.get(variant)
        if chosen is not None and chosen.severity is not None:
            return chosen.severity
        return self.card.severity


def late_rule(identity: str, checker_name: str, is_anchored: bool, bind: Callable[[], Rule]) -> Rule:
    """A rule of which the rest is made when somebody asks for it: many rules have nothing to look at in a text.

    Args:
        identity, checker_name, is_anchored: as the properties of the rule.
        bind: makes the rule.
    """
    rule = object.__new__(Rule)
    vars(rule).update(id=identity, checker_name=checker_name, is_anchored=is_anchored, _bind=bind)
    return rule


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
