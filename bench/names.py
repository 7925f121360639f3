"""Measures how many of the slips that are planted into names of real articles TYP006 finds.

usage: python bench/names.py FOLDER... [--seed N] [--each N] [--verbose]

A name or term that stands four times or more in an article gets one of its occurrences changed: letters
that look alike, two swapped letters, one dropped or doubled; in Chinese a character that sounds or
looks like the right one, or one dropped inside that leaves no word. Each article is checked with one
change at a time. "Han" are names that the article sets off somewhere, "Han, terms" whatever stands
between marks, "short" words of two and three letters. Prints for
both scripts what was planted, what was found, and what else was reported that the article did not have.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.files import find_files, read_files
from lintcorpus.article.mask import mask
from lintcorpus.article.words.chinese import is_ideograph
from lintcorpus.article.words.idioms import fixed_words
from lintcorpus.engine.pipeline import check_document
from lintcorpus.model.document import Document

RULE = "TYP006"
_FEWEST = 4
_LATIN = re.compile(r"(?<![A-Za-z0-9_/.@'’-])[A-Za-z]*[A-Z][A-Za-z]*(?![A-Za-z0-9_/@])")
_EVIDENT = re.compile(
    r"《([\u4e00-\u9fff·]{3,12})》|[“「『【]([\u4e00-\u9fff·]{3,8})[”」』】]|\*\*([\u4e00-\u9fff·]{3,8})[：:]?\*\*"
    r"|(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{3})(?:表示|认为|指出|透露)"
)
_PHRASE = re.compile("[的我你他她它们这那所因如但而对也就是在了]")
_TERM = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{3,6}(?![\u4e00-\u9fff])")
"""A term that stands between marks or Latin letters, whoever put it there."""
_LOOKS = {"l": "I1", "I": "l1", "O": "0", "o": "0", "m": ("rn",), "1": "l"}


class Planted(NamedTuple):
    """A change: where it is made, what stands there then, and its kind."""

    start: int
    end: int
    text: str
    kind: str
    script: str


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=2, help="names of an article for each script")
    parser.add_argument("--verbose", action="store_true", help="print what was not found")
    arguments = parser.parse_args()
    app = App(Request(Path.cwd(), isolated=True, flags={"select": (RULE,)}))
    chance = random.Random(arguments.seed)
    planted: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    others = articles = 0
    for source in read_files(app, find_files(app, arguments.folders).files):
        for document in source.documents:
            articles += 1
            before = {document.slice(item.span) for item in check_document(document, app.plan).diagnostics}
            for change in changes(document, chance, arguments.each):
                text = document.text[: change.start] + change.text + document.text[change.end :]
                spans = [item.span for item in check_document(document.with_text(text), app.plan).diagnostics]
                hit = any(span.start <= change.start + len(change.text) and change.start <= span.end for span in spans)
                for key in ((change.script, change.kind), (change.script, "all")):
                    planted[key] += 1
                    found[key] += hit
                others += sum(1 for span in spans if text[span.start : span.end] not in before) - hit
                if arguments.verbose and not hit:
                    print(f"{document.path}: {document.text[change.start : change.end]} {change}")
    for key in sorted(planted):
        print(f"{key[0]:12} {key[1]:12} {found[key]:5} of {planted[key]:5}  {found[key] / planted[key]:.2f}")
    print(f"{articles} articles, {others} findings elsewhere")
    return 0


def changes(document: Document, chance: random.Random, each: int) -> Iterator[Planted]:
    """Changes of some names of an article, drawn by chance."""
    hidden = mask(document)
    for script, names in (
        ("Latin", _latin(document.text)),
        ("Latin, short", _latin(document.text, short=True)),
        ("Han", _han(document.text, _EVIDENT)),
        ("Han, terms", _han(document.text, _TERM)),
    ):
        places: dict[str, list[int]] = {}
        for name in sorted(names):
            bound = r"(?<![A-Za-z0-9_/.@'’-]){}(?![A-Za-z0-9_/@])" if name.isascii() else "{}"
            spans = [item.span() for item in re.finditer(bound.format(re.escape(name)), document.text)]
            starts = [start for start, end in spans if not hidden.covers(start, end)]
            if len(starts) >= _FEWEST:
                places[name] = starts
        for name in chance.sample(sorted(places), min(each, len(places))):
            start = chance.choice(places[name])
            options = sorted(set(slips(name) if name.isascii() else han_slips(name)))
            kinds = sorted({kind for _, kind in options})
            if kinds:
                kind = chance.choice(kinds)
                wrong = chance.choice([text for text, its in options if its == kind])
                yield Planted(start, start + len(name), wrong, kind, script)


def slips(name: str) -> Iterator[tuple[str, str]]:
    """Forms of a Latin name with one slip, and what it is."""
    for at, letter in enumerate(name):
        if at:
            yield name[:at] + name[at + 1 :], "dropped"
            yield name[:at] + letter + name[at:], "doubled"
            if letter != name[at - 1]:
                yield name[: at - 1] + letter + name[at - 1] + name[at + 1 :], "swapped"
        for wrong in _LOOKS.get(letter, ()):
            yield name[:at] + wrong + name[at + 1 :], "look-alike"


def han_slips(name: str) -> Iterator[tuple[str, str]]:
    """Forms of a Chinese name with one slip, and what it is."""
    fixed = fixed_words()
    sounds, costs = fixed.likeness.sounds, fixed.lexicon.costs
    for at, char in enumerate(name):
        if not is_ideograph(char):
            continue
        if 0 < at < len(name) - 1 and name[:at] + name[at + 1 :] not in costs:
            yield name[:at] + name[at + 1 :], "dropped"
        for wrong, said in sounds.items():
            if wrong != char and said & sounds.get(char, frozenset()) and costs.get(wrong, 99) < 11:
                yield name[:at] + wrong + name[at + 1 :], "same sound"
        for pair in fixed.likeness.pairs:
            if char in pair:
                yield name[:at] + pair.replace(char, "", 1) + name[at + 1 :], "look-alike"


def _latin(text: str, short: bool = False) -> set[str]:
    """Words with a capital that stand nowhere in lower case; of two and three letters, or of more."""
    lower = set(re.findall(r"\b[a-z]+\b", text))
    return {
        word
        for word in _LATIN.findall(text)
        if word.lower() not in lower and (2 <= len(word) <= 3 if short else len(word) > 3)
    }


def _han(text: str, pattern: re.Pattern[str]) -> set[str]:
    found = {next(filter(None, item.groups()), "") if item.groups() else item[0] for item in pattern.finditer(text)}
    return {name for name in found if not _PHRASE.search(name)}


if __name__ == "__main__":
    raise SystemExit(main())
