"""A lexicon of phrases with weights, and what it says about a line of text."""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, pairwise, product
from typing import Any, NamedTuple

import xxhash
from ahocorasick_rs import AhoCorasick

from lintcorpus.article.tables import Shared
from lintcorpus.model.checker import Hit
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.matches import matches
from lintcorpus.model.span import Span

DEBRIS = "****"
"""Emphasis that closes and opens again; it may stand inside a phrase and hide it from a literal search."""

_GAP, _WIDE_GAP = 10, 30
_SPOKEN, _QUOTED = 12, 200
_MOST_ANCHORS, _RARE = 1000, 4
_NEAR = 80
_TOLD_BEFORE, _TOLD_AFTER = 30, 15
_FEW = 25
"""Lines, as many as one article has in question: for fewer it takes longer to build an automaton than to do without."""
_KEYS = ("phrases", "told", "before", "after", "headings", "openings", "labels", "lines", "hosts", "references", "ends")
_CHOICE = lazy(r"\{([^{}]*)\}")
_OPEN, _CLOSE = "“「『", "”」』"


class Part(NamedTuple):
    """A piece of a phrase.

    Attributes:
        apart: whether other text may stand before it: ten code points, before ASCII thirty.
        literals: of which one must stand there, in lower case, the longest first.
    """

    apart: bool
    literals: tuple[str, ...]


class Phrase(NamedTuple):
    """A way of saying something.

    Attributes:
        category: what it speaks for.
        weight: how strongly; 1 is enough for a short block.
        parts: what follows each other.
        needs: one of these must stand in the same sentence or near it, when there are any.
        unless: none of these may stand in the same sentence.
        entry: the number of its entry; the phrases of one entry count once.
    """

    category: str
    weight: float
    parts: tuple[Part, ...]
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    entry: int

    @property
    def anchors(self) -> tuple[str, ...]:
        """Literals of which one stands wherever the phrase does: rare ones, as far as length tells, and few."""
        choices = [part.literals for part in self.parts]
        if len(choices) == 1:  # as for most
            return choices[0]
        for part, following in pairwise(self.parts):
            if not following.apart and len(part.literals) * len(following.literals) <= _MOST_ANCHORS:
                choices.append(tuple(map("".join, product(part.literals, following.literals))))
        return max(choices, key=lambda literals: (_rarity(literals), -len(literals)))


class Mark(NamedTuple):
    """A phrase that stands in a text.

    Attributes:
        phrase: the phrase.
        words: in which words.
        sentence: the number of the sentence in which it begins.
    """

    phrase: Phrase
    words: str
    sentence: int


