"""The garbled places of an article: text that was read in the wrong encoding and saved so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from lintcorpus.article.garbled.misread import Misread, gbk_for_utf8, latin_for_chinese, latin_for_utf8, lost
from lintcorpus.article.mask import code_mask
from lintcorpus.article.screens import utf8
from lintcorpus.markdown.surroundings import block_at, in_url
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

# Most texts have no letter with an accent, and hence not even the first byte of one.
_ACCENT = b"\xc3"
_LATIN_SCREEN = lazy(
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c]"
    rb"|\xe2(?:\x80[\x93\x94\x98-\x9e\xa0-\xa2\xa6\xb0\xb9\xba]|\x82\xac|\x84\xa2))"
)
_PAIRS_SCREEN = lazy(rb"\xc3[\x80-\xbe](?:[\xc2\xc3][\x80-\xbf]){5}")
# What GBK makes of the commonest characters and marks, 的 在 是 我 ， 。 “, and of lost text.
_HAN_SCREEN = lazy(rb"\xe9(?:\x90\xa8|\x8d\xa6|\x8f\x84|\x8e\xb4|\x94[\x9b\x9f]|\x8a\x86|\x88\xa5)")

_SUBJECT = lazy(
    r"乱码|亂碼|编码|編碼|字符集|字元集|解码|解碼|mojibake|encoding|decod|charset|character set|unicode|utf-?8|latin-?1"
    r"|iso-?8859|cp-?125\d|windows-125\d|\bgbk\b|gb2312|gb18030|\bascii\b|ftfy|iconv",
    re.IGNORECASE,
)
_OPENING, _CLOSING = "“\"'‘「『《（(【[", "”\"'’」』》）)】]"
_FEW = 3
"""So few garbled places in a text about encodings are its examples."""


@view
def garbled(document: Document) -> tuple[Misread, ...]:
    """The garbled runs of a document in order, outside code, URLs, quotes and talk about encodings."""
    found = sorted(_kept(document, _candidates(document)), key=lambda run: run.span)
    if not found or not _SUBJECT.search(document.text):
        return tuple(found)
    # A text about encodings shows examples, but one that is garbled from end to end is no example.
    apart = 0
    for around, group in groupby(found, key=partial(_around, document)):
        apart += 0 if _SUBJECT.search(document.text, *around) else len(list(group))
    return tuple(found) if apart >= _FEW else ()


def _candidates(document: Document) -> list[Misread]:
    text, raw = document.text, utf8(document)
    found: list[Misread] = []
    if _HAN_SCREEN.search(raw):
        found.extend(lost(text))
        found.extend(gbk_for_utf8(text))
    if _ACCENT in raw:
        pairs = latin_for_chinese(text) if _PAIRS_SCREEN.search(raw) else []
        found.extend(pairs)
        if not pairs and _LATIN_SCREEN.search(raw):
            found.extend(_western(document))
    return found


def _western(document: Document) -> list[Misread]:
    """Runs in lines that look wrong to a judge of such text, with doubtful ones only beside others."""
    from ftfy.badness import is_bad  # takes 70 ms, and most corpora never need it

    found: list[Misread] = []
    for index in _lines(document):
        line = document.line_span(index)
        runs = list(latin_for_utf8(document.text, *line))
        if runs and (is_bad(document.slice(line)) or len(found) > _FEW):
            found.extend(runs)
    return found if any(run.strong for run in found) else []


def _lines(document: Document) -> Iterable[int]:
    """The indices of the lines that hold a letter with which such a run begins."""
    at = 0
    pattern = re.compile("[\xc2-\xf4]")
    while (first := pattern.search(document.text, at)) is not None:
        index = document.line_of(first.start())
        yield index
        at = document.line_span(index).end + 1


def _kept(document: Document, runs: Sequence[Misread]) -> Iterator[Misread]:
    if not runs:
        return
    code = code_mask(document)
    for run in runs:
        if not code.covers(*run.span) and not in_url(document, run.span) and not _is_quoted(document, run):
            yield run


def _is_quoted(document: Document, run: Misread) -> bool:
    """Whether a run alone stands in quotes or brackets."""
    text, (start, end) = document.text, run.span
    return start > 0 and end < len(text) and text[start - 1] in _OPENING and text[end] in _CLOSING


def _around(document: Document, run: Misread) -> Span:
    """The block that a run stands in, else its line."""
    block = block_at(document, run.span)
    return document.line_span(document.line_of(run.span.start)) if block is None else block.span
