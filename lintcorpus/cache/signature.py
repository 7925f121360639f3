"""Names what results depend on beside the articles: the program, its surroundings, folders and files."""

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import xxhash

from lintcorpus import __version__

_DISTRIBUTION = (".dist-info", ".egg-info")
_COMPILED = "__pycache__"


def digest(parts: Iterable[str]) -> str:
    """One name for several texts in their order, each of any length."""
    seen = xxhash.xxh3_128()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        seen.update(b"%d:" % len(data))
        seen.update(data)
    return seen.hexdigest()


@cache
def program() -> str:
    """Names the version and the very files of lintcorpus, Python, and every package beside it.

    The files count by size and time: a program under development has the same version for long.
    """
    package = os.path.dirname(os.path.dirname(__file__))
    return digest([__version__, sys.version, unicodedata.unidata_version, sys.platform, tree(package), *_installed()])


def tree(folder: str) -> str:
    """Names the files below a folder by path, size and time; compiled Python is left out."""
    return digest(f"{name}\0{size}\0{time}" for name, size, time in sorted(_files(folder)))


def content(path: str | os.PathLike[str]) -> str:
    """Names the bytes of a file; empty when there is none that can be read."""
    try:
        with open(path, "rb") as stream:
            return xxhash.xxh3_128_hexdigest(stream.read())
    except (OSError, ValueError):
        return ""


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        try:
            if not entry.is_dir():
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif entry.name != _COMPILED:
                yield from _files(entry.path)
        except OSError:  # gone this very moment, or a link to nothing
            yield entry.path, -1, 0


def _installed() -> Iterator[str]:
    """The folders in which installers keep what they installed; their names hold the versions."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        yield from sorted(name for name in names if name.endswith(_DISTRIBUTION))
