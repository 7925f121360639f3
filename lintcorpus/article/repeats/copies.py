"""What an article says twice, without what is meant to stand twice."""

import re
from bisect import bisect_left
from typing import NamedTuple

from lintcorpus.article.normal import CLAUSE_END, normal_blocks, normal_text, visible_spans
from lintcorpus.article.repeats.alignment import Alignment, align
from lintcorpus.article.repeats.paragraphs import (
    SHORTEST,
    Repeat,
    frequent_grams,
    grams,
    paragraphs,
    repeats,
    trimmed,
    weight,
)
from lintcorpus.article.repeats.passage import passage, sentence_edges
from lintcorpus.article.repeats.slips import differences
from lintcorpus.article.running import is_quotation, is_running_text
from lintcorpus.markdown.parse import Block, inlines_of, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_ALIKE, _NEARLY = 0.85, 0.9
"""Similarity at which two paragraphs are the same with many slips, or two of one pattern; and with few."""
_LONGEST_ALIKE = 2000
"""Longer paragraphs are compared by their longest run only, in normal characters."""
_SLOTS = 1 / 3
"""Share of many differences that may look like slots of a pattern when the others are slips."""
_WHOLE, _TORN, _PART = 0.9, 0.4, 0.3
"""Share of the shorter paragraph that a run must cover to be all of it, or a part that was not said alike by chance."""
_LEAST, _LEAST_PART, _LEAST_TORN, _LEAST_PARAGRAPH = 20, 24, 28, 36
"""How long a sentence, a part of a paragraph, one that begins or ends otherwise, and a paragraph must be, by weight."""
_LATIN, _LATIN_WHOLE = 60, 36
"""The same for words with spaces, which make long phrases by habit: a part without its sentences, and all of a line."""
_UNBROKEN = lazy(r"[!-~]{25,}|\w=\S+\s(?:.*\s)?\w+=\S", re.DOTALL)
"""What only addresses that a wrap broke, and commands, are made of."""
_ARTICLE = lazy(r"[\s*_]*第[一二三四五六七八九十百零〇\d]+[条條]")
_REFERENCE = lazy(
    r"[\s*_(（“]*(?:\[|参见|请参[见阅看]|参阅|详见|\d[\d.]*\s*[节章]|(?:see|quoted (?:by|in))\s)", re.IGNORECASE
)
"""A sentence that begins so sends the reader to another place, or says where words are from."""
_LONG = 60
"""A text so long is no instruction that a manual repeats, and no line that only leads on, in normal characters."""
_REFRAIN = 15
"""A shorter run may stand a third time by chance, in normal characters."""
_LEAD_PARAGRAPHS, _LEAD_BLOCKS, _LEAD_SHARE = 3, 8, 0.15
_LEAD_LABEL = lazy(
    r"[\s*_【\[#]*(?:导语|导读|摘要|提要|内容提要|核心提示|要点|概要|概述|编者按|编者注|编者的话|引言|小结|总结"
    r"|abstract|summary|tl;?\s?dr|in brief|at a glance|key (?:points|takeaways)|editor(?:'s|’s) note)"
    r"[\s*_】\]]*(?:[:：|｜—]|\Z)",
    re.IGNORECASE,
)
"""A paragraph that begins so says in short what the article says at length."""
_AFTER_MARK = " \t\r\n*_\"'”’」』）)"
_OPENING_QUOTES, _CLOSING_QUOTES = frozenset('"“「『'), frozenset('"”」』')
_BEFORE_QUOTED = " \t\r\n*_>"
_FIRST_CJK = "\u2e80"
_LEADING_ON = "?？:："
_STATEMENT_END = lazy(r"[。！；…]|[.!](?=[\"'”’)\]*_\s]|\Z)")
"""Text without it is a question, a name, or a line that leads on to something else."""


class Copy(NamedTuple):
    """A repeat that nothing explains, with its places in the text.

    Attributes:
        kind: ``paragraph`` when both paragraphs say the same, but for slips; ``sentence`` for sentences
            of less than 36 characters; else ``passage``.
        repeat: the run.
        there, here: what is repeated, in the earlier and in the later place.
        weight: of the repeated text in normal characters; a letter of an alphabet counts as 0.6.
        share: of the shorter paragraph that is repeated.
    """

    kind: str
    repeat: Repeat
    there: Span
    here: Span
    weight: float
    share: float

    @property
    def distance(self) -> int:
        """How many blocks lie between the two places, the later one included."""
        return self.repeat.later - self.repeat.earlier


