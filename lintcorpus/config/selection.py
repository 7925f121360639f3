"""Which rules run, how severe they are, with which options, and which header layouts count."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from lintcorpus.config.settings import DETECT, NO_HEADER, Override, Settings
from lintcorpus.errors import UsageError, nearest
from lintcorpus.model.card import Card, OptionSpec
from lintcorpus.model.finding import Severity
from lintcorpus.model.fix import Safety
from lintcorpus.model.frozen import replace
from lintcorpus.model.header import HeaderLayout
from lintcorpus.model.selector import matching, names, specificity

_TYPES: Mapping[str, tuple[type, ...]] = {
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "boolean": (bool,),
    "list": (list, tuple),
    "date": (str, date),
}

ENGINE_FAMILY = "run"
"""Rules about the run itself: they run unless they are ignored, whatever is selected."""


def selected(settings: Settings, overrides: Iterable[Override], cards: Mapping[str, Card]) -> list[str]:
    """The ids of the rules that run, in order.

    A narrower name beats a wider one, and at the same width ``ignore`` beats ``select``.

    Args:
        settings: the run's settings.
        overrides: those that hold for the path.
        cards: the catalogue.

    Raises:
        UsageError: a name stands for no rule.
    """
    chosen = {
        card.id
        for card in cards.values()
        if card.family == ENGINE_FAMILY or (not settings.select and card.enabled and _may_run(card, settings))
    }
    wanted: list[tuple[int, int, str]] = []
    for name in (*settings.select, *settings.extend_select):
        wanted.append((specificity(cards, name), 1, name))
    wanted.extend((specificity(cards, name), 2, name) for name in settings.ignore)
    for rank, override in enumerate(overrides, start=1):
        wanted.extend((1000 * rank + specificity(cards, name), 1, name) for name in override.select)
        wanted.extend((1000 * rank + specificity(cards, name), 2, name) for name in override.ignore)
    for _, action, name in sorted(wanted):
        found = known(cards, name)
        if action == 1:
            exact = specificity(cards, name) == 100
            chosen |= {identity for identity in found if exact or _may_run(cards[identity], settings)}
        else:
            chosen -= found
    return sorted(chosen)


def known(cards: Mapping[str, Card], name: str) -> frozenset[str]:
    """The ids that a name stands for.

    Raises:
        UsageError: none; names the nearest name.
    """
    found = matching(cards, name)
    if not found:
        hint = nearest(name, names(cards)) or "; 'lintcorpus rules' lists them all"
        raise UsageError(f"unknown rule {name!r}{hint}")
    return found


def severity_of(card: Card, given: Iterable[Mapping[str, Severity]], cards: Mapping[str, Card]) -> Severity | None:
    """The severity that settings give a rule; later mappings win, inside one the narrower name."""
    found = None
    for mapping in given:
        ranked = sorted((specificity(cards, name), name) for name in mapping if card.id in known(cards, name))
        if ranked:
            found = mapping[ranked[-1][1]]
    return found


def safety_of(card: Card, settings: Settings, cards: Mapping[str, Card]) -> Safety | None:
    """How far a rule's fixes are trusted: the card's word, unless the user raised or lowered it."""
    safety = card.fix.safety
    if safety is None:
        return None
    if any(card.id in known(cards, name) for name in settings.extend_unsafe_fixes):
        return min(safety, Safety.UNSAFE)
    if safety is Safety.UNSAFE and any(card.id in known(cards, name) for name in settings.extend_safe_fixes):
        return Safety.SAFE
    return safety


def options_of(
    card: Card, given: Iterable[Mapping[str, Mapping[str, Any]]], cards: Mapping[str, Card]
) -> dict[str, Any]:
    """A rule's options: defaults from the card, then what settings give, in order.

    Raises:
        UsageError: an option that the rule does not have, or a value that does not fit.
    """
    values = {name: spec.default for name, spec in card.options.items()}
    for mapping in given:
        for name, options in mapping.items():
            if card.id not in known(cards, name):
                continue
            for option, value in options.items():
                spec = card.options.get(option)
                if spec is None:
                    raise UsageError(f"{card.id} has no option {option!r}{nearest(option, card.options)}")
                values[option] = _checked(card, option, spec, value)
    return values


def known_header(name: str, layouts: Sequence[HeaderLayout]) -> str:
    """The name, when it is a value of ``header``.

    Raises:
        UsageError: it is none; names the nearest one, else all.
    """
    allowed = (DETECT, NO_HEADER, *(layout.name for layout in layouts))
    if name not in allowed:
        hint = nearest(name, allowed) or f"; known are: {', '.join(sorted(allowed))}"
        raise UsageError(f"header: no layout is called {name!r}{hint}")
    return name


def layouts_of(
    settings: Settings, overrides: Iterable[Override], layouts: tuple[HeaderLayout, ...]
) -> tuple[HeaderLayout, ...]:
    """The header layouts that count for a path, the demanded one marked; none where no header is wanted.

    Args:
        settings: the run's settings.
        overrides: those that hold for the path; the last that says something wins.
        layouts: all layouts of the run.

    Raises:
        UsageError: an unknown layout is demanded.
    """
    given = [settings.header, *(override.header for override in overrides if override.header)]
    wanted = known_header(given[-1], layouts)
    if wanted == NO_HEADER:
        return ()
    return tuple(replace(layout, demanded=True) if layout.name == wanted else layout for layout in layouts)


def _may_run(card: Card, settings: Settings) -> bool:
    return card.status != "preview" or settings.preview


def _checked(card: Card, name: str, spec: OptionSpec, value: Any) -> Any:
    where = f"option {name!r} of {card.id}"
    fits = isinstance(value, _TYPES[spec.type]) and (spec.type == "boolean" or not isinstance(value, bool))
    if not fits:
        raise UsageError(f"{where} must be of type {spec.type}, not {value!r}")
    if spec.type == "date":
        return _checked_date(where, value)
    if spec.minimum is not None and value < spec.minimum:
        raise UsageError(f"{where} must be at least {spec.minimum:g}, not {value!r}")
    if spec.maximum is not None and value > spec.maximum:
        raise UsageError(f"{where} must be at most {spec.maximum:g}, not {value!r}")
    if spec.choices and value not in spec.choices:
        raise UsageError(
            f"{where} must be one of {', '.join(spec.choices)}, not {value!r}{nearest(value, spec.choices)}"
        )
    return value


def _checked_date(where: str, value: str | date) -> str:
    """The day as ``YYYY-MM-DD``; YAML and TOML read one without quotes as a date."""
    text = value if isinstance(value, str) else value.isoformat()[:10]
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise UsageError(f"{where} must be a date (YYYY-MM-DD), not {value!r}") from error
