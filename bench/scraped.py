"""Paragraphs as a scraper leaves an article behind: with a header, pictures, links, headings, a tail, and defects."""

import random
import textwrap
from collections.abc import Callable
from pathlib import Path

from corpus_model import Model

_WRAP = 78
_DEFECTS = 4
"""The most that are planted in one article."""
_SITES = (
    "河湾观察",
    "北窗笔记",
    "街角档案",
    "慢读地理",
    "Fernhollow Notes",
    "The Quay Ledger",
    "Slate & Heron",
    "Millrace",
)
_PAIRS = {
    "": (("**", "**"), ("**", "**"), ("“", "”"), ("“", "”"), ("（", "）"), ("[", "]({})")),
    " ": (("**", "**"), ('"', '"'), ('"', '"'), ("“", "”"), ("(", ")"), ("[", "]({})")),
}
"""What words stand in, by what stands between words."""
_CALLS = {
    "": (
        "长按识别下方二维码，关注{}。",
        "点击上方蓝字关注{}，第一时间看到更新。",
        "如果喜欢这篇文章，请点个“在看”，转发给{}个朋友。",
    ),
    " ": (
        "If you enjoyed this post, please share it with {} friends.",
        "Subscribe to our newsletter, item {}, to get the next one.",
        "Follow us on all channels for part {}.",
    ),
}