@view
def _leads(document: Document) -> tuple[int, int]:
    """Where the lead ends, which is meant to be said again: title, abstract, key points, pulled quotations.

    It is counted in blocks and in paragraphs of running text: page chrome may stand before the article.

    Returns:
        The index of the first block that is no lead to a whole paragraph, and to a part of one.
    """
    by_blocks = max(_LEAD_BLOCKS, int(_LEAD_SHARE * len(parsed(document).blocks)))
    found = paragraphs(document)
    if len(found) <= _LEAD_PARAGRAPHS:
        return by_blocks, by_blocks
    by_paragraphs = found[_LEAD_PARAGRAPHS]
    return max(found[1], min(by_blocks, by_paragraphs)), max(by_blocks, by_paragraphs)


@view
def copies(document: Document) -> tuple[Copy, ...]:
    """The repeats of a document that nothing explains, the longest for each later paragraph, in order."""
    found: dict[int, Copy] = {}
    lead, _ = _leads(document)
    for repeat in repeats(document):
        copy = _copy(document, repeat) if repeat.earlier >= lead else None
        best = found.get(repeat.later)
        if copy is not None and (best is None or copy.weight > best.weight):
            found[repeat.later] = copy
    return tuple(found.values())


def _copy(document: Document, repeat: Repeat) -> Copy | None:
    """The repeat with its places, or ``None`` when something explains it."""
    normal = normal_blocks(document)
    first, second = normal[repeat.earlier], normal[repeat.later]
    copy = None
    if repeat.earlier == repeat.later or not _is_of_like_length(first, second):
        copy = _part(document, trimmed(document, repeat))
    elif first == second:
        copy = _paragraph(document, repeat._replace(at=0, again=0, length=len(second)), 1.0)
    else:
        found = align(first, second, _ALIKE)
        if found is None:
            copy = _part(document, trimmed(document, repeat))
        elif _is_with_slips(document, repeat, found):
            copy = _paragraph(document, _longest(repeat, found, len(second)), found.similarity)
        elif _is_long_part(document, trimmed(document, repeat)):
            copy = _part(document, trimmed(document, repeat))
    return None if copy is None or _is_explained(document, copy) else copy


def _is_of_like_length(first: str, second: str) -> bool:
    shorter, longer = sorted((len(first), len(second)))
    return longer <= _LONGEST_ALIKE and 2 * shorter >= _ALIKE * (shorter + longer)


def _paragraph(document: Document, repeat: Repeat, similarity: float) -> Copy | None:
    """A paragraph that stands again as a whole."""
    blocks = parsed(document).blocks
    size = max(weight(normal_blocks(document)[index]) for index in (repeat.earlier, repeat.later))
    kind = "paragraph" if size >= _LEAST_PARAGRAPH else "sentence"
    places = blocks[repeat.earlier].span, blocks[repeat.later].span
    if size < _LEAST or (kind == "sentence" and similarity < 1):
        return None
    return Copy(kind, repeat, *places, size, similarity)


def _is_with_slips(document: Document, repeat: Repeat, found: Alignment) -> bool:
    """Whether what two paragraphs differ in are slips, and no other words in a pattern that both are made after."""
    blocks, normal = parsed(document).blocks, normal_blocks(document)
    slips, slots = differences(document, blocks[repeat.earlier], blocks[repeat.later], found.gaps)
    if slots == 0 and found.similarity >= _NEARLY:
        return True
    is_long = min(len(normal[repeat.earlier]), len(normal[repeat.later])) >= _LONG
    if is_long and found.similarity >= _NEARLY:
        return slots <= slips
    return slots <= _SLOTS * (slots + slips) and slots + slips > 2 and (is_long or found.similarity >= _NEARLY)


def _longest(repeat: Repeat, found: Alignment, length: int) -> Repeat:
    """The longest run between the differences of two paragraphs."""
    starts = [(0, 0), *((gap.end, other.end) for gap, other in found.gaps)]
    ends = [*(other.start for _, other in found.gaps), length]
    (at, again), end = max(zip(starts, ends, strict=True), key=lambda run: run[1] - run[0][1])
    return repeat._replace(at=at, again=again, length=end - again)


