"""Git's rules for what is ignored; the pattern engine is imported only where there are patterns."""

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".gitignore"


class Rules(NamedTuple):
    """One ``.gitignore`` and the folder it is asked about, relative to its own: empty or ``a/b/``."""

    spec: "GitIgnoreSpec"
    prefix: str


def is_ignored(name: str, is_folder: bool, rules: Sequence[Rules]) -> bool:
    """What the nearest ``.gitignore`` that has a word on an entry says."""
    end = "/" if is_folder else ""
    for spec, prefix in reversed(rules):
        verdict = spec.check_file(prefix + name + end).include
        if verdict is not None:
            return verdict
    return False


def rules_of(folder: str) -> tuple[Rules, ...]:
    """The ``.gitignore`` in a folder, if it can be read and says anything."""
    try:
        with open(os.path.join(folder, IGNORE_FILE), encoding="utf-8-sig", errors="replace") as stream:
            lines = stream.read().split("\n")
    except OSError:
        return ()
    try:
        spec = spec_of(lines)
    except ValueError:
        # git overlooks a line that is no pattern; here it must not end the run either.
        spec = spec_of([line for line in lines if _is_pattern(line)])
    return () if spec is None else (Rules(spec, ""),)


def _is_pattern(line: str) -> bool:
    try:
        spec_of([line])
    except ValueError:
        return False
    return True


def spec_of(patterns: Sequence[str]) -> "GitIgnoreSpec | None":
    """Patterns as in ``.gitignore``; ``None`` when there are none, so that nothing is imported."""
    lines = [line for line in patterns if line.strip() and not line.startswith("#")]
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except (ValueError, re.error) as error:
        raise ValueError(f"not a pattern as in {IGNORE_FILE}: {error}") from error
