"""What a SARIF report says of the rules and of its own notifications."""

import re
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

from lintcorpus.model.card import Card, Measured, localized
from lintcorpus.model.finding import Severity

HOME = "urn:lintcorpus"
"""Names the tool and, with a rule's id, the rule: SARIF wants absolute URIs and there is no public page."""

LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# GitHub orders by this name and knows no "info".
_PROBLEM_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
# GitHub refuses longer descriptions and keeps ten tags.
_LONGEST_DESCRIPTION = 1024
_MOST_TAGS = 10
_LEAST_READ = 20
"""With fewer findings read, a measured precision says less than what the card's author believes."""
_HAN = re.compile(r"[\u3400-\u9fff]")

CUT = "cut"
_NOTIFICATIONS: Mapping[str, tuple[str, str, str]] = {
    "path": ("NTE001", "MissingPath", "A path that was named does not exist or holds no file to check."),
    "plugin": ("NTE002", "FailedPlugin", "A plugin could not be used or raised."),
    "unreadable": ("NTE003", "UnreadableFolder", "A folder could not be read."),
    "note": ("NTE004", "Remark", "Something about the run that is worth knowing."),
    CUT: ("NTE005", "ResultsLeftOut", "The report holds fewer results than were found."),
}


def rule(card: Card, language: str) -> dict[str, Any]:
    """The descriptor of a rule."""
    summary = sentence(localized(card.summary, language), language)
    why = sentence(localized(card.why, language), language)
    repair = list(_repair(card, language))
    more = f"lintcorpus explain {card.id}"
    configuration: dict[str, Any] = {"level": LEVELS[card.severity]}
    if not card.enabled or card.status == "preview":
        configuration["enabled"] = False
    properties: dict[str, Any] = {
        "precision": _precision(card),
        "problem.severity": _PROBLEM_SEVERITIES[card.severity],
        "tags": list(dict.fromkeys(filter(None, (card.family, *card.tags))))[:_MOST_TAGS],
    }
    if card.measured is not None:
        properties["measured"] = _measured(card.measured)
    descriptor: dict[str, Any] = {
        "id": card.id,
        "name": "".join(part[:1].upper() + part[1:] for part in re.findall(r"[A-Za-z0-9]+", card.name)),
        "shortDescription": {"text": _short(summary)},
        "fullDescription": {"text": _short(f"{summary} {why}")},
        "help": {
            "text": "\n".join((summary, why, *repair, more)),
            "markdown": "\n\n".join((f"**{card.id} {card.name}**: {summary}", why, *repair, f"`{more}`")),
        },
        "helpUri": f"{HOME}:rule:{card.id}",
        "defaultConfiguration": configuration,
        "properties": properties,
    }
    templates = {variant: Template(card, variant, language).text for variant in card.variants}
    strings = {message_id(variant): {"text": text} for variant, text in templates.items() if text}
    return {**descriptor, "messageStrings": strings} if strings else descriptor


def notifications() -> list[dict[str, Any]]:
    """The descriptors of all notifications."""
    return [
        {
            "id": identity,
            "name": name,
            "shortDescription": {"text": text},
            "fullDescription": {"text": text},
            "help": {"text": text, "markdown": text},
            "helpUri": f"{HOME}:notification:{identity}",
        }
        for identity, name, text in _NOTIFICATIONS.values()
    ]


def notification(kind: str) -> dict[str, Any]:
    """The reference to a notification's descriptor, as part of the notification; empty for an unknown kind."""
    for index, (known, (identity, _, _)) in enumerate(_NOTIFICATIONS.items()):
        if known == kind:
            return {"descriptor": {"id": identity, "index": index}}
    return {}


class Template:
    """A message of a card as SARIF writes it: ``{0}`` for the first parameter.

    Attributes:
        text: the template; empty when the card formats a parameter in a way that SARIF does not know, or
            when it does not end in the ASCII full stop that validators ask of templates alone.
        names: the parameters in order.
    """

    def __init__(self, card: Card, variant: str, language: str) -> None:
        chosen = card.variants.get(variant) or card.variants[""]
        parts: list[str] = []
        self.names: list[str] = []
        self.text = ""
        for literal, name, form, conversion in Formatter().parse(
            sentence(localized(chosen.message, language), language)
        ):
            parts.append(literal.replace("{", "{{").replace("}", "}}"))
            if name is None:
                continue
            if form or conversion or not name.isidentifier():
                return
            if name not in self.names:
                self.names.append(name)
            parts.append(f"{{{self.names.index(name)}}}")
        text = "".join(parts)
        self.text = text if text.endswith(".") else ""


def message_id(variant: str) -> str:
    """The name of a card's message within ``messageStrings``."""
    return variant or "default"


def sentence(text: str, language: str) -> str:
    """The text with a full stop at its end; an English text that stands in for Chinese gets an English one."""
    text = text.strip()
    if text.endswith((".", "!", "?", "。", "！", "？", "…")):
        return text
    return text + ("。" if language == "zh" and _HAN.search(text) else ".")


def _repair(card: Card, language: str) -> Iterable[str]:
    """What the rule's fix does and why it is not safe, as far as the card says it."""
    if card.fix.safety is not None:
        yield f"Fix ({card.fix.safety.label}): {sentence(card.fix_title('', language), language)}"
    reason = localized(card.fix.reason, language)
    if reason:
        yield sentence(reason, language)


def _precision(card: Card) -> str:
    """How often a finding is right, in the words of GitHub."""
    if card.measured is None or card.measured.read < _LEAST_READ:
        return card.confidence
    steps = ((0.98, "very-high"), (0.9, "high"), (0.7, "medium"))
    return next((word for least, word in steps if card.measured.precision >= least), "low")


def _measured(measured: Measured) -> dict[str, Any]:
    return {"precision": measured.precision, "read": measured.read, "date": str(measured.date)}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_DESCRIPTION else text[: _LONGEST_DESCRIPTION - 1] + "…"
