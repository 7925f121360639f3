"""The journal of fix runs: one file a run, one line for each repaired file, written before the file is.

A line that a crash cut off is no entry: its file was not touched yet.
"""

import base64
import binascii
import contextlib
import datetime
import json
import os
import secrets
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import xxhash

from lintcorpus.model.result import AppliedFix

_SUFFIX, _UNDONE = ".jsonl", ".undone"
_RUNS, _AGE = 20, datetime.timedelta(days=30)
"""Runs are kept that are among the newest or no older than this."""
_TIME = "%Y%m%dT%H%M%S%f"


class JournalError(Exception):
    """The journal cannot be read or written; the message names it and says why."""


class Entry(NamedTuple):
    """One repaired file.

    Attributes:
        path: the file, relative to the root, or absolute.
        before: all its bytes before the repair.
        after: digest of its bytes after it.
        fixes: how many fixes were applied.
    """

    path: str
    before: bytes
    after: str
    fixes: int


class Run(NamedTuple):
    """A fix run that is in the journal.

    Attributes:
        name: of the run; names sort by time.
        files: how many files it repaired.
        undone: whether it was taken back.
    """

    name: str
    files: int
    undone: bool


def digest_of(data: bytes) -> str:
    """What names the content of a file in the journal."""
    return xxhash.xxh3_128_hexdigest(data)


class Journal:
    """The journal of one project.

    Args:
        folder: where it is kept; made when the first entry is written.
        now: the time of the run.
    """

    def __init__(self, folder: Path, now: datetime.datetime) -> None:
        self._folder = folder
        self._now = now
        # Two runs may begin at the same time.
        self.run = f"{now.strftime(_TIME)}-{secrets.token_hex(3)}"

    def record(self, path: str, before: bytes, after: bytes, fixes: Sequence[AppliedFix]) -> None:
        """Note what is about to be done to a file; it is on the disk when this returns.

        Raises:
            JournalError: it could not be written; the file must be left alone.
        """
        entry = {
            "path": path,
            "before": digest_of(before),
            "after": digest_of(after),
            "content": base64.b64encode(zlib.compress(before)).decode("ascii"),
            "fixes": [
                {"rule": fix.rule, "pass": fix.run, "edits": [[*edit.span, edit.text] for edit in fix.edits]}
                for fix in fixes
            ],
        }
        file = self._folder / f"{self.run}{_SUFFIX}"
        try:
            if not file.exists():
                self._begin()
            with file.open("ab") as stream:
                stream.write(json.dumps(entry).encode("ascii") + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise JournalError(f"cannot write the journal {file}: {error.strerror or error}") from error

    def _begin(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        ignore = self._folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
        oldest = (self._now - _AGE).strftime(_TIME)
        for name in _names(self._folder)[: -(_RUNS - 1)]:
            if name < oldest:
                for suffix in (_SUFFIX, _UNDONE):
                    with contextlib.suppress(OSError):
                        (self._folder / f"{name}{suffix}").unlink()


def runs(folder: Path) -> list[Run]:
    """The runs of a journal, the oldest first."""
    return [
        Run(name, sum(1 for _ in _lines(folder, name)), (folder / f"{name}{_UNDONE}").exists())
        for name in _names(folder)
    ]


def entries(folder: Path, run: str) -> list[Entry]:
    """What a run did, in order.

    Raises:
        JournalError: an entry is damaged.
    """
    found = []
    for number, line in enumerate(_lines(folder, run), 1):
        try:
            data = json.loads(line)
            before = zlib.decompress(base64.b64decode(data["content"], validate=True))
            if digest_of(before) != data["before"]:
                raise ValueError("its content is not what was written")
            found.append(Entry(data["path"], before, data["after"], len(data["fixes"])))
        except (ValueError, KeyError, TypeError, zlib.error, binascii.Error) as error:
            raise JournalError(f"{folder / run}{_SUFFIX}:{number}: the entry is damaged: {error}") from error
    return found


def mark_undone(folder: Path, run: str) -> None:
    """Note that a run was taken back.

    Raises:
        JournalError: it could not be written.
    """
    try:
        (folder / f"{run}{_UNDONE}").write_bytes(b"")
    except OSError as error:
        raise JournalError(f"cannot write the journal {folder}: {error.strerror or error}") from error


def _names(folder: Path) -> list[str]:
    try:
        return sorted(entry.stem for entry in folder.iterdir() if entry.suffix == _SUFFIX)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise JournalError(f"cannot read the journal {folder}: {error.strerror or error}") from error


def _lines(folder: Path, run: str) -> Iterator[bytes]:
    """The whole lines of a run's file."""
    try:
        data = (folder / f"{run}{_SUFFIX}").read_bytes()
    except OSError as error:
        raise JournalError(f"cannot read the journal {folder}: {error.strerror or error}") from error
    return iter(data.split(b"\n")[:-1])
