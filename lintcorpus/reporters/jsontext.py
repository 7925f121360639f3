"""JSON as the reporters write it: the same bytes for the same result, whatever the articles hold."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, TextIO

from lintcorpus.reporters.terminal import ORDER

# Lone surrogates cannot be encoded; the others would act on a terminal that shows the file.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(value: Any) -> Any:
    """The value in terms of JSON.

    Args:
        value: evidence or parameters as a checker gave them.

    Returns:
        Dicts, lists, strings, numbers, booleans and ``None``; sets sorted, anything else as text.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    return str(value)


def write_json(data: Any, stream: TextIO) -> None:
    """Write plain data with an indent of two and one newline at the end."""
    stream.write(_inert(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)) + "\n")


def on_one_line(data: Any) -> str:
    """Plain data as JSON without a newline; much faster than with an indent."""
    return _inert(json.dumps(data, ensure_ascii=False, allow_nan=False))


def _inert(text: str) -> str:
    text = _ESCAPED.sub(_escaped, text)
    return ORDER.sub(_escaped, text) if "##" in text else text


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
