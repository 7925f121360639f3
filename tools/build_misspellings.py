"""Builds the table of English misspellings from a list of words by the errors that people make.

usage: python tools/build_misspellings.py SCOWL_FOLDER [--avoid WORDLIST...]

Writes lintcorpus/article/data/misspellings.z: packed apart, all wrong forms, and lines of a right form, a
colon and its wrong forms; a blank in a right form is written ``_``.

SCOWL_FOLDER holds the word lists of SCOWL (Debian's package ``scowl``: /usr/share/dict/scowl). A form is
taken when no list of SCOWL has it, in any size, spelling or as a name; when none of the word lists
to avoid has it (other languages: Debian's wfrench, wngerman, wspanish, witalian, wdutch, wportuguese;
names and terms of software: ``apt-cache pkgnames``, npm's @cspell/dict-software-terms and its like);
and when no other word of like use is as near. Forms that no rule makes stand in misspellings.txt
beside this script; only the common words of SCOWL, up to size 60, overrule them.
"""

import argparse
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from lintcorpus.article.words.misspelt import by_beginning

TARGET = Path(__file__).parent.parent / "lintcorpus" / "article" / "data" / "misspellings.z"
_COMMON = (10, 20, 35)
_VOWELS = "aeiou"
_SPELLINGS = ("english", "american", "british", "british_z")
_SUFFIXES = [
    pair.split("/")
    for pair in re.findall(
        r"\S+",
        "ance/ence ence/ance ant/ent ent/ant able/ible ible/able ably/ibly ibly/ably er/or or/er ar/er er/ar ary/ery "
        "ery/ary ory/ary ely/ly lly/ly ally/ly ily/ely ully/uly ical/icle ically/icly icly/ically ful/full ement/ment "
        "ment/ement ing/eing sion/tion tion/sion ssion/sion ssion/tion cian/tian cial/tial tial/cial tious/cious "
        "cious/tious ious/ous eous/ious eous/ous ous/ious ies/ys ied/yed iness/yness cy/sy sy/cy ge/dge dge/ge "
        "less/les ness/nes le/el el/le al/le ise/ice ege/edge ian/ien ief/eif ate/ite ite/ate ity/aty ety/ity ure/er "
        "eur/er able/eable eable/able ation/ition ition/ation ably/eably",
    )
]
_GROUPS = [
    pair.split("/")
    for pair in re.findall(
        r"\S+",
        "ie/ei ei/ie sc/s sc/c xc/x xc/xs cc/c cq/q ph/f wh/w rh/r ck/k ou/o au/a ai/a ui/i mn/m kn/n gh/ "
        "gu/g ea/ee ee/ea eau/ea ia/ai ai/ia c/s s/c i/y y/i",
    )
]

Rule = Callable[[str], Iterable[str]]


def fewer(word: str) -> Iterator[str]:
    """A doubled letter written once, or all of them."""
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]
    yield re.sub(r"(.)\1", r"\1", word)


def doubled(word: str) -> Iterator[str]:
    """A consonant between vowels, or the last one, written twice."""
    for at in range(1, len(word)):
        behind = word[at + 1 : at + 2]
        if word[at] in "bcdfglmnprst" and word[at - 1] in _VOWELS and (not behind or behind in "aeiouy"):
            yield word[: at + 1] + word[at:]


def moved(word: str) -> Iterator[str]:
    """The wrong consonant written twice: ``neccesary``, ``proffesor``."""
    for form in set(fewer(word)) - {word}:
        yield from doubled(form)


def suffixed(word: str) -> Iterator[str]:
    """A suffix taken for another that sounds alike."""
    for end in ("", "s", "ly"):
        for right, wrong in _SUFFIXES:
            if word.endswith(right + end) and len(word) > len(right + end) + 2:
                yield word.removesuffix(right + end) + wrong + end


def grouped(word: str) -> Iterator[str]:
    """Letters taken for others that sound alike."""
    for right, wrong in _GROUPS:
        at = word.find(right)
        while at >= 0:
            yield word[:at] + wrong + word[at + len(right) :]
            at = word.find(right, at + 1)


def swapped(word: str) -> Iterator[str]:
    """Two letters in the wrong order."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def swapped_vowels(word: str) -> Iterator[str]:
    """Two vowels in the wrong order."""
    for at in range(len(word) - 1):
        if word[at] in _VOWELS and word[at + 1] in _VOWELS:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def without_letter(word: str) -> Iterator[str]:
    """One letter, not the first, left out."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def without_hidden_letter(word: str) -> Iterator[str]:
    """A letter left out that is hard to hear: of two consonants or vowels, or a consonant between vowels."""
    for at in range(1, len(word) - 1):
        before, letter, behind = (char in _VOWELS for char in word[at - 1 : at + 2])
        if len(word) >= 8 and (letter in (before, behind) or not letter):
            yield word[:at] + word[at + 1 :]


