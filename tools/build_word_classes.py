"""Builds the table of English words with their classes from the lexicon of npm's package en-lexicon.

usage: python tools/build_word_classes.py LEXICON

LEXICON is the package's dist/lexicon.js (``npm pack en-lexicon``). Words of ASCII letters in lower case are
taken with the classes that CLASSES names, in the lexicon's order; words that are usually of another class
are left out, since rules name them one by one.
"""

import re
import sys
import zlib
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parent.parent / "lintcorpus" / "article" / "data" / "classes.z"
_TAGS = "NN/N NNS/P VB/V VBP/V VBZ/Z VBD/D VBN/E VBG/G JJ/J RB/R JJR/C RBR/C JJS/S RBS/S"
_LETTERS = dict(re.findall(r"(\w+)/(\w)", _TAGS))
_ENTRY = re.compile(r'^ *"([a-z]+)": "([^"]+)"', re.MULTILINE)


def classes(lexicon: str) -> dict[str, str]:
    """The letters of every word's classes."""
    found = {}
    for word, tags in _ENTRY.findall(lexicon):
        first, *others = (_LETTERS.get(tag, "") for tag in tags.split("|"))
        if first:
            found[word] = first + "".join(sorted(set(others) - {first}))
    return found


def main() -> None:
    """Write the table: lines of letters and the words that have them."""
    lines = defaultdict(list)
    for word, letters in classes(Path(sys.argv[1]).read_text(encoding="utf-8")).items():
        lines[letters].append(word)
    text = "\n".join(f"{letters} {' '.join(sorted(words))}" for letters, words in sorted(lines.items()))
    TARGET.write_bytes(zlib.compress(text.encode("ascii"), 9))
    print(f"{sum(map(len, lines.values()))} words, {len(lines)} lines, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
