"""The Python interface to batch runs.

```python
from lintcorpus import Settings
from lintcorpus.distributed import lint_dataset

found = lint_dataset("data/*.parquet", out="findings", settings=Settings(ignore=("TYP",)))
print(found.summary["clean_share"], found.diagnostics.to_table().num_rows)
```

Programs that use several processes of the local engine need ``if __name__ == "__main__":``, as for all of Python's
``multiprocessing``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from lintcorpus.app.compose import App, Request, default_cache_dir
from lintcorpus.config.settings import RecordFields, Settings
from lintcorpus.distributed.inputs import find, opened
from lintcorpus.distributed.run import PART, Options, run_batch
from lintcorpus.distributed.schemas import CLUSTERS, DIAGNOSTICS, FIXED


@dataclass(frozen=True)
class Findings:
    """What a batch run wrote; tables are read when they are asked for.

    Attributes:
        folder: that holds them.
        summary: as in ``summary.json``.
    """

    folder: Path
    summary: Mapping[str, Any]

    @property
    def diagnostics(self) -> ds.Dataset:
        """A row for each finding; see ``schemas.DIAGNOSTICS``."""
        return ds.dataset(self.folder / "diagnostics", schema=DIAGNOSTICS, format="parquet")

    @property
    def clusters(self) -> ds.Dataset:
        """A row for each member of each cluster of near duplicates; see ``schemas.CLUSTERS``."""
        return ds.dataset(self.folder / "clusters", schema=CLUSTERS, format="parquet")

    @property
    def fixed(self) -> ds.Dataset:
        """A row for each record with its repaired text; see ``schemas.FIXED``."""
        return ds.dataset(self.folder / "fixed", schema=FIXED, format="parquet")


def lint_dataset(
    source: str | Sequence[str],
    *,
    out: str | Path,
    settings: Settings | None = None,
    text: str = "",
    id: str = "",
    engine: str = "local",
    address: str = "auto",
    workers: int = 0,
    fix: str | None = None,
    sample: int = 0,
    threshold: float = 0.5,
    part: int = PART,
    resume: bool = False,
    root: str | Path | None = None,
    config: str | Path | None = None,
    language: str = "en",
) -> Findings:
    """Check all records of some files.

    Args:
        source: files, folders or globs of JSON Lines, CSV and Parquet, or URLs of such.
        out: a new folder for the tables, or one with a run to resume; every worker sees it under this path.
        settings: what to check and how; the defaults are those of the command line.
        text, id: the fields with the articles and with the names of records; usual names are found.
        engine: ``local``, ``daft`` or ``ray``.
        address: of the Ray cluster.
        workers: how many tasks run at a time; 0 for as many as there are processors.
        fix: the least safety of repairs that are made first, ``safe`` or ``unsafe``; ``None`` makes none.
        sample: how many records to check, always the same ones; 0 for all.
        threshold: share that makes near duplicates; 0 looks for none.
        part: code points of text that are checked and written together.
        resume: whether to go on with the run in ``out``.
        root: where paths are relative to; the working directory when ``None``.
        config: a config file; without one neither that nor plugins nor project files are looked for.
        language: of messages, ``en`` or ``zh``.

    Raises:
        lintcorpus.errors.UsageError: a setting is wrong, there is nothing to read, or a worker has another version.
    """
    flags = _given(settings or Settings())
    named = {name: value for name, value in (("text", text), ("id", id)) if value}
    if named:
        flags["records"] = {**flags.get("records", {}), **named}
    request = Request(
        cwd=Path.cwd() if root is None else Path(root).absolute(),
        config=None if config is None else Path(config).absolute(),
        flags=flags,
        isolated=config is None,
        cache_dir=default_cache_dir(),
        indexed=False,
        baselined=bool(flags.get("baseline")),
    )
    folder = Path(out).absolute()
    app = App(request)
    options = Options(fix, sample, threshold, part=part, resume=resume, language=language)
    with opened(engine, workers, address, apart=bool(app.settings.file_timeout)) as running:
        inputs = find(app, [source] if isinstance(source, str) else source, folder)
        return Findings(folder, run_batch(app, inputs, folder, running, options))


def _given(settings: Settings) -> dict[str, Any]:
    """What is set otherwise than by default, as the command line would give it."""
    default = Settings()
    names = [item.name for item in fields(Settings) if item.name != "origins"]
    given = {name: getattr(settings, name) for name in names if getattr(settings, name) != getattr(default, name)}
    if isinstance(given.get("records"), RecordFields):
        given["records"] = {name: value for name, value in asdict(settings.records).items() if value}
    return given
