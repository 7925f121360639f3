"""Finds links that the parser reads but that are of no use as they stand."""

import re
from collections.abc import Iterable, Mapping

from lintcorpus.article.wraps import LineEnd, wrapping
from lintcorpus.markdown.brackets import literal_brackets, on_following_lines
from lintcorpus.markdown.links import clipped, link_at, links, picture_at
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_NO_TARGET = lazy(r"\s*(?:#*!?|about:blank|(?:javascript|vbscript):.*|void\(0\);?)\s*", re.IGNORECASE | re.DOTALL)
# What would be read as the start of another block, once the bracket before it is gone.
_BLOCK_START = lazy(r"\s*(?:#{1,6}\s|[-+*]\s|\d{1,9}[.)]\s|>|```|~~~|\|| {4}|[=-]+\s*(?:[\r\n]|\Z))")
_SCRIPT = lazy(r"\((?:java|vb)script:(?:[^()\r\n]|\((?:[^()\r\n]|\([^()\r\n]*\))*\)){0,300}\)", re.IGNORECASE)
_TARGET = lazy(r"\([^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*\)")
_ABSOLUTE = lazy(r"https?://[^\s<>]+")
_BLANK_TEXT = 3
"""A text of more code points is something to see."""
_LINE_HEAD = lazy(r"(?:[ \t>]|[-+*] |\d{1,9}[.)] )*")


def _empty_target(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A link to nowhere; its text, emphasis and pictures stay."""
    text = document.text
    for link in links(document):
        target = link.data
        if target.url[:4] != "http" and target.form == "inline" and _NO_TARGET.fullmatch(target.url):
            yield _unlinked(document, Span(link.start, link.end), target.text, titled=bool(target.title))
    # A script with spaces or quotes in it is no target to the parser.
    for bracket in literal_brackets(document).all:
        if bracket.opens or bracket.torn or bracket.partner < 0 or not text.startswith("(", bracket.at + 1):
            continue
        script = _SCRIPT.match(text, bracket.at + 1)
        if script is not None and text[bracket.partner - 1 : bracket.partner] != "!":
            span = Span(bracket.partner, script.end())
            yield _unlinked(document, span, Span(bracket.partner + 1, bracket.at), titled=False)


def _unlinked(document: Document, span: Span, inner: Span, *, titled: bool) -> Finding:
    """A finding whose fix leaves only the text of the link."""
    edits = (Edit(Span(span.start, inner.start), ""), Edit(Span(inner.end, span.end), ""))
    restructures = _begins_block(document, span.start, document.slice(inner), span.end)
    safety = Safety.SHOW if restructures else Safety.UNSAFE if titled else Safety.SAFE
    return Finding(span, {"match": clipped(document, span)}, fixes=(Fix(edits, safety),))


def _empty_text(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A link that a reader cannot see; where its target is worth keeping, it becomes the text."""
    found = links(document)
    for index, link in enumerate(found):
        target = link.data
        if target.text.end - target.text.start > _BLANK_TEXT or target.form != "inline":
            continue
        if document.slice(target.text).strip() or _NO_TARGET.fullmatch(target.url):
            continue
        beside = [other for other in found[max(0, index - 1) : index + 2] if other is not link]
        repeated = any(other.data.url == target.url for other in beside)
        keep = _ABSOLUTE.fullmatch(target.url) is not None and not repeated
        span = Span(link.start, link.end)
        edit = Edit(span, f"<{target.url}>" if keep else "")
        safety = Safety.SHOW if not keep and _begins_block(document, link.start, "", link.end) else Safety.UNSAFE
        yield Finding(span, {"url": target.url}, fixes=(Fix((edit,), safety, "" if keep else "delete"),))


def _begins_block(document: Document, start: int, kept: str, end: int) -> bool:
    """Whether a heading, list or the like would begin where ``kept`` takes the place of a span."""
    text = document.text
    line = document.line_span(document.line_of(start))
    if _LINE_HEAD.fullmatch(text, line.start, start) is None:
        return False
    return _BLOCK_START.match(kept + text[end : end + 20]) is not None


def _wrapped(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A link or picture that a wrapping tool broke; line ends that an author set are none of it."""
    found = wrapping(document)
    ends = found.ends if found is not None else ()
    cut: dict[Span, list[LineEnd]] = {}
    for end in ends:
        if end.inside == "link":
            piece = link_at(document, end.span.start) or picture_at(document, end.span.start)
            if piece is not None:
                cut.setdefault(Span(piece.start, piece.end), []).append(end)
    for span, inside in cut.items():
        edits = tuple(Edit(end.span, end.glue) for end in inside)
        safety = Safety.SAFE if all(end.glue for end in inside) else Safety.UNSAFE
        yield Finding(span, {"match": clipped(document, span), "count": len(inside)}, fixes=(Fix(edits, safety),))
    yield from _cut_in_two(document, {end.span.start: end for end in ends})


def _cut_in_two(document: Document, ends: Mapping[int, LineEnd]) -> Iterable[Finding]:
    """A link whose second half became another block: the text below a heading, or a quotation.

    The fix is only safe where every line end is the tool's and nothing else would be joined.
    """
    text = document.text
    for bracket in literal_brackets(document).all:
        target = _TARGET.match(text, bracket.partner + 1) if bracket.torn and bracket.opens else None
        if target is None or not on_following_lines(document, bracket):
            continue
        span = Span(bracket.at - bracket.image, target.end())
        first, last = document.line_of(span.start), document.line_of(bracket.partner)
        parts, by_tool, start = [], True, document.line_span(first).end
        for index in range(first, last):
            line = document.line_span(index)
            end = ends.get(line.end)
            by_tool = by_tool and end is not None
            following = document.line_span(index + 1)
            parts.append(end.glue if end is not None else " ")
            parts.append(text[(end.span.end if end else following.start) : min(following.end, span.end)])
        # What follows on the last line would be joined to the heading as well.
        alone = not text[span.end : document.line_span(last).end].strip()
        safe = by_tool and alone and "" not in parts[::2]
        # The target is part of the edit, since it turns from visible text into a target.
        fix = Fix((Edit(Span(start, span.end), "".join(parts)),), Safety.SAFE if safe else Safety.UNSAFE)
        yield Finding(span, {"match": clipped(document, span), "count": last - first}, fixes=(fix,))


CHECKERS = (
    Checker("links.wrapped", _wrapped),
    Checker("links.empty-target", _empty_target),
    Checker("links.empty-text", _empty_text),
)
