"""Tells slips from slots: whether two paragraphs that differ in little say the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lintcorpus.article.normal import letter_offsets
from lintcorpus.article.repeats.alignment import align, common_length
from lintcorpus.markdown.parse import Block
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_WIDEST = 2
_IDEOGRAPHS = "\u2e80"
"""From here on a character is no letter of an alphabet."""
_WORD = lazy(rf"[^\W_{_IDEOGRAPHS}-\U0010ffff]+")
_SURE_WORD = 3
"""A shorter word is no slip for certain, unless it is none of the short words that there are."""
_SPELT_ALIKE = 0.7
"""Similarity of a word and the same word with slips at least."""
_LONG_NUMBER = 3
_COUNTS = frozenset("两几半")
_NEGATIONS = frozenset("不没未无非莫勿")
_OPPOSITES = frozenset(
    "甲乙丙丁上下左右前后东西南北男女父母大小多少高低长短快慢轻重买卖进出内外新旧早晚正负有升降增减红绿黑白"
)
_NEGATING = frozenset(("un", "in", "im", "il", "ir", "dis", "non", "mis", "de", "re", "pre", "post", "over", "under"))
_NEGATED = frozenset(("not", "nt", "less"))
_SHORT_WORDS = frozenset(
    (
        "a",
        "am",
        "an",
        "as",
        "at",
        "be",
        "by",
        "do",
        "go",
        "he",
        "hi",
        "i",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "of",
        "oh",
        "ok",
        "on",
        "or",
        "so",
        "to",
        "up",
        "us",
        "we",
    )
)


class _Side(NamedTuple):
    """A paragraph that is compared: its text, and where its normal characters stand there."""

    text: str
    offsets: Sequence[int]


class Differences(NamedTuple):
    """How many differences of two paragraphs are slips, and how many are other words in the slots of a pattern."""

    slips: int
    slots: int


def differences(document: Document, first: Block, second: Block, gaps: Iterable[tuple[Span, Span]]) -> Differences:
    """Tell the slips from the slots of a pattern; changes of one word count as one.

    Where a number, a name, a negation or one of two opposites differs, paragraphs say different
    things, as steps, prices and instructions do.

    Args:
        document: the article.
        first, second: the paragraphs.
        gaps: where they differ, as spans of their normal forms, in order.
    """
    sides = (
        _Side(document.text, letter_offsets(document, first)),
        _Side(document.text, letter_offsets(document, second)),
    )
    found = [_is_slot(document, sides[0], gap, sides[1], other) for gap, other in _by_words(*sides, gaps)]
    return Differences(len(found) - sum(found), sum(found))


def _by_words(first: _Side, second: _Side, gaps: Iterable[tuple[Span, Span]]) -> Iterator[tuple[Span, Span]]:
    """The differences, those of one word of letters together."""
    found: tuple[Span, Span] | None = None
    after = 0
    for gap, other in gaps:
        ahead, behind = (max(pair) for pair in zip(_rest(first, gap), _rest(second, other), strict=True))
        if found is not None:
            between = gap.start - found[0].end
            if max(ahead, after) < between:
                yield found
                found = None
        found = (gap, other) if found is None else (Span(found[0].start, gap.end), Span(found[1].start, other.end))
        after = behind
    if found is not None:
        yield found


def _is_slot(document: Document, first: _Side, gap: Span, second: _Side, other: Span) -> bool:
    changed = _source(first, gap), _source(second, other)
    if _is_stray(first, gap, changed) or _is_stray(second, other, changed):
        return False
    before, after = (max(pair) for pair in zip(_rest(first, gap), _rest(second, other), strict=True))
    words = tuple(
        "".join(filter(_is_letter, _source(*side, before, after))) for side in ((first, gap), (second, other))
    )
    if words[0] != words[1]:
        return _is_other_word(document, *words)
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
    if max(map(len, changed)) != 1 or sum(map(_is_letter, "".join(changed))) != 1:
        return False
    if all(changed):
        return True
    around = (side.text[side.offsets[at]] for at in (gap.start - 1, gap.end) if 0 <= at < len(side.offsets))
    return gap.start < gap.end and not any(map(_is_letter, around))


def _is_other_word(document: Document, first: str, second: str) -> bool:
    """Whether two words are not one word with a slip; either may be missing."""
    numbers = _digits(first), _digits(second)
    if numbers[0] != numbers[1]:
        return not (_lost_a_digit(*numbers) if all(numbers) else len("".join(numbers)) == 1)
    if not first or not second:
        word = first or second
        return len(word) > _WIDEST or word[0].isupper()
    shortest = min(len(first), len(second))
    alike = align(first.lower(), second.lower(), 0.0 if shortest < _SURE_WORD else _SPELT_ALIKE)
    if alike is None:
        return True
    head = common_length(first, second)
    tail = common_length(first[head:][::-1], second[head:][::-1])
    changed = {word[head : len(word) - tail].lower() for word in (first, second)}
    unknown = [word for word in (first, second) if _is_alone(document, word)]
    if shortest < _SURE_WORD:
        strange = any(word.lower() not in _SHORT_WORDS for word in unknown)
        return max(map(len, changed)) > 1 or not strange or (len(first) == len(second) and first[:1].isupper())
    if changed & _NEGATED or (head == 0 and changed & _NEGATING):
        return True
    if len(alike.gaps) == 1 and all(changed) and max(map(len, changed)) > 1:
        return True
    return head == 0 and not unknown


@view
def _words(document: Document) -> Counter[str]:
    """How often each word of letters stands in a text, without case."""
    return Counter(_WORD.findall(document.text.lower()))


def _is_alone(document: Document, word: str) -> bool:
    """Whether a word stands nowhere else in a text."""
    return _words(document)[word.lower()] <= 1


def _is_letter(char: str) -> bool:
    """Whether a character is a letter of an alphabet or a digit."""
    return char < _IDEOGRAPHS and char.isalnum()


def _lost_a_digit(first: str, second: str) -> bool:
    """Whether one of two long numbers is the other without a digit; the numbers of a series differ otherwise."""
    shorter, longer = sorted((first, second), key=len)
    without = {longer[:at] + longer[at + 1 :] for at in range(len(longer))}
    return len(longer) >= _LONG_NUMBER and shorter in without


def _digits(word: str) -> str:
    return "".join(filter(str.isnumeric, word))


def _rest(side: _Side, gap: Span) -> tuple[int, int]:
    """How many letters and digits around a gap belong to the words it begins and ends in."""
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
    return following == at + 1 and all(_is_letter(text[place]) for place in (at, following))


def _source(side: _Side, gap: Span, before: int = 0, after: int = 0) -> str:
    """The letters of a part of a normal form as they stand in the text."""
    places = sorted(set(side.offsets[max(0, gap.start - before) : gap.end + after]))
    return "".join(side.text[place] for place in places)
