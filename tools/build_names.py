"""Builds the table of words that no name is taken for a slip of.

usage: python tools/build_names.py SCOWL_FOLDER

SCOWL_FOLDER holds the word lists of SCOWL (Debian's package ``scowl``: /usr/share/dict/scowl): words up to
size 70, names and abbreviations up to size 80.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from lintcorpus.article.names.known import bits

TARGET = Path(__file__).parent.parent / "lintcorpus" / "article" / "data" / "names.bloom"
_WORDS, _NAMES = 70, 80
_BITS = 10
"""Bits for each word: with five probes one other word in a hundred is taken for known."""


def known_words(folder: Path) -> Iterator[str]:
    """The words of the lists, without a genitive's ending."""
    for file in sorted(folder.iterdir()):
        kind, _, size = file.name.partition(".")
        largest = _WORDS if kind.endswith("-words") else _NAMES
        if int(size) <= largest and not kind.endswith("-contractions"):
            for word in file.read_text(encoding="latin-1").split():
                yield word.removesuffix("'s").lower()


def main() -> None:
    """Write the table."""
    words = set(known_words(Path(sys.argv[1])))
    table = bytearray(len(words) * _BITS // 8)
    for word in words:
        for bit in bits(word, len(table)):
            table[bit >> 3] |= 1 << (bit & 7)
    TARGET.write_bytes(table)
    print(f"{len(words)} words, {len(table)} bytes")


if __name__ == "__main__":
    main()
