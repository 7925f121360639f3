"""Says again what the last run of the same command line said, when it would say the same.

Only runs that write nothing but standard output and standard error are remembered, and only when
they had no trouble. What they print may depend on the terminal, so that is a part of their name.
"""

import argparse
import contextlib
import datetime
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from lintcorpus.cache.place import default_cache_dir
from lintcorpus.cache.replay import LONGEST, PREFIX, SUFFIX, Question, Said, Seen, keep, recall, state_of, watched
from lintcorpus.cache.signature import digest, program
from lintcorpus.cache.stat import clock

if TYPE_CHECKING:
    from lintcorpus.app.compose import App
    from lintcorpus.model.result import Result
    from lintcorpus.reading.discover import Discovery

_WRITING = ("fix", "fix_only", "interactive", "diff", "staged", "diff_base", "online", "offline_cache", "no_cache")
_MEASURING = ("timings", "profile")
"""Options of runs that write files, or read what is not in files."""
_TERMINAL = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "CI", "LC_ALL", "LC_MESSAGES", "LANG")
"""Variables of the environment that reports look at."""
_USUAL = (0, 1)
"""Exit codes of runs that had no trouble."""


def memory_of(arguments: argparse.Namespace) -> "Memory | None":
    """Where a run with these arguments is remembered; ``None`` when none is."""
    if sys.stdout is None or sys.stderr is None:  # a program without a console
        return None
    if any(getattr(arguments, name) for name in (*_WRITING, *_MEASURING)) or "-" in arguments.paths:
        return None
    if any("=" in value for value in arguments.output) or os.environ.get("GITHUB_STEP_SUMMARY"):
        return None
    named = arguments.cache_dir
    folder = Path(named) if named else (None if arguments.isolated else default_cache_dir())
    return None if folder is None else Memory(folder / f"{PREFIX}{_name(arguments)}{SUFFIX}")


def _name(arguments: argparse.Namespace) -> str:
    """Names a command line with all that its output may depend on but files."""
    streams = [f"{stream.isatty()} {stream.encoding} {_width(stream)}" for stream in (sys.stdout, sys.stderr)]
    variables = [repr(os.environ.get(name)) for name in _TERMINAL]
    said = [f"{name}={value!r}" for name, value in sorted(vars(arguments).items())]
    today = datetime.date.today().isoformat()
    return digest([program(), os.getcwd(), today, sys.platform, *streams, *variables, *said])


def _width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0


class Memory:
    """What is remembered of the last run of a command line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begun = clock()
        self._seen: Seen | None = None
        self._beside = ""
        self._questions: Sequence[Question] | None = None
        self._code: int | None = None
        self._out, self._err = _Copy(sys.stdout), _Copy(sys.stderr)

    def say_again(self) -> int | None:
        """Say what the last run said, and return its exit code; ``None`` when it might say something else now."""
        said = recall(self._path, self._begun)
        if said is None:
            return None
        sys.stdout.write(said.out)
        sys.stdout.flush()
        sys.stderr.write(said.err)
        return said.code

    def look(self, app: "App", paths: list[str], found: "Discovery") -> None:
        """Note what the run depends on, before any file is read."""
        if app.results_file is None or app.plugins.sources() or app.plugins.problems:
            return
        from lintcorpus.app.caching.depends import surroundings

        beside = surroundings(app)
        if beside is None:
            return
        settings = app.settings
        how = {
            "root": str(app.root),
            "suffixes": app.suffixes,
            "exclude": settings.exclude,
            "force_exclude": settings.force_exclude,
            "respect_gitignore": settings.gitignore,
        }
        state = state_of(found, self._begun)
        if state:
            self._seen = Seen(paths, how, state, *beside)
            self._beside = watched(self._seen, self._begun)

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Listen to standard output and standard error."""
        with contextlib.redirect_stdout(self._out), contextlib.redirect_stderr(self._err):
            yield

    def hear(self, questions: Sequence[Question] | None) -> None:
        """Note what rules asked about the files around the articles; ``None`` where nobody knows."""
        self._questions = questions

    def end(self, result: "Result", code: int) -> None:
        """Note how the run ended."""
        is_usual = code in _USUAL and not result.problems and result.compared.value != "index"
        self._code = code if is_usual else None

    def keep(self) -> None:
        """Remember what was said, if the next run may say it again."""
        if self._seen is not None and self._beside and self._questions is not None and self._code is not None:
            out, err = self._out.written(), self._err.written()
            if out is not None and err is not None:
                keep(self._path, self._seen, self._beside, self._questions, Said(self._code, out, err))


class _Copy(io.StringIO):
    """What is written to a stream, on its way there."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._held: io.BytesIO | None = io.BytesIO()  # a text would take four bytes for each character

    def write(self, text: str) -> int:
        if self._held is not None:
            self._held.write(text.encode("utf-8", "surrogatepass"))
            if self._held.tell() > LONGEST:
                self._held = None
        return self._stream.write(text)

    def written(self) -> str | None:
        """All that was written; ``None`` when that is too long to be kept."""
        return None if self._held is None else self._held.getvalue().decode("utf-8", "surrogatepass")

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._stream.encoding
