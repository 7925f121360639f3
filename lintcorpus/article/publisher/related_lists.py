"""Lists of the publisher's other articles: a heading such as "Read next" and the titles below it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.units import Plain, Unit, plain, size_of, units_after, units_of
from lintcorpus.article.publisher.lexicon import Lexicon
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy

NO_PROSE = ("code", "html", "table", "rule")
"""Kinds of blocks that hold no text of their own."""

_TITLE, _HEADING, _SHORT, _EXCERPT = 6, 16, 60, 120
_LONGEST_OPENING = 3 * _HEADING
"""No line with more code points is as short as a heading: a letter is worth two fifths of an ideograph."""
_MOST_ENTRIES, _FEWEST, _MOST_LINES_OF_ONE = 24, 2, 3

_SOURCES, _APART = 24, 3
"""Blocks above a link in which the heading of a list of sources is looked for, and above the first link."""

_LINKED = 0.2
"""Of a line that is hardly anything but links no more stands outside them."""

_NO_WORD = lazy(r"[\W\d_]+")
_DATE = lazy(r"\d[\d\s.:/年月日-]*")
_SENTENCE_MARK = lazy(r"[。！？!?]")


class RelatedList(NamedTuple):
    """A list of other articles.

    Attributes:
        first, last: its first and last unit.
        evidence: why it is one.
    """

    first: Unit
    last: Unit
    evidence: dict[str, Any]


def related_list(document: Document, lexicon: Lexicon, unit: Unit, seen: Plain) -> RelatedList | None:
    """The list of other articles that begins with this unit.

    Args:
        document: the article.
        lexicon: knows the headings.
        unit: perhaps a heading, a label before links, or a link.
        seen: what a reader sees of it.
    """
    text, bare, _ = seen
    heading = words_of(text)
    label = heading if bare == text else words_of(bare)
    headings = lexicon.headings
    if not (
        heading in headings
        or label in headings
        or label in lexicon.labels
        or (len(text) <= _LONGEST_OPENING and heading.startswith(lexicon.openings))
        or len(bare) <= _LINKED * len(text)
    ):
        return None  # as nearly always
    linked = len(seen.text) > len(seen.bare) or is_pictured(unit)
    if seen.text.count("[") != seen.text.count("]") and not linked:
        return None  # the beginning of a broken link
    place = edges(document).place(unit.block)
    if heading in lexicon.headings or label in lexicon.headings or (linked and label in lexicon.labels):
        if linked and not label and (place == "head" or parsed(document).blocks[unit.block].items):
            return None  # an entry of a menu
        entries, last = _entries(document, unit, int(linked and bool(label)))
        if not entries and place == "tail":
            entries, last = _bare_titles(document, unit)
        # A heading alone is what is left of a list; a line in a paragraph is no heading.
        if entries or (place == "tail" and unit.span == parsed(document).blocks[unit.block].span):
            return RelatedList(unit, last, {"heading": label or heading, "entries": entries, "place": place})
    elif not linked and seen.size <= _HEADING and heading.startswith(lexicon.openings):
        entries, last = _entries(document, unit, 0)
        if entries >= _FEWEST:
            return RelatedList(unit, last, {"heading": heading, "entries": entries, "place": place})
    elif place == "tail" and _points(unit, seen, lexicon.hosts) and not _under_references(document, unit, lexicon):
        links, last = 1, unit
        for following in units_after(document, unit):
            shown = plain(document, following)
            if _points(following, shown, lexicon.hosts):
                links, last = links + 1, following
            elif shown.text:
                break
        if links >= _FEWEST:
            return RelatedList(unit, last, {"entries": links, "place": place})
    return None


def words_of(text: str) -> str:
    """A line from its first letter or digit to its last."""
    if text[:1].isalnum() and text[-1].isalnum():
        return text  # as many lines are
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


def is_pictured(unit: Unit) -> bool:
    """Whether a picture in this unit is a link."""
    end = -1
    for piece in unit.pieces:
        if piece.kind == "link":
            end = max(end, piece.end)
        elif piece.kind == "image" and piece.end <= end:
            return True
    return False


def _entries(document: Document, heading: Unit, entries: int) -> tuple[int, Unit]:
    """How many entries stand in a list under a heading, and its last unit.

    Under each title its author or source may stand, and at the tail of an article an excerpt.
    """
    blocks = parsed(document).blocks
    excerpts = edges(document).place(heading.block) == "tail"
    last, lines = heading, 0
    itemised: bool | None = None
    for unit in units_after(document, heading):
        seen = plain(document, unit)
        item = bool(blocks[unit.block].items)
        if unit.kind in NO_PROSE:
            if entries or unit.kind != "rule":
                break
        elif itemised in (None, item) and not _stays(unit) and (_is_entry(unit, seen) or (item and _is_title(seen))):
            entries, last, lines, itemised = entries + 1, unit, 0, item
            if entries == _MOST_ENTRIES:
                break
        elif entries and item and blocks[unit.block].items == blocks[last.block].items:
            last = unit  # the rest of a list item
        elif words_of(seen.text) and _DATE.fullmatch(seen.text) is None:
            lines += 1
            most = _EXCERPT if excerpts else _HEADING
            if not entries or lines > _MOST_LINES_OF_ONE or seen.size > most or unit.kind == "heading":
                break
    return entries, last


def _bare_titles(document: Document, heading: Unit) -> tuple[int, Unit]:
    """The same for a list that lost its links: nothing but titles up to the end of the article."""
    last, entries = heading, 0
    for unit in units_after(document, heading):
        seen = plain(document, unit)
        if not seen.text:
            continue
        titled = _TITLE <= seen.size <= _SHORT and not seen.text.endswith(("。", "；", "，", ",", "."))
        if not titled or unit.kind in NO_PROSE or entries == _MOST_ENTRIES:
            return 0, heading
        last, entries = unit, entries + 1
    return (entries, last) if entries >= _FEWEST else (0, heading)


def _stays(unit: Unit) -> bool:
    """Whether a unit links within its own page, as a table of contents does."""
    return any(piece.kind == "link" and piece.data.url.startswith("#") for piece in unit.pieces)


def _is_entry(unit: Unit, seen: Plain) -> bool:
    """Whether a unit is nearly all link, or a linked picture."""
    linked = len(seen.text) > len(seen.bare)
    return linked and len(_NO_WORD.sub("", seen.bare)) < 0.4 * len(seen.text) if seen.text else is_pictured(unit)


def _is_title(seen: Plain) -> bool:
    """Whether a line without a link, or with the remains of one, may be a title."""
    title = seen.text.partition("](")[0]
    return _TITLE <= size_of(title) <= _SHORT and _SENTENCE_MARK.search(title) is None


def _is_linked(seen: Plain) -> bool:
    """Whether hardly anything stands outside links."""
    return len(seen.bare) <= _LINKED * len(seen.text)


def _points(unit: Unit, seen: Plain, hosts: Sequence[str]) -> bool:
    """Whether a unit is nothing but titles that link to these hosts."""
    if not _is_linked(seen) or unit.kind in NO_PROSE:
        return False
    targets = [piece.data.url for piece in unit.pieces if piece.kind == "link"]
    return bool(targets) and all(any(f"//{host}/" in target for host in hosts) for target in targets)


def _under_references(document: Document, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether the nearest line with text above says that sources follow; other links to the hosts may stand between."""
    nearest = unit.block
    for index in range(unit.block, max(-1, unit.block - _SOURCES), -1):
        if nearest - index > _APART:
            break
        units = units_of(document, index)
        for above in reversed(units[: unit.part] if index == unit.block else units):
            seen = plain(document, above)
            if _points(above, seen, lexicon.hosts):
                nearest = index
            elif seen.text:
                return seen.size <= _HEADING and any(word in seen.text for word in lexicon.references)
    return False