def unstressed(word: str) -> Iterator[str]:
    """A vowel inside a long word taken for another."""
    for at in range(2, len(word) - 1):
        for wrong in {"a": "ei", "e": "ai", "i": "ea", "o": "e", "u": "i"}.get(word[at], "") if len(word) > 6 else "":
            if word[at - 1] not in _VOWELS and word[at + 1] not in _VOWELS:
                yield word[:at] + wrong + word[at + 1 :]


_RULES: dict[int, tuple[Rule, ...]] = {
    10: (fewer, doubled, moved, suffixed, grouped, swapped, without_letter, unstressed),
    20: (fewer, doubled, moved, suffixed, swapped_vowels, without_hidden_letter),
    35: (fewer,),
}
"""The rarer the words, the fewer errors are worth a line."""


def read_list(path: Path, encoding: str = "latin-1") -> set[str]:
    """The words of a list, in lower case."""
    return {line.strip().lower() for line in path.read_text(encoding=encoding, errors="replace").split("\n")}


def common_words(folder: Path) -> dict[str, int]:
    """Words that are written in lower case, with the size of the smallest list that has them."""
    sizes: dict[str, int] = {}
    for size in _COMMON:
        for spelling in _SPELLINGS:
            path = folder / f"{spelling}-words.{size}"
            for word in read_list(path) if path.exists() else ():
                if re.fullmatch("[a-z]{4,}", word):
                    sizes.setdefault(word, size)
    return sizes


def known_words(folder: Path, largest: int) -> set[str]:
    """All that SCOWL has up to a size."""
    return {word for path in folder.glob("*.*") if int(path.suffix[1:]) <= largest for word in read_list(path)}


def by_hand(path: Path) -> Iterator[tuple[str, str]]:
    """Wrong and right forms of the list that a person wrote."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            right, _, wrong = line.partition(":")
            yield from ((form, right) for form in wrong.split())


class Neighbours:
    """Finds the common words that are one letter, or the order of two, away from a form."""

    def __init__(self, words: Iterable[str]) -> None:
        """Index the words by what is left of them without one letter."""
        self._words = set(words)
        self._shorter: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            for left in set(without_letter(word)) | {word[1:]}:
                self._shorter[left].append(word)

    def of(self, form: str) -> set[str]:
        """The words one error away."""
        lefts = set(without_letter(form)) | {form[1:]}
        found = set(self._shorter.get(form, ())) | (lefts & self._words)
        for left in lefts:
            found.update(word for word in self._shorter.get(left, ()) if _one_apart(word, form))
        return found - {form}


def _one_apart(one: str, other: str) -> bool:
    """Whether two words of one length differ in one letter or in the order of two neighbours."""
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    if len(apart) == 2:
        first, second = apart
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(apart) == 1


def build(folder: Path, avoided: Iterable[Path], written: Path) -> dict[str, str]:
    """Every wrong form with its right one."""
    sizes = common_words(folder)
    everything = known_words(folder, 95)
    for path in avoided:
        everything |= read_list(path, "utf-8")
    made: dict[str, set[str]] = defaultdict(set)
    for word, size in sizes.items():
        for rule in _RULES[size] if len(word) > 4 else ():
            for form in rule(word):
                if len(form) > 4 and form not in everything:
                    made[form].add(word)
    neighbours = Neighbours(sizes)
    table = {}
    for form, rights in made.items():
        right, *others = sorted(rights | neighbours.of(form), key=lambda word: (sizes[word], word))
        if right in rights and all(sizes[right] < sizes[word] for word in others):
            table[form] = right
    small = known_words(folder, 60)
    table.update((form, right) for form, right in by_hand(written) if form not in small)
    return table


def packed(wrongs: Mapping[str, Iterable[str]]) -> bytes:
    """The table as rules read it.

    Args:
        wrongs: the wrong forms of each right one; a blank in that is written ``_``.
    """
    lines = [f"{right}: {' '.join(sorted(forms))}" for right, forms in sorted(wrongs.items())]
    forms = by_beginning(form for found in wrongs.values() for form in found)
    return zlib.compress(forms, 9) + zlib.compress("\n".join(lines).encode("ascii"), 9)


def main() -> int:
    """Write the table."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[2].removeprefix("usage: "))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--avoid", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    table = build(arguments.folder, arguments.avoid, Path(__file__).parent / "misspellings.txt")
    wrongs: dict[str, list[str]] = defaultdict(list)
    for form, right in table.items():
        wrongs[right].append(form)
    TARGET.write_bytes(packed(wrongs))
    print(f"{len(table)} forms of {len(wrongs)} words", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
