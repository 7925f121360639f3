"""Finds note marks without their note, and notes that no mark leads to."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from lintcorpus.article.mask import mask
from lintcorpus.article.page.exhibits import block_at
from lintcorpus.article.wraps import wrapping
from lintcorpus.markdown.links import link_at
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_FEWEST, _SHARE = 2, 0.6
"""So many numbers, and such a share of all, must be both marked and noted before the rest is a fault."""
_FARTHEST = 2
"""How far beyond the last note a mark may be; what is farther counts something else."""
_ALONE = 4
"""So many marks in order show a note system even where all notes are lost."""
_WITH_TEXT = ("paragraph", "heading", "table")
_MOST = 400
"""Numbers in a list of notes; more are a table of something else."""

_BRACKETS = lazy(r"\[(\d{1,3}(?: ?[,，、;；\-–—~] ?\d{1,3}){0,9})\\?\](?!\(|\[\D)")
_ANOTHER = lazy(r"\[\d[^\[\]]*\]\Z")
_LONGEST = 48
_CIRCLES = lazy(r"[①-⑳]")
_RANGE = lazy(r"(\d+)(?: ?[\-–—~] ?(\d+))?")
_LINE_HEAD = lazy(r"[ \t>*_•\-+\\]*")
_COUNTS = lazy(r"(?:[：:；;，,、（(\s~～\-—/和与或至到及见图式第条]|步骤|方案|条件|选项|公式|情况|阶段|类型|问题)\Z")
_ENDS = lazy(r"[。，；、！？”」』）》,.;!?)]|\Z")
_CLOSES = ("”", "」", "』", "。", "！", "？")
_SOURCES = lazy(
    r"参考|引用|引文|文献|注释|脚注|尾注|附注|注[:：]|来源|\b(?:references?|bibliography|footnotes?|endnotes?|notes?|sources?|cited|citations?)\b",
    re.IGNORECASE,
)


class _Mark(NamedTuple):
    """A note mark, or the label of a note: its numbers and its place."""

    numbers: tuple[int, ...]
    span: Span


def _mismatch(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """Numbers that are only marked or only noted where most others are both; or marks without any notes."""
    literals = {hit.literal for hit in hits}
    if literals - {"①"}:
        labels, marks = _parted(document, _BRACKETS, _numbers_in_brackets, _is_citation)
        yield from _unmatched(labels, marks)
        if not labels:
            yield from _all_lost(document, marks)
    if "①" in literals:
        labels, marks = _parted(document, _CIRCLES, _number_in_circle, _is_circled_mark)
        yield from _unmatched(labels, marks)


def _unmatched(labels: Sequence[_Mark], marks: Sequence[_Mark]) -> Iterator[Finding]:
    notes = _notes(labels)
    noted = {note.numbers[0]: note for note in notes}
    marked = {number for mark in marks for number in mark.numbers}
    both = marked & noted.keys()
    if len(both) < _FEWEST or len(both) < _SHARE * len(marked | noted.keys()):
        return
    told: set[int] = set()
    for mark in marks:
        lost = [number for number in mark.numbers if number not in noted and number not in told]
        if lost and lost[0] <= max(noted) + _FARTHEST:
            told.update(lost)
            yield Finding(
                mark.span,
                {"number": lost[0]},
                related=(Related(notes[-1].span, "last note"),),
                evidence={"notes": len(noted), "marks": len(marked)},
            )
    # Some scrapers set every mark on a line of its own, where it looks like a label.
    marked.update(label.numbers[0] for label in set(labels).difference(notes))
    for number, note in noted.items():
        if number not in marked:
            yield Finding(
                note.span, {"number": number}, "unmarked", evidence={"notes": len(noted), "marks": len(marked)}
            )


def _all_lost(document: Document, marks: Sequence[_Mark]) -> Iterator[Finding]:
    """One finding where marks count up from 1 and no list of notes or sources is left at all."""
    first: dict[int, int] = {}
    for mark in marks:
        for number in mark.numbers:
            first.setdefault(number, mark.span.start)
    in_order = list(first) == sorted(first) == list(range(1, len(first) + 1))
    if len(first) < _ALONE or not in_order:
        return
    end = marks[-1].span.end
    if any(_SOURCES.search(document.slice(block.span)) for block in parsed(document).blocks if block.span.start > end):
        return
    if any(item.number is not None and item.span.start > end for item in parsed(document).items):
        return
    yield Finding(marks[0].span, {"number": 1, "count": len(first)}, "no-notes", evidence={"marks": len(first)})


def _notes(labels: Sequence[_Mark]) -> list[_Mark]:
    """The last run of labels that counts up from 1; gaps of one are allowed, since a note may be lost."""
    run: list[_Mark] = []
    best: list[_Mark] = []
    for label in labels:
        number = label.numbers[0]
        if number == 1:
            run = [label]
        elif run and run[-1].numbers[0] < number <= run[-1].numbers[0] + 2:
            run.append(label)
        else:
            continue
        if len(run) >= _FEWEST:
            best = run
    return best if len(best) <= _MOST else []


def _parted(
    document: Document,
    pattern: re.Pattern[str],
    numbers: Callable[[re.Match[str]], tuple[int, ...]],
    is_mark: Callable[[Document, Span], bool],
) -> tuple[list[_Mark], list[_Mark]]:
    """The labels at the start of lines and the marks inside them, in order; neither where there are no marks.

    Those in links, code and addresses are left out.
    """
    text, found = document.text, parsed(document).blocks
    wraps = wrapping(document)
    cut = {end.span.end for end in wraps.ends} if wraps is not None else set()
    labels: list[_Mark] = []
    marks: list[_Mark] = []
    for match in pattern.finditer(text):
        span = Span(match.start() - text.endswith("\\", 0, match.start()), match.end())
        index = block_at(document, span.start)
        # Past the end of its block stands the definition of a reference, which nobody sees.
        if index < 0 or found[index].kind not in _WITH_TEXT or span.end > found[index].span.end:
            continue
        line = document.line_starts[document.line_of(span.start)]
        head = _LINE_HEAD.match(text, line)
        if head is not None and head.end() >= span.start and line not in cut:
            if len(numbers(match)) == 1 and found[index].kind != "table":
                labels.append(_Mark(numbers(match), span))
        elif is_mark(document, span):
            marks.append(_Mark(numbers(match), span))
    marks = _in_text(document, marks)
    return (_in_text(document, labels), marks) if marks else ([], [])


def _in_text(document: Document, marks: Iterable[_Mark]) -> list[_Mark]:
    return [
        mark for mark in marks if link_at(document, mark.span.start) is None and not mask(document).covers(*mark.span)
    ]


def _numbers_in_brackets(match: re.Match[str]) -> tuple[int, ...]:
    found: list[int] = []
    for part in _RANGE.finditer(match[1]):
        first, last = int(part[1]), int(part[2] or part[1])
        found.extend(range(first, last + 1) if first <= last <= first + 50 else (first,))
    return tuple(found)


def _number_in_circle(match: re.Match[str]) -> tuple[int, ...]:
    return (ord(match[0]) - ord("①") + 1,)


def _is_citation(document: Document, span: Span) -> bool:
    """Whether a number in brackets is no index of an array and no half of a link."""
    before = document.text[max(0, span.start - _LONGEST) : span.start]
    if before.endswith(("!", "_", "`")) or document.slice(span).strip("\\[").startswith("0"):
        return False
    return not before.endswith("]") or _ANOTHER.search(before) is not None


def _is_circled_mark(document: Document, span: Span) -> bool:
    """Whether a circled number stands at the end of words, and neither counts items nor names a part."""
    before = document.text[max(0, span.start - 4) : span.start]
    return before.endswith(_CLOSES) or (
        _COUNTS.search(before) is None and _ENDS.match(document.text, span.end) is not None
    )


CHECKERS = (
    AnchoredChecker(
        "footnotes.mismatch", _mismatch, lambda options: ("[1]", "[1\\]", "[1,", "[1-", "[1–", "[1，", "①")
    ),
)
