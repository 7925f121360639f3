"""Measures how many planted misspellings and confused words the rules TYP002 and TYP003 find again.

usage: python bench/typos_en.py FOLDER... [--seed N] [--each N]

Takes the English paragraphs of the files in the folders and changes one word of one paragraph at a
time: a common word to one of its misspellings in tools/misspellings.txt or to one with two letters
swapped, or a word to the one that it is confused with. Prints the share found for both kinds, and for
each confusion; a finding elsewhere in the paragraph does not count.
"""

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lintcorpus.app.compose import App, Request
from lintcorpus.engine.pipeline import check_document
from lintcorpus.model.document import Document

_CONFUSED = re.findall(
    r"\S+",
    "than/then then/than their/there there/their their/they're they're/their its/it's it's/its your/you're you're/your "
    "led/lead lose/loose losing/loosing through/though though/through thorough/through thought/though though/thought "
    "affect/effect effect/affect a/an an/a to/too too/to whose/who's who's/whose were/where where/were we're/were "
    "advice/advise advise/advice breath/breathe breathe/breath quiet/quite quite/quiet form/from from/form of/off "
    "off/of passed/past past/passed principal/principle principle/principal accept/except except/accept "
    "weather/whether whether/weather peak/peek public/pubic manager/manger trial/trail trail/trial for/fro role/roll "
    "course/coarse desert/dessert device/devise personal/personnel later/latter worse/worst worst/worse have/of",
)
_HAVE = r"(?:(?<=could )|(?<=would )|(?<=should )|(?<=might ))have"


class Plant(NamedTuple):
    """A paragraph with one wrong word in it, and where that stands (code points)."""

    text: str
    at: int
    kind: str


def paragraphs(folders: list[Path]) -> list[str]:
    """English paragraphs without code and addresses."""
    found = []
    for folder in folders:
        for path in sorted(item for item in folder.rglob("*") if item.is_file()):
            text = path.read_bytes().decode("utf-8", "ignore").replace("\r\n", "\n")
            found.extend(part for part in text.split("\n\n") if _is_prose(part))
    return found


def _is_prose(text: str) -> bool:
    return len(text) > 80 and text.count(" the ") > 1 and not re.search(r"`|http|^ {4}|^---", text, re.MULTILINE)


def misspellings(texts: list[str], count: int, chance: random.Random) -> Iterator[Plant]:
    """Words by their misspellings, half of them written by a person and half with two letters swapped."""
    table = Path(__file__).parent.parent / "tools" / "misspellings.txt"
    by_hand = dict(line.split(": ") for line in table.read_text().split("\n") if ": " in line and line[0] != "#")
    for number in range(count):
        while True:
            text = chance.choice(texts)
            words = [item for item in re.finditer(r"(?<![\w'’-])[a-z]{5,12}(?![\w'’-])", text) if item[0] in by_hand]
            if words:
                break
        word = chance.choice(words)
        wrong = chance.choice(by_hand[word[0]].split())
        if number % 2:
            at = chance.randrange(1, len(word[0]) - 1)
            wrong = word[0][:at] + word[0][at + 1] + word[0][at] + word[0][at + 2 :]
        if wrong != word[0]:
            yield Plant(text[: word.start()] + wrong + text[word.end() :], word.start(), "misspelling")


def confusions(texts: list[str], each: int, chance: random.Random) -> Iterator[Plant]:
    """Words by those that they are confused with."""
    for pair in _CONFUSED:
        right, wrong = pair.split("/")
        pattern = re.compile(rf"(?<![\w'’-])(?:{_HAVE if wrong == 'of' else re.escape(right)})(?![\w'’-])")
        places = [(text, *item.span()) for text in texts for item in pattern.finditer(text.replace("’", "'"))]
        for text, start, end in chance.sample(places, min(each, len(places))):
            yield Plant(text[:start] + wrong + text[end:], start, pair)


def main() -> int:
    """Plant, look and print."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[2].removeprefix("usage: "))
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=20)
    arguments = parser.parse_args()
    plan = App(Request(cwd=Path("/"), isolated=True, flags={"select": ("TYP002", "TYP003")})).plan
    texts, chance = paragraphs(arguments.folders), random.Random(arguments.seed)
    found: dict[str, list[bool]] = {}
    for plant in [*misspellings(texts, 300, chance), *confusions(texts, arguments.each, chance)]:
        report = check_document(Document("planted.md", plant.text), plan)
        hit = any(item.span.start == plant.at for item in report.diagnostics)
        found.setdefault(plant.kind, []).append(hit)
    for kind, hits in sorted(found.items(), key=lambda item: sum(item[1]) / len(item[1])):
        print(f"{kind:24}{sum(hits):5} of {len(hits):4}  {sum(hits) / len(hits):.2f}")
    shares = [sum(hits) / len(hits) for kind, hits in found.items() if kind != "misspelling"]
    print(f"{len(shares)} confusions, mean {sum(shares) / len(shares):.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
