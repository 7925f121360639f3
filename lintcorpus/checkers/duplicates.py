"""Finds paragraphs that stand twice in one article, as a whole or inside another one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from lintcorpus.article.normal import normal_blocks
from lintcorpus.article.passage import is_of_sentences, passage
from lintcorpus.article.removal import remove_lines, remove_text
from lintcorpus.article.repeats import Repeat, differences, paragraphs, repeats, trimmed
from lintcorpus.article.running import is_quotation, is_running_text
from lintcorpus.article.slips import differ_by_slips
from lintcorpus.markdown.parse import Block, inlines_of, parsed
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Fix, Safety
from lintcorpus.model.span import Span

_SAME = 0.9
"""Share of the longer paragraph that a run must cover for the two to be the same."""
_WHOLE = 0.9
"""Share of the shorter paragraph that a run must cover for all of it to stand in the other."""
_SLIPPED, _VARIED = 0.05, 0.2
"""Share of a paragraph that may differ for it to be the same with slips, or another one of a pattern."""
_SLOT = 12
"""What a pattern leaves open at one place, at most, in normal characters."""
_LEAST_SHARE = 0.5
_LETTER_WEIGHT = 0.6
"""A letter of an alphabet says less than an ideograph; lengths count it as this much."""
_HEAD_PARAGRAPHS = 3
_LEAD_BLOCKS, _LEAD_SHARE = 8, 0.15
_IDEOGRAPHS = "\u2e80"
_STATEMENT_END = re.compile(r"[。！；…]|[.!](?=[\"'”’)\]*_\s]|\Z)")
"""Text without it is a question, a name, or a line that leads on to something else."""


@dataclass(frozen=True)
class RepeatedOptions:
    """When a paragraph counts as standing twice.

    Attributes:
        minimum_length: normal characters; a letter of an alphabet counts as 0.6.
        distance: how many blocks further on the second copy may stand.
    """

    minimum_length: int = 40
    distance: int = 6


@dataclass(frozen=True)
class ContainedOptions:
    """When a paragraph counts as standing inside another one.

    Attributes:
        minimum_length: of the run in normal characters; a letter of an alphabet counts as 0.6.
        minimum_share: of the shorter paragraph that the run must cover.
        distance: how many blocks further on the second place may stand; half as many when the
            run is only a part of both paragraphs.
    """

    minimum_length: int = 40
    minimum_share: float = 0.55
    distance: int = 12


class _Copy(NamedTuple):
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


def _repeated(document: Document, options: RepeatedOptions) -> Iterable[Finding]:
    """A paragraph that stands again near by, as a whole."""
    for copy in _copies(document):
        if copy.same and copy.distance <= options.distance and copy.weight >= options.minimum_length:
            yield _finding(document, copy)


def _contained(document: Document, options: ContainedOptions) -> Iterable[Finding]:
    """A paragraph, or most of it, that stands inside another one as well.

    What stands in the lead is meant to be said again: abstracts, key points, pulled quotations.
    """
    lead = max(_LEAD_BLOCKS, int(_LEAD_SHARE * len(parsed(document).blocks)))
    for copy in _copies(document):
        if copy.same or copy.weight < options.minimum_length or copy.repeat.earlier < lead:
            continue
        if copy.share >= _WHOLE:
            near = copy.distance <= options.distance
        else:
            near = copy.distance <= options.distance // 2 and _is_of_sentences(document, copy.repeat)
        if near and copy.share >= options.minimum_share:
            yield _finding(document, copy)


def _finding(document: Document, copy: _Copy) -> Finding:
    return Finding(
        copy.here,
        {"line": document.line_of(copy.there.start) + 1, "length": copy.repeat.length},
        fixes=_fixes(document, copy),
        related=(Related(copy.there, "same text"),),
        evidence={"share": round(copy.share, 2), "distance": copy.distance},
    )


def _fixes(document: Document, copy: _Copy) -> tuple[Fix, ...]:
    """Delete what stands for the second time; nothing when more would go with it."""
    block = parsed(document).blocks[copy.repeat.later]
    if copy.repeat.length == len(normal_blocks(document)[copy.repeat.later]):
        edit = remove_lines(document, block.span)
    elif not copy.same:
        edit = remove_text(document, _with_gap(document.text, copy.here, block.span))
    else:
        edit = None
    if edit is None or _holds_picture(document, block, edit.span):
        return ()
    return (Fix((edit,), Safety.UNSAFE),)


def _holds_picture(document: Document, block: Block, span: Span) -> bool:
    return any(
        piece.kind == "image" and span.overlaps(Span(piece.start, piece.end)) for piece in inlines_of(document, block)
    )


def _with_gap(text: str, span: Span, block: Span) -> Span:
    """The span with the white space that would be left at an end of its block."""
    start, end = span
    if start == block.start:
        while end < block.end and text[end].isspace():
            end += 1
    elif end == block.end:
        while start > block.start and text[start - 1].isspace():
            start -= 1
    return Span(start, end)


def _head(document: Document) -> int:
    """The index of the first block that is no title, abstract or editor's note.

    It is counted in paragraphs of running text: page chrome may stand before the article.
    """
    found = paragraphs(document)
    return found[_HEAD_PARAGRAPHS] if len(found) > _HEAD_PARAGRAPHS else len(parsed(document).blocks)


@view
def _copies(document: Document) -> tuple[_Copy, ...]:
    """The repeats of a document that nothing explains, the longest for each later paragraph."""
    found: dict[int, _Copy] = {}
    head = _head(document)
    for repeat in repeats(document):
        copy = _copy(document, repeat) if repeat.earlier >= head else None
        best = found.get(repeat.later)
        if copy is not None and (best is None or copy.repeat.length >= best.repeat.length):
            found[repeat.later] = copy
    return tuple(found.values())


def _copy(document: Document, repeat: Repeat) -> _Copy | None:
    """The repeat with its places, or ``None`` when something explains it."""
    blocks, normal = parsed(document).blocks, normal_blocks(document)
    repeat = trimmed(document, repeat)
    earlier, later = blocks[repeat.earlier], blocks[repeat.later]
    match = _match(document, repeat)
    if match is None or not is_running_text(document, earlier) or not is_running_text(document, later):
        return None
    share, same = match
    if _is_pulled(document, repeat, same) or _is_parallel(document, repeat):
        return None
    there = earlier.span if same else passage(document, earlier, repeat.at, repeat.length)
    here = later.span if same else passage(document, later, repeat.again, repeat.length)
    if not _STATEMENT_END.search(document.slice(here)):
        return None
    said = normal[repeat.later] if same else normal[repeat.later][repeat.again : repeat.again + repeat.length]
    weight = sum(1 if char >= _IDEOGRAPHS else _LETTER_WEIGHT for char in said)
    return _Copy(repeat, there, here, weight, share, same)


def _match(document: Document, repeat: Repeat) -> tuple[float, bool] | None:
    """What share of the shorter paragraph is repeated, and whether the two are the same.

    Returns:
        ``None`` when too little is, or when both are made after one pattern with other words in it.
    """
    blocks, normal = parsed(document).blocks, normal_blocks(document)
    pair = blocks[repeat.earlier], blocks[repeat.later]
    first, second = normal[repeat.earlier], normal[repeat.later]
    shorter, longer = sorted((len(first), len(second)))
    share = repeat.length / shorter
    if repeat.length >= _SAME * longer:
        return (share, True) if _goes_on_in_one(first, second, repeat) else None
    if shorter >= _SAME * longer:
        gaps = differences(first, second, _SLOT)
        changed = sum(max(gap.end - gap.start, other.end - other.start) for gap, other in gaps or ())
        if gaps is not None and changed <= _VARIED * longer:
            if changed <= _SLIPPED * longer and differ_by_slips(document, *pair, gaps):
                return 1 - changed / longer, True
            if not _is_of_sentences(document, repeat):
                return None
    return (share, False) if share >= _LEAST_SHARE else None


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
    before = blocks[repeat.earlier - 1], blocks[repeat.later - 1]
    opens = all(block.kind != "paragraph" or block.items for block in before)
    return opens or any(piece.kind == "code" for piece in inlines_of(document, blocks[repeat.later]))


def _is_of_sentences(document: Document, repeat: Repeat) -> bool:
    """Whether the run is whole sentences of both paragraphs: it was copied, and not said alike."""
    blocks = parsed(document).blocks
    places = ((blocks[repeat.earlier], repeat.at), (blocks[repeat.later], repeat.again))
    return repeat.length > 0 and all(
        is_of_sentences(document, block, passage(document, block, at, repeat.length)) for block, at in places
    )


def _goes_on_in_one(first: str, second: str, repeat: Repeat) -> bool:
    """Whether at either end of the run one text says no more: otherwise each has its own word there."""
    tails = first[repeat.at + repeat.length :], second[repeat.again + repeat.length :]
    return not (repeat.at and repeat.again) and not all(tails)


CHECKERS = (
    Checker("duplicates.repeated", _repeated, RepeatedOptions),
    Checker("duplicates.contained", _contained, ContainedOptions),
)
