"""Reads checked files again, for reports that quote or count more of them than diagnostics hold."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import xxhash

from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import read_files
from lintcorpus.app.inputs.source import Source
from lintcorpus.engine.pipeline import Report
from lintcorpus.model.document import Document
from lintcorpus.model.frozen import replace
from lintcorpus.model.result import Artifact, Result, Rewrite
from lintcorpus.reading.discover import relative_path
from lintcorpus.reading.write import encoded
from lintcorpus.records.names import format_of


def with_files(result: Result, reports: Sequence[Report], again: Callable[[str], Artifact | None]) -> Result:
    """The result with the paths of its documents and the way to their texts.

    Args:
        result: what the run found.
        reports: of all documents of the run.
        again: gives a file that no fix changed.
    """

    def reread(path: str) -> Artifact | None:
        return _repaired(result.changed, path) or again(path)

    return replace(result, checked=tuple(report.path for report in reports), reread=reread)


def from_disk(app: App, files: Sequence[Path]) -> Callable[[str], Artifact | None]:
    """Reads files by the path that reports show."""
    named = {relative_path(file, app.root): file for file in files}
    last: dict[str, tuple[Source, bytes]] = {}

    def read(path: str) -> Artifact | None:
        name = path
        while name not in named:
            name, mark, _ = name.rpartition("#")  # a part of a file that a plugin split
            if not mark:
                return None
        if format_of(name) is not None:  # a look at each record would read the whole file
            return None
        if name not in last:
            last.clear()
            found = _read(app, named[name])
            if found is None:
                return None
            last[name] = found
        source, raw = last[name]
        document = next((item for item in source.documents if item.path == path), None)
        return None if document is None else Artifact(document, raw, "" if source.whole else name)

    return read


def from_memory(documents: Sequence[Document], raw: bytes) -> Callable[[str], Artifact | None]:
    """Gives the documents that were read from bytes, such as standard input."""
    artifacts = {document.path: Artifact(document, raw) for document in documents}
    return artifacts.get


def _read(app: App, file: Path) -> tuple[Source, bytes] | None:
    """A file with its bytes; ``None`` when it is gone, changes just now, is no text, or can be read only once."""
    if not file.is_file():
        return None
    (source,) = read_files(app, [file])
    if not source.documents:
        return None
    try:
        raw = file.read_bytes()
    except OSError:
        return None
    same = xxhash.xxh3_128_hexdigest(raw)
    return (source, raw) if all(document.digest == same for document in source.documents) else None


def _repaired(changed: Mapping[str, Rewrite], path: str) -> Artifact | None:
    rewrite = changed.get(path)
    return (
        None if rewrite is None or rewrite.after.origin is not None else Artifact(rewrite.after, encoded(rewrite.after))
    )
