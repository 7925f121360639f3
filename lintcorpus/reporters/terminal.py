"""What makes text from articles fit to be shown on a terminal."""

import re

# Control characters could drive the terminal, bidirectional ones could reorder the line, and the
# rest cannot be seen or cannot be encoded. Joiners and variation selectors stay: emoji need them.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)

BOLD = "1"
RED = "31"
YELLOW = "33"
CYAN = "36"


def named(text: str) -> str:
    """Every character as ``<U+XXXX>``."""
    return "".join(f"<U+{ord(char):04X}>" for char in text)


def visible(text: str) -> str:
    """The text on one line, with control, bidirectional and invisible characters as ``<U+XXXX>``."""
    return _HIDDEN.sub(lambda match: named(match[0]), text)


def paint(text: str, codes: str, color: bool) -> str:
    """The text between ANSI codes such as ``1;31``, or as it is when colour is not wanted."""
    return f"\x1b[{codes}m{text}\x1b[0m" if color and text else text
