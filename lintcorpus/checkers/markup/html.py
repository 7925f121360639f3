"""Finds what is left of a web page: tags, comments and scripts of its programs, and entities."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lintcorpus.article.header.block import header
from lintcorpus.article.machine_html import is_embed, is_machine_comment, is_machine_made
from lintcorpus.article.mask import code_mask, mask
from lintcorpus.markdown.entities import Entity, entity_at
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.markdown.spanset import Mask
from lintcorpus.markdown.tags import Tag, tag_at
from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_PLAIN = ("p", "div", "span", "section")
_BOXES = (
    *_PLAIN,
    "article",
    "font",
    "strong",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
)
_FRAMES = (
    "header",
    "footer",
    "nav",
    "main",
    "aside",
    "label",
    "button",
    "form",
    "input",
    "svg",
    "o:p",
    "st1:",
    "w:",
    "v:",
)
_EMPTY = frozenset(_BOXES) - {"blockquote"} | {"o:p"}
_PROGRAMS = ("script", "style", "noscript")
_TAGS = (*(f"<{name}" for name in (*_BOXES, *_FRAMES, *_PROGRAMS)), *(f"</{name}" for name in _BOXES))
_SNIPPETS = (
    *(
        "adsbygoogle = window",
        "adsbygoogle=window",
        "window.datalayer = window",
        "googletag.cmd.push",
        "var _hmt = _hmt",
    ),
    *("<![cdata[", "@media (max-width", "@media screen and", "@media only screen"),
)
_ENTITIES = (
    *("nbsp", "amp", "lt", "gt", "quot", "apos", "ldquo", "rdquo", "lsquo", "rsquo", "hellip", "mdash", "ndash"),
    *("middot", "bull", "laquo", "raquo", "shy", "zwnj"),
    *(f"{letter}{accent}" for accent in ("acute", "grave", "uml", "circ") for letter in "aeiou"),
    *("ccedil", "ntilde", "szlig", "aring", "oslash", "aelig", "atilde", "otilde"),
)
_COMMENT = "<!--"

_PAGE = lazy(r"\s*<(?:!doctype html|html[\s>]|\?xml |rss |feed )", re.IGNORECASE)
_SUBJECT = lazy(r"(?<![./\w-])(?:x?html|css|javascript|xss|jsx|dom)(?![\w/-])|前端开发|网页源码", re.IGNORECASE)
_SUBJECT_NEAR = lazy(
    r"标签|实体|转义|字符引用|entit(?:y|ies)|escap|(?<![./\w-])(?:x?html|xml)\b|\btags?\b", re.IGNORECASE
)
_MEANT = lazy(r"<(?:img|details|summary|table|picture|video|iframe|kbd|td|figure)\b", re.IGNORECASE)
_CONTAINER = lazy(r"<(/?)(?:details|table|figure)\b", re.IGNORECASE)
_TARGETS = ("id", "name", "href", "src")
_ENTITY_START = lazy(r"#?[A-Za-z0-9]+;")
_OPENS_TAG = lazy(r"[A-Za-z/!?]")
_NEEDED = lazy(r"&lt;[A-Za-z/!?]|(?<!\\)<")
_MARKS = frozenset("*_#|[]`~{}\\^")
"""Characters that authors write as entities so that Markdown does not read them."""
_BLANK = lazy(r"(?:&nbsp;|&#160;|&#xa0;|[ \t\u00a0])+", re.IGNORECASE)
_BLANKS = ("nbsp", "#160", "#xa0")
_HEAD = 300
_HEAD_MARKS = " \t>0123456789.)-+*#"
"""What may stand before the text of a list item or a heading."""
_MOST = 20
"""So many lines are reported one by one; more are one finding."""
_LONGEST_PROGRAM, _NEAR = 20_000, 2_000


class _Residue(NamedTuple):
    """Something left of a page; ``edit`` takes it out, ``safety`` says how far that can be trusted."""

    variant: str
    span: Span
    shows: str
    edit: Edit | None = None
    safety: Safety = Safety.SAFE


def _residues(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding a line and kind; one for all where there are very many, or where the file is a whole page."""
    text = document.text
    page = _PAGE.match(text)
    if page is not None:
        first = document.line_span(document.line_of(page.end() - 1))
        yield Finding(first, {"match": text[first.start : first.end][:40]}, "page", key="page")
        return
    lines: dict[tuple[str, int], list[_Residue]] = {}
    done = -1
    for hit in hits:
        if hit.start < done:
            continue
        found = _residue(document, hit)
        if found is not None:
            done = found.span.end
            lines.setdefault((found.variant, document.line_of(found.span.start)), []).append(found)
    for variant in ("", "entity", "empty", "comment", "program"):
        groups = [group for (kind, _), group in lines.items() if kind == variant]
        if len(groups) > _MOST:
            groups = [[item for group in groups for item in group]]
        for group in groups:
            yield _finding(document, variant, group)


