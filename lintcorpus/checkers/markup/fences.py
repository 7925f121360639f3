"""Finds code whose fence is never closed, and code that lost its fence and became text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from lintcorpus.markdown.parse import Block, blocks, parsed
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_FENCES = ("```", "~~~")
_FENCE = lazy(r"`{3,}|~{3,}")
_LINE = lazy(r"[^\r\n]+")
_OPENING = lazy(r" {0,3}(`{3,}|~{3,})[ \t]*[A-Za-z][\w+#.-]*[ \t]*")
_ABOUT_FENCES = {"markdown", "md", "mdx", "rmd", "text", "txt", "plain", "diff", "html", "console", "sh", "bash"}
"""Languages whose code may well show a fence."""

# Tokens that stand alone on a line in no text; lines of round or square brackets alone are what is
# left of links, and a lone ``=`` is what is left of a formula. Code that kept its lines has lone
# brackets too, but no lone operators.
_BRACES = ("\n{", "\n}", "\r{", "\r}")
_BEGIN, _END = r"(?<![^\r\n])[ \t]*", r"[ \t]*(?=[\r\n]|\Z)"
_TOKEN = lazy(rf"{_BEGIN}(?:([{{}}])|[)\]}}]+[;,]|(\(\)+;?|;|::|&&|\|\||->|=>|<<|[=!+-]=)){_END}")
_MEMBER = lazy(rf'{_BEGIN}"[\w.$@-]+"{_END}')
_PROSE_LINE = lazy(
    rf"""{_BEGIN}(?:[A-Z][a-z’']*(?: [\w’',()/-]+){{3,}}[.,:;?!]?|[^"/#*\r\n]*[\u4e00-\u9fff]{{8}}[^\r\n]*){_END}"""
)
_LEAST_TOKENS = 4
_APART = 600
"""Code points between two such lines of one piece of code."""


def _code(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """Every open fence, and one finding a file for code that was taken for text."""
    if any(hit.literal in _FENCES for hit in hits):
        yield from _open_fences(document)
    if sum(hit.literal in _BRACES for hit in hits) > 1:
        yield from _flattened(document)


def _open_fences(document: Document) -> Iterator[Finding]:
    """Fences that run to the end of the file, that their list item ends, or that run into the next one."""
    text = document.text
    fenced = [block for block in parsed(document).blocks if block.info is not None]
    turned = False  # whether this fence was meant to close the one before
    for block, following in zip_longest(fenced, fenced[1:]):
        fence = _FENCE.match(text, block.span.start)
        if turned or fence is None or _is_plain(text, block.span, fence[0]):
            turned = False
            continue
        lines = [Span(*match.span()) for match in _LINE.finditer(text, *block.span)]
        content = sum(1 for line in lines[1:] if document.slice(line).strip(" \t>"))
        params = {"fence": fence[0], "lines": content}
        if _is_closed(document, lines, fence[0]):
            inner = _opening_inside(document, block, lines, fence[0])
            if inner is not None:
                params["line"] = document.line_of(inner.start) + 1
                yield Finding(lines[0], params, "swallows")
        elif not text[block.span.end :].strip():
            yield Finding(lines[0], params, "" if content else "last")
        elif following is not None and _is_stray(document, following, fence[0]):
            # The end of a list item or a quote closes it too. That does harm only when the closing
            # fence stands outside and opens another block.
            turned = True
            yield Finding(lines[0], params)


def _is_plain(text: str, span: Span, fence: str) -> bool:
    """Whether a block ends in its fence and shows no other: so nearly all do."""
    close = text.find(fence, span.start + len(fence), span.end)
    return close >= 0 and not text[close : span.end].strip(fence[0]) and not text[close - 1].strip(" \t>\r\n")


def _is_closed(document: Document, lines: Sequence[Span], fence: str) -> bool:
    mark = document.slice(lines[-1]).strip(" \t>")
    return len(lines) > 1 and len(mark) >= len(fence) and not mark.strip(fence[0])


def _opening_inside(document: Document, block: Block, lines: Sequence[Span], fence: str) -> Span | None:
    """The first line of closed code that opens a fence of the same kind, where code would not show one."""
    if (block.info or "").split(" ")[0].lower() in _ABOUT_FENCES:
        return None
    for line in lines[1:-1]:
        inner = _OPENING.fullmatch(document.text, *line)
        if inner is not None and inner[1].startswith(fence):
            return line
    return None


def _is_stray(document: Document, block: Block, fence: str) -> bool:
    """Whether a block opens with a mere fence that would close ``fence`` and is itself never closed."""
    lines = [Span(*match.span()) for match in _LINE.finditer(document.text, *block.span)]
    opening = document.slice(lines[0]).strip(" \t")
    return opening.startswith(fence) and not opening.strip(fence[0]) and not _is_closed(document, lines, opening)


def _flattened(document: Document) -> Iterator[Finding]:
    pieces = [span for block in blocks(document, "paragraph") for span in _pieces(document, block)]
    if pieces:
        yield Finding(pieces[0], {"count": len(pieces)}, "flattened", key="flattened")


def _pieces(document: Document, block: Block) -> Iterator[Span]:
    """Stretches of a paragraph in which the tokens of a program stand on lines of their own."""
    together: list[re.Match[str]] = []
    for token in [*_TOKEN.finditer(document.text, *block.span), None]:
        if token is not None and (not together or _is_near(document.text, together[-1].end(), token.start())):
            together.append(token)
            continue
        span = Span(together[0].start(), together[-1].end()) if together else Span(0, 0)
        braces = sum(1 for item in together if item[1])
        others = any(item[2] for item in together) or _MEMBER.search(document.text, *span) is not None
        if len(together) >= _LEAST_TOKENS and braces and others:
            yield span
        together = [token] if token is not None else []


def _is_near(text: str, start: int, end: int) -> bool:
    """Whether nothing but code can stand between two lone tokens: neither much, nor a line as long as prose has."""
    return end - start <= _APART and _PROSE_LINE.search(text, start, end) is None


CHECKERS = (AnchoredChecker("fences.open", _code, lambda options: (*_FENCES, *_BRACES), NoOptions),)
