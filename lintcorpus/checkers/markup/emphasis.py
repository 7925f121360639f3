"""Finds marks of emphasis that show as text, and sets them anew."""

import bisect
from array import array
from collections.abc import Iterable, Iterator, Sequence

from lintcorpus.article.mask import code_mask
from lintcorpus.markdown.emphasis import Repair, repair
from lintcorpus.markdown.escaped import MARK, escaped_bold
from lintcorpus.markdown.parse import Block, parsed
from lintcorpus.markdown.stars import PICTURE, UNIT, Content, content_of, has_debris
from lintcorpus.markdown.urls import is_inside_url
from lintcorpus.model.checker import AnchoredChecker, Hit, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_AFTER = frozenset("，。、；：？！）】》〉」』”’…")
_SHOWN = 24
_EMPTY_RULE = lazy(r"\*{4}|\*{8}|\*\*[ \t]+\*\*")
_CJK = lazy(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]")


def _debris(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding a block: from its first faulty mark to its last."""
    yield from _escaped(document, [hit.start for hit in hits if hit.literal == MARK])
    units = array("I", (hit.start for hit in hits if hit.literal == UNIT))
    rules = []
    for block in _hit_blocks(document, units):
        if block.kind == "rule":
            if _EMPTY_RULE.fullmatch(document.slice(block.span).strip()):
                rules.append(block)
        elif block.kind in ("paragraph", "heading", "table") and has_debris(document, block):
            content = content_of(document, block)
            if content is not None and _is_debris(content):
                yield _in_text(document, block, content)
    # Somebody who divides sections by asterisks does so often, and uses them for nothing else.
    if len(rules) <= 2 and len(units) > 4 * len(rules):
        yield from (_rule(document, block) for block in rules)


def _escaped(document: Document, hits: list[int]) -> Iterator[Finding]:
    masked = code_mask(document) if hits else None
    for span in escaped_bold(document, hits):
        if masked is not None and not masked.covers(span.start, span.end):
            ends = (Span(span.start, span.start + len(MARK)), Span(span.end - len(MARK), span.end))
            match = document.text[span.start : min(span.end, span.start + _SHOWN)]
            fix = Fix(tuple(Edit(end, UNIT) for end in ends), Safety.SAFE)
            yield Finding(span, {"match": match}, "escaped", fixes=(fix,))


def _hit_blocks(document: Document, places: Iterable[int]) -> Iterator[Block]:
    """The blocks in which places stand, given in order; each once."""
    found = parsed(document).blocks
    starts = [block.span.start for block in found]
    done = 0
    for at in places:
        if at < done:
            continue
        index = bisect.bisect_right(starts, at) - 1
        if index >= 0 and at < found[index].span.end:
            done = found[index].span.end
            yield found[index]


def _is_debris(content: Content) -> bool:
    if not any(item.faulty for item in content.stars):
        return False
    at, shape = content.stars[0].at, content.shape
    if len(content.stars) > 1:
        return True
    if content.stars[0].units > 1:
        # What is hidden behind asterisks is most often a number: ``尾号****1234``.
        return not (shape[at : at + 2].isdigit() or shape[max(0, at - 2) : at].isdigit())
    # A lone mark may be a footnote's, or an argument's of a program. In CJK text neither is usual,
    # and at the edge of a line it is half of a pair whose other half was lost.
    before, after = shape[:at].rpartition("\n")[2], shape[at:].partition("\n")[0]
    if before.strip() and after.strip():
        return False
    near = before.rstrip()[-1:] + after.lstrip()[:1]
    return not near or near[0] == PICTURE or _CJK.match(near) is not None


def _in_text(document: Document, block: Block, content: Content) -> Finding:
    faulty = [item.source for item in content.stars if item.faulty]
    span = Span(faulty[0].start, faulty[-1].end)
    shown = document.line_span(document.line_of(span.start))
    match = document.text[max(shown.start, span.start - 4) : min(shown.end, span.start + _SHOWN)]
    fixes: tuple[Fix, ...] = ()
    found = repair(document, block, content) if block.kind != "table" else None
    if found is not None and found.edits:
        # A URL may have such marks.
        in_url = any(is_inside_url(document, edit.span.start) for edit in found.edits)
        fixes = (Fix(found.edits, Safety.SHOW if in_url else _safety(found)),)
    return Finding(span, {"match": match.strip()}, fixes=fixes)


def _safety(found: Repair) -> Safety:
    """How far a repair is trusted; one that takes emphasis away, even wrong emphasis, is for people to judge."""
    if not found.keeps:
        return Safety.SHOW
    return Safety.SAFE if found.certain else Safety.UNSAFE


def _rule(document: Document, block: Block) -> Finding:
    line = document.slice(block.span)
    start = block.span.start + len(line) - len(line.lstrip())
    span = Span(start, start + len(line.strip()))
    return Finding(span, {"match": line.strip()}, "rule", fixes=(Fix((Edit(span, ""),), Safety.SAFE),))


def _stray_space(document: Document, options: NoOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """A space that a converter put between the end of emphasised text and a full-width mark.

    Without it the closing mark stands between its text and punctuation, where it always counts.
    """
    text = document.text
    wanted = [(start, end) for _, start, end in hits if text[end : end + 1] in _AFTER]
    if not wanted:
        return
    ends = {piece.end for piece in parsed(document).inlines if piece.kind in ("strong", "emphasis")}
    for start, end in wanted:
        if end - 1 in ends and not text[start - 1 : start].isspace():
            space = Span(end - 1, end)
            match = text[max(0, start - 6) : end + 1].rpartition("\n")[2]
            yield Finding(space, {"match": match}, fixes=(Fix((Edit(space, ""),), Safety.SAFE),))


CHECKERS = (
    AnchoredChecker("emphasis.debris", _debris, lambda options: (UNIT, MARK), NoOptions),
    AnchoredChecker("emphasis.stray-space", _stray_space, lambda options: ("* ", "_ "), NoOptions),
)
