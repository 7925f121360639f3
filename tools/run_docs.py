"""Runs the commands that the documentation shows and compares what they print with what the page says.

A page is one session in a folder of its own, which holds the small scrape of ``docs/scrape`` as
``articles``. A fenced block with a ``title`` is written to the file of that name, and the commands of
a ``console`` block, lines that begin with ``$``, are run in order. A line ``...`` stands for any lines.

usage: python tools/run_docs.py [--update] [PAGE ...]
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SCRAPE = DOCS / "scrape"
SHOWN_HOME = "/home/you"
"""What pages show in the place of the session's folder."""

_BLOCK = re.compile(r"^```(?P<kind>[\w-]*)(?P<more>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')
_PROMPT = "$ "


class Step(NamedTuple):
    """A command and what the page says it prints.

    Attributes:
        command: without the prompt.
        output: lines without their ends.
    """

    command: str
    output: list[str]


class Block(NamedTuple):
    """A fenced block that a session uses.

    Attributes:
        start, end: of its body in the page, in code points.
        file: the file it is written to, or empty.
        body: its text.
    """

    start: int
    end: int
    file: str
    body: str

    def steps(self) -> list[Step]:
        """The commands of a console block."""
        found: list[Step] = []
        for line in self.body.removesuffix("\n").split("\n"):
            if line.startswith(_PROMPT):
                found.append(Step(line.removeprefix(_PROMPT), []))
            elif found:
                found[-1].output.append(line)
        return found


def pages() -> list[Path]:
    """The written pages of the documentation."""
    return [page for page in sorted(DOCS.rglob("*.md")) if SCRAPE not in page.parents]


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a page that are files, or have commands behind a prompt."""
    for found in _BLOCK.finditer(text):
        title = _TITLE.search(found["more"])
        if title is not None:
            yield Block(*found.span("body"), title[1], found["body"])
        elif found["kind"] == "console" and found["body"].startswith(_PROMPT):
            yield Block(*found.span("body"), "", found["body"])


class Session:
    """A folder in which the commands of one page run.

    Args:
        folder: an empty folder; files of the machinery are put beside the working folder in it.
    """

    def __init__(self, folder: Path) -> None:
        self.place = folder / "corpus"
        self.place.mkdir(parents=True)
        shutil.copytree(SCRAPE, self.place / "articles")
        tools = folder / "bin"
        tools.mkdir()
        program = tools / "lintcorpus"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lintcorpus "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        (tools / "python").symlink_to(sys.executable)
        name = {"NAME": "You", "EMAIL": "you@example.com"}
        self._environment = {
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
            "PYTHONUNBUFFERED": "1",
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
            "COLUMNS": "100",
            **{f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in name.items()},
        }
        self._code = 0

    def write(self, block: Block) -> None:
        """Write the file that a block shows."""
        target = self.place / block.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.body, encoding="utf-8")

    def run(self, command: str) -> list[str]:
        """Run a command as a shell would after the one before; the lines that it prints on both streams."""
        done = subprocess.run(
            ["bash", "-c", f"(exit {self._code})\n{command}"],
            cwd=self.place,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=120,
        )
        self._code = done.returncode
        text = done.stdout.decode("utf-8").replace(str(self.place.parent), SHOWN_HOME)
        return [line.rstrip() for line in text.removesuffix("\n").split("\n")] if text else []


def agrees(wanted: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether what is printed is what a page says, with ``...`` for any lines."""
    if not wanted:
        return not printed
    if wanted[0].strip() == "...":
        return any(agrees(wanted[1:], printed[at:]) for at in range(len(printed) + 1))
    return bool(printed) and wanted[0].rstrip() == printed[0] and agrees(wanted[1:], printed[1:])


class Difference(NamedTuple):
    """A command that prints something else than its page says."""

    command: str
    wanted: Sequence[str]
    printed: Sequence[str]


def run_page(text: str, folder: Path) -> tuple[str, list[Difference]]:
    """Run all commands of a page.

    Args:
        text: the page.
        folder: an empty folder for the session.

    Returns:
        The page with what the commands really print, and where that differs.
    """
    session = Session(folder)
    parts: list[str] = []
    differences: list[Difference] = []
    at = 0
    for block in blocks(text):
        if block.file:
            session.write(block)
            continue
        lines: list[str] = []
        for step in block.steps():
            printed = session.run(step.command)
            fits = agrees(step.output, printed)
            if not fits:
                differences.append(Difference(step.command, step.output, printed))
            lines += [f"{_PROMPT}{step.command}", *(step.output if fits else printed)]
        parts += [text[at : block.start], "".join(f"{line}\n" for line in lines)]
        at = block.end
    return "".join([*parts, text[at:]]), differences


def main() -> int:
    """Run pages; 1 when one says something else than its commands print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="*", type=Path, help="all of docs/ by default")
    parser.add_argument("--update", action="store_true", help="write what is printed into the pages")
    arguments = parser.parse_args()
    stale = False
    for page in arguments.pages or pages():
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            new, differences = run_page(text, Path(folder))
        for item in differences:
            print(f"{page}: {item.command}")
            print("".join(f"    {line}\n" for line in item.printed), end="")
        stale |= bool(differences)
        if arguments.update and new != text:
            page.write_text(new, encoding="utf-8")
    return int(stale and not arguments.update)


if __name__ == "__main__":
    raise SystemExit(main())
