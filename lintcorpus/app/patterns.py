"""Keeps the patterns that a run compiled for those after it."""

from pathlib import Path

from lintcorpus.cache.signature import digest, program
from lintcorpus.compiled import keep, recall
from lintcorpus.model.lazy import PATTERNS
from lintcorpus.model.patterns import dialect

PREFIX = "patterns-"
_SIGNATURE = b"1"
"""Of the layout of the data; all else is in the name of the file."""


def recall_patterns(folder: Path) -> None:
    """Let this process know what earlier ones compiled, if it does not yet.

    Args:
        folder: of the cache.
    """
    if not PATTERNS.known:
        PATTERNS.known = recall(_file(folder), _SIGNATURE) or {}


def keep_patterns(folder: Path) -> None:
    """Keep what this process compiled, together with what it knew.

    Args:
        folder: of the cache.
    """
    if PATTERNS.new:
        PATTERNS.known = {**PATTERNS.known, **{key: tuple(code) for key, code in PATTERNS.new.items()}}
        PATTERNS.new = {}
        keep(_file(folder), _SIGNATURE, PATTERNS.known)


def _file(folder: Path) -> Path:
    """A file for each program: so none is full of what only an older one asked for."""
    return folder / f"{PREFIX}{digest([program(), dialect()])}.bin"
