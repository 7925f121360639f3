"""``lintcorpus rules test``: tries the examples of cards."""

import argparse
from pathlib import Path

from lintcorpus.app.compose import App
from lintcorpus.catalog.locate import PACK_FILE
from lintcorpus.cli.card_trial import Trial
from lintcorpus.cli.console import request
from lintcorpus.cli.exit_code import FINDINGS, NOTHING
from lintcorpus.config.selection import ENGINE_FAMILY
from lintcorpus.errors import UsageError, nearest
from lintcorpus.model.card import Card

_OWN_TESTS = "engine"
"""Tag of cards whose faults a text alone cannot show."""


def run(arguments: argparse.Namespace, words: list[str]) -> int:
    """Try the cards that the paths hold; 1 when an example fails.

    Args:
        arguments: of the command line.
        words: cards, folders of cards, or nothing for all packs of the settings.

    Raises:
        UsageError: a path holds no card, or a card cannot be read.
    """
    app = App(request(arguments))
    paths = [Path(word).absolute() for word in words] or [app.root / folder for folder in app.settings.packs]
    if not paths:
        raise UsageError("rules test: name a card or a folder of cards, for the settings name no pack")
    trial = Trial(app, list(dict.fromkeys(_pack_of(path) for path in paths)))
    cards = {card.id: card for path in paths for card in trial.cards_in(path)}
    tried = [card for card in cards.values() if card.family != ENGINE_FAMILY and _OWN_TESTS not in card.tags]
    failed = sum(_tell(card, list(trial.failures(card))) for card in tried)
    untried = len(cards) - len(tried)
    said = "1 card holds what its" if len(tried) == 1 else f"{len(tried)} cards hold what their"
    rest = f"; {untried} not tried, for a text alone cannot show what they find" if untried else ""
    print(f"{len(tried) - failed} of {said} examples say{rest}")
    return FINDINGS if failed else NOTHING


def _tell(card: Card, failures: list[list[str]]) -> bool:
    """Print how a card did; whether it failed."""
    print(f"{card.id} {card.name}: {'failed' if failures else 'ok'} ({len(card.bad)} bad, {len(card.good)} good)")
    for said, *lines in failures:
        print("".join([f"  {said}\n", *(f"      {line}\n" for line in lines)]), end="")
    return bool(failures)


def _pack_of(path: Path) -> Path:
    """The pack that a card or folder belongs to."""
    if not path.exists():
        known = [item.name for item in path.parent.iterdir()] if path.parent.is_dir() else []
        raise UsageError(f"{path}: no such file or folder{nearest(path.name, known)}")
    for folder in (path, *path.parents):
        if (folder / PACK_FILE).is_file():
            return folder
    raise UsageError(f"{path}: neither it nor a folder above it is a rule pack with a {PACK_FILE}")
