"""Dispatches a command and turns errors into one line and an exit code."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from lintcorpus.cli.arguments import COMMANDS, parse
from lintcorpus.cli.console import note
from lintcorpus.errors import UsageError


def run(argv: Sequence[str]) -> int:
    """Run the command that the arguments name; see ``lintcorpus.cli.main``."""
    # Parsing makes millions of small tuples and no cycles: collecting them often is wasted time.
    gc.set_threshold(200_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal's code page may lack characters of an article; a report must not die of it.
            stream.reconfigure(errors="backslashreplace")
    try:
        arguments = parse(argv)
        _shadowed(argv, arguments)
        command = import_module(f"lintcorpus.cli.{arguments.command}_command")
        code: int = command.run(arguments)
        sys.stdout.flush()
        return code
    except UsageError as error:
        print(f"lintcorpus: error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of the pipe is gone (``| head``); Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("lintcorpus: interrupted", file=sys.stderr)
        return 130


def _shadowed(argv: Sequence[str], arguments: argparse.Namespace) -> None:
    """Say so when a path of that name exists: the word was taken for the command."""
    if argv and argv[0] in COMMANDS and os.path.exists(argv[0]):
        note(f"{argv[0]!r} is taken for the command; write ./{argv[0]} for the path", arguments)
