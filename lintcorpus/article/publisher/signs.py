"""What a line shows by itself that speaks for and against its being promotion."""

from collections.abc import Iterable

from lintcorpus.article.page.units import Plain, Unit, size_of
from lintcorpus.article.publisher.related_lists import words_of
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

EDGE, LONG_IN_THE_MIDDLE, QUOTED, OF_A_MENU = 0.3, -0.25, -0.3, -0.8
CONTACT, PRICE, POINTER, SET_APART = 0.4, 0.3, 0.2, 0.1
"""What each sign adds to the phrases of a line."""
SHORT = 60
"""A longer line says more than a call, in ideographs."""
_REPEATED, _ONE_PHRASE_IN_MUCH_TEXT = 0.15, 0.6
_LONG, _MENU = 120, 3

_MAIL_ADDRESS = r"[\w.+-]+@[\w-]+\.[\w.]*\w"
_CALLED_BY_NUMBER = (
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)(?:0\d{2,3}|400)-\d{3,4}-?\d{4}(?!\d)"
    r"|(?:微信|v信|\bvx|\bwx|wechat|\bqq)(?:号|id)?[:：]?\s?[a-z\d][\w-]{4,}"
)
_MAIL_SIGN, _CONTACT_SIGN = lazy(_MAIL_ADDRESS), lazy(_CALLED_BY_NUMBER)
ONLY_CONTACT = lazy(rf"(?:[^\W\d_a-z]{{1,6}}[:：])?\s?(?:{_MAIL_ADDRESS}|{_CALLED_BY_NUMBER})\W*")
"""A line that is nothing but an address, lower-cased."""
_PRICE_SIGN = lazy(r"[¥￥$€£]\s?\d|\d\s?(?:元|rmb|美元|港元|円)(?![\u4e00-\u9fff](?<![/一每起，。]))")
_CONTACT_NEEDS = ("1", "0", "信", "vx", "wx", "wechat", "qq")
_PRICE_NEEDS = (*"¥￥$€£元円", "rmb")
"""In whatever these patterns find one of these stands."""
_POINTERS = lazy("[\U0001f446-\U0001f449⬇⬆☝☟☞↓↑▼]")


def features_of(
    unit: Unit, seen: Plain, run: Span, strength: dict[str, list[float]], place: str, quote: int
) -> dict[str, float]:
    """All that speaks for and against a line, by name; the sum is its score.

    What needs the other lines is added by ``neighbours``.
    """
    text = seen.text[run.start : run.end]
    size = size_of(text)
    several = sum(map(len, strength.values()))
    phrases = sum(sorted(map(max, strength.values()), reverse=True)[:3])
    phrases += _REPEATED * (several - len(strength))
    if size > _LONG and several == 1:
        phrases *= _ONE_PHRASE_IN_MUCH_TEXT
    features = {"phrases": phrases}
    if place != "middle":
        features["place"] = EDGE
    elif size > SHORT:
        features["place"] = LONG_IN_THE_MIDDLE
    if (
        len(unit.pieces) >= _MENU
        and not words_of(seen.bare)
        and sum(piece[0] == "link" for piece in unit.pieces) >= _MENU
    ):
        features["menu"] = OF_A_MENU
    if quote:
        features["quoted"] = QUOTED
    # Without one of the characters that a pattern needs it need not be run: as for most lines.
    if ("@" in text and _MAIL_SIGN.search(text)) or (_has_any(text, _CONTACT_NEEDS) and _CONTACT_SIGN.search(text)):
        features["contact"] = CONTACT
    if _has_any(text, _PRICE_NEEDS) and _PRICE_SIGN.search(text):
        features["price"] = PRICE
    if _POINTERS.search(text):
        features["pointer"] = POINTER
    if size <= SHORT and place != "middle" and is_set_apart(unit):
        features["emphasised"] = SET_APART
    return features


def _has_any(text: str, parts: Iterable[str]) -> bool:
    return any(map(text.__contains__, parts))


def is_set_apart(unit: Unit) -> bool:
    """Whether a line is emphasised from its beginning to its end."""
    pieces = unit.pieces
    return bool(pieces) and pieces[0].kind in ("strong", "emphasis") and pieces[0].end >= pieces[-1].end
