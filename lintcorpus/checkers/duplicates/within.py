"""Finds what stands twice in one article: paragraphs, parts of them, and sentences."""

from collections.abc import Iterable

from lintcorpus.article.normal import normal_blocks
from lintcorpus.article.removal import remove_lines, remove_text
from lintcorpus.article.repeats.copies import Copy, copies, is_quoted
from lintcorpus.article.repeats.passage import is_of_sentences
from lintcorpus.markdown.parse import Block, inlines_of, parsed
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.fix import Fix, Safety
from lintcorpus.model.frozen import frozen, replace
from lintcorpus.model.span import Span


@frozen
class RepeatedOptions:
    """When a paragraph counts as standing twice.

    Attributes:
        minimum_length: normal characters; a letter of an alphabet counts as 0.6.
        distance: how many blocks further on the second copy may stand.
    """

    minimum_length: int = 36
    distance: int = 12


@frozen
class ContainedOptions:
    """When a paragraph, or a part of one, counts as standing inside another one.

    Attributes:
        minimum_length: of the run in normal characters; a letter of an alphabet counts as 0.6.
        distance: how many blocks further on the second place may stand.
    """

    minimum_length: int = 24
    distance: int = 12


@frozen
class FarOptions:
    """When a text counts as standing again far away.

    Attributes:
        minimum_length: normal characters; a letter of an alphabet counts as 0.6.
        distance: how many blocks on the second place may stand for it to be near, not far.
    """

    minimum_length: int = 24
    distance: int = 12


@frozen
class SentenceOptions:
    """When a sentence counts as said twice.

    Attributes:
        minimum_length: normal characters; a letter of an alphabet counts as 0.6.
    """

    minimum_length: int = 20


def _repeated(document: Document, options: RepeatedOptions) -> Iterable[Finding]:
    """A paragraph that stands again near by, as a whole."""
    for copy in _found(document, options.minimum_length, "paragraph"):
        if copy.distance <= options.distance:
            yield _finding(document, copy)


def _contained(document: Document, options: ContainedOptions) -> Iterable[Finding]:
    """A paragraph, or a part of one, that stands inside another one as well."""
    for copy in _found(document, options.minimum_length, "passage"):
        if copy.distance <= options.distance:
            yield _finding(document, copy)


def _far(document: Document, options: FarOptions) -> Iterable[Finding]:
    """A paragraph, or a part of one, that stands again far away, where nobody quotes it."""
    for copy in _found(document, options.minimum_length, "paragraph", "passage"):
        if copy.distance > options.distance and not is_quoted(document, copy):
            yield replace(_finding(document, copy), fixes=())


def _sentence(document: Document, options: SentenceOptions) -> Iterable[Finding]:
    """A sentence that is said again, in the same or the next paragraph or further on."""
    for copy in _found(document, options.minimum_length, "sentence"):
        yield replace(_finding(document, copy), variant="adjacent" if copy.distance <= 1 else "")


def _found(document: Document, minimum: int, *kinds: str) -> Iterable[Copy]:
    return (copy for copy in copies(document) if copy.kind in kinds and copy.weight >= minimum)


def _finding(document: Document, copy: Copy) -> Finding:
    return Finding(
        copy.here,
        {"line": document.line_of(copy.there.start) + 1, "length": copy.repeat.length},
        fixes=_fixes(document, copy),
        related=(Related(copy.there, "same text"),),
        evidence={"share": round(copy.share, 2), "distance": copy.distance},
    )


def _fixes(document: Document, copy: Copy) -> tuple[Fix, ...]:
    """Delete what stands for the second time; nothing when more would go with it, or half a sentence be left."""
    block = parsed(document).blocks[copy.repeat.later]
    if copy.repeat.length == len(normal_blocks(document)[copy.repeat.later]):
        edit = remove_lines(document, block.span)
    elif copy.here != block.span and is_of_sentences(document, block, copy.here):
        edit = remove_text(document, _with_gap(document.text, copy.here, block.span))
    else:
        edit = None
    if edit is None or _holds_picture(document, block, edit.span):
        return ()
    return (Fix((edit,), Safety.UNSAFE),)


def _holds_picture(document: Document, block: Block, span: Span) -> bool:
    return any(
        piece.kind == "image" and span.overlaps(Span(piece.start, piece.end)) for piece in inlines_of(document, block)
    )


def _with_gap(text: str, span: Span, block: Span) -> Span:
    """The span with the white space that would be left at an end of its block."""
    start, end = span
    if start == block.start:
        while end < block.end and text[end].isspace():
            end += 1
    elif end == block.end:
        while start > block.start and text[start - 1].isspace():
            start -= 1
    return Span(start, end)


CHECKERS = (
    Checker("duplicates.repeated", _repeated, RepeatedOptions),
    Checker("duplicates.contained", _contained, ContainedOptions),
    Checker("duplicates.far", _far, FarOptions),
    Checker("duplicates.sentence", _sentence, SentenceOptions),
)
