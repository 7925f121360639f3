"""Corpora of any size that look like scraped articles, the same for the same seed, and what is in them.

Of every hundred files two are near copies of an earlier one and five have one paragraph of an earlier
one; the rest have nothing in common. Each article depends on the seed and its number alone, so that one can be made
without those before it, and a corpus of any size needs the memory of a few articles.

usage: python bench/corpus.py FOLDER --files N [--mean BYTES] [--seed N]
"""

import argparse
import json
import random
import re
import shutil
from array import array
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy
from corpus_model import SEEDS, Model, edited, models
from scraped import running_text, write_article
from xxhash import xxh3_64_intdigest

COPIES, BLOCKS = 2, 5
"""Files of every hundred that are a near copy, and that have a paragraph, of an earlier file."""
_FIRST = 10  # of every hundred: there is always an earlier one to copy from
_EDITED = 0.02  # of the words of a near copy
_SPREAD = 0.7  # of the logarithm of an article's size, as among articles of many accounts
_LEAST, _MOST = 0.3, 8.0  # size of an article against the mean
_TEXT = 0.7  # of an article's bytes; headers, links and pictures are the rest
_SENTENCE = re.compile(r"[^。！？.!?]+[。！？.!?]")
_LONG = 20  # ideographs, or words of five letters; shorter sentences may be alike by chance
_RUNNING = 3  # sentences of a paragraph; menus, calls and headers have fewer
_NEAR = 0.42  # of a file's sentences: a copy keeps more than half of them, a shared paragraph is mostly less


@dataclass
class Plants:
    """What was planted.

    Attributes:
        pairs: ``copy`` or ``block``, the file that was copied from and the file that has it, relative to the folder.
    """

    pairs: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Survey:
    """What a corpus holds, by reading it.

    Attributes:
        files: how many.
        size: of all in bytes.
        paragraphs: blocks between empty lines.
        copies: files that have at least three in ten of their sentences from an earlier file.
        blocks: other files that have a sentence of an earlier one.
        digest: of all paths and bytes.
    """

    files: int
    size: int
    paragraphs: int
    copies: int
    blocks: int
    digest: str

    def __str__(self) -> str:
        unique = self.files - self.copies - self.blocks
        return (
            f"{self.files} files, {self.size / 1e6:.1f} MB, mean {self.size / max(1, self.files) / 1e3:.1f} kB, "
            f"{self.paragraphs} paragraphs; near copies {self.copies / max(1, self.files):.1%}, "
            f"shared blocks {self.blocks / max(1, self.files):.1%}, unique {unique / max(1, self.files):.1%}"
        )


def path_of(number: int) -> str:
    """Where an article is, relative to the folder; a sub-folder has 1,000."""
    return f"{number // 1000:03}/{number:06}.md"


def role(seed: int, number: int) -> str:
    """``copy``, ``block`` or nothing, for a file that has something of another or not."""
    chance = random.Random(f"roles {seed} {number // 100}")
    places = chance.sample(range(_FIRST, 100), COPIES + BLOCKS)
    if number % 100 not in places:
        return ""
    return "copy" if places.index(number % 100) < COPIES else "block"


def source_of(seed: int, number: int) -> int:
    """The earlier file of the same language, itself original, from which a file has something."""
    chance = random.Random(f"source {seed} {number}")
    while True:
        source = 2 * chance.randrange((number + 1) // 2) + number % 2
        if source != number and not role(seed, source):
            return source


def write_corpus(folder: Path, files: int, mean: int = 10_000, seed: int = 1) -> Plants:
    """Write articles in Chinese and English, in turn.

    Args:
        folder: gets sub-folders of 1,000 files.
        files: how many.
        mean: bytes of an article.
        seed: names the corpus.

    Returns:
        What was planted.
    """
    plants = Plants()
    for number in range(files):
        model, paragraphs = _own(seed, number, mean)
        chance = random.Random(f"dress {seed} {number}")
        kind = role(seed, number)
        if kind:
            source = source_of(seed, number)
            plants.pairs.append((kind, path_of(source), path_of(number)))
            _, theirs = _own(seed, source, mean)
            if kind == "copy":
                paragraphs = [edited(model, text, _EDITED, chance) for text in theirs]
            else:
                block = max(chance.sample(theirs, min(3, len(theirs))), key=len)
                paragraphs.insert(chance.randrange(len(paragraphs) + 1), block)
        write_article(folder / path_of(number), model, paragraphs, chance)
    return plants


@lru_cache(maxsize=1)
def _models() -> tuple[Model, Model]:
    return models()


def _own(seed: int, number: int, mean: int) -> tuple[Model, list[str]]:
    """The language and the paragraphs of an article before anything is copied into it."""
    chance = random.Random(f"text {seed} {number}")
    model = _models()[number % 2]
    share = chance.lognormvariate(-_SPREAD * _SPREAD / 2, _SPREAD)
    wanted = _TEXT * mean * min(max(share, _LEAST), _MOST)
    paragraphs: list[str] = []
    while wanted > 0:
        paragraphs.append(running_text(model, chance))
        wanted -= len(paragraphs[-1].encode("utf-8"))
    return model, paragraphs


def survey(folder: Path) -> Survey:
    """Read a corpus and say what it holds: 8 bytes of memory for each of its sentences."""
    digest = blake2b(digest_size=16)
    sentences, ends = array("Q"), array("Q")
    files = size = paragraphs = 0
    for file in sorted(folder.rglob("*.md")):
        raw = file.read_bytes()
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + len(raw).to_bytes(8, "big") + raw)
        blocks = [block for block in raw.decode("utf-8", "replace").split("\n\n") if block.strip()]
        files, size, paragraphs = files + 1, size + len(raw), paragraphs + len(blocks)
        sentences.extend({xxh3_64_intdigest(text.encode()) for block in blocks for text in _sentences(block)})
        ends.append(len(sentences))
    copies = blocks_shared = 0
    for old, number in _from_earlier(numpy.array(sentences, dtype="u8"), numpy.array(ends, dtype="i8")):
        near = old >= _NEAR * number and old > 0
        copies += near
        blocks_shared += old > 0 and not near
    return Survey(files, size, paragraphs, copies, blocks_shared, digest.hexdigest())


