"""How many cells of a terminal a text takes, and texts cut to a number of cells."""

import re
import unicodedata
from functools import lru_cache

ELLIPSIS = "…"
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_CLOSING = "、。〉》」』】〕〗！），．：；？］｝”’…"
_OPENING = "〈《「『【〔〖（［｛“‘"
_PIECES = re.compile(rf" *[{_OPENING}]*(?:[{_WIDE}]|[^ {_WIDE}]+)[{_CLOSING}]* *| +")
"""What a line is not broken within: a word, or a wide character, with the marks that belong to it."""
_ZERO = frozenset(("Mn", "Me", "Cf", "Cc", "Cs"))


def cells(text: str) -> int:
    """The cells that a text takes.

    Args:
        text: one line.

    Returns:
        2 for every wide or full-width character, 0 for combining, formatting and control
        characters and for what an emoji sequence joins to its first sign, 1 for all others,
        ambiguous ones included.
    """
    return len(text) if text.isascii() and text.isprintable() else sum(_each(text))


def clip_end(text: str, limit: int) -> str:
    """The text, or as much of its beginning as fits into ``limit`` cells with an ellipsis after it."""
    if cells(text) <= limit:
        return text
    if limit < 1:
        return ""
    room = limit - 1
    end = 0
    for width in _each(text):
        room -= width
        if room < 0:
            break
        end += 1
    return text[:end] + ELLIPSIS


def clip_start(text: str, limit: int) -> str:
    """The text, or as much of its end as fits into ``limit`` cells with an ellipsis before it."""
    if cells(text) <= limit:
        return text
    if limit < 1:
        return ""
    widths = _each(text)
    room = limit - 1
    start = len(text)
    while start and widths[start - 1] <= room:
        start -= 1
        room -= widths[start]
    # A mark without its base would sit on the ellipsis.
    while start < len(text) and (not widths[start] or text[start] == _EMOJI_STYLE):
        start += 1
    return ELLIPSIS + text[start:]


def wrapped(text: str, limit: int, indent: str = "") -> list[str]:
    """A line cut into lines of at most ``limit`` cells, at spaces and between wide characters.

    Args:
        text: one line.
        limit: in cells; a piece that cannot be cut may take more.
        indent: what all lines but the first begin with.
    """
    lines, line = [], ""
    for piece in _PIECES.findall(text):
        if cells(line) + cells(piece.rstrip(" ")) > limit and line.strip(" "):
            lines.append(line.rstrip(" "))
            line = indent + piece.lstrip(" ")
        else:
            line += piece
    return [*lines, line]


def _each(text: str) -> list[int]:
    """The cells of each character, given those before it."""
    widths: list[int] = []
    last = 0
    joined = False
    for char in text:
        width = _alone(char)
        if char == _EMOJI_STYLE and last == 1:
            # The sign before it is drawn as an emoji, two cells wide.
            width = 1
        elif width == 2 and last == 2 and (joined or "\U0001f3fb" <= char <= "\U0001f3ff"):
            width = 0
        joined = char == _JOINER
        if char == _EMOJI_STYLE and last:
            last = 2
        elif width:
            last = width
        widths.append(width)
    return widths


@lru_cache(maxsize=8192)
def _alone(char: str) -> int:
    category = unicodedata.category(char)
    if category in _ZERO or "\u1160" <= char <= "\u11ff":
        return 0
    if category == "Cn":
        # Python before 3.12 calls most unassigned characters wide; those of the emoji blocks and of
        # the planes kept for ideographs are, even when this Python does not know them yet.
        return 2 if "\U0001f000" <= char <= "\U0003ffff" else 1
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
