"""What an article says on behalf of its publisher: calls, lists of other articles, advertisements.

Lines are scored by the phrases of a lexicon that they hold, by their length, their place and their
neighbours. One scoring serves all rules, so that every line belongs to one of them at most.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from lintcorpus.article.block_index import hits_by_block
from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.units import Plain, Unit, first_letter, plain, units_after, units_of
from lintcorpus.article.publisher.claim import Claim, Judged
from lintcorpus.article.publisher.learned import recurrence
from lintcorpus.article.publisher.lexicon import DEBRIS, Lexicon, Mark
from lintcorpus.article.publisher.neighbours import BESIDE_PICTURE, BESIDE_PROMOTION, along, with_neighbours
from lintcorpus.article.publisher.related_lists import NO_PROSE, related_list, words_of
from lintcorpus.article.publisher.signs import (
    CONTACT,
    EDGE,
    LONG_IN_THE_MIDDLE,
    OF_A_MENU,
    POINTER,
    PRICE,
    QUOTED,
    SET_APART,
    SHORT,
    features_of,
)
from lintcorpus.markdown.links import links
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import Hit
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

LIST = "related-list"
"""The category of lists of other articles."""

_ENOUGH, _ENOUGH_FOR_A_PART, _WEAK = 1.0, 1.2, 0.6
_SPEAKER = -0.8
_RECURS, _LEAST_CALL = 1.0, 0.4
_BEFORE_END, _END_LENGTH, _FOLLOW_THE_END = -0.6, 40, 3
WEIGHTS = {
    "a claim": _ENOUGH,
    "a claim on a part of a line": _ENOUGH_FOR_A_PART,
    "at the head or tail": EDGE,
    "long text in the middle": LONG_IN_THE_MIDDLE,
    "in a quotation": QUOTED,
    "a speaker's line": _SPEAKER,
    "a row of links": OF_A_MENU,
    "a contact": CONTACT,
    "a price": PRICE,
    "a pointing hand": POINTER,
    "emphasised from end to end": SET_APART,
    "beside promotion": BESIDE_PROMOTION,
    "before a picture": BESIDE_PICTURE,
    "at the tail, above the mark that ends the article": _BEFORE_END,
    "recurs, as learned": _RECURS,
}
"""What a claim needs, and what each sign adds to the phrases of a line."""
_WORD, _BUTTON = 6, 12
_APART = 80
_TURNS, _MOST_SPEAKERS = 3, 200
"""Whose name stands so often speaks; where more names are asked for, a dump has a label in every line."""
_MANY_LINES = 12
_DEBRIS_LENGTH = 400
_NAME_LENGTH = 60
_NAME = lazy(r"([^:：|｜丨。，,]{1,16})[:：]")


def claims(document: Document, lexicon: Lexicon, hits: Sequence[Hit] | None = None) -> tuple[Claim, ...]:
    """All promotion in a document, in order and without overlaps; computed once for all rules.

    Args:
        document: the article.
        lexicon: what counts as promotion.
        hits: where the lexicon's anchors stand in the document; they are looked for when they are not given.
    """
    known = _known(document)
    if lexicon.digest not in known:
        places = lexicon.hits(document.text) if hits is None else hits
        known[lexicon.digest] = tuple(_claims(document, lexicon, places))
    return known[lexicon.digest]


@view
def _known(document: Document) -> dict[str, tuple[Claim, ...]]:
    """The claims of this document by the digest of the lexicon, filled by ``claims``."""
    return {}


def _claims(document: Document, lexicon: Lexicon, hits: Sequence[Hit]) -> Iterator[Claim]:
    found = with_neighbours(document, list(_judged(document, lexicon, hits)))
    for judged, following in pairwise([*found, None]):
        if judged is not None:
            yield judged.claim
            yield from along(document, judged, following)


def _end(document: Document, lexicon: Lexicon) -> int:
    """What ``_sought_end`` finds; few documents have a line that makes it worth while to look."""
    known = _ends(document)
    if lexicon.digest not in known:
        known[lexicon.digest] = _sought_end(document, lexicon)
    return known[lexicon.digest]


@view
def _ends(document: Document) -> dict[str, int]:
    """The ends of this document by the digest of the lexicon, filled by ``_end``."""
    return {}


def _sought_end(document: Document, lexicon: Lexicon) -> int:
    """The block that says that the article is over, or 0.

    Where an account's own lines follow it, a call above it is more often the article's own.
    """
    blocks, initials = parsed(document).blocks, lexicon.initials
    for index in reversed(edges(document).indices("tail")):
        begin = blocks[index][1][0]
        initial = document.text[begin : begin + 1]
        # What begins with a letter begins with what a reader sees.
        if (initial.lower() if initial.isalnum() else first_letter(document, index)) in initials:
            units = units_of(document, index)
            line = plain(document, units[0]).text
            if len(units) == 1 and len(line) <= _END_LENGTH and words_of(line) in lexicon.ends:
                said = (unit for unit in units_after(document, units[0]) if plain(document, unit).text)
                return index if len(list(islice(said, _FOLLOW_THE_END))) == _FOLLOW_THE_END else 0
    return 0


def _judged(document: Document, lexicon: Lexicon, hits: Sequence[Hit]) -> Iterator[Judged]:
    """Every line that may be promotion with its score, and every list."""
    done = (-1, -1)
    for unit in _candidates(document, lexicon, hits):
        if unit.place <= done:
            continue
        seen = plain(document, unit)
        listed = related_list(document, lexicon, unit, seen)
        if listed is not None:
            first, last, evidence = listed
            claim = Claim(Span(first.span.start, last.span.end), LIST, False, "", evidence)
            yield Judged(claim, first, last, _ENOUGH, _ENOUGH)
            done = last.place
            continue
        if _is_of_digest(document, unit, seen):
            continue
        judged = _line(document, lexicon, unit, seen) or _call(document, lexicon, unit, seen)
        if judged is not None:
            yield judged


def _candidates(document: Document, lexicon: Lexicon, hits: Sequence[Hit]) -> Iterator[Unit]:
    """The units that may hold promotion: those with an anchor, and those at the edges that hide one.

    Emphasis debris hides phrases from the literal pass. A host counts only at the tail, the name of
    a list only in a short line.
    """
    blocks = parsed(document).blocks
    around = edges(document)
    hosts, names = lexicon.hosts, lexicon.names
    for index, own in hits_by_block(document, hits).items():
        if index < around.first or blocks[index].kind in NO_PROSE:
            continue
        places: list[int] = []
        for hit in own:
            literal = hit[0]
            if literal == DEBRIS:
                counts = not places and _hides_a_phrase(document, lexicon, index)
            elif literal in hosts:
                counts = index >= around.tail
            else:
                counts = literal not in names or _begins_a_line(document.text, hit)
            if counts:
                places.append(hit[1])
        if places:
            units = units_of(document, index)
            if len(units) == 1 and places[0] < units[0].span.end:
                yield units[0]
                continue
            for unit in units:
                start, end = unit.span
                next_one = bisect_left(places, start)
                if next_one < len(places) and places[next_one] < end:
                    yield unit


def _hides_a_phrase(document: Document, lexicon: Lexicon, index: int) -> bool:
    """Whether a short block at the edges says an anchor once its asterisks are gone."""
    start, end = parsed(document).blocks[index].span
    if end - start > _DEBRIS_LENGTH or edges(document).place(index) == "middle":
        return False
    return lexicon.speaks(document.text[start:end].replace("*", ""))


def _begins_a_line(text: str, hit: Hit) -> bool:
    """Whether no words stand before a hit in its line, and no much text after it; pictures and links may."""
    start, end = text.rfind("\n", 0, hit.start) + 1, text.find("\n", hit.end)
    end = len(text) if end < 0 else end
    if text.find("](", start, end) >= 0:
        return True
    return end - hit.end <= _NAME_LENGTH and not any(map(str.isalnum, text[start : hit.start]))


def _line(document: Document, lexicon: Lexicon, unit: Unit, seen: Plain) -> Judged | None:
    """The claim of a line that says nothing else than one of the lexicon's own lines."""
    words = words_of(seen.text)
    category = lexicon.lines.get(words)
    if category is None or unit.kind == "heading" or _is_one_of_several(document, unit):
        return None
    evidence = {"line": words, "place": _place(document, unit)}
    return Judged(Claim(unit.span, category, False, "line", evidence), unit, unit, _ENOUGH, _ENOUGH)


