"""Asks the web before files are checked, when the command line says so."""

import argparse
from collections.abc import Iterable

from lintcorpus.app.compose import ONLINE, App
from lintcorpus.app.inputs.source import Source
from lintcorpus.cli.console import note
from lintcorpus.config.selection import selected

DEAD_LINK = "LNK012"
"""The rule that ``--online`` switches on."""


def with_web(app: App, arguments: argparse.Namespace, sources: Iterable[Source]) -> App:
    """The parts of the run with what the web says of the links in these files, if that is wanted.

    Raises:
        UsageError: the client is not installed.
    """
    if not wants_web(arguments):
        _tell_what_is_left_out(app, arguments)
        return app
    from lintcorpus.app.online import How, ask_web  # few runs ask the web

    how = How(arguments.offline_cache, arguments.allow_private, arguments.online_age, arguments.online_minutes)
    online, notes = ask_web(app, sources, how)
    for text in notes:
        note(text, arguments)
    return online


def wants_web(arguments: argparse.Namespace) -> bool:
    """Whether links are to be looked up."""
    return bool(arguments.online or arguments.offline_cache)


def _tell_what_is_left_out(app: App, arguments: argparse.Namespace) -> None:
    """A rule that was asked for by name and cannot run must not look like one that found nothing."""
    named = {*app.settings.select, *app.settings.extend_select}
    if not named:
        return
    chosen = selected(app.settings, (), app.catalog.cards)
    cards = (app.catalog.cards[identity] for identity in sorted(chosen))
    left = [card.id for card in cards if ONLINE in card.tags and named & {card.id, card.name}]
    if left:
        note(f"{', '.join(left)} asks the web and runs only with --online", arguments)
