"""Plants copies in articles and counts how many the duplicates rules find inside a file.

usage: python bench/duplicates.py FOLDER... [--each N] [--seed N] [--missed]

Blocks of 60 or more letters outside the lead, quotations, lists and code are copied to a later place of
their article, in one way for each kind. A plant counts as found when a DUP finding overlaps it and
names its source as related. Prints for each folder and kind how many were found, near (at most six
blocks on) and far, and what the rules say of the articles as they are.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark").enable("table")
_LEAST, _NEAR = 60, 6
_LEAD_BLOCKS, _LEAD_SHARE = 8, 0.15
_SENTENCE = re.compile(r"[^。！？]*[。！？][”’」』）]*|.+?[.!?][\"”’)]*(?=\s)\s*|.+", re.DOTALL)
_SIMPLIFIED = (
    "这说们来时会个国为对学没发过样还后开关问题进长里两动现头点种实应"
    "体经声给电见业产间将门话书东西车马语让认识计设论试证评译"
)
_TRADITIONAL = (
    "這說們來時會個國為對學沒發過樣還後開關問題進長裡兩動現頭點種實應"
    "體經聲給電見業產間將門話書東西車馬語讓認識計設論試證評譯"
)
_MARKS = str.maketrans({"，": ",", "；": ";", "：": ":", "“": '"', "”": '"', "‘": "'", "’": "'", "！": "!", "？": "?"})


class Block(NamedTuple):
    """A top-level block of an article: its lines, and whether it is running text that may be planted."""

    start: int
    end: int
    kind: str
    plain: bool


class Plant(NamedTuple):
    """A copy in an article: the lines of source and copy in the planted text, 1-based, ends inclusive."""

    text: str
    source: tuple[int, int]
    copy: tuple[int, int]
    near: bool


Maker = Callable[[str, random.Random], str]


def main() -> int:
    """Plant, run the tool, and print a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=3, help="plants of a kind in an article")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="print the copies that were not found")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        texts = dict(_articles(folder))
        print(f"{folder}: {len(texts)} articles")
        for kind in (*_MAKERS, "contained", "half"):
            _measure(kind, texts, arguments)
        _untouched(folder)
    return 0


