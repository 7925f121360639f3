"""Finds characters in another form than their text: radicals, compatibility forms, full-width Latin, another script."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby

from lintcorpus.article.mask import mask
from lintcorpus.markdown.surroundings import block_at, breaks_url, harmless
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_RADICALS = range(0x2E80, 0x2FD6)
_COMPATIBLE = range(0xF900, 0xFADA)
_WIDE = "０-９Ａ-Ｚａ-ｚ"

_HAN = lazy(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WIDE_WORD = lazy(f"[{_WIDE}]*[Ａ-Ｚａ-ｚ]{{2}}[{_WIDE}]*")
_SUBJECT = lazy(
    r"部首|偏旁|康熙|radical|kangxi|兼容汉字|相容漢字|unicode|编码|編碼|异体|異體|全角|半角|字形|繁体|简体|繁體|簡體",
    re.IGNORECASE,
)
# Japanese and Korean write compatibility forms and full-width letters as a matter of course.
_NEIGHBOURS = lazy(r"[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_FOREIGN = 10
"""So many kana or hangul make a text Japanese or Korean."""
_HABIT = 3
"""So many full-width words are no name."""
_MAJORITY = 20
"""How many simplified forms there must be for each traditional one before that is a slip."""
_NEAR = 8
"""Code points on either side of a slip in which it has a simplified neighbour and at most one more slip."""
_QUOTED = lazy(r"[“「『《〈‘][^”」』》〉’\n]*[”」』》〉’]")
_SHOWN = 10
"""Places of which a message shows the characters."""


@frozen
class VariantOptions:
    """What the characters should have been.

    Attributes:
        radicals: radicals that Unicode does not decompose, each followed by the character that is meant.
        traditional: pairs of a traditional and a simplified character.
    """

    radicals: str
    traditional: tuple[str, ...]

    @cached_property
    def of_radical(self) -> dict[str, str]:
        """Each radical with the character that is meant."""
        known = dict(zip(self.radicals[::2], self.radicals[1::2], strict=True))
        return _normalised(_RADICALS, "NFKC") | known

    @cached_property
    def of_compatible(self) -> dict[str, str]:
        """Each compatibility ideograph with the usual one."""
        return _normalised(_COMPATIBLE, "NFC")

    @cached_property
    def of_traditional(self) -> dict[str, str]:
        """Each traditional character with the simplified one."""
        return {pair[0]: pair[1] for pair in self.traditional}


def _normalised(codes: Iterable[int], form: str) -> dict[str, str]:
    pairs = ((chr(code), unicodedata.normalize(form, chr(code))) for code in codes)  # type: ignore[arg-type]
    return {char: meant for char, meant in pairs if char != meant}


def _anchors(options: VariantOptions) -> Iterator[str]:
    yield from options.of_radical
    yield from options.of_compatible
    yield from options.of_traditional
    yield from map(chr, range(ord("ａ"), ord("ｚ") + 1))


def _variants(document: Document, options: VariantOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding a file for each of the four faults, at its first place."""
    hidden = mask(document)
    places: list[int] = []
    for line, group in groupby((hit.start for hit in hits if not hidden.covers(*hit[1:])), key=document.line_of):
        if not _SUBJECT.search(document.text, *document.line_span(line)):
            places.extend(group)
    if not places:
        return
    yield from _found(document, "", _radicals(document, options, places), Safety.SAFE)
    if len(_NEIGHBOURS.findall(document.text)) < _FOREIGN:
        yield from _found(document, "compatible", _compatible(document, options, places), Safety.UNSAFE)
        yield from _found(document, "wide", _wide(document, places), Safety.UNSAFE)
        yield from _found(document, "script", _slips(document, options, places), Safety.UNSAFE)


def _found(document: Document, variant: str, found: Sequence[Edit], safety: Safety) -> Iterator[Finding]:
    """One finding, or none; it stands at the first place that no repair takes away, if there is one."""
    if not found:
        return
    edits = tuple(harmless(document, (edit for edit in found if not breaks_url(document, edit.span))))
    repaired = set(edits)
    first = next((edit.span for edit in found if edit not in repaired), found[0].span)
    shown = "".join(dict.fromkeys(edit.text for edit in found[:_SHOWN]))
    params = {"count": len(found), "meant": shown}
    yield Finding(first, params, variant, (Fix(edits, safety),) if edits else (), key=variant or "radical")


def _radicals(document: Document, options: VariantOptions, places: Sequence[int]) -> list[Edit]:
    """All radicals, where one of them is part of a word; those that stand alone are talked about."""
    table, text = options.of_radical, document.text
    found = [at for at in places if text[at] in table]
    if not any(_HAN.match(text[at - 1 : at]) or _HAN.match(text[at + 1 : at + 2]) for at in found):
        return []
    return [Edit(Span(at, at + 1), table[text[at]]) for at in found]


def _compatible(document: Document, options: VariantOptions, places: Iterable[int]) -> list[Edit]:
    table, text = options.of_compatible, document.text
    return [Edit(Span(at, at + 1), table[text[at]]) for at in places if text[at] in table]


def _wide(document: Document, places: Iterable[int]) -> list[Edit]:
    """Words in full-width letters, where they are a habit or are written in the usual ones as well."""
    text = document.text
    edits: list[Edit] = []
    for at in places:
        if not edits or at >= edits[-1].span.end:
            start = at
            while start > 0 and "０" <= text[start - 1] <= "９":
                start -= 1
            word = _WIDE_WORD.match(text, start)
            if word is not None:
                edits.append(Edit(Span(*word.span()), unicodedata.normalize("NFKC", word[0])))
    return edits if len(edits) >= _HABIT or any(edit.text in text for edit in edits) else []


def _slips(document: Document, options: VariantOptions, places: Iterable[int]) -> list[Edit]:
    """Traditional characters amid simplified ones; not in quotations, which keep the form of their source."""
    table, text = options.of_traditional, document.text
    found = [at for at in places if text[at] in table]
    simplified = set(table.values())
    if not found or sum(map(text.count, simplified)) < _MAJORITY * len(found):
        return []
    edits = []
    for at in found:
        near = text[max(0, at - _NEAR) : at + _NEAR + 1]
        amid = not simplified.isdisjoint(near) and sum(char in table for char in near) <= 2
        if amid and not _is_quoted(document, at):
            edits.append(Edit(Span(at, at + 1), table[text[at]]))
    return edits


def _is_quoted(document: Document, at: int) -> bool:
    block = block_at(document, Span(at, at + 1))
    if block is None or block.quote:
        return True
    line = document.line_span(document.line_of(at))
    return any(quote.start() < at < quote.end() for quote in _QUOTED.finditer(document.text, *line))


CHECKERS = (AnchoredChecker("variants.character", _variants, _anchors, VariantOptions),)
