"""Finds titles that are missing or doubled, and sections that stand on the level of the title."""

from collections.abc import Iterable
from itertools import islice

from lintcorpus.article.block_index import block_index
from lintcorpus.article.header.block import bare_value, header
from lintcorpus.article.header.site_names import parts_of, without_site
from lintcorpus.article.headings.hash_lines import hash_lines
from lintcorpus.article.headings.roles import false_headings, size_of
from lintcorpus.article.normal import letters, visible_spans
from lintcorpus.article.removal import remove_lines
from lintcorpus.article.running import linked_length
from lintcorpus.markdown.entities import unescaped
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.markdown.headings import Heading, headings, sections, title
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import frozen
from lintcorpus.model.header import Header
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_NEAR_START = 40
"""Blocks before which a title must come where nothing says where it stands: page dumps put menus above it."""
_PROSE_ABOVE = 3
"""So many paragraphs of text above a heading show that an article had begun; notices of a page are fewer."""
_PROSE = 35
"""What such a paragraph says at least outside links, in ideographs."""
_AFTER_HEADER = 3
"""Blocks after the header among which the title must be where the layout has it."""
_TITLE_LINE = lazy(r"[^\r\n]{2,80}(?<![。.；;，,：:、…])")
_SHORTEST_TITLE = 4
_SAME_SHARE = 0.75
_SHOWN = 20
"""How many further headings a finding points at; ``count`` tells of all."""


@frozen
class TitleOptions:
    """Where a title is demanded.

    Attributes:
        required: whether every article must have one, also where neither header, front matter nor
            headings promise it; a short first line is the title of plain text.
    """

    required: bool = False


def _title(document: Document, options: TitleOptions) -> Iterable[Finding]:
    """No title where an article in Markdown has one, or the title for the second time."""
    found = title(document)
    if _lacks_title(document, found, required=options.required):
        first = _first_line(document)
        yield Finding(first, {}, fixes=_title_fixes(document), key="missing-title")
    elif found is not None:
        for heading in _repeated_titles(document):
            exact = letters(heading.text) == letters(found.text)
            edit = remove_lines(document, heading.span) if exact else None
            fixes = (Fix((edit,), Safety.UNSAFE, "repeated"),) if edit is not None else ()
            yield Finding(heading.span, {"title": heading.short}, "repeated", fixes, (Related(found.span),))


def _lacks_title(document: Document, found: Heading | None, *, required: bool = False) -> bool:
    """Whether a title is missing where it is required or its layout, front matter or headings promise one."""
    metadata = header(document)
    blocks = parsed(document).blocks
    if metadata is not None and metadata.layout.heading:
        if metadata.layout.kind == "lines":
            return found is None or found.span.start > metadata.span.start
        first = (block.span.start for block in blocks if block.span.start >= metadata.span.end)
        return found is None or found.span.start not in islice(first, _AFTER_HEADER)
    if found is not None and _stands_above_text(document, found, blocks):
        return False
    if metadata is not None:
        named = metadata.first("title")
        return named is None or not bare_value(named)
    if not required and not headings(document) and front_matter(document).end == 0:
        return False
    return not _begins_with_title(document, blocks)


def _stands_above_text(document: Document, found: Heading, blocks: tuple[Block, ...]) -> bool:
    """Whether a heading comes near the start, or so far below it only because menus stand above it."""
    if found.span.start <= blocks[min(_NEAR_START, len(blocks)) - 1].span.start:
        return True
    above = (block for block in blocks if block.span.start < found.span.start and block.kind == "paragraph")
    return sum(1 for block in above if _says_much(document, block)) < _PROSE_ABOVE


def _says_much(document: Document, block: Block) -> bool:
    seen = "".join(document.slice(span) for span in visible_spans(document, block))
    length = len(letters(seen))
    return size_of(seen) * (length - linked_length(document, block)) >= _PROSE * max(length, 1)


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
    """Later headings that say what the title says; an H1 also with or without its last words or the site's name."""
    found = title(document)
    if found is None:
        return ()
    wanted = {letters(unescaped(found.text)), letters(without_site(found.text) or "")}
    wanted = {text for text in wanted if len(text) >= _SHORTEST_TITLE}
    least = min(map(len, wanted), default=0)
    return tuple(
        item.heading
        for item in sections(document)
        if wanted
        and item.heading.span.start > found.span.start
        and 2 * len(item.heading.text) >= least
        and _says_same(letters(item.heading.text), wanted, alike=item.heading.level == 1)
    )


def _says_same(said: str, wanted: set[str], *, alike: bool) -> bool:
    """Whether a heading says what one of the texts does; ``alike`` takes the same beginning for it."""
    if said in wanted:
        return True
    pairs = (sorted((said, text), key=len) for text in wanted) if alike and len(said) >= _SHORTEST_TITLE else ()
    return any(len(short) >= _SAME_SHARE * len(long) and long.startswith(short) for short, long in pairs)


def _extra_h1(document: Document, options: NoOptions) -> Iterable[Finding]:
    """One finding a file, at the first H1 that is neither the title nor its repetition."""
    found = title(document)
    if found is None or found.span in hash_lines(document) or _lacks_title(document, found):
        return
    others = set(hash_lines(document))
    others.update(item.span for item in _repeated_titles(document))
    parts = set(map(letters, parts_of(found.text)))
    others.update(item.heading.span for item in false_headings(document))
    extra = [
        item.heading
        for item in sections(document)
        if item.heading.level == 1
        and item.heading.text
        and item.heading.span.start > found.span.start
        and item.heading.span not in others
        and letters(item.heading.text) not in parts
    ]
    if extra and _has_begun(document, found, extra):
        yield Finding(
            extra[0].span,
            {"count": len(extra)},
            fixes=_demoted(document, found),
            related=tuple(Related(heading.span) for heading in extra[1 : _SHOWN + 1]),
        )


def _has_begun(document: Document, found: Heading, extra: list[Heading]) -> bool:
    """Whether the article has begun above the first other H1, which is its title where the first names the site.

    It has where text stands between them, or where the first of several sections follows its title at once;
    a first H1 that is a link as a whole leads to the site.
    """
    blocks = parsed(document).blocks
    first, last = (block_index(document, heading.span.start) for heading in (found, extra[0]))
    if linked_length(document, blocks[first]) >= len(letters(found.text)):
        return False
    if last == first + 1:
        return len(extra) > 1
    return any(block.kind == "paragraph" and _says_much(document, block) for block in blocks[first + 1 : last])


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


CHECKERS = (
    Checker("headings.title", _title, TitleOptions),
    Checker("headings.extra-h1", _extra_h1),
)
