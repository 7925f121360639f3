"""Checks files so that what each gave can be kept."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lintcorpus.app.caching.questions import Asked, Question
from lintcorpus.app.collected import Collected
from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import read_files
from lintcorpus.app.inputs.source import Source
from lintcorpus.app.packed import Bond, Packed, bonds_of, pack
from lintcorpus.cache.stat import UNKNOWN, Stat, clock, is_settled, stat_of
from lintcorpus.engine.pipeline import FileReport, check_document
from lintcorpus.engine.run_rules import RULE_FAILED, UNREADABLE_FILE
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.frozen import replace


class Checked(NamedTuple):
    """What one file gave, as it is kept.

    Attributes:
        name: its path as reports show it.
        stat: asked before it was read; ``UNKNOWN`` when a change would not show.
        digest: of its bytes; empty when the result is not to be kept.
        questions: what rules asked about the files around it.
        is_dated: whether a rule that is told the day found something.
        gathered: the result, with its reports packed.
    """

    name: str
    stat: Stat
    digest: str
    questions: tuple[Question, ...]
    is_dated: bool
    gathered: Collected


def check_packed(app: App, files: Sequence[Path]) -> Iterator[tuple[Checked, Collected]]:
    """Check files that hold no records, and pack what each gives.

    Args:
        app: the run's parts.
        files: each once.
    """
    dated = app.catalog.dated
    sources = read_files(app, files)
    for path in files:
        now, stat = clock(), stat_of(path)
        source = next(sources)  # reads the file
        asked = [Asked(item.neighbours) if item.neighbours is not None else None for item in source.documents]
        gathered = Collected()
        gathered.note(source)
        for document, around in zip(source.documents, asked, strict=True):
            listening = document if around is None else replace(document, neighbours=around)
            gathered.reports.append(check_document(listening, app.plan_of(document.path)))
        questions = tuple((*question, answer) for item in asked if item for question, answer in item.questions.items())
        checked = _checked(source, gathered, questions, dated, bonds_of(app.plan))
        yield checked._replace(stat=stat if is_settled(stat, now) else UNKNOWN), gathered


def without_keeping(name: str, gathered: Collected) -> Checked:
    """What a file gave that is not to be kept."""
    return Checked(name, UNKNOWN, "", (), False, gathered)


def check_again(app: App, files: Mapping[str, Path], name: str) -> Packed:
    """What a file gives, checked again.

    Args:
        app: the run's parts.
        files: of the run, by their path as reports show it.
        name: the path of one that holds no records.
    """
    (source,) = read_files(app, [files[name]])
    reports = [check_document(document, app.plan_of(document.path)) for document in source.documents]
    return pack(reports[0] if reports else FileReport(name, (), {}), bonds_of(app.plan), unaccepted)


def _checked(
    source: Source,
    gathered: Collected,
    questions: tuple[Question, ...],
    dated: frozenset[str],
    bonds: Mapping[str, Bond],
) -> Checked:
    found = [item for report in gathered.reports for item in report.diagnostics]
    failed = any(item.rule in (RULE_FAILED, UNREADABLE_FILE) for item in (*found, *gathered.diagnostics))
    named = source.documents[0].digest if len(source.documents) == 1 and not failed else ""
    is_dated = any(item.rule in dated for item in found)
    return Checked(source.name, UNKNOWN, named, questions, is_dated, _packed(gathered, bonds))


def _packed(gathered: Collected, bonds: Mapping[str, Bond]) -> Collected:
    """The same with its reports packed, without the marks of today's accepted file."""
    return replace(gathered, reports=[], packed=[pack(item, bonds, unaccepted) for item in gathered.reports])


def unaccepted(item: Diagnostic) -> Diagnostic:
    """The same without the mark of today's accepted file."""
    if item.suppressed_by != "accepted":
        return item
    return replace(item, state=State.NEW, suppressed_by="", reason="")
