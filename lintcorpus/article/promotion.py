"""What an article says on behalf of its publisher: calls, lists of other articles, advertisements.

Lines are scored by the phrases of a lexicon that they hold, by their length and by their place. One
scoring serves all rules, so that every line belongs to one of them at most.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from lintcorpus.article.edges import edges
from lintcorpus.article.lexicon import DEBRIS, Lexicon, Mark
from lintcorpus.article.units import Plain, Unit, plain, units_after, units_of
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import Hit
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

LIST = "related-list"
"""The category of lists of other articles."""

_ENOUGH, _ENOUGH_FOR_A_PART = 1.0, 1.2
_EDGE, _LONG_IN_THE_MIDDLE, _QUOTED, _REPEATED = 0.3, -0.25, -0.3, 0.15
_ONE_PHRASE_IN_MUCH_TEXT = 0.6
_TITLE, _HEADING, _SHORT, _LONG = 6, 16, 60, 120
_APART = 80
_MOST_ENTRIES, _FEWEST_LINKS, _BETWEEN = 14, 2, 4
_NO_PROSE = ("code", "html", "table", "rule")
_DEBRIS_LENGTH = 400

_NO_WORD = re.compile(r"[\W\d_]+")
_DATE = re.compile(r"\d[\d\s.:/年月日-]*")
_LABEL = re.compile(r"[^:：|｜丨]{1,24}[:：|｜丨]\s*\S")
_MARKER = re.compile(r"[-—–=©]|\W*(?:\w{0,3}|the end)\W*\Z")
_SENTENCE_MARK = re.compile(r"[。！？!?]")


class Claim(NamedTuple):
    """A piece of an article that is promotion.

    Attributes:
        span: in the document.
        category: the strongest one.
        part: whether it is a part of a line only, glued to the article's own text.
        manner: ``""`` for its own sake, ``between`` for its neighbours'.
        evidence: why.
    """

    span: Span
    category: str
    part: bool
    manner: str
    evidence: dict[str, Any]


def claims(document: Document, lexicon: Lexicon, hits: Sequence[Hit]) -> tuple[Claim, ...]:
    """All promotion in a document, in order and without overlaps; computed once for all rules.

    Args:
        document: the article.
        lexicon: what counts as promotion.
        hits: where the lexicon's anchors stand in the document.
    """
    known = _known(document)
    if lexicon.digest not in known:
        known[lexicon.digest] = tuple(_claims(document, lexicon, hits))
    return known[lexicon.digest]


@view
def _known(document: Document) -> dict[str, tuple[Claim, ...]]:
    """The claims of this document by the digest of the lexicon, filled by ``claims``."""
    return {}


def _claims(document: Document, lexicon: Lexicon, hits: Sequence[Hit]) -> Iterator[Claim]:
    found: list[tuple[Claim, Unit]] = []  # each claim with its last unit
    done = (-1, -1)
    for unit in _candidates(document, lexicon, hits):
        if unit.place <= done:
            continue
        seen = plain(document, unit)
        listed = _listed(document, lexicon, unit, seen)
        if listed is not None:
            found.append(listed)
            done = listed[1].place
            continue
        call = _call(document, lexicon, unit, seen)
        if call is not None:
            found.append((call, unit))
    for (claim, last), (following, _) in pairwise(found):
        yield claim
        yield from _between(document, claim, last, following)
    if found:
        yield found[-1][0]


def _candidates(document: Document, lexicon: Lexicon, hits: Sequence[Hit]) -> Iterator[Unit]:
    """The units that may hold promotion: those with an anchor, and those at the edges that hide one.

    Emphasis debris hides phrases from the literal pass. A host counts only at the tail.
    """
    blocks = parsed(document).blocks
    around = edges(document)
    starts = [block.span.start for block in blocks]
    found: dict[int, list[int]] = defaultdict(list)
    for hit in hits:
        index = bisect_right(starts, hit.start) - 1
        if index < around.first or blocks[index].kind in _NO_PROSE:
            continue
        if hit.literal == DEBRIS:
            far = around.place(index) == "middle" or blocks[index].span.end - starts[index] > _DEBRIS_LENGTH
        else:
            far = hit.literal in lexicon.hosts and index < around.tail
        if not far:
            found[index].append(hit.start)
    for index in sorted(found):
        places = sorted(found[index])
        for unit in units_of(document, index):
            next_one = bisect_left(places, unit.span.start)
            if next_one < len(places) and places[next_one] < unit.span.end:
                yield unit


def _call(document: Document, lexicon: Lexicon, unit: Unit, seen: Plain) -> Claim | None:
    """The claim that a line makes by its own phrases, if they are enough."""
    block = parsed(document).blocks[unit.block]
    place = edges(document).place(unit.block)
    if block.level == 1 and place == "head":
        return None  # the title, even where something stands before it
    sentences = seen.sentences()
    marks = lexicon.marks(seen.text, sentences)
    if not marks:
        return None
    best = max(_groups(marks, sentences), key=_weight)
    run = _around_links(seen, Span(sentences[best[0].sentence].start, sentences[best[-1].sentence].end), unit)
    outside = len(seen.text) - (run.end - run.start)
    part = outside > max(_SHORT // 2, (run.end - run.start) // 2)
    size = _sized(seen, run)
    strength = _strengths(best)
    score = sum(sorted((max(weights) for weights in strength.values()), reverse=True)[:3])
    score += _REPEATED * (sum(map(len, strength.values())) - len(strength))
    if size > _LONG and len(best) == 1:
        score *= _ONE_PHRASE_IN_MUCH_TEXT
    if place != "middle":
        score += _EDGE
    elif size > _SHORT:
        score += _LONG_IN_THE_MIDDLE
    if block.quote:
        score += _QUOTED
    if score < (_ENOUGH_FOR_A_PART if part else _ENOUGH):
        return None
    # At a tie the later category of the lexicon: an advertisement may ask to scan, share and follow.
    category = max(strength, key=lambda name: (sum(strength[name]), lexicon.categories.index(name)))
    end = len(seen.text[: run.end].rstrip())
    span = Span(seen.source(run.start), seen.source(end - 1) + 1) if part else unit.span
    evidence = {
        "phrases": list(dict.fromkeys(str(mark.phrase) for mark in best)),
        "place": place,
        "score": round(score, 2),
    }
    return Claim(span, category, part, "", evidence)


def _around_links(seen: Plain, run: Span, unit: Unit) -> Span:
    """A part of a line, grown over the links that it would cut."""
    start, end = run
    for piece in unit.pieces:
        if piece.kind == "link":
            opened, closed = seen.offset(piece.start), seen.offset(piece.end)
            if opened < start < closed:
                start = opened
            if opened < end < closed:
                end = closed
    return Span(start, end)


def _groups(marks: Iterable[Mark], sentences: Sequence[Span]) -> list[list[Mark]]:
    """Marks in order, parted where much text without a mark stands between two."""
    found: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda mark: mark.sentence):
        if found and sentences[mark.sentence].start - sentences[found[-1][-1].sentence].end <= _APART:
            found[-1].append(mark)
        else:
            found.append([mark])
    return found


def _strengths(marks: Iterable[Mark]) -> dict[str, list[float]]:
    """The weights by category; an entry counts once."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for mark in marks:
        found[mark.phrase.category][mark.phrase.entry] = mark.phrase.weight
    return {category: list(weights.values()) for category, weights in found.items()}


