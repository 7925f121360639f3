"""Makes the manual page lintcorpus(1) from the arguments of the commands, and puts it into wheels.

usage: python tools/build_man.py > lintcorpus.1
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent.parent
_EXITS = (
    ("0", "nothing new at or above --fail-on (default warning)"),
    ("1", "new findings"),
    ("2", "wrong use: an option, a setting, a card, a path that does not exist, or no file to check"),
    ("3", "a file could not be read, or a rule or plugin failed; the rest is still reported"),
)
_FILES = (
    ("lintcorpus.yaml", "settings, in the working folder or above it; or [tool.lintcorpus] in pyproject.toml"),
    (".lintcorpus/baseline.jsonl", "known findings"),
    (".lintcorpus/accepted.yaml", "findings that are right as they are, with reasons"),
    (".lintcorpus/words.txt", "words that are right in this project"),
    (".lintcorpus/learned.yaml", "what each account repeats, and the names of the corpus"),
)


def manual() -> str:
    """The page in the man macros of roff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    from lintcorpus import __version__
    from lintcorpus.cli.arguments import COMMANDS, add_arguments

    yield f'.TH LINTCORPUS 1 "" "lintcorpus {__version__}" "User Commands"'
    yield ".SH NAME"
    yield r"lintcorpus \- a linter for corpora of scraped articles"
    yield ".SH SYNOPSIS"
    yield r"\fBlintcorpus\fR [\fIOPTION\fR ...] \fIPATH\fR ..."
    yield ".br"
    yield r"\fBlintcorpus\fR \fICOMMAND\fR [\fIOPTION\fR ...] [\fIARGUMENT\fR ...]"
    yield ".SH DESCRIPTION"
    yield "Finds broken links, cut URLs, promotion, repeats, debris and typos in folders of articles, says where"
    yield "and why, and repairs what is certain. Without a command it checks."
    for command, (summary, _) in COMMANDS.items():
        parser = argparse.ArgumentParser(prog="lintcorpus", add_help=False)
        add_arguments(parser, command)
        yield f".SH {command.upper()}"
        yield _plain(summary)
        for group in parser._action_groups:
            own = [action for action in group._group_actions if action.help is not argparse.SUPPRESS]
            if own and (group.title != "configuration" or command == "check"):
                title = group.title or "options"
                yield f".SS {_plain('arguments' if title == 'positional arguments' else title)}"
                for action in own:
                    yield from (".TP", _heading(action), _plain(action.help or "Colour of the report."))
    yield ".SH CONFIGURATION OPTIONS"
    yield "Those of \\fBcheck\\fR under configuration may be given to every command."
    for title, rows in (("EXIT STATUS", _EXITS), ("FILES", _FILES)):
        yield f".SH {title}"
        for name, said in rows:
            yield from (".TP", f"\\fB{_plain(name)}\\fR", _plain(said))


def _heading(action: argparse.Action) -> str:
    value = action.metavar or ("{" + ",".join(action.choices) + "}" if action.choices else action.dest.upper())
    shown = f"\\fI{_plain(str(value))}\\fR"
    if not action.option_strings:
        return shown
    names = ", ".join(f"\\fB{_plain(name)}\\fR" for name in action.option_strings)
    return names if action.nargs == 0 else f"{names} {shown}"


def _plain(text: str) -> str:
    """A text that roff prints as it is, on one line."""
    text = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


class ManualHook(BuildHookInterface[Any]):
    """Adds the page to wheels as ``share/man/man1/lintcorpus.1``."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the page for a wheel that is not editable."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        self._folder = tempfile.TemporaryDirectory()
        page = Path(self._folder.name) / "lintcorpus.1"
        page.write_text(manual(), encoding="utf-8")
        build_data["shared_data"][str(page)] = "share/man/man1/lintcorpus.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the page again."""
        if version != "editable":
            self._folder.cleanup()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(manual(), end="")
