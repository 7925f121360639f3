"""``lintcorpus init``: makes lintcorpus a part of a project, file by file."""

import argparse
import difflib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from lintcorpus.app.compose import App
from lintcorpus.app.init import Draft, Left, Survey, drafts, is_from_here, requirement, survey
from lintcorpus.cli.arguments import parse
from lintcorpus.cli.console import note, request
from lintcorpus.cli.exit_code import NOTHING
from lintcorpus.errors import UsageError
from lintcorpus.reporters.terminal import visible
from lintcorpus.wholefile import replace_file

_Ask = Callable[[str, bool], bool]
"""Asks a question that is answered with yes or no; gets the answer that an empty line stands for."""


def run(arguments: argparse.Namespace) -> int:
    """Look at the project, and write what it lacks."""
    if arguments.isolated:
        raise UsageError("init --isolated: an isolated run reads and writes no project file")
    if not arguments.yes and not sys.stdin.isatty():
        raise UsageError("init asks on a terminal, and standard input is none; 'init --yes' asks nothing")
    app = App(request(arguments))
    seen = survey(app, _named(app, arguments.corpus))
    if not arguments.yes and arguments.corpus is None and app.config is None:
        seen = _confirmed(app, seen)
    print(_said(seen))
    ask = _yes if arguments.yes else _asked
    for item in drafts(app, seen):
        if isinstance(item, Left):
            print(f"left    {visible(item.path)}: {item.reason}")
        else:
            _place(app.root, item, ask, may_change=not arguments.yes)
    _baseline(App(request(arguments)), seen, ask)
    if seen.ci and is_from_here():
        print(
            f"note    the CI job installs {requirement()} from a package index; name another place there if it has none"
        )
    print("next    lintcorpus: checks the corpus; 'pre-commit install' switches the hook on; commit what was written")
    return NOTHING


def _named(app: App, folder: str | None) -> str | None:
    """The folder that was named, relative to the root.

    Raises:
        UsageError: it is no folder of the project.
    """
    if folder is None:
        return f"{app.settings.corpus[0].rstrip('/')}/" if app.settings.corpus else None
    path = Path(folder).resolve()
    if not path.is_dir() or not path.is_relative_to(app.root.resolve()):
        raise UsageError(f"{folder}: there is no such folder in {app.root}")
    return f"{path.relative_to(app.root.resolve()).as_posix()}/"


def _confirmed(app: App, seen: Survey) -> Survey:
    """The survey of the folder that the user wants."""
    while True:
        answer = _line(f"Folder with the articles [{visible(seen.corpus or 'none')}]: ")
        if not answer:
            return seen
        if (app.root / answer).is_dir():
            return survey(app, _named(app, str(app.root / answer)))
        print(f"There is no folder {visible(answer)} in {app.root}.")


def _said(seen: Survey) -> str:
    if not seen.corpus:
        return "found   no articles yet"
    layout = f", {seen.with_header} of {seen.looked_at} with the header {seen.header}" if seen.header else ""
    return f"found   {seen.files} articles in {visible(seen.corpus)}{layout}"


def _place(root: Path, draft: Draft, ask: _Ask, *, may_change: bool) -> None:
    """Write a file that is not there; change one that is only when somebody said so."""
    shown = visible(draft.path)
    if draft.before is None:
        _show("", draft.after, ask)
        if ask(f"Write {shown}?", True):
            _write_new(root / draft.path, draft.after)
            print(f"wrote   {shown}")
        else:
            print(f"left    {shown}")
        return
    if not may_change:
        added = draft.after.removeprefix(draft.before).split("\n")
        print(f"left    {shown}: it is there; add to it:")
        print("".join(f"        {visible(line)}\n" for line in added if line.strip()), end="")
        return
    _show(draft.before, draft.after, ask)
    if ask(f"Change {shown}, which is there already?", False):
        _replace(root / draft.path, draft.after)
        print(f"changed {shown}")
    else:
        print(f"left    {shown}")


def _show(before: str, after: str, ask: _Ask) -> None:
    """What a file gains, where somebody is asked."""
    if ask is not _yes:
        for line in difflib.ndiff(_lines(before), _lines(after)):
            if line.startswith(("+ ", "- ")):
                print(f"  {visible(line)}")


def _baseline(app: App, seen: Survey, ask: _Ask) -> None:
    """Write down what is there already, so that only new findings count."""
    if app.baseline_place.exists():
        print(f"left    {visible(str(app.baseline_place))}: there is a baseline already")
        return
    if not seen.files or not ask("Write today's findings to a baseline, so that only new ones count?", True):
        return
    from lintcorpus.cli import baseline_command

    words = ["baseline", "create", "--quiet", *(["--config", str(app.config)] if app.config is not None else [])]
    folders = [] if app.settings.corpus else [str(app.root / seen.corpus)]
    print("wrote   ", end="", flush=True)
    if baseline_command.run(parse([*words, *folders])) != NOTHING:
        note("the baseline was not written; 'lintcorpus baseline create' says why", argparse.Namespace())


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:  # never in the place of a file that came meanwhile
            stream.write(text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot write it: {error.strerror or error}") from error


def _replace(path: Path, text: str) -> None:
    try:
        target = path.resolve()
        replace_file(target, text.encode("utf-8"), stat.S_IMODE(os.stat(target).st_mode))
    except OSError as error:
        raise UsageError(f"{path}: cannot write it: {error.strerror or error}") from error


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


def _yes(question: str, default: bool) -> bool:
    return default


def _asked(question: str, default: bool) -> bool:
    while True:
        answer = _line(f"{question} [{'Y/n' if default else 'y/N'}] ").lower()
        if answer in ("", "y", "yes", "n", "no"):
            return default if not answer else answer.startswith("y")


def _line(question: str) -> str:
    """A line from the terminal, stripped.

    Raises:
        UsageError: there is no more to read.
    """
    print(question, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise UsageError("init: no answer; nothing more is written")
    return line.strip()
