"""Measures how much of an article repeats itself, by the ratios of Rae et al. 2021 (Gopher), table A1."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from lintcorpus.article.publisher.remains import lines
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.frozen import frozen
from lintcorpus.model.lazy import lazy

_FEWEST_WORDS = 50
_HAN = lazy(r"[\u3400-\u9fff]")
_WORD = lazy(r"[\u3400-\u9fff\u3040-\u30ff]|[^\W_\u3400-\u9fff\u3040-\u30ff]+")
_TOP = {2: 0.20, 3: 0.18, 4: 0.16}
_REPEATED = {5: 0.15, 6: 0.14, 7: 0.13, 8: 0.12, 9: 0.11, 10: 0.10}
_FIRST_CODE = 0x10000
_CHARACTERS_A_WORD = 1.6
"""A Chinese word has so many characters on average; characters are counted there, so the runs are longer."""


@frozen
class RepetitionOptions:
    """How much may repeat.

    Attributes:
        lines: the share of lines that may be copies of earlier ones.
        letters: the share of letters that may stand in such copies.
        tolerance: by what the limits of repeated word sequences are multiplied.
    """

    lines: float = 0.30
    letters: float = 0.20
    tolerance: float = 1.0


class _Ratio(NamedTuple):
    """A share of the article's letters or lines that is repeated, and the limit it should keep."""

    name: str
    size: int
    share: float
    limit: float


def _repetition(document: Document, options: RepetitionOptions) -> Iterable[Finding]:
    """One finding for an article that repeats itself, with the ratio that exceeds its limit most."""
    said = [line.seen.bare for line in lines(document) if line.size and line.seen.bare]
    words = [_WORD.findall(line) for line in said]
    if sum(map(len, words)) < _FEWEST_WORDS:
        return
    measured = [*_lines(words, options), *_sequences(list(chain.from_iterable(words)), options.tolerance)]
    over = [(share / limit, name, size, share, limit) for name, size, share, limit in measured if share > limit]
    if over:
        _, name, size, share, limit = max(over)
        params = {"share": round(100 * share), "limit": round(100 * limit), "size": size}
        evidence = {f"{ratio} {length}".strip(): round(value, 3) for _, ratio, length, value, _ in sorted(over)}
        yield Finding(document.line_span(0), params, name, evidence=evidence, key="article")


def _lines(said: Sequence[Sequence[str]], options: RepetitionOptions) -> Iterator[_Ratio]:
    """The shares of repeated lines and of the letters in them."""
    seen: set[tuple[str, ...]] = set()
    copies: list[tuple[str, ...]] = []
    for words in map(tuple, said):
        if words in seen:
            copies.append(words)
        seen.add(words)
    letters = sum(len(word) for words in said for word in words)
    yield _Ratio("lines", 0, len(copies) / len(said), options.lines)
    yield _Ratio("letters", 0, sum(len(word) for words in copies for word in words) / letters, options.letters)


def _sequences(words: Sequence[str], tolerance: float) -> Iterator[_Ratio]:
    """The shares of letters in the commonest sequence of words, and in repeated ones."""
    total = sum(map(len, words))
    factor = _CHARACTERS_A_WORD if 2 * sum(map(len, map(_HAN.findall, words))) > len(words) else 1
    codes: dict[str, str] = {}
    # One character for each word: parts of a string are compared faster than tuples.
    coded = "".join([codes.setdefault(word, chr(_FIRST_CODE + len(codes))) for word in words])
    upto = [0, *accumulate(map(len, words))]
    for size, limit in _TOP.items():
        yield _Ratio("top", size, _top(coded, upto, round(size * factor)) / total, tolerance * limit)
    for size, limit in _REPEATED.items():
        share = _repeated(coded, upto, round(size * factor)) / total
        yield _Ratio("repeated", size, share, tolerance * limit)
        if share <= tolerance * min(_REPEATED.values()):
            break  # longer sequences repeat no more than the shorter ones in them


def _top(coded: str, upto: Sequence[int], size: int) -> int:
    """How many letters stand in the commonest sequence of so many words, when it is repeated.

    Args:
        coded: the words, a character for each.
        upto: how many letters stand before each word.
        size: in words.
    """
    counts = Counter([coded[at : at + size] for at in range(len(coded) - size + 1)])
    if not counts:
        return 0
    sequence, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    at = coded.find(sequence)
    return count * (upto[at + size] - upto[at]) if count > 1 else 0


def _repeated(coded: str, upto: Sequence[int], size: int) -> int:
    """How many letters stand in later copies of sequences of so many words, each counted once; see ``_top``."""
    seen: set[str] = set()
    letters, at = 0, 0
    while at <= len(coded) - size:
        sequence = coded[at : at + size]
        if sequence in seen:
            letters += upto[at + size] - upto[at]
            at += size
        else:
            seen.add(sequence)
            at += 1
    return letters


CHECKERS = (Checker("quality.repetition", _repetition, RepetitionOptions),)
