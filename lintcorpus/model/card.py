"""A rule's card: everything that is said about it, in one place."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from lintcorpus.model.finding import Severity
from lintcorpus.model.fix import Change, Safety
from lintcorpus.model.frozen import field, often_made

Text: TypeAlias = Mapping[str, str]
"""The same text in several languages, by language code; English is always there."""


def localized(text: Text, language: str) -> str:
    """The text in this language, else in English, else in whatever language there is."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


@often_made
class OptionSpec:
    """An option that users may set for a rule.

    Attributes:
        type: ``integer number string boolean list date``; a date that is empty is the day of the run.
        default: its value when nobody sets it.
        minimum, maximum: limits of a number, both inclusive.
        choices: the values that a string may have; empty means any.
        doc: what it does.
    """

    type: str
    default: Any
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    doc: Text = field(default_factory=dict)


@often_made
class FixPolicy:
    """What a rule's fix is and may do.

    Attributes:
        safety: the most that any of its fixes can be trusted; ``None`` when there is none.
        titles: what the fix does, by title key; ``""`` is the usual one.
        changes: what it may change beyond marks and white space.
        reason: why the fix is not safe, or why there is none.
        after: ids of rules whose fixes come first, each with the reason.
    """

    safety: Safety | None
    titles: Mapping[str, Text] = field(default_factory=dict)
    changes: frozenset[Change] = frozenset()
    reason: Text = field(default_factory=dict)
    after: Mapping[str, Text] = field(default_factory=dict)


@often_made
class Variant:
    """One of the messages of a rule, with the severity it has when that differs."""

    message: Text
    severity: Severity | None = None


@often_made
class Measured:
    """The precision that was found by reading real findings."""

    precision: float
    read: int
    date: str
    note: str = ""


@often_made
class Card:
    """A rule as the catalogue describes it; ``schemas/card.schema.json`` says what each field may hold.

    Attributes:
        contextual: whether its verdict on a place depends on the rest of the article, so that a
            repair elsewhere may change it.
        yields_to: names of rules; where they find something in the same place, this one does not.
        parameters: of the checker, set by the card alone.
        options: of the checker, set by users.
        good, bad: examples as written, marks included; see ``catalog/examples.py``.
        source: the file of the card.
    """

    id: str
    name: str
    family: str
    summary: Text
    why: Text
    severity: Severity
    checker: str
    variants: Mapping[str, Variant]
    fix: FixPolicy
    confidence: str = "high"
    contextual: bool = False
    yields_to: tuple[str, ...] = ()
    enabled: bool = True
    status: str = "stable"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, OptionSpec] = field(default_factory=dict)
    good: tuple[Any, ...] = ()
    bad: tuple[Any, ...] = ()
    measured: Measured | None = None
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    since: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""
    pack: str = ""

    def message(self, variant: str, params: Mapping[str, Any], language: str) -> str:
        """The message of a finding in this language.

        A parameter that the checker did not give stays visible as ``{name}``: a wrong card is a
        fault of the catalogue, not a reason to lose the finding.
        """
        chosen = self.variants.get(variant) or self.variants[""]
        return localized(chosen.message, language).format_map(_Shown(params))

    def fix_title(self, key: str, language: str) -> str:
        """What the fix does, in this language; the card's summary when it has no title."""
        titles = self.fix.titles
        return localized(titles.get(key) or titles.get("") or self.summary, language)


class _Shown(dict[str, Any]):
    """Message parameters in which a missing one shows its name."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
