"""How well a baseline knows findings again after an article was edited.

usage: python bench/baseline.py [FOLDER...] [--articles N] [--repeats N] [--seed N]

Takes articles at random (of the project's seeds, when no folder is named), plants defects of several
rules, and makes a baseline of all findings. Then each article is edited and ten more defects are
planted. A finding of the edited article is an old one when it stands where the edit carried one of
the old findings, and a new one when it stands where a defect was planted last. Prints for each kind
of edit how many old findings were recognised and how many new ones were hidden. Exit code 0 when at
least 97 % are recognised and at most 1 % are hidden in every row.
"""

import argparse
import itertools
import random
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.files import find_files, read_files
from lintcorpus.baseline.entry import entry_of
from lintcorpus.baseline.lines import parsed, rendered
from lintcorpus.baseline.match import match
from lintcorpus.cache.place import default_cache_dir
from lintcorpus.engine.fixing import fix_document
from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.fix import Safety

_SEEDS = Path(__file__).parent.parent / "seeds"
_LEAST_RECOGNISED, _MOST_HIDDEN = 0.97, 0.01
_PLANTED, _LATER = 40, 10
_ROOM = 30
"""Characters of an article for each defect that is planted in it."""
_WIDTH = 40
"""Columns at which articles are wrapped, in Chinese characters; twice as many letters."""
_WRAPS = "MRK005"
_MARKED = re.compile(r"\]\(|https?:|^[\w-]{1,12}[:：]|`|\||^\d+[.)]")
_HAN = re.compile("[\u4e00-\u9fff]")
_DEFECTS = {
    "zh": ("，，", "。。", "；；", "、，", "\u200b", "\ufffd", "&nbsp;", "**", "\ue001", "，，", "的的", "（"),
    "en": (
        "\u200b",
        "\ufffd",
        "&nbsp;",
        "\\_",
        "\u00ad",
        "**",
        "\ue001",
        " the the",
        "â€™",
        "Ã©",
        "<br>",
        "[here](http:/",
    ),
}
_PARAGRAPHS = {
    "zh": (
        "桥头的茶摊换了第三任主人，炉子还是原来那一只，只是烟囱比从前短了半截。",
        "水文站每天早晨六点抄一次水位，抄了四十年，本子堆满了楼梯下面的柜子。",
        "雨季一到，靠河的人家就把米缸搬上阁楼，猫也跟着上去，直到霜降才下来。",
        "县志里提到过两座塔，一座在山上，一座在纸上，修志的人自己也没有分清。",
        "他们把旧船拆开做了一张长桌，桌面上的钉孔一个也没有补，说是给风留的。",
    ),
    "en": (
        "The second ferry was built from the timbers of the first, and nobody could say which one had sunk.",
        "Every spring the archive lends its ladder to the school, and every autumn it asks for it back.",
        "A clock without hands hangs in the customs house; people there read the time from the shadows.",
        "Three of the wells were filled in before the survey, which is why the map shows only two of them.",
        "On market days the bakery sells a flat loaf that was once meant to fit under a carriage seat.",
    ),
}