def _is_one_of_several(document: Document, unit: Unit) -> bool:
    """Whether a line stands in a list, or between other lines of a word or two: the article lists such things."""
    block = parsed(document).blocks[unit.block]
    if block.items:
        return True
    around = [other for other in _near(document, unit) if other.text]
    return any(other.size <= _WORD and other.text == other.bare and other.text[-1].isalpha() for other in around)


def _near(document: Document, unit: Unit) -> Iterator[Plain]:
    """What stands right before and right after a line."""
    before = units_of(document, unit.block)[unit.part - 1] if unit.part else None
    if before is None and unit.block > edges(document).first:
        before = units_of(document, unit.block - 1)[-1]
    for near in (before, next(units_after(document, unit), None)):
        if near is not None:
            yield plain(document, near)


def _call(document: Document, lexicon: Lexicon, unit: Unit, seen: Plain) -> Judged | None:
    """What a line says by its own phrases, if it is anything like a call."""
    phrases = lexicon.phrases_in(seen.text)
    if not phrases:
        return None  # as for every second line
    block = parsed(document).blocks[unit.block]
    place = _place(document, unit)
    if block.level == 1 and place == "head":
        return None  # the title, even where something stands before it
    sentences = seen.sentences()
    marks = lexicon.marks(seen.text, sentences, phrases)
    if not marks:
        return None
    best = marks if len(marks) == 1 else max(_groups(marks, sentences), key=_weight)
    run = _around_links(seen, Span(sentences[best[0].sentence].start, sentences[best[-1].sentence].end), unit)
    outside = len(seen.text) - (run.end - run.start)
    known = recurrence(document, unit)
    part = known is None and outside > max(SHORT // 2, (run.end - run.start) // 2)
    strength = _strengths(best)
    features = features_of(unit, seen, run, strength, place, block.quote)
    if "contact" not in features and seen.size > _BUTTON and _is_speaker(document, seen):
        features["speaker"] = _SPEAKER
    learned = _RECURS if known is not None and features["phrases"] >= _LEAST_CALL else 0.0
    if place == "tail" and sum(features.values()) + learned >= _WEAK and unit.block < _end(document, lexicon):
        features["before the end"] = _BEFORE_END
    if learned:
        features["learned"] = learned
    score = sum(features.values())
    enough = _ENOUGH_FOR_A_PART if part else _ENOUGH
    if score < _WEAK:
        return None
    # At a tie the later category of the lexicon: an advertisement may ask to scan, share and follow.
    category = max(strength, key=lambda name: (sum(strength[name]), lexicon.categories.index(name)))
    span = unit.span
    if part:
        last = len(seen.text[: run.end].rstrip()) - 1
        span = Span(seen.source(run.start), seen.source(last) + 1)
    evidence = {
        "phrases": list(dict.fromkeys(mark.words for mark in best)),
        "place": place,
        "signs": [name for name in features if name not in ("phrases", "place")],
        "score": round(score, 2),
        **({"learned": str(known)} if known is not None else {}),
    }
    return Judged(Claim(span, category, part, "", evidence), unit, unit, score, enough)


def _place(document: Document, unit: Unit) -> str:
    """The place of a line in the article, also where the whole article is one block of many lines."""
    place = edges(document).place(unit.block)
    count = len(units_of(document, unit.block))
    if count > _MANY_LINES and _MANY_LINES // 2 <= unit.part < count - _MANY_LINES:
        return "middle"
    return place


def _is_of_digest(document: Document, unit: Unit, seen: Plain) -> bool:
    """Whether a line is a link, and others with the same words lead elsewhere: each belongs to an entry."""
    if words_of(seen.bare):
        return False
    own = [piece for piece in unit.pieces if piece.kind == "link"]
    if len(own) != 1:
        return False
    return len(_targets(document)[document.slice(own[0].data.text)]) > 1


@view
def _targets(document: Document) -> dict[str, set[str]]:
    """Where the links lead that have the same words."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in links(document):
        url, _, _, (start, end) = link.data
        found[document.text[start:end]].add(url)
    return found


def _is_speaker(document: Document, seen: Plain) -> bool:
    """Whether a line begins with the name of somebody who speaks several times."""
    label = _NAME.match(seen.text)
    if label is None:
        return False
    name = label[1].lower()
    known = _speakers(document)
    if name not in known and len(known) < _MOST_SPEAKERS:
        known[name] = _lower(document).count(name) >= _TURNS
    return known.get(name, False)


@view
def _lower(document: Document) -> str:
    return document.text.lower()


@view
def _speakers(document: Document) -> dict[str, bool]:
    """Whether somebody speaks several times, by name, filled by ``_is_speaker``."""
    return {}


def _around_links(seen: Plain, run: Span, unit: Unit) -> Span:
    """A part of a line, grown over the links that it would cut."""
    start, end = run
    if start == 0 and end == len(seen.text):
        return run  # as most often: it cuts nothing
    for kind, begin, close, _ in unit.pieces:
        if kind == "link":
            opened, closed = seen.offset(begin), seen.offset(close)
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
    found: dict[str, dict[int, float]] = {}
    for phrase, _, _ in marks:
        found.setdefault(phrase.category, {})[phrase.entry] = phrase.weight
    return {category: list(weights.values()) for category, weights in found.items()}


def _weight(marks: Iterable[Mark]) -> float:
    return sum(mark.phrase.weight for mark in marks)
