"""Finds English words that exist but stand where another one, alike in sound or letters, must."""

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from lintcorpus.article.english import is_english, is_spoken_of
from lintcorpus.article.mask import mask
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_KEYS = {"wrong", "right", "when", "unless", "good", "bad"}
_WINDOW, _WORDS = 45, 5
"""Code points on each side from which the words around are taken, and how many of them."""
_TOKEN = lazy(r"[A-Za-z]+(?:'[A-Za-z]+)*|\d[\d.,:]*|[^\sA-Za-z\d]")
_OPENING = frozenset(("", ".", "!", "?", ":", "(", "“", "*", "#", ">", "—"))
_CLOSING = frozenset(("", ".", ",", ";", ":", "!", "?", ")", '"', "”", "—", "…"))
_PARTS = "-_/\\@'’.#&=$~"
"""Characters beside which a word is part of something longer."""


class Slot(NamedTuple):
    """What may stand in one place of a pattern.

    Attributes:
        words: words and marks; ``""`` is the beginning or the end of a paragraph.
        starts, ends: of words.
        opposite: whether any other word may stand there instead.
    """

    words: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    opposite: bool

    def takes(self, token: str) -> bool:
        """Whether a word or mark may stand here."""
        found = token in self.words or token.startswith(self.starts) or token.endswith(self.ends)
        return not found and token[:1].isalnum() if self.opposite else found

    @property
    def literals(self) -> frozenset[str] | None:
        """All that may stand here; ``None`` when that cannot be listed."""
        return None if self.opposite or self.starts or self.ends or "" in self.words else self.words


