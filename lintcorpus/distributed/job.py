"""What every worker of a batch run is told, and the app that it puts together from it."""

import dataclasses
import pickle
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import xxhash

from lintcorpus import __version__
from lintcorpus.app.compose import App, Request
from lintcorpus.cache.signature import content, digest
from lintcorpus.config.learned import LEARNED_FILE
from lintcorpus.config.words import WORDS_FILE
from lintcorpus.errors import UsageError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

EVERYTHING = 2**64 - 1
LOST = "lost"
"""The folder of work with a file for each record that was given up."""
_IDLE = frozenset(
    "suffixes exclude force_exclude gitignore corpus file_timeout lang origins required_version".split()  # noqa: SIM905
)
"""Settings that decide nothing about a record; which files are read is noted as such."""


class Signature(NamedTuple):
    """What results depend on beside the records; two processes with equal ones find the same.

    Attributes:
        version: of lintcorpus.
        catalogue: a digest of the files of all packs, and of the names and versions of plugins.
        rules: a digest of the settings, and of the rules that run.
        project: a digest of the project files that rules ask.
    """

    version: str
    catalogue: str
    rules: str
    project: str


@dataclass(frozen=True)
class Job:
    """A batch run as its workers see it; small and picklable.

    Attributes:
        request: what the app is composed of.
        signature: of the process that started the run.
        folder: where results go; every worker sees it under the same path.
        part: code points of text that are checked and written together.
        groups: into how many groups what may be alike is parted.
        fix: the least safety of repairs that are made first; ``None`` for none.
        threshold: share that makes near duplicates; 0 looks for none.
        least: a record is checked when the digest of its place is at most this: all, or a sample.
        documents: how many were checked, once that is known.
        language: of messages.
    """

    request: Request
    signature: Signature
    folder: Path
    part: int
    groups: int = 1
    fix: str | None = None
    threshold: float = 0.5
    least: int = EVERYTHING
    documents: int = 0
    language: str = "en"

    def place(self, stage: str, name: str = "") -> Path:
        """The folder of a stage, or the file in it that holds what one task gave."""
        folder = self.folder / "work" / stage
        return folder / f"{name}.parquet" if name else folder

    def lost(self) -> int:
        """How many records were given up so far, because the process that checks them dies."""
        return sum(1 for _ in self.place(LOST).glob("*"))


class WorkerMismatchError(UsageError):
    """A worker has another version, other rules or other project files than the process that started the run."""


def signature_of(app: App) -> Signature:
    """The signature of this process."""
    plugins = [label for label, _ in app.plugins.sources()]
    packs = [line for folder in app.pack_folders for line in _files(folder)]
    names = [item.name for item in dataclasses.fields(app.settings) if item.name not in _IDLE]
    settings = {name: getattr(app.settings, name) for name in names}
    rules = {name: (rule.card.checker, rule.severity_of(""), rule.safety) for name, rule in app.plan.rules.items()}
    files = [] if app.request.isolated else [content(app.root / name) for name in (WORDS_FILE, LEARNED_FILE)]
    accepted = [] if app.request.isolated else list(app.accepted)
    known = "" if app.baseline_file is None else content(app.baseline_file)
    return Signature(
        __version__,
        digest([*packs, *plugins]),
        digest(_canonical((settings, rules))),
        digest(_canonical((files, accepted, known))),
    )


def difference(wanted: Signature, found: Signature) -> str:
    """What tells a worker's signature from the one that is wanted, for people; empty when nothing does."""
    if wanted.version != found.version:
        return f"lintcorpus {found.version} instead of {wanted.version}; install the same version everywhere"
    if wanted.catalogue != found.catalogue:
        return "other rule packs or plugins (digests differ); install the same ones everywhere"
    if wanted.rules != found.rules:
        return "other settings (digests differ); every worker must see the same config file"
    if wanted.project != found.project:
        return "other project files (digests differ); every worker must see the same .lintcorpus/ folder and baseline"
    return ""


def app_of(job: Job) -> App:
    """The app of this process, put together once.

    Raises:
        WorkerMismatchError: it would not find the same as the process that started the run.
    """
    return _app(pickle.dumps((job.request, job.signature)))


def misfit(job: Job, task: int) -> str:
    """Why this worker cannot serve; empty when it can."""
    try:
        app_of(job)
    except UsageError as error:
        return str(error)
    return ""


@lru_cache(maxsize=2)
def _app(packed: bytes) -> App:
    request, signature = pickle.loads(packed)
    app = App(request)
    wrong = difference(signature, signature_of(app))
    if wrong:
        raise WorkerMismatchError(f"a worker on {platform.node() or 'another machine'} has {wrong}")
    return app


def _files(folder: "Traversable", place: str = "") -> Iterator[str]:
    """The names and contents of the files of a pack: the same on machines that have it in different folders."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{place}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{place}{entry.name}"
            yield xxhash.xxh3_128_hexdigest(entry.read_bytes())


def _canonical(value: Any) -> Iterable[str]:
    """A value as texts that are the same in every process: sets and mappings have no order of their own."""
    yield type(value).__name__
    if isinstance(value, Mapping):
        for key in sorted(value, key=str):
            yield str(key)
            yield from _canonical(value[key])
    elif isinstance(value, set | frozenset):
        yield from sorted(digest(_canonical(item)) for item in value)
    elif isinstance(value, list | tuple):
        yield str(len(value))
        for item in value:
            yield from _canonical(item)
    elif dataclasses.is_dataclass(value):
        for item in dataclasses.fields(value):
            yield item.name
            yield from _canonical(getattr(value, item.name))
    else:
        yield repr(value)
