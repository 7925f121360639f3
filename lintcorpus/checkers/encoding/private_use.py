"""Finds characters that mean something only in one font, as the icons of a web page do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from lintcorpus.article.garbled.mojibake import garbled
from lintcorpus.article.mask import code_mask
from lintcorpus.article.screens import utf8
from lintcorpus.markdown.parse import Block
from lintcorpus.markdown.spanset import Mask
from lintcorpus.markdown.surroundings import block_at, breaks_url, reads_alike
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

# How characters of private use begin in UTF-8; nothing else begins with one of the first three bytes.
_FIRST = (b"\xee", b"\xf3", b"\xf4")
_FIRST_TWO = lazy(rb"\xef[\x80-\xa3]")
# U+F8FF is the apple that Macs type.
_PRIVATE = "[\ue000-\uf8fe\U000f0000-\U0010ffff]"
_RUN = lazy(f"{_PRIVATE}+(?:\ufe0f?{_PRIVATE})*")
_SUBJECT = lazy(
    r"U\+[EF][0-9A-F]{3}|private.use|私[用有]|专用区|专用码|造字|icon.?font|nerd font|powerline|font.?awesome|图标字体"
    r"|字体图标|iconfont|glyph",
    re.IGNORECASE,
)
_HAN = lazy(r"[\u3400-\u9fff]")
_SHOWN = 5
"""Kinds of character that a message names."""


def _private_use(document: Document, options: NoOptions) -> Iterable[Finding]:
    """One finding a file, at the first place that no repair takes away, or else the safest leaves."""
    raw = utf8(document)
    if not any(byte in raw for byte in _FIRST) and not _FIRST_TWO.search(raw):
        return
    spans = list(_places(document))
    if not spans:
        return
    alone, others = _edits(document, spans)
    repairs = (Mask(edit.span for edit in (*alone, *others)), Mask(edit.span for edit in alone))
    left = (span for repair in repairs for span in spans if not repair.covers(*span))
    chars = [char for start, end in spans for char in document.text[start:end]]
    kinds = [f"U+{ord(char):04X}" for char in dict.fromkeys(chars)]
    names = ", ".join(kinds[:_SHOWN]) + (", …" if len(kinds) > _SHOWN else "")
    fixes = [Fix(alone, Safety.SAFE, "alone")] if alone else []
    fixes.extend([Fix(others, Safety.UNSAFE)] if others else [])
    params = {"count": len(chars), "names": names}
    yield Finding(next(left, spans[0]), params, fixes=tuple(fixes), key="private use")


def _places(document: Document) -> Iterator[Span]:
    """The runs outside code, URLs, garbled text and lines that speak of such characters."""
    code = code_mask(document)
    misread = {at for run in garbled(document) for at in range(*run.span)}
    speaks: dict[int, bool] = {}
    for run in _RUN.finditer(document.text):
        span = Span(*run.span())
        if code.covers(*span) or span.start in misread:
            continue
        line = document.line_of(span.start)
        if line not in speaks:
            speaks[line] = _SUBJECT.search(document.text, *document.line_span(line)) is not None
        if not speaks[line]:
            yield span


def _edits(document: Document, spans: Sequence[Span]) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """Deletions of paragraphs that hold nothing else, and of the other characters that may be icons."""
    alone: list[Edit] = []
    others: list[Edit] = []
    for block, group in groupby(spans, key=partial(block_at, document)):
        if block is not None and _is_alone(document, block):
            alone.append(Edit(_paragraph(document, block), ""))
        else:
            icons = [span for span in group if _is_icon(document, span) and not breaks_url(document, span)]
            edits = [_deletion(document, span) for span in icons]
            edits = [edit for edit in edits if not _empties_link(document, edit.span)]
            if edits and reads_alike(document, block, edits):
                others.extend(edits)
    return tuple(alone), tuple(others)


def _is_alone(document: Document, block: Block) -> bool:
    """Whether a paragraph of the article itself, in no list and no quotation, shows nothing else."""
    if block.kind != "paragraph" or block.items or block.quote:
        return False
    return not re.sub(rf"{_PRIVATE}|[\s*_\ufe0f]", "", document.slice(block.span))


def _paragraph(document: Document, block: Block) -> Span:
    """A paragraph with one of the blank lines around it."""
    last = document.line_of(block.span.end)
    after = last + 1 < len(document.line_starts) and not document.slice(document.line_span(last + 1)).strip()
    rest = last + 1 + after
    end = document.line_starts[rest] if rest < len(document.line_starts) else len(document.text)
    return Span(document.line_starts[document.line_of(block.span.start)], end)


def _is_icon(document: Document, span: Span) -> bool:
    """Whether a character stands by itself: inside a word it may be a letter that the font lacked."""
    before, after = document.text[span.start - 1 : span.start], document.text[span.end : span.end + 1]
    return not (before.isalnum() and after.isalnum()) and not _HAN.match(before) and not _HAN.match(after)


def _deletion(document: Document, span: Span) -> Edit:
    """Takes out the characters, the emphasis that holds nothing else, and a blank that would be left over."""
    text, (start, end) = document.text, span
    while start > 0 and span.start - start < 3 and text[start - 1] == text[span.start - 1] and text[start - 1] in "*_":
        start -= 1
    marks = text[start : span.start]
    if text[end : end + len(marks)] == marks:
        end += len(marks)
    else:
        start = span.start
    before, after = text[start - 1 : start], text[end : end + 1]
    if after in (" ", "\t") and before in ("", "\n", " ", "\t", "["):
        end += 1
    return Edit(Span(start, end), " " if before.isalnum() and after.isalnum() else "")


def _empties_link(document: Document, span: Span) -> bool:
    return document.text[span.start - 1 : span.start] == "[" and document.text[span.end : span.end + 1] == "]"


CHECKERS = (Checker("private_use.character", _private_use),)
