"""Finds words that point at a picture or a link which is not there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from lintcorpus.article.linked import linked
from lintcorpus.article.mask import mask
from lintcorpus.article.page.exhibits import block_at, exhibits, pictured
from lintcorpus.article.publisher.lexicon import Lexicon, lexicon_of
from lintcorpus.article.publisher.promotion import claims
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import blocks, parsed
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.linear import LinearPattern, require_linear
from lintcorpus.model.span import Span

_WINDOW, _GUARD = 60, 48
"""Code points on each side of an anchor in which a phrase may lie, and of a phrase at which guards look."""
_SAID = 800
"""Code points on each side in which a quotation or a sentence may begin and end."""
_ANNOUNCED = (0, 2)
"""The reach of a phrase with a colon after it that ends its block: what it announces comes next."""
_COLON = lazy(r"[^\w:：]*[:：][^\w]*\Z")
_NUMBER = lazy(r"\d[\d.\-–]*|[一二三四五六七八九十]")
_SENTENCE = lazy(r"[。！？!?；;…]|\.(?=\s)|\n[ \t]*\n")
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"))
_PATTERNS = ("pattern", "before", "not_before", "after", "not_after")
_KEYS = {"anchors", *_PATTERNS, "group", "unless", "reach"}


@frozen
class Phrase:
    """A way of pointing at something; its patterns are in the syntax of RE2, see ``LinearPattern``.

    Attributes:
        pattern: the words, or with ``group`` more than them.
        before, not_before: what must, or must not, end right before them.
        after, not_after: what must, or must not, begin right after them.
        group: 1 where the words are the first group of the pattern; 0 where they are all of it.
        unless: with one of these in the document the words may mean something else.
        reach: how many blocks before and after may hold what is pointed at; ``None`` for the whole
            document, in which each number is reported once.
    """

    pattern: str
    before: str
    not_before: str
    after: str
    not_after: str
    group: int
    unless: tuple[str, ...]
    reach: tuple[int, int] | None

    @cached_property
    def _words(self) -> LinearPattern:
        return LinearPattern(self.pattern, ignore_case=True)

    @cached_property
    def _guards(self) -> tuple[tuple[LinearPattern, bool, bool], ...]:
        """Each guard with whether it looks behind the words, and whether it must match."""
        guards = (
            (self.before, True, True),
            (self.not_before, True, False),
            (self.after, False, True),
            (self.not_after, False, False),
        )
        return tuple(
            (LinearPattern(rf"(?:{pattern})\z" if behind else pattern, ignore_case=True), behind, wanted)
            for pattern, behind, wanted in guards
            if pattern
        )

    def find(self, text: str, hit: Hit, block: Span) -> Span | None:
        """The words around an anchor, if the guards let them stand."""
        start, end = max(block.start, hit.start - _WINDOW), min(block.end, hit.end + _WINDOW)
        before = 1 if self.group and start else 0  # what is no part of the words may stand before the block
        for _, span in self._words.matches(text, start - before, end, self.group):
            if span.start >= start and span.contains(Span(hit.start, hit.end)) and self._allows(text, span, block):
                return span
        return None

    def _allows(self, text: str, match: Span, block: Span) -> bool:
        """Whether the guards let a match stand; they see no further than its block."""
        before = text[max(block.start, match.start - _GUARD) : match.start]
        after = text[match.end : min(block.end, match.end + _GUARD)]
        for guard, behind, wanted in self._guards:
            found = guard.is_found(before, 0, len(before)) if behind else guard.is_at(after, 0, len(after))
            if found != wanted:
                return False
        return True


@frozen
class PointerOptions:
    """How people point.

    Attributes:
        phrases: ``phrases`` is a list of entries, each with ``anchors``, ``pattern`` and ``reach``
            (blocks before and after, or nothing for the whole document) and perhaps guards, see ``Phrase``;
            ``told`` are words that show in a sentence that the reader is not meant.
        lexicon: of promotion; what it claims is reported by the rules about promotion.
    """

    phrases: Mapping[str, Any] = field(repr=False)
    lexicon: Mapping[str, Any] = field(repr=False)

    def __post_init__(self) -> None:
        patterns = []
        for entry in self.phrases["phrases"]:
            unknown = set(entry) - _KEYS
            if unknown or "pattern" not in entry or "anchors" not in entry:
                raise ValueError(f"an entry of the phrases misses or mistakes {sorted(unknown)}: {entry}")
            wrong = [key for key in _PATTERNS if not isinstance(entry.get(key, ""), str)]
            if wrong:
                raise ValueError(f"{wrong[0]} of the phrases is no text: {entry[wrong[0]]!r}")
            if entry.get("group", 0) not in (0, 1):
                raise ValueError(f"group of the phrases is 0 or 1, not {entry['group']!r}")
            patterns += [entry[key] for key in _PATTERNS if key in entry]
        if not self.by_anchor:
            raise ValueError("there are no phrases")
        for pattern in dict.fromkeys(patterns):  # guards are often shared
            require_linear(pattern)

    @cached_property
    def by_anchor(self) -> Mapping[str, tuple[Phrase, ...]]:
        """The phrases that an anchor may belong to, by the anchor in lower case."""
        found: dict[str, list[Phrase]] = {}
        for entry in self.phrases["phrases"]:
            phrase = _phrase(entry)
            for anchor in entry["anchors"]:
                found.setdefault(str(anchor).lower(), []).append(phrase)
        return {anchor: tuple(phrases) for anchor, phrases in found.items()}

    @cached_property
    def told(self) -> re.Pattern[str]:
        """The words of ``told``, if any; those in ASCII as whole words."""
        words = [
            rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in self.phrases.get("told", ())
        ]
        return lazy("|".join(words) or "(?!)", re.IGNORECASE)

    @cached_property
    def promotion(self) -> Lexicon:
        """The lexicon, ready for use."""
        return lexicon_of(self.lexicon)


def _phrase(entry: Mapping[str, Any]) -> Phrase:
    reach = entry.get("reach")
    return Phrase(
        **{key: entry.get(key, "") for key in _PATTERNS},
        group=entry.get("group", 0),
        unless=tuple(entry.get("unless", ())),
        reach=(reach[0], reach[1]) if reach is not None else None,
    )


def _missing_picture(document: Document, options: PointerOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """Words that send the reader to a picture where there is none."""
    for block, span, reach in _pointers(document, options, hits):
        if reach is not None:
            back, on = _ANNOUNCED if reach[0] < reach[1] and _announces(document, block, span) else reach
            missing = not exhibits(document).within(block - back, block + on)
        else:
            # Code may be a figure drawn in characters; tables have numbers of their own.
            missing = not pictured(document).blocks and not any(blocks(document, "code"))
        if missing and not _is_promotion(document, options, span):
            evidence = {"pictures": len(pictured(document).blocks)}
            yield Finding(span, {"match": clipped(document, span)}, evidence=evidence)


def _announces(document: Document, block: int, span: Span) -> bool:
    """Whether nothing but a colon stands between the words and the end of their block."""
    return _COLON.match(document.text, span.end, parsed(document).blocks[block].span.end) is not None


def _missing_link(document: Document, options: PointerOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """Words that tell the reader to follow a link where there is none."""
    for block, span, reach in _pointers(document, options, hits):
        first, last = (block - reach[0], block + reach[1]) if reach is not None else (0, block_at(document, span.end))
        if linked(document).within(first, last) or _is_promotion(document, options, span):
            continue
        yield Finding(span, {"match": clipped(document, span)}, evidence={"links": len(linked(document).blocks)})


def _pointers(
    document: Document, options: PointerOptions, hits: Sequence[Hit]
) -> Iterator[tuple[int, Span, tuple[int, int] | None]]:
    """The words that point at something: the index of their block, their span and their reach."""
    text, found = document.text, parsed(document).blocks
    done, numbers = -1, set()
    for hit in hits:
        if hit.start < done:
            continue
        index = block_at(document, hit.start)
        if index < 0 or found[index].kind not in ("paragraph", "heading") or found[index].quote:
            continue
        block = found[index].span
        for phrase in options.by_anchor[hit.literal]:
            span = phrase.find(text, hit, block)
            if span is None or _is_told(text, span, block, options) or mask(document).covers(*span):
                continue
            if any(word in text for word in phrase.unless):
                continue
            if phrase.reach is None:
                number = _NUMBER.search(document.slice(span))
                if number is not None and number[0] in numbers:
                    break
                numbers.add(number[0] if number is not None else "")
            done = span.end
            yield index, span, phrase.reach
            break


def _is_told(text: str, span: Span, block: Span, options: PointerOptions) -> bool:
    """Whether the words are quoted, or stand in a sentence about somebody else who reads them."""
    first = max(block.start, span.start - _SAID)
    before = text[first : span.start]
    if any(before.rfind(opening) > before.rfind(closing) for opening, closing in _QUOTES) or before.count('"') % 2:
        return True
    start = max((match.end() for match in _SENTENCE.finditer(before)), default=0)
    last = min(block.end, span.end + _SAID)
    ended = _SENTENCE.search(text, span.end, last)
    sentence = text[first + start : ended.start() if ended is not None else last]
    return options.told.search(sentence) is not None


def _is_promotion(document: Document, options: PointerOptions, span: Span) -> bool:
    """Whether a rule about promotion reports these words."""
    return any(claim.span.overlaps(span) for claim in claims(document, options.promotion))


CHECKERS = (
    AnchoredChecker("pointers.picture", _missing_picture, lambda options: options.by_anchor, PointerOptions),
    AnchoredChecker("pointers.link", _missing_link, lambda options: options.by_anchor, PointerOptions),
)
