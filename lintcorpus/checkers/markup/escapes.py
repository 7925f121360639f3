"""Finds needless escapes, and pictures that stand in the midst of sentences."""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

from lintcorpus.article.mask import mask
from lintcorpus.markdown.parse import Block, Inline, inlines_of, parsed
from lintcorpus.markdown.shown import shown
from lintcorpus.markdown.urls import is_inside_url
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety, apply_edits
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

# What html2text writes so that a line does not begin a list; in mid-line nothing needs it. A
# backslash between ASCII letters or after another one belongs to a path or a regular expression.
_ESCAPES = {
    "\\-": lazy(r"(?<![\\\[A-Za-z0-9])\\-(?=[\s-]|\Z)"),
    "\\+": lazy(r"(?<![\\\[A-Za-z0-9])\\\+(?=\s|\Z)"),
    "\\.": lazy(r"(?<=\d)\\\.(?=[^!-~]|\Z)"),
    "\\!": lazy(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\\!(?!\[)"),
    "\\(": lazy(r"\\\((?=[\u2e80-\u9fff])|(?<=[\u2e80-\u9fff])\\\((?![^()]{0,40}\\[A-Za-z])"),
    "\\)": lazy(r"(?<=[\u2e80-\u9fff])\\\)"),
}
_NUMBER = lazy(r"(?<![0-9A-Za-z.\\])\d{1,3}\Z")
_PREFIX = lazy(r"^[ \t>]*", re.MULTILINE)

_ENDS = "。！？…!?"
_CLOSING = "”’」』）》】)\"'"
_BLOCK_START = lazy(r"[#>|=`~]|[-+*](?:\s|\Z)|\d{1,9}[.)](?:\s|\Z)|-{2,}\s*$|<")
_ICON_WORDS = (
    *(
        "emoji",
        "emotion",
        "emoticon",
        "/smil",
        "expression",
        "badge",
        "avatar",
        "res.wx.qq.com",
        "shields.io",
        "mmbiz_svg",
    ),
    *("equation", "latex", "?tex=", "&tex=", "formula", "mathjax"),
)
_ICON = lazy(r"[/_.-](?:(?:icons?|[1-4]\d[x_][1-4]\d)[/_.-]|(?<=\.)(?:svg|ico)\b)")
_CAPTION = lazy(r"图源|图片来源|来源[:：]|[|｜△▲]")
_LEGEND = lazy(
    r"\A.{0,40}?的(?:例子|示例|对话|截图|照片|界面|效果图?|结构图|示意图|流程图|架构图|对比图?|详细结构图)[。，,、]"
    r"|\A.{0,8}[上下左右]图|摘自|供图|摄于|图片由",
    re.DOTALL,
)
"""How the text begins that explains the picture above it."""
_GOES_ON = tuple("，。、；,;.)）")
_MOST_GROUPS = 50
_LEAST_BEFORE = 10
_LEAST_AFTER = 20


def _escapes(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding a line, with all its needless escapes."""
    masked = mask(document)
    text = document.text
    lines: dict[int, list[int]] = {}
    for hit in hits:
        if masked.covers(hit.start, hit.end) or not _ESCAPES[hit.literal].match(text, hit.start):
            continue
        if _opens_line(document, hit):
            continue
        if hit.literal == "\\." and not _NUMBER.search(text, max(0, hit.start - 4), hit.start):
            continue
        lines.setdefault(document.line_of(hit.start), []).append(hit.start)
    for places in lines.values():
        block = _block_at(document, places[0])
        if block is None or block.kind not in ("paragraph", "heading"):
            continue
        edits = tuple(Edit(Span(at, at + 1), "") for at in places)
        if _shows_the_same(document, block, edits):
            span = Span(places[0], places[-1] + 2)
            shows = text[max(span.start - 3, block.span.start) : span.start + 8]
            params = {"match": " ".join(shows.split()), "count": len(places)}
            yield Finding(span, params, fixes=(Fix(edits, Safety.SAFE),))


def _opens_line(document: Document, hit: Hit) -> bool:
    """Whether a list or a rule could begin here, if not in this line then once the lines are cut otherwise."""
    line = document.line_span(document.line_of(hit.start))
    before, after = document.text[line.start : hit.start], document.text[hit.end : line.end]
    return not before.strip(" \t>0123456789\\-+") and (not after.strip(" \t\\-+") or after[0].isspace())


def _block_at(document: Document, at: int) -> Block | None:
    found = parsed(document).blocks
    index = bisect.bisect_right(found, at, key=lambda block: block.span.start) - 1
    return found[index] if index >= 0 and at < found[index].span.end else None


def _shows_the_same(document: Document, block: Block, edits: Sequence[Edit]) -> bool:
    """Whether a block reads the same after edits inside it."""
    start, end = block.span
    before = document.text[start:end]
    after = apply_edits(before, [Edit(Span(span.start - start, span.end - start), new) for span, new in edits])
    return shown(_PREFIX.sub("", before)) == shown(_PREFIX.sub("", after))


def _pictures(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """Pictures glued to the end of a sentence, between two sentences, or before the first one."""
    done = 0
    for hit in hits:
        if hit.start < done or not _touches_text(document.text, hit.start):
            continue
        block = _block_at(document, hit.start)
        if block is None:
            continue
        done = block.span.end
        if block.kind != "paragraph":
            continue
        groups = list(_groups(document, block))
        if len(groups) > _MOST_GROUPS:
            continue  # a gallery, not a paragraph
        for group, inside in groups:
            found = _glued(document, block, group, inside)
            if found is not None:
                yield found


def _touches_text(text: str, start: int) -> bool:
    """A quick look at the characters beside a picture; most stand alone or in a link."""
    before = text[start - 1 : start]
    if before == "[":
        return False
    end = text.find(")", start)
    return bool(before.strip()) or (end >= 0 and bool(text[end + 1 : end + 2].strip()))


def _groups(document: Document, block: Block) -> Iterator[tuple[Span, bool]]:
    """Pictures outside links, with those beside them; and whether emphasis holds them."""
    text = document.text
    linked = strong = -1
    group: Span | None = None
    held = False
    for piece in inlines_of(document, block):
        if piece.kind == "link":
            linked = max(linked, piece.end)
        elif piece.kind in ("strong", "emphasis", "strike"):
            strong = max(strong, piece.end)
        elif piece.kind == "image" and piece.start >= linked:
            inside = piece.start < strong
            if group is not None and not text[group.end : piece.start].strip() and not _is_icon(document, piece):
                group, held = Span(group.start, piece.end), held or inside
                continue
            if group is not None:
                yield group, held
            group, held = (None, False) if _is_icon(document, piece) else (Span(piece.start, piece.end), inside)
    if group is not None:
        yield group, held


def _is_icon(document: Document, piece: Inline) -> bool:
    """Whether a picture is a part of the text: an emoji, a formula, a badge, an empty place."""
    url = piece.data.url.lower()
    if not url or url.startswith("data:") or _ICON.search(url) is not None:
        return True
    return any(word in url for word in _ICON_WORDS)


def _glued(document: Document, block: Block, group: Span, held: bool) -> Finding | None:
    text = document.text
    # A slice, since the picture may stand at either end of the text.
    beside = text[max(block.span.start, group.start - 1) : group.start], text[group.end : group.end + 1]
    if not beside[0].strip() and not beside[1].strip():
        return None
    if beside[0] in ("[", "|") or beside[1] == "]":
        return None
    line = _line_around(document, block, group)
    left, right = (_visible(document, block, span) for span in line)
    if (not beside[0].strip() or not left) and (not beside[1].strip() or not right):
        return None
    if _CAPTION.search(left[-40:]):
        return None
    ending = left.rstrip(_CLOSING)[-1:]
    ended = ending in _ENDS or (ending == "." and left[-8:].rstrip(_CLOSING + ".")[-1:].isalpha())
    if _count(left) >= _LEAST_BEFORE:
        if not beside[0].strip() or (right and not ended and ending not in ":：") or right[:1] in _GOES_ON:
            return None  # in the midst of a sentence stand formulas and icons
        whole = ended or not right
    elif not left and _count(right) >= _LEAST_AFTER and any(mark in right for mark in _ENDS):
        if _CAPTION.search(right) or _LEGEND.search(right) or beside[1] in "*_":
            return None
        whole = True
    else:
        return None
    edits = None if held or is_inside_url(document, group.start) else _own_block(document, block, group)
    fixes = (Fix(edits, Safety.SAFE if whole else Safety.UNSAFE),) if edits else ()
    params = {"before": " ".join(left.split())[-8:].lstrip(), "after": " ".join(right.split())[:8].rstrip()}
    if not whole:
        variant = "announced" if ending in ":：" else "inside"
    else:
        variant = "end" if not right else "" if left else "start"
    return Finding(group, params, variant, fixes=fixes)


def _count(text: str) -> int:
    """How many letters, digits and ideographs a text has."""
    return sum(1 for char in text if char.isalnum())


def _visible(document: Document, block: Block, line: Span) -> str:
    """The text of a part of a block without marks, links and pictures; what is linked leads elsewhere."""
    parts = []
    skip = -1
    for piece in inlines_of(document, block):
        if piece.kind in ("link", "image"):
            skip = max(skip, piece.end)
        elif piece.kind in ("text", "code") and piece.start >= max(skip, line.start) and piece.end <= line.end:
            parts.append(document.text[piece.start : piece.end])
        elif piece.kind == "soft" and piece.start >= line.start and piece.end <= line.end:
            parts.append(_joint(document.text, piece))
    return "".join(parts).replace("*", "").strip(" \t\u200b\u200d\ufeff")


def _joint(text: str, wrap: Inline) -> str:
    """What a reader sees at the end of a wrapped line: a blank, but none beside an ideograph."""
    wide = text[wrap.start - 1 : wrap.start] >= "\u2e80" or text[wrap.end : wrap.end + 1] >= "\u2e80"
    return "" if wide else " "


def _line_around(document: Document, block: Block, group: Span) -> tuple[Span, Span]:
    """The parts of the block on both sides of the pictures, up to a hard break or the block's end."""
    start, end = block.span
    for piece in inlines_of(document, block):
        if piece.kind == "hard":
            if piece.end <= group.start:
                start = piece.end
            elif piece.start >= group.end:
                end = piece.start
                break
    return Span(start, group.start), Span(group.end, end)


def _own_block(document: Document, block: Block, group: Span) -> tuple[Edit, ...] | None:
    """Blank lines round the pictures, or ``None`` where what follows would turn into another block."""
    text = document.text
    newline = "\r\n" if "\r\n" in text else "\n"
    line = document.line_span(document.line_of(block.span.start))
    indent = re.sub(r"[^\s>]", " ", text[line.start : block.span.start])
    gap = newline + (indent.rstrip() if block.quote else "") + newline + indent
    edits = []
    start, end = group
    while start > block.span.start and text[start - 1] in " \t\r\n>":
        start -= 1
    if start > block.span.start:
        edits.append(Edit(Span(start, group.start), gap))
    while end < block.span.end and text[end] in " \t\r\n>":
        end += 1
    if end < block.span.end:
        if _BLOCK_START.match(text, end, block.span.end):
            return None
        edits.append(Edit(Span(group.end, end), gap))
    return tuple(edits) or None


CHECKERS = (
    AnchoredChecker("markup.escapes", _escapes, lambda options: tuple(_ESCAPES), NoOptions),
    AnchoredChecker("markup.glued-picture", _pictures, lambda options: ("![",), NoOptions),
)
