"""Paragraphs of one article that have a good deal of text in common."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from lintcorpus.article.header.block import header
from lintcorpus.article.normal import CLAUSE_END, clauses, normal_blocks
from lintcorpus.article.repeats.alignment import common_length
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

SHORTEST, LONGEST = 25, 10_000
"""Only paragraphs with a normal form between these lengths are compared; no rule asks for more."""
_WIDE, _END, _ROW, _ROWS = 0x2E80, 0xD7A4, 32, 5
_CHOSEN = "tsое" + "".join([f"{chr(at)}-{chr(at + _ROW - 1)}" for at in range(_WIDE + 2 * _ROW, _END, _ROW * _ROWS)])
_GRAM = lazy(f"[{_CHOSEN}](?=([^\0-{chr(_WIDE - 1)}].{{3}}|.{{7}}))")  # a set is compiled quicker when it is small
"""What follows some letters and one in five rows of ideographs; an edit spoils only the few that it stands in."""
_MOST = 3
"""A gram that stands more often is a term, or part of a refrain."""
_LEAST_SHARED, _SHARE = 2, 0.12
"""Paragraphs of like length are compared when they share so many grams, and such a part of them."""
_ALIKE = 0.75
"""The shorter of two paragraphs of like length has this share of the longer one at least."""
_LEAST_RUN = 20
"""Two paragraphs of any length are compared for a common run of such weight."""
_LETTER_WEIGHT = 0.6
_CHANCE = 12
"""What two clauses may begin or end with in common by chance, in normal characters."""


class Repeat(NamedTuple):
    """A run of normal characters that stands in two paragraphs.

    Attributes:
        earlier, later: indices into ``parsed(document).blocks``.
        at, again: where the run begins in the normal form of the earlier and the later one.
        length: of the run, in normal characters.
    """

    earlier: int
    later: int
    at: int
    again: int
    length: int


@view
def frequent_grams(document: Document) -> frozenset[str]:
    """The grams that stand thrice and more in a document, in blocks of any kind: what has another one stands twice."""
    counts = Counter(chain.from_iterable(map(_GRAM.findall, normal_blocks(document))))
    return frozenset(gram for gram, count in counts.items() if count >= _MOST)


def grams(text: str) -> list[str]:
    """The grams of a text of normal characters."""
    return _GRAM.findall(text)


@view
def repeats(document: Document) -> tuple[Repeat, ...]:
    """For every pair of paragraphs that may have been copied the longest run that both hold.

    Only running text is compared: no list items, quotations, headings, tables, code or header
    lines. Paragraphs meet in grams, which begin at characters that the text itself chooses, so that
    a copy chooses the same ones. Only grams that stand twice count, once in each of two paragraphs
    or twice in one: what stands three times is a term or a refrain. So the work is linear.

    Returns:
        The pairs in order of the later paragraph, those of one by how much they have in common;
        a paragraph with itself where it holds something twice.
    """
    normal = normal_blocks(document)
    grams = {index: _GRAM.findall(normal[index]) for index in paragraphs(document)}
    shared = _shared(normal, grams)
    found = []
    for earlier, later in sorted(shared, key=lambda pair: (pair[1], -len(shared[pair]), -pair[0])):
        common = shared[earlier, later]
        run = _run(normal[earlier], normal[later], common, itself=earlier == later)
        if _is_long(normal[later], run) or (
            _is_of_like_length(normal[earlier], normal[later])
            and len(common) >= _SHARE * min(len(grams[earlier]), len(grams[later]))
        ):
            found.append(Repeat(earlier, later, *run))
    return tuple(found)


def _shared(normal: Sequence[str], grams: Mapping[int, list[str]]) -> dict[tuple[int, int], list[str]]:
    """By pairs of paragraphs the grams that stand in both and hardly anywhere else, where they are more than one."""
    counts = Counter(chain.from_iterable(grams.values()))
    rare = {gram for gram, count in counts.items() if 1 < count <= _MOST}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for index, own in grams.items():
        for gram in rare.intersection(own):
            for earlier in holders[gram]:
                found[earlier, index].append(gram)
            holders[gram].append(index)
    for gram, indices in holders.items():
        if len(indices) == 1:
            found[indices[0], indices[0]].append(gram)
    return {pair: common for pair, common in found.items() if len(common) >= _LEAST_SHARED}


def weight(text: str) -> float:
    """How much a normal form says, in ideographs; a letter of an alphabet counts as 0.6."""
    wide = (len(text.encode("utf-8", "surrogatepass")) - len(text)) / 2  # an ideograph has three bytes
    return _LETTER_WEIGHT * len(text) + (1 - _LETTER_WEIGHT) * min(wide, len(text))


def _is_of_like_length(first: str, second: str) -> bool:
    shorter, longer = sorted((len(first), len(second)))
    return shorter >= _ALIKE * longer


def _is_long(text: str, run: tuple[int, int, int]) -> bool:
    return run[2] >= _LEAST_RUN and weight(text[run[1] : run[1] + run[2]]) >= _LEAST_RUN


def _run(first: str, second: str, grams: Iterable[str], itself: bool) -> tuple[int, int, int]:
    """The longest run around grams that stand equally far from each other in both texts.

    Args:
        first, second: the texts.
        grams: each stands once in both texts, or twice in the text that is both.
        itself: whether both are one text.

    Returns:
        Where it begins in the first and in the second text, and its length; of length 0 when no two
        grams stand so.
    """
    places = [(first.find(gram), second.rfind(gram)) for gram in grams]
    shift, count = Counter([again - at for at, again in places]).most_common(1)[0]
    best = (0, 0, 0)
    covered = 0
    for at, again in sorted(places) if count >= _LEAST_SHARED else ():
        if again - at != shift or at < covered:
            continue
        before = min(at, again)
        back = common_length(first[at - before : at][::-1], second[again - before : again][::-1])
        ahead = common_length(first[at:], second[again:])
        covered = at + ahead
        if back + ahead > best[2] and not (itself and back + ahead > shift):
            best = (at - back, again - back, back + ahead)
    return best


@view
def paragraphs(document: Document) -> tuple[int, ...]:
    """The indices of the blocks that are running text, long enough to be compared."""
    found = header(document)
    metadata = found.span if found is not None else Span(0, 0)
    blocks = parsed(document).blocks
    return tuple(
        [
            index
            for index, text in enumerate(normal_blocks(document))
            if SHORTEST <= len(text) <= LONGEST
            and _running(blocks[index])
            and not metadata.contains(blocks[index].span)
        ]
    )


def _running(block: Block) -> bool:
    return block.kind == "paragraph" and not block.quote and not block.items


def trimmed(document: Document, repeat: Repeat) -> Repeat:
    """The run without what two clauses begin or end with in common by chance."""
    normal = normal_blocks(document)
    ends = _common_ends(document, repeat)
    start, end = 0, repeat.length
    if repeat.at and repeat.again:
        start = min((place for place in ends if place <= _CHANCE), default=0)
    at_end = repeat.at + end == len(normal[repeat.earlier]) or repeat.again + end == len(normal[repeat.later])
    if not at_end:
        end = max((place for place in ends if place >= end - _CHANCE), default=end)
    return repeat._replace(at=repeat.at + start, again=repeat.again + start, length=max(0, end - start))


def _common_ends(document: Document, repeat: Repeat) -> set[int]:
    """Where clauses of both paragraphs begin or end, counted from the start of the run."""
    earlier = {place - repeat.at for place in _clause_ends(document, repeat.earlier)}
    later = {place - repeat.again for place in _clause_ends(document, repeat.later)}
    return {place for place in earlier & later if 0 <= place <= repeat.length}


def _clause_ends(document: Document, index: int) -> Iterable[int]:
    """Where clauses of a block begin and end, in its normal form."""
    return accumulate((len(clause) for clause in clauses(document)[index].split(CLAUSE_END)), initial=0)
