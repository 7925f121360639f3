"""What an article says, read off its lines without a parser.

``article/normal.py`` asks the parser what a reader sees, which takes longer than all the rest of this. For whole
files it is enough to leave out what surely is no text of the article: header, pictures, targets of links, URLs, tags,
entities, and the lines that pages of one site have in common: those of links, and short ones without a mark (menus,
buttons, headings). What is left of other mark-up is no letter and falls away later. Blocks are not parted: scrapers
differ in where they put blank lines, and a gram that goes on into the next block is as good as any.
"""

import re
from typing import NamedTuple

from lintcorpus.duplicates.folding import folded

_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(?=[^\n]*[:=])(?:[^\n]*\n){1,80}?(?:\1|\.\.\.)[ \t]*(?:\n|\Z)")
# Two or more "key: value" lines under the title, in any layout; article/header/block.py would tell the fields too, but
# at the price of all the rest.
_KEY = r"(?:\[#\]:[ \t]*)?[^\s:：#>|*\-\[(][^\n:：]{0,15}[:：]"
_KEYED = re.compile(rf"\s*(?:#[^\n]*\n\s*)?(?:{_KEY}(?!//)[^\n]{{0,300}}(?:\n\s*|\Z)){{2,12}}")
_TARGET = r"\((?:[^()\s]|\([^()\s]*\))*"
_LEFT_OUT = tuple(
    (mark, re.compile(pattern))
    for mark, pattern in (
        ("![", rf"!\[[^\[\]\n]*\](?:{_TARGET}[^()\n]*\)?)?"),
        ("](", rf"\]{_TARGET}"),
        ("://", r"https?://[!-~]+"),
        ("<", r"<[A-Za-z/!][^<>]*>"),
        ("&", r"&#?\w{2,8};"),
    )
)
# A link that began on the line before ends here as well.
_LINK = re.compile(r"(?:\[|^)[^\[\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_SHORT_LINE = 40
_MARK = re.compile("[。，！？；：,.!?;:]")
_FEWEST = 600
"""An article with fewer characters in running text may be a poem or a list, and is compared as a whole."""
_TITLE = re.compile(r"^#{1,6}[ \t]+([^\n]+)", re.MULTILINE)
_TITLE_FIELD = re.compile(r"^(?:\[#\]:[ \t]*)?(?:title|标题)[ \t]*[:：=][ \t]*([^\n]+)", re.MULTILINE | re.IGNORECASE)


class Plain(NamedTuple):
    """What an article says.

    Attributes:
        text: its running text, with marks, without line ends that count.
        title: where most of the page is no running text, its title, else empty: pages of one site that were
            saved without their article have all the rest in common.
    """

    text: str
    title: str = ""


def plain(text: str) -> Plain:
    """What an article says.

    Args:
        text: the whole file.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    header = _FRONT_MATTER.match(text) or _KEYED.match(text)
    body = text[header.end() :] if header is not None else text
    kept = [
        line
        for line in body.split("\n")
        # Nearly all lines of an article are told by the first test.
        if line and ((len(line) >= _SHORT_LINE and "](" not in line and line[0] != "#") or _is_running(line))
    ]
    running = "\n".join(kept)
    if len(running) >= _FEWEST:
        # Targets of links make the whole longer than what it says: they are left out where they could decide.
        if 2 * len(running) >= len(body):
            return Plain(_shown(running))
        running, whole = _shown(running), _shown(body)
        return Plain(running, "" if 2 * len(running) >= len(whole) else _title(text))
    return Plain(_shown(body), _title(text))


def _is_running(line: str) -> bool:
    """Whether a line is of sentences, or may be: no heading, not links alone, not short without a mark."""
    if "](" in line:
        line = _LINK.sub("", _LINK.sub("", line))  # twice: a picture within a link
    elif line[0] == "#":
        return False
    return len(line) >= _SHORT_LINE or _MARK.search(line) is not None


def _title(text: str) -> str:
    found = _TITLE.search(text) or _TITLE_FIELD.search(text)
    return folded(_shown(found[1])) if found is not None else ""


def _shown(text: str) -> str:
    for mark, pattern in _LEFT_OUT:
        if mark in text:
            text = pattern.sub("", text)
    return text
