"""Forms of Chinese names and terms with one wrong or missing character."""

import math
from collections.abc import Iterable, Iterator, Mapping
from operator import ne
from typing import NamedTuple

from lintcorpus.article.names.alike import MISSING
from lintcorpus.article.names.han import SHORTEST, SURNAMES, USUAL, set_off
from lintcorpus.article.words.chinese import is_ideograph, is_traditional
from lintcorpus.article.words.idioms import fixed_words
from lintcorpus.model.document import Document
from lintcorpus.model.span import Span

_SHARE = 4
"""A usual form stands so many times as often as a slip that stands twice."""
_REACH = 3
"""Words that cross a border begin or end so many code points away from it at most."""
_NUMBERS = frozenset("〇零一二三四五六七八九十百千万亿两几半双单上下前后左右东西南北男女大小")
_CROSSED, _COMPOUND = 9.0, 2.5
"""How much likelier the usual form must make the text, in nats, where the wrong character belongs to another word,
and where it stands beside a word that others may stand beside."""
_MISSING, _MISSING_CROSSED = 1.0, 4.0
"""The same where a character is missing, with the logarithm of how often the usual form stands; and alone, where
what is left belongs to another word, or may be short for the whole."""


_ENDINGS = frozenset(
    "车员机台表馆场店厂院所部组室楼城区者家师手工商户客版式型类级度率量法论史书报片剧歌图单卡票证品物器具件"
)
"""What makes a word of the word before it, so that it stands for a longer one: ``电动车`` for ``电动汽车``."""


class HanSlip(NamedTuple):
    """A place where a form stands that is one character away from a commoner one.

    Attributes:
        span: the form, in code points.
        usual: the commoner form.
        kind: what the wrong and the right character share, or ``missing``.
    """

    span: Span
    usual: str
    kind: str


def han_slips(document: Document) -> Iterator[HanSlip]:
    """Where a name stands with one character that sounds or looks like the right one, or without one.

    One of the forms is set off somewhere.
    """
    for part in set_off(document):
        pairs = sorted(_pairs(part.text, part.names), key=lambda pair: (-pair[0], pair[1], -len(pair[2])))
        if pairs and is_traditional(document):
            return
        for slip in _places(part.text, pairs):
            yield slip._replace(span=Span(slip.span.start + part.start, slip.span.end + part.start))


def _places(text: str, pairs: Iterable[tuple[int, str, str]]) -> Iterator[HanSlip]:
    """Where rare forms stand and may be slips, the pairs as from ``_pairs``; no two places overlap."""
    taken = set[int]()
    for count, usual, rare in pairs:
        at = text.find(rare)
        while at >= 0:
            span = Span(at, at + len(rare))
            kind = _kind(text, span, usual, count) if taken.isdisjoint(range(*span)) else None
            if kind is not None and not _is_inside(text, span, usual):
                taken.update(range(*span))
                yield HanSlip(span, usual, kind)
            at = text.find(rare, at + 1)


def _pairs(text: str, counts: Mapping[str, int]) -> Iterator[tuple[int, str, str]]:
    """How often a usual form stands, that form, and a rare one that is one character away.

    Args:
        text: the article.
        counts: its set-off names, and how often each stands.
    """
    for name, count in counts.items():
        if count >= USUAL:
            for rare in set(_near(text, name, -1, count)):
                is_none = counts.get(rare, 0) < USUAL and _may_be_slip(rare, name)
                if is_none and _is_rare(text.count(rare), count, rare, name):
                    yield count, name, rare
        elif not _is_of_words(name):
            for usual in set(_near(text, name, 1, count + USUAL - 1)):
                if counts.get(usual, 0) < USUAL and _may_be_slip(name, usual):
                    often = text.count(usual)
                    if often >= USUAL and _is_rare(count, often, name, usual):
                        yield often, usual, name


def _is_rare(count: int, often: int, rare: str, usual: str) -> bool:
    """Whether a form stands so seldom that it is no name of its own; a shorter one may be short for the usual one."""
    return count * _SHARE <= often + 1 and (count == 1 or len(rare) == len(usual))


def _near(text: str, form: str, longer: int, fewest: int) -> Iterator[str]:
    """Pieces of a text that have one other character than a form, or one more or less inside.

    Args:
        text: the article.
        form: three characters or more.
        longer: 1 for pieces that are longer than the form by one, -1 for shorter ones.
        fewest: what stands no oftener than this stands in the form alone.
    """
    length, words = len(form), fixed_words().lexicon.costs
    left = length - length // 2 if length > SHORTEST else 1
    head, rest = form[:-left], form[-left:]
    if longer < 0 or head in words or form[left:] not in words:
        pieces = text.split(head)[1:]
        if len(pieces) > fewest:
            yield from (head + piece for piece in _like({piece[:left] for piece in pieces}, rest))
            more = {piece[: left + longer] for piece in pieces}
            yield from (head + piece for piece in more if _holds_one_more(piece, rest, 0, -1))
    rest, tail = form[:left], form[left:]
    if longer < 0 or tail in words or head not in words:
        pieces = text.split(tail)[:-1]
        if len(pieces) > fewest:
            yield from (piece + tail for piece in _like({piece[-left:] for piece in pieces}, rest))
            more = {piece[max(0, len(piece) - left - longer) :] for piece in pieces}
            yield from (piece + tail for piece in more if _holds_one_more(piece, rest, 1, 0))
    if length == SHORTEST:
        first, middle, last = form[0], form[1], form[2]
        behind = {piece[:2] for piece in text.split(first)[1:] if piece[1:2] == last}
        yield from (first + piece for piece in behind if piece[0] != middle)
        if longer < 0 and first + last in text:
            yield first + last


