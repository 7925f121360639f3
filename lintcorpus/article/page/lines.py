"""The short lines that a page is made of, in a form in which they can be compared with lists."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy

LONGEST = 200
"""A block with more text outside links, in code points, is no row of buttons."""
_FEWEST_WORDS, _LONGEST_WORD = 3, 12
"""A row of buttons on one line has so many at least, of so many code points at most."""
_NUMBER = lazy(r"\d[\d,.]*[km万千w]?\+?(?!\w)|\d[\d,.]*万?")
_OWN_FORM = lazy("[a-z\u4e00-\u9fff]*")
_NO_LETTER = lazy(r"[\W_]+")
_PARTS = lazy(r"[|｜·•∙⋅»›>/、,，:：;；。\t]+")
_WORDS = lazy(r"[^\W\d_]+(?: [^\W\d_]+)*")


class Label(NamedTuple):
    """A link of a line, or a piece of the text between its links.

    Attributes:
        form: see ``form_of``.
        url: where it leads; empty for text outside links.
    """

    form: str
    url: str

    @property
    def size(self) -> int:
        """How long it is, in ideographs; a word of another script counts two."""
        wide = (len(self.form.encode("utf-8", "surrogatepass")) - len(self.form)) // 2
        return (2 * len(self.form) + 3 * wide) // 5


class Line(NamedTuple):
    """A line of a block as a reader sees it.

    Attributes:
        form: of the whole line; empty for marks.
        labels: its links and what stands between them; none for marks and pictures.
        words: the forms of what stands between blanks, where a row of buttons may be one line.
        first: what stands behind its first link.
    """

    form: str
    labels: tuple[Label, ...]
    words: tuple[str, ...]
    first: str


def form_of(text: str) -> str:
    """The form in which lines are compared: letters only, ``0`` for a number; marks and case do not count."""
    if text.isascii():
        lower = text.lower()
    elif _OWN_FORM.fullmatch(text):
        return text
    else:
        lower = unicodedata.normalize("NFKC", text).lower()
    letters = lower.replace(" ", "") if " " in lower else lower
    if letters.isalpha():
        return letters  # as most labels are; the patterns would drop nothing else
    return _NO_LETTER.sub("", _NUMBER.sub("0", lower))


def openings(text: str) -> Iterator[str]:
    """The forms of a line, of its first label and of its first word."""
    yield form_of(text)
    yield form_of(_PARTS.split(text, maxsplit=1)[0])
    yield form_of(text.split(maxsplit=1)[0]) if text.strip() else ""


def anchor_of(line: str) -> str:
    """The longest word or words of a listed line: what a literal search may look for."""
    return max((words.strip() for words in _WORDS.findall(line)), key=len, default=line)


def lines_of(document: Document, index: int) -> tuple[Line, ...] | None:
    """The lines of a block.

    Args:
        document: the article.
        index: of the block in ``parsed(document).blocks``.

    Returns:
        One line for every line of the source that shows a letter; no line for pictures, marks and
        rules; ``None`` for a block that is too long or of a kind that no row of buttons has.
    """
    blocks, inlines, _ = parsed(document)
    kind, (begin, close), _, _, _, _, first, last = blocks[index]
    if kind == "rule":
        return ()
    if kind != "paragraph" and kind != "heading":
        return None
    source = document.text
    if close - begin > LONGEST and source.find("](", begin, close) < 0:
        return None
    if last - first == 1 and inlines[first][0] == "text":
        _, start, end, _ = inlines[first]
        if end - start > LONGEST:
            return None
        line = _line([(source[start:end], "")])
        return (line,) if line.form else ()
    if last - first == 2 and inlines[first][0] == "link" and inlines[first + 1][0] == "text":
        _, _, link, data = inlines[first]
        _, start, end, _ = inlines[first + 1]
        if start < link and data.url:
            line = _line([(source[start:end], data.url)])
            return (line,) if line.form else ()
    lines: list[list[tuple[str, str]]] = [[]]
    pieces = lines[0]
    link = picture = -1
    url = ""
    outside = 0
    for kind, start, end, data in inlines[first:last]:
        if kind == "text" or kind == "code":
            if start < picture:
                continue
            text = source[start:end]
            here = url if start < link else ""
            if not here:
                outside += end - start
                if outside > LONGEST:
                    return None
            if pieces and pieces[-1][1] == here:
                pieces[-1] = (pieces[-1][0] + text, here)
            else:
                pieces.append((text, here))
        elif kind == "link":
            link, url = end, data.url
            pieces.append(("", url))
        elif kind == "image":
            picture = max(picture, end)
        elif kind == "soft" or kind == "hard":
            if start >= link:
                pieces = []
                lines.append(pieces)
            elif pieces:
                pieces[-1] = (pieces[-1][0] + " ", url)
    return tuple([line for line in map(_line, lines) if line.form])


def _line(pieces: Sequence[tuple[str, str]]) -> Line:
    make = tuple.__new__  # by far the quickest way to a named tuple
    if len(pieces) == 1 and pieces[0][1]:
        text, url = pieces[0]
        form = form_of(text)
        return make(Line, (form, (make(Label, (form, url)),) if form else (), _words(text), ""))
    labels: list[Label] = []
    for text, url in pieces:
        for part in (text,) if url else _PARTS.split(text):
            form = form_of(part)
            if form:
                labels.append(make(Label, (form, url)))
    form = labels[0][0] if len(labels) == 1 else "".join([form_of(text) for text, _ in pieces])
    if len(pieces) == 1:
        return make(Line, (form, tuple(labels), _words(pieces[0][0]), ""))
    at = next((number for number, (_, url) in enumerate(pieces) if url), -1) + 1
    first = pieces[at][0].strip() if 0 < at < len(pieces) and not pieces[at][1] else ""
    return make(Line, (form, tuple(labels), (), first))


def _words(text: str) -> tuple[str, ...]:
    """The forms of the words of a line, if it may be a row of buttons."""
    words = () if text.isascii() else text.split()
    if len(words) < _FEWEST_WORDS or max(map(len, words)) > _LONGEST_WORD:
        return ()
    return tuple(filter(None, map(form_of, words)))


def forms(lines: Iterable[object]) -> frozenset[str]:
    """The forms of listed lines; ``#`` stands for a number."""
    return frozenset(form_of(str(line).replace("#", "0")) for line in lines)
