"""Comments in the text that allow a finding, put where they do so and change nothing else."""

from collections import Counter
from collections.abc import Iterable, Iterator

from lintcorpus.engine.guard import GuardedFix, violations
from lintcorpus.engine.stages.suppress import is_metadata
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.fix import Change, Edit, apply_edits
from lintcorpus.model.span import Span
from lintcorpus.server.checking import check_text
from lintcorpus.server.state import Checked


def allowed(checked: Checked, item: Diagnostic) -> str | None:
    """The text of a document with a comment that allows one finding.

    Args:
        checked: the document with its findings.
        item: one of them.

    Returns:
        The text; ``None`` where no comment would do: in code, in a header, or where it would tear a block.
    """
    before = _counts(checked.result.diagnostics, item.path)
    for edit in _places(checked.document, item, is_alone=before[item.rule] == 1):
        if is_metadata(checked.document, edit.span.start):
            continue
        text = apply_edits(checked.document.text, [edit])
        after = checked.document.with_text(text)
        if violations(checked.document, after, [GuardedFix((edit,), frozenset((Change.WORDS,)))]):
            continue
        left = _counts(check_text(checked, text), item.path)
        if left[item.rule] < before[item.rule] and left <= before:
            return text
    return None


def _places(document: Document, item: Diagnostic, *, is_alone: bool) -> Iterator[Edit]:
    """The comment at the end of the line in which the finding begins, else on a line of its own above it.

    A finding that is the only one of its rule may be allowed at the end of the file as well: a header has no room.
    """
    line = document.line_span(item.place.start.line - 1)
    text = document.slice(line)
    end = line.start + len(text.rstrip())
    if not text.rstrip().endswith("\\"):  # it may be a hard line break
        space = " " if text.strip() else ""
        yield Edit(Span(end, end), f"{space}<!-- lintcorpus-disable-line {item.rule} -->")
    indent = text[: len(text) - len(text.lstrip())]
    newline = _newline(document)
    comment = f"{indent}<!-- lintcorpus-disable-next-line {item.rule} -->{newline}"
    yield Edit(Span(line.start, line.start), comment)
    if is_alone:
        size = len(document.text)
        between = newline if document.text.endswith(("\n", "\r")) else newline * 2
        yield Edit(Span(size, size), f"{between}<!-- lintcorpus-disable-file {item.rule} -->{newline}")


def _newline(document: Document) -> str:
    """The line end of the document's first line."""
    if len(document.line_starts) < 2:
        return "\n"
    return document.text[document.line_span(0).end : document.line_starts[1]]


def _counts(items: Iterable[Diagnostic], path: str) -> Counter[str]:
    """How many findings of each rule are not allowed yet."""
    return Counter(item.rule for item in items if item.path == path and item.state is not State.SUPPRESSED)
