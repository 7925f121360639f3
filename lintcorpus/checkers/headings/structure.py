"""Finds headings that do not fit among the others: gaps in numbers, jumps of level, doubled ones."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from lintcorpus.article.headings.numbering import Number, number_of, section_numbers
from lintcorpus.article.headings.roles import false_headings
from lintcorpus.article.normal import letters, visible_spans
from lintcorpus.article.running import linked_length
from lintcorpus.markdown.headings import Heading, sections, title
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_LARGEST_GAP = 3
_BYLINE_ABOVE = 3
"""A heading of a lower level than this may be the byline."""
_SHORTEST, _LONG_WORD = 4, 12
_LINKED = 0.8
_NO_NAME = lazy(r"(?:19|20)\d\d|[:：]\W*\Z|\d:\d\d")
"""Dates, times and speakers come as often as they come."""


class _Numbered(NamedTuple):
    """A numbered section.

    Attributes:
        heading: the heading.
        number: its number.
        place: how many sections of the same parent and level stand before it.
    """

    heading: Heading
    number: Number
    place: int


@frozen
class _Break:
    """A heading that breaks its series: ``gap``, ``repeat`` or ``order``."""

    at: _Numbered
    previous: _Numbered
    kind: str
    missing: tuple[int, ...] = ()


def _numbering(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Gaps, repeats and steps back in the numbers of sections with the same parent, level and style."""
    for series in _series(document):
        for item in _breaks(series):
            if item.kind == "gap" and _stands_between(document, item):
                continue
            params = {
                "label": item.at.number.label,
                "previous": item.previous.number.label,
                "missing": "、".join(map(str, item.missing)),
            }
            variant = "" if item.kind == "gap" else item.kind
            yield Finding(item.at.heading.span, params, variant, related=(Related(item.previous.heading.span),))


def _series(document: Document) -> Iterator[list[_Numbered]]:
    """The numbered sections of one parent, level and style, in order; at least two."""
    found, numbers = sections(document), section_numbers(document)
    series: dict[tuple[object, ...], list[_Numbered]] = {}
    places: dict[tuple[int, int], int] = {}
    for section, number in zip(found, numbers, strict=True):
        family = (section.parent, section.heading.level)
        place = places[family] = places.get(family, -1) + 1
        if number is None:
            continue
        if number.prefix:
            above = numbers[section.parent] if section.parent >= 0 else None
            if above is None or (*above.prefix, above.value) != number.prefix:
                continue
        series.setdefault((*family, number.style, number.prefix), []).append(_Numbered(section.heading, number, place))
    return (items for items in series.values() if len(items) > 1)


def _breaks(series: list[_Numbered]) -> Iterator[_Break]:
    """The headings at which a series that counts up by one does not."""
    for run in _runs(series):
        values = [item.number.value for item in run]
        rising = sum(1 for a, b in pairwise(values) if b == a + 1)
        falling = sum(1 for a, b in pairwise(values) if b == a - 1)
        if 2 * falling > len(run) - 1 or not (rising or _evident(run)):
            continue  # a count-down, or numbers that no series connects
        slack = 0
        for previous, item in pairwise(run):
            a, b = previous.number.value, item.number.value
            adjacent = item.place == previous.place + 1
            if b <= a:
                if adjacent:
                    yield _Break(item, previous, "repeat" if b == a else "order")
                slack = 1
                continue
            missing = tuple(value for value in range(a + 1, b) if value not in values)
            if missing and len(missing) > slack and len(missing) <= _LARGEST_GAP:
                yield _Break(item, previous, "gap", missing)
            slack = 0


def _runs(series: list[_Numbered]) -> Iterator[list[_Numbered]]:
    """The series cut where it begins again at its lowest number or at one."""
    run: list[_Numbered] = []
    for item in series:
        if run and item.number.value < run[-1].number.value and item.number.value <= 1:
            yield run
            run = []
        run.append(item)
    yield run


def _evident(run: list[_Numbered]) -> bool:
    """Whether two numbers alone show a series: it begins at one and is set off by a mark."""
    return run[0].number.value == 1 and run[0].number.style not in ("bare", "labelno")


def _stands_between(document: Document, item: _Break) -> bool:
    """Whether the missing numbers stand between the two headings, at another level or as text."""
    start, end = item.previous.heading.span.end, item.at.heading.span.start
    seen = set()
    for block in parsed(document).blocks:
        if start <= block.span.start < end and block.kind in ("heading", "paragraph"):
            number = number_of(document.text[block.span.start : min(block.span.end, block.span.start + 60)])
            if number is not None and number.style == item.at.number.style:
                seen.add(number.value)
    return seen.issuperset(item.missing)


