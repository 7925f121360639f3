"""A small language of patterns: a word that may be wrong, and what must stand around it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lintcorpus.article.words.classes import CLASSES, word_classes

OPENING = frozenset(("", ".", "!", "?", ":", "(", "“", "*", "#", ">", "—"))
"""What a sentence begins behind; the empty one is the beginning of a paragraph."""
_DIGITS = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CLOSING = frozenset(("", ".", ",", ";", ":", "!", "?", ")", '"', "”", "—", "…"))


class Slot(NamedTuple):
    """What may stand in one place of a pattern.

    Attributes:
        words: words and marks; ``""`` is the beginning or the end of a paragraph.
        starts, ends: of words.
        first, some, only: letters of classes: a word's usual one is among the first, some one of its classes among
            the second, or all of them among the third.
        opposite: whether any other word may stand there instead.
    """

    words: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    first: str
    some: str
    only: str
    opposite: bool

    def takes(self, token: str) -> bool:
        """Whether a word or mark may stand here."""
        found = token in self.words or token.startswith(self.starts) or token.endswith(self.ends)
        if not found and (self.first or self.some or self.only):
            found = self._has_class(word_classes(token))
        return not found and token[:1].isalnum() if self.opposite else found

    def _has_class(self, classes: str) -> bool:
        if not classes:
            return False
        return (
            classes[0] in self.first or any(letter in classes for letter in self.some) or set(classes) <= set(self.only)
        )

    @property
    def is_list(self) -> bool:
        """Whether its words are all that may stand here."""
        return not (self.opposite or self.starts or self.ends or self.first or self.some or self.only)

    @property
    def literals(self) -> frozenset[str] | None:
        """All that may stand here; ``None`` when that cannot be listed."""
        return self.words if self.is_list and "" not in self.words else None


class Pattern(NamedTuple):
    """The words around a wrong one, outwards from it."""

    before: tuple[Slot, ...]
    after: tuple[Slot, ...]

    def fits(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether the words around the wrong one are those of the pattern.

        Args:
            before, after: words and marks, outwards from the wrong word.
        """
        return _fit(self.before, before) and _fit(self.after, after)


def _fit(slots: Iterable[Slot], tokens: Sequence[str]) -> bool:
    return all(slot.takes(tokens[at] if at < len(tokens) else "") for at, slot in enumerate(slots))


class Form(NamedTuple):
    """What a wrong word stands for, and where."""

    right: str
    when: Pattern
    unless: tuple[Pattern, ...]


class Forms:
    """All that one wrong word may stand for."""

    def __init__(self, forms: Sequence[Form]) -> None:
        """Remember the forms, in the order in which they are tried."""
        self._forms = forms
        self._sides = tuple(_Neighbour([form.when[side][:1] for form in forms]) for side in (0, 1))

    def __iter__(self) -> Iterator[Form]:
        return iter(self._forms)

    def allows_after(self, after: str) -> int:
        """Which forms the word behind allows: their numbers, as bits."""
        return self._sides[1].allows(after)

    def beside(self, before: str, after: str) -> list[Form]:
        """The forms that the neighbours allow.

        Args:
            before, after: a word or mark each; empty where the paragraph begins or ends.
        """
        bits = self.allows_after(after)
        bits = bits and bits & self._sides[0].allows(before)
        return [form for number, form in enumerate(self._forms) if bits >> number & 1] if bits else []


class _Neighbour:
    """What the word on one side allows: the numbers of forms, as bits, worked out once for each word."""

    def __init__(self, slots: Sequence[tuple[Slot, ...]]) -> None:
        self._known: dict[str, int] = {}
        self._listed: dict[str, int] = {}
        self._always = 0
        self._open: list[tuple[int, Slot]] = []
        for number, found in enumerate(slots):
            if not found:
                self._always |= 1 << number
            elif found[0].is_list:
                for word in found[0].words:
                    self._listed[word] = self._listed.get(word, 0) | 1 << number
            else:
                self._open.append((1 << number, found[0]))

    def allows(self, token: str) -> int:
        """The forms that a word or mark here, in whatever case, allows."""
        bits = self._known.get(token)
        if bits is None:
            word = folded(token)
            bits = self._always | self._listed.get(word, 0)
            for bit, slot in self._open:
                if slot.takes(word):
                    bits |= bit
            self._known[token] = bits
        return bits


class Patterns:
    """Reads patterns.

    A pattern is the wrong word, or ``~``, with slots around it, apart by blanks. A slot lists what may
    stand there, apart by ``|``: words, ``{name}`` of a set, ``<noun>`` for words that are usually of
    this class, ``<noun?>`` for those that may be, ``<noun!>`` for those that are nothing else but what is
    marked so, ``*ing`` and ``un*``, ``*`` for any word, ``#`` for a number, ``^`` for where a sentence begins,
    ``$`` for where a clause ends; ``!`` before them means any word but these.
    """

    def __init__(self, sets: Mapping[str, str]) -> None:
        """Remember the sets: words apart by blanks, by the name of the set."""
        self._sets = sets
        self._slots: dict[str, Slot] = {}

    def read(self, text: str, wrong: str) -> Pattern:
        """The pattern that a text describes.

        Args:
            text: the pattern.
            wrong: the word that is in question.

        Raises:
            ValueError: it lacks its word, or names a set or class that is not there.
        """
        parts = text.split()
        places = [at for at, part in enumerate(parts) if part in (wrong, "~")]
        if len(places) != 1:
            raise ValueError(f"pattern {text!r}: {wrong!r} must stand in it once")
        for part in parts:
            if part not in self._slots:  # the same ones stand in many patterns
                self._slots[part] = self._slot(part)
        slots, at = tuple(map(self._slots.__getitem__, parts)), places[0]
        return Pattern(slots[:at][::-1], slots[at + 1 :])

    def _slot(self, text: str) -> Slot:
        words: set[str] = set()
        starts: list[str] = []
        ends: list[str] = []
        first = some = ""
        only: list[str] = []
        for item in text.removeprefix("!").split("|"):
            if item.startswith("{"):
                if item[1:-1] not in self._sets:
                    raise ValueError(f"there is no set {item}")
                words.update(self._sets[item[1:-1]].split())
            elif item.startswith("<"):
                letter = CLASSES.get(item[1:-1].rstrip("?!"))
                if letter is None:
                    raise ValueError(f"there is no class {item}")
                if item[-2] == "!":
                    only.append(letter)
                elif item[-2] == "?":
                    some += letter
                else:
                    first += letter
            elif item == "^":
                words |= OPENING
            elif item == "$":
                words |= _CLOSING
            elif item == "#":
                starts.extend(_DIGITS)
            elif item == "*":
                starts.extend(_LETTERS + _DIGITS)
            elif item.startswith("*"):
                ends.append(item[1:])
            elif item.endswith("*"):
                starts.append(item[:-1])
            else:
                words.add(item)
        return Slot(frozenset(words), tuple(starts), tuple(ends), first, some, "".join(only), text.startswith("!"))


def folded(token: str) -> str:
    """In lower case, but for acronyms, since they sound otherwise: ``an SMS``, ``an SELinux kernel``."""
    return token if token[:2].isupper() and len(token) > 1 else token.lower()
