"""Finds characters that nobody sees, and those that stand for lost text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from lintcorpus.article.garbled.mojibake import garbled
from lintcorpus.article.mask import code_mask
from lintcorpus.markdown.spanset import Mask
from lintcorpus.markdown.surroundings import block_at, breaks_url, in_url, makes_block, reads_alike
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u180e\u200b\u2060\ufeff" + _JOINERS + _DIRECTIONS

# Arabic, Syriac, Thaana, N'Ko; the scripts of India; Tibetan, Burmese, Khmer, Mongolian. Joiners
# decide there how letters are joined, and zero-width spaces where lines may break.
_NEEDS = lazy(r"[\u0600-\u08ff\u0900-\u109f\u1780-\u18af\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]")
_RIGHT_TO_LEFT = lazy(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# A joined emoji has another one, a heart, a sex or a skin tone on either side.
_EMOJI = lazy(r"[\u00a9\u00ae\u203c-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff]")
# A text about the replacement character shows it.
_SUBJECT = lazy(r"fffd|replacement character|替换字符|替代字符", re.IGNORECASE)
_NEAR = 80
"""Code points that are looked at on either side of a character."""
_MOST = 20_000
"""Runs of invisible characters up to which it is asked of each whether it is in a URL, or does something."""
# Links elsewhere lead where it says, and no edit of theirs would tell so.
_DEFINITION = lazy(r"[ >]*\[[^\]]*\]:")
_MARKUP = "*_~`[]()<>!|\\#"


def _invisible(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding a line with such characters in its text, and one for those in its URLs."""
    code = code_mask(document)
    # The soft hyphen is a byte of many characters: without it, garbled text could not be read again.
    misread = Mask(run.span for run in garbled(document))
    lines: dict[tuple[int, bool], list[Span]] = {}
    runs = [span for span in _runs(document, hits) if not code.covers(*span) and not misread.covers(*span)]
    are_few = len(runs) <= _MOST
    for span in runs:
        is_target = are_few and (in_url(document, span) or breaks_url(document, span))
        lines.setdefault((document.line_of(span.start), is_target), []).append(span)
    for (_, is_target), spans in lines.items():
        yield _finding(document, spans, is_target, are_few)


def _lost(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding a line: from the first replacement character to the last, with their number."""
    code = code_mask(document)
    lines: dict[int, list[Span]] = {}
    for hit in hits:
        if not code.covers(hit.start, hit.end):
            lines.setdefault(document.line_of(hit.start), []).append(Span(hit.start, hit.end))
    for index, spans in lines.items():
        if not _SUBJECT.search(document.slice(document.line_span(index))):
            yield Finding(Span(spans[0].start, spans[-1].end), {"count": len(spans)})


def _runs(document: Document, hits: Sequence[Hit]) -> Iterator[Span]:
    """Runs of characters that have no business where they stand."""
    start = end = -1
    right_to_left: dict[int, bool] = {}  # by line: a long line is not searched for each of its characters
    for hit in hits:
        if _is_needed(document, hit.start, right_to_left):
            continue
        if hit.start == end:
            end = hit.end
            continue
        if start >= 0:
            yield Span(start, end)
        start, end = hit.start, hit.end
    if start >= 0:
        yield Span(start, end)


def _is_needed(document: Document, at: int, right_to_left: dict[int, bool]) -> bool:
    text, char = document.text, document.text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char in _DIRECTIONS:
        index = document.line_of(at)
        if index not in right_to_left:
            right_to_left[index] = _RIGHT_TO_LEFT.search(text, *document.line_span(index)) is not None
        return right_to_left[index]
    if char == "\u200d" and _EMOJI.match(before) and _EMOJI.match(after):
        return True
    return char != "\u00ad" and (_NEEDS.match(before) is not None or _NEEDS.match(after) is not None)


def _finding(document: Document, spans: Sequence[Span], is_target: bool, is_fixed: bool) -> Finding:
    text = document.text
    found = [char for start, end in spans for char in text[start:end]]
    names = ", ".join(f"U+{ord(char):04X} {unicodedata.name(char)}" for char in dict.fromkeys(found))
    hull = Span(spans[0].start, spans[-1].end)
    params, variant = {"names": names, "count": len(found)}, "url" if is_target else ""
    if not is_fixed:
        return Finding(hull, params, variant)
    edits = tuple(Edit(_with_empty_line(document, span), "") for span in spans)
    safety = Safety.UNSAFE if is_target else Safety.SAFE
    line = document.slice(document.line_span(document.line_of(spans[0].start)))
    if is_target:
        usable = _DEFINITION.match(line) is None and all(in_url(document, span) for span in spans)
    else:
        usable = all(_is_idle(document, edit.span) for edit in edits)
    fixes = (Fix(edits, safety),) if usable else ()
    return Finding(hull, params, variant, fixes=fixes)


def _with_empty_line(document: Document, span: Span) -> Span:
    """The span, or its whole line where nothing else stands in it between two lines of a paragraph."""
    index = document.line_of(span.start)
    line = document.line_span(index)
    if line.end - line.start > span.end - span.start + _NEAR:
        return span  # a line is not looked through for each of its characters
    if document.slice(line).strip() != document.slice(span) or not 0 < index < len(document.line_starts) - 1:
        return span
    beside = (document.slice(document.line_span(index - 1)), document.slice(document.line_span(index + 1)))
    return Span(line.start, document.line_starts[index + 1]) if all(other.strip() for other in beside) else span


def _is_idle(document: Document, span: Span) -> bool:
    """Whether the Markdown is the same without the characters.

    Some writers put one between two marks so that both count, or before a mark that is not to.
    """
    text = document.text
    line = document.line_span(document.line_of(span.start))
    if span.end > line.end:
        return True  # a whole line between two others
    if makes_block(document, Edit(span, "")):
        return False
    first = not text[max(line.start, span.start - _NEAR) : span.start].strip(" \t>" + _INVISIBLE)
    near = text[max(line.start, span.start - 1) : span.start] + text[span.end : min(span.end + 1, line.end)]
    if not first and not any(char in _MARKUP for char in near):
        return True
    return reads_alike(document, block_at(document, span), [Edit(span, "")])


CHECKERS = (
    AnchoredChecker("characters.lost-text", _lost, lambda options: ("\ufffd",), NoOptions),
    AnchoredChecker("characters.invisible", _invisible, lambda options: tuple(_INVISIBLE), NoOptions),
)
