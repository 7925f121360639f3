"""One parser pass over a document: its blocks and the inline pieces inside them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pyromark

from lintcorpus.markdown.crowded import MOST, thinned
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

# Metadata blocks are found by ``front_matter``: the parser would take any two ``---`` lines in
# the midst of an article for one and hide the text between them.
_PARSER = pyromark.Markdown(
    options=pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)


class Block(NamedTuple):
    """A leaf block.

    Attributes:
        kind: ``paragraph heading code html table rule``; loose text of a list item is a paragraph.
        span: the block, without the newline that ends it.
        level: of a heading, 1 to 6, else 0.
        quote: how many block quotes it stands in.
        items: indices into ``Parsed.items`` of the list items around it, outermost first.
        info: of a code block the info string; ``None`` for indented code and other kinds.
        first, last: the slice of ``Parsed.inlines`` that belongs to it.
    """

    kind: str
    span: Span
    level: int
    quote: int
    items: tuple[int, ...]
    info: str | None
    first: int
    last: int


class Inline(NamedTuple):
    """A piece of a block's text; containers come before what they contain.

    Attributes:
        kind: ``text soft hard code html strong emphasis strike link image footnote task``. A text
            is one run of the source; a mark that the parser could not use is a text of its own,
            but for a block of very many pieces, where texts that touch become one, and at last its lines too.
        start, end: code points, markup included.
        data: the ``Target`` of a link or image, the label of a footnote reference, else ``None``.
    """

    kind: str
    start: int
    end: int
    data: Any = None


class Target(NamedTuple):
    """Where a link or image points.

    Attributes:
        url: as the parser read it, escapes and entities resolved.
        form: ``inline reference autolink email``.
        title: the title text.
        text: the span between the brackets.
    """

    url: str
    form: str
    title: str
    text: Span


class Item(NamedTuple):
    """A list item."""

    span: Span
    depth: int
    number: int | None


class Parsed(NamedTuple):
    """What the parser pass found, in document order."""

    blocks: tuple[Block, ...]
    inlines: tuple[Inline, ...]
    items: tuple[Item, ...]


@view
def parsed(document: Document) -> Parsed:
    """The blocks, inline pieces and list items of a document."""
    return _parse(document.text, front_matter(document).end)


def inlines_of(document: Document, block: Block) -> tuple[Inline, ...]:
    """The inline pieces of one block."""
    return parsed(document).inlines[block.first : block.last]


def blocks(document: Document, *kinds: str) -> Iterator[Block]:
    """The leaf blocks of these kinds, or all of them, in order."""
    return (block for block in parsed(document).blocks if not kinds or block.kind in kinds)


def _parse(text: str, base: int) -> Parsed:
    """Parse ``text`` from ``base`` on; one loop, since this is the busiest code of a run.

    Events carry UTF-8 byte offsets that mostly grow, so ``char`` follows ``byte`` as a cursor and
    only what lies between two events is decoded.
    """
    body, raw = _readable(text[base:] if base else text)
    byte, char = 0, base
    found: list[Block] = []
    inlines: list[Any] = []
    items: list[Any] = []
    add, make = inlines.append, tuple.__new__  # by far the quickest way to a named tuple
    quote = 0
    open_items: list[int] = []
    numbers: list[int | None] = []
    stack: list[tuple[str, int, int, Any]] = []  # open inline containers: kind, index, start, data
    leaf: tuple[str, int, int, str | None, int] | None = None  # kind, start, level, info, first
    last_end = base  # end of the last inline piece, which ends loose text and bracketed text

    def close(end: int) -> None:
        nonlocal leaf
        if leaf is not None:
            kind, start, level, info, first = leaf
            span = Span(start, _before_newlines(text, start, end))
            block = (kind, span, level, quote, tuple(open_items), info, first, len(inlines))
            found.append(make(Block, block))
            leaf = None

    events: Iterator[tuple[Any, Any]] = _PARSER.events_with_range(body)
    for event, place in events:
        if "Text" in event and leaf is not None:  # two thirds of all events
            start_byte, end_byte = place["start"], place["end"]
            if raw:
                if start_byte == byte:
                    start = char
                elif start_byte > byte:
                    start = char + len(raw[byte:start_byte].decode())
                else:
                    start = char - len(raw[start_byte:byte].decode())
                char = start + len(raw[start_byte:end_byte].decode())
                byte = end_byte
            else:
                start, char = start_byte + base, end_byte + base
            if start == last_end and len(inlines) - leaf[4] > _MOST:
                last = inlines[-1]
                if last is not None and last[0] == "text" and last[2] == start:
                    inlines[-1] = make(Inline, ("text", last[1], char, None))
                    last_end = char
                    continue
            last_end = char
            add(make(Inline, ("text", start, char, None)))
            continue
        ended = type(event) is dict and "End" in event
        target = place["end"] if ended else place["start"]
        if raw:
            if target > byte:
                char += len(raw[byte:target].decode())
            elif target < byte:
                char -= len(raw[target:byte].decode())
            byte = target
        else:
            char = target + base
        if ended:
            name, _ = _tag(event["End"])
            if name in _INLINE_CONTAINERS:
                kind, index, start, data = stack.pop()
                if data is not None:
                    opened = start + (2 if kind == "image" else 1)
                    form = _FORMS.get(data["link_type"], "reference")
                    data = Target(data["dest_url"], form, data["title"], Span(opened, max(opened, last_end)))
                inlines[index] = make(Inline, (kind, start, char, data))
                last_end = char
            elif name in _LEAVES:
                close(char)
            elif name in _CONTAINERS:
                close(last_end)
                if name == "BlockQuote":
                    quote -= 1
                elif name == "List":
                    numbers.pop()
                elif name == "Item":
                    index = open_items.pop()
                    start, depth, number = items[index]
                    items[index] = Item(Span(start, _before_newlines(text, start, char)), depth, number)
            continue
        if type(event) is dict and "Start" in event:
            name, value = _tag(event["Start"])
            if name in _INLINE_CONTAINERS:
                if leaf is None:
                    leaf = ("paragraph", char, 0, None, len(inlines))
                stack.append((_INLINE_CONTAINERS[name], len(inlines), char, value))
                add(None)
                last_end = char + (2 if name == "Image" else 1)
            elif name in _LEAVES:
                close(last_end)
                level = int(value["level"][1]) if name == "Heading" else 0
                info = value["Fenced"] if name == "CodeBlock" and type(value) is dict else None
                leaf = (_LEAVES[name], char, level, info, len(inlines))
            elif name in _CONTAINERS:
                close(last_end)
                if name == "BlockQuote":
                    quote += 1
                elif name == "List":
                    numbers.append(value)
                elif name == "Item":
                    number = numbers[-1]
                    if number is not None:
                        numbers[-1] = number + 1
                    open_items.append(len(items))
                    items.append((char, len(numbers), number))
            continue
        if event == "Rule":
            close(last_end)
            leaf = ("rule", char, 0, None, len(inlines))
            ended_line = _LINE_END.search(text, char)
            close(ended_line.start() if ended_line else len(text))
            continue
        if leaf is None:
            # Loose text of a tight list item or a footnote: the parser opens no paragraph for it.
            leaf = ("paragraph", char, 0, None, len(inlines))
        start = char
        target = place["end"]
        if raw:
            char += len(raw[byte:target].decode())
            byte = target
        else:
            char = target + base
        last_end = char
        if type(event) is str:
            if event == "SoftBreak" and len(inlines) - leaf[4] > _MOST_BROKEN:
                last = inlines[-1]
                if last is not None and last[0] == "text" and last[2] == start:
                    inlines[-1] = make(Inline, ("text", last[1], char, None))
                    continue
            add(make(Inline, (_BREAKS[event], start, char, None)))
        elif "Text" in event:
            add(make(Inline, ("text", start, char, None)))
        else:
            name, value = next(iter(event.items()))
            if start < leaf[1]:  # the parser lets a paragraph begin behind the box of its task
                leaf = (leaf[0], start, *leaf[2:])
            add(Inline(_PIECES[name], start, char, value if name == "FootnoteReference" else None))
    close(last_end)
    return Parsed(tuple(found), tuple(inlines), tuple(items))


def _readable(body: str) -> tuple[str, bytes]:
    """A text of the same length that the parser can read in little memory, and its bytes unless it is ASCII."""
    if body.isascii() and len(body) <= MOST:
        return body, b""
    try:
        raw = body.encode()
    except UnicodeEncodeError:
        # A lone surrogate makes the parser raise; U+FFFD takes as many code points.
        body = _SURROGATE.sub("\ufffd", body)
        raw = body.encode()
    thin = thinned(raw)
    if thin is not raw:
        body = thin.decode()
    return body, b"" if body.isascii() else thin


def _tag(tag: Any) -> tuple[str, Any]:
    """The name of a start tag and what it carries."""
    if type(tag) is str:
        return tag, None
    for name, value in tag.items():
        return name, value
    raise ValueError("an empty tag")  # the parser gives every tag exactly one name


def _before_newlines(text: str, start: int, end: int) -> int:
    """``end`` moved back over the newlines that close a block, not beyond ``start``."""
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    return end


_INLINE_CONTAINERS = {
    "Strong": "strong",
    "Emphasis": "emphasis",
    "Strikethrough": "strike",
    "Link": "link",
    "Image": "image",
}
_LEAVES = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "CodeBlock": "code",
    "HtmlBlock": "html",
    "Table": "table",
}
_CONTAINERS = {"BlockQuote", "List", "Item", "FootnoteDefinition"}
_PIECES = {
    "Code": "code",
    "InlineHtml": "html",
    "Html": "html",
    "FootnoteReference": "footnote",
    "TaskListMarker": "task",
}
_BREAKS = {"SoftBreak": "soft", "HardBreak": "hard"}
_FORMS = {"Inline": "inline", "Autolink": "autolink", "Email": "email"}
_SURROGATE = lazy("[\ud800-\udfff]")
_LINE_END = lazy(r"[\r\n]")
_MOST = 20_000
"""Pieces of a block beyond which it is no prose: then memory counts more than what its marks are."""
_MOST_BROKEN = 200_000
"""Pieces of a block beyond which its lines are not told apart either."""
