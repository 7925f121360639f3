"""``lintcorpus rules``: the catalogue as a table."""

import argparse
import json
import sys

from lintcorpus.app.compose import App
from lintcorpus.cli.console import language, request
from lintcorpus.config.selection import known
from lintcorpus.model.card import Card, localized


def run(arguments: argparse.Namespace) -> int:
    """Print the rules that the names stand for, or all."""
    app = App(request(arguments))
    cards = app.catalog.cards
    chosen = {identity for name in arguments.names for identity in known(cards, name)} or set(cards)
    shown = [cards[identity] for identity in sorted(chosen)]
    lang = language(app.settings.lang, sys.stdout)
    if arguments.format == "json":
        print(json.dumps([_data(card, lang) for card in shown], ensure_ascii=False, indent=2))
    elif arguments.format == "markdown":
        print("| id | name | finds | default | fix |\n|---|---|---|---|---|")
        for card in shown:
            summary = localized(card.summary, lang).replace("|", "\\|")
            print(f"| {card.id} | {card.name} | {summary} | {_default(card)} | {_fix(card)} |")
    else:
        for card in shown:
            row = (card.id, card.name.ljust(26), _default(card).ljust(12), _fix(card).ljust(6))
            print("  ".join((*row, localized(card.summary, lang))))
    return 0


def _default(card: Card) -> str:
    state = "off" if not card.enabled else card.status if card.status != "stable" else "on"
    return f"{state}, {card.severity.label}"


def _fix(card: Card) -> str:
    return card.fix.safety.label if card.fix.safety is not None else "none"


def _data(card: Card, lang: str) -> dict[str, object]:
    return {
        "id": card.id,
        "name": card.name,
        "family": card.family,
        "summary": localized(card.summary, lang),
        "severity": card.severity.label,
        "enabled": card.enabled,
        "status": card.status,
        "fix": _fix(card),
        "pack": card.pack,
    }
