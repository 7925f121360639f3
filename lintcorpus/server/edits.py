"""From one text to another in as few and as small edits as lines allow, so that the cursor stays where it is."""

import difflib
import re
from collections.abc import Iterator

from lsprotocol import types

from lintcorpus.model.fix import Edit
from lintcorpus.model.span import Span
from lintcorpus.server.state import Checked

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def workspace_edit(checked: Checked, after: str, *, is_versioned: bool) -> types.WorkspaceEdit:
    """What makes a buffer's text another one.

    Args:
        checked: the buffer.
        after: the text of the document as it is to be.
        is_versioned: whether the editor takes edits for a certain version, and refuses them for another.
    """
    buffer, positions = checked.buffer, checked.positions
    edits = [types.TextEdit(positions.range(span), text) for span, text in changes(checked.document.text, after)]
    if not is_versioned:
        return types.WorkspaceEdit(changes={buffer.uri: edits})
    identifier = types.OptionalVersionedTextDocumentIdentifier(buffer.uri, buffer.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, edits)])


def changes(before: str, after: str) -> list[Edit]:
    """Edits that make one text of another, sorted, without overlaps; lines that stay are not touched."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    old_at, new_at = _starts(old), _starts(new)
    matcher = difflib.SequenceMatcher(None, old, new)
    return [
        edit
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
        for edit in _trimmed(old_at[i1], before[old_at[i1] : old_at[i2]], after[new_at[j1] : new_at[j2]])
    ]


def _starts(lines: list[str]) -> list[int]:
    """Where each line begins and, last, where the text ends."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _trimmed(at: int, old: str, new: str) -> Iterator[Edit]:
    """The change without what both begin and end with; a line end of two characters is not torn."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    if head and old[head - 1] == "\r":
        head -= 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if tail and old[len(old) - tail] == "\n" and (old[: len(old) - tail] + new[: len(new) - tail]).find("\r") >= 0:
        tail -= 1
    yield Edit(Span(at + head, at + len(old) - tail), new[head : len(new) - tail])