class Article:
    """A text whose characters keep their numbers through every edit, so that it is known where they went."""

    def __init__(self, document: Document, numbers: "itertools.count[int]") -> None:
        self.document = document
        self._numbers = numbers
        self.characters = list(document.text)
        self.ids = [next(numbers) for _ in self.characters]
        self.planted: list[list[int]] = []

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self.characters)

    def replace(self, start: int, end: int, text: str) -> list[int]:
        """Put a text in the place of another; the numbers of its characters."""
        fresh = [next(self._numbers) for _ in text]
        self.characters[start:end] = text
        self.ids[start:end] = fresh
        return fresh

    def plant(self, count: int, chosen: random.Random) -> set[int]:
        """Put defects between the characters of sentences; the numbers of theirs."""
        language = "zh" if len(_HAN.findall(self.text)) > 0.2 * len(self.text) else "en"
        fresh = set[int]()
        for _ in range(min(count, len(self.characters) // _ROOM)):
            places = [at for start, end in self.sentences() for at in range(start + 4, end - 4)]
            places = [at for at in places if self._is_free(at)]
            if places:
                at = chosen.choice(places)
                self.planted.append(self.replace(at, at, chosen.choice(_DEFECTS[language])))
                fresh.update(self.planted[-1])
        return fresh

    def sentences(self) -> list[tuple[int, int]]:
        """Lines of running text, without those of a header, of markup or of links."""
        found, at = [], 0
        for line in self.text.split("\n"):
            if len(line) > 20 and (line[0].isalpha() or _HAN.match(line)) and not _MARKED.search(line):
                found.append((at, at + len(line)))
            at += len(line) + 1
        return found

    def _is_free(self, at: int) -> bool:
        """Whether letters stand on both sides, and no other planted defect."""
        around = self.ids[at - 3 : at + 3]
        taken = {number for numbers in self.planted[-200:] for number in numbers}
        return (
            self.characters[at - 1].isalnum() and self.characters[at].isalnum() and not any(n in taken for n in around)
        )

    def blocks(self) -> list[tuple[int, int]]:
        """Where the paragraphs are, by blank lines; the first, with title and header, is none."""
        found, at = [], 0
        for part in re.split(r"(\n\n+)", self.text):
            if part.strip() and at > 0:
                found.append((at, at + len(part)))
            at += len(part)
        return found


Edit: TypeAlias = Callable[[App, Article, random.Random], None]


def main() -> int:
    """Simulate and print one line an edit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", default=[str(_SEEDS)])
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    app = App(Request(Path.cwd(), isolated=True, cache_dir=default_cache_dir()))
    chosen = random.Random(arguments.seed)
    documents = _documents(app, arguments.folders, chosen, arguments.articles)
    print(f"{len(documents)} articles, {arguments.repeats} times")
    print(f"{'edit':24}{'rules':>7}{'old':>7}{'recognised':>12}{'new':>7}{'hidden':>9}{'others':>8}{'hidden':>8}")
    good = True
    for name, edit in _EDITS.items():
        total, rules = Counter[str](), set[str]()
        for _ in range(arguments.repeats):
            _simulate(app, documents, name, edit, chosen, total, rules)
        recognised, hidden = total["recognised"] / max(1, total["old"]), total["hidden"] / max(1, total["new"])
        good &= recognised >= _LEAST_RECOGNISED and hidden <= _MOST_HIDDEN
        print(
            f"{name:24}{len(rules):7}{total['old']:7}{recognised:12.2%}{total['new']:7}{hidden:9.2%}"
            f"{total['others']:8}{total['others hidden']:8}"
        )
    return 0 if good else 1


def _documents(app: App, folders: Sequence[str], chosen: random.Random, count: int) -> list[Document]:
    files = list(find_files(app, folders).files)
    chosen.shuffle(files)
    found: list[Document] = []
    for source in read_files(app, files):
        found.extend(item for item in source.documents if len(item.text) > 400 and not item.lossy)
        if len(found) >= count:
            break
    return found[:count]


def _simulate(
    app: App,
    documents: Sequence[Document],
    name: str,
    edit: Edit,
    chosen: random.Random,
    total: Counter[str],
    rules: set[str],
) -> None:
    """Make a baseline of all articles, edit them, and count what is recognised and what is hidden."""
    numbers = itertools.count()
    known: list[Diagnostic] = []
    found: list[Diagnostic] = []
    before: Counter[tuple[str, int, int]] = Counter()
    spots: list[tuple[str, int, int]] = []
    later = set[int]()
    by_path: dict[str, Article] = {}
    for document in documents:
        article = Article(document.with_text(_wrapped(document.text) if edit is _unwrap else document.text), numbers)
        article.plant(_PLANTED, chosen)
        old = _check(app, article, document.path)
        before.update(_spot(article, item) for item in old)
        known.extend(old)
        edit(app, article, chosen)
        later |= article.plant(_LATER, chosen)
        path = f"moved/{document.path}" if edit is _rename else document.path
        by_path[path] = article
        new = _check(app, article, path)
        spots.extend(_spot(article, item) for item in new)
        found.extend(new)
    entries = parsed(rendered(map(entry_of, known)), "baseline")
    gone = {document.path for document in documents} if edit is _rename else set()
    pairs = match(entries, [entry_of(item) for item in found], gone)
    for at, (item, spot) in enumerate(zip(found, spots, strict=True)):
        if before[spot] > 0:
            before[spot] -= 1
            kind, hit = "old", "recognised"
            rules.add(item.rule)
        elif later.issuperset(by_path[item.path].ids[item.span.start : max(item.span.end, item.span.start + 1)]):
            kind, hit = "new", "hidden"
        else:
            kind, hit = "others", "others hidden"
        total[kind] += 1
        total[hit] += at in pairs


def _check(app: App, article: Article, path: str) -> list[Diagnostic]:
    document = Document(path, article.text, layouts=article.document.layouts)
    return [item for item in check_document(document, app.plan).diagnostics if item.state is State.NEW]


def _spot(article: Article, item: Diagnostic) -> tuple[str, int, int]:
    """Where a finding is, by the numbers of its first and last character, or of which file it is."""
    ids = [*article.ids, -1]
    if item.context.key:
        # It is about the file; where it is shown may change.
        return f"{item.rule} {item.context.key} {item.context.occurrence}", ids[0], ids[0]
    return item.rule, ids[item.span.start], ids[max(item.span.start, item.span.end - 1)]


def _wrapped(text: str) -> str:
    """The text with its paragraphs wrapped as tools do it."""
    return "\n".join(_wrapped_line(line) for line in text.split("\n"))


def _wrapped_line(line: str) -> str:
    if not line or not (line[0].isalpha() or _HAN.match(line)) or _MARKED.search(line):
        return line
    if len(_HAN.findall(line)) > 0.2 * len(line):
        return "\n".join(line[at : at + _WIDTH] for at in range(0, len(line), _WIDTH))
    return "\n".join(textwrap.wrap(line, 2 * _WIDTH, break_long_words=False, break_on_hyphens=False))


def _nothing(app: App, article: Article, chosen: random.Random) -> None:
    """Nothing happens."""


def _insert(app: App, article: Article, chosen: random.Random) -> None:
    """Insert five paragraphs."""
    for text in _PARAGRAPHS["zh" if _HAN.search(article.text) else "en"]:
        blocks = article.blocks()
        if blocks:
            at = chosen.choice(blocks)[0]
            article.replace(at, at, f"{text}\n\n")


def _change(app: App, article: Article, chosen: random.Random) -> None:
    """Change twenty characters that belong to no planted defect."""
    planted = {number for numbers in article.planted for number in numbers}
    places = [
        at
        for start, end in article.sentences()
        for at in range(start, end)
        if article.characters[at].isalpha() and article.ids[at] not in planted
    ]
    for at in chosen.sample(places, min(20, len(places))):
        article.characters[at] = chosen.choice("林河石桥风" if _HAN.match(article.characters[at]) else "aeiou")


def _unwrap(app: App, article: Article, chosen: random.Random) -> None:
    """Repair hard wraps as ``--fix --select MRK005`` does."""
    plan = Plan({_WRAPS: app.plan.rules[_WRAPS]}, app.catalog.cards, False, ())
    document = article.document.with_text(article.text)
    outcome = fix_document(document, lambda item: check_document(item, plan).diagnostics, plan, Safety.SAFE)
    for _, fixes in groupby(outcome.applied, key=lambda fix: fix.run):
        edits = {item for fix in fixes for item in fix.edits}
        for span, text in sorted(edits, reverse=True):
            article.replace(span.start, span.end, text)
    if article.text != outcome.document.text:
        raise SystemExit(f"{document.path}: the edits of --fix do not give its text")


def _swap(app: App, article: Article, chosen: random.Random) -> None:
    """Swap five pairs of paragraphs."""
    for _ in range(5):
        blocks = article.blocks()
        if len(blocks) < 2:
            return
        (a, b), (c, d) = sorted(chosen.sample(blocks, 2))
        for items in (article.characters, article.ids):
            items[a:d] = [*items[c:d], *items[b:c], *items[a:b]]


def _mend(app: App, article: Article, chosen: random.Random) -> None:
    """Mend ten of the planted defects."""
    for numbers in chosen.sample(article.planted, min(10, len(article.planted))):
        at = article.ids.index(numbers[0])
        article.replace(at, at + len(numbers), "")


def _rename(app: App, article: Article, chosen: random.Random) -> None:
    """Give the file another path; its text stays."""


_EDITS: Mapping[str, Edit] = {
    "none": _nothing,
    "5 paragraphs inserted": _insert,
    "20 characters changed": _change,
    "unwrapped by --fix": _unwrap,
    "10 paragraphs swapped": _swap,
    "10 mended": _mend,
    "file renamed": _rename,
}


if __name__ == "__main__":
    raise SystemExit(main())
