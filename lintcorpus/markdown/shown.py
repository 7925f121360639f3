"""What a reader sees of a few lines of Markdown: two texts that show the same are the same."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from lintcorpus.markdown.parse import Block, Inline, inlines_of, parsed
from lintcorpus.markdown.stars import literal_stars
from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_NO_LETTER = lazy(r"[\W_]+")
_BREAKS = ("soft", "hard")


class Shown(NamedTuple):
    """What a reader sees.

    Attributes:
        text: the visible text without white space, asterisks and underscores.
        pieces: the blocks with what holds them, and links, pictures, code, tags and the breaks between them.
        emphasised: the bold and italic letters, as ranges of letters and digits counted from 0.
        breaks: the forced line ends, as numbers of letters and digits before them.
        doubles, singles: runs of left-over asterisks, of two and more and of one.
        underscores: of the text; those of emphasis are no part of it.
    """

    text: str
    pieces: list[object]
    emphasised: list[Span]
    breaks: list[int]
    doubles: int
    singles: int
    underscores: int


def shown(text: str) -> Shown:
    """What a reader sees of a text that is parsed by itself."""
    document = Document("", text)
    found = parsed(document)
    blocks: list[object] = [(block.kind, block.level, block.quote, len(block.items)) for block in found.blocks]
    return _shown(document, found.inlines, blocks)


def shown_of(document: Document, block: Block) -> Shown:
    """What a reader sees of a block, as if it were a paragraph by itself."""
    return _shown(document, inlines_of(document, block), [("paragraph", 0, 0, 0)])


def _shown(document: Document, inlines: Sequence[Inline], blocks: list[object]) -> Shown:
    text = document.text
    words: list[str] = []
    flow: list[object] = []
    ends: list[int] = []  # indices into ``words`` where a forced line end stands
    turns = [0]  # indices into ``words`` where emphasis begins and ends, in turn
    inside, until = False, -1
    for kind, start, end, data in inlines:
        if kind == "text" or kind == "code":
            if (start < until) != inside:
                inside = not inside
                turns.append(len(words))
            words.append(text[start:end])
        elif kind == "strong" or kind == "emphasis":
            until = max(until, end)
        elif kind == "link" or kind == "image":
            flow.append((kind, data.url))
        elif kind != "strike":
            flow.append(kind)
            if kind == "hard":
                ends.append(len(words))
                if inside and start >= until:  # two bold lines are two
                    inside = False
                    turns.append(len(words))
    if inside:
        turns.append(len(words))
    while flow and flow[-1] in _BREAKS:
        flow.pop()
    while flow and flow[0] in _BREAKS:
        flow.pop(0)
    runs: list[int] = []
    last = -2
    for at in literal_stars(document, inlines):
        if at == last + 1:
            runs[-1] += 1
        else:
            runs.append(1)
        last = at
    doubles = sum(run > 1 for run in runs)
    whole = "".join(words)
    seen = "".join(whole.split()).replace("*", "").replace("_", "")
    counts = list(accumulate((letters(word) for word in words), initial=0))
    emphasised, breaks = _emphasised(counts, turns, ends), [counts[at] for at in ends]
    return Shown(seen, blocks + flow, emphasised, breaks, doubles, len(runs) - doubles, whole.count("_"))


def letters(text: str) -> int:
    """How many letters and digits a text has, as ``Shown`` counts them."""
    return len(_NO_LETTER.sub("", text))


def _emphasised(counts: Sequence[int], turns: Sequence[int], ends: Sequence[int]) -> list[Span]:
    """The ranges of letters between the turns at which emphasis begins and ends; a forced line end parts them."""
    found: list[Span] = []
    for number, (first, last) in enumerate(pairwise(turns)):
        span = Span(counts[first], counts[last])
        if number % 2 and span.end > span.start:
            if found and found[-1].end == span.start and first not in ends:
                span = Span(found.pop().start, span.end)
            found.append(span)
    return found
