"""Worker processes that each have the app, end with their parent, and may take so long only."""

import faulthandler
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext

from lintcorpus.app.compose import App, Request
from lintcorpus.engine.run_rules import UNREADABLE_FILE, about_file
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.frozen import changing, field
from lintcorpus.model.origin import Origin


@changing
class _Worker:
    """What a worker process keeps between the files that it is given."""

    app: App | None = field(default=None)


_worker = _Worker()  # each process has its own, made once: composing an app takes longer than checking a file


def pool(app: App, workers: int) -> ProcessPoolExecutor:
    """Processes that each have the app; see ``app_of_worker``."""
    context = _context()
    if context.get_start_method() == "fork":
        return ProcessPoolExecutor(workers, context, _take, (app,))
    return ProcessPoolExecutor(workers, context, _compose, (app.request,))


def _context() -> BaseContext:
    """Forking is quickest, and safe only in a process without threads, on systems that allow it."""
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")


def app_of_worker() -> App:
    """The app of the worker process that asks."""
    assert _worker.app is not None
    return _worker.app


def _take(app: App) -> None:
    end_with_parent()
    _worker.app = app


def _compose(request: Request) -> None:
    end_with_parent()
    _worker.app = App(request)


def end_with_parent() -> None:
    """See to it that this worker ends when the process that started it does, be it killed.

    Otherwise it would wait for work for ever, since the other workers keep the pipe open too.
    """
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End this process when what is done meanwhile takes longer; 0 lets it take as long as it wants.

    The watch is a thread that needs no turn of the interpreter, so that not even a search in C outlasts it.
    """
    if not seconds:
        yield
        return
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def death(app: App, name: str, seconds: float, origin: Origin | None = None) -> list[Diagnostic]:
    """What is said of a file or record at which a worker died.

    Args:
        app: the run's parts.
        name: the path as reports show it.
        seconds: how long the worker had it.
        origin: of a record, where it came from.
    """
    limit = app.settings.file_timeout
    if limit and seconds >= limit:
        params, variant = {"kind": "timeout", "limit": f"{limit:g}"}, "timeout"
    else:
        params, variant = {"kind": "worker", "reason": "the process that checked it died; is there enough memory?"}, ""
    return about_file(app.plan_of(name), UNREADABLE_FILE, name, params, origin=origin, variant=variant)
