"""``lintcorpus completion``: a script that completes commands, options and paths in a shell."""

import argparse
from collections.abc import Mapping

from lintcorpus.cli.arguments import COMMANDS, add_arguments

_PATHS = frozenset(("PATH", "FILE", "DIR"))


def run(arguments: argparse.Namespace) -> int:
    """Print the script for a shell."""
    import shtab  # only here

    print(shtab.complete(_whole(shtab.FILE), arguments.shell))
    return 0


def _whole(files: Mapping[str, object]) -> argparse.ArgumentParser:
    """One parser for the whole command line, as shtab wants it; it parses nothing.

    Args:
        files: how each shell completes a path.
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
    return parser
