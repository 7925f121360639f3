"""Dispatches a command and turns errors into one line and an exit code."""

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from lintcorpus.cli.arguments import COMMANDS, parse
from lintcorpus.cli.replay import memory_of
from lintcorpus.errors import UsageError

_FOR_PEOPLE = ("text", "full", "concise", "grouped", "statistics")
"""Formats in the encoding of the terminal; named here since what knows the reports takes long to import."""


def run(argv: Sequence[str]) -> int:
    """Run the command that the arguments name; see ``lintcorpus.cli.main``."""
    _open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal's code page may lack characters of an article; a report must not die of it.
            stream.reconfigure(errors="backslashreplace")
    try:
        _check_folder()
        arguments = parse(argv)
        _shadowed(argv, arguments)
        code = _check(arguments) if arguments.command == "check" else _other(arguments)
        sys.stdout.flush()
        return code
    except UsageError as error:
        print(f"lintcorpus: error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of the pipe is gone (``| head``); Python would complain again at exit.
        _drop_output()
        return 1
    except KeyboardInterrupt:
        print("lintcorpus: interrupted", file=sys.stderr)
        return 130
    except OSError as error:
        # What is about an article's file is a finding; this is the output, or a file of the program's own.
        _drop_output()
        place = error.filename if error.filename is not None else "cannot write the output"
        with contextlib.suppress(OSError):
            print(
                f"lintcorpus: error: {place}: {error.strerror or error}; make room or name another place",
                file=sys.stderr,
            )
        return 3
    except Exception:
        import traceback

        traceback.print_exc()
        print("lintcorpus: error: this is a fault of lintcorpus; please report the lines above", file=sys.stderr)
        return 3


def _open_missing_streams() -> None:
    """Give a program that was started with closed streams some that lead nowhere.

    Otherwise the next file that is opened, such as an article, would get the number of standard output.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open until the end


def _drop_output() -> None:
    """Let what could not be written go, so that nothing tries to write it again at the end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _check_folder() -> None:
    try:
        os.getcwd()
    except FileNotFoundError as error:
        raise UsageError("the working directory was deleted; go to one that exists") from error


def _check(arguments: argparse.Namespace) -> int:
    """Check, unless nothing has changed since the last time: then even the imports would take longer than that."""
    if arguments.watch:
        from lintcorpus.cli.watch import run as watch

        return watch(arguments)
    if arguments.output_format not in (None, *_FOR_PEOPLE) and isinstance(sys.stdout, io.TextIOWrapper):
        # Programs expect UTF-8 whatever the locale; what it lacks would be escaped in a way that is no JSON.
        sys.stdout.reconfigure(encoding="utf-8")
    memory = memory_of(arguments)
    code = memory.say_again() if memory is not None else None
    if code is not None:
        return code
    from lintcorpus.cli.check_command import run

    return run(arguments, memory)


def _other(arguments: argparse.Namespace) -> int:
    code: int = import_module(f"lintcorpus.cli.{arguments.command}_command").run(arguments)
    return code


def _shadowed(argv: Sequence[str], arguments: argparse.Namespace) -> None:
    """Say so when the first word was taken for a command and is a path too, or for a path and is nearly a command."""
    if argv and argv[0] in COMMANDS and os.path.exists(argv[0]):
        from lintcorpus.cli.console import note

        note(f"{argv[0]!r} is taken for the command; write ./{argv[0]} for the path", arguments)
    elif argv and argv[0] not in COMMANDS and argv[0].isalpha() and not os.path.exists(argv[0]):
        import difflib  # only where something was wrong

        from lintcorpus.cli.console import note

        if argv[0] == "help":
            note("'help' is taken for a path; 'lintcorpus --help' shows all options and commands", arguments)
        for command in difflib.get_close_matches(argv[0], COMMANDS, n=1, cutoff=0.75):
            note(f"{argv[0]!r} is taken for a path; did you mean the command {command!r}?", arguments)
    elif argv and argv[0].startswith("-"):
        for word in arguments.paths:
            if word in COMMANDS and not os.path.exists(word):
                from lintcorpus.cli.console import note

                note(f"{word!r} is taken for a path; a command stands before its options", arguments)
