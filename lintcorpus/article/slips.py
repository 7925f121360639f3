"""Tells slips from slots: whether two paragraphs that differ in little say the same."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lintcorpus.article.alignment import common_length
from lintcorpus.article.normal import letter_offsets
from lintcorpus.markdown.parse import Block
from lintcorpus.model.document import Document
from lintcorpus.model.span import Span

_WIDEST = 2
_SURE_WORD = 3
"""A shorter word may be another one even where it stands nowhere else in the article."""
_LONG_NUMBER = 3
_COUNTS = frozenset("两几半")
_NEGATIONS = frozenset("不没未无非莫勿")
_OPPOSITES = frozenset(
    "甲乙丙丁上下左右前后东西南北男女父母大小多少高低长短快慢轻重买卖进出内外新旧早晚正负有升降增减红绿黑白"
)
_NEGATING = frozenset(("un", "in", "im", "il", "ir", "dis", "non", "mis", "de", "re", "pre", "post", "over", "under"))


class _Side(NamedTuple):
    """A paragraph that is compared: its text, and where its normal characters stand there."""

    text: str
    offsets: Sequence[int]


def slots(document: Document, first: Block, second: Block, gaps: Iterable[tuple[Span, Span]]) -> int:
    """How many differences of two paragraphs are no slips but other words in the slots of a pattern.

    Where a number, a name, a negation or one of two opposites differs, they say different things,
    as steps, prices and instructions do.

    Args:
        document: the article.
        first, second: the paragraphs.
        gaps: where they differ, as spans of their normal forms, in order.
    """
    sides = [_Side(document.text, letter_offsets(document, block)) for block in (first, second)]
    return sum(_is_slot(sides[0], gap, sides[1], other) for gap, other in gaps)


def _is_slot(first: _Side, gap: Span, second: _Side, other: Span) -> bool:
    changed = _source(first, gap), _source(second, other)
    if _is_stray(first, gap, changed) or _is_stray(second, other, changed):
        return False
    before, after = (max(pair) for pair in zip(_rest(first, gap), _rest(second, other), strict=True))
    words = _source(first, gap, before, after), _source(second, other, before, after)
    if any(word.isascii() and word for word in words):
        return _is_other_word(first.text, *words)
    if not all(changed):
        begins, ends = (gap.start, other.start) == (0, 0), gap.end == len(first.offsets)
        at_an_end = begins or (ends and other.end == len(second.offsets))
        text = "".join(changed)
        return bool(_NEGATIONS & set(text)) if len(text) <= _WIDEST else not at_an_end
    if all(any(char.isnumeric() or char in _COUNTS for char in text) for text in changed):
        return True
    return max(map(len, changed)) > 1 or set("".join(changed)) <= _OPPOSITES


def _is_stray(side: _Side, gap: Span, changed: tuple[str, str]) -> bool:
    """Whether a single letter or digit took the place of an ideograph, or came between two.

    What fills a slot is of one kind on both sides.
    """
    if max(map(len, changed)) != 1 or sum(char.isascii() for char in "".join(changed)) != 1:
        return False
    if all(changed):
        return True
    around = (side.text[side.offsets[at]] for at in (gap.start - 1, gap.end) if 0 <= at < len(side.offsets))
    return gap.start < gap.end and all(not char.isascii() for char in around)


def _is_other_word(text: str, first: str, second: str) -> bool:
    """Whether two words are not one word with a slip; either may be missing."""
    numbers = _digits(first), _digits(second)
    if numbers[0] != numbers[1]:
        return not (_lost_a_digit(*numbers) if all(numbers) else len("".join(numbers)) == 1)
    if not first or not second:
        word = first or second
        return len(word) > _WIDEST or word[0].isupper()
    head = common_length(first, second)
    tail = common_length(first[head:][::-1], second[head:][::-1])
    longest = max(len(first), len(second))
    if 2 * (head + tail) < longest:
        return True
    if head:
        return False
    left_out = max(first[: len(first) - tail], second[: len(second) - tail], key=len).lower()
    shortest = min(len(first), len(second))
    return shortest < _SURE_WORD or left_out in _NEGATING or not any(_is_alone(text, word) for word in (first, second))


def _is_alone(text: str, word: str) -> bool:
    """Whether a word stands nowhere else in a text."""
    return len(re.findall(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", text, re.IGNORECASE)) <= 1


def _lost_a_digit(first: str, second: str) -> bool:
    """Whether one of two long numbers is the other without a digit; the numbers of a series differ otherwise."""
    shorter, longer = sorted((first, second), key=len)
    without = {longer[:at] + longer[at + 1 :] for at in range(len(longer))}
    return len(longer) >= _LONG_NUMBER and shorter in without


def _digits(word: str) -> str:
    return "".join(filter(str.isnumeric, word))


def _rest(side: _Side, gap: Span) -> tuple[int, int]:
    """How many letters and digits of ASCII around a gap belong to the words it begins and ends in."""
    text, offsets = side
    before = after = 0
    if gap.start < gap.end:
        while gap.start > before and _is_one_word(text, *offsets[gap.start - before - 1 : gap.start - before + 1]):
            before += 1
        while gap.end + after < len(offsets) and _is_one_word(
            text, *offsets[gap.end + after - 1 : gap.end + after + 1]
        ):
            after += 1
    return before, after


def _is_one_word(text: str, at: int, following: int) -> bool:
    return following == at + 1 and all(text[place].isascii() and text[place].isalnum() for place in (at, following))


def _source(side: _Side, gap: Span, before: int = 0, after: int = 0) -> str:
    """The letters of a part of a normal form as they stand in the text."""
    places = sorted(set(side.offsets[max(0, gap.start - before) : gap.end + after]))
    return "".join(side.text[place] for place in places)
