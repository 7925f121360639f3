"""Chinese names and terms that an article sets off, and forms of them with one wrong or missing character."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lintcorpus.article.idioms import fixed_words
from lintcorpus.article.names_alike import MISSING
from lintcorpus.article.words import is_ideograph, is_traditional
from lintcorpus.markdown.parse import blocks
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

_USUAL = 3
_SHARE = 4
_SHORTEST, _LONGEST = 3, 12
_BRACKETS = (("《", "》"), ("“", "”"), ("「", "」"), ("『", "』"), ("【", "】"))
_NAME = re.compile(rf"(?:(?![的了是在我你他她它们这那不就也都和与吗呢吧])[\u4e00-\u9fff·]){{{_SHORTEST},{_LONGEST}}}")
"""Words of grammar stand in phrases, and hardly in names."""
_VERBS = ("表示", "认为")
_SPEAKER = re.compile(r"(?:^|[，。；：！？、“”（）\s*])([\u4e00-\u9fff]{3,5})\Z")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏姜谢邹苏潘葛范彭鲁马方任袁柳史唐费薛雷贺倪汤罗郝于傅齐康伍余顾"
    "孟黄穆萧尹姚邵汪毛戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万卢莫房丁邓洪包石崔龚程"
    "陆段侯武刘龙叶黎白赖乔谭温庄柴瞿阎习艾向古易廖曾沙关岳游裴欧尚翁"
)
_NUMBERS = frozenset("〇零一二三四五六七八九十百千万亿两几半双单上下前后左右东西南北男女大小")
_GAIN, _MISSING_GAIN = 9.0, 2.0
"""How much likelier the usual form must make the text, in nats, where the wrong character belongs to another word,
and where one is missing."""


class HanSlip(NamedTuple):
    """A place where a form stands that is one character away from a commoner one.

    Attributes:
        span: the form, in code points.
        usual: the commoner form.
        kind: what the wrong and the right character share, or ``missing``.
    """

    span: Span
    usual: str
    kind: str


@view
def han_names(document: Document) -> dict[str, int]:
    """Names and terms of three Chinese characters or more that are set off somewhere, and how often each stands.

    Set off are those in brackets, quotation marks or bold type, headings, and who says something. Those
    that stand once or twice do not count.
    """
    text = document.text
    if "，" not in text and "。" not in text:
        return {}
    found = {name for name in _set_off(document) if _NAME.fullmatch(name)}
    return {name: count for name in sorted(found) if (count := text.count(name)) >= _USUAL}


def _set_off(document: Document) -> Iterator[str]:
    text = document.text
    for opening, closing in _BRACKETS:
        at = text.find(opening)
        while at >= 0:
            end = text.find(closing, at, at + _LONGEST + 2)
            if end > 0:
                yield text[at + 1 : end]
            at = text.find(opening, at + 1)
    for piece in text.split("**"):
        if len(piece) <= _LONGEST:
            yield piece.strip(" ：:")
    for block in blocks(document, "heading"):
        yield document.slice(block.span).strip("# \n")
    for verb in _VERBS:
        at = text.find(verb)
        while at >= 0:
            if text[at - 3] in _SURNAMES:
                yield text[at - 3 : at]
            speaker = _SPEAKER.search(text, max(0, at - 7), at)
            if speaker is not None:
                yield speaker[1]
            at = text.find(verb, at + 1)


def han_slips(document: Document) -> Iterator[HanSlip]:
    """Where a set-off name stands with one character that sounds or looks like the right one, or without one."""
    names = han_names(document)
    if not names:
        return
    taken: set[int] = set()
    for name, count in sorted(names.items(), key=lambda item: -item[1]):
        for start, size in _near_places(document.text, name, count):
            span = Span(start, start + size)
            if not taken.isdisjoint(range(*span)):
                continue
            rare = document.slice(span)
            kind = _kind(document.text, span, name) if rare not in names else None
            if kind is None or document.text.count(rare) * _SHARE > count + 1:
                continue
            if not is_traditional(document):
                taken.update(range(*span))
                yield HanSlip(span, name, kind)


def _near_places(text: str, name: str, count: int) -> Iterator[tuple[int, int]]:
    """Where a form of a name stands that has one other character, or one less; start and length."""
    length = len(name)
    half = length // 2 if length > _SHORTEST else 2
    for part, before in ((name[:half], 0), (name[length - half :], length - half)):
        if text.count(part) == count:
            continue
        at = text.find(part)
        while at >= 0:
            if not text.startswith(name, at - before):
                for size in (length, length - 1):
                    start = at - before + (length - size if before else 0)
                    piece = text[start : start + size]
                    if start >= 0 and len(piece) == size and _is_near(piece, name):
                        yield start, size
            at = text.find(part, at + 1)
    if length == _SHORTEST:
        at = text.find(name[0])
        while at >= 0:
            size = text.find(name[2], at + 1, at + length) - at + 1
            if size > 1 and not text.startswith(name, at):
                yield at, size
            at = text.find(name[0], at + 1)


def _is_near(piece: str, name: str) -> bool:
    if len(piece) == len(name):
        return sum(one != other for one, other in zip(piece, name, strict=True)) == 1
    return any(name[:at] + name[at + 1 :] == piece for at in range(1, len(name) - 1))


def _kind(text: str, span: Span, name: str) -> str | None:
    """What the form at a place has in common with a name; ``None`` when it may be meant."""
    piece, known = text[span.start : span.end], fixed_words()
    words = known.lexicon.costs
    if piece in words:
        return None
    at = next(at for at, char in enumerate(name) if piece[at : at + 1] != char)
    if len(piece) < len(name):
        border = span.start + at
        joined = any(
            text[one:end] in words for one in range(border - 3, border) for end in range(border + 1, border + 4)
        )
        if joined or known.lexicon.crosses(text, *span):
            return None
        return MISSING if _gain(text, span, name) >= _MISSING_GAIN else None
    wrong, right = piece[at], name[at]
    kind = known.likeness.as_wholes(wrong, right) if is_ideograph(wrong) else None
    if kind is None or {wrong, right} <= _NUMBERS or wrong in known.traditional:
        return None
    if name not in words and _is_compound(name, at, wrong):
        return None
    crosses = known.lexicon.crosses(text, span.start + at, span.start + at + 1)
    return kind if not crosses or _gain(text, span, name) >= _GAIN else None


def _gain(text: str, span: Span, name: str) -> float:
    """How much likelier a name makes the text than what stands in its place, in nats."""
    costs = fixed_words().lexicon
    before, behind = costs.run(text, *span)
    return costs.cost(before + text[span.start : span.end] + behind) - costs.cost(before + name + behind)


def _is_compound(name: str, at: int, wrong: str) -> bool:
    """Whether a character stands at the end or the beginning of a name beside a word, where others may stand."""
    rest = name[1:] if at == 0 else name[:-1] if at == len(name) - 1 else ""
    is_person = len(name) == _SHORTEST and name[0] in _SURNAMES and not (at == 0 and wrong in _SURNAMES)
    return not is_person and rest in fixed_words().lexicon.costs