def _part(document: Document, repeat: Repeat) -> Copy | None:
    """A run that stands in two paragraphs and was copied, not said alike.

    A run was copied when it is all of a paragraph, or whole sentences of both, or a good part of the
    shorter one that begins or ends with a sentence of both.
    """
    blocks, normal = parsed(document).blocks, normal_blocks(document)
    said = normal[repeat.later][repeat.again : repeat.again + repeat.length]
    size = weight(said)
    if size < _LEAST or repeat.earlier < _leads(document)[1] or _is_refrain(document, repeat):
        return None
    there = passage(document, blocks[repeat.earlier], repeat.at, repeat.length)
    here = passage(document, blocks[repeat.later], repeat.again, repeat.length)
    share = repeat.length / min(len(normal[repeat.earlier]), len(normal[repeat.later]))
    edges = _edges(document, repeat, there, here)
    if all(all(place) for place in edges) and size < _LEAST_PARAGRAPH:
        return Copy("sentence", repeat, there, here, size, share)
    latin = max(said) < _FIRST_CJK
    return Copy("passage", repeat, there, here, size, share) if _was_copied(edges, size, share, latin) else None


def _was_copied(edges: tuple[tuple[bool, bool], tuple[bool, bool]], size: float, share: float, latin: bool) -> bool:
    """Whether a run was copied and not said alike by chance, by where sentences of both places begin and end."""
    (begins, ends), (begins_again, ends_again) = edges
    if begins and begins_again and ends and ends_again:
        return size >= _LEAST_PART
    if latin and size < (_LATIN_WHOLE if share >= _WHOLE else _LATIN):
        return False
    at_one_edge = (begins and begins_again) or (ends and ends_again)
    if at_one_edge:
        return size >= _LEAST_PART and share >= _PART
    if any(edges[0]) and any(edges[1]):
        return size >= _LEAST_TORN and share >= _TORN
    return size >= _LEAST_PART and share >= _WHOLE


def _edges(document: Document, repeat: Repeat, there: Span, here: Span) -> tuple[tuple[bool, bool], tuple[bool, bool]]:
    """For both places whether a sentence begins where the run does, and whether one ends where it does."""
    blocks = parsed(document).blocks
    return (
        sentence_edges(document, blocks[repeat.earlier], there),
        sentence_edges(document, blocks[repeat.later], here),
    )


def _is_explained(document: Document, copy: Copy) -> bool:
    """Whether something tells that the text was meant to stand twice."""
    blocks = parsed(document).blocks
    if not all(is_running_text(document, blocks[index]) for index in (copy.repeat.earlier, copy.repeat.later)):
        return True
    if any(_LEAD_LABEL.match(document.text, *blocks[index].span) for index in (copy.repeat.earlier, copy.repeat.later)):
        return True
    if all(_ARTICLE.match(document.text, *blocks[index].span) for index in (copy.repeat.earlier, copy.repeat.later)):
        return True  # laws say the same of many things
    if _is_address_or_command(document, copy):
        return True
    if copy.kind == "sentence" and _REFERENCE.match(document.text, *copy.here):
        return True
    said = document.slice(copy.here)
    if copy.kind == "passage" and (said.count("”") > said.count("“") or said.count('"') % 2):
        return True  # the end of what both places quote
    if copy.kind == "passage" and copy.share < _WHOLE and said.lstrip(_BEFORE_QUOTED)[:1] in _OPENING_QUOTES:
        starts = blocks[copy.repeat.earlier].span.start, blocks[copy.repeat.later].span.start
        if (copy.there.start, copy.here.start) != starts:
            return True  # somebody's words, quoted again in the midst of other text
    end = said.rstrip(_AFTER_MARK)[-1:]
    if copy.kind == "passage" and copy.share < _WHOLE:
        leads_on = end in _LEADING_ON and _size(document, copy) < _LONG
    else:
        leads_on = not _STATEMENT_END.search(said) and _size(document, copy) < _LONG
    if leads_on:
        return True
    return (
        (2 * copy.repeat.length >= _size(document, copy) and _is_refrain(document, copy.repeat))
        or _is_pulled(document, copy)
        or (copy.weight < _LONG and _is_at_like_places(document, copy) and _is_parallel(document, copy.repeat))
    )


def is_quoted(document: Document, copy: Copy) -> bool:
    """Whether what is repeated begins or ends with quotation marks in one of its places.

    Far from its first place that is somebody who quotes: a reader in a comment, or the author, who returns to it.

    Args:
        document: the document.
        copy: one of its copies.
    """
    text = document.text
    for start, end in (copy.there, copy.here):
        first = text[start:end].lstrip(_BEFORE_QUOTED)[:1]
        last = text[start:end].rstrip(_BEFORE_QUOTED)[-1:]
        if {first, text[max(0, start - 1) : start]} & _OPENING_QUOTES or {last, text[end : end + 1]} & _CLOSING_QUOTES:
            return True
    return False


