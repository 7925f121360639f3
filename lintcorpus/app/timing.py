"""Where the time of a run goes: by stage and by rule, in seconds of CPU."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lintcorpus.app.collected import Collected
from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import read_files
from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import AnchoredChecker, AnyChecker, Checker, CorpusChecker
from lintcorpus.model.frozen import replace
from lintcorpus.model.rule import Rule

READ, PARSE, RULES, REST = "read", "parse", "rules", "rest of checking"


class Timings:
    """Seconds by stage and by rule.

    What several rules share is counted with the rule that asks for it first. ``size`` is that of the documents, in
    bytes of UTF-8.
    """

    def __init__(self) -> None:
        self.stages: defaultdict[str, float] = defaultdict(float)
        self.rules: defaultdict[str, float] = defaultdict(float)
        self.documents = 0
        self.size = 0
        self._plans: dict[int, tuple[Plan, Plan]] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done meanwhile to a stage."""
        begun = time.process_time()
        try:
            yield
        finally:
            self.stages[name] += time.process_time() - begun

    def collect(self, app: App, files: Sequence[Path]) -> Collected:
        """Check files as ``app.collected.collect`` does, one after the other in this process."""
        gathered = Collected()
        sources = read_files(app, files)
        while True:
            with self.stage(READ):
                source = next(sources, None)
            if source is None:
                break
            gathered.note(source)
            for document in source.documents:
                self.documents += 1
                self.size += len(document.text.encode("utf-8", "surrogatepass"))
                with self.stage(PARSE):
                    parsed(document)
                before = sum(self.rules.values())
                with self.stage(REST):
                    gathered.reports.append(check_document(document, self._timed(app.plan_of(document.path))))
                spent = sum(self.rules.values()) - before
                self.stages[RULES] += spent
                self.stages[REST] -= spent
        return gathered

    def _timed(self, plan: Plan) -> Plan:
        known = self._plans.get(id(plan))
        if known is None:
            rules = {identity: self._rule(rule) for identity, rule in plan.rules.items()}
            known = self._plans[id(plan)] = plan, replace(plan, rules=rules)
        return known[1]

    def _rule(self, rule: Rule) -> Rule:
        return replace(rule, checker=self._checker(rule.id, rule.checker))

    def _checker(self, identity: str, checker: AnyChecker) -> AnyChecker:
        changes: dict[str, Any] = {}
        if isinstance(checker, Checker | AnchoredChecker):
            changes["check"] = self._counted(identity, checker.check)
        if isinstance(checker, CorpusChecker):
            changes["collect"] = self._counted(identity, checker.collect)
        return replace(checker, **changes)

    def _counted(self, identity: str, look: Callable[..., Iterable[Any]]) -> Callable[..., Iterable[Any]]:
        def counted(*arguments: Any) -> Iterable[Any]:
            begun = time.process_time()
            try:
                return list(look(*arguments))
            finally:
                self.rules[identity] += time.process_time() - begun

        return counted
