"""A corpus of very many short articles, and random edits of it, the same for the same seed."""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path

from corpus import path_of, role, source_of
from corpus_model import Model, edited, models
from scraped import article

ARTICLES = "articles"
"""The folder of the articles, relative to that of the project."""
SETTINGS = "lintcorpus.yaml"
_SENTENCES = 0.43
"""Of one sentence each is a paragraph; headers, headings, pictures and links make the rest of the paragraphs."""
_EDITED = 0.03
_VARIANTS = (
    "",
    "ignore: [PUN, DUP007]\n",
    "severity: {DUP: warning, LNK: info}\n",
    "overrides:\n  - paths: ['articles/00*/**']\n    ignore: [DUP005, MRK]\n",
)
_CODECS = ("utf-8-sig", "gb18030", "utf-16")


@lru_cache(maxsize=1)
def _models() -> tuple[Model, Model]:
    return models()


def _own(seed: int, number: int, paragraphs: int) -> list[str]:
    """The paragraphs of an article before anything is copied into it; the first is long enough to be shared."""
    chance = random.Random(f"text {seed} {number}")
    model = _models()[number % 2]
    more = round(_SENTENCES * paragraphs) - 1
    return [model.paragraph(chance), *(model.sentence(chance).strip() for _ in range(more))]


def made(seed: int, number: int, paragraphs: int) -> bytes:
    """An article; two of a hundred are near copies of an earlier one, five have a paragraph of one."""
    chance = random.Random(f"dress {seed} {number}")
    model, own = _models()[number % 2], _own(seed, number, paragraphs)
    kind = role(seed, number)
    if kind == "copy":
        theirs = _own(seed, source_of(seed, number), paragraphs)
        own = [edited(model, text, _EDITED, chance) for text in theirs]
    elif kind:
        own.insert(chance.randrange(len(own) + 1), _own(seed, source_of(seed, number), paragraphs)[0])
    return article(model, own, chance).encode("utf-8")


def write_settings(folder: Path, variant: int) -> None:
    """The settings of the project: the articles are its corpus; there are some ways to check them."""
    (folder / SETTINGS).write_text(f"corpus: [{ARTICLES}]\n{_VARIANTS[variant]}", encoding="utf-8")


