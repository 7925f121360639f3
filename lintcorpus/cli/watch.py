"""``lintcorpus check --watch``: check, wait for a change, and check again, until Ctrl-C."""

import argparse
import gc
import os
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from lintcorpus.app.compose import App
from lintcorpus.app.surroundings import Marks, marks
from lintcorpus.cli.check_command import run as check
from lintcorpus.cli.console import note, record_fields, request
from lintcorpus.cli.exit_code import WRONG_USE
from lintcorpus.errors import UsageError, no_such_path
from lintcorpus.reading.discover import NEVER
from lintcorpus.reading.globs import is_glob

_INTERRUPTED = 130
_TICK = 150
"""Milliseconds between two looks; settings may change as well, and are no files that are checked."""
_STEP, _DEBOUNCE = 50, 400
"""Milliseconds without a change that end a series of them, and how long one may last."""
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_WRITING = ("fix", "fix_only", "interactive", "staged", "online")


def run(arguments: argparse.Namespace) -> int:
    """Check again and again.

    Returns:
        The exit code of the last check that came to its end; 130 when none did.

    Raises:
        UsageError: an option that does not go with ``--watch``, a path that does not exist, or no ``watchfiles``.
    """
    for name in _WRITING:
        if getattr(arguments, name):
            raise UsageError(f"--watch only reports: --{name.replace('_', '-')} does not go with it")
    if "-" in arguments.paths:
        raise UsageError("--watch cannot watch standard input")
    code = _INTERRUPTED
    try:
        for _ in _turns(arguments):
            if sys.stdout.isatty():
                sys.stdout.write(_CLEAR)
            code = _checked(arguments)
            sys.stdout.flush()
            note("watching for changes; Ctrl-C ends it", arguments)
    except KeyboardInterrupt:
        note("ended", arguments)
    return code


def _checked(arguments: argparse.Namespace) -> int:
    try:
        return check(arguments)
    except UsageError as error:
        # A setting is half written, perhaps: the next change may mend it.
        print(f"lintcorpus: error: {error}", file=sys.stderr)
        return WRONG_USE
    finally:
        gc.collect()  # the program is set to collect rarely, for it mostly ends soon


def _turns(arguments: argparse.Namespace) -> Iterator[None]:
    """Now, and whenever something has changed since: what changes during a check leads to another one."""
    try:
        from watchfiles import watch
    except ModuleNotFoundError as error:
        raise UsageError("--watch needs the package watchfiles: pip install 'lintcorpus[watch]'") from error
    wanted: _Wanted | None = None
    while True:
        surroundings = _Surroundings(arguments)
        try:
            wanted = _Wanted(arguments, surroundings.app)
        except UsageError:
            if wanted is None:
                raise  # later a setting may be half written
        seen, begun = surroundings.marks(), False
        for changes in watch(
            *wanted.folders,
            watch_filter=wanted,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            step=_STEP,
            debounce=_DEBOUNCE,
        ):
            if surroundings.marks() != seen:
                break  # they may name other files; the new watch begins before the next check
            if changes or not begun:
                begun = True
                yield


class _Surroundings:
    """Settings and project files of a run."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._request = request(arguments)
        self.app = self._composed()

    def marks(self) -> Marks:
        """What the file system says of them."""
        return marks(self._request, self.app)

    def _composed(self) -> App | None:
        try:
            return App(self._request)
        except UsageError:
            return None  # the first check says what is wrong


class _Wanted:
    """Which files a run is about.

    Args:
        arguments: of the command line.
        app: the parts of the run; ``None`` while its settings are wrong.
    """

    def __init__(self, arguments: argparse.Namespace, app: App | None) -> None:
        corpus = [os.fspath(app.root / name) for name in app.settings.corpus] if app is not None else []
        paths = arguments.paths or corpus or ["."]
        self._named = {os.path.realpath(path) for path in paths if not os.path.isdir(path)}
        places = {_place(path) for path in paths}
        missing = [path for path in paths if not os.path.exists(_place(path))]
        if missing:
            raise UsageError(no_such_path(missing[0], "no such file or folder to watch"))
        self._trees = [os.path.realpath(path) for path in paths if os.path.isdir(path) or is_glob(path)]
        self.folders = [Path(place) for place in sorted(places)]
        self._suffixes = _suffixes(arguments, app)
        self._written = {os.path.realpath(value.partition("=")[2]) for value in arguments.output if "=" in value}

    def __call__(self, change: object, path: str) -> bool:
        """Whether a change of this file may change what is found."""
        path = os.path.realpath(path)
        if path in self._written or not NEVER.isdisjoint(path.split(os.sep)):
            return False
        return path in self._named or (bool(self._trees) and path.lower().endswith(self._suffixes))


def _place(path: str) -> str:
    """The folder that is watched for a path: itself, that of a file, or the one above the first wildcard."""
    while is_glob(path):
        path = os.path.dirname(path)
    return path if os.path.isdir(path) else os.path.dirname(path) or "."


def _suffixes(arguments: argparse.Namespace, app: App | None) -> tuple[str, ...]:
    from lintcorpus.config.settings import DEFAULT_SUFFIXES
    from lintcorpus.records.names import record_suffixes

    suffixes: Collection[str] = DEFAULT_SUFFIXES if app is None else app.suffixes
    more = record_suffixes() if record_fields(arguments) else ()
    return tuple(suffix.lower() for suffix in (*suffixes, *more))
