"""Finds characters that a model of the language finds unlikely where they stand; hints, silent without a model."""

from collections.abc import Iterable

from lintcorpus.article.mask import mask
from lintcorpus.article.prose import chinese_lines
from lintcorpus.article.words.chinese import is_ideograph, is_traditional, lexicon
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix
from lintcorpus.model.frozen import frozen
from lintcorpus.model.span import Span

_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "【": "】"}
_STRAIGHT = "\"'＂"
_USUAL = 3
"""Whoever writes a character so often means it, unless it is a common one."""
_COMMON = 9.0
"""What a common character costs at most as a word by itself, in nats."""
_SHOWN = 2
"""Characters on each side that a message shows."""


@frozen
class UnlikelyOptions:
    """When a hint is given.

    Attributes:
        probability: how sure the model must be, 0 to 1.
        model: the folder of a neural model, relative to the root; empty for the model that was learned.
        words: strings that are right in this project.
    """

    probability: float = 0.9
    model: str = ""
    words: frozenset[str] = frozenset()


def _unlikely(document: Document, options: UnlikelyOptions) -> Iterable[Finding]:
    """What the document's model would write otherwise, where nothing shows that it is meant."""
    if document.language is None or is_traditional(document):
        return
    lines = chinese_lines(document)
    known = options.words | _names(document)
    for line, guesses in zip(lines, document.language.score([line.text for line in lines]), strict=True):
        for guess in guesses:
            if guess.probability < options.probability or guess.end != guess.start + 1:
                continue
            start = line.source(guess.start)
            span = Span(start, start + 1)
            wrong = document.slice(span)
            if (
                wrong != line.text[guess.start]
                or mask(document).covers(*span)
                or _is_quoted(line.text, guess.start)
                or _is_usual(document.text, line.text, guess.start)
                or _is_in(document.text, span, known)
            ):
                continue
            before, behind = line.text[: guess.start][-_SHOWN:], line.text[guess.end :][:_SHOWN]
            yield Finding(
                span,
                {
                    "form": before + wrong + behind,
                    "meant": before + guess.suggestion + behind,
                    "percent": int(100 * guess.probability),
                },
                fixes=(Fix((Edit(span, guess.suggestion),)),),
                evidence={
                    "stands": wrong,
                    "likelier": guess.suggestion,
                    "probability": round(guess.probability, 3),
                },
            )


def _names(document: Document) -> frozenset[str]:
    """The names that were learned, of accounts and in articles."""
    learned = document.learned
    return frozenset([*learned.names, *(account.name for account in learned.accounts)]) if learned else frozenset()


def _is_quoted(line: str, at: int) -> bool:
    """Whether a character stands between quotation marks, where puns, names and other people's spelling stand."""
    before, behind = line[:at], line[at + 1 :]
    if any(before.rfind(first) > before.rfind(last) and last in behind for first, last in _QUOTES.items()):
        return True
    return any(before.count(mark) % 2 == 1 and mark in behind for mark in _STRAIGHT)


def _is_usual(text: str, line: str, at: int) -> bool:
    """Whether the article has the character again in the same company, or a rare one often: a name or a term."""
    char = line[at]
    known = lexicon().costs
    if known.get(char, _COMMON + 1) > _COMMON and text.count(char) >= _USUAL:
        return True
    pairs = [line[start : start + 2] for start in (at - 1, at) if start >= 0]
    return any(
        len(pair) == 2 and all(map(is_ideograph, pair)) and pair not in known and text.count(pair) > 1 for pair in pairs
    )


def _is_in(text: str, span: Span, known: Iterable[str]) -> bool:
    """Whether a string that is known overlaps a place."""
    return any(
        text.find(word, max(0, span.start - len(word) + 1), span.end + len(word) - 1) >= 0 for word in known if word
    )


CHECKERS = (Checker("typos.unlikely-character", _unlikely, UnlikelyOptions),)
