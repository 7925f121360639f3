"""Data as they may stand inside a page."""

import re
from typing import Any

from lintcorpus.reporters.jsontext import on_one_line

# U+2028 and U+2029, controls and lone surrogates are escaped by ``on_one_line``.
_MARKUP = re.compile("[<>&\ufeff\ufffe\uffff]")


def embedded(data: Any) -> str:
    """Plain data as JSON that neither ends a script element nor begins anything in HTML or JavaScript.

    In JSON these characters stand in strings only, where an escape means the same.
    """
    return _MARKUP.sub(_escaped, on_one_line(data))


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
