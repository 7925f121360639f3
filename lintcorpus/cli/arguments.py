"""The arguments of every command."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from lintcorpus import __version__
from lintcorpus.errors import UsageError, nearest

_EPILOG = """\
commands: check (the default), rules, explain, config, learn, accept; "lintcorpus COMMAND --help" explains one

examples:
  lintcorpus seeds/                         check a folder
  lintcorpus --fix seeds/                   repair what is certain
  lintcorpus --diff --unsafe-fixes seeds/   show what repairs would change
  lintcorpus check --output sarif=out.sarif seeds/
  lintcorpus explain LNK001                 what a rule finds, and why
  lintcorpus rules                          all rules

exit codes: 0 nothing new, 1 new findings, 2 wrong use or nothing to check, 3 a file or rule failed
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line and name the nearest option."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        if message.startswith("unrecognized arguments:"):
            wrong = message.split(": ", 1)[1].split()[0]
            message = f"unknown option {wrong!r}{nearest(wrong, self._option_string_actions)}"
        raise UsageError(message)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments; the first word may name a command, else it is ``check``.

    Options and paths may stand in any order.

    Raises:
        UsageError: an argument is wrong.
    """
    named = bool(argv) and argv[0] in COMMANDS
    command = argv[0] if named else "check"
    help_text, add_arguments = COMMANDS[command]
    parser = _Parser(prog=f"lintcorpus {command}" if named else "lintcorpus", description=help_text)
    add_arguments(parser)
    _common(parser)
    return parser.parse_intermixed_args(argv[1:] if named else argv, argparse.Namespace(command=command))


def _common(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("configuration")
    group.add_argument("--config", metavar="FILE", help="the config file instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="no config file, no plugins, no project file")
    group.add_argument("--disable-plugin", action="append", default=[], metavar="NAME", help="do not load a plugin")
    group.add_argument("--lang", choices=("en", "zh"), help="language of messages")
    group.add_argument("--no-cache", action="store_true", help="read everything afresh and keep nothing")
    group.add_argument("--cache-dir", metavar="DIR", help="where compiled cards are kept")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.epilog = _EPILOG
    parser.add_argument("--version", action="version", version=f"lintcorpus {__version__}")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, globs, or - for standard input")
    parser.add_argument("--stdin-filename", metavar="NAME", help="the path that standard input is reported under")
    rules = parser.add_argument_group("rules", "RULE is an id, a name, a family, a prefix of ids, or ALL")
    rules.add_argument("--select", action="append", metavar="RULE,...", help="run these rules only")
    rules.add_argument("--extend-select", action="append", metavar="RULE,...", help="run these rules too")
    rules.add_argument("--ignore", action="append", metavar="RULE,...", help="do not run these rules")
    rules.add_argument("--severity", action="append", metavar="RULE=LEVEL", help="error, warning or info")
    rules.add_argument("--preview", action="store_true", default=None, help="also run rules in preview")
    rules.add_argument("--no-inline-suppressions", action="store_true", help="ignore comments in the articles")
    fixes = parser.add_argument_group("fixes")
    fixes.add_argument("--fix", action="store_true", help="apply safe fixes and report what is left")
    fixes.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: unsafe fixes too")
    fixes.add_argument("--diff", action="store_true", help="show what --fix would change; write nothing")
    fixes.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit 1 when a file was changed")
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", metavar="FORMAT", default="text", help="of standard output (text)")
    output.add_argument("--output", action="append", default=[], metavar="FORMAT=FILE", help="write a report as well")
    output.add_argument("--quiet", "-q", action="store_true", help="no summary and no notes")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    files = parser.add_argument_group("files")
    files.add_argument("--exclude", action="append", metavar="PATTERN,...", help="leave these paths out")
    files.add_argument("--force-exclude", action="store_true", default=None, help="also when they are named")
    files.add_argument("--no-gitignore", action="store_true", help="also read what .gitignore hides")
    exits = parser.add_argument_group("exit code")
    exits.add_argument("--fail-on", choices=("error", "warning", "info"), help="least severity that fails (warning)")
    exits.add_argument("--exit-zero", action="store_true", help="exit 0 in spite of findings")
    exits.add_argument("--allow-empty", action="store_true", help="exit 0 when no file was found")


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="RULE", help="only these")
    parser.add_argument("--format", choices=("table", "json", "markdown"), default="table")


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rules", nargs="+", metavar="RULE", help="id, name, family or prefix")


def _config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--show", action="store_true", help="print the effective settings (the default)")


def _accept(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("fingerprint", metavar="FINGERPRINT", help="of the finding, or its beginning")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="where to look for it")
    parser.add_argument("--reason", required=True, help="why it is right as it is")
    parser.add_argument("--until", metavar="YYYY-MM-DD", help="the day from which it counts again")


def _learn(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="the articles; the corpus, or all files here")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--check", action="store_true", help="write nothing; exit 1 when the file would change")
    shown.add_argument("--diff", action="store_true", help="write nothing; show what would change")
    parser.add_argument("--quiet", "-q", action="store_true", help="no notes")


COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("Check files and folders for broken links, promotion, repeats, debris and typos.", _check),
    "rules": ("List all rules.", _rules),
    "explain": ("Explain a rule: what it finds, why, examples, options.", _explain),
    "config": ("Show the settings and where each came from.", _config),
    "learn": ("Learn which blocks each account repeats in its articles, for later runs.", _learn),
    "accept": ("Accept a finding for good, with a reason.", _accept),
}
