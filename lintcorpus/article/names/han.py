"""Chinese names and terms that an article sets off."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lintcorpus.markdown.parse import blocks
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy

USUAL = 3
"""A form that stands so often is no slip."""
SHORTEST, LONGEST = 3, 12
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏姜谢邹苏潘葛范彭鲁马方任袁柳史唐费薛雷贺倪汤罗郝于傅齐康伍余顾"
    "孟黄穆萧尹姚邵汪毛戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万卢莫房丁邓洪包石崔龚程"
    "陆段侯武刘龙叶黎白赖乔谭温庄柴瞿阎习艾向古易廖曾沙关岳游裴欧尚翁"
)
_BRACKETS = (("《", "》"), ("“", "”"), ("「", "」"), ("『", "』"), ("【", "】"))
_NAME = lazy(rf"(?:(?![的了是在我你他她它们这那就也都吗呢吧])[\u4e00-\u9fff·]){{{SHORTEST},{LONGEST}}}")
"""Words of grammar stand in phrases, and hardly in names."""
_VERBS = ("表示", "认为", "指出")
_MARKS = "，。；：！？、“”（）*\n "
_SPEAKERS = (3, 4, 5)
"""What stands between such a mark and a verb of saying is a name if it has so many characters."""


_LONGEST_PART = 200_000
"""Code points of what is looked at together, for each name is sought in all of it: a longer text is many articles."""


class Part(NamedTuple):
    """All of a text, or a part of a long one.

    Attributes:
        start: where it begins in the document, in code points.
        text: what it says.
        names: names and terms of three Chinese characters or more that are set off in it, and how often each stands.
    """

    start: int
    text: str
    names: dict[str, int]


@view
def set_off(document: Document) -> Sequence[Part]:
    """The set-off names and terms, part by part.

    Set off are those in brackets, quotation marks or bold type, headings, and who says something.
    """
    text = document.text
    if "，" not in text and "。" not in text:
        return ()
    titles = [(block.span.start, document.slice(block.span).strip("# \n")) for block in blocks(document, "heading")]
    found, start = [], 0
    while start < len(text):
        end = text.find("\n", start + _LONGEST_PART) + 1 or len(text)
        part = text[start:end]
        pieces = {*_pieces(part), *(title for at, title in titles if start <= at < end)}
        names = {name: part.count(name) for name in sorted(pieces) if _NAME.fullmatch(name)}
        found.append(Part(start, part, names))
        start = end
    return found


def han_names(document: Document) -> dict[str, int]:
    """The set-off names of a document that stand in it often enough to be spelt so, and how often."""
    counts = Counter[str]()
    for part in set_off(document):
        counts.update(part.names)
    return {name: count for name, count in counts.items() if count >= USUAL}


def _pieces(text: str) -> Iterator[str]:
    """What may be a set-off name, by its length alone; headings are not looked at."""
    for opening, closing in _BRACKETS:
        if opening in text:
            for piece in text.split(opening)[1:]:
                end = piece.find(closing, SHORTEST, LONGEST + 1)
                if end > 0:
                    yield piece[:end]
    for piece in text.split("**"):
        if SHORTEST <= len(piece) <= LONGEST + 2:
            yield piece.strip(" ：:")
    for verb in _VERBS:
        at = text.find(verb)
        while at >= 0:
            if text[at - SHORTEST : at][:1] in SURNAMES:
                yield text[at - SHORTEST : at]
            for length in _SPEAKERS:
                if text[at - length - 1 : at - length] in _MARKS:
                    yield text[at - length : at]
            at = text.find(verb, at + 1)
