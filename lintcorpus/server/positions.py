"""Between code points of a document and the positions that an editor counts in."""

from collections.abc import Callable

from lsprotocol import types

from lintcorpus.model.document import Document
from lintcorpus.model.span import Span

BOM = "\ufeff"


class Positions:
    """Places of one text, in lines and in units of the encoding that client and server agreed on.

    Lines end at LF, CR and CRLF, as the protocol has it and as ``Document`` does.

    Args:
        document: the text.
        encoding: what ``character`` counts: units of UTF-8, UTF-16 or UTF-32.
        has_bom: whether the editor's text begins with a byte order mark, which is no part of the document's.
    """

    def __init__(self, document: Document, encoding: str, *, has_bom: bool = False) -> None:
        self._document = document
        self._units = units_of(encoding)
        self._lead = self._units(BOM) if has_bom else 0

    @property
    def length(self) -> int:
        """Of the text, in code points."""
        return len(self._document.text)

    def line_of(self, offset: int) -> int:
        """The line of an offset, from 0."""
        return self._document.line_of(offset)

    def position(self, offset: int) -> types.Position:
        """The position of an offset in code points."""
        line = self._document.line_of(offset)
        start = self._document.line_starts[line]
        return types.Position(line, self._units(self._document.text[start:offset]) + (0 if line else self._lead))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The offset of a position; one behind the end of its line or of the text is taken for that end.

        A position inside a character is taken for the beginning of the character.
        """
        if position.line >= len(self._document.line_starts):
            return len(self._document.text)
        line = self._document.line_span(position.line)
        text = self._document.slice(line)
        wanted = position.character - (0 if position.line else self._lead)
        at, passed = 0, 0
        for char in text:
            passed += self._units(char)
            if passed > wanted:
                break
            at += 1
        return line.start + at

    def span(self, range: types.Range) -> Span:
        """The span of a range."""
        return Span(self.offset(range.start), self.offset(range.end))


def units_of(encoding: str) -> Callable[[str], int]:
    """Counts the units of a text in one of the encodings of the protocol."""
    return {"utf-8": _utf8, "utf-32": len}.get(encoding, _utf16)


def _utf8(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
