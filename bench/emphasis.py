"""Measures on a folder of articles what --fix does to bold text, with another CommonMark parser than the tool's.

usage: python bench/emphasis.py FOLDER... [--show N] [--seed N]

Copies the folders, repairs the copies, renders both and prints per folder: how many files show ``**``
before and after; how many of the letters that were shown emphasised still are; and how many of the
letters that the marks are taken to mean as bold are bold now. ``--show`` prints a seeded random
sample of changed blocks, old above new, to be read.
"""

import argparse
import difflib
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

from lintcorpus.markdown.pairing import pair
from lintcorpus.markdown.parse import blocks
from lintcorpus.markdown.stars import content_of, has_debris
from lintcorpus.model.document import Document

_PARSER = MarkdownIt("commonmark").enable("table")


class Rendered(NamedTuple):
    """A rendered text: its letters and digits, which of them are emphasised, and whether ``**`` shows."""

    letters: str
    emphasised: list[bool]
    literal: bool


class Tally(NamedTuple):
    """Counts of one folder."""

    files: int = 0
    literal_before: int = 0
    literal_after: int = 0
    shown: int = 0
    shown_kept: int = 0
    meant: int = 0
    meant_kept: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """The sum of two tallies."""
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))


def main() -> int:
    """Repair copies of the folders and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    changed: list[tuple[str, str, str]] = []
    total = Tally()
    for folder in arguments.folders:
        tally = _measured(folder, changed)
        print(_line(folder.name, tally))
        total = total.plus(tally)
    print(_line("all", total))
    chance = random.Random(arguments.seed)
    for name, old, new in chance.sample(changed, min(arguments.show, len(changed))):
        print(f"--- {name}\n- {old}\n+ {new}")
    return 0


def _line(name: str, tally: Tally) -> str:
    return (
        f"{name}: ** shows in {tally.literal_before} of {tally.files} files, after --fix in {tally.literal_after}; "
        f"emphasised letters kept: {tally.shown_kept} of {tally.shown} as rendered, "
        f"{tally.meant_kept} of {tally.meant} as meant"
    )


def _measured(folder: Path, changed: list[tuple[str, str, str]]) -> Tally:
    tally = Tally()
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / folder.name
        shutil.copytree(folder, copy)
        command = [
            sys.executable,
            "-m",
            "lintcorpus",
            "--isolated",
            "--quiet",
            "--exit-zero",
            "--ignore",
            "BLR",
            "--fix",
            str(copy),
        ]
        subprocess.run(command, capture_output=True, check=True)
        for file in sorted(folder.iterdir()):
            old, new = file.read_bytes(), (copy / file.name).read_bytes()
            try:
                tally = tally.plus(_compared(old.decode(), new.decode()))
            except UnicodeDecodeError:
                continue  # other encodings are measured elsewhere
            if "**" in old.decode():
                changed.extend(_changed_blocks(f"{folder.name}/{file.name}", old.decode(), new.decode()))
    return tally


def _compared(old_text: str, new_text: str) -> Tally:
    old, new = _rendered(old_text), _rendered(new_text)
    meant = list(_meant(old_text))
    kept = _kept(new, meant)
    emphasised = sum(old.emphasised)
    still = (
        sum(
            was and new.emphasised[block.b + at]
            for block in difflib.SequenceMatcher(None, old.letters, new.letters, autojunk=False).get_matching_blocks()
            for at, was in enumerate(old.emphasised[block.a : block.a + block.size])
        )
        if old.letters != new.letters
        else sum(map(all, zip(old.emphasised, new.emphasised, strict=True)))
    )
    return Tally(1, old.literal, new.literal, emphasised, still, sum(len(item.bold) for item in meant), kept)


def _rendered(text: str) -> Rendered:
    found: list[str] = []
    emphasised: list[bool] = []
    literal = False
    for token in _PARSER.parse(text):
        depth = 0
        for child in token.children or ():
            if child.type in ("strong_open", "em_open"):
                depth += 1
            elif child.type in ("strong_close", "em_close"):
                depth -= 1
            elif child.type in ("text", "code_inline"):
                literal = literal or (child.type == "text" and "**" in child.content)
                visible = [char for char in child.content if char.isalnum()]
                found.extend(visible)
                emphasised.extend([depth > 0] * len(visible))
    return Rendered("".join(found), emphasised, literal)


class Meant(NamedTuple):
    """The letters of a text that marks are taken to mean as bold, and those of its block around them."""

    before: str
    bold: str
    after: str


def _meant(text: str) -> Iterator[Meant]:
    """What the marks of faulty blocks are taken to mean as bold."""
    document = Document("", text)
    for block in blocks(document, "paragraph", "heading"):
        content = content_of(document, block) if has_debris(document, block) else None
        if content is not None:
            shape = content.shape
            for start, end in pair(content, 1.0).bold:
                yield Meant(_letters(shape[:start]), _letters(shape[start:end]), _letters(shape[end:]))


def _kept(new: Rendered, meant: list[Meant]) -> int:
    """How many letters of these texts, found by the letters around them, are emphasised now."""
    count = 0
    for before, bold, after in meant:
        place = new.letters.find(before + bold + after)
        if place >= 0:
            start = place + len(before)
            count += sum(new.emphasised[start : start + len(bold)])
    return count


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _changed_blocks(name: str, old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Paragraphs of the old text whose marks differ in the new one."""
    before, after = (_paragraphs(text) for text in (old, new))
    for key in before.keys() & after.keys():
        if before[key].count("*") != after[key].count("*"):
            yield name, before[key], after[key]


def _paragraphs(text: str) -> dict[str, str]:
    """Paragraphs by their letters, so that both versions of one are found."""
    joined = ("".join(part.splitlines(keepends=True)) for part in text.split("\n\n"))
    return {_letters(part): part.replace("\n", "⏎") for part in joined}


if __name__ == "__main__":
    raise SystemExit(main())
