"""The arguments of every command."""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NoReturn

from lintcorpus import __version__
from lintcorpus.errors import UsageError, nearest
from lintcorpus.model.lazy import lazy

_EXAMPLES = """\
examples:
  lintcorpus seeds/                         check a folder
  lintcorpus --fix seeds/                   repair what is certain
  lintcorpus --diff --unsafe-fixes seeds/   show what repairs would change
  lintcorpus --output sarif=out.sarif --output github seeds/
  lintcorpus explain LNK001                 what a rule finds, and why
  lintcorpus rules                          all rules

exit codes: 0 nothing new, 1 new findings, 2 wrong use or nothing to check, 3 a file or rule failed
"""


_FORMATS = (
    "text, full, concise, grouped, statistics, json, jsonl, sarif, github, gitlab, junit, rdjson, rdjsonl, "
    "or one of a plugin"
)
_WRONG_CHOICE = lazy(r"invalid choice: '([^']*)' \(choose from (.*)\)$")


_FORMATTER = argparse.RawDescriptionHelpFormatter


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line and name the nearest option."""

    def __init__(self, **settings: Any) -> None:
        # A formatter is made for every option; one that must not ask how wide the terminal is, is quick to make.
        super().__init__(**settings, allow_abbrev=False, formatter_class=partial(_FORMATTER, width=80))

    def format_help(self) -> str:
        """All help, as wide as the terminal."""
        self.formatter_class = _FORMATTER
        return super().format_help()

    def format_usage(self) -> str:
        """The first lines of it."""
        self.formatter_class = _FORMATTER
        return super().format_usage()

    def error(self, message: str) -> NoReturn:
        if message.startswith("the following arguments are required: "):
            message = self._missing(message.partition(": ")[2].split(", "))
        if message.startswith("unrecognized arguments:"):
            wrong = message.split(": ", 1)[1].split()[0]
            message = f"unknown option {wrong!r}{nearest(wrong, self._option_string_actions)}"
        choice = _WRONG_CHOICE.search(message)
        if choice is not None:
            message += nearest(choice[1], re.findall(r"[^\s',]+", choice[2]), 0.6)  # few and short: "cn" is no "en"
        raise UsageError(message)

    def _missing(self, names: Sequence[str]) -> str:
        """The first argument that is missing, with what it may be or what it means."""
        for action in self._actions:
            name = "/".join(action.option_strings) or action.metavar or action.dest
            if name in names and action.nargs not in ("*", "?"):
                command = self.prog.removeprefix("lintcorpus ")
                if action.choices:
                    return f"{command} wants one of {', '.join(action.choices)}"
                return f"{command} wants {name}{f' {action.metavar}' if action.option_strings else ''}: {action.help}"
        return f"missing: {', '.join(names)}"


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments; the first word may name a command, else it is ``check``.

    Options and paths may stand in any order.

    Raises:
        UsageError: an argument is wrong.
    """
    named = bool(argv) and argv[0] in COMMANDS
    command = argv[0] if named else "check"
    parser = _Parser(prog=f"lintcorpus {command}" if named else "lintcorpus", description=COMMANDS[command][0])
    add_arguments(parser, command)
    return parser.parse_intermixed_args(argv[1:] if named else argv, argparse.Namespace(command=command))


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Give a parser all arguments of a command of ``COMMANDS``."""
    COMMANDS[command][1](parser)
    _common(parser)


def _common(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("configuration")
    group.add_argument("--config", metavar="FILE", help="the config file instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="no config file, no plugins, no project file")
    group.add_argument("--disable-plugin", action="append", default=[], metavar="NAME", help="do not load a plugin")
    group.add_argument("--baseline", metavar="FILE", help="the file of known findings instead of the usual one")
    group.add_argument("--no-baseline", action="store_true", help="known findings count like new ones")
    group.add_argument("--lang", choices=("en", "zh"), help="language of messages")
    group.add_argument("--no-cache", action="store_true", help="check everything afresh and keep no results")
    group.add_argument("--cache-dir", metavar="DIR", help="where cards, results and the index are kept")


def _records(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(
        "records", "of files that end in .jsonl, .ndjson, .csv or .tsv (also with .gz or .zst) or .parquet"
    )
    group.add_argument("--text-column", metavar="NAME", help="the field with the articles; else one of the usual names")
    group.add_argument("--id-column", metavar="NAME", help="the field that names the records")
    group.add_argument("--path-column", metavar="NAME", help="names them by the path they came from, for 'overrides'")
    group.add_argument("--meta-column", action="append", metavar="NAME,...", help="fields that reports show as well")


def _jobs(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) <= 256:
        raise argparse.ArgumentTypeError(f"wants a number from 1 to 256, not {value!r}")
    return int(value)


def _seconds(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1
    if not 0 <= number <= 86_400:
        raise argparse.ArgumentTypeError(f"wants seconds from 0 to 86400, not {value!r}")
    return number


def _millions(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0
    if not 0.01 <= number <= 50:
        raise argparse.ArgumentTypeError(f"wants 0.01 to 50, not {value!r}")
    return number


def _rule_options(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """The group of options that say which rules run; ``flags.about_rules`` reads them."""
    rules = parser.add_argument_group("rules", "RULE is an id, a name, a family, a prefix of ids, or ALL")
    rules.add_argument("--select", action="append", metavar="RULE,...", help="run these rules only")
    rules.add_argument("--extend-select", action="append", metavar="RULE,...", help="run these rules too")
    rules.add_argument("--ignore", action="append", metavar="RULE,...", help="do not run these rules")
    rules.add_argument("--severity", action="append", metavar="RULE=LEVEL", help="error, warning or info")
    rules.add_argument("--preview", action="store_true", default=None, help="also run rules in preview")
    return rules


def _check(parser: argparse.ArgumentParser) -> None:
    parser.usage = "lintcorpus [OPTION ...] [PATH ...]\n       lintcorpus COMMAND [OPTION ...] [ARGUMENT ...]"
    listed = "\n".join(f"  {name:<11} {summary}" for name, (summary, _) in COMMANDS.items())
    parser.epilog = (
        f'commands ("lintcorpus COMMAND --help" explains one; without one it checks):\n{listed}\n\n{_EXAMPLES}'
    )
    parser.add_argument("--version", action="version", version=f"lintcorpus {__version__}")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, globs, or - for standard input")
    parser.add_argument("--stdin-filename", metavar="NAME", help="the path that standard input is reported under")
    rules = _rule_options(parser)
    rules.add_argument("--no-corpus", action="store_true", help="do not compare the files with each other")
    rules.add_argument("--no-inline-suppressions", action="store_true", help="ignore comments in the articles")
    fixes = parser.add_argument_group("fixes")
    fixes.add_argument("--fix", action="store_true", help="apply safe fixes and report what is left")
    fixes.add_argument("--fix-only", action="store_true", help="apply safe fixes and report nothing but failures")
    fixes.add_argument("--interactive", action="store_true", help="with --fix: ask about every fix")
    fixes.add_argument("--backup", metavar="SUFFIX", help="with --fix: keep the old content beside each file")
    fixes.add_argument("--no-journal", action="store_true", help="with --fix: note nothing for 'lintcorpus undo'")
    fixes.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: unsafe fixes too")
    fixes.add_argument("--diff", action="store_true", help="show what --fix would change; write nothing")
    fixes.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit 1 when a file was changed")
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", metavar="FORMAT", help=f"of standard output (text): {_FORMATS}")
    output.add_argument(
        "--output",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help="write a report to a file as well; without a file: the same as --output-format",
    )
    output.add_argument(
        "--sarif-max-results",
        type=_count,
        default=5000,
        metavar="N",
        help="results in a SARIF report, errors and new ones first; 0 for all (5000)",
    )
    output.add_argument("--show-baselined", action="store_true", help="show known findings as well")
    output.add_argument("--max-findings", type=_number, metavar="N", help="show the N worst new findings only")
    output.add_argument("--quiet", "-q", action="store_true", help="no summary and no notes")
    output.add_argument("--timings", action="store_true", help="tell the time of each stage and rule (one process)")
    output.add_argument("--profile", metavar="FILE", help="write a profile of the run for 'python -m pstats'")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    files = parser.add_argument_group("files")
    files.add_argument("--diff-base", metavar="REV", help="only findings that this git revision does not have")
    files.add_argument("--staged", action="store_true", help="check staged files as they are staged in git")
    files.add_argument("--exclude", action="append", metavar="PATTERN,...", help="leave these paths out")
    files.add_argument("--force-exclude", action="store_true", default=None, help="also when they are named")
    files.add_argument("--jobs", "-j", type=_jobs, default=0, metavar="N", help="processes; as many as are worth while")
    files.add_argument(
        "--file-timeout", type=_seconds, metavar="SECONDS", help="stop at a file that takes longer; 0 for no limit (0)"
    )
    files.add_argument("--no-gitignore", action="store_true", help="also read what .gitignore hides")
    files.add_argument("--watch", action="store_true", help="check again whenever a file changes; Ctrl-C ends it")
    _records(parser)
    web = parser.add_argument_group("links on the web")
    web.add_argument("--online", action="store_true", help="ask the web for every link (LNK012); never in a hook")
    web.add_argument("--offline-cache", action="store_true", help="LNK012 with what is known from earlier runs only")
    web.add_argument("--online-age", type=_number, default=7, metavar="DAYS", help="ask again after so long (7)")
    web.add_argument("--online-minutes", type=_number, default=10, metavar="N", help="then ask nothing more (10)")
    web.add_argument("--allow-private", action="store_true", help="with --online: ask private addresses too")
    exits = parser.add_argument_group("exit code")
    exits.add_argument("--fail-on", choices=("error", "warning", "info"), help="least severity that fails (warning)")
    exits.add_argument("--exit-zero", action="store_true", help="exit 0 in spite of findings")
    exits.add_argument("--baseline-strict", action="store_true", help="exit 1 when the baseline has stale entries")
    exits.add_argument("--allow-empty", action="store_true", help="exit 0 when no file was found")


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.usage = (
        "lintcorpus rules [RULE ...] [--format FORMAT]\n"
        "       lintcorpus rules new [FAMILY/]NAME [--pack DIR]\n"
        "       lintcorpus rules test [PATH ...]"
    )
    parser.epilog = (
        "exit codes: 0 done, and all examples hold; 1 an example of a card fails; 2 wrong use, or a card cannot be read"
    )
    parser.add_argument(
        "names",
        nargs="*",
        metavar="RULE",
        help="only these; 'new NAME' drafts the card of a rule of your own;"
        " 'test PATH' tries the examples of cards, of all packs of the settings without a PATH",
    )
    parser.add_argument("--format", choices=("table", "json", "markdown"), default="table")
    parser.add_argument("--pack", metavar="DIR", help="with new: the folder for the card instead of the usual one")


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rules", nargs="+", metavar="RULE", help="id, name, family or prefix")


def _config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--show", action="store_true", help="print the effective settings (the default)")


def _accept(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("fingerprint", metavar="FINGERPRINT", help="of the finding, or its beginning")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="where to look for it")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why it is right as it is")
    parser.add_argument("--until", metavar="YYYY-MM-DD", help="the day from which it counts again")
    _records(parser)


def _baseline(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "exit codes: 0 done, 1 new findings are left or 'diff' found some, 2 wrong use, 3 a rule failed"
    parser.add_argument(
        "action",
        choices=("create", "update", "prune", "show", "diff"),
        help="write all findings down; drop what is gone and follow what was edited; only drop what is gone;"
        " print the entries; print what has come and gone",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, globs; the corpus, or all files here")
    parser.add_argument("--accept-new", action="store_true", help="with update: add new findings as well")
    parser.add_argument("--select", action="append", metavar="RULE,...", help="these rules only; other entries stay")
    parser.add_argument("--quiet", "-q", action="store_true", help="no notes")
    _records(parser)


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0")
    return int(text)


def _index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=("build", "update", "status", "clear"),
        help="make it anew; read what changed since; tell how much it holds; delete it",
    )
    parser.add_argument("--quiet", "-q", action="store_true", help="no notes")


def _cache(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "It lies in the user's cache folder, or where --cache-dir says; --no-cache does without."
    parser.add_argument("action", choices=("info", "clear"), help="tell how much is kept; delete the results")


def _undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", nargs="?", metavar="RUN", help="name of the fix run or its beginning; the newest")
    parser.add_argument("--list", action="store_true", help="show the fix runs in the journal")
    parser.add_argument("--quiet", "-q", action="store_true", help="no notes")


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("add", "remove", "list"))
    parser.add_argument("words", nargs="*", metavar="WORD", help="as it is written in the articles")


def _server(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "It speaks the Language Server Protocol on standard input and output; docs/editors has set-ups."
    parser.add_argument("--stdio", action="store_true", help="what some editors say; there is no other way")


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", "-y", action="store_true", help="ask nothing; files that are there stay as they are")
    parser.add_argument("--corpus", metavar="DIR", help="the folder with the articles, instead of looking for it")
    parser.add_argument("--quiet", "-q", action="store_true", help="no notes")


def _learn(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="the articles; the corpus, or all files here")
    parser.add_argument(
        "--language-model", action="store_true", help="also learn which Chinese characters follow which, for TYP009"
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--check", action="store_true", help="write nothing; exit 1 when the file would change")
    shown.add_argument("--diff", action="store_true", help="write nothing; show what would change")
    parser.add_argument("--quiet", "-q", action="store_true", help="no notes")
    _records(parser)


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        'bash: add to ~/.bashrc the line  eval "$(lintcorpus completion bash)"\n'
        "fish: lintcorpus completion fish > ~/.config/fish/completions/lintcorpus.fish"
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish", "tcsh"))


def _duplicates(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "exit codes: 0 none, 1 near duplicates, 2 wrong use or nothing to read, 3 a file cannot be read"
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, globs; the corpus, or all files here")
    parser.add_argument(
        "--threshold", type=float, default=0.5, metavar="SHARE", help="least share of the shorter file (0.5)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of standard output (text)")
    parser.add_argument("--output", action="append", default=[], metavar="FORMAT=FILE", help="write a report as well")
    parser.add_argument("--quiet", "-q", action="store_true", help="no summary")
    _records(parser)


def _batch(parser: argparse.ArgumentParser) -> None:
    parser.usage = "lintcorpus batch --out DIR [OPTION ...] INPUT [INPUT ...]"
    parser.epilog = (
        "writes DIR/diagnostics/, DIR/clusters/ (Parquet), DIR/summary.json, and with --fix DIR/fixed/ (Parquet) and\n"
        "DIR/cleaned/, the inputs with repaired texts; see docs/scale.md\n\n"
        "exit codes: 0 nothing new, or no rate exceeded; 1 findings, or a rate exceeded; 2 wrong use or nothing to\n"
        "check; 3 a record cannot be read or a rule failed, unless --max-rate RUN003=... or RUN004=... allows it"
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files of records, folders of them, globs, or URLs")
    parser.add_argument("--out", required=True, metavar="DIR", help="a new folder for the tables; all workers see it")
    engine = parser.add_argument_group("engine")
    engine.add_argument("--engine", choices=("local", "daft", "ray"), default="local", help="what runs it (local)")
    engine.add_argument("--address", default="auto", metavar="HOST:PORT", help="of the Ray cluster (auto)")
    engine.add_argument("--jobs", "-j", type=_jobs, default=0, metavar="N", help="processes on this machine; all")
    engine.add_argument("--part-size", type=_millions, default=1, metavar="M", help="million characters a part (1)")
    engine.add_argument("--resume", action="store_true", help="go on with the run that DIR holds")
    engine.add_argument("--keep-work", action="store_true", help="leave what the stages wrote in DIR/work")
    rules = _rule_options(parser)
    rules.add_argument("--no-corpus", action="store_true", help="no rules that compare documents")
    rules.add_argument(
        "--threshold", type=float, default=0.5, metavar="SHARE", help="for near duplicates (0.5); 0 looks for none"
    )
    rules.add_argument("--fix", action="store_true", help="also write the inputs after safe fixes; report what is left")
    rules.add_argument("--unsafe-fixes", action="store_true", help="with --fix: unsafe fixes too")
    rules.add_argument("--sample", type=_number, default=0, metavar="N", help="only N records, always the same ones")
    exits = parser.add_argument_group("exit code")
    exits.add_argument("--fail-on", choices=("error", "warning", "info"), help="least severity that fails (warning)")
    exits.add_argument(
        "--max-rate", action="append", default=[], metavar="RULE=SHARE,...", help="fail when more documents have it"
    )
    parser.add_argument("--exclude", action="append", metavar="PATTERN,...", help="leave out, as in .gitignore")
    parser.add_argument("--quiet", "-q", action="store_true", help="no notes and no summary")
    _records(parser)


COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("Check files and folders for broken links, promotion, repeats, debris and typos.", _check),
    "rules": ("List the rules; 'new' drafts one of your own, 'test' tries its examples.", _rules),
    "explain": ("Explain a rule: what it finds, why, examples, options.", _explain),
    "config": ("Show the settings and where each came from.", _config),
    "duplicates": ("Group files that are near copies of each other, and say which to keep.", _duplicates),
    "index": ("Keep an index of the corpus, so that single files are compared with all others.", _index),
    "batch": ("Check data sets of any size, on this machine or a cluster, and write tables.", _batch),
    "init": ("Write settings, hook, CI job and baseline for a project that has none.", _init),
    "learn": ("Learn which blocks each account repeats in its articles, for later runs.", _learn),
    "server": ("Serve an editor: findings, repairs and explanations while you write.", _server),
    "cache": ("Show or delete what is kept of earlier runs, so that unchanged files are not checked again.", _cache),
    "undo": ("Take a fix run back: every file gets its bytes again.", _undo),
    "words": ("Keep the words that are right in this project, for the rules about typos.", _words),
    "baseline": ("Write down the findings that are there, so that only new ones count.", _baseline),
    "accept": ("Accept a finding for good, with a reason.", _accept),
    "completion": ("Print a script that completes commands and options in a shell.", _completion),
}
