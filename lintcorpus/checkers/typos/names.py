"""Finds names and terms that an article spells in two ways, one of them hardly ever."""

import re
from collections.abc import Iterable, Iterator

from lintcorpus.article.mask import mask
from lintcorpus.article.names.alike import LOOK_ALIKE
from lintcorpus.article.names.han_slips import HanSlip, han_slips
from lintcorpus.article.names.known import is_known, is_of_words
from lintcorpus.article.names.latin import Slip, corpus_slips, latin_slips
from lintcorpus.article.words.chinese import is_ideograph
from lintcorpus.article.words.english import is_spoken_of
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix
from lintcorpus.model.frozen import frozen, replace
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_USUAL = 3
"""How often a usual form stands at least, and so many times as often as a rare one."""
_BESIDE = 15
"""Code points on each side in which the usual form may be told from the rare one."""
_CONTRAST = lazy(r"[(（/|=]|\bor\b|\baka\b|或|又称|又作|即")
_TALK = lazy("误写|错写|写成|写作|误作|错别字|谐音|应为|异体|笔误|别名|改名")
_NEAR = 60
"""Code points on each side in which a Chinese character shows that a text is Chinese."""
_ENGLISH = " the "
_ENGLISH_SHARE = 2500
"""In so many code points of English, one such word stands at least."""
# Not part of a longer word, a name in code, a path, an address or a handle.
_PLACE = (
    lazy(r"(?<![\w'’@/\\.#$&=<~-])", re.ASCII),
    lazy(r"(?![A-Za-z\d_À-ɏ@/\\#=>(]|['’](?!s\b)[A-Za-z]|[.:][A-Za-z\d]|\.\.|…)"),
)
_ANYWHERE = (lazy(r"(?<![A-Za-z\d_])"), lazy(r"(?![A-Za-z\d_])"))
_INSIDE = (lazy(""), lazy(""))


@frozen
class NamesOptions:
    """Which forms are no slips.

    Attributes:
        words: forms that are right in this project.
    """

    words: frozenset[str] = frozenset()


def _inconsistent_names(document: Document, options: NamesOptions) -> Iterable[Finding]:
    """Rare forms a slip away from usual ones, where the text around is English or Chinese."""
    right = options.words.union(document.learned.names if document.learned is not None else ())
    told = set()
    for found in latin_slips(document):
        if found.rare not in right:
            told.add(found.rare)
            yield from _findings(document, found)
    for found in corpus_slips(document):
        if found.rare not in right and found.rare not in told:
            yield from _corpus_findings(document, found)
    for place in han_slips(document):
        if document.slice(place.span) not in right:
            yield from _han_findings(document, place)


def _findings(document: Document, found: Slip) -> Iterator[Finding]:
    text = document.text
    usual = list(_places(document, _ANYWHERE, found.usual))
    rare = [span for span in _places(document, _PLACE, found.rare) if _is_read(text, span)]
    if len(usual) < _USUAL * len(rare):
        return
    for span in rare:
        nearest = min(usual, key=lambda other: abs(other.start - span.start))
        if _is_contrasted(text, span, usual) or is_spoken_of(text, *span):
            continue
        finding = _finding(document, span, found.usual, (len(usual), len(rare)), nearest, found.kind)
        yield replace(finding, variant="either", fixes=()) if _may_be_right(found) else finding


def _may_be_right(found: Slip) -> bool:
    """Whether the rare form makes more sense than the usual one, and the article may have the slip everywhere."""
    return found.kind != LOOK_ALIKE and is_of_words(found.rare) and not is_known(found.usual)


def _corpus_findings(document: Document, found: Slip) -> Iterator[Finding]:
    """The finding for a form that stands once, by what was learned of other files."""
    for span in _places(document, _PLACE, found.rare):
        if _is_read(document.text, span) and not is_spoken_of(document.text, *span):
            params = {"match": found.rare, "usual": found.usual, "files": found.files}
            fix = Fix((Edit(span, found.usual),))
            yield Finding(span, params, "corpus", (fix,), evidence={"slip": found.kind, "files": found.files})


def _han_findings(document: Document, found: HanSlip) -> Iterator[Finding]:
    """The finding for a form of Chinese characters, if it stands in the text."""
    usual = list(_places(document, _INSIDE, found.usual))
    if len(usual) < _USUAL or mask(document).covers(*found.span):
        return
    nearest = min(usual, key=lambda other: abs(other.start - found.span.start))
    told = _TALK.search(document.text, max(0, found.span.start - _BESIDE), found.span.end + _BESIDE)
    if told is None and not _is_contrasted(document.text, found.span, usual):
        yield _finding(document, found.span, found.usual, (len(usual), 1), nearest, found.kind)


def _finding(document: Document, span: Span, usual: str, counts: tuple[int, int], nearest: Span, kind: str) -> Finding:
    params = {"match": document.slice(span), "usual": usual, "count": counts[0], "times": counts[1]}
    fix = Fix((Edit(span, usual),))
    return Finding(span, params, fixes=(fix,), related=(Related(nearest, "usual"),), evidence={"slip": kind})


def _is_contrasted(text: str, rare: Span, usual: Iterable[Span]) -> bool:
    """Whether a reader sees both forms side by side, with a word or mark between that tells them apart."""
    pairs = (sorted((rare, other)) for other in usual)
    between = (text[first.end : second.start] for first, second in pairs if second.start - first.end <= _BESIDE)
    return any(_CONTRAST.search(piece) for piece in between)


def _places(document: Document, borders: tuple[re.Pattern[str], re.Pattern[str]], word: str) -> Iterator[Span]:
    """Where a word stands in the text between such borders."""
    text, hidden = document.text, mask(document)
    before, behind = borders
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if before.match(text, at) and behind.match(text, end) and not hidden.covers(at, end):
            yield Span(at, end)
        at = text.find(word, end)


def _is_read(text: str, span: Span) -> bool:
    """Whether a place is in a language whose words tell that a form is none of them."""
    around = text[max(0, span.start - _NEAR) : span.end + _NEAR]
    return any(map(is_ideograph, around)) or text.count(_ENGLISH) * _ENGLISH_SHARE > len(text)


CHECKERS = (Checker("typos.inconsistent-names", _inconsistent_names, NamesOptions),)
