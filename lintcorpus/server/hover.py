"""What an editor shows where the pointer rests on a finding: the pages of its rules."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lsprotocol import types

from lintcorpus.app.explain import page
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.span import Span
from lintcorpus.server.state import Checked

_EXAMPLES = 3
"""Of each kind in a hover, which is no place to scroll; ``lintcorpus explain`` shows all."""
_INDENT = "    "
_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")


def hover(checked: Checked, position: types.Position, language: str, *, is_markdown: bool) -> types.Hover | None:
    """The pages of the rules that found something at a position; ``None`` where nothing is.

    Args:
        checked: a buffer with its findings.
        position: in units of the editor.
        language: ``en`` or ``zh``.
        is_markdown: whether the editor shows Markdown.
    """
    found = at(checked.diagnostics, checked.positions.offset(position))
    if not found:
        return None
    rules = dict.fromkeys(item.rule for item in found)
    pages = [page(checked.app, rule, language, _EXAMPLES) for rule in rules]
    value = "\n\n---\n\n".join(markdown(lines) if is_markdown else "\n".join(lines) for lines in pages)
    kind = types.MarkupKind.Markdown if is_markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, value), checked.positions.range(_common(found)))


def at(found: Iterable[Diagnostic], offset: int) -> list[Diagnostic]:
    """The findings at an offset, the narrowest first; the place behind the last character counts."""
    here = [item for item in found if item.span.start <= offset <= item.span.end]
    return sorted(here, key=lambda item: item.span.end - item.span.start)


def markdown(lines: Sequence[str]) -> str:
    """A rule's page as Markdown: prose as it reads, examples as they are written."""
    parts: list[str] = []
    for is_example, block in groupby(lines, lambda line: line.startswith(_INDENT)):
        parts.extend((_fenced if is_example else _prose)(list(block)))
    head, *rest = parts
    return "\n".join((f"**{head.rstrip()}**  ", *rest))


def _prose(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield _escaped(line.strip()) + "  " if line.strip() else ""


def _fenced(lines: Sequence[str]) -> Iterator[str]:
    text = "\n".join(line.removeprefix(_INDENT) for line in lines)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}text", text, fence)


def _common(found: Sequence[Diagnostic]) -> Span:
    """The place that all of some findings share."""
    return Span(max(item.span.start for item in found), min(item.span.end for item in found))


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