@dataclass
class Corpus:
    """The project that is edited.

    Args:
        folder: of the project; gets sub-folders of 1,000 articles.
        files: how many articles.
        paragraphs: of an article, about.
        seed: names the articles and the edits.
    """

    folder: Path
    files: int
    paragraphs: int
    seed: int
    names: list[str] = field(default_factory=list)
    variant: int = 0

    def __post_init__(self) -> None:
        self._chance = random.Random(f"edits {self.seed}")
        self._new = count(self.files)
        self._gone: list[str] = []

    def write(self) -> int:
        """Write all articles and the settings; how many paragraphs they have, between empty lines."""
        paragraphs = 0
        for number in range(self.files):
            content = made(self.seed, number, self.paragraphs)
            paragraphs += sum(bool(block.strip()) for block in content.split(b"\n\n"))
            self._put(path_of(number), content)
            self.names.append(path_of(number))
        write_settings(self.folder, self.variant)
        return paragraphs

    def edit(self, times: int) -> list[str]:
        """Edit at random.

        Returns:
            The articles that were touched and are still there, relative to the folder of the project.
        """
        touched: dict[str, None] = {}
        for _ in range(times):
            for name in self._chance.choice(_EDITS)(self):
                touched[name] = None
        there = set(self.names)
        return [f"{ARTICLES}/{name}" for name in touched if name in there]

    def some(self, number: int) -> list[str]:
        """Articles drawn at random, relative to the folder of the project."""
        return [f"{ARTICLES}/{name}" for name in self._chance.sample(self.names, number)]

    def other_settings(self) -> None:
        """Change the settings file."""
        self.variant = self._chance.choice([at for at in range(len(_VARIANTS)) if at != self.variant])
        write_settings(self.folder, self.variant)

    def place(self, name: str) -> Path:
        """Where an article is."""
        return self.folder / ARTICLES / name

    def _put(self, name: str, content: bytes) -> None:
        place = self.place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)

    def _any(self) -> str:
        return self._chance.choice(self.names)

    def _blocks(self, name: str) -> list[bytes]:
        return self.place(name).read_bytes().split(b"\n\n")

    def _drop(self, name: str) -> None:
        at = self.names.index(name)
        self.names[at] = self.names[-1]
        self.names.pop()

    # The edits: each gives the names of the articles that it touched.

    def _change_words(self) -> list[str]:
        name = self._any()
        blocks = self._blocks(name)
        at = self._chance.randrange(len(blocks))
        text = blocks[at].decode("utf-8", "replace")
        blocks[at] = edited(_models()[not text.isascii()], text, 0.2, self._chance).encode("utf-8")
        self._put(name, b"\n\n".join(blocks))
        return [name]

    def _same_size_and_time(self) -> list[str]:
        """Two bytes change places, and the file keeps its time: only its content tells."""
        name = self._any()
        place = self.place(name)
        before, content = place.stat(), bytearray(place.read_bytes())
        if len(content) > 20:
            at = self._chance.randrange(len(content) - 1)
            content[at], content[at + 1] = content[at + 1], content[at]
        place.write_bytes(content)
        os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
        return [name]

    def _take_paragraph(self) -> list[str]:
        name = self._any()
        blocks = self._blocks(name)
        del blocks[self._chance.randrange(len(blocks))]
        self._put(name, b"\n\n".join(blocks))
        return [name]

    def _new_paragraph(self) -> list[str]:
        name = self._any()
        blocks = self._blocks(name)
        text = self._chance.choice(_models()).paragraph(self._chance)
        blocks.insert(self._chance.randrange(len(blocks) + 1), text.encode("utf-8"))
        self._put(name, b"\n\n".join(blocks))
        return [name]

    def _same_paragraph(self) -> list[str]:
        """The longest paragraph of one article stands in another one as well."""
        source, target = self._any(), self._any()
        blocks = self._blocks(target)
        blocks.insert(self._chance.randrange(len(blocks) + 1), max(self._blocks(source), key=len))
        self._put(target, b"\n\n".join(blocks))
        return [source, target]

    def _add(self) -> list[str]:
        number = next(self._new)
        name = path_of(number)
        self._put(name, made(self.seed, number, self.paragraphs))
        self.names.append(name)
        return [name]

    def _copy(self) -> list[str]:
        source, name = self._any(), path_of(next(self._new))
        self._put(name, self.place(source).read_bytes())
        self.names.append(name)
        return [source, name]

    def _delete(self) -> list[str]:
        name = self._any()
        self.place(name).unlink()
        self._drop(name)
        self._gone.append(name)
        return []

    def _back(self) -> list[str]:
        """An article that was deleted comes back with other content."""
        if not self._gone:
            return self._add()
        name = self._gone.pop(self._chance.randrange(len(self._gone)))
        self._put(name, made(self.seed, next(self._new), self.paragraphs))
        self.names.append(name)
        return [name]

    def _rename(self) -> list[str]:
        old, new = self._any(), path_of(next(self._new))
        self.place(new).parent.mkdir(exist_ok=True)
        self.place(old).rename(self.place(new))
        self._drop(old)
        self.names.append(new)
        return [new]

    def _swap(self) -> list[str]:
        one, other, between = self._any(), self._any(), self.place("between")
        self.place(one).rename(between)
        if one != other:
            self.place(other).rename(self.place(one))
        between.rename(self.place(other))
        return [one, other]

    def _touch(self) -> list[str]:
        name = self._any()
        self.place(name).touch()
        return [name]

    def _encode(self) -> list[str]:
        name = self._any()
        text = self.place(name).read_bytes().decode("utf-8-sig", "replace")
        self._put(name, text.encode(self._chance.choice(_CODECS), "replace"))
        return [name]

    def _newlines(self) -> list[str]:
        name = self._any()
        self._put(name, self.place(name).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        return [name]

    def _cut(self) -> list[str]:
        name = self._any()
        content = self.place(name).read_bytes()
        self._put(name, content[: self._chance.randrange(len(content) + 1)])
        return [name]

    def _allow(self) -> list[str]:
        """A comment in the text allows a rule, rightly or for nothing."""
        name = self._any()
        rule = self._chance.choice((b"DUP005", b"DUP006", b"DUP007", b"recurring-block", b"PUN001"))
        self._put(name, b"<!-- lintcorpus-disable-file " + rule + b" -- wanted -->\n\n" + self.place(name).read_bytes())
        return [name]


# Of what adds there is as much as of what takes away: the corpus keeps its size, and memory must as well.
_EDITS: tuple[Callable[[Corpus], list[str]], ...] = (
    *(Corpus._change_words, Corpus._same_size_and_time, Corpus._take_paragraph, Corpus._new_paragraph),
    *(Corpus._same_paragraph, Corpus._same_paragraph, Corpus._take_paragraph, Corpus._take_paragraph),
    *(Corpus._add, Corpus._copy, Corpus._back, Corpus._delete, Corpus._delete, Corpus._delete),
    *(Corpus._rename, Corpus._swap, Corpus._touch, Corpus._encode, Corpus._newlines, Corpus._cut, Corpus._allow),
)
