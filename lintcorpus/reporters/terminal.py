"""What makes text from articles fit to be shown on a terminal and in the log of a build."""

import re

from lintcorpus.model.lazy import lazy
from lintcorpus.reporters.uris import file_uri

# Control characters could drive the terminal, bidirectional ones could reorder the line, and the
# rest cannot be seen or cannot be encoded. Joiners and variation selectors stay: emoji need them.
_HIDDEN = lazy(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# The runners of GitHub, Azure and TeamCity obey these wherever in a line of a log they stand.
_COMMANDS = (
    "error|warning|notice|debug|group|endgroup|command|section|echo|stop-commands"
    "|set-env|set-output|save-state|add-path|add-mask|add-matcher|remove-matcher"
)
ORDER = lazy(rf"(?<=#)#(?=\[(?:{_COMMANDS})[\] ]|vso\[|teamcity\[)", re.IGNORECASE)
"""The second character of ``##[error]`` and its like, which must not be printed as it is."""

BOLD = "1"
RED = "31"
GREEN = "32"
YELLOW = "33"
CYAN = "36"


def named(text: str) -> str:
    """Every character as ``<U+XXXX>``."""
    return "".join(f"<U+{ord(char):04X}>" for char in text)


def visible(text: str) -> str:
    """The text on one line, with control, bidirectional and invisible characters as ``<U+XXXX>``.

    So is one character of each word that would make the log of a build obey the text.
    """
    shown = _HIDDEN.sub(lambda match: named(match[0]), text)
    return ORDER.sub(lambda match: named(match[0]), shown) if "##" in shown else shown


def shown_path(path: str) -> str:
    """A path as it may stand at the beginning of a line: ``::`` there would be an order to GitHub's runner."""
    shown = visible(path)
    return f"./{shown}" if shown.lstrip().startswith("::") else shown


def linked(text: str, path: str, root: str, wanted: bool) -> str:
    """The text as a link to a file, for terminals that know them (OSC 8).

    Args:
        text: what is shown.
        path: the file, relative to the root or absolute.
        root: an absolute path; without one there is no link.
        wanted: whether the terminal knows links.
    """
    uri = file_uri(path) or file_uri(f"{root.rstrip('/')}/{path}")
    if not wanted or uri is None:
        return text
    return f"\x1b]8;;{uri}\x1b\\{text}\x1b]8;;\x1b\\"


def paint(text: str, codes: str, color: bool) -> str:
    """The text between ANSI codes such as ``1;31``, or as it is when colour is not wanted."""
    return f"\x1b[{codes}m{text}\x1b[0m" if color and text else text
