"""Every command that the documentation shows is one that exists, and prints what the page says."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from lintcorpus.cli.arguments import parse
from tests.docs.tool import tool

RUN: ModuleType = tool("run_docs")
PAGES = [page.relative_to(RUN.DOCS).as_posix() for page in RUN.pages()]
_FENCED = re.compile(r"^```(console|sh|)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _commands(text: str) -> Iterator[str]:
    """Every line of a page's code blocks that is a command of ours, without what is said beside it."""
    for kind, body in _FENCED.findall(text):
        has_prompt = body.startswith("$ ")
        for line in body.split("\n"):
            if kind == "console" and has_prompt and not line.startswith("$ "):
                continue
            for part in re.split(r"\||&&|;|>|\$\(", line.removeprefix("$ ")):
                if re.match(r"\s*lintcorpus ", part):
                    yield re.split(r"\s{3,}", part.strip())[0].strip(")\"' ")


@pytest.mark.parametrize("page", [*PAGES, "../README.md"])
def test_every_command_of_a_page_can_be_parsed(page: str) -> None:
    for command in _commands((RUN.DOCS / page).read_text(encoding="utf-8")):
        words = shlex.split(command, posix=False)
        if "--help" not in words and "--version" not in words:
            parse([word.strip("\"'").split("|")[0] for word in words[1:]])


def test_the_commands_of_a_page_are_found() -> None:
    page = (
        "```console\n$ x=$(lintcorpus a/ | head -1)\nlintcorpus is said\n```\n```\nlintcorpus b/    what it does\n```\n"
    )
    assert list(_commands(page)) == ["lintcorpus a/", "lintcorpus b/"]


def test_a_page_that_says_something_else_is_noticed(tmp_path: Path) -> None:
    page = '```text title="a.txt"\nhello\n```\n\n```console\n$ cat a.txt; exit 3\nhallo\n$ echo $?\n3\n```\n'
    new, differences = RUN.run_page(page, tmp_path)
    assert [(item.command, item.printed) for item in differences] == [("cat a.txt; exit 3", ["hello"])]
    assert new == page.replace("hallo", "hello")


@pytest.mark.parametrize(
    ("wanted", "printed", "fits"),
    [
        (["a", "...", "d"], ["a", "b", "c", "d"], True),
        (["a", "..."], ["a"], True),
        (["...", "d"], ["a", "b"], False),
        ([], ["a"], False),
        (["a"], [], False),
    ],
)
def test_three_dots_stand_for_any_lines(wanted: list[str], printed: list[str], fits: bool) -> None:
    assert RUN.agrees(wanted, printed) is fits


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_print_what_it_says(page: str, tmp_path: Path) -> None:
    _, differences = RUN.run_page((RUN.DOCS / page).read_text(encoding="utf-8"), tmp_path)
    assert not differences, "run python tools/run_docs.py --update and read the difference"
