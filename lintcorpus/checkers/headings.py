"""Finds titles that are missing or doubled, headings without text, and gaps in their numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from lintcorpus.article.header import bare_value, header
from lintcorpus.article.normal import letters
from lintcorpus.article.numbering import Number, number_of
from lintcorpus.article.removal import remove_lines
from lintcorpus.article.wraps import LineEnd, wrapping
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.markdown.headings import Heading, headings, sections, title
from lintcorpus.markdown.parse import Block, inlines_of, parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.header import Header
from lintcorpus.model.span import Span

_NEAR_START = 40
"""Blocks before which a title must come where nothing says where it stands: page dumps put menus above it."""
_AFTER_HEADER = 3
"""Blocks after the header among which the title must be where the layout has it."""
_TITLE_LINE = re.compile(r"[^\r\n]{2,80}(?<![。.；;，,：:、…])")
_SHORTEST_TITLE = 4
_SAME_SHARE = 0.75
_INVISIBLE = re.compile(r"[\s*_\\\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe0f\ufeff]*")
_LONGEST = {True: 30, False: 70}
"""Code points of a paragraph that can be a lost heading, with and without CJK."""
_FIRST_CJK = "\u2e80"
_LARGEST_GAP = 3


# -- titles


def _title(document: Document, options: NoOptions) -> Iterable[Finding]:
    """No title where an article in Markdown has one, or the title for the second time."""
    found = title(document)
    if _lacks_title(document, found):
        first = _first_line(document)
        yield Finding(first, {}, fixes=_title_fixes(document), key="missing-title")
    elif found is not None:
        for heading in _repeated_titles(document):
            exact = letters(heading.text) == letters(found.text)
            edit = remove_lines(document, heading.span) if exact else None
            fixes = (Fix((edit,), Safety.UNSAFE, "repeated"),) if edit is not None else ()
            yield Finding(heading.span, {"title": _clipped(heading.text)}, "repeated", fixes, (Related(found.span),))


def _lacks_title(document: Document, found: Heading | None) -> bool:
    """Whether a title is missing where its layout, front matter or headings promise one."""
    metadata = header(document)
    blocks = parsed(document).blocks
    if metadata is not None and metadata.layout.heading:
        if metadata.layout.kind == "lines":
            return found is None or found.span.start > metadata.span.start
        first = (block.span.start for block in blocks if block.span.start >= metadata.span.end)
        return found is None or found.span.start not in islice(first, _AFTER_HEADER)
    if found is not None and found.span.start <= blocks[min(_NEAR_START, len(blocks)) - 1].span.start:
        return False
    if metadata is not None:
        named = metadata.first("title")
        return named is None or not bare_value(named)
    if not headings(document) and front_matter(document).end == 0:
        return False
    return not _begins_with_title(document, blocks)


def _begins_with_title(document: Document, blocks: tuple[Block, ...]) -> bool:
    """Whether the first block is a heading of some level or a short line without an end mark."""
    first = next((block for block in blocks if block.kind not in ("html", "rule")), None)
    if first is None:
        return True
    if first.kind == "heading":
        return first.level <= 2 and bool(_heading_at(document, first).text)
    return first.kind == "paragraph" and _TITLE_LINE.fullmatch(document.slice(first.span)) is not None


def _heading_at(document: Document, block: Block) -> Heading:
    return next(item for item in headings(document) if item.span == block.span)


def _title_fixes(document: Document) -> tuple[Fix, ...]:
    """The title that the metadata names, as a heading above the article."""
    metadata = header(document)
    named = metadata.first("title") if metadata is not None else None
    if metadata is None or named is None or not bare_value(named):
        return ()
    at = _body_start(document, metadata)
    newline = "\r\n" if "\r\n" in document.text else "\n"
    before = newline if at and not document.text.startswith(("\n", "\r"), at - 1) else ""
    return (Fix((Edit(Span(at, at), f"{before}# {bare_value(named)}{newline * 2}"),), Safety.UNSAFE),)


def _body_start(document: Document, metadata: Header) -> int:
    """Where the article begins after front matter or reference lines: its first line with text."""
    line = document.line_of(max(0, metadata.span.end - 1)) + 1
    while line < len(document.line_starts) and not document.slice(document.line_span(line)).strip():
        line += 1
    return document.line_starts[line] if line < len(document.line_starts) else len(document.text)


def _first_line(document: Document) -> Span:
    """The first line with text after the front matter, where a finding about the whole file stands."""
    for index in range(document.line_of(front_matter(document).end), len(document.line_starts)):
        span = document.line_span(index)
        if document.slice(span).strip():
            return span
    return document.line_span(0)


@view
def _repeated_titles(document: Document) -> tuple[Heading, ...]:
    """Later headings that say what the title says; an H1 also with or without its last words."""
    found = title(document)
    if found is None:
        return ()
    wanted = letters(found.text)
    repeated = []
    for heading in (item.heading for item in sections(document)):
        if heading.span.start < found.span.start or 2 * len(heading.text) < len(wanted):
            continue
        said = letters(heading.text)
        if min(len(wanted), len(said)) >= _SHORTEST_TITLE:
            short, long = sorted((wanted, said), key=len)
            longer = heading.level == 1 and len(short) >= _SAME_SHARE * len(long) and long.startswith(short)
            if said == wanted or longer:
                repeated.append(heading)
    return tuple(repeated)


def _extra_h1(document: Document, options: NoOptions) -> Iterable[Finding]:
    """One finding a file, at the first H1 that is neither the title nor its repetition."""
    found = title(document)
    if found is None or _lacks_title(document, found):
        return
    repeated = _repeated_titles(document)
    extra = [
        item.heading
        for item in sections(document)
        if item.heading.level == 1
        and item.heading.text
        and "\n" not in document.slice(item.heading.text_span)  # lines of text above a stray row of ===
        and item.heading.span.start > found.span.start
        and item.heading not in repeated
    ]
    if extra:
        yield Finding(
            extra[0].span,
            {"count": len(extra)},
            fixes=_demoted(document, found),
            related=tuple(Related(heading.span) for heading in extra[1:]),
        )


def _demoted(document: Document, found: Heading) -> tuple[Fix, ...]:
    """Every heading after the title one level lower; none where one would need a seventh level."""
    edits = []
    for heading in headings(document):
        if heading.span.start <= found.span.start:
            continue
        at = heading.span.start
        if heading.level == 6 or document.text[at] != "#":
            return ()
        edits.append(Edit(Span(at, at), "#"))
    return (Fix(tuple(edits), Safety.UNSAFE),)


# -- empty headings


def _empty_heading(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A heading that shows nothing; its title may stand in the paragraph behind it."""
    blocks = parsed(document).blocks
    for index, block in _headless(document):
        nested = bool(block.quote or block.items)
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following is not None and _is_lost_title(document, block, following):
            edit = Edit(Span(block.span.start, following.span.start), "#" * block.level + " ")
            fixes = () if nested else (Fix((edit,), Safety.UNSAFE, "pull"),)
            shown = _clipped(document.slice(following.span))
            yield Finding(block.span, {"title": shown}, "detached", fixes, (Related(following.span),))
        else:
            removal = None if nested else remove_lines(document, block.span)
            # Emphasis marks may belong to a pair whose other half stands in the next paragraph.
            bare = not document.slice(block.span).strip("# \t")
            safety = Safety.SAFE if bare else Safety.UNSAFE
            yield Finding(block.span, {}, fixes=(Fix((removal,), safety),) if removal is not None else ())