def _is_address_or_command(document: Document, copy: Copy) -> bool:
    """Whether what a reader sees of the copy is no language."""
    seen = visible_spans(document, parsed(document).blocks[copy.repeat.later])
    parts = (document.text[max(span.start, copy.here.start) : min(span.end, copy.here.end)] for span in seen)
    return any(_UNBROKEN.search(part) for part in parts)


def _size(document: Document, copy: Copy) -> int:
    """How long the copied text is in normal characters."""
    whole = copy.kind == "paragraph"
    return len(normal_blocks(document)[copy.repeat.later]) if whole else copy.repeat.length


def _is_refrain(document: Document, repeat: Repeat) -> bool:
    """Whether the run stands a third time: it is a refrain, or the pattern of a form."""
    run = normal_blocks(document)[repeat.earlier][repeat.at : repeat.at + repeat.length]
    if repeat.length < _REFRAIN or not frequent_grams(document).issuperset(grams(run)):
        return False
    return normal_text(document).replace(CLAUSE_END, "").count(run) > 2


def _is_pulled(document: Document, copy: Copy) -> bool:
    """Whether one paragraph quotes the other and is set as a quotation, as magazines do."""
    blocks, normal = parsed(document).blocks, normal_blocks(document)
    earlier, later = copy.repeat.earlier, copy.repeat.later
    quoted = [is_quotation(document, blocks[index]) for index in (earlier, later)]
    if copy.share >= _WHOLE and len(normal[earlier]) == len(normal[later]):
        return quoted[0] != quoted[1]
    return quoted[0] if len(normal[earlier]) < len(normal[later]) else quoted[1]


def _is_parallel(document: Document, repeat: Repeat) -> bool:
    """Whether both stand in like places of two sections, as in manuals that say the same of each thing."""
    blocks = parsed(document).blocks
    if _is_label(document, repeat.earlier - 1, repeat.later - 1):
        return True
    headings = _headings(document)
    if bisect_left(headings, repeat.earlier) == bisect_left(headings, repeat.later):
        return False
    following = blocks[repeat.earlier + 1], blocks[min(repeat.later + 1, len(blocks) - 1)]
    before = blocks[repeat.earlier - 1], blocks[repeat.later - 1]
    if any(piece.kind == "code" for piece in inlines_of(document, blocks[repeat.later])):
        return True
    if all(block.kind == "heading" for block in before):
        return True
    return _is_same_other(*before) and _is_same_other(*following)


@view
def _headings(document: Document) -> list[int]:
    return [index for index, block in enumerate(parsed(document).blocks) if block.kind == "heading"]


def _is_at_like_places(document: Document, copy: Copy) -> bool:
    """Whether two paragraphs are the same, or both begin or both end with what they share."""
    first, second = (len(normal_blocks(document)[index]) for index in (copy.repeat.earlier, copy.repeat.later))
    if copy.kind == "paragraph" or copy.share >= _WHOLE:
        return copy.kind == "paragraph" or first == second
    _, _, at, again, length = copy.repeat
    return at == again == 0 or first - at == second - again == length


def _is_label(document: Document, before: int, other: int) -> bool:
    """Whether the same short line stands before both places."""
    normal = normal_blocks(document)
    return 0 < len(normal[before]) < SHORTEST and normal[before] == normal[other]


def _is_same_other(first: Block, second: Block) -> bool:
    """Whether both are something else than running text, and of one kind."""
    if first.kind == "paragraph" and not first.items:
        return False
    return first.kind == second.kind and bool(first.items) == bool(second.items)


def _is_long_part(document: Document, repeat: Repeat) -> bool:
    """Whether the run is whole sentences of both paragraphs, and no mere part of a pattern."""
    blocks, normal = parsed(document).blocks, normal_blocks(document)
    if weight(normal[repeat.later][repeat.again : repeat.again + repeat.length]) < _LEAST_PARAGRAPH:
        return False
    there = passage(document, blocks[repeat.earlier], repeat.at, repeat.length)
    here = passage(document, blocks[repeat.later], repeat.again, repeat.length)
    return all(all(place) for place in _edges(document, repeat, there, here))
