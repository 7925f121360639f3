"""A file of scraped text, read and decoded once."""

import bisect
from array import array
from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, Protocol, TypeVar

from lintcorpus.model.frozen import field, often_made, replace
from lintcorpus.model.header import HeaderLayout
from lintcorpus.model.language import Scorer
from lintcorpus.model.lazy import lazy
from lintcorpus.model.learned import Learned
from lintcorpus.model.origin import Origin
from lintcorpus.model.span import Position, Span
from lintcorpus.model.web import Web

T = TypeVar("T")

# LF, CR and CRLF only: str.splitlines() would also break at U+2028, U+0085 and form feeds,
# and then lines would not agree with those of editors, git and SARIF.
_LINE_END = lazy(r"\r\n|\r|\n")


class Neighbours(Protocol):
    """What stands around an article's file; checkers ask it, since they read no files themselves.

    Paths are relative to the article's folder, with ``/`` between their parts and no escapes.
    """

    def holds(self, path: str) -> bool | None:
        """Whether a file or folder stands there; ``None`` where it would be outside the root."""

    def text(self, path: str) -> str | None:
        """The text of a file there; ``None`` where there is none, or none that can be read."""


@often_made
class Document:
    """The text of one article with what must be known to write it back.

    Attributes:
        path: POSIX path relative to the root, NFC; an absolute path for a file outside the root.
        text: exactly what was decoded, newlines untouched; a BOM is no part of it.
        encoding: the Python codec that decoded it.
        bom: whether the bytes began with a byte order mark.
        lossy: whether decoding replaced bytes; such a document is never written.
        digest: hex digest of the bytes.
        layouts: the header layouts known in this run.
        confidence: how sure a guessed encoding is, 0 to 1; ``None`` when it was not guessed.
        neighbours: the files around it; ``None`` for a text that has no place among files.
        learned: what was learned about the accounts of the corpus; ``None`` when nothing was.
        web: what the web answered about its links; ``None`` where it was not asked.
        language: a model of its language; ``None`` where no rule asks for one, or there is none.
        origin: the record that holds it; ``None`` for a file.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bool = False
    lossy: bool = False
    digest: str = ""
    layouts: tuple[HeaderLayout, ...] = ()
    confidence: float | None = None
    neighbours: Neighbours | None = field(default=None, repr=False)
    learned: Learned | None = field(default=None, repr=False)
    web: Web | None = field(default=None, repr=False)
    language: Scorer | None = field(default=None, repr=False)
    origin: Origin | None = None
    _views: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False)

    @cached_property
    def line_starts(self) -> "array[int]":
        """Offsets (code points) at which lines begin; the first is 0."""
        starts = array("I", [0])  # a tenth of the memory of a list, where a file is nothing but lines
        if "\r" in self.text:
            starts.extend(match.end() for match in _LINE_END.finditer(self.text))
        else:
            at = self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
        return starts

    def line_of(self, offset: int) -> int:
        """The 0-based index of the line that holds ``offset``."""
        return bisect.bisect_right(self.line_starts, offset) - 1

    def line_span(self, index: int) -> Span:
        """The line with this 0-based index, without the newline that ends it."""
        starts, text = self.line_starts, self.text
        start = starts[index]
        if index + 1 == len(starts):
            return Span(start, len(text))
        end = starts[index + 1] - 1
        if text[end] == "\n" and end > start and text[end - 1] == "\r":
            end -= 1
        return Span(start, end)

    def position(self, offset: int) -> Position:
        """The 1-based line and column of ``offset``, in code points."""
        line = self.line_of(offset)
        return Position(line + 1, offset - self.line_starts[line] + 1, offset)

    def slice(self, span: Span) -> str:
        """The text that ``span`` covers."""
        return self.text[span.start : span.end]

    def with_text(self, text: str) -> "Document":
        """The same file with another text, as it would be after an edit."""
        return replace(self, text=text, digest="", _views={})


def view(build: Callable[[Document], T]) -> Callable[[Document], T]:
    """Make a function of a document into a view: computed when first asked for, then shared.

    Every checker that needs blocks, links or a mask asks the same function, so nothing is parsed
    twice. The function must depend on the document alone.
    """

    @wraps(build)
    def read(document: Document) -> T:
        views = document._views
        if build not in views:
            views[build] = build(document)
        result: T = views[build]
        return result

    return read
