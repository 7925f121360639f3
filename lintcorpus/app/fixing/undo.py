"""Takes a fix run back: every file of it gets its bytes again, or none does."""

import os
import stat
import unicodedata
from pathlib import Path
from typing import NamedTuple

from lintcorpus.errors import UsageError
from lintcorpus.journal.store import Entry, digest_of, entries, mark_undone, runs
from lintcorpus.wholefile import replace_file

JOURNAL = Path(".lintcorpus") / "journal"
"""Where a project keeps what its fix runs did, relative to its root."""


class Undone(NamedTuple):
    """What was taken back: the run, and the files that got their bytes again."""

    run: str
    files: tuple[str, ...]


class ChangedSinceError(Exception):
    """Files are not as the run left them, so nothing was taken back; each argument tells of one."""


def undo(root: Path, run: str = "") -> Undone:
    """Restore the files of a run.

    A file that has its old bytes already, after a crash or an undo that was interrupted, is fine.

    Args:
        root: of the project.
        run: its name or the beginning of it; the newest that was not taken back when empty.

    Raises:
        UsageError: there is no such run.
        JournalError: the journal cannot be read or written.
        ChangedSinceError: a file was changed or deleted since.
        OSError: a file cannot be written; what was restored before stays restored, and undoing
            again goes on from there.
    """
    name = _chosen(root / JOURNAL, run)
    found = entries(root / JOURNAL, name)
    changed = [problem for entry in found if (problem := _changed(root, entry))]
    if changed:
        raise ChangedSinceError(*changed)
    restored = [entry.path for entry in found if _restored(root, entry)]
    mark_undone(root / JOURNAL, name)
    return Undone(name, tuple(restored))


def _chosen(folder: Path, run: str) -> str:
    known = runs(folder)
    if run:
        matching = [item.name for item in known if item.name.startswith(run)]
        if len(matching) != 1:
            said = "several fix runs begin" if matching else "no fix run in the journal begins"
            raise UsageError(f"{said} with {run!r}; 'lintcorpus undo --list' shows them")
        return matching[0]
    open_runs = [item.name for item in known if not item.undone]
    if not open_runs:
        raise UsageError(f"there is no fix run to take back in {folder}")
    return open_runs[-1]


def _changed(root: Path, entry: Entry) -> str:
    """What keeps a file from being restored; empty when nothing does.

    A journal may have come with the articles, so it has no say over files outside of the root.
    """
    try:
        if not _place(root, entry.path).resolve().is_relative_to(root.resolve()):
            return f"{entry.path}: it is outside of {root}, where a journal restores nothing"
        digest = digest_of(_place(root, entry.path).read_bytes())
    except (FileNotFoundError, ValueError):
        return f"{entry.path}: it is gone"
    except OSError as error:
        return f"{entry.path}: cannot read it: {error.strerror or error}"
    return "" if digest in (entry.after, digest_of(entry.before)) else f"{entry.path}: it was changed since"


def _place(root: Path, name: str) -> Path:
    """Where a file is; its name in the journal is in composed form, which its name on disk need not be."""
    path = root / name
    if path.exists() or name.isascii():
        return path
    for found in root.joinpath(*path.relative_to(root).parts[:-1]).iterdir() if path.is_relative_to(root) else ():
        if unicodedata.normalize("NFC", found.name) == path.name:
            return found
    return path


def _restored(root: Path, entry: Entry) -> bool:
    path = _place(root, entry.path).resolve()
    if path.read_bytes() == entry.before:
        return False
    replace_file(path, entry.before, stat.S_IMODE(os.stat(path).st_mode))
    return True
