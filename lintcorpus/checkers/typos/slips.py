"""Finds slips of the pen that need no dictionary: doubled words, stray letters."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from lintcorpus.article.mask import mask
from lintcorpus.markdown.parse import blocks
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix
from lintcorpus.model.frozen import frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span


class _Doubling(NamedTuple):
    """When a word may stand twice: see ``DoubledOptions``."""

    not_before: str
    not_after: str
    unless: frozenset[str]


@frozen
class DoubledOptions:
    """Which words never stand twice.

    Attributes:
        entries: mappings with ``word`` (in lower case), and if needed ``not_before`` and
            ``not_after`` (strings of characters beside which the doubling is something else) and
            ``unless`` (words; after one of them in the same clause it is grammar).
        context: words one of which must stand near a doubled word of an alphabet, which tells the
            language; the same letters may be a word that doubles in another one.
    """

    entries: tuple[Mapping[str, Any], ...]
    context: tuple[str, ...] = ()

    @cached_property
    def doublings(self) -> dict[str, _Doubling]:
        """The exceptions of every word."""
        return {
            entry["word"]: _Doubling(
                entry.get("not_before", ""), entry.get("not_after", ""), frozenset(entry.get("unless", ()))
            )
            for entry in self.entries
        }

    @cached_property
    def anchors(self) -> dict[str, str]:
        """What to look for, and the word it stands for."""
        return {
            f"{word}{between}{word}": word
            for word in self.doublings
            for between in ((" ", "\n", "\r\n", "\n> ") if word.isascii() else ("",))
        }


_CLAUSE = lazy(r"[^.,;:!?()]*\Z")
_LETTERS = lazy(r"[A-Za-z]+")
_CONTEXT = 120
"""Code points on each side of a doubled word that tell its language."""


def _doubled(document: Document, options: DoubledOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """A word that stands twice where grammar has room for one."""
    text = document.text
    for hit in hits:
        word = options.anchors[hit.literal]
        span = Span(hit.start, hit.end)
        second = Span(hit.end - len(word), hit.end)
        if word.isascii():
            if not _is_english_slip(document, span, second, options):
                continue
            # The blank behind goes with the word, so that a line break before it stays.
            edit = Edit(Span(second.start, second.end + 1), "")
        else:
            doubling = options.doublings[word]
            before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
            # A particle leans on what is before it; alone it is spoken of.
            if (len(word) == 1 and not before.isalnum()) or (before and before in doubling.not_before):
                continue
            if after and after in doubling.not_after:
                continue
            edit = Edit(second, "")
        if not mask(document).covers(*span):
            yield Finding(span, {"match": _one_line(document.slice(span)), "word": word}, fixes=(Fix((edit,)),))


def _is_english_slip(document: Document, span: Span, second: Span, options: DoubledOptions) -> bool:
    """Whether the words around show that the second word is too much."""
    text = document.text
    word = document.slice(second)
    behind = text[span.end : span.end + 2]
    if not word.islower() or behind[:1] != " " or not behind[1:].isalpha():
        return False
    before = text[max(0, span.start - _CONTEXT) : span.start]
    if before and not before[-1].isspace() and before[-1] != "(":
        return False
    # A lone capital names something: "Vitamin A a day".
    if len(word) == 1 and text[span.start].isupper():
        return False
    if "\n" in document.slice(span) and not any(block.span.contains(span) for block in blocks(document, "paragraph")):
        return False
    clause = _CLAUSE.search(before)
    doubling = options.doublings[word]
    if clause is not None and doubling.unless.intersection(_LETTERS.findall(clause[0].lower())):
        return False
    around = _LETTERS.findall(before) + _LETTERS.findall(text[span.end : span.end + _CONTEXT])
    return not {item.lower() for item in around}.isdisjoint(set(options.context) - {word})


def _one_line(text: str) -> str:
    return " ".join(text.replace(">", " ").split())


@frozen
class StrayLetterOptions:
    """Which lone letters are stray.

    Attributes:
        letters: letters that nobody puts behind a name on purpose.
        marks: the marks before which they are looked for.
        heads: words, in lower case, that go with a letter: ``vitamin c``.
    """

    letters: str
    marks: str
    heads: tuple[str, ...]

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """A blank or line end, a letter and a mark."""
        alphabet = "abcdefghijklmnopqrstuvwxyz"
        return tuple(f"{blank}{letter}{mark}" for blank in " \n" for letter in alphabet for mark in self.marks)


_WORD_BEFORE = lazy(r"(?<![A-Za-z0-9_])[A-Za-z]{3,}\Z")
_LONE = r"(?<![A-Za-z0-9_/=&?.%+-]){}(?![A-Za-z0-9_/=&%+-])"


def _stray_letter(document: Document, options: StrayLetterOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """A letter between a word and a mark, when the rest of the article shows that it is none of its own.

    Either the word is written with it elsewhere, and never again without; or it is a name that stands
    elsewhere without it, and the letter stands alone nowhere else, as a variable would.
    """
    text = document.text
    for hit in hits:
        letter = text[hit.start + 1]
        found = _WORD_BEFORE.search(text, max(0, hit.start - 40), hit.start)
        if found is None or not letter.islower() or found[0].lower() in options.heads:
            continue
        word, span = found[0], Span(hit.start + 1, hit.start + 2)
        if mask(document).covers(found.start(), span.end):
            continue
        same = [item.start() for item in re.finditer(rf"(?<![A-Za-z0-9_]){word}(?![A-Za-z0-9_])", text)]
        joined = re.search(rf"(?<![A-Za-z0-9_]){word}{letter}(?![A-Za-z0-9_])", text)
        params = {"letter": letter, "word": word}
        if joined is not None and len(same) == 1:
            edit = Edit(Span(hit.start, hit.start + 1), "")
            related = Related(Span(*joined.span()), "whole")
            yield Finding(span, params | {"whole": word + letter}, "split", (Fix((edit,), title="join"),), (related,))
        elif (
            letter in options.letters
            and word[0].isupper()
            and not word.isupper()
            and len(same) > 1
            and len(re.findall(_LONE.format(letter), text)) == 1
        ):
            edit = Edit(Span(hit.start, span.end), "")
            at = next(start for start in same if start != found.start())
            yield Finding(span, params, "", (Fix((edit,)),), (Related(Span(at, at + len(word)), "without"),))


CHECKERS = (
    AnchoredChecker("typos.doubled-word", _doubled, lambda options: options.anchors, DoubledOptions),
    AnchoredChecker("typos.stray-letter", _stray_letter, lambda options: options.anchors, StrayLetterOptions),
)
