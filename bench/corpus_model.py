"""A model of the words of some articles, which writes paragraphs like theirs, the same for the same chance.

Which word, or ideograph, follows which: texts that it writes have their words, marks and lengths of
paragraphs, and share no more with each other than articles do.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
_PIECE = re.compile(r"[\u4e00-\u9fff]|[A-Za-z'’]+,?|[0-9]+|[，、]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MARKS = frozenset("，、,")
_MARKUP = re.compile(r"[#*|>\[!`-]|[\w ]+: |.*(?:https?:|\]\()")
# So many sequences are all that some articles have; to be as various as a language, a model must be able to leave
# them for any word that it knows.
_LEAPS = 0.5


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
        draw = chance.random
        words = [self.words[int(draw() * len(self.words))]]
        length = chance.randint(8, 40)
        while len(words) < length:
            after = self.following.get(words[-1]) if draw() >= _LEAPS else None
            choices = after or self.words
            word = choices[int(draw() * len(choices))]
            if word == words[-1] or (word in _MARKS and words[-1][-1] in _MARKS):
                word = self.words[int(draw() * len(self.words))]  # what no writer does is for the defects to do
                if word == words[-1] or word in _MARKS:
                    continue
            words.append(word)
        text = self.joint.join(words).strip(",，、 ")
        return text[:1].upper() + text[1:] + (". " if self.joint else "。")

    def paragraph(self, chance: random.Random) -> str:
        """Three to seven sentences."""
        return "".join(self.sentence(chance) for _ in range(chance.randint(3, 7))).rstrip()


def models(folder: Path = SEEDS) -> tuple[Model, Model]:
    """A model of Chinese and one of English, of the articles in a folder."""
    lines = [line for file in sorted(folder.glob("*-*.*")) for line in _lines(file)]
    han = [line for line in lines if _HAN.search(line)]
    latin = [line for line in lines if not _HAN.search(line)]
    return _model(han, ""), _model(latin, " ")


def _lines(file: Path) -> Iterator[str]:
    for codec in ("utf-8", "gb18030"):
        try:
            text = file.read_bytes().decode(codec)
        except UnicodeDecodeError:
            continue
        yield from (line for line in text.split("\n") if len(line) > 30 and not _MARKUP.match(line))
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
