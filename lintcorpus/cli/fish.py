"""The completion script for fish, which shtab does not make."""

import argparse
from collections.abc import Iterator, Sequence

_PATHS = frozenset(("PATH", "FILE", "DIR", "FORMAT[=FILE]", "FORMAT=FILE", "INPUT"))


def script(parser: argparse.ArgumentParser) -> str:
    """A script of one ``complete`` line for each command, option and list of values.

    Args:
        parser: of the whole command line: its own options, and a parser for each command.
    """
    (commands,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    names = " ".join(commands.choices)
    lines = ["# Completion of lintcorpus in fish; made by 'lintcorpus completion fish'."]
    for choice in commands._choices_actions:
        lines.append(_line("__fish_use_subcommand", "-a", choice.dest, "-d", _quoted(choice.help or "")))
    lines.extend(_own(parser, f"not __fish_seen_subcommand_from {names}"))
    for name, command in commands.choices.items():
        lines.extend(_own(command, f"__fish_seen_subcommand_from {name}"))
    return "\n".join(lines)


def _own(parser: argparse.ArgumentParser, condition: str) -> Iterator[str]:
    """The lines of one command."""
    actions = [action for action in parser._actions if not isinstance(action, argparse._SubParsersAction)]
    named = [action for action in actions if action.option_strings]
    plain = [action for action in actions if not action.option_strings]
    if not any(action.metavar in _PATHS for action in plain):
        yield _line(condition, "-f")
    for action in plain:
        if action.choices:
            yield _line(condition, "-a", _quoted(" ".join(map(str, action.choices))))
    for action in named:
        yield _line(condition, *_option(action))


def _option(action: argparse.Action) -> Sequence[str]:
    words = []
    for name in action.option_strings:
        words += ["-l", name[2:]] if name.startswith("--") else ["-s", name[1:]]
    if action.nargs != 0:
        if action.choices:
            words += ["-x", "-a", _quoted(" ".join(map(str, action.choices)))]
        else:
            words.append("-r" if action.metavar in _PATHS else "-x")
    return (*words, "-d", _quoted(action.help)) if action.help else words


def _line(condition: str, *words: str) -> str:
    return " ".join(("complete", "-c", "lintcorpus", "-n", _quoted(condition), *words))


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
