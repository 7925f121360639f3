"""The metadata block that stands before the article."""

import re
from typing import NamedTuple

from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_OPEN = lazy(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_LINE = lazy(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
# A line that surely parses: a comment, or a key with a plain word, a number, a time, a URL, a list of
# words, or one quoted text. Everything else goes to the real parser.
_PLAIN_YAML = lazy(
    r"""(?:\#.*|[A-Za-z_][\w\-]*:(?:[ ]+(?:
        [\w(（《“”][^:#"'\[\]{}\\]*
        |\d[\w.+\-]*(?::[\w.+\-]+)+
        |https?://[^\s:#"']+(?:\#[!-9;-~]*)?
        |\[\w[\w/\-]*(?:,[ ]\w[\w/\-]*)*\]
        |"[^"\\]*"|'[^']*'
    ))?)?[ ]*""",
    re.VERBOSE,
)
_TOML_PLACE = lazy(r"\s*\(at line (\d+), column (\d+)\)|\s*\(at end of document\)")

_DEEPEST = 50
"""Levels of front matter; what people write has three."""


class FrontMatterFault(NamedTuple):
    """Why a front matter block cannot be read.

    Attributes:
        at: where, in code points of the document.
        reason: what the parser says, in English.
    """

    at: int
    reason: str


@view
def front_matter(document: Document) -> Span:
    """The front matter with its fences and the newline after it; empty at 0 when there is none.

    A block counts only at the very start, closed by the same fence (``---`` also by ``...``), with
    a ``key: value`` or ``key = value`` line in it: a file may also begin with a thematic break.
    """
    text = document.text
    opened = _OPEN.match(text)
    if opened is None:
        return Span(0, 0)
    fences = ("---", "...") if opened[1] == "---" else ("+++",)
    mark = ":" if opened[1] == "---" else "="
    at, keyed = opened.end(), False
    while at < len(text):
        line = _LINE.match(text, at)
        assert line is not None
        stripped = line[0].rstrip()
        if stripped in fences:
            return Span(0, line.end()) if keyed else Span(0, 0)
        keyed = keyed or mark in stripped
        at = line.end()
    return Span(0, 0)


def front_matter_fault(document: Document) -> FrontMatterFault | None:
    """Where and why the front matter is no YAML or TOML, or ``None`` when it is or there is none."""
    block = front_matter(document)
    if block.end == 0:
        return None
    first, last = 1, document.line_of(block.end - 1)
    lines = [document.slice(document.line_span(index)) for index in range(first, last)]
    if document.text.startswith("+++"):
        fault = _toml_fault(lines)
    elif all(line.isprintable() and _PLAIN_YAML.fullmatch(line) for line in lines):
        return None
    else:
        fault = _yaml_fault(lines)
    if fault is None:
        return None
    line, column, reason = fault
    if first + line >= last:  # the parser met the end of the block: what is open was opened above
        return FrontMatterFault(document.line_span(max(first, last - 1)).end, reason)
    span = document.line_span(first + line)
    return FrontMatterFault(min(span.start + column, span.end), reason)


def _yaml_fault(lines: list[str]) -> tuple[int, int, str] | None:
    """Line and column (both from 0) with the reason; values are not built, only the syntax counts."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for event in yaml.parse("\n".join(lines), Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:  # the parser's time grows with the square of the depth
                where = event.start_mark
                line, column = (where.line, where.column) if where is not None else (0, 0)
                return line, column, f"nested more than {_DEEPEST} levels deep"
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).split("\n")[0]
        return (mark.line, mark.column, reason) if mark is not None else (0, 0, reason)
    return None


def _toml_fault(lines: list[str]) -> tuple[int, int, str] | None:
    import tomllib

    try:
        tomllib.loads("\n".join(lines) + "\n")
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        reason = _TOML_PLACE.sub("", str(error))
        if place is not None and place[1]:
            return int(place[1]) - 1, int(place[2]) - 1, reason
        return max(0, len(lines) - 1), 0, reason
    except RecursionError:
        return 0, 0, "nested too deeply"
    return None
