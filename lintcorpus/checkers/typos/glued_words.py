"""Finds words that lost the space or line end between them."""

import re
from collections.abc import Iterable
from functools import cache

from lintcorpus.article.mask import mask
from lintcorpus.article.names.known import is_known
from lintcorpus.article.words.chinese import is_ideograph
from lintcorpus.article.words.english import has_english, is_english
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.frozen import frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_BEFORE, _BEHIND = r"(?<![\[A-Za-z\d'’@/\\.#$&=<_-])", r"(?![A-Za-z\d@/\\#=>_(-]|[.:]\w)"
_LONG = lazy(rf"{_BEFORE}[a-z]{{5,40}}{_BEHIND}")
_SENTENCES = lazy(rf"{_BEFORE}[a-z]{{3,}}[.!?][A-Z][a-z]+(?= [a-z]){_BEHIND}")
_OFFICERS = lazy(
    r"(?<![A-Za-z])C[EFMOT]O ?[\u4e00-\u9fff]{5,12} ?C[EFMOT]O(?![A-Za-z])",
)
_JOINING = lazy("[和与及兼任或是的转对向由了]|一职|前任|先生|女士")
_NEAR = 60
_SHORTEST_PART, _LONGEST_PART = 4, 14


@frozen
class GluedOptions:
    """Which words stand beside others without being part of them.

    Attributes:
        pairs: two of them as one; such a word exists in no language.
        joints: words between which, or before and behind which, others were glued.
        words: forms that are right in this project.
    """

    pairs: frozenset[str]
    joints: frozenset[str]
    words: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "pairs", frozenset(self.pairs))
        object.__setattr__(self, "joints", frozenset(self.joints))


def _glued_words(document: Document, options: GluedOptions) -> Iterable[Finding]:
    """English words that fall apart into others, sentences without a space between, and names run together."""
    text = document.text
    for found in _OFFICERS.finditer(text):
        if not _JOINING.search(found[0]) and not mask(document).covers(*found.span()):
            yield Finding(Span(*found.span()), {"match": found[0]}, "people")
    for found in _LONG.finditer(text):
        word = found[0]
        if word in options.words or not (word in options.pairs or _is_glued(word, options.joints)):
            continue
        if not mask(document).covers(*found.span()) and _is_prose(text, *found.span()):
            yield Finding(Span(*found.span()), {"match": word})
    if not has_english(text):
        return
    for found in _SENTENCES.finditer(text):
        first, second = re.split("[.!?]", found[0])
        known = is_known(first) and is_known(second) and first not in options.words
        if known and not mask(document).covers(*found.span()) and is_english(text, *found.span()):
            yield Finding(Span(*found.span()), {"match": found[0]}, "sentences")


def _is_prose(text: str, start: int, end: int) -> bool:
    """Whether a word stands in an English sentence or among Chinese characters."""
    around = text[max(0, start - _NEAR) : end + _NEAR]
    return any(map(is_ideograph, around)) or is_english(text, start, end)


@cache
def _is_glued(word: str, joints: frozenset[str]) -> bool:
    """Whether a word is no word, but a row of three or more known ones with a joint among them."""
    if len(word) < 3 * _SHORTEST_PART - 2 or not any(joint in word for joint in joints) or is_known(word):
        return False
    return any(joint in parts for parts in _parts(word, joints) for joint in joints)


def _parts(word: str, joints: frozenset[str], fewest: int = 3) -> Iterable[tuple[str, ...]]:
    """The ways to part a word into joints and known words of four letters and more."""
    if not word:
        if fewest <= 0:
            yield ()
        return
    for end in range(2, min(len(word), _LONGEST_PART) + 1):
        part = word[:end]
        if part in joints or (end >= _SHORTEST_PART and is_known(part)):
            for rest in _parts(word[end:], joints, fewest - 1):
                yield (part, *rest)


CHECKERS = (Checker("typos.glued-words", _glued_words, GluedOptions),)
