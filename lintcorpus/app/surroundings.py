"""What a run depends on beside the articles, as far as the file system tells that it changed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from lintcorpus.app.compose import App, Request
from lintcorpus.config.file import PYPROJECT
from lintcorpus.config.load import CONFIG_FILES

PROJECT_FOLDER = ".lintcorpus"
"""Where a project keeps what was learned, accepted and known, relative to its root."""

Marks: TypeAlias = frozenset[tuple[str, int, int]]
"""Path, size in bytes and time of change in nanoseconds of every file."""


def marks(request: Request, app: App | None) -> Marks:
    """Names the state of config and project files; equal marks mean that an app need not be composed anew.

    Args:
        request: what the app is, or would be, composed of.
        app: it, for the files that its settings name; ``None`` where it cannot be composed.
    """
    files = [] if request.isolated else list(_project_files(request))
    if app is not None:
        files.append(os.fspath(app.baseline_place))
        folders = [app.root / name for name in app.settings.packs]
        files.extend(os.path.join(place, name) for top in folders for place, _, names in os.walk(top) for name in names)
    return frozenset(mark for file in files if (mark := _mark(file)) is not None)


def _project_files(request: Request) -> Iterator[str]:
    """Config files and project files at every level at which a root may be."""
    above = [request.cwd, *request.cwd.parents]
    if request.config is not None:
        yield os.fspath(request.config)
        above.append(request.config.parent)
    for folder in above:
        yield from (os.path.join(folder, name) for name in (*CONFIG_FILES, PYPROJECT))
        yield from _content(folder / PROJECT_FOLDER)


def _content(folder: Path) -> list[str]:
    try:
        return [os.path.join(folder, name) for name in os.listdir(folder)]
    except OSError:
        return []


def _mark(file: str) -> tuple[str, int, int] | None:
    """A file's mark; folders, such as the cache of the project, change for other reasons."""
    try:
        status = os.stat(file)
    except OSError:
        return None
    return None if os.path.isdir(file) else (file, status.st_size, status.st_mtime_ns)
