"""The duplicates run: from files to clusters of near duplicates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import read_files
from lintcorpus.app.inputs.source import Source
from lintcorpus.article.repeats.bodies import publication
from lintcorpus.duplicates.clusters import clusters
from lintcorpus.duplicates.plain import Plain, plain
from lintcorpus.duplicates.prints import prints_of_all
from lintcorpus.duplicates.report import Report
from lintcorpus.reading.discover import relative_path


def find_duplicates(app: App, files: Sequence[Path], threshold: float) -> Report:
    """Read all files once, and those that are in a cluster again for their date.

    Args:
        files: each once.
        threshold: the share of the shorter file that makes two files near duplicates, above 0 up to 1.
    """
    unreadable: list[tuple[str, str]] = []
    counter = _Counter()
    texts, hashes = prints_of_all(_plain_texts(counter.counted(read_files(app, files, bare=True)), unreadable))
    found = clusters(texts, hashes, threshold, lambda paths: _dates(app, files, paths))
    return Report(counter.files, threshold, found, sorted(unreadable))


class _Counter:
    """Counts what passes."""

    def __init__(self) -> None:
        self.files = 0

    def counted(self, sources: Iterable[Source]) -> Iterator[Source]:
        for source in sources:
            self.files += bool(source.documents)
            yield source


def _plain_texts(sources: Iterable[Source], unreadable: list[tuple[str, str]]) -> Iterator[tuple[str, Plain]]:
    for source in sources:
        for document in source.documents:
            yield document.path, plain(document.text)
        if not source.documents and not source.skipped:
            reasons = [str(item.params.get("reason", "")) for item in source.unreadable]
            unreadable.append((source.name, next(filter(None, reasons), "it cannot be read")))


def _dates(app: App, files: Sequence[Path], paths: Sequence[str]) -> Mapping[str, str]:
    wanted = set(paths)
    stems = {path.partition("#")[0] for path in paths} | wanted
    sources = read_files(app, [file for file in files if relative_path(file, app.root) in stems])
    days = {
        document.path: publication(document)[:10]
        for source in sources
        for document in source.documents
        if document.path in wanted
    }
    return {path: day for path, day in days.items() if day[:1].isdigit()}