# -- levels


def _level_jump(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Sections more than one level below the one that holds them: one finding for each that holds such."""
    false = {item.heading.span for item in false_headings(document)}
    found = sections(document)
    reported: set[int] = set()
    for index, (heading, parent) in enumerate(found):
        if heading.span in false or not heading.text or _is_byline(document, index):
            continue
        above = found[parent].heading if parent >= 0 else title(document)
        if above is None or heading.span.start < above.span.start or heading.level <= above.level + 1:
            continue
        if parent not in reported:
            reported.add(parent)
            fix = _raised(document, index, heading.level - above.level - 1)
            params = {"level": heading.level, "above": above.level}
            yield Finding(heading.span, params, fixes=fix, related=(Related(above.span),))


def _is_byline(document: Document, index: int) -> bool:
    """Whether a heading right below the title is smaller than the next: some accounts set who wrote it so."""
    found = sections(document)
    following = found[index + 1].heading.level if index + 1 < len(found) else 0
    return index == 0 and found[0].heading.level > max(following, _BYLINE_ABOVE)


def _raised(document: Document, first: int, by: int) -> tuple[Fix, ...]:
    """The section and those after it with the same parent, with all that they hold, so many levels higher."""
    found = sections(document)
    level = found[first].heading.level
    edits = []
    for heading, _ in found[first:]:
        if heading.level < level:
            break
        at = heading.span.start
        if document.text[at] != "#":
            return ()
        edits.append(Edit(Span(at, at + by), ""))
    return (Fix(tuple(edits), Safety.UNSAFE),)


# -- doubled headings


@frozen
class DuplicateOptions:
    """What may stand twice.

    Attributes:
        templates: headings that many sections have, such as ``Example``; case, marks and numbers do not count.
    """

    templates: tuple[str, ...] = field(repr=False)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The headings in the form in which they are compared."""
        return frozenset(map(letters, self.templates))


def _duplicates(document: Document, options: DuplicateOptions) -> Iterable[Finding]:
    """The second of two sections of one parent and level with the same heading.

    Headings that come more often, in turn with others, or in several parts are a pattern of the text.
    """
    if not _any_twice(document):
        return
    top = title(document)
    named = letters(top.text) if top is not None else ""
    false = {item.heading.span for item in false_headings(document)}
    siblings: dict[tuple[int, int, str], list[Heading]] = {}
    for heading, parent in sections(document):
        said = letters(heading.text)
        if heading.span not in false and said:
            siblings.setdefault((parent, heading.level, said), []).append(heading)
    often = Counter({key: len(group) for key, group in siblings.items()})
    total: Counter[str] = Counter()
    doubled: Counter[int] = Counter()
    for (parent, _, said), count in often.items():
        total[said] += count
        doubled[parent] += count > 1
    for (parent, _, said), group in siblings.items():
        if len(group) != 2 or total[said] != 2 or doubled[parent] > 1 or said == named:
            continue
        if said in options.forms or not _names_something(group[0].text, said) or _is_menu(document, *group):
            continue
        yield Finding(group[1].span, {"title": group[1].short}, related=(Related(group[0].span),))


def _is_menu(document: Document, first: Heading, second: Heading) -> bool:
    """Whether nothing but links and pictures stands between two headings: a page shows its menus twice."""
    blocks = parsed(document).blocks
    start = bisect_right(blocks, first.span.start, key=lambda block: block.span.start)
    end = bisect_left(blocks, second.span.start, key=lambda block: block.span.start)
    return start < end and all(
        linked_length(document, block) >= _LINKED * len(letters(_seen(document, block))) for block in blocks[start:end]
    )


def _seen(document: Document, block: Block) -> str:
    return "".join(document.slice(span) for span in visible_spans(document, block))


def _any_twice(document: Document) -> bool:
    """A quick look at the texts as they are: most articles hold no two that are equal."""
    texts = [section.heading.text.lower() for section in sections(document) if section.heading.text]
    return len(set(texts)) < len(texts)


def _names_something(text: str, said: str) -> bool:
    """Whether a heading says enough to name one section only; a date, a speaker or a single word does not."""
    if _NO_NAME.search(text):
        return False
    return len(said) >= _SHORTEST and (not said.isascii() or " " in text or len(said) >= _LONG_WORD)


CHECKERS = (
    Checker("headings.numbering", _numbering),
    Checker("headings.level-jump", _level_jump),
    Checker("headings.duplicate", _duplicates, DuplicateOptions),
)