def _finding(document: Document, variant: str, group: Sequence[_Residue]) -> Finding:
    edits = [item.edit for item in group if item.edit is not None]
    fixes = (Fix(tuple(edits), min(item.safety for item in group)),) if len(edits) == len(group) else ()
    one_line = document.line_of(group[0].span.start) == document.line_of(group[-1].span.start)
    span = Span(group[0].span.start, group[-1].span.end) if one_line else group[0].span
    return Finding(span, {"match": group[0].shows, "count": len(group)}, variant, fixes=fixes)


def _residue(document: Document, hit: Hit) -> _Residue | None:
    if hit.literal.startswith("&"):
        return _entity(document, hit.start)
    if code_mask(document).covers(hit.start, hit.end) or document.text.endswith("\\", 0, hit.start):
        return None
    if hit.literal == _COMMENT:
        return _comment(document, hit.start)
    if hit.literal in _SNIPPETS:
        line = document.line_span(document.line_of(hit.start))
        return (
            None if _is_about_html(document, hit.start) else _Residue("program", Span(hit.start, line.end), hit.literal)
        )
    tag = tag_at(document.text, hit.start)
    return None if tag is None or _is_about_html(document, hit.start) else _tag(document, tag)


def _tag(document: Document, tag: Tag) -> _Residue | None:
    text, (start, end) = document.text, tag.span
    shows = text[start : min(end, start + 40)]
    if tag.name in _PROGRAMS:
        if tag.closing:
            return None
        close = _closing(text, tag)
        source = text[start : close if close >= 0 else end]
        return None if is_embed(source) else _Residue("program", Span(start, start + len(source)), shows)
    if tag.closing:
        if tag.name in _openings(document):
            return None
        return _Residue("", tag.span, shows, Edit(tag.span, ""), Safety.UNSAFE)
    empty = re.compile(rf"(\s*)</{re.escape(tag.name)}\s*>", re.IGNORECASE).match(text, end, end + 100)
    if empty and tag.name in _EMPTY and not any(name in tag.attributes for name in _TARGETS):
        span = Span(start, empty.end())
        return _Residue("empty", span, text[start : min(span.end, start + 40)], Edit(span, empty[1]))
    if is_machine_made(tag) or (tag.name in _PLAIN and not tag.attributes and not _is_meant(document, tag)):
        return _Residue("", tag.span, shows)
    return None


def _closing(text: str, tag: Tag) -> int:
    """Where the next closing tag of this name begins, or -1 when it is not near."""
    at = text[tag.span.end : tag.span.end + _LONGEST_PROGRAM].lower().find(f"</{tag.name}")
    return tag.span.end + at if at >= 0 else -1


def _comment(document: Document, start: int) -> _Residue | None:
    text = document.text
    end = text.find("-->", start + 4, start + 5_000)
    if end < 0 or not is_machine_comment(text[start + 4 : end]):
        return None
    span = Span(start, end + 3)
    return _Residue("comment", span, text[start : min(span.end, start + 40)], Edit(span, ""), Safety.UNSAFE)


def _is_meant(document: Document, tag: Tag) -> bool:
    """Whether a bare tag has no end, or stands round or inside what Markdown cannot express."""
    text = document.text
    end = _closing(text, tag)
    if end < 0 or _MEANT.search(text, tag.span.end, end):
        return True
    around = [match[1] for match in _CONTAINER.finditer(text, max(0, tag.span.start - _NEAR), tag.span.start)]
    return 2 * around.count("") > len(around)


@view
def _openings(document: Document) -> frozenset[str]:
    """The names of all opening tags of a document."""
    return frozenset(name.lower() for name in re.findall(r"<([A-Za-z][A-Za-z0-9:]*)[\s>/]", document.text))


def _is_about_html(document: Document, at: int) -> bool:
    """Whether the article, or the line, speaks of the language of web pages."""
    line = document.line_span(document.line_of(at))
    near = Span(max(line.start, at - 200), min(line.end, at + 200))
    without_tags = re.sub(r"<[^<>]*>", " ", document.slice(near))
    return _speaks_of_html(document) or _SUBJECT_NEAR.search(without_tags) is not None


