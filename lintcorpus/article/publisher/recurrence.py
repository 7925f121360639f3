"""Which blocks an account repeats at the borders of its articles."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lintcorpus.article.normal import normal_blocks
from lintcorpus.article.page.units import Unit
from lintcorpus.article.publisher.borders import PLACES, border
from lintcorpus.model.document import Document
from lintcorpus.model.finding import text_digest
from lintcorpus.model.learned import BlockKey

FEWEST_FILES, LEAST_SHARE = 3, 0.05
_AT_THE_BORDER = 2 / 3
"""How often, of all the times it stands at an edge, nothing of an article may stand outside it."""
_FILLERS = 2
_LOOK = 80


class Piece(NamedTuple):
    """A border unit without its text; see ``BorderUnit``."""

    key: BlockKey | None
    weight: int


class Outline(NamedTuple):
    """The borders of one article.

    Attributes:
        body: names what the article says; the same in copies, even where they differ a little.
        sides: by place the pieces from the outermost inwards.
    """

    body: str
    sides: Mapping[str, tuple[Piece, ...]]

    @property
    def blocks(self) -> set[BlockKey]:
        """All blocks at its borders that may recur."""
        return {piece.key for pieces in self.sides.values() for piece in pieces if piece.key is not None}


def outline(document: Document) -> tuple[Outline, dict[BlockKey, str]]:
    """The borders of a document, and what each of its blocks looks like on one short line."""
    shown: dict[BlockKey, str] = {}
    sides = {}
    for place in PLACES:
        pieces = []
        for unit, key, weight in border(document, place):
            pieces.append(Piece(key, weight))
            if key is not None:
                shown[key] = _look(document, unit)
        sides[place] = tuple(pieces)
    return Outline(body_key(document), sides), shown


def _look(document: Document, unit: Unit) -> str:
    """The visible text of a unit on one line, cut to a length that can be reviewed."""
    parts = []
    picture = -1
    for kind, start, end, _ in unit.pieces:
        if kind == "image":
            picture = max(picture, end)
        elif start >= picture:
            parts.append(document.text[start:end] if kind in ("text", "code") else " " if kind == "soft" else "")
    line = " ".join("".join(parts).split())
    return line if len(line) <= _LOOK else line[: _LOOK - 1] + "…"


def body_key(document: Document) -> str:
    """Names what an article says, by its longest block."""
    return text_digest(max(normal_blocks(document), key=len, default=""))


def recurring(outlines: Sequence[Outline]) -> dict[BlockKey, int]:
    """The blocks of one account that recur, with the number of articles in which each does.

    A block recurs when it stands at one place in at least three articles and one of twenty, and
    nearly always with nothing outside it but what recurs too, pictures, links and a few short
    lines: a section that many articles end with has a heading that recurs and text that does not.
    Copies of one article count once.

    Args:
        outlines: of all articles of the account, in any order.
    """
    articles = list({item.body: item for item in sorted(outlines, key=repr)}.values())
    needed = max(FEWEST_FILES, LEAST_SHARE * len(articles))
    standing = Counter(key for item in articles for key in item.blocks)
    found = {key for key, count in standing.items() if count >= needed}
    while True:
        at_border = Counter(key for item in articles for key in _at_border(item, found))
        kept = {key for key in found if at_border[key] >= max(needed, _AT_THE_BORDER * standing[key])}
        if kept == found:
            return {key: standing[key] for key in found}
        found = kept


def _at_border(item: Outline, recurs: set[BlockKey]) -> set[BlockKey]:
    return {key for pieces in item.sides.values() for key in _outer(pieces, recurs)}


def _outer(pieces: Sequence[Piece], recurs: set[BlockKey]) -> Iterator[BlockKey]:
    """The recurring pieces before the first text of the article itself."""
    fillers = 0
    for key, weight in pieces:
        if key in recurs and key is not None:
            yield key
            fillers = 0
        elif weight > 1 or fillers + weight > _FILLERS:
            return
        else:
            fillers += weight


class Shown:
    """How blocks look, with the most usual way for each."""

    def __init__(self) -> None:
        self._seen: dict[BlockKey, Counter[str]] = defaultdict(Counter)

    def add(self, looks: Mapping[BlockKey, str]) -> None:
        """Take what the blocks of one article look like."""
        for key, text in looks.items():
            self._seen[key][text] += 1

    def of(self, key: BlockKey) -> str:
        """The most usual look; of several the first by code points."""
        return min(self._seen[key].items(), key=lambda item: (-item[1], item[0]))[0]
