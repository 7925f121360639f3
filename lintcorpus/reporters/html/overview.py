"""Which files and rules a page shows, and how many findings each has."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from lintcorpus.model.card import Card, localized
from lintcorpus.model.finding import Severity, State
from lintcorpus.model.result import Result
from lintcorpus.reporters.summary import summary_line

STATES = tuple(State)
"""The order in which counts of states are given: new, suppressed, baselined."""
SEVERITIES = tuple(sorted(Severity, reverse=True))
_WHERE_NOTHING_IS_COUNTED = [0] * (len(SEVERITIES) + len(STATES) - 1)


class Overview:
    """A result in numbers.

    Attributes:
        shown: the paths of files with a diagnostic of any state, or with a text that one refers to, in order.
        number: of each of them.
        rules: the ids of the rules that found something, in order.
        rule_number: of each of them.
        folders: what the files came from: the first part of their paths in which they differ.
    """

    def __init__(self, result: Result) -> None:
        self._result = result
        with_findings = {item.path for item in result.diagnostics}
        checked = set(result.checked) | with_findings
        mentioned = {related.place.path for item in result.diagnostics for related in item.related}
        self.shown = sorted(with_findings | (mentioned & checked))
        self.number = {path: number for number, path in enumerate(self.shown)}
        self.rules = sorted({item.rule for item in result.diagnostics})
        self.rule_number = {rule: number for number, rule in enumerate(self.rules)}
        self._checked = sorted(checked)
        self._common = _common_folder(self._checked)
        self.folders = sorted({self.folder(path) for path in self._checked})

    def folder(self, path: str) -> str:
        """The source that a file belongs to; empty for a file that is in none."""
        first, mark, _ = path.removeprefix(self._common).partition("/")
        return self._common + first if mark else self._common.rstrip("/")

    def data(self, language: str) -> dict[str, Any]:
        """All that the first page says, in terms of JSON; counts are errors, warnings, infos, suppressed, known."""
        result = self._result
        new = {item.path for item in result.new}
        serious = {item.path for item in result.new if item.severity > Severity.INFO}
        files = Counter(self.folder(path) for path in self._checked)
        clean = Counter(self.folder(path) for path in self._checked if path not in new)
        sound = Counter(self.folder(path) for path in self._checked if path not in serious)
        by_rule = _counts((item.rule, _column(item.state, item.severity)) for item in result.diagnostics)
        by_folder = _counts((self.folder(item.path), _column(item.state, item.severity)) for item in result.diagnostics)
        rule_files = Counter(rule for rule, _ in {(item.rule, item.path) for item in result.new})
        fixable = Counter(item.rule for item in result.new if item.fix is not None)
        return {
            "summary": summary_line(result, language),
            "problems": [problem.message for problem in result.problems],
            "checked": max(result.files, len(self._checked)),
            "clean": max(result.files, len(self._checked)) - len(new),
            "sound": max(result.files, len(self._checked)) - len(serious),
            "base": result.base,
            "rules": [
                [*_card(result.cards[rule], language), by_rule[rule], rule_files[rule], fixable[rule]]
                for rule in self.rules
            ],
            "folders": [
                [name, files[name], clean[name], sound[name], by_folder.get(name, _WHERE_NOTHING_IS_COUNTED)]
                for name in self.folders
            ],
        }


def _column(state: State, severity: Severity) -> int:
    """Where a diagnostic counts: errors, warnings and infos that are new, then suppressed and known ones."""
    if state is State.NEW:
        return SEVERITIES.index(severity)
    return len(SEVERITIES) + (state is State.BASELINED)


def _counts(found: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    counted: dict[str, list[int]] = {}
    for name, column in found:
        counted.setdefault(name, list(_WHERE_NOTHING_IS_COUNTED))[column] += 1
    return counted


def _card(card: Card, language: str) -> list[Any]:
    return [card.id, card.name, card.family, localized(card.summary, language), localized(card.why, language)]


def _common_folder(paths: list[str]) -> str:
    """The folder that all sorted paths are in, with a slash at its end; empty when there is none."""
    if not paths:
        return ""
    first, last = paths[0].split("/")[:-1], paths[-1].split("/")[:-1]
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return "".join(f"{part}/" for part in first[:same])
