"""Entries as JSON Lines: one self-contained line each, sorted, so that git merges them line by line."""

import json
import re
from collections.abc import Iterable
from typing import Any

from lintcorpus.baseline.entry import Entry
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Context

_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_FINGERPRINT = re.compile(r"\d+-[0-9a-f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REQUIRED = ("path", "rule", "fingerprint")
_TEXTS = (*_REQUIRED, "key", "before", "text", "after")


def rendered(entries: Iterable[Entry]) -> str:
    """The text of a file with these entries; the same whatever their order.

    No line holds a line number, a count or a message: nothing changes but the lines of findings
    that come or go.
    """
    unique = {(item.path, item.rule, item.fingerprint): item for item in entries}
    return "".join(_line(unique[key]) + "\n" for key in sorted(unique))


def parsed(text: str, name: str) -> list[Entry]:
    """The entries of a file, each once: a union merge may have doubled lines.

    Args:
        text: of the file.
        name: of the file, for messages.

    Raises:
        UsageError: a line is damaged or left over from a merge; names file and line.
    """
    found: dict[tuple[str, str, str], Entry] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.startswith(_MARKERS):
            raise UsageError(
                f"{name}:{number}: a merge left a conflict here; delete the marker lines and keep the lines of both"
                " sides ('merge=union' for this file in .gitattributes does so), then run 'lintcorpus baseline update'"
            )
        if line.strip():
            entry = _entry(line, f"{name}:{number}")
            found[entry.path, entry.rule, entry.fingerprint] = entry
    return list(found.values())


def _line(entry: Entry) -> str:
    context = entry.context
    data: dict[str, Any] = {"path": entry.path, "rule": entry.rule, "fingerprint": entry.fingerprint}
    if context.key:
        data["key"] = context.key
    data |= {"before": context.before, "text": context.match, "after": context.after}
    if context.occurrence:
        data["occurrence"] = context.occurrence
    # A lone surrogate has no bytes in UTF-8.
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(data, ensure_ascii=False))


def _entry(line: str, place: str) -> Entry:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _damaged(place, "no JSON") from error
    if not isinstance(data, dict):
        raise _damaged(place, "no object")
    for field in _TEXTS:
        if not isinstance(data.get(field, "" if field not in _REQUIRED else None), str):
            raise _damaged(place, f"{field!r} must be a text")
    occurrence = data.get("occurrence", 0)
    if type(occurrence) is not int or occurrence < 0:
        raise _damaged(place, "'occurrence' must be a number from 0")
    if not _FINGERPRINT.fullmatch(data["fingerprint"]):
        raise _damaged(place, "'fingerprint' is none")
    before, text, after, key = (data.get(field, "") for field in ("before", "text", "after", "key"))
    context = Context(before, text, after, key, occurrence)
    return Entry(data["path"], data["rule"], data["fingerprint"], context)


def _damaged(place: str, what: str) -> UsageError:
    return UsageError(
        f"{place}: damaged entry of the baseline ({what}); delete the line, then run 'lintcorpus baseline update'"
    )
