"""What stands at the outer borders of an article, unit by unit, and what of it an account may repeat."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lintcorpus.article.account import account
from lintcorpus.article.edges import edges
from lintcorpus.article.normal import letters, normal_blocks
from lintcorpus.article.units import Plain, Unit, plain, units_of
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document
from lintcorpus.model.finding import text_digest
from lintcorpus.model.learned import BlockKey, name_key

HEAD, TAIL = "head", "tail"
PLACES = (HEAD, TAIL)

_SHORTEST, _HEADING, _LONGEST_HEAD, _FILLER = 8, 16, 40, 24
_FEWEST_LETTERS = 5
_ENDLESS = 600
"""Normal characters of a unit that is an article's own text whatever it says."""
_OWN = 0.4

_URL = re.compile(r"(?:https?|ftp)://\S+")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:[a-z]{1,3} )?[A-Z][\w.'’-]*){0,3}")
_REFERENCES = re.compile(
    r"参考|引用|文献|资料来源|延伸阅读|导读|附录|注释|致谢|目录"
    r"|references?\b|bibliography|further reading|sources?\b|footnotes?|acknowledge?ments?|appendix|contents"
)
_CAPTION = re.compile(r"[△▲▽▼↑↓]|[(（【]?[图圖表](?:片|注|源|\s*\d)?[^。]{0,6}[:：丨|/]|(?:photo|image|figure|fig\.|table|credit)\b")
_LEGAL = re.compile(
    r"不构成|免责|版权|侵权|侵犯|风险自|投资有风险|市场有风险|法律责任|仅供参考|許可|许可协议|授权转载"
    r"|copyright|©|all rights reserved|disclaim|liab(?:le|ility)|licen[cs]ed? under|not (?:\w+ )?(?:constitute|intended)|advice"
)
_SERIES = re.compile(r"系列|专栏|专题|连载|[本这该]栏目|第[\d一二三四五六七八九十百]+[期篇章部]|编者按|\bseries\b|\bpart \w+|editor['’]s note")


class BorderUnit(NamedTuple):
    """A unit at the head or the tail.

    Attributes:
        unit: the unit.
        key: what it is compared by; ``None`` for what no account is believed to repeat for its own
            sake: headings, tables, names, captions, legal notes, what introduces a series.
        weight: what it says as the article's own: 0 nothing (a picture, links), 1 a few words, 2 text.
    """

    unit: Unit
    key: BlockKey | None
    weight: int


def border(document: Document, place: str) -> Iterator[BorderUnit]:
    """The units of the head from the first on, or those of the tail from the last back.

    Args:
        document: the article.
        place: ``head`` or ``tail``.
    """
    indices = edges(document).indices(place)
    for index in indices if place == HEAD else reversed(indices):
        units = units_of(document, index)
        for unit in units if place == HEAD else reversed(units):
            yield _border_unit(document, unit, place)


def unit_key(document: Document, unit: Unit, place: str) -> BlockKey:
    """What a unit is compared by when it stands at this place."""
    return BlockKey(place, text_digest(_said(document, unit)))


def _border_unit(document: Document, unit: Unit, place: str) -> BorderUnit:
    said = _said(document, unit)
    if not said or unit.kind == "rule":
        return BorderUnit(unit, None, 0)
    if len(said) > _ENDLESS or unit.kind not in ("paragraph", "heading"):
        return BorderUnit(unit, None, 2)
    seen = plain(document, unit)
    own = len(seen.bare) >= _OWN * len(seen.text)
    weight = (1 if seen.size <= _FILLER and unit.kind != "heading" else 2) if own else 0
    may = _may_recur(document, unit, seen, said, place)
    return BorderUnit(unit, BlockKey(place, text_digest(said)) if may else None, weight)


def _said(document: Document, unit: Unit) -> str:
    """The normal form of a unit."""
    if unit.span == parsed(document).blocks[unit.block].span:
        return normal_blocks(document)[unit.block]
    return letters(_URL.sub("", plain(document, unit).text))


def _may_recur(document: Document, unit: Unit, seen: Plain, said: str, place: str) -> bool:
    """Whether an account that repeats this unit does so for itself and not for the article."""
    if seen.size < _SHORTEST and "@" not in seen.text:
        return False
    if sum(map(str.isalpha, said)) < _FEWEST_LETTERS or (unit.kind == "heading" and seen.size <= _HEADING):
        return False
    if seen.size <= _HEADING and (_REFERENCES.search(seen.text) or _is_name(document, unit, said)):
        return False
    if place == HEAD and (seen.size > _LONGEST_HEAD or _SERIES.search(seen.text)):
        return False
    return _CAPTION.match(seen.text) is None and _LEGAL.search(seen.text) is None


def _is_name(document: Document, unit: Unit, said: str) -> bool:
    source = document.slice(unit.span).strip("*_ \\\n")
    return _NAME.fullmatch(source) is not None or said in map(name_key, account(document).names)
