"""Repairs records where they stand; a file of them is written once, whole or not at all."""

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from lintcorpus.app.collected import collect
from lintcorpus.app.compose import App
from lintcorpus.app.fixing.files import Repaired, Repairs
from lintcorpus.app.inputs.files import read_files
from lintcorpus.app.inputs.records import about_records, opened, source_of, wanted
from lintcorpus.engine.fixing import fix_document
from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.engine.run_rules import RULE_FAILED, about_file
from lintcorpus.journal.store import JournalError
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.result import Rewrite
from lintcorpus.reading.discover import relative_path
from lintcorpus.reading.write import CannotWriteError
from lintcorpus.records.columns import told
from lintcorpus.records.errors import RecordsError
from lintcorpus.records.names import Format, format_of
from lintcorpus.records.reader import Holder, Record, RecordFile
from lintcorpus.wholefile import locked, successor

_JOURNAL_LIMIT = 64_000_000
"""Bytes above which a file's content is not noted in the journal, which has all of it in memory."""


def fix_records(app: App, files: Iterable[Path], how: Repairs) -> Repaired:
    """Repair the records of files; each file is written once, when all of its records are repaired.

    A file that cannot be read to its end, or cannot be written, is left as it is and its records are
    checked as they are.
    """
    done = Repaired()
    for path in files:
        name = relative_path(path, app.root)
        form = format_of(name)
        assert form is not None
        one = _FixRun(app, how, path, name, form)
        try:
            one.run()
        except (RecordsError, CannotWriteError, JournalError, OSError) as error:
            one.done = Repaired(collect(app, read_files(app, [path])))
            if not _says(one.done.gathered.diagnostics, str(error)):
                one.done.gathered.diagnostics.extend(about_records(app, name, _left_alone(error), kind="write"))
        done.add(one.done)
    return done


class _FixRun:
    """The repair of one file of records."""

    def __init__(self, app: App, how: Repairs, path: Path, name: str, form: Format) -> None:
        self.done = Repaired()
        self._app = app
        self._how = how
        self._path = path
        self._name = name
        self._form = form

    def run(self) -> None:
        """Repair and write.

        Raises:
            RecordsError: the file cannot be read to its end, or rewritten without loss.
            CannotWriteError, JournalError, OSError: it cannot be written.
        """
        path = self._path.resolve(strict=True) if self._path.is_symlink() else self._path
        file = opened(self._app, self._name, lambda: path.open("rb"), self._form)
        if file is None:
            return
        taken = told(wanted(self._app), file.columns)
        if taken:
            self.done.gathered.taken[taken] = [self._name]
        if not self._how.write:
            for record in file.records():
                self._repaired(record, Holder())
            return
        with locked(path):
            self._write(file, path)

    def _write(self, file: RecordFile, path: Path) -> None:
        status = path.stat()
        if not os.access(path, os.W_OK):
            raise CannotWriteError("the file is read-only; make it writable to repair it")
        if status.st_nlink > 1:
            raise CannotWriteError("the file has other hard links, which a repair would cut off; it is left alone")
        mode, owner = stat.S_IMODE(status.st_mode), (status.st_uid, status.st_gid)
        with contextlib.suppress(_NothingToWriteError), successor(path, mode, owner) as out:
            file.rewrite(out, self._repaired)
            if not self.done.changed:
                raise _NothingToWriteError
            difference = file.difference(out)
            if difference:
                raise CannotWriteError(f"{difference} would not be as it was; the file is left alone")
            now = path.stat()
            if (now.st_ino, now.st_size, now.st_mtime_ns) != (status.st_ino, status.st_size, status.st_mtime_ns):
                raise CannotWriteError("the file changed since it was read")
            if self._how.backup:
                with (
                    successor(path.with_name(path.name + self._how.backup), mode, owner) as copy,
                    path.open("rb") as old,
                ):
                    shutil.copyfileobj(old, copy)
            self._note(path, out, now.st_size)

    def _note(self, path: Path, out: BinaryIO, size: int) -> None:
        """Put the old content into the journal, if there is one."""
        journal = self._how.journal
        if journal is None:
            return
        if size > _JOURNAL_LIMIT:
            raise CannotWriteError(
                f"it has {size:,} bytes, too many for the journal of repairs;"
                " --no-journal --backup .orig repairs it and keeps a copy"
            )
        out.seek(0)
        journal.record(self._name, path.read_bytes(), out.read(), self.done.applied)

    def _repaired(self, record: Record, holder: Holder) -> str | None:
        """Repair one record, and check it as it is afterwards; its new text, or ``None`` when it stays."""
        source = source_of(self._app, record, self._path)
        done = self.done
        done.gathered.note(source)
        for document in source.documents:
            plan = self._app.plan_of(document.path)
            outcome = fix_document(
                document,
                partial(_diagnostics, plan),
                plan,
                self._how.least,
                self._how.wanted,
            )
            for dropped in outcome.dropped:
                params = {"rule": dropped.rule, "pack": plan.cards[dropped.rule].pack, "reason": dropped.reason}
                done.gathered.diagnostics.extend(
                    about_file(plan, RULE_FAILED, document.path, params, origin=record.origin)
                )
            final = outcome.document
            if final.text != document.text:
                refusal = holder.refusal(final.text)
                if refusal:
                    done.gathered.diagnostics.extend(
                        about_records(self._app, record.path, refusal, record.origin, kind="write")
                    )
                    final = document
                else:
                    done.changed[document.path] = self._rewrite(document, final)
                    done.applied.extend(outcome.applied)
            done.gathered.reports.append(check_document(final, plan))
            return final.text if final.text != document.text else None
        return None

    def _rewrite(self, before: Document, after: Document) -> Rewrite:
        """What reports are told of a repair; texts only where a diff is to show them."""
        texts = ("", "") if self._how.write else (before.text, after.text)
        return Rewrite(before.with_text(texts[0]), before.with_text(texts[1]))


class _NothingToWriteError(Exception):
    """No record of a file changes."""


def _diagnostics(plan: Plan, document: Document) -> Sequence[Diagnostic]:
    return check_document(document, plan).diagnostics


def _left_alone(error: Exception) -> str:
    if isinstance(error, JournalError):
        return f"{error}; the file was left alone, --no-journal repairs it without one"
    if isinstance(error, OSError):
        return f"cannot write: {error.strerror or error}"
    return str(error)


def _says(found: Iterable[Diagnostic], reason: str) -> bool:
    return any(item.params.get("reason") == reason for item in found)