def _weight(marks: Iterable[Mark]) -> float:
    return sum(mark.phrase.weight for mark in marks)


def _sized(seen: Plain, run: Span) -> int:
    return seen._replace(text=seen.text[run.start : run.end]).size


def _listed(document: Document, lexicon: Lexicon, unit: Unit, seen: Plain) -> tuple[Claim, Unit] | None:
    """The list of other articles that begins with this unit, with its last unit."""
    heading, label = _words(seen.text), _words(seen.bare)
    linked = len(seen.text) > len(seen.bare) or _pictured(unit)
    if seen.text.count("[") != seen.text.count("]") and not linked:
        return None  # the beginning of a broken link
    place = edges(document).place(unit.block)
    if heading in lexicon.headings or label in lexicon.headings or (linked and label in lexicon.labels):
        entries, last = _entries(document, unit, int(linked))
        # A heading alone is what is left of a list; a line in a paragraph is no heading.
        if entries or (place == "tail" and unit.span == parsed(document).blocks[unit.block].span):
            return _list_claim(unit, last, {"heading": label or heading, "entries": entries, "place": place}), last
    elif place == "tail" and _points(unit, seen, lexicon.hosts) and not _under_references(document, unit, lexicon):
        links, last = 1, unit
        for following in units_after(document, unit):
            shown = plain(document, following)
            if _points(following, shown, lexicon.hosts):
                links, last = links + 1, following
            elif shown.text:
                break
        if links >= _FEWEST_LINKS:
            return _list_claim(unit, last, {"entries": links, "place": place}), last
    return None


