"""Checks all files of a workspace folder, chunk by chunk, so that a person can go on typing and can stop it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types

from lintcorpus.app.check import finish
from lintcorpus.app.collected import Collected, collect
from lintcorpus.app.compose import App
from lintcorpus.app.gather import collect_files
from lintcorpus.app.inputs.files import discovery_problems, find_files, is_whole_corpus
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.result import Problem
from lintcorpus.records.names import format_of
from lintcorpus.server.checking import source_of
from lintcorpus.server.diagnostics import Converter
from lintcorpus.server.state import Buffer

_CHUNK = 20
"""Files that are checked before another request has its turn."""


@dataclass
class FolderCheck:
    """A check of what a run without paths in a folder would check.

    Attributes:
        app: the parts of the run.
        folder: what is checked where the settings name no corpus.
        open: buffers, by file, whose text counts in place of the file's.
    """

    app: App
    folder: Path
    open: Mapping[Path, Buffer]
    _problems: Sequence[Problem] = ()
    _gathered: Collected = field(default_factory=Collected)

    def find(self) -> list[Sequence[Path]]:
        """The files, in chunks; those of records are left out, whose places are none of their file."""
        found = find_files(self.app, self._paths)
        self._problems = discovery_problems(found)
        files = [path for path in found.files if format_of(path.name) is None]
        return [files[at : at + _CHUNK] for at in range(0, len(files), _CHUNK)]

    def check(self, files: Sequence[Path]) -> None:
        """Check a chunk."""
        closed = [path for path in files if path not in self.open]
        self._gathered.add(collect_files(self.app, closed, 1))
        sources = [source_of(self.app, self.open[path]) for path in files if path in self.open]
        edited = collect(self.app, [source for source in sources if source is not None])
        self._gathered.add(edited)

    def finish(self, language: str, encoding: str) -> Iterator[tuple[str, list[types.Diagnostic]]]:
        """What is shown of each file that has findings and is not open, with its URI."""
        result = finish(
            self.app,
            self._gathered,
            skipped={},
            problems=self._problems,
            whole_corpus=is_whole_corpus(self.app, self._paths),
        )
        converter = Converter(self.app, language, encoding)
        by_path: dict[str, list[Diagnostic]] = {}
        for item in result.diagnostics:
            if item.state is not State.SUPPRESSED:
                by_path.setdefault(item.path, []).append(item)
        for path, items in by_path.items():
            if self.app.root / path not in self.open:
                yield converter.uri(path), converter.in_file(path, items, result)

    @property
    def _paths(self) -> list[str]:
        corpus = self.app.settings.corpus
        return [str(self.app.root / name) for name in corpus] if corpus else [str(self.folder)]
