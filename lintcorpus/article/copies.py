"""What an article says twice, without what is meant to stand twice."""

import re
from typing import NamedTuple

from lintcorpus.article.alignment import align
from lintcorpus.article.normal import CLAUSE_END, normal_blocks, normal_text
from lintcorpus.article.passage import passage, sentence_edges
from lintcorpus.article.repeats import SHORTEST, Repeat, paragraphs, repeats, trimmed, weight
from lintcorpus.article.running import is_quotation, is_running_text
from lintcorpus.article.slips import slots
from lintcorpus.markdown.parse import Block, inlines_of, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

_ALIKE = 0.9
"""Similarity at which two paragraphs are the same with slips, or two of one pattern."""
_LONGEST_ALIKE = 2000
"""Longer paragraphs are compared by their longest run only, in normal characters."""
_SLOTS = 1 / 3
"""Share of many differences that may look like slots of a pattern when the others are slips."""
_WHOLE, _PART = 0.9, 0.4
"""Share of the shorter paragraph that a run must cover to be all of it, or a part that was not said alike by chance."""
_LEAST, _LEAST_PART, _LEAST_PARAGRAPH = 20, 24, 36
"""How long a sentence, a part of a paragraph and a paragraph must be, in normal characters."""
_LONG = 60
"""A longer text is no instruction that a manual repeats, in normal characters."""
_LONG_LINE = 45
"""A longer text is no line that only leads on to something, in normal characters."""
_REFRAIN = 15
"""A shorter run may stand a third time by chance, in normal characters."""
_LEAD_PARAGRAPHS, _LEAD_BLOCKS, _LEAD_SHARE = 3, 8, 0.15
_LEAD_LABEL = re.compile(
    r"[\s*_【\[#]*(?:导语|导读|摘要|提要|内容提要|核心提示|要点|概要|概述|编者按|编者注|编者的话|引言|小结|总结"
    r"|abstract|summary|tl;?\s?dr|in brief|at a glance|key (?:points|takeaways)|editor(?:'s|’s) note)"
    r"[\s*_】\]]*(?:[:：|｜—]|\Z)",
    re.IGNORECASE,
)
"""A paragraph that begins so says in short what the article says at length."""
_AFTER_MARK = " \t\r\n*_\"'”’」』）)"
_LEADING_ON = "?？:："
_STATEMENT_END = re.compile(r"[。！；…]|[.!](?=[\"'”’)\]*_\s]|\Z)")
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
        copy = _copy(document, trimmed(document, repeat)) if repeat.earlier >= lead else None
        best = found.get(repeat.later)
        if copy is not None and (best is None or copy.weight > best.weight):
            found[repeat.later] = copy
    return tuple(found.values())


def _copy(document: Document, repeat: Repeat) -> Copy | None:
    """The repeat with its places, or ``None`` when something explains it."""
    similarity = 0.0 if repeat.earlier == repeat.later else _similarity(document, repeat)
    if similarity is None:
        return None
    copy = _paragraph(document, repeat, similarity) if similarity else _part(document, repeat)
    return None if copy is None or _is_explained(document, copy) else copy


def _paragraph(document: Document, repeat: Repeat, similarity: float) -> Copy | None:
    """A paragraph that stands again as a whole."""
    blocks = parsed(document).blocks
    size = weight(normal_blocks(document)[repeat.later])
    kind = "paragraph" if size >= _LEAST_PARAGRAPH else "sentence"
    places = blocks[repeat.earlier].span, blocks[repeat.later].span
    if size < _LEAST or (kind == "sentence" and similarity < 1):
        return None
    return Copy(kind, repeat, *places, size, similarity)


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
    if size >= _LEAST_PARAGRAPH or not all(edges):
        kind = "passage"
        needed = _PART if any(edges) else _WHOLE
        if size < _LEAST_PART or (share < needed and not all(edges)):
            return None
    else:
        kind = "sentence"
    return Copy(kind, repeat, there, here, size, share)


