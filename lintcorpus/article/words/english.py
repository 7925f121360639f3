"""Tells English prose from code, names and other languages in the Latin alphabet."""

from lintcorpus.model.lazy import lazy

_WORD = lazy(r"[A-Za-z]+")
_MARKS = frozenset(
    _WORD.findall(
        "the of and that with this from have they which their there would about been were what when your you "
        "has had its not but are for it is was be to can will all if my our we he she his her them than then "
        "who how could should because into out up some any these those only also very after before where while "
        "please between through over such other more most many much each every one two new by at or as on in an "
        "just like do does did don didn doesn isn wasn get got make made"
    )
)
_SHARED = frozenset(
    _WORD.findall("in an on as at do is was had her all my we of me or to be for it has he if by his one two")
)
"""Words of English that other languages have as well."""
_NEAR = 120
"""Code points on each side that tell the language."""
_SHARE = 0.2
_TALK = lazy(r"(?i)\b(?:mis-?spel\w*|spell(?:s|ed|ing)?|spelt|typos?|sic|autocorrect\w*|homophones?)\b")
_TOLD = 80
"""Code points on each side in which talk about spelling explains a wrong word."""
_QUOTES = {"“": "”", "‘": "’", '"': '"', "'": "'", "`": "`", "«": "»"}


def has_english(text: str) -> bool:
    """Whether a text may hold a sentence of English; quick, for texts of any length."""
    return any(word in text for word in (" the ", " and ", " of "))


def is_english(text: str, start: int, end: int) -> bool:
    """Whether the words around a place are those of an English sentence.

    Args:
        text: a document's text.
        start, end: the place (code points); its own words do not count.
    """
    before, after = paragraph_near(text, start, end, _NEAR)
    words = [word.lower() for word in _WORD.findall(before) + _WORD.findall(after)]
    marks = [word for word in words if word in _MARKS]
    return len(marks) >= _SHARE * len(words) and not _SHARED.issuperset(marks)


def paragraph_near(text: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """What stands before and after a place in its paragraph, with LF at all line ends.

    Args:
        text: a document's text.
        start, end: the place (code points).
        reach: how far to look on either side (code points).
    """
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    if "\r" in before or "\r" in after:
        before, after = (side.replace("\r\n", "\n").replace("\r", "\n") for side in (before, after))
    return before.rpartition("\n\n")[2], after.partition("\n\n")[0]


def is_spoken_of(text: str, start: int, end: int) -> bool:
    """Whether a word stands alone in quotation marks, or beside talk about spelling.

    Args:
        text: a document's text.
        start, end: the word (code points).
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and _QUOTES.get(before) == after:
        return True
    return _TALK.search(text, max(0, start - _TOLD), end + _TOLD) is not None