def _headless(document: Document) -> list[tuple[int, Block]]:
    """The headings that show nothing, each with its index among the blocks."""
    suspects = {heading.span for heading in headings(document) if _INVISIBLE.fullmatch(heading.text)}
    if not suspects:
        return []
    return [
        (index, block)
        for index, block in enumerate(parsed(document).blocks)
        if block.kind == "heading" and block.span in suspects and _shows_nothing(document, block)
    ]


def _shows_nothing(document: Document, block: Block) -> bool:
    pieces = inlines_of(document, block)
    if any(piece.kind in ("image", "html", "footnote", "link") for piece in pieces):
        return False
    return all(
        _INVISIBLE.fullmatch(document.text, piece.start, piece.end) is not None
        for piece in pieces
        if piece.kind in ("text", "code")
    )


def _is_lost_title(document: Document, heading: Block, block: Block) -> bool:
    """Whether a paragraph is the text of the empty heading before it.

    It is when a wrapping tool cut it off, or when it is one short line that ends like a heading,
    not like a sentence. A picture is better off as a paragraph.
    """
    if block.kind != "paragraph" or block.quote or block.items:
        return False
    pieces = inlines_of(document, block)
    if any(piece.kind == "image" for piece in pieces):
        return False
    text = "".join(document.text[piece.start : piece.end] for piece in pieces if piece.kind in ("text", "code")).strip()
    if not any(map(str.isalnum, text)):
        return False
    if _cut_after(document, heading.span) is not None:
        return True
    if any(piece.kind in ("link", "html", "soft", "hard") for piece in pieces) or text[-1] in "。.；;，,：:、…":
        return False
    return len(text) <= _LONGEST[max(text) >= _FIRST_CJK]


def _cut_after(document: Document, heading: Span) -> LineEnd | None:
    """The line end with which a wrapping tool cut a heading, if one did."""
    found = wrapping(document)
    ends = found.ends if found is not None else ()
    return next(
        (end for end in ends if end.inside == "heading" and heading.start < end.span.start <= heading.end), None
    )


def _wrapped(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A heading that a wrapping tool cut: the rest of it stands as text in the next line."""
    if wrapping(document) is None:
        return
    for block in parsed(document).blocks:
        if block.kind != "heading" or _shows_nothing(document, block):
            continue
        end = _cut_after(document, block.span)
        if end is not None:
            rest = document.slice(document.line_span(document.line_of(end.span.end)))
            fix = Fix((Edit(end.span, end.glue),), Safety.UNSAFE)
            yield Finding(block.span, {"rest": _clipped(rest)}, fixes=(fix,))


# -- numbers


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


@dataclass(frozen=True)
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
    found = sections(document)
    series: dict[tuple[object, ...], list[_Numbered]] = {}
    places: dict[tuple[int, int], int] = {}
    for section in found:
        family = (section.parent, section.heading.level)
        place = places[family] = places.get(family, -1) + 1
        number = number_of(section.heading.text)
        if number is None:
            continue
        if number.prefix:
            above = number_of(found[section.parent].heading.text) if section.parent >= 0 else None
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


def _clipped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:40] + "…"


CHECKERS = (
    Checker("headings.title", _title),
    Checker("headings.extra-h1", _extra_h1),
    Checker("headings.empty", _empty_heading),
    Checker("headings.numbering", _numbering),
    Checker("headings.wrapped", _wrapped),
)
