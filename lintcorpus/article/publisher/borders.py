"""What stands at the outer borders of an article, unit by unit, and what of it an account may repeat."""

from collections.abc import Iterator
from typing import NamedTuple

from lintcorpus.article.header.account import account
from lintcorpus.article.normal import letters, normal_blocks
from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.units import Unit, plain, size_of, units_of
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import text_digest
from lintcorpus.model.lazy import lazy
from lintcorpus.model.learned import BlockKey, name_key

HEAD, TAIL = "head", "tail"
PLACES = (HEAD, TAIL)

_SHORTEST, _HEADING, _LONGEST_HEAD, _FILLER, _NOTE = 7, 15, 36, 22, 80
_FEWEST_LETTERS = 5
_ENDLESS = 600
_OWN = 0.4
_MARKS = "*_ \\\n\r\t#"

_URL = lazy(r"(?:https?|ftp)://[!-~]+")
_NAME = lazy(r"[A-Z][\w.'’-]*(?: (?:[a-z]{1,3} )?[A-Z][\w.'’-]*){0,3}")
_REFERENCES = lazy(
    r"参考|引用|文献|资料来源|延伸阅读|导读|附录|注释|致谢|目录"
    r"|references?\b|bibliography|further reading|sources?\b|footnotes?|acknowledge?ments?|appendix|contents"
)
_CAPTION = lazy(
    r"[△▲▽▼↑↓]|[(（【]?[图圖表](?:片|注|源|\s*\d)?[^。]{0,6}[:：丨|/]|(?:photo|image|figure|fig\.|table|credit)\b"
)
_LEGAL = lazy(
    r"不构成|免责|版权|侵权|侵犯|风险自|投资有风险|市场有风险|法律责任|仅供参考|许可协议"
    r"|(?:未经|不得|禁止|谢绝|注明|授权).{0,12}转载|转载.{0,8}(?:授权|注明|许可)"
    r"|copyright|©|all rights reserved|disclaim|liab(?:le|ility)|licen[cs]ed? under|not (?:\w+ )?constitute"
    r"|intended (?:as|for|to)|advice"
)
_CREDIT = lazy(
    r"(?:作者|撰文|文|(?:文章|本文|内容)?来源|原文(?:链接|地址)?|author|source|via)\s*[:：/|丨]"
    r"|(?:written |posted )?by\b|originally (?:published|posted)"
)
_SERIES = lazy(
    r"系列|专栏|专题|连载|[本这该]栏目|第[\d一二三四五六七八九十百]+[期篇章部]|编者按"
    r"|\bseries\b|\bpart \w+|editor['’]s note"
)


class BorderUnit(NamedTuple):
    """A unit at the head or the tail.

    Attributes:
        unit: the unit.
        key: what it is compared by; ``None`` for what no account is believed to repeat for its own
            sake: headings, tables, names, captions, credits, legal notes, what introduces a series.
        weight: what it says as the article's own: 0 nothing (a picture, links, a legal note), 1 a few words, 2 text.
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
            yield border_unit(document, unit, place)


def unit_key(document: Document, unit: Unit, place: str) -> BlockKey:
    """What a unit is compared by when it stands at this place."""
    return BlockKey(place, text_digest(_said(document, unit)))


def border_unit(document: Document, unit: Unit, place: str) -> BorderUnit:
    """A unit as it counts at this place."""
    said = _said(document, unit)
    if not said or unit.kind == "rule":
        return BorderUnit(unit, None, 0)
    if len(said) > _ENDLESS or unit.kind not in ("paragraph", "heading"):
        return BorderUnit(unit, None, 2)
    text, own = document.slice(unit.span), True
    if "](" in text or "://" in text:
        seen = plain(document, unit)
        own = len(seen.bare) >= _OWN * len(seen.text)
        text = _URL.sub("", seen.text)
    size = size_of(said)
    lower = text.lower()
    if size <= _NOTE and _LEGAL.search(lower):
        return BorderUnit(unit, None, 0)
    weight = (1 if size <= _FILLER and unit.kind != "heading" else 2) if own else 0
    may = _may_recur(document, unit, lower, said, place)
    return BorderUnit(unit, BlockKey(place, text_digest(said)) if may else None, weight)


def _said(document: Document, unit: Unit) -> str:
    """The normal form of a unit."""
    if unit.span == parsed(document).blocks[unit.block].span:
        return normal_blocks(document)[unit.block]
    return letters(_URL.sub("", plain(document, unit).text))


def _may_recur(document: Document, unit: Unit, text: str, said: str, place: str) -> bool:
    """Whether an account that repeats this unit does so for itself and not for the article."""
    size = size_of(said)
    if size < _SHORTEST and "@" not in text:
        return False
    if sum(map(str.isalpha, said)) < _FEWEST_LETTERS or (unit.kind == "heading" and size <= _HEADING):
        return False
    if size <= _HEADING and (_REFERENCES.search(text) or _is_name(document, unit, said)):
        return False
    if place == HEAD and (size > _LONGEST_HEAD or _SERIES.search(text)):
        return False
    line = text.lstrip(_MARKS)
    return not (_CAPTION.match(line) or _CREDIT.match(line) or _LEGAL.search(text))


def _is_name(document: Document, unit: Unit, said: str) -> bool:
    source = document.slice(unit.span).strip(_MARKS)
    return _NAME.fullmatch(source) is not None or said in _own_names(document)


@view
def _own_names(document: Document) -> frozenset[str]:
    return frozenset(map(name_key, account(document).names))
