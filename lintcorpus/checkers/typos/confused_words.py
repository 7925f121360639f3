"""Finds English words that exist but stand where another one, alike in sound or letters, must."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from lintcorpus.article.mask import mask
from lintcorpus.article.words.english import is_english, is_spoken_of, paragraph_near
from lintcorpus.article.words.patterns import OPENING, Form, Forms, Pattern, Patterns, folded
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_KEYS = {"wrong", "right", "when", "unless", "good", "bad"}
_MOST = 2_000
"""Findings in a text, beyond which it is made of them."""
_WINDOW, _WORDS = 60, 5
"""Code points on each side from which the words around are taken, and how many of them."""
_NEAR = 24
"""Code points on each side in which the neighbours are looked for first."""
_TOKEN = lazy(r"[A-Za-z]+(?:'[A-Za-z]+)*|\d[\d.,:]*|[^\sA-Za-z\d]")
_ENDING = (",", ";", ")")
_NEXT = lazy(r" ?((?<= )[A-Za-z]+(?=[\s,.;:!?)])|(?<! )[,;)])")
_IDENTIFIER = lazy(r" ?`?[A-Za-z]\w*(?:_|::|\(\)|\.\w)")
"""What stands behind when it is no word but the name of something in a program."""
_LINE_MARKS = "#>*"
"""Marks that begin a sentence only where they begin a line."""
_PARTS = "-_/\\@'’.#&=$~"
"""Characters beside which a word is part of something longer."""
_BEFORE = " \n("
"""What stands before a word; other places are few."""
_USUAL = frozenset(("a", "an", "are", "by", "fro", "new", "now", "of", "our", "sea", "to", "wan", "wit"))
"""Words so usual, or beginning words so usual, that they are looked for together with a neighbour."""


class _Anchor(NamedTuple):
    """The wrong word that may be where a literal is, ``shift`` code points behind its beginning."""

    wrong: str
    shift: int


@frozen
class ConfusedOptions:
    """Which words are taken for which, and among what other words.

    Attributes:
        data: ``sets`` are lists of words by name. ``entries`` have ``wrong``, ``right``, ``when`` and
            if needed ``unless`` (patterns), and ``good`` and ``bad`` (examples, for the tests).

    ``article/words/patterns.py`` says what a pattern may hold.
    """

    data: Mapping[str, Any]

    def __post_init__(self) -> None:
        for entry in self.data["entries"]:
            if not entry.keys() <= _KEYS:
                raise ValueError(f"entry {entry['wrong']!r}: unknown key {min(entry.keys() - _KEYS)!r}")

    @cached_property
    def _entries(self) -> dict[str, list[Mapping[str, Any]]]:
        """The entries of each wrong word."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        for entry in self.data["entries"]:
            for wrong in entry["wrong"].split("|"):
                found.setdefault(wrong, []).append(entry)
        return found

    @cached_property
    def _forms(self) -> dict[str, Forms]:
        return {}

    def forms(self, wrong: str) -> Forms:
        """What a wrong word may stand for; its patterns are read when it is first met.

        Raises:
            ValueError: a pattern lacks its word, or names a set or class that is not there.
        """
        found = self._forms.get(wrong)
        if found is None:
            found = self._forms[wrong] = Forms(tuple(self._read(wrong)))
        return found

    @cached_property
    def _patterns(self) -> Patterns:
        return Patterns(self.data["sets"])

    def knows(self, word: str) -> bool:
        """Whether a word is one of the wrong ones."""
        return word in self._entries

    def _read(self, wrong: str) -> Iterator[Form]:
        for entry in self._entries[wrong]:
            unless = tuple(self._patterns.read(item, wrong) for item in entry.get("unless", ()))
            for item in entry["when"]:
                yield Form(entry["right"], self._patterns.read(item, wrong), unless)

    @cached_property
    def anchors(self) -> dict[str, tuple[_Anchor, ...]]:
        """Literals of which one stands wherever a pattern fits, with the words that it may show."""
        found: dict[str, dict[_Anchor, None]] = {}
        for wrong in self._entries:
            for literal, shift in self._literals(wrong):
                found.setdefault(literal, {})[_Anchor(wrong, shift)] = None
        return {literal: tuple(anchors) for literal, anchors in found.items()}

    def _literals(self, wrong: str) -> Iterator[tuple[str, int]]:
        if wrong in _USUAL:
            for form in self.forms(wrong):
                yield from _beside(wrong, form.when)
        else:
            yield from ((before + wrong, 1) for before in _BEFORE)


