"""Writes corpora of any size that look like articles, the same for the same seed.

A word model is made from articles at hand: which word, or ideograph, follows which two. Texts that it
writes have their words, marks and lengths of paragraphs, and share no more with each other than articles do.

usage: python bench/corpus_model.py FOLDER --files N [--bytes N] [--seed N]
"""

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

_SEEDS = Path(__file__).parent.parent / "seeds"
_PIECE = re.compile(r"[\u4e00-\u9fff]|[A-Za-z'’]+[,.;:!?]?|[0-9]+|[，。！？；：、“”]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENDS = ("。", "！", "？", ".", "!", "?")
_SKIPPED = ("#", "-", "*", "|", ">", "[", "!", "`", "http")
# So many sequences are all that some articles have; to be as various as a language, a model must be able to leave
# them for any word that it knows.
_LEAPS = 0.35


@dataclass(frozen=True)
class Model:
    """The words of some articles.

    Attributes:
        words: every word as often as it stands there.
        following: what followed a word.
        joint: what stands between words.
    """

    words: list[str]
    following: dict[str, list[str]]
    joint: str

    def sentence(self, chance: random.Random) -> str:
        """A sentence of 8 to 40 words with a mark at its end."""
        words = [chance.choice(self.words)]
        length = chance.randint(8, 40)
        while len(words) < length:
            after = self.following.get(words[-1], ())
            words.append(chance.choice(self.words if not after or chance.random() < _LEAPS else after))
        text = self.joint.join(word for word in words).rstrip(",.;:!?，。！？；：、“”")
        return text + (". " if self.joint else "。")

    def paragraph(self, chance: random.Random) -> str:
        """Three to seven sentences."""
        return "".join(self.sentence(chance) for _ in range(chance.randint(3, 7))).rstrip()


@dataclass
class Plants:
    """What was planted, by paths relative to the folder.

    Attributes:
        pairs: kind, the file that was copied from and the file that has it.
    """

    pairs: list[tuple[str, str, str]] = field(default_factory=list)


def models(folder: Path = _SEEDS) -> tuple[Model, Model]:
    """A model of Chinese and one of English, of the articles in a folder."""
    lines = [line for file in sorted(folder.glob("*.*")) for line in _lines(file)]
    han = [line for line in lines if _HAN.search(line)]
    latin = [line for line in lines if not _HAN.search(line)]
    return _model(han, ""), _model(latin, " ")


def _lines(file: Path) -> Iterator[str]:
    for codec in ("utf-8", "gb18030"):
        try:
            text = file.read_bytes().decode(codec)
        except UnicodeDecodeError:
            continue
        yield from (line for line in text.split("\n") if len(line) > 30 and not line.startswith(_SKIPPED))
        return


def _model(lines: list[str], joint: str) -> Model:
    words: list[str] = []
    following: dict[str, list[str]] = {}
    for line in lines:
        pieces = _PIECE.findall(line)
        words += pieces
        for first, second in pairwise(pieces):
            following.setdefault(first, []).append(second)
    return Model(words, following, joint)


def write_corpus(
    folder: Path, files: int, size: int, seed: int = 1, copies: float = 0.02, blocks: float = 0.05
) -> Plants:
    """Write articles in Chinese and English, in turn.

    Args:
        folder: gets sub-folders of 1,000 files.
        files: how many.
        size: of all of them in bytes, about.
        seed: names the corpus.
        copies: the share of files that are a near copy of an earlier one, with every fiftieth word changed.
        blocks: the share of files that have one paragraph of an earlier one.
    """
    chance = random.Random(seed)
    kinds = models()
    plants = Plants()
    kept: list[tuple[str, Model, list[str]]] = []
    for number in range(files):
        model = kinds[number % 2]
        same = [item for item in kept if item[1] is model]
        turn = chance.random()
        if same and turn < copies:
            source, _, paragraphs = chance.choice(same)
            paragraphs = [edited(model, text, 0.02, chance) for text in paragraphs]
            kind = "copy"
        else:
            paragraphs = _paragraphs(model, size // files, chance)
            kind, source = "", ""
            if same and turn < copies + blocks:
                source, _, others = chance.choice(same)
                paragraphs.insert(chance.randrange(len(paragraphs) + 1), chance.choice(others))
                kind = "block"
        path = f"{number // 1000:03}/{number:06}.md"
        if kind:
            plants.pairs.append((kind, source, path))
        elif len(kept) < 500 or chance.random() < 0.1:
            kept.append((path, model, paragraphs))
        write_article(folder / path, model, paragraphs, chance)
    return plants


def write_article(path: Path, model: Model, paragraphs: list[str], chance: random.Random) -> None:
    """Write a file with front matter, a title, paragraphs, and a link and a picture here and there."""
    day = f"20{chance.randint(15, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    title = model.sentence(chance)[:40].strip(" 。.")
    head = f"---\ntitle: {title}\nauthor: {'站点' if not model.joint else 'Site'}\ndate: {day}\n---\n\n# {title}\n\n"
    shown = []
    for text in paragraphs:
        shown.append(text)
        if chance.random() < 0.1:
            shown.append(f"![](https://img.example/{chance.randrange(10**9)}.jpg)")
        if chance.random() < 0.1:
            shown.append(f"[{model.sentence(chance)[:20].strip()}](https://www.example/{chance.randrange(10**9)})")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((head + "\n\n".join(shown) + "\n").encode("utf-8"))


def _paragraphs(model: Model, size: int, chance: random.Random) -> list[str]:
    wanted = size * chance.uniform(0.5, 1.5)
    paragraphs: list[str] = []
    while wanted > 0:
        paragraphs.append(model.paragraph(chance))
        wanted -= len(paragraphs[-1].encode("utf-8"))
    return paragraphs


def edited(model: Model, text: str, share: float, chance: random.Random) -> str:
    """The text with a share of its words replaced by others, dropped or followed by another; two ideographs are one."""
    words = text.split(" ") if model.joint else re.findall("..?", text, re.DOTALL)
    changed: list[str] = []
    for word in words:
        turn = chance.randrange(3) if chance.random() < share else -1
        if turn != 1:
            changed.append(_other(model, word, chance) if turn == 0 else word)
        if turn == 2:
            changed.append(_other(model, word, chance))
    return model.joint.join(changed)


def _other(model: Model, word: str, chance: random.Random) -> str:
    return chance.choice(model.words) if model.joint else "".join(chance.choices(model.words, k=len(word)))


def main() -> int:
    """Write a corpus and print what was planted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, required=True, help="such as 1, 200, 5000, 50000")
    parser.add_argument("--bytes", type=int, default=0, help="of the whole corpus; 10,000 a file unless told")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    size = arguments.bytes or 10_000 * arguments.files
    for kind, source, path in write_corpus(arguments.folder, arguments.files, size, arguments.seed).pairs:
        print(f"{kind}\t{source}\t{path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