def write_article(path: Path, model: Model, paragraphs: list[str], chance: random.Random) -> None:
    """Write a file with the paragraphs in the layout of one of the usual sources."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(article(model, paragraphs, chance).encode("utf-8"))


def article(model: Model, paragraphs: list[str], chance: random.Random) -> str:
    """The text of an article.

    Args:
        model: of its language; titles and labels are its words.
        paragraphs: of running text.
        chance: decides on layout, adornments and defects.
    """
    blocks = [_broken(model, text, chance) if chance.random() < 0.03 else text for text in paragraphs]
    blocks = _adorned(model, blocks, chance)
    for _ in range(chance.randint(0, _DEFECTS)):
        plant = chance.choice(_PLANTS)
        at = chance.randrange(len(blocks))
        blocks.insert(at + 1, plant(model, blocks[at], chance))
    layout = chance.choices((_wechat, _page, _blog), (0.6, 0.25, 0.15) if not model.joint else (0.0, 0.5, 0.5))[0]
    return layout(model, _title(model, chance), blocks, chance)


def _title(model: Model, chance: random.Random) -> str:
    return model.sentence(chance)[:36].strip(" ，。、；：,.;:")


def _adorned(model: Model, paragraphs: list[str], chance: random.Random) -> list[str]:
    """With a heading, a picture, a list, bold words or a link here and there, as often as in articles."""
    shown: list[str] = []
    headings = 0
    for text in paragraphs:
        turn = chance.random()
        if turn < 0.15:
            headings += 1
            shown.append(f"## {headings}. {_title(model, chance)}")
        elif turn < 0.38:
            size = chance.choice((300, 640, 1080))
            shown.append(f"![]({_address(chance, 'img')}/{chance.getrandbits(256):064x}/{size}?fmt=png&from=page)")
        elif turn < 0.43:
            shown.append("\n".join(f"* {_title(model, chance)}" for _ in range(chance.randint(3, 6))))
        elif turn < 0.50:
            text = f"**{_title(model, chance)}**\n\n{text}"
        elif turn < 0.58:
            text = f"{text}{model.joint}[{_title(model, chance)}]({_address(chance, 'www')})"
        shown.append(text)
    return shown


def _address(chance: random.Random, host: str) -> str:
    return f"https://{host}.example/{chance.randint(2015, 2025)}/{chance.getrandbits(48):012x}"


def running_text(model: Model, chance: random.Random) -> str:
    """A paragraph with bold words, quotations, brackets and links in it, one in some 300 bytes, as in articles."""
    text = model.paragraph(chance) if chance.random() < 0.6 else model.sentence(chance).strip()
    words = text.split(" ") if model.joint else list(text)
    step = 40 if model.joint else 70
    for at in range(chance.randrange(step), len(words) - 8, step):
        end = at + chance.randint(1, 6)
        if not (words[at][-1].isalnum() and words[end][-1].isalnum()):
            continue  # beside a mark it would be broken
        opening, closing = chance.choice(_PAIRS[model.joint])
        words[at] = opening + words[at]
        words[end] += closing.format(_address(chance, "www"))
    return model.joint.join(words)


# What scrapers and writers leave broken: each gives a block to stand behind the one that it is given.


def _stray_bracket(model: Model, text: str, chance: random.Random) -> str:
    return f"[{chance.randint(1, 9)}、[{_title(model, chance)}]({_address(chance, 'www')})"


def _cut_address(model: Model, text: str, chance: random.Random) -> str:
    start = _address(chance, "www")
    return f"{_title(model, chance)} <{start}-{chance.getrandbits(32):x}-\n{chance.getrandbits(32):x}/>"


def _no_target(model: Model, text: str, chance: random.Random) -> str:
    return f"[{_title(model, chance)}]({chance.choice(('', 'javascript:void(0)'))})"


def _debris(model: Model, text: str, chance: random.Random) -> str:
    return chance.choice(
        ("\\--END--", "****", "##", "— **完** —", "&nbsp;&nbsp;", "![](data:image/gif;base64,R0lGODlhAQABAAAAACw=)")
    )


def _call(model: Model, text: str, chance: random.Random) -> str:
    return chance.choice(_CALLS[model.joint]).format(chance.randint(2, 9999))


def _label(model: Model, text: str, chance: random.Random) -> str:
    return "\n\n".join(("编辑 ；" + _title(model, chance)[:3], "排版：" + _title(model, chance)[:3]))


def _again(model: Model, text: str, chance: random.Random) -> str:
    return text


_PLANTS: tuple[Callable[[Model, str, random.Random], str], ...] = (
    *(_stray_bracket, _cut_address, _no_target),
    *(_debris, _call, _label, _again),
)


def _broken(model: Model, text: str, chance: random.Random) -> str:
    """The paragraph with a slip at a place between two of its words."""
    places = [at for at, sign in enumerate(text) if sign == model.joint] if model.joint else range(1, len(text))
    if not places:
        return text
    at = chance.choice(places)
    slips = (
        ("\u200b", "\u00ad", "’", ",,", " the the") if model.joint else ("\u200b", "，，", "；；", "的的", " l。", ",")
    )
    return text[:at] + chance.choice(slips) + text[at:]


# Layouts: a header, the blocks, a tail.


def _date(chance: random.Random) -> str:
    return f"20{chance.randint(15, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _wechat(model: Model, title: str, blocks: list[str], chance: random.Random) -> str:
    source = f"http://mp.weixin.qq.com/s?__biz=MzU{chance.getrandbits(40):010x}&mid={chance.getrandbits(31)}&idx=1#rd"
    head = f"文章作者: {chance.choice(_SITES)}\n发布时间: {_date(chance)} 18:20\n原文链接: {source}"
    more = [f"[{number}、{_title(model, chance)}]({source[:-3]}{number})" for number in range(1, chance.randint(2, 5))]
    wrapped = [block if block.startswith(("[", "!", "*", "#")) else _wrapped(block) for block in blocks]
    return "\n\n".join((f"# {title}", head, *wrapped, "## 【往期回顾】", *more)) + "\n"


def _wrapped(block: str) -> str:
    """Cut at white space, the way html2text does it."""
    return textwrap.fill(block, _WRAP, break_long_words=False, break_on_hyphens=False)


def _page(model: Model, title: str, blocks: list[str], chance: random.Random) -> str:
    address = _address(chance, "news")
    head = f"---\ntitle: {title}\nurl: {address}.html\nsource: {chance.choice(_SITES)}\ndate: {_date(chance)}\n---"
    menu = "\n".join(f"* [{_title(model, chance)[:4]}](/{chance.getrandbits(16):x}/)" for _ in range(6))
    related = "\n".join(f"* [{_title(model, chance)}]({_address(chance, 'news')}.html)" for _ in range(4))
    foot = "[关于我们](/about) [联系方式](/contact)" if not model.joint else "[About](/about) [Contact](/contact)"
    tail = ("## 相关阅读" if not model.joint else "## Related", related, foot)
    return "\n\n".join((head, f"# {title}", menu, *blocks, *tail)) + "\n"


def _blog(model: Model, title: str, blocks: list[str], chance: random.Random) -> str:
    head = f'---\ntitle: "{title}"\nauthor: {chance.choice(_SITES)}\ndate: {_date(chance)}\n---'
    return "\n\n".join((head, f"# {title}", *blocks)) + "\n"
