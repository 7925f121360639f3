"""Finds articles in a language that the corpus is not made for, by their script and their commonest words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from lintcorpus.article.publisher.remains import lines
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy

_FEWEST_LETTERS = 120
"""Fewer say too little; ideographs and syllables count two."""
_MOST_READ = 2000
_MOST_OF = 0.5
_LEAST_STOP_WORDS = 0.08
_AHEAD = 1.25
_SCRIPTS = {
    "han": r"[\u3400-\u4dbf\u4e00-\u9fff]",
    "kana": r"[\u3040-\u30ff]",
    "hangul": r"[\uac00-\ud7af]",
    "cyrillic": r"[\u0400-\u04ff]",
    "greek": r"[\u0370-\u03ff]",
    "arabic": r"[\u0600-\u06ff]",
    "hebrew": r"[\u0590-\u05ff]",
    "thai": r"[\u0e00-\u0e7f]",
    "devanagari": r"[\u0900-\u097f]",
    "latin": r"[a-z\u00df-\u024f]",
}
_SCRIPT = {name: lazy(pattern) for name, pattern in _SCRIPTS.items()}
_LANGUAGE_OF = {
    "hangul": "ko",
    "greek": "el",
    "arabic": "ar",
    "hebrew": "he",
    "thai": "th",
    "devanagari": "hi",
}
_KANA_IN_JAPANESE = 0.1
_WORD = lazy(r"[^\W\d_]+")


@frozen
class LanguageOptions:
    """Which languages are expected.

    Attributes:
        expected: ISO 639-1 codes; none means that any will do.
        words: the commonest words of languages that share a script, by code, in lower case.
    """

    words: Mapping[str, Sequence[str]] = field(repr=False)
    expected: tuple[str, ...] = ()

    @cached_property
    def stop_words(self) -> Mapping[str, frozenset[str]]:
        """The commonest words by language."""
        return {language: frozenset(map(str, words)) for language, words in self.words.items()}


def _wrong_language(document: Document, options: LanguageOptions) -> Iterable[Finding]:
    """One finding for an article whose language is known and is none of the expected ones."""
    if not options.expected:
        return
    found = _language(_said(document), options)
    if found is not None and found[0] not in options.expected:
        language, share = found
        params = {"language": language, "expected": ", ".join(options.expected)}
        yield Finding(document.line_span(0), params, evidence={"share": round(share, 2)}, key="article")


def _said(document: Document) -> str:
    """The beginning of the article's own text, in lower case."""
    parts: list[str] = []
    length = 0
    for line in lines(document):
        if line.size and line.seen.bare:
            parts.append(line.seen.bare)
            length += len(line.seen.bare)
            if length >= _MOST_READ:
                break
    return " ".join(parts)


def _language(text: str, options: LanguageOptions) -> tuple[str, float] | None:
    """The language of a text with the share of letters or words that speaks for it; ``None`` when in doubt."""
    counts = Counter({name: len(pattern.findall(text)) for name, pattern in _SCRIPT.items()})
    total = counts.total()
    east = counts["han"] + counts["kana"]
    if total + east + counts["hangul"] < _FEWEST_LETTERS:
        return None
    # A letter of an alphabet says less than an ideograph.
    if 3 * east > counts["latin"] and east > counts["cyrillic"] + counts["hangul"]:
        share = counts["kana"] / east
        return ("ja", share) if share > _KANA_IN_JAPANESE else ("zh", 1 - share)
    script, count = counts.most_common(1)[0]
    if count < _MOST_OF * total:
        return None
    if script in _LANGUAGE_OF:
        return _LANGUAGE_OF[script], count / total
    return _by_words(text, options) if script in ("latin", "cyrillic") else None


def _by_words(text: str, options: LanguageOptions) -> tuple[str, float] | None:
    """The language whose commonest words make up the largest share of a text, when it is well ahead."""
    words = _WORD.findall(text)
    shares = sorted(
        (sum(word in known for word in words) / len(words), language) for language, known in options.stop_words.items()
    )
    (second, _), (first, language) = shares[-2], shares[-1]
    return (language, first) if first >= _LEAST_STOP_WORDS and first >= _AHEAD * second else None


CHECKERS = (Checker("quality.language", _wrong_language, LanguageOptions),)
