"""Finds paragraphs of running text that end in a comma or without any mark."""

from collections.abc import Iterable

from lintcorpus.article.header.block import header
from lintcorpus.article.running import is_running_text
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_COMMAS = "，、,"
_AROUND = "*_ \t\u3000\u200b\u200d"
_SHORTEST, _SHORTEST_NEIGHBOUR = 40, 20
"""In code points; what is shorter is a label, a caption, a verse or a name."""
_SENTENCE_END = lazy(r"[。！？][”’」』）]*|(?<=[a-z\d])[.!?][\"”)]* (?=[\"“]?[A-Z])")
_SENTENCE = lazy(r"(?:[^\u3400-\u9fff]*[\u3400-\u9fff]){8}|(?:[^A-Za-z]*[A-Za-z]+\b){4}")
_NO_SENTENCE = lazy(r"[：:|｜@#/`\\<>=\[\]{}]|供图|摄影|(?:摄|\s图)\Z|(?i:fields are marked)")
# Who speaks, before words that stand in a paragraph of their own.
_SPEECH = lazy(r"(?:[说道称问答]|表示|指出|认为|写到|强调|介绍|said|says|wrote|asked|added)[，,]\Z")
_ENDS = "。！？!?…；;：:.”’」』）)》\"'"
_FEWEST, _MOST = 6, 0.1
"""An article needs so many long paragraphs; where more of them end like this, it is the writer's way."""


def _open_ends(document: Document, options: NoOptions) -> Iterable[Finding]:
    """A paragraph of several sentences whose last one ends in a comma or in nothing.

    The paragraphs beside it are running text and end in a mark; so it is no lead-in to a list, a
    picture or code, no caption and no verse. A comma may also stand before a heading.
    """
    count, found = _candidates(document)
    if not found or count < _FEWEST or len(found) > max(2, _MOST * count):
        return
    blocks = parsed(document).blocks
    for index in found:
        end = _text_end(document.text, blocks[index].span)
        mark = document.text[end - 1]
        comma = mark in _COMMAS
        beside = (index - 1,) if comma and _is_heading(document, index + 1) else (index - 1, index + 1)
        # What is told from marks alone comes first, since most are no findings.
        if not all(_ends_in_mark(document, at) for at in beside):
            continue
        sentence = _last_sentence(document.text, blocks[index].span.start, end)
        if sentence is None or not is_running_text(document, blocks[index]):
            continue
        if not all(is_running_text(document, blocks[at]) for at in beside):
            continue
        if not comma or not _SPEECH.search(document.text, sentence.start, end):
            yield Finding(sentence, {"mark": mark}, "comma" if comma else "")


def _candidates(document: Document) -> tuple[int, list[int]]:
    """How many long paragraphs the article has outside lists and quotations, and which of them are open at the end."""
    text = document.text
    metadata = header(document)
    begin = metadata.span.end if metadata is not None else 0
    count = 0
    found: list[int] = []
    for index, (kind, span, _, quote, items, _, _, _) in enumerate(parsed(document).blocks):
        start, end = span
        if end - start < _SHORTEST or kind != "paragraph" or quote or items or start < begin:
            continue
        count += 1
        # Nearly all end like this: look no further.
        if text[end - 1] not in _ENDS and _is_open(text, _text_end(text, span)):
            found.append(index)
    return count, found


def _text_end(text: str, span: Span) -> int:
    """Where a paragraph ends when marks of emphasis are left out."""
    start, end = span
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return end


def _is_open(text: str, end: int) -> bool:
    """Whether a text ends in an ideograph, a small letter or a comma."""
    # Comparisons, since a pattern with a range of so many characters takes milliseconds to compile.
    last = text[end - 1] if end else " "
    return (
        "\u3400" <= last <= "\u9fff"
        or last in "，、"
        or "a" <= last <= "z"
        or (last == "," and "a" <= text[end - 2 : end - 1] <= "z")
    )


def _last_sentence(text: str, start: int, end: int) -> Span | None:
    """The last sentence of a paragraph that has others before it; ``None`` for what is no sentence."""
    begun = -1
    for match in _SENTENCE_END.finditer(text, start, end):
        begun = match.end()
    if begun < 0 or _NO_SENTENCE.search(text, begun, end) or not _SENTENCE.match(text, begun, end):
        return None
    while text[begun] in _AROUND or text[begun] in "\r\n":
        begun += 1
    return Span(begun, end)


def _ends_in_mark(document: Document, index: int) -> bool:
    """Whether a block is a paragraph without pictures, no quotation or list item, and ends in a mark."""
    blocks = parsed(document).blocks
    if not 0 <= index < len(blocks):
        return False
    block = blocks[index]
    if block.kind != "paragraph" or block.quote or block.items:
        return False
    if block.span.end - block.span.start < _SHORTEST_NEIGHBOUR:
        return False
    text = document.text
    pictured = text.find("![", *block.span) >= 0
    return not pictured and text[_text_end(text, block.span) - 1] in _ENDS


def _is_heading(document: Document, index: int) -> bool:
    blocks = parsed(document).blocks
    return index < len(blocks) and blocks[index].kind == "heading"


CHECKERS = (Checker("paragraphs.open-end", _open_ends),)