def _edges(document: Document, repeat: Repeat, there: Span, here: Span) -> tuple[bool, bool]:
    """Whether both places begin with a sentence, and whether both end with one."""
    blocks = parsed(document).blocks
    first = sentence_edges(document, blocks[repeat.earlier], there)
    second = sentence_edges(document, blocks[repeat.later], here)
    return first[0] and second[0], first[1] and second[1]


def _similarity(document: Document, repeat: Repeat) -> float | None:
    """How alike two paragraphs are that are the same but for slips; 0.0 when they are not the same.

    Returns:
        ``None`` when both are made after one pattern with other words in it.
    """
    blocks, normal = parsed(document).blocks, normal_blocks(document)
    first, second = normal[repeat.earlier], normal[repeat.later]
    if first == second:
        return 1.0
    found = align(first, second, _ALIKE) if max(len(first), len(second)) <= _LONGEST_ALIKE else None
    if found is None:
        return 0.0
    odd = slots(document, blocks[repeat.earlier], blocks[repeat.later], found.gaps)
    if odd <= _SLOTS * len(found.gaps) and (odd == 0 or len(found.gaps) > 2):
        return found.similarity
    return 0.0 if _is_long_part(document, repeat) else None


def _is_explained(document: Document, copy: Copy) -> bool:
    """Whether something tells that the text was meant to stand twice."""
    blocks = parsed(document).blocks
    if not all(is_running_text(document, blocks[index]) for index in (copy.repeat.earlier, copy.repeat.later)):
        return True
    if any(_LEAD_LABEL.match(document.text, *blocks[index].span) for index in (copy.repeat.earlier, copy.repeat.later)):
        return True
    said = document.slice(copy.here)
    if copy.kind == "passage" and said.count("”") > said.count("“"):
        return True  # the end of what both places quote
    end = said.rstrip(_AFTER_MARK)[-1:]
    if copy.kind == "passage" and copy.share < _WHOLE:
        leads_on = end in _LEADING_ON
    else:
        leads_on = not _STATEMENT_END.search(said) and (copy.weight < _LONG_LINE or end in _LEADING_ON[:2])
    if leads_on:
        return True
    return (
        _is_refrain(document, copy.repeat)
        or _is_pulled(document, copy)
        or (copy.weight < _LONG and _is_parallel(document, copy.repeat))
    )


def _is_refrain(document: Document, repeat: Repeat) -> bool:
    """Whether the run stands a third time: it is a refrain, or the pattern of a form."""
    run = normal_blocks(document)[repeat.earlier][repeat.at : repeat.at + repeat.length]
    return repeat.length >= _REFRAIN and normal_text(document).replace(CLAUSE_END, "").count(run) > 2


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
    if all(block.kind != "heading" for block in blocks[repeat.earlier : repeat.later]):
        return False
    following = blocks[repeat.earlier + 1], blocks[min(repeat.later + 1, len(blocks) - 1)]
    before = blocks[repeat.earlier - 1], blocks[repeat.later - 1]
    if any(piece.kind == "code" for piece in inlines_of(document, blocks[repeat.later])):
        return True
    if all(block.kind == "heading" for block in before):
        return True
    return all(map(_is_other, before)) and all(map(_is_other, following))


def _is_label(document: Document, before: int, other: int) -> bool:
    """Whether the same short line stands before both places."""
    normal = normal_blocks(document)
    return 0 < len(normal[before]) < SHORTEST and normal[before] == normal[other]


def _is_other(block: Block) -> bool:
    return block.kind != "paragraph" or bool(block.items)


def _is_long_part(document: Document, repeat: Repeat) -> bool:
    """Whether the run is whole sentences of both paragraphs, and no mere part of a pattern."""
    blocks, normal = parsed(document).blocks, normal_blocks(document)
    if weight(normal[repeat.later][repeat.again : repeat.again + repeat.length]) < _LEAST_PARAGRAPH:
        return False
    there = passage(document, blocks[repeat.earlier], repeat.at, repeat.length)
    return all(_edges(document, repeat, there, passage(document, blocks[repeat.later], repeat.again, repeat.length)))
