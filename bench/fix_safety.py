"""Proves on a folder of articles that --fix loses nothing, with another CommonMark parser than the tool's.

usage: python bench/fix_safety.py FOLDER... [--unsafe-fixes]

Copies the folders, repairs the copies twice and compares: the second run must change nothing, and
each article must keep its visible letters in order, its link and picture targets and its bare URLs;
a URL that was cut may have grown. Rules that delete whole blocks or correct words of a closed list
are left out of that comparison; every distinct change of theirs is printed instead, to be read.
Exit code 0 when nothing was lost, else 1.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_URL = re.compile(r"https?://[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")
_DELETING = ("BLR001", "BLR003", "BLR005", "BLR009", "PRO010")
_RESPELLING = ("ENC007", "TYP001", "TYP002")
_CUT = re.compile(r"(https?://\S*-)\r?\n(\S+)")
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# CommonMark knows no forbidden targets; markdown-it would show ``![](data:image/svg+xml,...)`` as text.
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]


class Content(NamedTuple):
    """What an article must keep: its visible letters in order, and its targets."""

    letters: str
    targets: Counter[str]


def main() -> int:
    """Repair copies of the folders and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--unsafe-fixes", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        for folder in arguments.folders:
            shutil.copytree(folder, copy / folder.name)
        before = {file: file.read_bytes() for file in _articles(copy)}
        _fix(copy, arguments.unsafe_fixes)
        once = {file: file.read_bytes() for file in before}
        _fix(copy, arguments.unsafe_fixes)
        unstable = [file for file in before if file.read_bytes() != once[file]]
    changed = [file for file in before if before[file] != once[file]]
    lost = [(file, problem) for file in changed for problem in _losses(before[file], once[file])]
    for file, problem in lost:
        print(f"{file.relative_to(copy)}: {problem}")
    for file in unstable:
        print(f"{file.relative_to(copy)}: the second run changed it again")
    for text, count in sorted(_declared(arguments.folders).items()):
        print(f"{count} times: {text}")
    print(f"{len(before)} files, {len(changed)} repaired, {len(unstable)} unstable, {len(lost)} losses")
    return 1 if lost or unstable else 0


def _articles(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in (".md", ".markdown", ".txt"))


def _fix(folder: Path, unsafe: bool) -> None:
    done = _lintcorpus(
        "--fix", "--ignore", ",".join(_DELETING + _RESPELLING), *(["--unsafe-fixes"] if unsafe else []), str(folder)
    )
    withdrawn = [line for line in done.stdout.splitlines() if " RUN004 " in line]
    if withdrawn:
        print(f"{len(withdrawn)} fixes were withdrawn by the guard, as: {withdrawn[0][:200]}")


def _declared(folders: Iterable[Path]) -> Counter[str]:
    """The messages of all findings whose safe fix deletes a block or corrects a word."""
    done = _lintcorpus("--select", ",".join(_DELETING + _RESPELLING), "--output-format", "json", *map(str, folders))
    found: Counter[str] = Counter()
    for item in json.loads(done.stdout)["diagnostics"]:
        if item["rule"] in _DELETING + _RESPELLING and item["fix"] is not None and item["fix"]["safety"] == "safe":
            found[f"{item['rule']} {item['message']}"] += 1
    return found


def _lintcorpus(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "lintcorpus", "--isolated", "--quiet", "--exit-zero", *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"lintcorpus failed: {done.stderr[-500:]}")
    return done


def _losses(before: bytes, after: bytes) -> Iterable[str]:
    old_text, new_text = before.decode(_encoding(before)), after.decode(_encoding(after))
    for _ in range(2):  # a URL may have been cut twice
        old_text = _CUT.sub(lambda cut: cut[1] + cut[2] if cut[1] + cut[2] in new_text else cut[0], old_text)
    old, new = _content(old_text), _content(new_text)
    if old.letters != new.letters:
        yield f"visible letters differ from {_first_difference(old.letters, new.letters)!r} on"
    for target in (old.targets - new.targets).elements():
        # A joined URL begins with its old part; an empty, script or placeholder target is taken out on purpose.
        meant = target and not target.startswith(("#", "javascript:", "about:", "data:"))
        if meant and not any(other.startswith(target) for other in new.targets):
            yield f"target lost: {target[:80]}"


def _encoding(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030", "big5", "utf-16"):
        try:
            if raw.decode(encoding).encode(encoding) == raw:
                return encoding
        except UnicodeError:
            continue
    return "latin-1"


def _content(text: str) -> Content:
    letters: list[str] = []
    targets: Counter[str] = Counter()
    for token in _walk(_PARSER.parse(text)):
        if token.type in ("text", "code_inline", "code_block", "fence", "html_inline", "html_block"):
            # A URL is a target even where it is visible: a repaired link hides it.
            letters.extend(char for char in _URL.sub(" ", token.content) if char.isalnum())
            targets.update(url.rstrip(").,;]") for url in _URL.findall(token.content))
        elif token.type in ("link_open", "image"):
            targets[str(token.attrGet("href") or token.attrGet("src") or "")] += 1
    return Content("".join(letters), targets)


def _walk(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or ())


def _first_difference(old: str, new: str) -> str:
    at = next((index for index, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), len(new))
    return old[max(0, at - 10) : at + 30]


if __name__ == "__main__":
    raise SystemExit(main())
