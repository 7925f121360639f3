"""The files around an article, as far as the root reaches."""

import os
import unicodedata
from pathlib import Path

from lintcorpus.model.frozen import frozen
from lintcorpus.reading.discover import absolute
from lintcorpus.reading.read import Unreadable, read_document


@frozen
class FileNeighbours:
    """The files around an article on disk; see ``model.document.Neighbours``.

    Attributes:
        folder: the folder of the article, absolute, without ``..``.
        root: what no path may leave, likewise.
        limit: the size in bytes above which a file is not read.
    """

    folder: str
    root: str
    limit: int

    def holds(self, path: str) -> bool | None:
        """Whether a file or folder stands at a path; ``None`` where it would be outside the root."""
        full = self._inside(path)
        return None if full is None else _existing(full) is not None

    def text(self, path: str) -> str | None:
        """The text of the file at a path; ``None`` where there is none, or none that can be read."""
        full = self._inside(path)
        found = _existing(full) if full is not None else None
        if found is None:
            return None
        read = read_document(Path(found), path, (), self.limit, None)
        return None if isinstance(read, Unreadable) else read.text

    def _inside(self, path: str) -> str | None:
        full = os.path.normpath(os.path.join(self.folder, path))
        return full if full == self.root or full.startswith(os.path.join(self.root, "")) else None


def neighbours_of(path: Path, root: Path, limit: int) -> FileNeighbours | None:
    """The files around a file, or ``None`` when it is outside the root itself.

    Args:
        path: the file.
        root: what no path may leave.
        limit: the size in bytes above which a file is not read.
    """
    folder, top = os.path.dirname(absolute(os.fspath(path))), absolute(os.fspath(root))
    if folder != top and not folder.startswith(top.rstrip(os.sep) + os.sep):
        return None
    return FileNeighbours(folder, top, limit)


def _existing(full: str) -> str | None:
    """The path, or its other normal form, when something stands there."""
    for form in (full, unicodedata.normalize("NFC", full), unicodedata.normalize("NFD", full)):
        try:
            if os.path.exists(form):
                return form
        except ValueError:  # a NUL in a target
            return None
    return None