@frozen
class Lexicon:
    """Phrases by category.

    Attributes:
        data: as the catalogue has it. ``phrases`` is a list of entries, each with ``category``,
            ``weight``, ``phrases`` (in which ``…`` stands for a few characters and ``{a|b}`` for
            either) and perhaps ``needs`` and ``unless``. ``told`` holds what shows around a phrase
            that somebody else is called, ``before`` and ``after`` what must not stand right at one.
            ``headings`` are those of lists, in choices too; with ``openings`` others begin.
            ``labels`` stand before links in the same line, and to ``hosts`` lead the links to other
            articles of the publisher, but not under a line that says one of the ``references``.
            ``ends`` are lines that say that the article is over.
            ``lines`` are whole lines by category.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    data: Mapping[str, Any] = field(repr=False)

    def __post_init__(self) -> None:
        missing = set(_KEYS) - set(self.data)
        if missing:
            raise ValueError(f"the lexicon has no {sorted(missing)[0]!r}")
        for entry in self.data["phrases"]:
            missing = {"category", "weight", "phrases"} - set(entry)
            unknown = set(entry) - {"category", "weight", "phrases", "needs", "unless"}
            if missing or unknown:
                raise ValueError(f"an entry of the lexicon misses or mistakes {sorted(missing | unknown)}: {entry}")

    @cached_property
    def digest(self) -> str:
        """Names the content."""
        return xxhash.xxh3_128_hexdigest(repr(self.data).encode("utf-8"))

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """All phrases in order."""
        return tuple(
            Phrase(
                entry["category"],
                entry["weight"],
                tuple(_parts(str(template).lower())),
                tuple(entry.get("needs", ())),
                tuple(entry.get("unless", ())),
                number,
            )
            for number, entry in enumerate(self.data["phrases"])
            for template in entry["phrases"]
        )

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The categories in order."""
        return tuple(dict.fromkeys(phrase.category for phrase in self.phrases))

    @cached_property
    def headings(self) -> frozenset[str]:
        """The headings of lists, in lower case."""
        return frozenset(heading.lower() for template in self.data["headings"] for heading in _choices(template))

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """How other headings of lists begin, in lower case."""
        return tuple(opening.lower() for template in self.data["openings"] for opening in _choices(template))

    @cached_property
    def lines(self) -> Mapping[str, str]:
        """The category of each line that says nothing else, from its first letter to its last, in lower case."""
        return {
            line.lower(): category
            for category, templates in self.data["lines"].items()
            for template in templates
            for line in _choices(template)
        }

    @cached_property
    def names(self) -> frozenset[str]:
        """What is the name of a list, or a whole line, and no phrase."""
        names = {*self.headings, *self.openings, *self.labels, *self.lines}
        return frozenset(names.difference(anchor for anchor, _ in self._by_anchor))

    @cached_property
    def labels(self) -> frozenset[str]:
        """What stands before links to other articles in the same line, in lower case."""
        return frozenset(label.lower() for label in self.data["labels"])

    @cached_property
    def before(self) -> tuple[str, ...]:
        """What must not stand right before a phrase."""
        return tuple(self.data["before"])

    @cached_property
    def after(self) -> tuple[str, ...]:
        """What must not stand right after a phrase."""
        return tuple(self.data["after"])

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """Hosts of the publisher's other articles."""
        return tuple(self.data["hosts"])

    @cached_property
    def ends(self) -> frozenset[str]:
        """The lines that say that the article is over, in lower case."""
        return frozenset(str(line).lower() for line in self.data["ends"])

    @cached_property
    def initials(self) -> frozenset[str]:
        """What these lines begin with."""
        return frozenset(line[:1] for line in self.ends)

    @cached_property
    def references(self) -> tuple[str, ...]:
        """What shows that the links below are the article's sources."""
        return tuple(self.data["references"])

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The literals without which a text holds nothing of the lexicon, and what may hide them."""
        phrases = (anchor for anchor, _ in self._by_anchor)
        return frozenset((DEBRIS, *self.hosts, *phrases, *self.names))

    @cached_property
    def _sorted_anchors(self) -> tuple[str, ...]:
        return tuple(sorted(anchor.lower() for anchor in self.anchors))

    @cached_property
    def _anchor_matcher(self) -> AhoCorasick:
        return AhoCorasick(self._sorted_anchors)

    @cached_property
    def _name_matcher(self) -> AhoCorasick:
        return AhoCorasick(self.names)

    def hits(self, text: str) -> list[Hit]:
        """Where the anchors stand, as the literal pass would say: for rules that seldom ask for them.

        Args:
            text: of a document.
        """
        lower = text.lower()
        if len(lower) != len(text):
            # A few capitals grow when lowered; ASCII alone keeps every offset.
            lower = "".join([char.lower() if char.isascii() else char for char in text])
        anchors = self._sorted_anchors
        places = matches(self._anchor_matcher, lower, overlapping=True)
        return sorted((Hit(anchors[index], start, end) for index, start, end in places), key=lambda hit: hit[1:])

    def speaks(self, text: str) -> bool:
        """Whether a text holds an anchor that is a phrase or a name."""
        lower = text.lower()
        matchers = (self._phrase_matcher, self._name_matcher)
        return any(matches(matcher, lower) for matcher in matchers)

    def marks(self, text: str, sentences: Sequence[Span], phrases: Iterable[Phrase]) -> list[Mark]:
        """The phrases that stand in a text, each once a sentence.

        Args:
            text: one line in lower case.
            sentences: its sentences, in order and without gaps.
            phrases: those in question, see ``phrases_in``.
        """
        found: dict[tuple[int, int], Mark] = {}
        starts = [sentence.start for sentence in sentences]
        for phrase in phrases:
            fits: dict[int, bool] = {}  # by sentence, since a long one may hold a phrase thousands of times
            for literal in phrase.parts[0].literals:
                start = text.find(literal)
                while start >= 0:
                    number = bisect_right(starts, start) - 1
                    if (phrase.entry, number) not in found:
                        end = _end(text, start + len(literal), sentences[number].end, phrase.parts[1:])
                        sentence = sentences[number]
                        if start < end <= sentence.end and self._calls(text, Span(start, end), sentence):
                            if number not in fits:
                                fits[number] = _fits(text, phrase, sentence)
                            if fits[number]:
                                found[phrase.entry, number] = Mark(phrase, text[start:end], number)
                    start = text.find(literal, start + 1)
        return list(found.values())

    def phrases_in(self, text: str) -> list[Phrase]:
        """The phrases of which an anchor and every part stand in a text in lower case, in order, be it in pieces."""
        by_anchor, phrases = self._by_anchor, self.phrases
        if next(self._asked) < _FEW:
            found = {phrase for anchor, owners in by_anchor if anchor in text for phrase in owners}
        else:
            places = matches(self._phrase_matcher, text, overlapping=True)
            found = {phrase for number in {place[0] for place in places} for phrase in by_anchor[number][1]}
        return [phrases[number] for number in sorted(found) if _may_stand(phrases[number], text)]

    @cached_property
    def _asked(self) -> Iterator[int]:
        """Counts the texts that were asked about."""
        return count()

    def _calls(self, text: str, place: Span, sentence: Span) -> bool:
        """Whether what stands at this place of a sentence speaks to the reader."""
        start, end = place
        return not (
            text.startswith(self.after, end)
            or text.endswith(self.before, 0, start)
            or _is_in_word(text, start, end)
            or _is_spoken(text, start, end)
            or self._told.search(text, max(sentence.start, start - _TOLD_BEFORE), min(sentence.end, end + _TOLD_AFTER))
        )

    @cached_property
    def _told(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in self.data["told"])
        return lazy(words or r"\Z.")

    @cached_property
    def _by_anchor(self) -> tuple[tuple[str, list[int]], ...]:
        """The anchors of phrases, each with the numbers of these."""
        found: dict[str, list[int]] = {}
        for number, phrase in enumerate(self.phrases):
            for anchor in phrase.anchors:
                found.setdefault(anchor, []).append(number)
        return tuple(found.items())

    @cached_property
    def _phrase_matcher(self) -> AhoCorasick:
        return AhoCorasick([anchor for anchor, _ in self._by_anchor])


lexicon_of = Shared(Lexicon)
"""The lexicon of a table, compiled once."""


def _may_stand(phrase: Phrase, text: str) -> bool:
    """Whether each part of a phrase stands somewhere in a text."""
    parts = phrase.parts
    # The anchor of a phrase of one part is the phrase itself.
    return len(parts) == 1 or all(any(map(text.__contains__, part.literals)) for part in parts)


def _fits(text: str, phrase: Phrase, sentence: Span) -> bool:
    """Whether a sentence and what is near it hold what a phrase needs, and nothing that speaks against it."""
    start, end = sentence
    if phrase.needs and not _holds(text, phrase.needs, max(0, start - _NEAR), end + _NEAR):
        return False
    return not (phrase.unless and _holds(text, phrase.unless, start, end))


def _holds(text: str, words: Iterable[str], start: int, end: int) -> bool:
    within = text[start:end]
    return any(map(within.__contains__, words))


def _choices(template: str) -> list[str]:
    """The texts that a template with ``{a|b}`` stands for."""
    pieces = _CHOICE.split(str(template))
    return [
        "".join(chosen)
        for chosen in product(*[piece.split("|") if at % 2 else [piece] for at, piece in enumerate(pieces)])
    ]


def _rarity(literals: Sequence[str]) -> float:
    """How rare the commonest of some literals may be: an ideograph counts like three letters."""
    letters = min([len(literal) for literal in literals if literal.isascii()], default=math.inf)
    ideographs = min([len(literal) for literal in literals if not literal.isascii()], default=math.inf)
    return min(_RARE, letters / 3, ideographs)


def _parts(template: str) -> Iterable[Part]:
    """The parts of a phrase: each choice with the text before it, and the text after the last one."""
    for piece in template.split("…"):
        texts = _CHOICE.split(piece)
        apart = True
        for before, choice in zip(texts[:-1:2], texts[1::2], strict=True):
            yield Part(apart, tuple(sorted((before + word for word in choice.split("|")), key=len, reverse=True)))
            apart = False
        if texts[-1]:
            yield Part(apart, (texts[-1],))


def _end(text: str, at: int, limit: int, parts: Iterable[Part]) -> int:
    """Where the last of the parts ends that follow each other from ``at`` on; -1 when they do not."""
    for apart, literals in parts:
        best = -1
        for literal in literals:
            if apart:
                gap = _WIDE_GAP if literal.isascii() else _GAP
                start = text.find(literal, at, min(limit, at + gap + len(literal)))
            else:
                start = at if text.startswith(literal, at) else -1
            if start >= 0 and (best < 0 or start + len(literal) < best):
                best = start + len(literal)
                if not apart:
                    break
        if best < 0:
            return -1
        at = best
    return at


def _is_in_word(text: str, start: int, end: int) -> bool:
    """Whether a phrase begins or ends inside a word of Latin letters."""
    before, after = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
    return (len(before) == 2 and before.isascii() and before.isalpha()) or (
        len(after) == 2 and after.isascii() and after.isalpha()
    )


def _is_spoken(text: str, start: int, end: int) -> bool:
    """Whether a phrase is quoted: the whole of a quotation, or in one of more than a few words."""
    before = text[max(0, start - _QUOTED) : start]
    if "“" not in before and "「" not in before and "『" not in before:
        return False  # as nearly always
    opened = max([text.rfind(mark, max(0, start - _QUOTED), start) for mark in _OPEN])
    if any(text.find(mark, opened, start) >= 0 for mark in _CLOSE):
        return False
    # Only whether more than a few words are quoted, or nothing but the phrase: no need to look further.
    limit = min(len(text), max(opened + _SPOKEN, end) + 1)
    closed = min((found for mark in _CLOSE if (found := text.find(mark, start, limit)) >= 0), default=limit)
    return closed - opened > _SPOKEN or (opened + 1 == start and closed == end)
