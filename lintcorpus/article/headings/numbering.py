"""Reads the number at the head of a heading."""

import unicodedata
from typing import NamedTuple

from lintcorpus.markdown.headings import sections
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy

_DIGIT = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMERALS = "〇零一二三四五六七八九十百"
_CJK = f"[{_NUMERALS}]{{1,5}}"
_ROMAN = "(?:X{0,3})(?:IX|IV|V?I{0,3})"
_SMALL_ROMAN = _ROMAN.lower()
_ROMAN_SIGNS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BARRED = r"[|｜/／·•—–\-]"
# What is counted, so that the number belongs to the words behind it: 3 个月, 10年, 5 大趋势.
_COUNTED = (
    "个年月日天周岁万亿千百倍次种条位人元块美大步小时分秒款张家点本部篇句字"
    "页代期届级层轮场招件道座只项类成折后前多余来几"
)
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LABELS = (
    "Part|Chapter|Step|Section|Lesson|Tip|Rule|Phase|Stage|Reason|Mistake|Myth|Principle|Module|Unit|Question|"
    "Trend|Problem|Takeaway|No\\.?|问题|步骤|案例|技巧|方法|原则|场景|规则|误区|建议|趋势|挑战|原因|要点|实验|练习"
)

_LEADING = lazy(r"[\s*_#【\[「]+")
# Each with what shows by the first character that it may be none: the patterns take long to compile.
_FORMS = tuple(
    (style, may_begin, lazy(pattern))
    for style, may_begin, pattern in (
        (
            "ordinal",
            "第".__eq__,
            rf"第\s*(?P<number>{_CJK}|\d{{1,3}})\s*(?P<name>部分|阶段|[章节步讲课站幕卷编篇关]|[部点条集回招](?!\w))",
        ),
        (
            "brackets",
            "（(".__contains__,
            rf"[（(]\s*(?P<number>{_CJK}|\d{{1,2}}|(?=[IVX]){_ROMAN}|(?=[ivx]){_SMALL_ROMAN})\s*[)）]",
        ),
        ("chinese", _NUMERALS.__contains__, rf"(?P<number>{_CJK})(?:\s*[、.．,，:：|｜/·]|\s+|\Z)"),
        ("circled", _CIRCLED.__contains__, rf"(?P<number>[{_CIRCLED}])"),
        (
            "dotted",
            str.isdecimal,
            r"(?P<prefix>\d{1,2}(?:\.\d{1,2}){0,2})\.(?P<number>\d{1,2})(?![\d.%])(?=[\s、．:：\u4e00-\u9fff]|\Z)",
        ),
        ("digits", str.isdecimal, r"(?P<number>\d{1,2})(?:\s*[、．)）】\]]|\s*[.:：](?![\d./x]))"),
        ("padded", "0".__eq__, rf"(?P<number>0\d)(?:\s*{_BARRED}(?!\d)|\s+|\Z|(?=[^\W\d]))(?!\s*[{_COUNTED}])"),
        ("bare", str.isdecimal, rf"(?P<number>\d{{1,2}})(?:\s*{_BARRED}\s+|\s+|\Z)(?![{_COUNTED}a-z\d%+\-])"),
        ("roman", "IVX".__contains__, rf"(?P<number>(?=[IVX]){_ROMAN})(?:\s*[、．:：)）]|\.(?![\w.]))"),
        (
            "roman",
            _ROMAN_SIGNS.__contains__,
            rf"(?P<number>[{_ROMAN_SIGNS}])(?:\s*[、．.:：)）]|\s+|\Z|(?=[\u4e00-\u9fff]))",
        ),
        (
            "label",
            str.isalpha,
            rf"(?P<name>(?i:{_LABELS}))\s*#?(?P<number>\d{{1,2}}|{_CJK}|(?=[IVX]){_ROMAN}|(?i:{'|'.join(_ENGLISH)}))"
            r"(?![\w%]|\.\d|[-/~–至到]\s*\d)",
        ),
    )
)
# One character that stands for several, or for one of half its width: １ ⑷ ⒋ ㈣.
_COMPATIBLE = lazy(r"[０-９⑴-⒛㈠-㈩]")
_HEAD = 8
# Most headings have no number: one look at their beginning spares them the forms.
_CAN_BE = lazy(
    rf"(?:{_LEADING.pattern})?(?:[\d第（(〇零一二三四五六七八九十IVX{_ROMAN_SIGNS}{_CIRCLED}]|(?i:{_LABELS}))"
)


class Number(NamedTuple):
    """The number of a heading.

    Attributes:
        style: how it is written; numbers of one series have the same style.
        value: the number.
        label: as written, with its mark.
        prefix: of ``2.3`` the ``(2,)``.
    """

    style: str
    value: int
    label: str
    prefix: tuple[int, ...] = ()


@view
def section_numbers(document: Document) -> tuple[Number | None, ...]:
    """The number of each of ``sections(document)``, in order."""
    return tuple([number_of(section.heading.text) for section in sections(document)])


def number_of(text: str) -> Number | None:
    """The number at the head of a heading's text, or ``None``.

    A number that belongs to the words behind it is none: ``3 ways to``, ``2024年``, ``10个``, ``2.5亿``.

    Args:
        text: the visible text; emphasis marks and an opening bracket may stand before the number.
    """
    if _COMPATIBLE.search(text, 0, _HEAD):
        text = unicodedata.normalize("NFKC", text[:_HEAD]) + text[_HEAD:]
    if _CAN_BE.match(text) is None:
        return None
    skipped = _LEADING.match(text)
    at = skipped.end() if skipped else 0
    first = text[at : at + 1]
    for style, may_begin, form in _FORMS:
        match = form.match(text, at) if first and may_begin(first) else None
        if match is not None:
            groups = match.groupdict()
            written = groups["number"]
            kind = "digits" if written.isdigit() and written not in _CIRCLED else ""
            style = {"ordinal": f"第{kind}", "brackets": f"({kind or _script(written)})", "padded": "bare"}.get(
                style, style
            )
            prefix = tuple(int(part) for part in (groups.get("prefix") or "").split(".") if part)
            name = (groups.get("name") or "").lower().rstrip(".")
            return Number(style + name, _value(written), match[0].strip(), prefix)
    return None


def _script(written: str) -> str:
    return "roman" if written[0] in "IVXivx" else "chinese"


def _value(written: str) -> int:
    for signs in (_CIRCLED, _ROMAN_SIGNS):
        if written in signs:
            return signs.index(written) + 1
    if written.isdigit() and written.isascii():
        return int(written)
    if written.lower() in _ENGLISH:
        return _ENGLISH.index(written.lower()) + 1
    if written[0] in "IVXivx":
        return _roman(written.upper())
    return _chinese(written)


def _chinese(written: str) -> int:
    """Up to 999: ``十二``, ``二十``, ``二十三``, ``一百零二``; without ``十`` and ``百`` digit by digit."""
    hundreds, hundred, rest = written.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    if not hundred and not ten:
        return int("".join(str(_DIGIT[char]) for char in written))
    ones = ones.lstrip("零〇")
    value = _DIGIT.get(hundreds, 1) * 100 if hundred else 0
    value += _DIGIT.get(tens.lstrip("零〇"), 1) * 10 if ten else 0
    return value + _DIGIT.get(ones, 0)


def _roman(written: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[char] for char in written]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