@view
def _speaks_of_html(document: Document) -> bool:
    found = _SUBJECT.finditer(document.text)
    return next(found, None) is not None and next(found, None) is not None


def _entity(document: Document, start: int) -> _Residue | None:
    text = document.text
    entity = entity_at(text, start)
    if entity is None or text.endswith("\\", 0, start):
        return None
    in_metadata = _metadata(document).covers(*entity.span)
    if (_urls(document) if in_metadata else mask(document)).covers(*entity.span):
        return None
    line = document.line_span(document.line_of(start))
    if _is_subject_near(document, line, start):
        return None
    if in_metadata:
        plain = not entity.char.isascii() and not entity.escaped
        return _Residue(
            "entity", entity.span, text[slice(*entity.span)], Edit(entity.span, entity.char) if plain else None
        )
    if entity.escaped:
        if _speaks_of_html(document):
            return None
        shown = f"&{entity.name};"
        return _Residue("entity", entity.span, text[slice(*entity.span)], Edit(entity.span, shown))
    if entity.name.lower() in _BLANKS:
        return _blank(document, entity, line)
    return _character(document, entity, line)


def _is_subject_near(document: Document, line: Span, at: int) -> bool:
    """Whether a line speaks of tags or escapes round a place, at least so far as 200 code points from it."""
    known = _subjects(document)
    start = max(line.start, at - at % 200 - 200)
    if start not in known:
        known[start] = _SUBJECT_NEAR.search(document.text, start, min(line.end, start + 600)) is not None
    return known[start]


@view
def _subjects(document: Document) -> dict[int, bool]:
    """Where the pieces of lines begin that were looked through, and what was found; filled as they are."""
    return {}


def _blank(document: Document, entity: Entity, line: Span) -> _Residue:
    """A run of such blanks: one space between words, nothing at the ends of a line."""
    text = document.text
    start = entity.span.start
    while start > line.start and text[start - 1] in " \t\u00a0":
        start -= 1
    run = _BLANK.match(text, start, line.end)
    span = Span(start, run.end() if run else entity.span.end)
    shows = f"&{entity.name};"
    if _is_at_head(text, line, span.start) or span.end == line.end:
        return _Residue("entity", entity.span, shows)
    beside = text[span.start - 1] + text[span.end]
    edit = None if any(char in "*_~`[]()<>!|" for char in beside) else Edit(span, " ")
    return _Residue("entity", span, shows, edit)


def _is_at_head(text: str, line: Span, start: int) -> bool:
    """Whether nothing but marks stands before a place of a line; it may be as long as the file, so the head tells."""
    return not any(map(str.isalnum, text[line.start : min(start, line.start + _HEAD)].lstrip(_HEAD_MARKS)))


def _character(document: Document, entity: Entity, line: Span) -> _Residue | None:
    text, (start, end) = document.text, entity.span
    char, shows = entity.char, text[start:end]
    at_head = _is_at_head(text, line, start)
    beside = text[max(line.start, start - 1) : start] + text[end : min(end + 1, line.end)]
    if char == "&":
        needed = _ENTITY_START.match(text, end, line.end) is not None
        return None if needed else _Residue("entity", entity.span, shows, Edit(entity.span, char))
    if char == "<":
        needed = _OPENS_TAG.match(text, end, line.end) is not None or end == line.end
        return None if needed else _Residue("entity", entity.span, shows, Edit(entity.span, char))
    if char == ">":
        needed = at_head or _NEEDED.search(text, line.start, start) is not None
        return None if needed else _Residue("entity", entity.span, shows, Edit(entity.span, char))
    if char in _MARKS or (char.isascii() and not char.isprintable()):
        return None
    if not char.isprintable() or (char.isascii() and char not in "\"'" and at_head):
        return _Residue("entity", entity.span, shows)
    risky = (char.isalnum() or not char.isascii()) and any(mark in "*_" for mark in beside)
    return _Residue("entity", entity.span, shows, None if risky else Edit(entity.span, char))


@view
def _metadata(document: Document) -> Mask:
    found = header(document)
    return Mask([front_matter(document), *([found.span] if found is not None else [])])


@view
def _urls(document: Document) -> Mask:
    return Mask(bare_urls(document))


_ANCHORS = (*_TAGS, *_SNIPPETS, _COMMENT, "&#", *(f"&{name};" for name in _ENTITIES), "<!doctype", "<html", "<?xml")

CHECKERS = (AnchoredChecker("html.residue", _residues, lambda options: _ANCHORS, NoOptions),)
