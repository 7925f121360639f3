"""Finds a heading above the article that names it otherwise than the metadata does."""

from collections.abc import Iterable
from itertools import islice, pairwise

from lintcorpus.article.header.block import bare_value, header
from lintcorpus.article.header.site_names import without_site
from lintcorpus.article.normal import letters
from lintcorpus.markdown.entities import unescaped
from lintcorpus.markdown.headings import Heading, headings, title
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.header import Header, HeaderField
from lintcorpus.model.lazy import lazy

_AFTER_HEADER = 3
"""Blocks after the header among which a layout that writes the title as a heading puts it."""
_AND = lazy(r"\s&\s|＆")
_WORD = lazy(r"[a-z0-9\u00c0-\u024f]+")
_LONG = 8
"""Letters that both titles need where the heading may be that of a section."""
_ALIKE = 0.5
_NO_LATIN = "\u0250"
_CJK = "\u2e80"


def _mismatch(document: Document, options: NoOptions) -> Iterable[Finding]:
    """The title above the article, when it is another one than that of the metadata."""
    found = header(document)
    field = found.first("title") if found is not None else None
    if found is None or field is None:
        return
    named, heading = _text(field), _heading(document, found)
    if not named or heading is None or _same(named, heading.text):
        return
    if found.layout.heading or _shared(named, heading.text) < _ALIKE:
        params = {"heading": _clipped(heading.text), "title": _clipped(named)}
        yield Finding(heading.span, params, related=(Related(field.span),))


def _heading(document: Document, found: Header) -> Heading | None:
    """The heading that must be the title.

    Where the layout has one, it is the first H1 near the header. In the front matter of a page that
    was saved, which names its address, it is the H1 right below, the only one: authors who publish
    from front matter make sections of it.
    """
    top = title(document)
    if top is None or top.span.start < found.span.end:
        return None
    following = (block.span.start for block in parsed(document).blocks if block.span.start >= found.span.end)
    if found.layout.heading:
        return top if top.span.start in islice(following, _AFTER_HEADER) else None
    url = found.first("url")
    first = next(following, None) == top.span.start and sum(item.level == 1 for item in headings(document)) == 1
    saved = url is not None and bare_value(url).startswith(("http://", "https://"))
    return top if saved and first and len(letters(top.text)) >= _LONG else None


def _text(field: HeaderField) -> str:
    """The title as a reader would see it; nothing where it goes on over several lines."""
    value = field.value
    if "\n" in value or "\r" in value:
        return ""
    if value.startswith('"') and "\\" in value:
        try:
            import json  # few titles are written so

            return str(json.loads(value))
        except ValueError:
            pass
    return unescaped(bare_value(field))


def _same(one: str, other: str) -> bool:
    """Whether two titles say the same, one holds the other, or one is a translation of the other."""
    one, other = _AND.sub(" and ", one), _AND.sub(" and ", unescaped(other))
    if any(map(_foreign, one)) != any(map(_foreign, other)):
        return True
    return any(
        a in b or b in a
        for a in map(letters, (one, without_site(one) or ""))
        for b in map(letters, (other, without_site(other) or ""))
        if a and b
    )


def _foreign(char: str) -> bool:
    return char >= _NO_LATIN and char.isalpha()


def _shared(one: str, other: str) -> float:
    """How much of the shorter title stands in the other: words, and pairs of ideographs; 0 to 1."""
    first, second = _pieces(one), _pieces(other)
    least = min(len(first), len(second))
    return len(first & second) / least if least else 1.0


def _pieces(text: str) -> set[str]:
    folded = text.lower()
    ideographs = [char for char in folded if char >= _CJK and char.isalnum()]
    return {*_WORD.findall(folded), *(a + b for a, b in pairwise(ideographs))}


def _clipped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:40] + "…"


CHECKERS = (Checker("metadata.title-mismatch", _mismatch),)
