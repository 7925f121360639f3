"""What a plan needs to know of its rules before any looks at a text, kept between runs.

Most rules have anchors, and most texts hold those of a few. With this table neither the code nor the options of the
others are needed.
"""

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lintcorpus.cache.signature import digest, program
from lintcorpus.compiled import keep, recall
from lintcorpus.engine.literals import Anchors
from lintcorpus.model.frozen import fields

if TYPE_CHECKING:
    from lintcorpus.config.settings import Settings
    from lintcorpus.engine.plan import Plan

PREFIX = "plan-"
_NO_MATTER = ("origins", "fail_on", "exclude", "corpus", "lang", "baseline", "records")
"""Settings that change nothing about the rules."""


class Prepared(NamedTuple):
    """What is kept of a plan.

    Attributes:
        rules: by id the name of the checker, and whether it is anchored.
        modules: by name of a checker the module of ``lintcorpus.checkers`` that has it.
        anchors: of the anchored rules.
    """

    rules: Mapping[str, tuple[str, bool]]
    modules: Mapping[str, str]
    anchors: Anchors


class PlanFile:
    """Where a plan is kept."""

    def __init__(
        self,
        folder: Path,
        settings: "Settings",
        words: Iterable[str],
        cards: str,
        today: datetime.date,
        *,
        asks_web: bool,
    ) -> None:
        """Name all that the plan is made of; checkers of the built-in plugin alone may be part of it.

        Args:
            folder: of the cache.
            settings: of the run.
            words: that are right in the project.
            cards: signature of the catalogue.
            today: the day of the run.
            asks_web: whether rules that ask the web may run.
        """
        values = {item.name: getattr(settings, item.name) for item in fields(settings)}
        asked = [f"{name}={value!r}" for name, value in values.items() if name not in _NO_MATTER]
        name = digest([*asked, str(asks_web), *sorted(words)])
        self._path = folder / f"{PREFIX}{name}.bin"
        self._signature = digest([program(), cards, today.isoformat()]).encode("ascii")

    def recall(self) -> Prepared | None:
        """What is kept of the plan, if it still holds."""
        kept = recall(self._path, self._signature)
        if kept is None:
            return None
        rules, modules, anchors = kept
        return Prepared(rules, modules, Anchors(*anchors))

    def keep(self, plan: "Plan", anchors: Anchors, modules: Mapping[str, str]) -> None:
        """Keep a plan.

        Args:
            plan: as it was made.
            anchors: of its rules.
            modules: by name of a checker the module of ``lintcorpus.checkers`` that has it.
        """
        rules = {rule.id: (rule.checker_name, rule.is_anchored) for rule in plan.rules.values()}
        used = {name: modules[name] for name, _ in rules.values()}
        keep(self._path, self._signature, (rules, used, tuple(anchors)))
