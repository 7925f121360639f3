"""What an article says twice, without what is meant to stand twice."""

import re
from typing import NamedTuple

from lintcorpus.article.alignment import align
from lintcorpus.article.normal import CLAUSE_END, normal_blocks, normal_text
from lintcorpus.article.passage import is_of_sentences, passage, sentence_edges
from lintcorpus.article.repeats import Repeat, paragraphs, repeats, trimmed, weight
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
_WHOLE = 0.9
"""Share of the shorter paragraph that a run must cover for all of it to stand in the other."""
_LEAST = 20
"""A shorter run is not looked at, in normal characters."""
_LONG = 60
"""A longer text is no instruction that a manual repeats, in normal characters."""
_LONG_LINE = 45
"""A longer text is no line that only leads on to something, in normal characters."""
_REFRAIN = 15
"""A shorter run may stand a third time by chance, in normal characters."""
_HEAD_PARAGRAPHS = 3
_LEAD_BLOCKS, _LEAD_SHARE = 8, 0.15
_AFTER_MARK = " \t\r\n*_\"'”’」』）)"
_STATEMENT_END = re.compile(r"[。！；…]|[.!](?=[\"'”’)\]*_\s]|\Z)")
"""Text without it is a question, a name, or a line that leads on to something else."""


class Copy(NamedTuple):
    """A repeat that nothing explains, with its places in the text.

    Attributes:
        repeat: the run.
        there, here: what is repeated, in the earlier and in the later paragraph.
        weight: of the repeated text, as options count it.
        share: of the shorter paragraph that is repeated.
        same: whether the two paragraphs are the same, but for slips.
    """

    repeat: Repeat
    there: Span
    here: Span
    weight: float
    share: float
    same: bool

    @property
    def distance(self) -> int:
        """How many blocks lie between the two places, the later one included."""
        return self.repeat.later - self.repeat.earlier


@view
def _lead(document: Document) -> int:
    """How many blocks are the lead, which is meant to be said again: abstracts, key points, pulled quotations."""
    return max(_LEAD_BLOCKS, int(_LEAD_SHARE * len(parsed(document).blocks)))


@view
def _head(document: Document) -> int:
    """The index of the first block that is no title, abstract or editor's note.

    It is counted in paragraphs of running text: page chrome may stand before the article.
    """
    found = paragraphs(document)
    return min(found[_HEAD_PARAGRAPHS], _lead(document)) if len(found) > _HEAD_PARAGRAPHS else _lead(document)


@view
def copies(document: Document) -> tuple[Copy, ...]:
    """The repeats of a document that nothing explains, the longest for each later paragraph."""
    found: dict[int, Copy] = {}
    head = _head(document)
    for repeat in repeats(document):
        copy = _copy(document, repeat) if repeat.earlier >= head else None
        best = found.get(repeat.later)
        if copy is not None and (best is None or copy.weight > best.weight):
            found[repeat.later] = copy
    return tuple(found.values())


def _copy(document: Document, repeat: Repeat) -> Copy | None:
    """The repeat with its places, or ``None`` when something explains it."""
    blocks, normal = parsed(document).blocks, normal_blocks(document)
    repeat = trimmed(document, repeat)
    earlier, later = blocks[repeat.earlier], blocks[repeat.later]
    first, second = normal[repeat.earlier], normal[repeat.later]
    similarity = _similarity(document, repeat)
    if similarity is None:
        return None
    same = similarity > 0
    if same:
        there, here, share, said = earlier.span, later.span, similarity, second
    elif weight(second[repeat.again : repeat.again + repeat.length]) >= _LEAST and repeat.earlier >= _lead(document):
        there = passage(document, earlier, repeat.at, repeat.length)
        here = passage(document, later, repeat.again, repeat.length)
        share = repeat.length / min(len(first), len(second))
        said = second[repeat.again : repeat.again + repeat.length]
        if share < _WHOLE and not _is_copied(document, repeat, there, here):
            return None
    else:
        return None
    copy = Copy(repeat, there, here, weight(said), share, same)
    return None if _is_explained(document, copy) else copy


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
    return 0.0 if _is_of_sentences(document, repeat) else None


def _is_copied(document: Document, repeat: Repeat, there: Span, here: Span) -> bool:
    """Whether a part of two paragraphs begins or ends with a sentence of both, and goes on to a clause's end.

    Then it was copied, and not said alike.
    """
    blocks = parsed(document).blocks
    edges = zip(
        sentence_edges(document, blocks[repeat.earlier], there),
        sentence_edges(document, blocks[repeat.later], here),
        strict=True,
    )
    return repeat.length > 0 and any(all(pair) for pair in edges)


def _is_explained(document: Document, copy: Copy) -> bool:
    """Whether something tells that the text was meant to stand twice."""
    blocks = parsed(document).blocks
    if not all(is_running_text(document, blocks[index]) for index in (copy.repeat.earlier, copy.repeat.later)):
        return True
    said = document.slice(copy.here)
    if not _STATEMENT_END.search(said) and (copy.weight < _LONG_LINE or said.rstrip(_AFTER_MARK)[-1:] in "?？"):
        return True
    return (
        _is_refrain(document, copy.repeat)
        or _is_pulled(document, copy.repeat, copy.same)
        or (copy.weight < _LONG and _is_parallel(document, copy.repeat))
    )


def _is_refrain(document: Document, repeat: Repeat) -> bool:
    """Whether the run stands a third time: it is a refrain, or the pattern of a form."""
    run = normal_blocks(document)[repeat.earlier][repeat.at : repeat.at + repeat.length]
    return repeat.length >= _REFRAIN and normal_text(document).replace(CLAUSE_END, "").count(run) > 2


def _is_pulled(document: Document, repeat: Repeat, same: bool) -> bool:
    """Whether one paragraph quotes the other and is set as a quotation, as magazines do."""
    blocks, normal = parsed(document).blocks, normal_blocks(document)
    quoted = [is_quotation(document, blocks[index]) for index in (repeat.earlier, repeat.later)]
    if same:
        return quoted[0] != quoted[1]
    return quoted[0] if len(normal[repeat.earlier]) < len(normal[repeat.later]) else quoted[1]


def _is_parallel(document: Document, repeat: Repeat) -> bool:
    """Whether both stand in like places of two sections, as in manuals that say the same of each thing."""
    blocks = parsed(document).blocks
    if all(block.kind != "heading" for block in blocks[repeat.earlier : repeat.later]):
        return False
    following = blocks[repeat.earlier + 1], blocks[min(repeat.later + 1, len(blocks) - 1)]
    before = blocks[repeat.earlier - 1], blocks[repeat.later - 1]
    if any(piece.kind == "code" for piece in inlines_of(document, blocks[repeat.later])):
        return True
    return all(map(_is_other, before)) and all(map(_is_other, following))


def _is_other(block: Block) -> bool:
    return block.kind != "paragraph" or bool(block.items)


def _is_of_sentences(document: Document, repeat: Repeat) -> bool:
    """Whether the run is whole sentences of both paragraphs: it was copied, and not said alike."""
    blocks = parsed(document).blocks
    places = ((blocks[repeat.earlier], repeat.at), (blocks[repeat.later], repeat.again))
    return repeat.length > 0 and all(
        is_of_sentences(document, block, passage(document, block, at, repeat.length)) for block, at in places
    )


