"""``lintcorpus rules``: the catalogue as a table; ``new`` drafts a rule of one's own, ``test`` tries its examples."""

import argparse
import json
import sys
from collections.abc import Mapping

from lintcorpus.app.compose import App
from lintcorpus.cli.console import language, request, terminal_width
from lintcorpus.errors import UsageError, nearest
from lintcorpus.model.card import Card, localized
from lintcorpus.model.selector import matching, names
from lintcorpus.reporters.width import wrapped

_LEAST_SUMMARY = 20
"""Cells below which a column of text is worse than lines that the terminal breaks."""


def run(arguments: argparse.Namespace) -> int:
    """Print the rules that the names stand for, or all; or do what the first word says."""
    action, *words = arguments.names or [""]
    if action == "new":
        from lintcorpus.cli.rules_new import run as new

        return new(arguments, words)
    if action == "test":
        from lintcorpus.cli.rules_test import run as test

        return test(arguments, words)
    return _list(arguments)


def _list(arguments: argparse.Namespace) -> int:
    app = App(request(arguments))
    cards = app.catalog.cards
    chosen = {identity for name in arguments.names for identity in _named(cards, name)} or set(cards)
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
        rows = [(card.id, card.name, _default(card), _fix(card)) for card in shown]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for card, row in zip(shown, rows, strict=True):
            head = "".join(f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=True))
            print("\n".join(_fitted(head, localized(card.summary, lang))))
    return 0


def _fitted(head: str, summary: str) -> list[str]:
    """A row of the table; on a terminal with room for it the summary is wrapped within its column."""
    if not sys.stdout.isatty() or terminal_width() - len(head) < _LEAST_SUMMARY:
        return [head + summary]
    return wrapped(head + summary, terminal_width(), " " * len(head))


def _named(cards: Mapping[str, Card], name: str) -> frozenset[str]:
    found = matching(cards, name)
    if not found:
        hint = (
            nearest(name, names(cards)) or nearest(name, ("new", "test"), 0.7) or "; 'lintcorpus rules' lists them all"
        )
        raise UsageError(f"unknown rule {name!r}{hint}")
    return found


def _default(card: Card) -> str:
    state = "off" if not card.enabled else card.status if card.status != "stable" else "on"
    return f"{state}, {card.severity.label}"


def _fix(card: Card) -> str:
    return card.fix.safety.label if card.fix.safety is not None else "none"


def _data(card: Card, lang: str) -> dict[str, object]:
    measured = card.measured
    return {
        "id": card.id,
        "name": card.name,
        "family": card.family,
        "summary": localized(card.summary, lang),
        "severity": card.severity.label,
        "enabled": card.enabled,
        "status": card.status,
        "fix": _fix(card),
        "options": {name: spec.default for name, spec in card.options.items()},
        "measured": {"precision": measured.precision, "read": measured.read} if measured is not None else None,
        "pack": card.pack,
    }