def _like(pieces: set[str], rest: str) -> Iterator[str]:
    """The pieces of one length with a text that have one other character."""
    length = len(rest)
    for piece in pieces:
        if len(piece) == length and sum(map(ne, piece, rest)) == 1:
            yield piece


def _holds_one_more(one: str, other: str, first: int, last: int) -> bool:
    """Whether the longer of two texts is the other one with one character more.

    Args:
        one, other: the texts.
        first, last: 1 and -1 when the additional character is not the first, or not the last.
    """
    if len(one) < len(other):
        one, other = other, one
    # Either half of the longer one is whole.
    half = len(other) // 2
    return (one[:half] == other[:half] or one[len(one) - half :] == other[len(other) - half :]) and any(
        one[:at] + one[at + 1 :] == other for at in range(first, len(one) + last)
    )


def _is_inside(text: str, span: Span, usual: str) -> bool:
    """Whether a form is but a part of the usual one at a place, as ``翁冬`` of ``翁冬冬``."""
    return text.startswith(usual, span.start) or text.endswith(usual, 0, span.end)


def _may_be_slip(rare: str, usual: str) -> bool:
    """Whether a form is no word and has the right characters to be a slip, wherever it stands."""
    known, at = fixed_words(), _first_difference(rare, usual)
    if len(rare) < len(usual):
        return not _is_of_words(rare) and _breaks_a_word(usual, at)
    wrong, right = rare[at], usual[at]
    return (
        is_ideograph(wrong)
        and not {wrong, right} <= _NUMBERS
        and wrong not in known.traditional
        and known.likeness.as_wholes(wrong, right) is not None
        and rare not in known.lexicon.costs
    )


def _kind(text: str, span: Span, usual: str, count: int) -> str | None:
    """What the form at a place has in common with a name; ``None`` when it may be meant."""
    rare, known = text[span.start : span.end], fixed_words()
    words = known.lexicon
    at = _first_difference(rare, usual)
    border = span.start + at
    gain = _gain(text, span, usual)
    if len(rare) < len(usual):
        joined = any(
            text[one:end] in words.costs
            for one in range(max(0, border - _REACH), border)
            for end in range(border + 1, border + _REACH + 1)
        )
        is_short = at == len(usual) - 2 and rare[-1] in _ENDINGS
        if is_short or joined or words.crosses(text, *span):
            return MISSING if gain >= _MISSING_CROSSED else None
        return MISSING if gain + math.log(count) >= _MISSING else None
    if words.crosses(text, border, border + 1):
        enough = _CROSSED
    elif usual not in words.costs and _is_compound(usual, at, rare[at]):
        enough = _COMPOUND
    else:
        enough = -math.inf
    return known.likeness.as_wholes(rare[at], usual[at]) if gain >= enough else None


def _first_difference(rare: str, usual: str) -> int:
    return next(at for at, char in enumerate(usual) if rare[at : at + 1] != char)


def _gain(text: str, span: Span, usual: str) -> float:
    """How much likelier a name makes the text than what stands in its place, in nats."""
    costs = fixed_words().lexicon
    before, behind = costs.run(text, *span)
    return costs.cost(before + text[span.start : span.end] + behind) - costs.cost(before + usual + behind)


def _is_of_words(form: str) -> bool:
    """Whether a form can be cut into words of two characters and more."""
    words = fixed_words().lexicon.costs.beginning(form[0])
    return form in words or any(form[:end] in words and _is_of_words(form[end:]) for end in range(2, len(form) - 1))


def _breaks_a_word(usual: str, at: int) -> bool:
    """Whether the word of a name that holds a character is none without it."""
    words, length = fixed_words().lexicon, len(usual)
    held = [
        (words.cost(usual[:start]) + words.costs[usual[start:end]] + words.cost(usual[end:]), start, end)
        for start in range(at + 1)
        for end in range(at + 1, length + 1)
        if usual[start:end] in words.costs
    ]
    if not held:
        return True
    _, start, end = min(held)
    left = usual[start:at] + usual[at + 1 : end]
    return bool(left) and (len(left) == 1 or left not in words.costs)


def _is_compound(usual: str, at: int, wrong: str) -> bool:
    """Whether a character stands at the end or the beginning of a name beside a word, where others may stand."""
    rest = usual[1:] if at == 0 else usual[:-1] if at == len(usual) - 1 else ""
    is_person = len(usual) == SHORTEST and usual[0] in SURNAMES and not (at == 0 and wrong in SURNAMES)
    return not is_person and rest in fixed_words().lexicon.costs