def _articles(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*")):
        if file.suffix in (".md", ".markdown", ".txt"):
            try:
                yield file.name, file.read_bytes().decode("utf-8").replace("\r\n", "\n")
            except UnicodeDecodeError:
                continue


def _measure(kind: str, texts: dict[str, str], arguments: argparse.Namespace) -> None:
    plants: dict[str, Plant] = {}
    for name, text in texts.items():
        for turn in range(arguments.each):
            plant = _planted(text, kind, random.Random(f"{arguments.seed} {kind} {name} {turn}"))
            if plant is not None:
                plants[f"{turn}-{name}"] = plant
    with tempfile.TemporaryDirectory() as scratch:
        for file, plant in plants.items():
            (Path(scratch) / file).write_bytes(plant.text.encode("utf-8"))
        found = _findings(Path(scratch))
    counts: Counter[tuple[bool, bool]] = Counter()
    rules: Counter[str] = Counter()
    for file, plant in plants.items():
        by = next((item["rule"] for item in found[file] if _tells(item, plant)), None)
        counts[plant.near, by is not None] += 1
        rules[by or "none"] += 1
        if by is None and arguments.missed:
            lines = plant.text.split("\n")
            print(f"--- {kind} {file} {plant.source} {plant.copy}")
            print("\n".join(lines[plant.source[0] - 1 : plant.source[1]]))
            print("\n".join(lines[plant.copy[0] - 1 : plant.copy[1]]))
    rates = []
    for label, wanted in (("all", (True, False)), ("near", (True,)), ("far", (False,))):
        hit = sum(counts[near, True] for near in wanted)
        of = hit + sum(counts[near, False] for near in wanted)
        rates.append(f"{label} {hit}/{of} = {hit / of:.3f}" if of else f"{label} none")
    print(f"  {kind:12} {'  '.join(rates)}  {dict(sorted(rules.items()))}")


def _untouched(folder: Path) -> None:
    found = _findings(folder)
    rules = Counter(item["rule"] for items in found.values() for item in items)
    print(f"  untouched    {dict(sorted(rules.items()))}")


def _findings(folder: Path) -> dict[str, list[dict[str, object]]]:
    command = [sys.executable, "-m", "lintcorpus", "--isolated", "--quiet", "--exit-zero", "--no-cache"]
    done = subprocess.run(
        [*command, "--select", "DUP001,DUP002,DUP003,DUP004", "--output-format", "json", str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 3):
        raise SystemExit(f"lintcorpus failed: {done.stderr[-500:]}")
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for item in json.loads(done.stdout)["diagnostics"]:
        found[Path(item["path"]).name].append(item)
    return found


def _tells(item: dict[str, object], plant: Plant) -> bool:
    related = item["related"]
    assert isinstance(related, list)
    return _meets(item, plant.copy) and any(_meets(place, plant.source) for place in related)


def _meets(place: dict[str, object], lines: tuple[int, int]) -> bool:
    start, end = place["start"], place["end"]
    assert isinstance(start, dict)
    assert isinstance(end, dict)
    return start["line"] <= lines[1] and end["line"] >= lines[0]


def _planted(text: str, kind: str, chance: random.Random) -> Plant | None:
    """The article with one copy in it, or ``None`` when no block of it may be copied."""
    blocks = _blocks(text)
    lead = max(_LEAD_BLOCKS, int(_LEAD_SHARE * len(blocks)))
    lines = text.split("\n")
    sources = [at for at, block in enumerate(blocks) if at >= lead and block.plain]
    sources = [at for at in sources if _once(lines, blocks, at)]
    if not sources:
        return None
    at = chance.choice(sources)
    source = blocks[at]
    said = "\n".join(lines[source.start : source.end])
    later = range(at + 1, len(blocks))
    hosts = [place for place in later if blocks[place].plain] if kind in ("contained", "half") else list(later)
    near = [place for place in hosts if place - at <= _NEAR]
    far = [place for place in hosts if place - at > _NEAR]
    choice = near if near and (not far or chance.random() < 0.6) else far
    if not choice:
        return None
    host = chance.choice(choice)
    block = blocks[host]
    if kind in ("contained", "half"):
        copy = _glued("\n".join(lines[block.start : block.end]), said, kind, chance)
        lines[block.start : block.end] = copy
        start = block.start
    else:
        copy = _MAKERS[kind](said, chance).split("\n")
        lines[block.end : block.end] = ["", *copy, ""]
        start = block.end + 1
    places = (source.start + 1, source.end), (start + 1, start + len(copy))
    return Plant("\n".join(lines), *places, host - at <= _NEAR)


def _blocks(text: str) -> list[Block]:
    blocks = []
    tokens = _PARSER.parse(text)
    for at, token in enumerate(tokens):
        if token.level == 0 and token.map is not None:
            inline = tokens[at + 1] if token.type == "paragraph_open" else None
            blocks.append(Block(*token.map, token.type, inline is not None and _is_plain(inline.content)))
    return blocks


def _is_plain(content: str) -> bool:
    letters = sum(map(str.isalnum, content))
    bold = re.fullmatch(r"\s*(\*\*|__).*\1\s*", content, re.DOTALL)
    return letters >= _LEAST and not bold and not re.search(r"\[|`|://|<", content)


def _once(lines: list[str], blocks: list[Block], at: int) -> bool:
    said = "".join(filter(str.isalnum, "".join(lines[blocks[at].start : blocks[at].end])))
    return sum("".join(filter(str.isalnum, "".join(lines[b.start : b.end]))) == said for b in blocks) == 1


def _edited(share: float) -> Maker:
    def edit(said: str, chance: random.Random) -> str:
        chars = list(said)
        places = [at for at, char in enumerate(chars) if char.isalnum()]
        letters = [chars[at] for at in places]
        for at in sorted(chance.sample(places, max(1, round(share * len(places)))), reverse=True):
            turn = chance.randrange(3)
            chars[at : at + 1] = [[chance.choice(letters)], [], [chars[at], chance.choice(letters)]][turn]
        return "".join(chars)

    return edit


def _wrapped(said: str, chance: random.Random) -> str:
    """The same with other wraps, marks of another width, and a few words emphasised or linked."""
    words = re.sub(r"\s*\n\s*", " " if said.isascii() else "", said).translate(_MARKS)
    found = list(re.finditer(r"\w{4,8}", words))
    for match in sorted(chance.sample(found, min(2, len(found))), key=lambda match: -match.start()):
        form = chance.choice(("**{}**", "*{}*", "[{}](https://a.example/1)", "__{}__"))
        words = words[: match.start()] + form.format(match[0]) + words[match.end() :]
    width = chance.randint(36, 78)
    lines, line = [], ""
    for piece in re.findall(r"[!-~]+\s*|.", words):
        if line and len(line) + len(piece) > width and piece[0].isalnum():
            lines.append(line.rstrip())
            line = ""
        line += piece
    return "\n".join([*lines, line.rstrip()])


def _converted(said: str, chance: random.Random) -> str:
    try:
        from opencc import OpenCC

        return str(OpenCC("s2t").convert(said))
    except ImportError:
        return said.translate(str.maketrans(_SIMPLIFIED, _TRADITIONAL))


def _glued(host: str, said: str, kind: str, chance: random.Random) -> list[str]:
    """The host with all of a paragraph before or after it, or with a half in its middle."""
    blank = " " if said.isascii() else ""
    if kind == "contained":
        pair = [host, said] if chance.random() < 0.5 else [said, host]
        return blank.join(pair).split("\n")
    ends = [match.end() for match in re.finditer(r"[，。；！？]|[,.;!?](?=\s)", said)]
    middle = min(ends or [len(said) // 2], key=lambda end: abs(end - len(said) // 2))
    half = said[:middle] if chance.random() < 0.5 else said[middle:].lstrip()
    sentences = [match[0] for match in _SENTENCE.finditer(host)]
    at = len(sentences) // 2
    return (blank.join(["".join(sentences[:at]), half, "".join(sentences[at:])])).split("\n")


_MAKERS: dict[str, Maker] = {
    "verbatim": lambda said, _: said,
    "2 %": _edited(0.02),
    "5 %": _edited(0.05),
    "10 %": _edited(0.1),
    "re-set": _wrapped,
    "traditional": _converted,
}


if __name__ == "__main__":
    raise SystemExit(main())
