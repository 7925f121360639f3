"""Keeps the patterns that a run compiled for those after it."""

from pathlib import Path

from lintcorpus.cache.signature import digest
from lintcorpus.compiled import keep, recall
from lintcorpus.model.lazy import PATTERNS
from lintcorpus.model.patterns import dialect

_FILE = "patterns.bin"


def recall_patterns(folder: Path) -> None:
    """Let this process know what earlier ones compiled, if it does not yet.

    Args:
        folder: of the cache.
    """
    if not PATTERNS.known:
        PATTERNS.known = recall(folder / _FILE, _signature()) or {}


def keep_patterns(folder: Path) -> None:
    """Keep what this process compiled, together with what it knew.

    Args:
        folder: of the cache.
    """
    if PATTERNS.new:
        PATTERNS.known = {**PATTERNS.known, **{key: tuple(code) for key, code in PATTERNS.new.items()}}
        PATTERNS.new = {}
        keep(folder / _FILE, _signature(), PATTERNS.known)


def _signature() -> bytes:
    return digest([dialect()]).encode("ascii")
