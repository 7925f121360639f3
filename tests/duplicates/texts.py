"""Invented texts that have nothing to do with each other, as many as a test needs."""

import random

_WORDS = (
    *("harbour", "lantern", "clerk", "orchard", "bicycle", "drawer", "rope", "winter", "pencil", "kettle"),
    *("ledger", "sparrow", "tunnel", "market", "baker", "window", "gravel", "ferry", "button", "mountain"),
    *("copper", "blanket", "engine", "letter", "shadow", "garden", "hammer", "island", "pocket", "river"),
)
_HAN = "渡口磨坊石槽水轮麦子孩子钟上游堤县官集市镇外巷修伞补锅下棋街新旧灯塔绳梯铁柄重物守夜人潮汐船票渔网盐田"


def english(seed: int, sentences: int = 20) -> str:
    """Some sentences of twelve words, a paragraph of five each."""
    chance = random.Random(f"en {seed}")
    said = [" ".join(chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(sentences)]
    return "\n\n".join(" ".join(said[at : at + 5]) for at in range(0, sentences, 5))


def chinese(seed: int, sentences: int = 20) -> str:
    """The same of twenty-four ideographs each."""
    chance = random.Random(f"zh {seed}")
    said = [
        "".join(chance.choices(_HAN, k=12)) + "，" + "".join(chance.choices(_HAN, k=12)) + "。"
        for _ in range(sentences)
    ]
    return "\n\n".join("".join(said[at : at + 5]) for at in range(0, sentences, 5))


def edited(text: str, every: int) -> str:
    """The text with one sentence end in so many moved by a word."""
    parts = text.split(".") if "." in text else text.split("。")
    mark = "." if "." in text else "。"
    return mark.join(
        part + (" indeed" if mark == "." else "的确") if at % every == every - 1 else part
        for at, part in enumerate(parts)
    )