def _sentences(block: str) -> Iterator[str]:
    """The long sentences of a block of running text, without white space, which wraps change."""
    found = ["".join(text.split()) for text in _SENTENCE.findall(block)]
    if len(found) >= _RUNNING:
        whole = (text for text in found if "://" not in text)  # two headers of one account and day are alike
        yield from (text for text in whole if len(text) >= (5 * _LONG if text.isascii() else _LONG))


def _from_earlier(sentences: "numpy.ndarray", ends: "numpy.ndarray") -> Iterator[tuple[int, int]]:
    """For each file, how many of its sentences an earlier one has, and how many it has."""
    order = numpy.argsort(sentences, kind="stable")
    old = numpy.zeros(len(sentences), dtype=bool)
    old[order[1:]] = sentences[order[1:]] == sentences[order[:-1]]
    start = 0
    for end in ends.tolist():
        yield int(old[start:end].sum()), end - start
        start = end


def complaints(found: Survey) -> list[str]:
    """What is otherwise than the generator promises, in corpora of whole hundreds.

    A tenth of the number is allowed for: by chance an edit spoils each sentence of a copy, or
    a long paragraph is most of a short article.
    """
    if found.files % 100:
        return []
    shares = {"near copies": (found.copies, COPIES), "shared blocks": (found.blocks, BLOCKS)}
    wrong = []
    for name, (number, share) in shares.items():
        wanted = found.files * share // 100
        if abs(number - wanted) > max(1, wanted // 10):
            wrong.append(f"{name}: {number} of {found.files} files instead of {wanted}")
    return wrong


def ensure(folder: Path, files: int, mean: int = 10_000, seed: int = 1) -> tuple[Survey, bool]:
    """The corpus in a folder, made when it is not there as it should be.

    Args:
        folder: its content is removed when it is anything else than this corpus.
        files, mean, seed: as for ``write_corpus``.

    Returns:
        What it holds, and whether it was there.

    Raises:
        ValueError: the shares of what was written are not those that were wanted.
    """
    note = folder.with_name(f"{folder.name}.json")
    recipe = f"{files} {mean} {seed} {_recipe()}"
    kept = json.loads(note.read_text("utf-8")) if note.is_file() else {}
    if kept.get("recipe") == recipe and folder.is_dir() and (found := survey(folder)).digest == kept["digest"]:
        return found, True
    shutil.rmtree(folder, ignore_errors=True)
    write_corpus(folder, files, mean, seed)
    found = survey(folder)
    if wrong := complaints(found):
        raise ValueError("; ".join(wrong))
    note.write_text(json.dumps({"recipe": recipe, **asdict(found)}, indent=1), "utf-8")
    return found, False


def _recipe() -> str:
    """A digest of all that a corpus is made from."""
    here = Path(__file__).parent
    parts = [here / "corpus.py", here / "corpus_model.py", here / "scraped.py", *sorted(SEEDS.glob("*.*"))]
    return blake2b(b"\0".join(part.read_bytes() for part in parts), digest_size=16).hexdigest()


def main() -> int:
    """Write a corpus and print what was planted and what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, required=True, help="such as 1, 200, 5000, 50000")
    parser.add_argument("--mean", type=int, default=10_000, help="bytes of an article (10000)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for pair in write_corpus(arguments.folder, arguments.files, arguments.mean, arguments.seed).pairs:
        print("\t".join(pair))
    found = survey(arguments.folder)
    print(found)
    print(*complaints(found), sep="\n", end="")
    return bool(complaints(found))


if __name__ == "__main__":
    raise SystemExit(main())