def _words(text: str) -> str:
    """A line from its first letter or digit to its last."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


def _list_claim(first: Unit, last: Unit, evidence: dict[str, Any]) -> Claim:
    return Claim(Span(first.span.start, last.span.end), LIST, False, "", evidence)


def _entries(document: Document, heading: Unit, entries: int) -> tuple[int, Unit]:
    """How many entries stand in a list under a heading, and its last unit."""
    blocks = parsed(document).blocks
    last, names = heading, 0
    itemised: bool | None = None
    for unit in units_after(document, heading):
        seen = plain(document, unit)
        item = bool(blocks[unit.block].items)
        if unit.kind in _NO_PROSE:
            if entries or unit.kind != "rule":
                break
        elif itemised in (None, item) and (_is_entry(unit, seen) or (item and _is_title(seen))):
            entries, last, names, itemised = entries + 1, unit, 0, item
            if entries == _MOST_ENTRIES:
                break
        elif entries and item and blocks[unit.block].items == blocks[last.block].items:
            last = unit  # the rest of a list item
        elif _words(seen.text) and _DATE.fullmatch(seen.text) is None:
            # A name may stand under each title, a date anywhere.
            names += 1
            if not entries or names > 2 or seen.size > _HEADING or unit.kind == "heading":
                break
    return entries, last


def _is_entry(unit: Unit, seen: Plain) -> bool:
    """Whether a unit is nearly all link, or a linked picture; links within a page do not count."""
    if any(piece.kind == "link" and piece.data.url.startswith("#") for piece in unit.pieces):
        return False
    linked = len(seen.text) > len(seen.bare)
    return linked and len(_NO_WORD.sub("", seen.bare)) < 0.4 * len(seen.text) if seen.text else _pictured(unit)


def _is_title(seen: Plain) -> bool:
    """Whether a line without a link, or with the remains of one, may be a title."""
    title = seen._replace(text=seen.text.partition("](")[0])
    return _TITLE <= title.size <= _SHORT and _SENTENCE_MARK.search(title.text) is None


def _pictured(unit: Unit) -> bool:
    """Whether a picture in this unit is a link."""
    end = -1
    for piece in unit.pieces:
        if piece.kind == "link":
            end = max(end, piece.end)
        elif piece.kind == "image" and piece.end <= end:
            return True
    return False


def _points(unit: Unit, seen: Plain, hosts: Sequence[str]) -> bool:
    """Whether a unit is nothing but titles that link to these hosts."""
    if len(seen.bare) > 0.2 * len(seen.text) or unit.kind in _NO_PROSE:
        return False
    targets = [piece.data.url for piece in unit.pieces if piece.kind == "link"]
    return bool(targets) and all(any(f"//{host}/" in target for host in hosts) for target in targets)


def _under_references(document: Document, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether the nearest line with text above says that sources follow."""
    above = units_of(document, unit.block)[: unit.part]
    for index in range(unit.block - 1, max(-1, unit.block - 4), -1):
        above = units_of(document, index) + above
    for before in reversed(above):
        seen = plain(document, before)
        if seen.text:
            return seen.size <= _HEADING and any(word in seen.text for word in lexicon.references)
    return False


def _between(document: Document, claim: Claim, last: Unit, following: Claim) -> list[Claim]:
    """The few short lines at the tail that stand between two pieces of promotion."""
    if claim.part or following.part or edges(document).place(last.block) != "tail":
        return []
    found: list[Claim] = []
    for unit in units_after(document, last):
        if unit.span.start >= following.span.start:
            break
        seen = plain(document, unit)
        if unit.kind == "rule" or not seen.text:
            continue
        own = seen.size > _SHORT or "://" in seen.text or _LABEL.match(seen.text) or _MARKER.match(seen.text)
        if own or unit.kind in _NO_PROSE or len(found) == _BETWEEN:
            return []
        found.append(Claim(unit.span, claim.category, False, "between", {"place": "tail"}))
    return found
