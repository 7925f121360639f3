"""Finds English words that exist in no spelling."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from lintcorpus.article.mask import mask
from lintcorpus.article.screens import runs
from lintcorpus.article.words.english import has_english, is_english, is_spoken_of
from lintcorpus.article.words.misspelt import Misspellings, misspellings
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_USUAL = 3
"""Whoever writes a word so often means it."""
_BESIDE = 15
"""Code points on each side in which the right form shows that the wrong one is meant."""
# Not part of a longer word, a name in code, a path, an address, or a word that somebody else completed: "replac[ed]".
_BEFORE = lazy(r"(?<![\w'’@/\\.#$&=<_-])")
_AFTER = lazy(r"(?![\w@/\\#=>_(\[-]|['’](?!s\b)|[.:]\w|\.\.|…)")


@frozen
class MisspellingOptions:
    """What is written wrong.

    Attributes:
        data: ``table`` holds lines of a right form, a colon and wrong forms of ASCII letters in lower
            case, which are looked for instead of those that come with lintcorpus; ``_`` stands for a
            blank in the right form.
        words: forms that are right in this project.
    """

    data: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.data.get("table", "").isascii():
            raise ValueError("the table of misspellings must be ASCII")

    @cached_property
    def table(self) -> Misspellings:
        """All wrong forms."""
        return Misspellings.of(self.data["table"]) if "table" in self.data else misspellings()


def _misspellings(document: Document, options: MisspellingOptions) -> Iterable[Finding]:
    """Wrong forms in English sentences that are neither usual in the document nor talked about."""
    text = document.text
    if not has_english(text):
        return
    wrong = options.table.among(runs(document))
    if not wrong:
        return
    spans = sorted(_places(text, {form.decode() for form in wrong} - options.words))
    count = Counter(text[start:end] for start, end in spans)
    for span in spans:
        form = document.slice(span)
        if count[form] >= _USUAL or mask(document).covers(*span) or not is_english(text, *span):
            continue
        right = options.table.right(form)
        if not _is_explained(text, span, right) and not is_spoken_of(text, *span):
            yield Finding(span, {"match": form, "right": right}, fixes=(Fix((Edit(span, right),)),))


def _places(text: str, forms: Iterable[str]) -> Iterator[Span]:
    """Where the forms stand as words of their own, form by form."""
    for form in forms:
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            if _BEFORE.match(text, at) and _AFTER.match(text, end):
                yield Span(at, end)
            at = text.find(form, end)


def _is_explained(text: str, span: Span, right: str) -> bool:
    """Whether the right form stands beside the wrong one; of short words that is chance."""
    beside = f"{text[max(0, span.start - _BESIDE) : span.start]} {text[span.end : span.end + _BESIDE]}"
    return len(right) > 4 and re.search(rf"\b{re.escape(right)}\b", beside) is not None


CHECKERS = (Checker("typos.misspellings", _misspellings, MisspellingOptions),)
