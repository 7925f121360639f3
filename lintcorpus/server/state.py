"""What the server knows between requests: the parts of a run for each project, and what was found in each buffer."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from lintcorpus.app.compose import App, Request
from lintcorpus.app.surroundings import Marks, marks
from lintcorpus.config.load import find_config
from lintcorpus.errors import UsageError
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.result import Result
from lintcorpus.server.positions import Positions


class Buffer(NamedTuple):
    """A text as it stands in the editor, saved or not.

    Attributes:
        uri: what the editor calls it.
        path: its file, absolute, whether it exists or not; ``None`` for a text without a file.
        text: all of it, as the editor sent it.
        version: the editor's number for this state of it.
        language_id: what the editor takes it for, such as ``markdown``.
    """

    uri: str
    path: Path | None
    text: str
    version: int | None
    language_id: str = ""


@dataclass(frozen=True)
class Checked:
    """What was found in a buffer.

    Attributes:
        app: the parts of the run.
        buffer: what was checked.
        document: its text as it was checked.
        positions: of the document, in units of the editor.
        diagnostics: of the document that are shown: new ones and those of the baseline.
        result: the whole outcome.
    """

    app: App
    buffer: Buffer
    document: Document
    positions: Positions
    diagnostics: tuple[Diagnostic, ...]
    result: Result


@dataclass
class Project:
    """The parts of a run in one folder, composed anew when its settings or project files change."""

    request: Request
    _app: App | None = None
    _problem: str = ""
    _marks: Marks | None = None

    def app(self) -> App:
        """The parts of a run as the settings are now.

        Raises:
            UsageError: a config file, a card or a setting is wrong.
        """
        today = datetime.date.today()
        if marks(self.request, self._app) != self._marks or today != self.request.today:
            self.request = replace(self.request, today=today)
            self._compose()
        if self._app is None:
            raise UsageError(self._problem)
        return self._app

    def _compose(self) -> None:
        self._app, self._marks = None, None
        # Before anything is read: what changes meanwhile must look changed the next time.
        seen = marks(self.request, None)
        try:
            app = App(self.request)
            seen |= marks(self.request, app)
            app.plan  # noqa: B018 - a wrong setting must show now
            self._app = app
        except UsageError as error:
            seen = marks(self.request, None)
            self._problem = str(error)
        self._marks = seen


@dataclass
class Projects:
    """All projects that buffers belong to.

    Attributes:
        request: what the command line asks for; its folder serves where nothing else is known.
    """

    request: Request
    _known: dict[Path, Project] = field(default_factory=dict)

    def of(self, path: Path | None, folders: Sequence[Path]) -> Project:
        """The project of a file.

        It is that of the nearest config file, as in a run in the file's folder; without one that of the
        workspace folder around the file, and for a file outside all of them that of its own folder.

        Args:
            path: the file; ``None`` for a text without one.
            folders: of the workspace.
        """
        return self.at(self._home(path, folders))

    def at(self, folder: Path) -> Project:
        """The project of a run in a folder."""
        if folder not in self._known:
            self._known[folder] = Project(replace(self.request, cwd=folder))
        return self._known[folder]

    def _home(self, path: Path | None, folders: Sequence[Path]) -> Path:
        if path is None:
            return folders[0] if folders else self.request.cwd
        own = path.parent
        if self.request.config is None and not self.request.isolated:
            try:
                config = find_config(own)
            except (UsageError, OSError):
                return own  # composing it says what is wrong
            if config is not None:
                return config.parent
        around = [folder for folder in folders if own.is_relative_to(folder)]
        return max(around, key=lambda folder: len(folder.parts), default=own)
