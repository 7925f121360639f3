"""Finds headings whose text is missing, or was cut off and stands below them."""

from collections.abc import Iterable

from lintcorpus.article.headings.hash_lines import hash_lines, lines_around
from lintcorpus.article.headings.roles import size_of
from lintcorpus.article.removal import remove_lines
from lintcorpus.article.wraps import LineEnd, wrapping
from lintcorpus.markdown.brackets import literal_brackets, on_following_lines
from lintcorpus.markdown.headings import headings
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import Block, inlines_of, parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_INVISIBLE = lazy(r"[\s*_\\\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe0f\ufeff]*")
_LONGEST = {True: 30, False: 70}
"""Code points of a paragraph that can be a lost heading, with and without CJK."""
_SENTENCE = 20
"""Ideographs of what ends with a full stop from which on it is a paragraph that was set in large type."""
_FIRST_CJK = "\u2e80"


def _empty_heading(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A heading that shows nothing; its title may stand in the paragraph behind it."""
    blocks = parsed(document).blocks
    for index, block in _headless(document):
        nested = bool(block.quote or block.items)
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following is not None and _is_lost_title(document, block, following):
            edit = Edit(Span(block.span.start, following.span.start), "#" * block.level + " ")
            fixes = () if nested else (Fix((edit,), Safety.UNSAFE, "pull"),)
            shown = clipped(document, following.span)
            yield Finding(block.span, {"title": shown}, "detached", fixes, (Related(following.span),))
        else:
            removal = None if nested else remove_lines(document, block.span)
            # Emphasis marks may belong to a pair whose other half stands in the next paragraph, and
            # one mark right beside other lines may be a comment or a prompt.
            bare = not document.slice(block.span).strip("# \t")
            alone = block.level > 1 or not any(lines_around(document, block.span))
            safety = Safety.SAFE if bare and alone else Safety.UNSAFE
            yield Finding(block.span, {}, fixes=(Fix((removal,), safety),) if removal is not None else ())


def _headless(document: Document) -> list[tuple[int, Block]]:
    """The headings that show nothing, each with its index among the blocks."""
    suspects = {heading.span for heading in headings(document) if _INVISIBLE.fullmatch(heading.text)}
    if not suspects:
        return []
    suspects -= hash_lines(document)
    return [
        (index, block)
        for index, block in enumerate(parsed(document).blocks)
        if block.kind == "heading" and block.span in suspects and _shows_nothing(document, block)
    ]


def _shows_nothing(document: Document, block: Block) -> bool:
    pieces = inlines_of(document, block)
    if any(piece.kind in ("image", "html", "footnote", "link") for piece in pieces):
        return False
    return all(
        _INVISIBLE.fullmatch(document.text, piece.start, piece.end) is not None
        for piece in pieces
        if piece.kind in ("text", "code")
    )


def _is_lost_title(document: Document, heading: Block, block: Block) -> bool:
    """Whether a paragraph is the text of the empty heading before it.

    It is when a wrapping tool cut it off, or when it is one short line that ends like a heading,
    not like a sentence. A picture is better off as a paragraph.
    """
    if block.kind != "paragraph" or block.quote or block.items:
        return False
    pieces = inlines_of(document, block)
    if any(piece.kind == "image" for piece in pieces):
        return False
    text = "".join(document.text[piece.start : piece.end] for piece in pieces if piece.kind in ("text", "code")).strip()
    if not any(map(str.isalnum, text)):
        return False
    if _cut_after(document, heading.span) is not None:
        return text[-1] not in "。." or size_of(text) < _SENTENCE
    if any(piece.kind in ("link", "html", "soft", "hard") for piece in pieces) or text[-1] in "。.；;，,：:、…":
        return False
    return len(text) <= _LONGEST[max(text) >= _FIRST_CJK]


def _cut_after(document: Document, heading: Span) -> LineEnd | None:
    """The line end with which a wrapping tool cut a heading, if one did."""
    found = wrapping(document)
    ends = found.ends if found is not None else ()
    return next(
        (end for end in ends if end.inside == "heading" and heading.start < end.span.start <= heading.end), None
    )


def _wrapped(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A heading that a wrapping tool cut: the rest of it stands as text in the next line.

    Where a link was cut with it, the finding is about the link.
    """
    if wrapping(document) is None:
        return
    for block in parsed(document).blocks:
        if block.kind != "heading" or _shows_nothing(document, block):
            continue
        end = _cut_after(document, block.span)
        if end is not None and not _cuts_link(document, block.span):
            rest = clipped(document, document.line_span(document.line_of(end.span.end)))
            fix = Fix((Edit(end.span, end.glue),), Safety.UNSAFE)
            yield Finding(block.span, {"rest": rest}, fixes=(fix,))


def _cuts_link(document: Document, heading: Span) -> bool:
    """Whether a link begins in the heading and ends below it."""
    return any(
        bracket.opens
        and bracket.torn
        and document.text.startswith("(", bracket.partner + 1)
        and on_following_lines(document, bracket)
        for bracket in literal_brackets(document).between(heading.start, heading.end)
    )


CHECKERS = (
    Checker("headings.empty", _empty_heading),
    Checker("headings.wrapped", _wrapped),
)
