"""Finds headings whose marks or numbers are not set off from the title, or otherwise than in their siblings."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lintcorpus.article.headings.numbering import number_of, section_numbers
from lintcorpus.article.headings.roles import size_of
from lintcorpus.markdown.headings import Heading, headings, sections, title
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import Block, blocks, parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_UNPARTED = lazy(r"(?P<marks>#{1,6})(?=[^\s#!/\\<\[{(\"'`@$%&*+=|~^:;,.?\-])[^#\r\n]*?(?P<closing>#*)[ \t]*\Z")
_HAN = lazy(r"[\u3400-\u9fff]")
_LATIN_TITLE = lazy(r"[A-Z][\w'’-]*(?: [\w'’&,:-]+)+\Z")
_LONGEST = 30
"""Ideographs of a line that can be a heading."""
_NO_TITLE = lazy(r"[。；;，]")
_LEADING = "*_#【[「 \t"
_OPENING = '“"‘「『《【（(<$'
_END_MARKS = "、.．:：)）】]"
_NARROW = str.maketrans("．：）", ".:)")
_FEWEST = 2
_MAJORITY = 2


class _Setting(NamedTuple):
    """How a number is set off.

    Attributes:
        heading: the heading.
        label: number and mark.
        before: the blanks between number and mark.
        after: the blanks between mark and title.
    """

    heading: Heading
    label: str
    before: Span
    after: Span


def _space(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Marks that no space parts from the title, so that it is none; numbers set off unlike those around."""
    yield from _unparted(document)
    for settings in _series(document):
        yield from _odd_ones(document, settings)


def _unparted(document: Document) -> Iterator[Finding]:
    """Paragraphs of one line that begin with marks of a heading, where a hashtag or comment is out of the question."""
    paragraphs = {block.span.start: block for block in blocks(document, "paragraph")}
    found = []
    for start in _lines_with_marks(document.text):
        block = paragraphs.get(start)
        if block is None:
            continue
        match = _UNPARTED.match(document.text, start, block.span.end)
        if match is not None and _reads_like_title(match[0].strip("# \t")):
            found.append((block, match))
    for block, match in found:
        single = len(match["marks"]) == 1
        if single and not _is_first_level(document, block, others=len(found) > 1):
            continue
        places = [match.end("marks")]
        if match["closing"] and document.text[match.start("closing") - 1] not in " \t":
            places.append(match.start("closing"))
        edits = tuple(Edit(Span(at, at), " ") for at in places)
        params = {"title": clipped(document, block.span)}
        yield Finding(block.span, params, "marks", (Fix(edits, Safety.UNSAFE),))


def _lines_with_marks(text: str) -> Iterator[int]:
    """Where lines begin with ``#``."""
    if text.startswith("#"):
        yield 0
    for ends in ("\n#", "\r#"):
        at = text.find(ends)
        while at >= 0:
            yield at + 1
            at = text.find(ends, at + 1)


def _reads_like_title(text: str) -> bool:
    """Whether a line can be a heading rather than a tag, a comment or a sentence."""
    if size_of(text) > _LONGEST or _NO_TITLE.search(text):
        return False
    return _HAN.search(text) is not None or _LATIN_TITLE.match(text) is not None


def _is_first_level(document: Document, block: Block, *, others: bool) -> bool:
    """Whether a line after a single mark is the title or a numbered section; a hashtag is neither."""
    text = document.slice(block.span).lstrip("#")
    if document.slice(block.span).count("#") > 1 or not _HAN.search(text):
        return False
    number = number_of(text)
    if number is not None:
        return not text.strip()[0].isdigit() or number.label[-1] in _END_MARKS
    first = parsed(document).blocks[0].span == block.span
    return first and title(document) is None and (others or bool(headings(document)))


def _series(document: Document) -> Iterator[list[_Setting]]:
    """The numbered sections of one parent and level with the same kind of number and the same mark."""
    series: dict[tuple[object, ...], list[_Setting]] = {}
    for section, number in zip(sections(document), section_numbers(document), strict=True):
        if number is None:
            continue
        setting = _setting(document, section.heading, "".join(number.label.split()))
        if setting is None:
            continue
        key = (section.parent, section.heading.level, number.style, number.prefix, _mark(setting.label))
        series.setdefault(key, []).append(setting)
    return (items for items in series.values() if len(items) > _FEWEST)


def _setting(document: Document, heading: Heading, label: str) -> _Setting | None:
    """How a number is set off; ``None`` where escapes, emphasis or another mark stand in between."""
    text, end = document.text, heading.text_span.end
    start = heading.text_span.start
    while start < end and text[start] in _LEADING:
        start += 1
    number = label.rstrip(_END_MARKS)
    if not text.startswith(number, start):
        return None
    before = _blanks(document, start + len(number), end)
    mark = label[len(number) :]
    if not text.startswith(mark, before.end):
        return None
    after = _blanks(document, before.end + len(mark), end) if mark else Span(before.start, before.end)
    if after.end == end or not (text[after.end].isalnum() or text[after.end] in _OPENING):
        return None
    return _Setting(heading, label, before if mark else Span(after.start, after.start), after)


def _mark(label: str) -> str:
    """The mark at the end of a number; marks of half and full width are the same."""
    return label[-1].translate(_NARROW) if label[-1] in _END_MARKS else ""


def _blanks(document: Document, start: int, end: int) -> Span:
    at = start
    while at < end and document.text[at].isspace():
        at += 1
    return Span(start, at)


def _odd_ones(document: Document, settings: list[_Setting]) -> Iterator[Finding]:
    """The few numbers of a series that are not set off as most of them are."""
    ways = [(document.slice(item.before), document.slice(item.after)) for item in settings]
    (usual, count), *_ = Counter(ways).most_common(1)
    if count < _FEWEST or count < _MAJORITY * (len(ways) - count):
        return
    example = settings[ways.index(usual)]
    for item, way in zip(settings, ways, strict=True):
        # Which blank parts them does not matter, whether any does.
        if [bool(blank) for blank in way] == [bool(blank) for blank in usual]:
            continue
        edits = tuple(
            Edit(span, blank)
            for span, blank in zip((item.before, item.after), usual, strict=True)
            if document.slice(span) != blank
        )
        params = {"label": item.label, "usual": example.heading.short}
        yield Finding(
            item.heading.span, params, fixes=(Fix(edits, Safety.SAFE),), related=(Related(example.heading.span),)
        )


CHECKERS = (Checker("headings.space", _space),)