def _beside(wrong: str, when: Pattern) -> Iterator[tuple[str, int]]:
    """The wrong word with a neighbour, where all neighbours on one side are known; else with a blank."""
    before = when.before[0].literals if when.before else None
    after = when.after[0].literals if when.after else None
    starts = when.after[0].starts if when.after and not (when.after[0].opposite or when.after[0].ends) else ()
    if before is not None and (after is None or len(before) <= len(after)):
        for word in before:
            yield f"{word} {wrong}", len(word) + 1
    elif after is not None:
        for word in after:
            yield (f"{wrong} {word}" if word[0].isalnum() else f"{wrong}{word}"), 0
    elif starts:
        for start in (*starts, *when.after[0].words):
            yield f" {wrong} {start}", 1
    else:
        yield f" {wrong} ", 1


def _confused(document: Document, options: ConfusedOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """Words that stand among words that go with another one."""
    text = document.text
    done = set()
    for start, wrong in _places(text, options, hits):
        span = Span(start, start + len(wrong))
        if start in done or not _stands_alone(text, span):
            continue
        word = document.slice(span)
        before, after = _around(text, span)
        if word.islower() and before and before[0] in ".!?:—":
            before[0] = "…"  # no sentence begins here
        possible = options.forms(wrong).beside(before[0] if before else "", after[0] if after else "")
        form = next((form for form in possible if form.when.fits(before, after)), None)
        if (
            form is None
            or any(pattern.fits(before, after) for pattern in form.unless)
            or _IDENTIFIER.match(text, span.end)
        ):
            continue
        if not (word.islower() or (word[1:].islower() and (not before or before[0] in OPENING))):
            continue
        if mask(document).covers(*span) or is_spoken_of(text, *span) or not is_english(text, *span):
            continue
        done.add(start)
        right = form.right if word[0].islower() else form.right[0].upper() + form.right[1:]
        yield Finding(span, {"match": word, "right": right}, fixes=(Fix((Edit(span, right),), Safety.SHOW),))
        if len(done) == _MOST:
            return


def _places(text: str, options: ConfusedOptions, hits: Sequence[Hit]) -> Iterator[tuple[int, str]]:
    """Where a wrong word stands whose neighbours allow a pattern to fit; quick, since nearly all do not."""
    anchors, next_word = options.anchors, _NEXT.match
    for literal, at, _ in hits:
        for wrong, shift in anchors[literal]:
            start = at + shift
            end = start + len(wrong)
            after = next_word(text, end)
            if after is None:
                if not text[end : end + 1].isalnum():
                    yield start, wrong
                continue
            forms = options.forms(wrong)
            if forms.allows_after(after[1]):
                before = text[max(0, start - _NEAR) : start - 1].rpartition(" ")[2]
                before = before[-1] if before.endswith(_ENDING) else before
                plain = (before.isalpha() and before.isascii()) or before in _ENDING
                if text[start - 1] != " " or not plain or forms.beside(before, after[1]):
                    yield start, wrong
    opening = text[:_NEAR].split(None, 1)[:1]
    if opening and options.knows(opening[0].lower()):
        yield 0, opening[0].lower()  # no blank stands before the first word


def _stands_alone(text: str, span: Span) -> bool:
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 2]
    if before.isalnum() or (before and before in _PARTS) or after[:1].isalnum():
        return False
    return not after or after[0] not in _PARTS or (after[0] == "." and not after[1:].isalnum())


def _around(text: str, span: Span) -> tuple[list[str], list[str]]:
    """Words and marks of the same paragraph before and after, outwards."""
    before, after = paragraph_near(text, *span, _WINDOW)
    plain = before.replace("’", "'"), after.replace("’", "'")
    tokens = _TOKEN.findall(plain[0])[: -_WORDS - 1 : -1], _TOKEN.findall(plain[1])[:_WORDS]
    if tokens[0] and tokens[0][0] in _LINE_MARKS and before.rpartition("\n")[2].strip(_LINE_MARKS + " "):
        tokens[0][0] = "…"
    return [folded(token) for token in tokens[0]], [token if token == "A" else folded(token) for token in tokens[1]]


CHECKERS = (AnchoredChecker("typos.confused-words", _confused, lambda options: options.anchors, ConfusedOptions),)
