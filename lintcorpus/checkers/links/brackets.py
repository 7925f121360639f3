"""Finds links that do not work because a bracket is missing, left over or misplaced."""

import re
from collections.abc import Iterable

from lintcorpus.article.cuts import cut_urls
from lintcorpus.markdown.brackets import Bracket, Brackets, literal_brackets, on_following_lines
from lintcorpus.markdown.links import clipped, link_after, link_at
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_LIST_NUMBER = lazy(
    r"\s*(?:\*\*|__)?\s*"
    r"(?:[（(]?第?(?:NO\.?\s?)?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])?[篇期]?\s*\\?[、.．,，:：)）]*|[·•▶►★◆])"
    r"\s*(?:\*\*|__)?\s*",
    re.IGNORECASE,
)
_LIST_MARK = lazy(r"\d{1,9}[.)]\s")
# What may follow the inner brackets of ``[1、[title]![](picture)](target)``.
_PICTURES = lazy(r"(?:\s*!\[[^\]\[]*\](?:\([^\s()]*\))?)*\s*")
_TARGET = lazy(
    r"<?(?:(?:https?|ftp)://|mailto:|data:image/|javascript:|www\.\w|/\w|\.{1,2}/\w|#\w"
    r"|[\w%./-]+\.(?:html?|md|pdf|png|jpe?g|gif|webp|svg|php|aspx?)\b)",
    re.IGNORECASE,
)
_CLOSED_TARGET = lazy(r"\([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*(?:\s+\"[^\"\r\n]*\"|\s+'[^'\r\n]*')?\)")
# Spaces, or a title with quotes of its own.
_SPACED_TARGET = lazy(
    r"\([^\r\n()<>\"']*(?:\([^\r\n()<>\"']*\)[^\r\n()<>\"']*)*\)|\([^\s()<>]+\s+\"[^\r\n]{0,500}?\"\)"
)
_SPACED_OUT = lazy(
    r"(?:[ \t\u3000]{1,3}|[ \t]*(?:\r\n|\r|\n))(\((?:https?://|mailto:)[^\s()<>，。；]+\))", re.IGNORECASE
)
# A number, a year or a word for a source refers to it, and then a URL often stands in parentheses.
_NO_LINK_TEXT = lazy(
    r"\s*(?:[\d\s,，、.:/-]+[a-z]?|\^.*|[xX✓]|.*\b(?:19|20)\d\d[a-z]?"
    r"|(?:ref|refs|fig|figure|table|note|source|see|via|注|註|图|表|附件?|来源|出处|见|参见|资料)[\s.:：]*\d*)\s*",
    re.IGNORECASE,
)
_SCRIPT = lazy(r"\((?:java|vb)script:", re.IGNORECASE)
_RUN = lazy(r"[^\s\u3000-\u303f\uff00-\uff65]*")
_LINE_REST = lazy(r"[^\r\n]{0,300}")
_AFTER_INNER = ("]", "!", " ", "\r", "\n")
_FEWEST_LETTERS = 5
_LOOK_BACK = 500
_OTHER_BRACKETS = (("【", "】"), ("［", "］"), ("(", ")"), ("（", "）"), ("〔", "〕"), ("「", "」"))


