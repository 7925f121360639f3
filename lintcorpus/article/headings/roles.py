"""Tells headings that are none: captions, pictures and paragraphs that a converter made headings."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from lintcorpus.article.header.block import bare_value, header
from lintcorpus.article.headings.numbering import number_of
from lintcorpus.article.normal import letters
from lintcorpus.article.running import linked_length
from lintcorpus.article.wraps import wrapping
from lintcorpus.markdown.headings import Heading, headings, title
from lintcorpus.markdown.parse import Block, inlines_of, parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy

_CAPTION = lazy(r"[△▲▽▼↑↓]|[(（【]?(?:图|图片|配图|题图|供图)(?:片?来?源|\s*\d{1,2}(?!\d))?\s*[:：.．丨|｜\s]")
_CAPTION_LATIN = lazy(
    r"(?:Fig(?:ure|\.)\s*\d|(?:Photo|Image|Picture|Source|Credits?)\s*(?:\d{1,2}\s*[:.]|:|by\b))", re.I
)
_SURE_CAPTION = lazy(r"[△▲▽▼↑↓]?\s*[(（【]?(?:图|图片)(?:来)?源\s*[:：丨|｜]")
_SURE_LABELS = 40
_NO_ALT = lazy(
    r"\W*|(?:图片?|图像|封面|配图|image|img|photo|picture|screenshot|微信图片)[\W\d_]*|\S*\.(?:png|jpe?g|gif|webp|svg|bmp)",
    re.I,
)

_END = lazy(r"[。．.！!；;：:…][\"”’」』）)】]*\Z")
_INNER_END = lazy(r"[。！!]|(?<=[a-z)\]”\"])\.(?=[\"”)]*\s+[\"“(]?[A-Z])")
_TAGS = lazy(r"[^\s#]{1,20}(?: +# ?[^\s#]{1,20}){1,20}")
_NUMBER_SIGN = lazy(r"# ?\d")
_CLAUSE = lazy(r"[，,、；;]")
_SPEAKER = lazy(r"[^，。,.:：？?！!]{1,24}[:：]")
_CJK = lazy(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\uac00-\ud7af]")
_QUOTED = lazy(r"[“「『‘\"'].*[”」』’\"']\Z", re.DOTALL)
_QUESTION = lazy(r"[？?]")
_OUTLINE = lazy(r"\d{1,2}(?:\.\d{1,2})+\. ")
_DATED = lazy(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b")

_LONG, _VERY_LONG, _ENDLESS = 20, 40, 80
"""How much is said in a sentence that stands for itself, in a long one, and in a whole paragraph; in ideographs."""
_BARE = 12
"""The same for one sentence with no text below it."""
_TWO = 30
"""The same for two sentences."""
_LINKED = 0.6
_HABIT, _HABITUAL = 3, 0.5


class FalseHeading(NamedTuple):
    """A heading that is none.

    Attributes:
        heading: the heading.
        block: the index of its block in ``parsed(document).blocks``.
        kind: ``caption``, ``picture``, ``tags`` (a row of hashtags), ``lines`` (paragraphs above a row
            of dashes or equals signs) or ``sentence``.
        evidence: why.
    """

    heading: Heading
    block: int
    kind: str
    evidence: Mapping[str, Any]


@view
def false_headings(document: Document) -> tuple[FalseHeading, ...]:
    """The headings after the title that name no part of the article, in order.

    Questions, quotations, names of speakers, links and numbered headings are headings however long
    they get, and so are the title where it stands again, and a sentence where the author ends
    headings with a mark.
    """
    top = title(document)
    places = (index for index, block in enumerate(parsed(document).blocks) if block.kind == "heading")
    found = []
    for heading, index in zip(headings(document), places, strict=False):  # headings are known up to a number
        if heading is top and "\n" not in document.slice(heading.text_span):
            continue
        known = _kind(document, heading, index)
        if known is not None and not (known[0] == "sentence" and _is_title(document, heading)):
            found.append(FalseHeading(heading, index, *known))
    return tuple(found)


def _is_title(document: Document, heading: Heading) -> bool:
    """Whether a heading says what a title does, or all of it but the name of the site at its end."""
    said = letters(heading.text)
    return any(text.startswith(said) for text in _titles(document))


def _titles(document: Document) -> frozenset[str]:
    """The title in the metadata and the one above the article, in the form in which texts are compared."""
    metadata, top = header(document), title(document)
    named = metadata.first("title") if metadata is not None else None
    texts = [bare_value(named) if named is not None else "", top.text if top is not None else ""]
    return frozenset(map(letters, texts)) - {""}


def _kind(document: Document, heading: Heading, index: int) -> tuple[str, dict[str, Any]] | None:
    block = parsed(document).blocks[index]
    if not heading.text:
        return ("picture", {}) if _is_picture(document, block) else None
    if _is_caption(document, heading, index):
        return "caption", {}
    if _TAGS.fullmatch(heading.text) and not _NUMBER_SIGN.search(heading.text):
        return "tags", {}
    if document.text[block.span.start] != "#":
        lines = _swallowed_lines(document, heading, block)
        if lines:
            return "lines", {"lines": lines}
    evidence = _sentence(document, heading, index)
    return ("sentence", evidence) if evidence else None


def says_of_picture(text: str) -> bool:
    """Whether a line begins as captions do."""
    return _CAPTION.match(text) is not None or _CAPTION_LATIN.match(text) is not None


def is_labelled(text: str) -> bool:
    """Whether a line begins with a short label and a colon, such as the name of who speaks."""
    return _SPEAKER.match(text) is not None


def _is_numbered(text: str) -> bool:
    return number_of(text) is not None or _OUTLINE.match(text) is not None


def _is_picture(document: Document, block: Block) -> bool:
    """Whether a heading consists of pictures whose alternative texts say nothing."""
    pictures = [piece for piece in inlines_of(document, block) if piece.kind == "image"]
    return bool(pictures) and all(_NO_ALT.fullmatch(document.slice(piece.data.text)) for piece in pictures)


def _is_caption(document: Document, heading: Heading, index: int) -> bool:
    """Whether a heading says what is to be seen on the picture beside it, or where that is from."""
    text = heading.text
    if _SURE_CAPTION.match(text) and len(text) <= _SURE_LABELS:
        return True
    if not says_of_picture(text):
        return False
    blocks = parsed(document).blocks
    before = index - 1
    while before >= 0 and blocks[before].kind == "heading" and blocks[before].first == blocks[before].last:
        before -= 1
    return before >= 0 and _ends_with_picture(document, blocks[before])


def _ends_with_picture(document: Document, block: Block) -> bool:
    """Whether nothing but pictures, links round them and breaks stands at the end of a block."""
    pieces = inlines_of(document, block)
    pictures = [piece for piece in pieces if piece.kind == "image"]
    if not pictures:
        return False
    rest = document.text[pictures[-1].end : block.span.end]
    return not any(map(str.isalnum, rest.partition("](")[0]))


def _swallowed_lines(document: Document, heading: Heading, block: Block) -> int:
    """How many lines of text a row of dashes or equals signs made a heading; 0 where it is one.

    A title may well be set in two lines; sentences, or three lines and more, are text.
    """
    source = document.slice(block.span)
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", source)][:-1]
    if len(lines) < 2 or (len(lines) == 2 and wrapping(document) is not None):
        return 0
    if len(lines) == 2 and _is_numbered(lines[0]):
        return 0
    above = " ".join(lines[:-1])
    if len(lines) == 2 and _END.search(above) is None and size_of(above) < _VERY_LONG and "](" not in above:
        return 0
    return len(lines)


def _sentence(document: Document, heading: Heading, index: int) -> dict[str, Any] | None:
    """Why a heading is running text, or ``None``."""
    text = heading.text.strip("*_ ")
    size = size_of(text)
    if size < _BARE or (size < _VERY_LONG and _END.search(text) is None and _INNER_END.search(text) is None):
        return None  # nearly all headings
    block = parsed(document).blocks[index]
    evidence: dict[str, Any] = {
        "size": size,
        "end": text[-1] if _END.search(text) else "",
        "sentences": _sentences(text),
    }
    if linked_length(document, block) > _LINKED * len(letters(text)) or _QUOTED.match(text):
        return None
    if size >= 2 * _ENDLESS:
        return evidence
    if _QUESTION.search(text) or is_labelled(text) or _DATED.search(text):
        return None  # with its date it is the headline of another article
    if title(document) is None and not evidence["end"] and index == 0:
        return None  # what a file begins with is its title, if nothing else is
    if block.items and not block.quote and not evidence["end"] and "。" not in text and size < _ENDLESS:
        return None  # an entry of a list of headlines
    several = evidence["sentences"] > 1
    if _is_numbered(text):
        return evidence if several and size >= _ENDLESS else None
    if several and (evidence["end"] or _CJK.search(text)):
        return evidence if size >= (_TWO if _CJK.search(text) else _VERY_LONG) else None
    if evidence["end"] in ("：", ":"):
        return evidence if size >= _VERY_LONG and _CLAUSE.search(text) else None
    if not evidence["end"] or evidence["end"] in "！!；;…":
        return evidence if size >= _ENDLESS and len(_CLAUSE.findall(text)) > 1 else None
    if not _CJK.search(text):
        return evidence if size >= _VERY_LONG else None
    bare = _has_no_text(document, index)
    if bare:
        evidence["bare"] = True
    if size < (_BARE if bare else _LONG) or (not bare and _is_habit(document, heading)):
        return None
    return evidence


def size_of(text: str) -> int:
    """How much a text says, in ideographs: a Latin letter is worth less than half of one."""
    wide = (len(text.encode("utf-8", "surrogatepass")) - len(text)) // 2
    return (2 * len(text) + 3 * wide) // 5


def _sentences(text: str) -> int:
    ends = [match.end() for match in _INNER_END.finditer(text)]
    return len([end for end in ends if any(map(str.isalnum, text[end:]))]) + 1


def _has_no_text(document: Document, index: int) -> bool:
    """Whether another heading of the same or a higher level follows at once."""
    blocks = parsed(document).blocks
    return (
        index + 1 < len(blocks)
        and blocks[index + 1].kind == "heading"
        and blocks[index + 1].level <= blocks[index].level
    )


def _is_habit(document: Document, heading: Heading) -> bool:
    """Whether the author ends headings of this level with a full stop."""
    peers = [item.text for item in headings(document) if item.level == heading.level and item.text]
    ended = sum(1 for text in peers if text.rstrip("*_ ").endswith(("。", ".")))
    return len(peers) >= _HABIT and ended >= _HABITUAL * len(peers)
