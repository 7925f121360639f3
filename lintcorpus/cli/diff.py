"""Shows what a fix run changes, as a unified diff."""

import difflib
import re
from collections.abc import Iterator
from typing import TextIO

from lintcorpus.model.document import Document
from lintcorpus.model.result import Result, Rewrite

_COLORS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_RESET = "\x1b[0m"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_END = re.compile(r"\r\n|\r|\n")
_END_NAMES = {"\r\n": "CRLF", "\r": "CR", "\n": "LF"}


def write_diff(result: Result, stream: TextIO, *, color: bool) -> None:
    """Write the changes of all files, in order of path.

    What a diff of lines cannot show, other encodings and line ends, stands in a line that begins
    with ``#`` above the file's head, where ``patch`` skips it.

    Args:
        result: of a fix run that wrote nothing.
        stream: where to.
        color: whether to colour added, removed and place lines.
    """
    for path in sorted(result.changed):
        rewrite = result.changed[path]
        for change in _unseen(rewrite):
            stream.write(f"# {path}: {change}\n")
        before, after = (_LINE.findall(document.text) for document in rewrite)
        for line in difflib.unified_diff(before, after, f"a/{path}", f"b/{path}"):
            text = line.rstrip("\r\n")
            shade = _COLORS.get(text[:1], "") if color and not text.startswith(("+++", "---")) else ""
            stream.write(f"{shade}{text}{_RESET if shade else ''}\n")
            if not line.endswith(("\n", "\r")):
                stream.write("\\ No newline at end of file\n")


def _unseen(rewrite: Rewrite) -> Iterator[str]:
    before, after = rewrite
    if before.encoding != after.encoding:
        yield f"the encoding changes from {before.encoding} to {after.encoding}"
    if _ends(before) != _ends(after):
        yield f"the line ends change from {_ends(before)} to {_ends(after)}"


def _ends(document: Document) -> str:
    """The kinds of line end in a document."""
    return " and ".join(sorted(_END_NAMES[end] for end in set(_END.findall(document.text)))) or "none"
