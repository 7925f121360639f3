"""Reads and extends ``.lintcorpus/accepted.yaml``."""

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

from lintcorpus.config.selection import known
from lintcorpus.errors import UsageError
from lintcorpus.model.accepted import Accepted
from lintcorpus.model.card import Card
from lintcorpus.model.finding import text_digest
from lintcorpus.yamlfile import read_yaml

ACCEPTED_FILE = ".lintcorpus/accepted.yaml"
_HEADER = "# Findings that are right as they are. Written by `lintcorpus accept`; edit freely.\n"


def load_accepted(root: Path, cards: Mapping[str, Card], today: datetime.date) -> tuple[Accepted, ...]:
    """The entries of the root's file; none when there is no file.

    Raises:
        UsageError: the file is wrong or names an unknown rule; names file and line.
    """
    file = root / ACCEPTED_FILE
    if not file.is_file():
        return ()
    from pathspec import GitIgnoreSpec

    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file}: cannot read it: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: not UTF-8 (byte {error.start}); restore it from git") from error
    entries = read_yaml(text, str(file), "accepted")
    lines = [at for at, line in enumerate(text.split("\n"), start=1) if line.startswith("-")]
    found = []
    for at, entry in enumerate(entries or ()):
        line = lines[at] if at < len(lines) else 1
        try:
            rules = known(cards, entry["rule"])
        except UsageError as error:
            raise UsageError(f"{file}:{line}: {error}") from error
        try:
            names = GitIgnoreSpec.from_lines(["/" + entry["path"].lstrip("/")]).match_file
        except (ValueError, re.error) as error:
            raise UsageError(f"{file}:{line}: path: not a pattern as in .gitignore: {error}") from error
        until = entry.get("until")
        try:
            expired = until is not None and datetime.date.fromisoformat(until) < today
        except ValueError as error:
            raise UsageError(f"{file}:{line}: until: {until} is no date (YYYY-MM-DD)") from error
        found.append(Accepted(entry["path"], names, rules, text_digest(entry["text"]), entry["reason"], line, expired))
    return tuple(found)


def add_accepted(root: Path, path: str, rule: str, text: str, reason: str, until: str | None) -> Path:
    """Append an entry.

    Args:
        root: the root of the run.
        path: of the file, relative to the root.
        rule: the rule's id.
        text: the exact text of the finding.
        reason: why it is right.
        until: the last day on which the entry counts, as ``YYYY-MM-DD``.

    Returns:
        The file that was written.

    Raises:
        UsageError: the day is no date.
    """
    import yaml

    if until is not None:
        try:
            datetime.date.fromisoformat(until)
        except ValueError as error:
            raise UsageError(f"--until {until}: not a date (YYYY-MM-DD)") from error
    entry = {"path": _escaped(path), "rule": rule, "text": text, "reason": reason}
    if until is not None:
        entry["until"] = until
    file = root / ACCEPTED_FILE
    file.parent.mkdir(exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.is_file() else _HEADER
    added = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000)
    file.write_text(before + ("" if before.endswith("\n") else "\n") + added, encoding="utf-8")
    return file


def _escaped(path: str) -> str:
    """The path as a pattern that fits only itself."""
    return "".join(f"\\{char}" if char in "*?[]!#\\" else char for char in path)
