"""Finds characters that once steered machines, and no-break spaces that stand for ordinary ones."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lintcorpus.article.garbled.mojibake import garbled
from lintcorpus.article.garbled.no_break import NO_BREAK, misplaced, replacements
from lintcorpus.article.mask import code_mask
from lintcorpus.markdown.parse import blocks
from lintcorpus.markdown.spanset import Mask
from lintcorpus.markdown.surroundings import block_at, breaks_url, harmless
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_C0 = "".join(map(chr, (*range(0x09), *range(0x0B, 0x0D), *range(0x0E, 0x20), 0x7F)))
_C1 = "".join(map(chr, range(0x80, 0xA0)))

# A colour of a terminal is a whole sequence of characters, of which only the first is one of these.
_RUN = lazy(f"(?:\x1b\\[[0-9;?]{{0,20}}[@-~]|[{re.escape(_C0)}])+")
_SPACE_LIKE = "\x0b\x0c"
_SHOWN = 5
"""Kinds of character that a message names."""


def _stray(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """At most three findings a file: of ASCII, of Latin-1, and no-break spaces."""
    text = document.text
    code = code_mask(document)
    places = [hit.start for hit in hits if text[hit.start] != NO_BREAK and not code.covers(hit.start, hit.end)]
    old = [at for at in places if text[at] < "\x80"]
    yield from _findings(document, old, "", harmless(document, _deletions(document, old)), Safety.SAFE)
    new = [] if garbled(document) else [at for at in places if text[at] >= "\x80"]
    yield from _findings(document, new, "c1", harmless(document, _letters(document, new)), Safety.UNSAFE)
    gaps = misplaced(document, [hit.start for hit in hits if text[hit.start] == NO_BREAK])
    spaces = [at for gap in gaps for at in range(*gap.span) if text[at] == NO_BREAK]
    yield from _findings(document, spaces, "space", replacements(document, gaps), Safety.SAFE)


def _findings(
    document: Document, places: Sequence[int], variant: str, edits: Iterable[Edit], safety: Safety
) -> Iterator[Finding]:
    """One finding for all places, or none; it stands at the first that no repair takes away, if there is one."""
    if not places:
        return
    made = tuple(edits)
    repaired = Mask(edit.span for edit in made)
    first = next((at for at in places if not repaired.covers(at, at + 1)), places[0])
    kinds = list(dict.fromkeys(f"U+{ord(document.text[at]):04X}" for at in places))
    names = ", ".join(kinds[:_SHOWN]) + (", …" if len(kinds) > _SHOWN else "")
    params = {"names": names, "count": len(places)}
    fixes = (Fix(made, safety, variant),) if made else ()
    yield Finding(Span(first, first + 1), params, variant, fixes, key=variant or "control")


def _deletions(document: Document, places: Sequence[int]) -> Iterator[Edit]:
    """Takes the characters out where no letter can be lost with them.

    Fonts of PDF files have ligatures in their place, so one beside a Latin letter may be half a word.
    """
    text, end = document.text, -1
    for at in places:
        if at < end:
            continue
        run = _RUN.match(text, at)
        end = at + 1 if run is None else run.end()
        before, after = text[at - 1 : at], text[end : end + 1]
        is_page = text[at] == "\x0c" and before in ("", "\n", "\r") and not after.islower()
        if (_is_latin(before) or _is_latin(after)) and not is_page and set(text[at:end]) != {"\0"}:
            continue
        if breaks_url(document, Span(at, end)) or (end > at + 1 and not _is_plain(document, Span(at, end))):
            continue
        apart = text[at] in _SPACE_LIKE and not (before + " ").isspace() and not (after + " ").isspace()
        yield Edit(Span(at, end), " " if apart else "")


def _letters(document: Document, places: Sequence[int]) -> Iterator[Edit]:
    """What Windows-1252 has in the place of characters that only Latin-1 has."""
    for at in places:
        meant = bytes((ord(document.text[at]),)).decode("cp1252", "ignore")
        span = Span(at, at + 1)
        # U+0085 is also the line end of mainframes.
        if not meant or document.text[at] == "\x85" or breaks_url(document, span):
            continue
        if not meant.isalpha() or _is_plain(document, span):
            yield Edit(span, meant)


def _is_plain(document: Document, span: Span) -> bool:
    """Whether a span stands in a paragraph without emphasis, where letters may change."""
    block = block_at(document, span)
    return block is not None and block.span.start in _plain_paragraphs(document)


@view
def _plain_paragraphs(document: Document) -> frozenset[int]:
    """Where the paragraphs begin that hold no mark of emphasis."""
    found = (block.span for block in blocks(document, "paragraph"))
    return frozenset(span.start for span in found if not set("*_").intersection(document.slice(span)))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


CHECKERS = (AnchoredChecker("control_characters.stray", _stray, lambda options: (*_C0, *_C1, NO_BREAK)),)
