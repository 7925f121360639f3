"""The fix run: repair each file, prove it, write it, and check what is left."""

from collections.abc import Iterable

from lintcorpus.app.collected import Collected
from lintcorpus.app.compose import App
from lintcorpus.app.inputs.source import Source
from lintcorpus.engine.fixing import FixOutcome, Wanted, every_fix, fix_document
from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.run_rules import RULE_FAILED, UNREADABLE_FILE, about_file
from lintcorpus.journal.store import Journal, JournalError
from lintcorpus.model.document import Document
from lintcorpus.model.fix import Safety
from lintcorpus.model.frozen import changing, field, frozen
from lintcorpus.model.result import AppliedFix, Rewrite
from lintcorpus.reading.write import CannotWriteError, write_document


@changing
class Repaired:
    """What a fix run did.

    Attributes:
        gathered: the check of the files as they are afterwards.
        changed: by path the files that change.
        applied: the fixes that were applied.
    """

    gathered: Collected = field(default_factory=Collected)
    changed: dict[str, Rewrite] = field(default_factory=dict)
    applied: list[AppliedFix] = field(default_factory=list)

    def add(self, other: "Repaired") -> None:
        """Take what was done to other files."""
        self.gathered.add(other.gathered)
        self.changed.update(other.changed)
        self.applied.extend(other.applied)


@frozen
class Repairs:
    """How a fix run goes about it.

    Attributes:
        least: the least safety of a fix that is applied.
        write: whether to write the files; else only say what would change.
        journal: where to note what is done, or ``None``.
        backup: what is added to a file's name for a copy of its old content; empty makes none.
        wanted: asked before a fix is applied.
    """

    least: Safety = Safety.SAFE
    write: bool = True
    journal: Journal | None = None
    backup: str = ""
    wanted: Wanted = every_fix


def fix_files(app: App, sources: Iterable[Source], how: Repairs) -> Repaired:
    """Repair every file that is one document."""
    done = Repaired()
    for source in sources:
        done.gathered.note(source)
        for document in source.documents:
            _fix_one(app, source, document, how, done)
    return done


def _fix_one(app: App, source: Source, document: Document, how: Repairs, done: Repaired) -> None:
    plan = app.plan_of(document.path)
    final = document
    if source.whole and not document.lossy:
        outcome = fix_document(
            document, lambda item: check_document(item, plan).diagnostics, plan, how.least, how.wanted
        )
        for dropped in outcome.dropped:
            params = {"rule": dropped.rule, "pack": plan.cards[dropped.rule].pack, "reason": dropped.reason}
            done.gathered.diagnostics.extend(about_file(plan, RULE_FAILED, document.path, params))
        final = outcome.document
        if (final.text, final.encoding) != (document.text, document.encoding):
            problem = _written(source, document, outcome, how) if how.write else None
            if problem is None:
                done.changed[document.path] = Rewrite(document, final)
                done.applied.extend(outcome.applied)
            else:
                final = document
                params = {"kind": "write", "reason": problem}
                done.gathered.diagnostics.extend(about_file(plan, UNREADABLE_FILE, document.path, params))
    done.gathered.reports.append(check_document(final, plan))


def _written(source: Source, before: Document, outcome: FixOutcome, how: Repairs) -> str | None:
    """Write a repaired file; ``None`` when all went well, else what did not."""
    if source.path is None:
        return None

    def keep(old: bytes, new: bytes) -> None:
        if how.journal is not None:
            how.journal.record(source.name, old, new, outcome.applied)

    try:
        write_document(source.path, before, outcome.document, keep=keep, backup=how.backup)
    except CannotWriteError as error:
        return str(error)
    except JournalError as error:
        return f"{error}; the file was left alone, --no-journal repairs it without one"
    return None
