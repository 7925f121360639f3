"""A lexicon of phrases with weights, and what it says about a line of text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import xxhash
from ahocorasick_rs import AhoCorasick

from lintcorpus.model.span import Span

DEBRIS = "****"
"""Emphasis that closes and opens again; it may stand inside a phrase and hide it from a literal search."""

_GAP, _WIDE_GAP = 10, 30
_SPOKEN = 12
_TOLD_BEFORE, _TOLD_AFTER = 30, 15
_KEYS = ("phrases", "told", "before", "after", "headings", "labels", "hosts", "references")
_OPEN, _CLOSE = "“「『", "”」』"


class Phrase(NamedTuple):
    """A way of saying something.

    Attributes:
        category: what it speaks for.
        weight: how strongly; 1 is enough for a short block.
        parts: literals in lower case that follow each other, at most ten code points apart; an ASCII
            one at most thirty.
        needs: one of these must stand in the same text, when there are any.
        unless: none of these may stand in the same sentence.
        entry: the number of its entry; the phrases of one entry count once.
    """

    category: str
    weight: float
    parts: tuple[str, ...]
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    entry: int

    def __str__(self) -> str:
        return "…".join(self.parts)


class Mark(NamedTuple):
    """A phrase that stands in a text, and the number of the sentence in which it begins."""

    phrase: Phrase
    sentence: int


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Phrases by category.

    Attributes:
        data: as the catalogue has it. ``phrases`` is a list of entries, each with ``category``,
            ``weight``, ``phrases`` (in which ``…`` stands for a few characters) and perhaps
            ``needs`` and ``unless``. ``told`` holds what shows around a phrase that somebody else
            is called, ``before`` and ``after`` what must not stand right at one. ``headings`` are
            those of lists, ``labels`` stand before links in the same line, and to ``hosts`` lead
            the links to other articles of the publisher, but not under a line that says one of the
            ``references``.
    """

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
                tuple(str(phrase).lower().split("…")),
                tuple(entry.get("needs", ())),
                tuple(entry.get("unless", ())),
                number,
            )
            for number, entry in enumerate(self.data["phrases"])
            for phrase in entry["phrases"]
        )

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The categories in order."""
        return tuple(dict.fromkeys(phrase.category for phrase in self.phrases))

    @cached_property
    def headings(self) -> frozenset[str]:
        """The headings of lists, in lower case."""
        return frozenset(heading.lower() for heading in self.data["headings"])

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
    def references(self) -> tuple[str, ...]:
        """What shows that the links below are the article's sources."""
        return tuple(self.data["references"])

    def anchors(self) -> Iterable[str]:
        """The literals without which a text holds nothing of the lexicon, and what may hide them."""
        yield DEBRIS
        for phrase in self.phrases:
            yield max(phrase.parts, key=len)
        yield from self.headings
        yield from self.labels
        yield from self.hosts

    def marks(self, text: str, sentences: Sequence[Span]) -> list[Mark]:
        """The phrases that stand in a text, each once a sentence.

        Args:
            text: one line in lower case.
            sentences: its sentences, in order and without gaps.
        """
        found: dict[tuple[int, int], Mark] = {}
        starts = [sentence.start for sentence in sentences]
        for index, start, end in self._matcher.find_matches_as_indexes(text, overlapping=True):
            phrase = self.phrases[index]
            number = bisect_right(starts, start) - 1
            limit = sentences[number].end
            end = _end(text, end, limit, phrase.parts[1:])
            if not start < end <= limit:
                continue
            if phrase.needs and not any(word in text for word in phrase.needs):
                continue
            begin = sentences[number].start
            if any(text.find(word, begin, limit) >= 0 for word in phrase.unless):
                continue
            if self._told.search(text, max(begin, start - _TOLD_BEFORE), min(limit, end + _TOLD_AFTER)):
                continue
            if text.startswith(self.after, end) or text.endswith(self.before, 0, start) or _is_spoken(text, start, end):
                continue
            found.setdefault((phrase.entry, number), Mark(phrase, number))
        return list(found.values())

    @cached_property
    def _told(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in self.data["told"])
        return re.compile(words or r"\Z.")

    @cached_property
    def _matcher(self) -> AhoCorasick:
        return AhoCorasick([phrase.parts[0] for phrase in self.phrases])


def _end(text: str, at: int, limit: int, parts: Iterable[str]) -> int:
    """Where the last of the parts ends that follow each other from ``at`` on; -1 when they do not."""
    for part in parts:
        gap = _WIDE_GAP if part.isascii() else _GAP
        start = text.find(part, at, min(limit, at + gap + len(part)))
        if start < 0:
            return -1
        at = start + len(part)
    return at


def _is_spoken(text: str, start: int, end: int) -> bool:
    """Whether a phrase is quoted: the whole of a quotation, or in one of more than a few words."""
    opened = max([text.rfind(mark, 0, start) for mark in _OPEN])
    if opened < 0 or any(text.find(mark, opened, start) >= 0 for mark in _CLOSE):
        return False
    closed = min((found for mark in _CLOSE if (found := text.find(mark, start)) >= 0), default=len(text))
    return closed - opened > _SPOKEN or (opened + 1 == start and closed == end)
