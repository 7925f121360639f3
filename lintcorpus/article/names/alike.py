"""Tells a name from the same name with a slip of the pen."""

import re
from functools import cache
from operator import ne

from lintcorpus.article.words.chinese import lines
from lintcorpus.model.lazy import lazy

LOOK_ALIKE, SWAPPED, DOUBLED, MISSING, EXTRA = "look-alike", "swapped", "doubled", "missing", "extra"

_LOOKS = str.maketrans({"I": "l", "1": "l", "0": "o", "O": "o"})
_ROMAN = lazy(r"[IVX]+")
_INITIALS = lazy(r"[A-Z]{2,}\Z")
_PLURAL = lazy(r"[A-Z]+s")
_SHORT, _NAMELIKE, _LONG = 4, 5, 6
"""Words of so many letters: the shorter, the likelier another one is one letter away."""
_DIFFERENT = 2
"""So many letters of a word change places, or look like others, in one slip."""


def slip(rare: str, usual: str) -> str | None:
    """What makes of a name the form that was written.

    Names differ on purpose in what comes before or behind (``vLLM``, ``LLMs``, ``UberX``), in a capital
    within (``CharacterGLM``), in numbers, and short ones in any letter; none of that is a slip.

    Args:
        rare, usual: words of letters and digits.

    Returns:
        ``look-alike`` letters, two ``swapped`` letters, a ``doubled``, a ``missing`` or an ``extra`` letter;
        ``None`` when it takes more to get from one to the other, or the difference may be meant.
    """
    longer = len(rare) - len(usual)
    if abs(longer) > 1:
        return None
    head = common_length(rare, usual)
    tail = common_length(rare[: head - 1 if head else None : -1], usual[: head - 1 if head else None : -1])
    changed, right = rare[head : len(rare) - tail], usual[head : len(usual) - tail]
    if _is_other_form(changed, right, rare[:head], rare[len(rare) - tail :]):
        return None
    if changed and right and changed.lower() != right.lower() and looks(changed) == looks(right):
        return LOOK_ALIKE if _may_look_alike(rare, usual) else None
    if not (rare + usual).isalpha() or _ROMAN.fullmatch(rare) or _PLURAL.fullmatch(rare):
        return None
    if longer == 0:
        swapped = changed == right[::-1] and rare.lower() != usual.lower()
        return SWAPPED if swapped and _may_be_swapped(changed, usual, head) else None
    if longer < 0:
        return MISSING if len(right) == 1 and not changed and _may_be_missing(usual, head) else None
    if len(changed) != 1 or right or head == 0:
        return None
    if changed == rare[head - 1]:
        return DOUBLED if head < len(usual) or len(usual) >= _SHORT else None
    return EXTRA if len(usual) >= _LONG and head < len(usual) and changed.islower() else None


def is_close(rare: str, usual: str) -> bool:
    """Whether two words may be one slip apart; quick, and wrong for none that are."""
    longer = len(rare) - len(usual)
    if longer == 0:
        return bool(sum(map(ne, rare, usual)) <= _DIFFERENT)
    half = (len(usual) - 1) // 2
    return -2 < longer < 2 and (rare[:half] == usual[:half] or rare[-half:] == usual[-half:])


def common_length(first: str, second: str) -> int:
    """How many characters two words begin with in common."""
    for at, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return at
    return min(len(first), len(second))


def looks(word: str) -> str:
    """A word with one letter for all that look like it."""
    return word.translate(_LOOKS).replace("rn", "m").replace("vv", "w")


def is_transcribed(word: str) -> bool:
    """Whether a word may be a Chinese name in Latin letters; two of them often differ in one."""
    return word.istitle() and _syllables().fullmatch(word.lower()) is not None


def _is_other_form(changed: str, right: str, before: str, behind: str) -> bool:
    """Whether two words differ as ``Theatre`` and ``Theater`` do, or as a land and its people."""
    if behind not in ("", "s"):
        return False
    return {changed, right} == {"re", "er"} or ({changed, right} == {"", "n"} and before.endswith("a"))


def _may_look_alike(rare: str, usual: str) -> bool:
    """Whether the likeness shows a slip; ``A1`` and ``O1`` are names themselves."""
    return usual.isalpha() and (rare.isalpha() or len(usual) > 2)


def _may_be_swapped(changed: str, usual: str, head: int) -> bool:
    """Whether two letters may have changed places; in a short word a capital stays where it is."""
    return len(changed) == 2 and (usual.isupper() or changed.islower() or head == 0 or len(usual) >= _LONG)


def _may_be_missing(usual: str, head: int) -> bool:
    """Whether a letter may have been left out: not the first one, nor a plural's ending."""
    if head == 0 or len(usual) < _SHORT:
        return False
    if usual[head].islower():
        return head < len(usual) - 1 or (len(usual) >= _NAMELIKE and usual[head] != "s")
    if usual.isupper():
        return len(usual) >= _NAMELIKE and head < len(usual) - 1
    initials = _INITIALS.search(usual)
    begins_a_word = usual[head + 1 : head + 2].islower()
    return len(usual) >= _LONG and (begins_a_word or (initials is not None and head >= initials.start()))


@cache
def _syllables() -> re.Pattern[str]:
    sounds = sorted({line.partition(" ")[0] for line in lines("sounds")} - set("aoemn"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(sounds)}){{1,3}}")
