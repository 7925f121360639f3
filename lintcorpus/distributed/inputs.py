"""Which files of records the named paths and URLs stand for, and which engine works on them."""

import contextlib
import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path

from lintcorpus.app.compose import App
from lintcorpus.distributed.documents import Input
from lintcorpus.distributed.engine import Engine
from lintcorpus.errors import UsageError, no_such_path
from lintcorpus.reading.discover import discover, relative_path
from lintcorpus.records.names import format_of, record_suffixes

ENGINES = ("local", "daft", "ray")
_NEEDS = {"local": {}, "daft": {"daft": "distributed"}, "ray": {"ray": "ray", "daft": "ray"}}
"""What each engine imports, with the extra that installs it."""


def find(app: App, paths: Sequence[str], out: Path) -> list[Input]:
    """The files of records, those of this machine first, in the order of their names.

    Ask with the engine opened: URLs are listed by Daft, which runs ever after as it was first used.

    Args:
        app: for what is left out.
        paths: files, folders and globs of this machine, and URLs of files and folders with globs.
        out: the folder of results, which may lie in one of them and is none of it.

    Raises:
        UsageError: there is nothing to read, a path stands for nothing, or for a file without records.
    """
    urls = [path for path in paths if "://" in path]
    found = _local(app, [path for path in paths if "://" not in path])
    if urls:
        _have("daft", "distributed", f"{urls[0]}: remote files are read by Daft")
        from lintcorpus.distributed.daft_engine import listed

        found.extend(item for url in urls for item in listed(url))
    found = [item for item in dict.fromkeys(found) if "://" in item.place or not Path(item.place).is_relative_to(out)]
    if not found:
        raise UsageError("no file of records to read: .jsonl, .ndjson, .csv, .tsv (also with .gz or .zst) or .parquet")
    return found


@contextlib.contextmanager
def opened(name: str, workers: int = 0, address: str = "auto", *, apart: bool = False) -> Iterator[Engine]:
    """An engine for as long as the block runs.

    Args:
        name: one of ``ENGINES``.
        workers: how many tasks run at a time; 0 for as many as there are processors.
        address: of the Ray cluster, or ``auto``.
        apart: whether this process must do no task that may end it, though there is only one worker.

    Raises:
        UsageError: the package that it needs is not installed, or there is no cluster.
    """
    for package, extra in _NEEDS[name].items():
        _have(package, extra, f"--engine {name} needs {package}")
    if name == "local":
        from lintcorpus.distributed.local import LocalEngine

        with LocalEngine(workers, apart=apart) as engine:
            yield engine
        return
    from lintcorpus.distributed.daft_engine import DaftEngine

    yield DaftEngine(workers, address if name == "ray" else None)


def _local(app: App, paths: Sequence[str]) -> list[Input]:
    settings = app.settings
    found = discover(
        paths,
        root=app.root,
        suffixes=record_suffixes(),
        exclude=settings.exclude,
        force_exclude=settings.force_exclude,
        respect_gitignore=settings.gitignore,
    )
    if found.missing or found.problems:
        raise UsageError("; ".join([*map(no_such_path, found.missing), *found.problems]))
    inputs = []
    for path in found.files:
        if format_of(path.name) is None:
            raise UsageError(
                f"{path}: batch reads files of records; 'lintcorpus check' reads articles in their own files"
            )
        status = path.stat()
        inputs.append(Input(relative_path(path, app.root), str(path.absolute()), status.st_size, status.st_mtime_ns))
    return inputs


def _have(package: str, extra: str, said: str) -> None:
    if importlib.util.find_spec(package) is None:
        raise UsageError(f"{said}: pip install 'lintcorpus[{extra}]'")