def _broken_link(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A literal bracket that was to be part of a link; brackets that only show as text are fine."""
    brackets = literal_brackets(document)
    for bracket in brackets.all:
        found = None
        if bracket.opens:
            paired = bracket.partner >= 0 and not bracket.torn
            found = _doubled(document, brackets, bracket) if paired else _left_open(document, bracket)
        elif document.text.startswith("(", bracket.at + 1) and _TARGET.match(document.text, bracket.at + 2):
            found = _lost_target(document, brackets, bracket)
        elif bracket.partner < 0:
            found = _left_over(document, bracket)
        if found is not None:
            yield found


def _spaced_link(document: Document, options: NoOptions) -> Iterable[Finding]:
    """``[text] (target)``, where the space keeps the two from being a link."""
    text = document.text
    for bracket in literal_brackets(document).all:
        if not bracket.opens or bracket.torn or bracket.partner < 0:
            continue
        target = _SPACED_OUT.match(text, bracket.partner + 1)
        inner = text[bracket.at + 1 : bracket.partner]
        if target is None or _NO_LINK_TEXT.fullmatch(inner) or not inner.strip() or "[" in inner:
            continue
        span = Span(bracket.at - bracket.image, target.end())
        # The target is part of the edit, since it turns from visible text into a target.
        edit = Edit(Span(target.start(), target.end()), target[1])
        yield Finding(span, {"match": clipped(document, span)}, fixes=(Fix((edit,), Safety.UNSAFE),))


def _left_open(document: Document, bracket: Bracket) -> Finding | None:
    """``[1、[text](target)``: the first bracket is never closed."""
    if bracket.image:
        return None
    link = link_after(document, bracket.at + 1)
    block = parsed(document).blocks[bracket.block]
    if link is None or link.start >= block.span.end or link.data.form != "inline":
        return None
    if not _LIST_NUMBER.fullmatch(document.text, bracket.at + 1, link.start):
        return None
    # What a later paragraph closes may be a remark in brackets that begins with a link.
    if bracket.torn and link.start == bracket.at + 1:
        return None
    return _stray(document, Span(bracket.at, link.end), bracket.at)


def _doubled(document: Document, brackets: Brackets, bracket: Bracket) -> Finding | None:
    """``[1、[text]](target)``: the inner pair was meant to be the link's."""
    text = document.text
    if bracket.image or not text.startswith(_AFTER_INNER, bracket.partner + 1):
        return None
    link = link_at(document, bracket.at)
    if link is None or link.data.form != "inline":
        return None
    inner = link.data.text
    number = _LIST_NUMBER.fullmatch(text, inner.start, bracket.at)
    # ``[[read more]](target)`` and ``[1. [PDF]](target)`` are texts with brackets in them.
    if number is None or not number[0].strip() or bracket.partner - bracket.at <= _FEWEST_LETTERS:
        return None
    if brackets.between(bracket.at + 1, bracket.partner):
        return None
    if not _PICTURES.fullmatch(text, bracket.partner + 1, inner.end):
        return None
    return _stray(document, Span(link.start, link.end), link.start, bracket.partner, variant="crossed")


def _lost_target(document: Document, brackets: Brackets, bracket: Bracket) -> Finding | None:
    """``](target)`` that shows in the text."""
    text = document.text
    opened = bracket.at + 1
    end = _target_end(text, opened)
    if _SCRIPT.match(text, opened):
        return None  # a link to nowhere, which is a fault of its own
    if any(cut.span.start < end and opened < cut.span.end for cut in cut_urls(document)):
        return None
    opener = brackets.at(bracket.partner)
    if opener is None:
        return _without_opener(document, brackets, bracket, end)
    start = opener.at - opener.image
    span = Span(start, end)
    if bracket.torn:
        if on_following_lines(document, bracket):
            return None  # a line end has cut it, which is a fault of its own
        return _finding(document, span, "torn", _around_last_block(document, start, bracket))
    if text[end - 1] != ")":
        return _finding(document, span, "unclosed", _closing(text, end))
    if _CLOSED_TARGET.fullmatch(text, opened, end):
        return _finding(document, span, "nested")
    return _finding(document, span, "spaced", _without_spaces(text, opened, end))


def _without_opener(document: Document, brackets: Brackets, bracket: Bracket, end: int) -> Finding:
    """``[text]](target)``, or a target with no text in brackets before it."""
    text = document.text
    before = brackets.at(bracket.at - 1)
    opener = brackets.at(before.partner) if before is not None and not before.torn else None
    if opener is None or not _CLOSED_TARGET.fullmatch(text, bracket.at + 1, end):
        return _finding(document, Span(bracket.at, end), "unopened")
    start = opener.at - opener.image
    inner = link_after(document, start)
    if inner is not None and inner.start < end:
        return _finding(document, Span(start, end), "nested")
    # What now shows would turn into a target: more than a bracket goes.
    edit = Edit(Span(bracket.at, bracket.at + 1), "")
    return Finding(Span(start, end), {"match": clipped(document, Span(start, end))}, fixes=(Fix((edit,), Safety.SHOW),))


def _left_over(document: Document, bracket: Bracket) -> Finding | None:
    """``[text](target)]``, or ``text][1]`` with a definition of 1."""
    text = document.text
    following = link_at(document, bracket.at + 1)
    if following is not None and following.start == bracket.at + 1 and following.data.form == "reference":
        return _finding(document, Span(bracket.at, following.end), "unopened")
    link = link_at(document, bracket.at - 1)
    block = parsed(document).blocks[bracket.block]
    if link is None or link.end != bracket.at or link.data.form != "inline":
        return None
    # A bracket of another kind may be what this one closes.
    before = text[max(block.span.start, link.start - _LOOK_BACK) : link.start]
    if any(before.count(opener) > before.count(closer) for opener, closer in _OTHER_BRACKETS):
        return None
    return _stray(document, Span(link.start, bracket.at + 1), bracket.at)


def _stray(document: Document, span: Span, *places: int, variant: str = "") -> Finding:
    """A finding whose fix deletes these brackets and nothing else."""
    text = document.text
    line = document.line_span(document.line_of(places[0]))
    leads = not text[line.start : places[0]].strip("> \t")
    # Where the number makes a list without the bracket, more than a bracket goes.
    safety = Safety.SHOW if leads and _LIST_MARK.match(text, places[0] + 1) else Safety.SAFE
    edits = tuple(Edit(Span(at, at + 1), "") for at in places)
    return Finding(span, {"match": clipped(document, span)}, variant, fixes=(Fix(edits, safety),))


def _finding(document: Document, span: Span, variant: str, edits: tuple[Edit, ...] = ()) -> Finding:
    fixes = (Fix(edits, Safety.SHOW, variant),) if edits else ()
    return Finding(span, {"match": clipped(document, span)}, variant, fixes)


def _target_end(text: str, opened: int) -> int:
    """Where a target ends that begins with the parenthesis at ``opened``."""
    closed = _CLOSED_TARGET.match(text, opened) or _SPACED_TARGET.match(text, opened)
    if closed is not None:
        return closed.end()
    run = _RUN.match(text, opened)
    return run.end() if run is not None else opened


def _closing(text: str, end: int) -> tuple[Edit, ...]:
    """The parenthesis that ends a target, unless the target was cut off or goes on in some way."""
    rest = _LINE_REST.match(text, end)
    if text.endswith(("..", "…"), 0, end) or rest is None or ")" in rest[0]:
        return ()
    return (Edit(Span(end, end + text.startswith("）", end)), ")"),)


def _without_spaces(text: str, opened: int, end: int) -> tuple[Edit, ...]:
    """The spaces of a target in the form that a target may have."""
    if '"' in text[opened:end]:
        return ()
    return tuple(Edit(Span(at, at + 1), "%20") for at in range(opened + 1, end - 1) if text[at] == " ")


def _around_last_block(document: Document, start: int, bracket: Bracket) -> tuple[Edit, ...]:
    """The opening bracket moved to the block that has the closing one."""
    found = parsed(document)
    first = found.inlines[found.blocks[bracket.block].first].start
    inner = link_after(document, first)
    if first >= bracket.at or (inner is not None and inner.start < bracket.at):
        return ()
    mark = document.text[start : document.text.index("[", start) + 1]
    return (Edit(Span(start, start + len(mark)), ""), Edit(Span(first, first), mark))


CHECKERS = (
    Checker("links.unbalanced-bracket", _broken_link),
    Checker("links.spaced", _spaced_link),
)
