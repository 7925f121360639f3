"""A batch run from its inputs to its tables, stage after stage, on any engine."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from lintcorpus.app.compose import App, Request
from lintcorpus.distributed import cleaned, stages, summary
from lintcorpus.distributed.documents import Input, Stripe, notes, stripes
from lintcorpus.distributed.engine import Engine, few
from lintcorpus.distributed.job import EVERYTHING, Job, Signature, WorkerMismatchError, misfit, signature_of
from lintcorpus.distributed.kernels import Counts
from lintcorpus.distributed.summary import Rate
from lintcorpus.distributed.tables import rows_of
from lintcorpus.errors import UsageError, nearest
from lintcorpus.model.selector import matching, names
from lintcorpus.wholefile import replace_file

PART = 1_000_000
_PLAN = "run.json"
_SUMMARY = "summary.json"
_TOKENS_A_BYTE = 0.12
_TOKENS_A_GROUP = 300_000
_MOST_GROUPS = 4096
TOGETHER = 4_000_000
"""Edges of which one task finds the components, in some 400 MB."""
_FACTS_A_GROUP, _TEXTS_A_GROUP = 5_000, 5_000
_MOST_ROUNDS = 100


@dataclass(frozen=True)
class Options:
    """What a batch run is to do.

    Attributes:
        fix: the least safety of repairs, ``safe`` or ``unsafe``; ``None`` for none.
        sample: how many records are checked, drawn by the digests of their places; 0 for all.
        threshold: share that makes near duplicates; 0 looks for none.
        rates: shares of documents that may not be exceeded.
        part: code points of text that are checked and written together.
        resume: whether to go on with what an earlier run left in the folder.
        keep: whether the work of the stages is left there afterwards.
        language: of messages.
        together: edges that one task may have; see ``TOGETHER``.
    """

    fix: str | None = None
    sample: int = 0
    threshold: float = 0.5
    rates: tuple[Rate, ...] = ()
    part: int = PART
    resume: bool = False
    keep: bool = False
    language: str = "en"
    together: int = TOGETHER


Tell = Callable[[str], None]
"""Says how far a run is."""


def run_batch(
    app: App,
    inputs: Sequence[Input],
    folder: Path,
    engine: Engine,
    options: Options,
    tell: Tell = lambda _: None,
) -> dict[str, Any]:
    """Check records and write what was found.

    Args:
        app: the run's parts; workers compose theirs of the same request.
        inputs: files of records, each once, in the order of the results.
        folder: gets the tables, ``cleaned/`` and ``summary.json``; every worker sees it.
        engine: does the work.
        options: what to do.
        tell: hears a line for each stage.

    Returns:
        The summary, as ``summary.as_json``.

    Raises:
        UsageError: the folder holds another run, a worker differs from this process, or a setting is wrong.
    """
    signature = signature_of(app)
    request = _begun(app.request, signature, inputs, folder, options)
    if request != app.request:
        app = App(request)  # of the day on which the run began
        signature = signature_of(app)
    for item in options.rates:
        if not matching(app.catalog.cards, item.name):
            raise UsageError(f"--max-rate: unknown rule {item.name!r}{nearest(item.name, names(app.catalog.cards))}")
    if options.resume and (folder / _SUMMARY).exists():
        return dict(json.loads((folder / _SUMMARY).read_bytes()))
    size = sum(item.weight for item in inputs)
    groups = min(_MOST_GROUPS, max(1, int(size * _TOKENS_A_BYTE / _TOKENS_A_GROUP)))
    job = Job(
        request,
        signature,
        folder,
        options.part,
        groups,
        options.fix,
        options.threshold,
        language=options.language,
    )
    _same_everywhere(engine, job)
    for said in dict.fromkeys(notes(app, item, stages.opener_for([item])) for item in inputs[:_ASKED]):
        if said:
            tell(said)
    run = _Run(app, job, engine, options, tell)
    found = run.all(inputs)
    _finish(folder, found, keep=options.keep)
    return found


_ASKED = 20


class _Run:
    """The stages of a run."""

    def __init__(self, app: App, job: Job, engine: Engine, options: Options, tell: Tell) -> None:
        self._app = app
        self._job = job
        self._engine = engine
        self._options = options
        self._tell = tell

    def all(self, inputs: Sequence[Input]) -> dict[str, Any]:
        """All stages."""
        self._check(inputs)
        self._engine.renew()  # what rules keep is most of a worker's memory
        parts = stages.part_names(self._job)
        self._tell(f"checked {len(parts)} parts")
        self._job = replace(self._job, documents=self._rows("checked"))
        if self._app.plan.corpus:
            loose = [rule.id for rule, checker in self._app.plan.corpus if not (checker.by_key or checker.group)]
            if loose and self._job.documents > stages.MOST_LOOSE:
                self._tell(
                    f"{', '.join(loose)} compare all documents at once, which are too many; see 'lintcorpus learn'"
                )
            self._link(parts)
            self._engine.renew()
        across = tuple(few(self._engine, self._job, stages.files(self._job, "across"), "part"))
        watched = tuple(item.name for item in self._options.rates)
        self._each(stages.finish, "diagnostics", parts, (watched, across), final=True)
        if self._job.fix:
            self._rewrite(inputs)
        counts = Counts(self._app, [item.name for item in self._options.rates])
        for name in parts:
            counts.merge(json.loads((self._job.place("counts") / f"{name}.json").read_bytes()))
        figures: Mapping[str, int] = {}
        if self._options.threshold:
            self._job = replace(self._job, documents=counts.documents["documents"])
            self._engine.renew()
            figures = self._cluster(parts)
        return dict(summary.as_json(counts, self._app.catalog.cards, self._options.rates, figures))

    def _check(self, inputs: Sequence[Input]) -> None:
        if self._options.sample:
            self._job = replace(self._job, least=self._drawn(inputs))
        tasks = stripes(inputs, self._options.part, self._engine.workers)
        for at, _ in enumerate(self._engine.run(stages.check, self._job, tasks), 1):
            self._tell(f"checked {at} of {len(tasks)} pieces")

    def _drawn(self, inputs: Sequence[Input]) -> int:
        """The largest digest of a place that belongs to the sample."""
        whole = stripes(inputs, EVERYTHING, 1)
        tasks = [(Stripe(item.bundle, (file,), 0, 1), self._options.sample) for item in whole for file in item.files]
        drawn = [np.frombuffer(found, np.uint64) for found in self._engine.run(stages.smallest, self._job, tasks)]
        every = np.sort(np.concatenate(drawn)) if drawn else np.empty(0, np.uint64)
        return int(every[self._options.sample - 1]) if len(every) >= self._options.sample else EVERYTHING

    def _link(self, parts: Sequence[str]) -> None:
        """The rules across documents."""
        self._grouped(stages.pair_links, "links", "link-pairs")
        self._grouped(stages.join_links, "link-pairs", "link-edges")
        self._components("link-edges", "link-roots")
        groups = 1 + self._rows("link-roots") // _FACTS_A_GROUP
        self._each(stages.gather_facts, "linked", parts, groups)
        self._engine.renew()  # it works with objects, of which memory stays in pieces
        self._grouped(stages.conclude, "linked", "across", groups)
        self._tell("compared documents by rules")

    def _rewrite(self, inputs: Sequence[Input]) -> None:
        """The inputs with repaired texts."""
        for said in self._engine.run(cleaned.rewrite, self._job, cleaned.rewritings(self._job, inputs)):
            if said:
                self._tell(said)

    def _cluster(self, parts: Sequence[str]) -> dict[str, int]:
        """Near duplicates."""
        self._grouped(stages.pair_shares, "shares", "share-pairs")
        self._grouped(stages.join_copies, "share-pairs", "copy-edges")
        self._components("copy-edges", "copy-roots")
        self._grouped(stages.pair_texts, "shares", "text-pairs")
        self._grouped(stages.join_texts, "text-pairs", "text-edges")
        self._components("text-edges", "text-roots")
        groups = 1 + self._rows("text-roots") // _TEXTS_A_GROUP
        self._engine.renew()
        self._each(stages.gather_texts, "members", parts, groups)
        self._grouped(stages.cluster, "members", "clusters", groups, final=True)
        self._tell("found near duplicates")
        return _figures(self._job.folder / "clusters")

    def _each(self, work: Any, stage: str, parts: Sequence[str], more: Any, *, final: bool = False) -> None:
        folder = self._job.folder / stage if final else self._job.place(stage)
        done = {path.stem for path in folder.glob("*.parquet")}
        if final:  # what is counted is written last
            done &= {path.stem for path in self._job.place("counts").glob("*.json")}
        for _ in self._engine.run(work, self._job, [(name, more) for name in parts if name not in done]):
            pass

    def _grouped(self, work: Any, source: str, stage: str, groups: int = 0, *, final: bool = False) -> list[Any]:
        folder = self._job.folder / stage if final else self._job.place(stage)
        folder.mkdir(parents=True, exist_ok=True)
        done = {path.stem for path in folder.glob("*.parquet")}
        wanted = [at for at in range(groups or self._job.groups) if f"part-{at:05}" not in done]
        return list(self._engine.grouped(work, self._job, stages.files(self._job, source), wanted))

    def _components(self, source: str, target: str) -> None:
        """Components in one task where there is room, else step by step on all workers."""
        if self._rows(source) <= self._options.together:
            if not stages.files(self._job, target):
                list(self._engine.run(stages.components, self._job, [(source, target)]))
            return
        last: Any = None
        for turn in range(_MOST_ROUNDS):
            now = None
            for large in (True, False):
                here = f"{source}-{turn}{'l' if large else 's'}"
                steps = [stages.Step(path, f"{here}-turned", large) for path in stages.files(self._job, source)]
                list(self._engine.run(stages.orient, self._job, steps))
                work = partial(stages.contract, stage=here, large=large)
                every = range(self._job.groups)
                turned = stages.files(self._job, f"{here}-turned")
                now = sorted(filter(None, self._engine.grouped(work, self._job, turned, every)))
                source = here
            if now == last:
                break
            last = now
        steps = [stages.Step(path, target, False) for path in stages.files(self._job, source)]
        list(self._engine.run(stages.root, self._job, steps))

    def _rows(self, stage: str) -> int:
        return sum(map(rows_of, stages.files(self._job, stage)))


def _begun(request: Request, signature: Signature, inputs: Sequence[Input], folder: Path, options: Options) -> Request:
    """Note what the run is, or make sure that it is the one that is to go on; gives the request with its day."""
    place = folder / _PLAN
    own = json.loads(json.dumps(_plan(signature, inputs, options)))
    if place.exists():
        if not options.resume:
            raise UsageError(f"{folder} holds a run already; --resume goes on with it, or name another folder")
        before = json.loads(place.read_bytes())
        day = before.pop("today")
        changed = [name for name in own if own[name] != before.get(name)]
        if changed:
            raise UsageError(f"{folder} holds a run with other {' and '.join(changed)}; name another folder")
        for left in folder.rglob(".*.tmp"):
            left.unlink(missing_ok=True)  # of tasks that were killed while they wrote
        return replace(request, today=type(request.today).fromisoformat(day))
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty, and holds no run of lintcorpus; name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    written = json.dumps({**own, "today": request.today.isoformat()}, ensure_ascii=False, indent=1)
    replace_file(place, written.encode("utf-8", "surrogateescape"), 0o644)
    return request


def _plan(signature: Signature, inputs: Sequence[Input], options: Options) -> dict[str, Any]:
    """What must be the same for a run to go on."""
    given = asdict(options)
    kept = {name: value for name, value in given.items() if name not in ("resume", "keep", "rates")}
    kept["rates"] = [list(item) for item in options.rates]
    return {"signature": list(signature), "options": kept, "inputs": [list(item) for item in inputs]}


def _same_everywhere(engine: Engine, job: Job) -> None:
    """Ask workers before any record is read.

    Raises:
        WorkerMismatchError: one is not as this process.
    """
    for said in engine.run(misfit, job, list(range(2 * engine.workers))):
        if said:
            raise WorkerMismatchError(said)


def _figures(folder: Path) -> dict[str, int]:
    """How many clusters there are, and documents in them."""
    import pyarrow.parquet as pq

    roles: dict[str, int] = {}
    spare: set[str] = set()
    for path in sorted(folder.glob("*.parquet")):
        table = pq.read_table(path, columns=["role", "document"], use_threads=False)
        for role, document in zip(table.column("role").to_pylist(), table.column("document").to_pylist(), strict=True):
            roles[role] = roles.get(role, 0) + 1
            if role != "keep":
                spare.add(document)
    kept = roles.get("keep", 0)
    return {"clusters": kept, "members": sum(roles.values()), "spare": len(spare)}


def _finish(folder: Path, found: Mapping[str, Any], *, keep: bool) -> None:
    """Write the summary, which says that the run is complete, and clear away the work of its stages."""
    text = "".join(f"{line}\n" for line in summary.text_lines(found))
    replace_file(folder / "summary.txt", text.encode("utf-8", "surrogateescape"), 0o644)
    whole = json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    replace_file(folder / _SUMMARY, whole.encode("utf-8", "surrogateescape"), 0o644)
    if not keep:
        shutil.rmtree(folder / "work", ignore_errors=True)