class Pattern(NamedTuple):
    """A wrong word among others; ``at`` is its place."""

    slots: tuple[Slot, ...]
    at: int

    def fits(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether the words around the wrong one are those of the pattern.

        Args:
            before, after: words and marks, outwards from the wrong word.
        """
        return _fit(reversed(self.slots[: self.at]), before) and _fit(self.slots[self.at + 1 :], after)


def _fit(slots: Iterable[Slot], tokens: Sequence[str]) -> bool:
    return all(slot.takes(tokens[at] if at < len(tokens) else "") for at, slot in enumerate(slots))


class Form(NamedTuple):
    """A wrong word, what it stands for, and where."""

    wrong: str
    right: str
    when: Pattern
    unless: tuple[Pattern, ...]


class _Anchor(NamedTuple):
    """The number of a form that may be where a literal is; its word begins ``shift`` code points behind."""

    form: int
    shift: int


@dataclass(frozen=True)
class ConfusedOptions:
    """Which words are taken for which, and among what other words.

    Attributes:
        data: ``sets`` are lists of words by name. ``entries`` have ``wrong``, ``right``, ``when`` and
            if needed ``unless`` (patterns), and ``good`` and ``bad`` (examples, for the tests).

    A pattern is the wrong word with slots around it, apart by blanks. A slot lists what may stand
    there, apart by ``|``: words, ``{name}`` of a set, ``*ing`` and ``un*``, ``*`` for any word, ``#``
    for a number, ``^`` for where a sentence begins, ``$`` for where a clause ends; ``!`` before them
    means any word but these.
    """

    data: Mapping[str, Any]

    def __post_init__(self) -> None:
        for entry in self.data["entries"]:
            if not entry.keys() <= _KEYS:
                raise ValueError(f"entry {entry['wrong']!r}: unknown key {min(entry.keys() - _KEYS)!r}")
        for _ in self.forms:
            pass

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """All patterns with their words.

        Raises:
            ValueError: a pattern lacks its word, or names a set that is not there.
        """
        return tuple(self._forms())

    def _forms(self) -> Iterator[Form]:
        for entry in self.data["entries"]:
            for wrong in entry["wrong"].split("|"):
                unless = tuple(self._pattern(item, wrong) for item in entry.get("unless", ()))
                for item in entry["when"]:
                    yield Form(wrong, entry["right"], self._pattern(item, wrong), unless)

    def _pattern(self, text: str, wrong: str) -> Pattern:
        parts = text.split()
        places = [at for at, part in enumerate(parts) if part in (wrong, "~")]
        if len(places) != 1:
            raise ValueError(f"pattern {text!r}: {wrong!r} must stand in it once")
        return Pattern(tuple(map(self._slot, parts)), places[0])

    def _slot(self, text: str) -> Slot:
        words: set[str] = set()
        starts: list[str] = []
        ends: list[str] = []
        for item in text.removeprefix("!").split("|"):
            if item.startswith("{"):
                if item[1:-1] not in self.data["sets"]:
                    raise ValueError(f"there is no set {item}")
                words.update(self.data["sets"][item[1:-1]].split())
            elif item == "^":
                words |= _OPENING
            elif item == "$":
                words |= _CLOSING
            elif item == "#":
                starts.extend(string.digits)
            elif item == "*":
                starts.extend(string.ascii_letters + string.digits)
            elif item.startswith("*"):
                ends.append(item[1:])
            elif item.endswith("*"):
                starts.append(item[:-1])
            else:
                words.add(item)
        return Slot(frozenset(words), tuple(starts), tuple(ends), text.startswith("!"))

    @cached_property
    def anchors(self) -> dict[str, tuple[_Anchor, ...]]:
        """Literals of which one stands wherever a pattern fits, with the forms that it may be."""
        found: dict[str, dict[_Anchor, None]] = {}
        for number, form in enumerate(self.forms):
            for literal, shift in _literals(form):
                found.setdefault(literal, {})[_Anchor(number, shift)] = None
        return {literal: tuple(anchors) for literal, anchors in found.items()}


def _literals(form: Form) -> Iterator[tuple[str, int]]:
    """The wrong word with a neighbour, when all neighbours on one side are known; else alone."""
    slots, at = form.when
    before = slots[at - 1].literals if at else None
    after = slots[at + 1].literals if at + 1 < len(slots) else None
    starts = slots[at + 1].starts if at + 1 < len(slots) and not slots[at + 1].opposite else ()
    if before is not None and (after is None or len(before) <= len(after)):
        for word in before:
            yield f"{word} {form.wrong}", len(word) + 1
    elif after is not None:
        for word in after:
            yield (f"{form.wrong} {word}" if word[0].isalnum() else f"{form.wrong}{word}"), 0
    elif starts and not slots[at + 1].ends:
        for start in (*starts, *slots[at + 1].words):
            yield f" {form.wrong} {start}", 1
    elif at + 1 < len(slots) and not slots[at + 1].takes("."):
        yield from ((f"{blank}{form.wrong} ", 1) for blank in " \n(")
    else:
        yield form.wrong, 0


def _confused(document: Document, options: ConfusedOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """Words that stand among words that go with another one."""
    text = document.text
    done = -1
    for start, forms in _candidates(options, hits):
        wrong = forms[0].wrong
        span = Span(start, start + len(wrong))
        if start <= done or not _stands_alone(text, span):
            continue
        word = document.slice(span)
        before, after = _around(text, span)
        if word.islower() and before and before[0] in ".!?:—":
            before[0] = "…"  # no sentence begins here
        form = next((form for form in forms if form.when.fits(before, after)), None)
        if form is None or any(pattern.fits(before, after) for pattern in form.unless):
            continue
        if not (word.islower() or (word[1:].islower() and (not before or before[0] in _OPENING))):
            continue
        if mask(document).covers(*span) or is_spoken_of(text, *span) or not is_english(text, *span):
            continue
        done = start
        right = form.right if word[0].islower() else form.right[0].upper() + form.right[1:]
        yield Finding(span, {"match": word, "right": right}, fixes=(Fix((Edit(span, right),), Safety.SHOW),))


def _candidates(options: ConfusedOptions, hits: Sequence[Hit]) -> Iterator[tuple[int, list[Form]]]:
    """Where a wrong word may stand, in order, with the forms of it that may fit."""
    places: dict[tuple[int, str], set[int]] = {}
    for literal, start, _ in hits:
        for number, shift in options.anchors[literal]:
            places.setdefault((start + shift, options.forms[number].wrong), set()).add(number)
    for (start, _), numbers in sorted(places.items(), key=lambda item: item[0]):
        yield start, [options.forms[number] for number in sorted(numbers)]


def _stands_alone(text: str, span: Span) -> bool:
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 2]
    if before.isalnum() or (before and before in _PARTS) or after[:1].isalnum():
        return False
    return not after or after[0] not in _PARTS or (after[0] == "." and not after[1:].isalnum())


def _around(text: str, span: Span) -> tuple[list[str], list[str]]:
    """Words and marks of the same paragraph before and after, outwards."""
    before = text[max(0, span.start - _WINDOW) : span.start].rpartition("\n\n")[2]
    after = text[span.end : span.end + _WINDOW].partition("\n\n")[0]
    plain = before.replace("’", "'"), after.replace("’", "'")
    return _folded(_TOKEN.findall(plain[0])[: -_WORDS - 1 : -1]), _folded(_TOKEN.findall(plain[1])[:_WORDS])


def _folded(tokens: list[str]) -> list[str]:
    """In lower case, but for acronyms, since they sound otherwise: ``an SMS``."""
    return [token if token.isupper() and len(token) > 1 else token.lower() for token in tokens]


CHECKERS = (AnchoredChecker("typos.confused-words", _confused, lambda options: options.anchors, ConfusedOptions),)
