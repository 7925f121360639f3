"""The language server itself: when it checks, what it remembers, and what it tells the editor."""

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from urllib.parse import unquote

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from lintcorpus import __version__
from lintcorpus.app.compose import Request
from lintcorpus.cache.signature import digest
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.result import Problem
from lintcorpus.server.actions import offered, resolved
from lintcorpus.server.checking import check_buffer
from lintcorpus.server.diagnostics import SOURCE, Converter
from lintcorpus.server.edits import workspace_edit
from lintcorpus.server.hover import hover
from lintcorpus.server.state import Buffer, Checked, Projects
from lintcorpus.server.workspace import FolderCheck

T = TypeVar("T")

_PAUSE = 0.3
"""Seconds without a key before a text is checked."""
_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+): (?P<message>.*)", re.DOTALL)
_log = logging.getLogger(__name__)


class Server(LanguageServer):
    """Checks the buffers of an editor; all checks run one after another in a thread of their own.

    Args:
        request: what the command line asks for.
    """

    def __init__(self, request: Request) -> None:
        # Whole texts: editors and this server then cannot come to disagree about what a line is.
        super().__init__("lintcorpus", __version__, types.TextDocumentSyncKind.Full)
        self._projects = Projects(request)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lintcorpus")
        self._checked: dict[str, Checked] = {}
        self._pending: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._complaints: dict[str, str] = {}  # by URI of the text that cannot be checked
        self._published: set[str] = set()
        self._noted: set[str] = set()
        self._is_checking = False
        self.locale = ""
        self.was_shut_down = False

    def serve(self, source: BinaryIO, sink: BinaryIO) -> int:
        """Serve until the editor ends it.

        Returns:
            0 after an orderly end, 1 when the editor went away.
        """
        try:
            self.start_io(source, sink)
        finally:
            self._worker.shutdown(wait=False, cancel_futures=True)
        return 0 if self.was_shut_down else 1

    # What the editor can do.

    def can(self, capability: str) -> bool:
        """Whether the editor has a capability, by its name in the protocol's snake case."""
        return bool(get_capability(self.client_capabilities, capability))

    @property
    def pulls(self) -> bool:
        """Whether the editor asks for diagnostics; it would show those that are sent besides twice."""
        return get_capability(self.client_capabilities, "text_document.diagnostic") is not None

    @property
    def encoding(self) -> str:
        """What positions count in."""
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the workspace."""
        named = [folder.uri for folder in self.workspace.folders.values()]
        uris = named or ([self.workspace.root_uri] if self.workspace.root_uri else [])
        return tuple(Path(path) for uri in uris if (path := to_fs_path(uri)))

    def language(self, setting: str) -> str:
        """The language of messages: the setting, else that of the editor where there is a translation."""
        return setting or ("zh" if self.locale.lower().startswith("zh") else "en")

    def buffer(self, uri: str) -> Buffer | None:
        """A text that is open in the editor."""
        item = self.workspace.text_documents.get(unquote(uri))
        if item is None:
            return None
        path = to_fs_path(uri) if uri.startswith("file:") else None
        return Buffer(uri, Path(path) if path else None, item.source, item.version, item.language_id or "")

    def buffers(self) -> Iterator[Buffer]:
        """All texts that are open."""
        for item in list(self.workspace.text_documents.values()):
            found = self.buffer(item.uri)
            if found is not None:
                yield found

    # Checks.

    async def in_worker(self, call: Callable[..., T], *arguments: Any) -> T:
        """Do something in the thread of the checks; given up while it waits its turn if the caller is cancelled."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, call, *arguments)

    async def checked(self, uri: str, *, afresh: bool = False) -> tuple[Checked | None, list[types.Diagnostic]]:
        """What is found in an open text as it stands now, and how it is shown.

        Args:
            uri: of the text.
            afresh: whether other files may have changed, so that an earlier check does not count.
        """
        buffer = self.buffer(uri)
        if buffer is None:
            return None, []
        known = self._checked.get(uri)
        folders = self.folders
        earlier = known if known is not None and not afresh and known.buffer == buffer else None
        try:
            found, shown = await self.in_worker(self._check, buffer, folders, earlier)
        except UsageError as error:
            self._checked.pop(uri, None)
            self._complain(uri, str(error))
            return None, []
        self._settle(uri)
        if found is not None and self.buffer(uri) is not None:
            self._checked[uri] = found
            self._note(found.result.problems)
        else:
            self._checked.pop(uri, None)
        return found, shown

    def _check(
        self, buffer: Buffer, folders: tuple[Path, ...], earlier: Checked | None
    ) -> tuple[Checked | None, list[types.Diagnostic]]:
        app = self._projects.of(buffer.path, folders).app()
        found = earlier if earlier is not None and earlier.app is app else check_buffer(app, buffer, self.encoding)
        if found is None:
            return None, []
        return found, Converter(app, self.language(app.settings.lang), self.encoding).converted(found)

    def soon(self, uri: str, pause: float = _PAUSE) -> None:
        """Check a text after a pause in which nothing happens to it, and send what is found."""
        earlier = self._pending.pop(uri, None)
        if earlier is not None:
            earlier.cancel()
        self._pending[uri] = self.spawn(self._send(uri, pause))

    async def _send(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        _, shown = await self.checked(uri, afresh=True)
        buffer = self.buffer(uri)
        if buffer is not None:
            self.publish(uri, shown, buffer.version)

    def soon_all(self, first: str = "") -> None:
        """Check all open texts: what they are compared with, or how, may have changed."""
        if self.pulls:
            if self.can("workspace.diagnostics.refresh_support"):
                self.workspace_diagnostic_refresh(None)
            return
        for uri in sorted((buffer.uri for buffer in self.buffers()), key=lambda uri: uri != first):
            self.soon(uri, 0)

    def publish(self, uri: str, shown: list[types.Diagnostic], version: int | None = None) -> None:
        """Send what is shown of a file."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, shown, version))

    def spawn(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """Start something that nobody waits for; a fault of it is told and ends nothing else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            _log.error("a check failed", exc_info=error)
            self.say(f"{type(error).__name__}: {error}", types.MessageType.Error)

    # What people are told.

    def say(self, message: str, kind: types.MessageType) -> None:
        """Show a message."""
        self.window_show_message(types.ShowMessageParams(kind, f"lintcorpus: {message}"))

    def _note(self, problems: Sequence[Problem]) -> None:
        """Put what went wrong around the files into the editor's log, each once."""
        for problem in problems:
            if problem.message not in self._noted:
                self._noted.add(problem.message)
                kind = types.MessageType.Info if problem.kind == "note" else types.MessageType.Warning
                self.window_log_message(types.LogMessageParams(kind, problem.message))

    def _complain(self, uri: str, message: str) -> None:
        """Say, once, that settings or project files are wrong, and show it at its place if it has one."""
        if self._complaints.get(uri) == message:
            return
        self._settle(uri)
        is_known = message in self._complaints.values()
        self._complaints[uri] = message
        if not is_known:
            self.say(message, types.MessageType.Error)
            self._show_fault(message, is_mended=False)

    def _settle(self, uri: str) -> None:
        """Nothing is wrong with the settings for a text any more, as far as it goes."""
        message = self._complaints.pop(uri, None)
        if message is not None and message not in self._complaints.values():
            self._show_fault(message, is_mended=True)

    def _show_fault(self, message: str, *, is_mended: bool) -> None:
        """Show a fault in the file that the message names, or take it away."""
        place = _PLACE.fullmatch(message)
        uri = from_fs_path(place["file"]) if place is not None and Path(place["file"]).is_file() else None
        if place is None or not uri:
            return
        line = max(0, int(place["line"]) - 1)
        range_ = types.Range(types.Position(line, 0), types.Position(line + 1, 0))
        shown = types.Diagnostic(range_, place["message"], types.DiagnosticSeverity.Error, source=SOURCE)
        self.publish(uri, [] if is_mended else [shown])

    # What the editor asks for.

    def forget(self, uri: str) -> None:
        """A text was closed."""
        task = self._pending.pop(uri, None)
        if task is not None:
            task.cancel()
        self._checked.pop(uri, None)
        self._settle(uri)
        if not self.pulls:
            self.publish(uri, [])

    async def pulled(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        """What is shown of a text; nothing new where it is what the editor has."""
        _, shown = await self.checked(params.text_document.uri, afresh=True)
        identity = digest(repr(item) for item in shown)
        if identity == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(identity)
        return types.RelatedFullDocumentDiagnosticReport(shown, result_id=identity)

    async def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done at a place; with its edits only for editors that do not ask for those later."""
        uri = params.text_document.uri
        found, shown = await self.checked(uri)
        if found is None:
            return []
        by_finding = {id(item): view for item, view in zip(found.diagnostics, shown, strict=True)}

        def view(item: Diagnostic) -> types.Diagnostic:
            return by_finding[id(item)]

        language = self.language(found.app.settings.lang)
        span = found.positions.span(params.range)
        made = offered(found, span, params.context.only, language, view)
        properties = get_capability(self.client_capabilities, "text_document.code_action.resolve_support.properties")
        if "edit" in (properties or ()):
            return made
        done = [await self._with_edit(found, action) for action in made]
        return [action for action, _ in done if action.edit is not None]

    async def resolve(self, action: types.CodeAction) -> types.CodeAction:
        """An action with its edit; without one, and a message that says why, where it can do nothing."""
        data = action.data if isinstance(action.data, dict) else {}
        found, _ = await self.checked(str(data.get("uri", "")))
        if found is None:
            return action
        done, reason = await self._with_edit(found, action)
        if reason:
            self.say(reason, types.MessageType.Warning)
        return done

    async def _with_edit(self, found: Checked, action: types.CodeAction) -> tuple[types.CodeAction, str]:
        language = self.language(found.app.settings.lang)
        text, reason = await self.in_worker(resolved, found, action.data, language)
        if text is not None:
            is_versioned = self.can("workspace.workspace_edit.document_changes")
            action.edit = workspace_edit(found, text, is_versioned=is_versioned)
        return action, reason

    async def hovered(self, params: types.HoverParams) -> types.Hover | None:
        """The page of the rule that found something at a place."""
        found, _ = await self.checked(params.text_document.uri)
        if found is None:
            return None
        formats = get_capability(self.client_capabilities, "text_document.hover.content_format") or ()
        language = self.language(found.app.settings.lang)
        is_markdown = types.MarkupKind.Markdown in formats
        return await self.in_worker(
            lambda: hover(found, params.position, language, is_markdown=is_markdown),
        )

    # The whole workspace.

    async def check_workspace(self) -> dict[str, Any]:
        """Check all files of the workspace, with progress; what is found in files that are not open is sent.

        Returns:
            How many files were checked, how many findings are in those that are not open, and whether it was ended.
        """
        if self._is_checking:
            return {"files": 0, "findings": 0, "cancelled": True}
        self._is_checking = True
        token = f"lintcorpus-{id(self)}"
        has_bar = self.can("window.work_done_progress")
        done = {"files": 0, "findings": 0, "cancelled": False}
        try:
            if has_bar:
                self.work_done_progress.tokens.pop(token, None)
                await self.work_done_progress.create_async(token)
                begin = types.WorkDoneProgressBegin("lintcorpus", cancellable=True, percentage=0)
                self.work_done_progress.begin(token, begin)
            await self._check_folders(token, has_bar, done)
        except UsageError as error:
            self._complain("", str(error))
        else:
            self._settle("")
        finally:
            self._is_checking = False
            if has_bar and token in self.work_done_progress.tokens:
                said = f"{done['files']} files, {done['findings']} findings"
                self.work_done_progress.end(token, types.WorkDoneProgressEnd(message=said))
        self.soon_all()
        return done

    async def _check_folders(self, token: str, has_bar: bool, done: dict[str, Any]) -> None:
        before, self._published = self._published, set()
        for folder in self.folders or (Path.cwd(),):
            app = await self.in_worker(lambda folder=folder: self._projects.of(folder / "any", self.folders).app())
            open_ = {buffer.path: buffer for buffer in self.buffers() if buffer.path is not None}
            work = FolderCheck(app, folder, open_)
            chunks = await self.in_worker(work.find)
            for number, files in enumerate(chunks):
                if has_bar and self.work_done_progress.tokens[token].cancelled():
                    done["cancelled"] = True
                    self._published |= before
                    return
                await self.in_worker(work.check, files)
                done["files"] += len(files)
                if has_bar:
                    share = 100 * (number + 1) // len(chunks)
                    said = types.WorkDoneProgressReport(message=f"{folder.name}: {done['files']}", percentage=share)
                    self.work_done_progress.report(token, said)
            language = self.language(app.settings.lang)
            for uri, shown in await self.in_worker(lambda: list(work.finish(language, self.encoding))):  # noqa: B023
                done["findings"] += len(shown)
                self._published.add(uri)
                self.publish(uri, shown)
        for uri in before - self._published:
            if self.buffer(uri) is None:
                self.publish(uri, [])
