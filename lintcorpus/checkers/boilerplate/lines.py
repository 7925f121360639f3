"""Finds lines that are exactly what a closed list says, such as end markers and reading times."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice

from lintcorpus.article.block_index import hits_by_block
from lintcorpus.article.normal import normal_blocks
from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.units import units_of
from lintcorpus.article.removal import remove_lines
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Fix, Safety
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_LONGEST = 80
# Line ends are fewer than spaces, so they are sought first.
_HARD_BREAK = lazy(r"[\r\n](?:(?<=  .)|(?<=\\.))", re.DOTALL)
_WORDS = lazy(r"[^\W\d_]+(?: [^\W\d_]+)*")
_NUMBER = lazy(r"\d[\d,.]*")
_RULE = lazy(r"[\-‐-―─━=~～·•・]+")
_REST = lazy(r"[^\w\-©]|_")


@frozen
class ListedOptions:
    """Which lines to find.

    Attributes:
        lines: as they may stand in an article. ``#`` stands for any number, ``-`` for any row of
            dashes, dots or equals signs; other marks, spaces and letter case do not count.
        places: where in the article: ``head`` or ``tail`` or both.
        parting: a line that so many blocks with text follow parts the article from them, and tells
            what is meant by them; its fix is unsafe then. 0 when the line tells nothing.
    """

    lines: tuple[str, ...] = field(repr=False)
    places: tuple[str, ...]
    parting: int = 0

    @cached_property
    def forms(self) -> frozenset[str]:
        """The lines in the form in which they are compared."""
        return frozenset(_form(line.replace("#", "0")) for line in self.lines)


def _anchors(options: ListedOptions) -> Iterable[str]:
    """The longest word or words of each line."""
    for line in options.lines:
        yield max((words.strip() for words in _WORDS.findall(line)), key=len, default=line)


def _listed(document: Document, options: ListedOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """Every line at these places that equals one of the list."""
    around = edges(document)
    places = [around.indices(place) for place in options.places]
    for index in hits_by_block(document, hits):
        if not any(index in place for place in places):
            continue
        for span in _lines(document, index):
            form = _form(document.slice(span))
            if form in options.forms or _NUMBER.sub("0", form) in options.forms:
                edit = remove_lines(document, span)
                safety = Safety.UNSAFE if _parts(document, index, options.parting) else Safety.SAFE
                fixes = (Fix((edit,), safety),) if edit is not None else ()
                yield Finding(span, {"match": clipped(document, span)}, fixes=fixes)


def _parts(document: Document, index: int, parting: int) -> bool:
    """Whether so many blocks with text follow a block."""
    following = filter(None, islice(normal_blocks(document), index + 1, None))
    return parting > 0 and len(list(islice(following, parting))) == parting


def _lines(document: Document, index: int) -> Iterable[Span]:
    """The short lines of a block, as an author broke them; not those with links or pictures."""
    block = parsed(document).blocks[index]
    if block.kind not in ("paragraph", "heading"):
        return
    source = document.slice(block.span)
    parts = [block.span]
    if "\n" in source and _HARD_BREAK.search(source):
        parts = [unit.span for unit in units_of(document, index)]
    for span in parts:
        if span.end - span.start <= _LONGEST and document.text.find("](", *span) < 0:
            yield span


def _form(line: str) -> str:
    """The form in which lines are compared: letters, digits, ``-`` for a row of dashes and ``©``."""
    return _REST.sub("", _RULE.sub("-", unicodedata.normalize("NFKC", line).lower()))


CHECKERS = (AnchoredChecker("boilerplate.listed-line", _listed, _anchors, ListedOptions),)
