"""``lintcorpus completion``: a script that completes commands, options, rules and paths in a shell."""

import argparse
from collections.abc import Mapping, Sequence

from lintcorpus.app.compose import App
from lintcorpus.cli.arguments import COMMANDS, add_arguments
from lintcorpus.cli.console import request

_PATHS = frozenset(("PATH", "FILE", "DIR"))


def run(arguments: argparse.Namespace) -> int:
    """Print the script for a shell."""
    cards = App(request(arguments)).catalog.cards
    rules = [name for card in cards.values() for name in (card.id, card.name)]
    prefixes = sorted({identity.rstrip("0123456789") for identity in cards})
    if arguments.shell == "fish":
        from lintcorpus.cli.fish import script

        print(script(_whole({}, rules, [*prefixes, *cards])))
        return 0
    import shtab  # only here

    print(shtab.complete(_whole(shtab.FILE, rules, [*prefixes, *cards]), arguments.shell))
    return 0


def _whole(files: Mapping[str, object], rules: Sequence[str], listed: Sequence[str]) -> argparse.ArgumentParser:
    """One parser for the whole command line, as shtab wants it; it parses nothing.

    Args:
        files: how each shell completes a path.
        rules: ids and names, for arguments that are a rule.
        listed: ids and their beginnings, for options that take several.
    """
    parser = argparse.ArgumentParser(prog="lintcorpus")
    commands = parser.add_subparsers()
    for command, (summary, _) in COMMANDS.items():
        add_arguments(commands.add_parser(command, help=summary), command)
    add_arguments(parser, "check")  # without a command the paths to check stand first
    for item in (parser, *commands.choices.values()):
        for action in item._actions:
            if action.metavar in _PATHS:
                action.complete = files  # type: ignore[attr-defined]
            elif action.metavar == "RULE":
                action.choices = rules
            elif action.metavar == "RULE,...":
                action.choices = listed
    return parser
