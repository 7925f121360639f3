"""Finds line ends and tabs that stand in the text as the backslash and letter of a program's string."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from lintcorpus.article.mask import mask
from lintcorpus.markdown.parse import Block, blocks
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_RUN = lazy(r"(?:\\{1,2}[nrt][ \t\u3000]*)+")
_CJK = lazy(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDS = "。！？…；：，、”’」』）】》.!?:;,)\"'*_"
_BEGINS = lazy(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7afA-Z0-9“‘「『（【《*\u2022]|- |\Z")
_DRIVE = lazy(r"(?<![A-Za-z])[A-Za-z]:\Z")
# What speaks of such characters, or is a program, its data or a formula.
_SUBJECT = lazy(
    r"换行|回车|打印|写作|写成|制表|转义|字符|反斜杠|正则|代码|编码|命令|参数"
    r"|newline|line feed|escape|backslash|regex|string|token"
    r"|print|echo|json|latex|[{}$`^]|==|=>|->|::|\(\)|\\[^nrt\s\\]|(?<!\\n)(?-i:\\[nrt][a-z]{2})|\"\s*:|[\"']\s*\+|</?[a-z]",
    re.IGNORECASE,
)
_BLOCK_START = lazy(r"[#>|=`~<]|[-+*](?:\s|\Z)|\d{1,9}[.)](?:\s|\Z)|-{2,}\s*$", re.MULTILINE)
_LEAST_TABS = 3


class _Escape(NamedTuple):
    """A run of such escapes, with the white space behind it."""

    span: Span
    line: int
    block: Block
    kind: str  # ``end`` after a sentence, ``cut`` between two words, ``tab``


def _typed_out(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding a line; between two words a line end counts only where others are sure."""
    found = [item for item in _escapes(document, hits) if not _is_subject(document, item)]
    sure = any(item.kind == "end" for item in found)
    for _, group in groupby(found, key=attrgetter("line")):
        together = list(group)
        tabs = sum(1 for item in together if item.kind == "tab")
        if not sure and tabs < _LEAST_TABS:
            continue
        if tabs < _LEAST_TABS:
            together = [item for item in together if item.kind != "tab"]
        if together:
            yield _finding(document, together)


def _escapes(document: Document, hits: Sequence[Hit]) -> Iterator[_Escape]:
    text, masked = document.text, mask(document)
    paragraphs = [block for block in blocks(document) if block.kind in ("paragraph", "heading")]
    number, done = 0, 0
    for hit in hits:
        if hit.start < done or masked.covers(hit.start, hit.end):
            continue
        while number < len(paragraphs) and paragraphs[number].span.end <= hit.start:
            number += 1
        if number == len(paragraphs):
            return
        block = paragraphs[number]
        start = hit.start - text.endswith("\\", 0, hit.start)  # the backslash may be escaped
        run = _RUN.match(text, start, block.span.end) if block.span.start <= start else None
        if run is None or text.endswith("\\", 0, start):
            continue
        done = run.end()
        kind = _kind(text, block.span, run)
        if kind:
            yield _Escape(Span(*run.span()), document.line_of(hit.start), block, kind)


def _kind(text: str, block: Span, run: re.Match[str]) -> str:
    """What a run of escapes stands for, or nothing when it may be a path, a formula or a program."""
    before = text[max(block.start, run.start() - 8) : run.start()].rstrip()
    reach = 3 if text.startswith("\r\n", run.end()) else 2
    after = text[run.end() : min(run.end() + reach, block.end)].lstrip("\r\n")
    ends = run[0].count("n")
    if _DRIVE.search(before) or (before[-1:] in "\"'“‘" and after[:1] in "\"'”’" and before and after):
        return ""
    begins = _BEGINS.match(after) is not None
    if ends == 0:
        return "tab" if begins and before and (before[-1].isalnum() or before[-1] in _ENDS) else ""
    if not before or before[-1] in _ENDS:
        return "end" if begins or (ends > 1 and after[0].isalpha()) else ""
    return "cut" if begins and (ends > 1 or (_CJK.match(before[-1]) and (not after or _CJK.match(after)))) else ""


def _is_subject(document: Document, item: _Escape) -> bool:
    line = document.line_span(item.line)
    if document.text.count('"', line.start, item.span.start) % 2:
        return True  # inside a string
    near = Span(max(line.start, item.span.start - 300), min(line.end, item.span.end + 300))
    return _SUBJECT.search(document.text, *near) is not None


def _finding(document: Document, together: Sequence[_Escape]) -> Finding:
    text = document.text
    span = Span(together[0].span.start, together[-1].span.start + len(text[slice(*together[-1].span)].rstrip()))
    edits = tuple(edit for item in together for edit in _edits(document, item))
    fixes = (Fix(edits, Safety.UNSAFE),) if len(edits) == len(together) else ()
    match = text[together[0].span.start : together[0].span.end].strip()
    return Finding(span, {"match": match, "count": len(together)}, fixes=fixes)


def _edits(document: Document, item: _Escape) -> Iterator[Edit]:
    """A blank line, or a space for a tab; nothing where what follows would be another block."""
    text, block = document.text, item.block
    newline = "\r\n" if "\r\n" in text else "\n"
    line = document.line_span(item.line)
    if item.kind == "tab":
        yield Edit(item.span, " ")
    elif item.span.start == line.start or item.span.end >= line.end:
        yield Edit(Span(item.span.start, min(item.span.end, line.end)), "")
    elif block.kind == "paragraph" and not block.quote and not block.items and not _opens_block(text, item.span.end):
        yield Edit(item.span, newline * 2)


def _opens_block(text: str, at: int) -> bool:
    """Whether a line that began here would be something else than text."""
    return _BLOCK_START.match(text, at) is not None


CHECKERS = (AnchoredChecker("newlines.typed-out", _typed_out, lambda options: ("\\n", "\\r", "\\t"), NoOptions),)
