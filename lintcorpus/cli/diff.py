"""Shows what a fix run changes, as a unified diff."""

import difflib
import re
from typing import TextIO

from lintcorpus.model.result import Result

_COLORS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_RESET = "\x1b[0m"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def write_diff(result: Result, stream: TextIO, *, color: bool) -> None:
    """Write the changes of all files, in order of path.

    Args:
        result: of a fix run that wrote nothing.
        stream: where to.
        color: whether to colour added, removed and place lines.
    """
    for path in sorted(result.changed):
        before, after = (_LINE.findall(text) for text in result.changed[path])
        for line in difflib.unified_diff(before, after, f"a/{path}", f"b/{path}"):
            text = line.rstrip("\r\n")
            shade = _COLORS.get(text[:1], "") if color and not text.startswith(("+++", "---")) else ""
            stream.write(f"{shade}{text}{_RESET if shade else ''}\n")
            if not line.endswith(("\n", "\r")):
                stream.write("\\ No newline at end of file\n")
