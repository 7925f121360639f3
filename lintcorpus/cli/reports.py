"""Which reports a run writes, and where to."""

import io
import os
import re
import stat
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from lintcorpus.cli.console import language, terminal_width, use_color
from lintcorpus.errors import UsageError, nearest
from lintcorpus.model.lazy import lazy
from lintcorpus.model.result import Reporter, ReportOptions, Result
from lintcorpus.wholefile import replace_file

FOR_PEOPLE = frozenset(("text", "full", "concise", "grouped", "statistics"))
"""Formats that speak the language of the terminal; the others are English unless the settings say more."""
_NO_LINKS = ("", "dumb", "linux")
_OWN_FILE = lazy(r"\d{4}-[0-9a-f]{16}\.js", re.ASCII)
"""Names of the files that a report may have beside it; others in their folder are not touched."""


class _Whole(io.StringIO):
    """A report on its way into a file; files beside it are written at once, under names that no older report has.

    Attributes:
        folder: the name of the folder of those files.
    """

    def __init__(self, target: Path) -> None:
        super().__init__()
        self.folder = f"{target.stem}-files"
        self._target = target
        self._names: set[str] = set()
        self._is_complete = False

    def put(self, name: str, text: str) -> None:
        """Write a file into the folder."""
        place = self._target.parent / self.folder
        place.mkdir(exist_ok=True)
        _put(place / name, _encoded(text))
        self._names.add(name)

    def complete(self) -> None:
        """No file follows."""
        self._is_complete = True

    def write_whole(self) -> None:
        """Put the report in the place of an older one, and then delete the files that only the older one had."""
        _put(self._target, _encoded(self.getvalue()))
        place = self._target.parent / self.folder
        if not self._is_complete or not place.is_dir():
            return
        for file in place.iterdir():
            if file.name not in self._names and _OWN_FILE.fullmatch(file.name):
                file.unlink(missing_ok=True)
        if not any(place.iterdir()):
            place.rmdir()


class Wanted(NamedTuple):
    """The reports of a run.

    Attributes:
        printed: the format of standard output.
        written: by file, the format that it gets.
        reporters: by format, what writes it.
    """

    printed: str
    written: Mapping[Path, str]
    reporters: Mapping[str, Reporter]

    @property
    def formats(self) -> frozenset[str]:
        """All formats that are asked for."""
        return frozenset((self.printed, *self.written.values()))


def wanted_reports(reporters: Mapping[str, Reporter], named: str | None, outputs: Sequence[str]) -> Wanted:
    """The reports that the options ask for.

    Args:
        reporters: all that there are.
        named: the value of ``--output-format``, if it was given.
        outputs: the values of ``--output``: ``FORMAT=FILE``, or ``FORMAT`` for standard output.

    Raises:
        UsageError: a format is unknown, two reports go to the same place, or a file has no folder.
    """
    printed = [] if named is None else [named]
    written: dict[Path, str] = {}
    for value in outputs:
        name, mark, target = value.partition("=")
        if not mark:
            printed.append(name)
        elif not target:
            raise UsageError(f"--output wants FORMAT=FILE or FORMAT, not {value!r}")
        elif Path(target) in written:
            raise UsageError(f"--output: {target} is to get two reports, {written[Path(target)]} and {name}")
        else:
            written[Path(target)] = name
    for name in (*printed, *written.values()):
        if name not in reporters:
            known = ", ".join(reporters)
            raise UsageError(f"unknown output format {name!r}{nearest(name, reporters)} (known are {known})")
    if len(set(printed)) > 1:
        raise UsageError(f"standard output takes one report, not {' and '.join(printed)}; write one as FORMAT=FILE")
    for path, name in written.items():
        if not path.parent.is_dir():
            raise UsageError(f"--output {name}={path}: there is no folder {path.parent}")
    return Wanted(printed[0] if printed else "text", written, reporters)


def print_report(result: Result, wanted: Wanted, stream: TextIO, setting: str, color: str, base: ReportOptions) -> None:
    """Write the report of standard output.

    Args:
        result: what the run found.
        wanted: the reports of the run.
        stream: where to.
        setting: the language of the settings; empty when they have none.
        color: ``auto``, ``always`` or ``never``.
        base: what does not depend on the stream.
    """
    chosen = language(setting, stream) if wanted.printed in FOR_PEOPLE else setting
    options = base._replace(
        language=chosen or "en",
        color=use_color(color, stream),
        width=terminal_width(),
        terminal=stream.isatty(),
        hyperlinks=color != "never" and _knows_links(stream),
    )
    wanted.reporters[wanted.printed](result, stream, options)


def write_reports(result: Result, wanted: Wanted, setting: str, base: ReportOptions) -> None:
    """Write the reports that go to files, each whole or not at all.

    Args:
        result: what the run found.
        wanted: the reports of the run.
        setting: the language of the settings; empty when they have none.
        base: what does not depend on the stream.

    Raises:
        UsageError: a file cannot be written.
    """
    for target, name in wanted.written.items():
        options = base._replace(language=setting or "en")
        try:
            if target.is_file() or not target.exists():
                page = _Whole(target)
                wanted.reporters[name](result, page, options)
                page.write_whole()
            else:  # a pipe or a device has no files beside it
                stream = io.StringIO()
                wanted.reporters[name](result, stream, options)
                _put(target, _encoded(stream.getvalue()))
        except OSError as error:
            raise UsageError(f"--output {name}={target}: {error.strerror or error}") from error


def append_step_summary(result: Result, wanted: Wanted, setting: str, environment: Mapping[str, str]) -> str | None:
    """Add the Markdown summary of the run to the page of a GitHub step, when the format ``github`` is asked for.

    Returns:
        What went wrong, if anything did: the run has its findings all the same.
    """
    target = environment.get("GITHUB_STEP_SUMMARY")
    if not target or "github" not in wanted.formats:
        return None
    from lintcorpus.reporters.step_summary import step_summary

    try:
        with open(target, "ab") as stream:
            stream.write(step_summary(result, setting or "en").encode("utf-8", "backslashreplace"))
    except OSError as error:
        return f"GITHUB_STEP_SUMMARY: {target}: {error.strerror or error}"
    return None


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _put(target: Path, data: bytes) -> None:
    target = target.resolve()
    if target.exists() and not target.is_file():
        # A pipe or a device is written to; a folder refuses it.
        with target.open("wb") as stream:
            stream.write(data)
        return
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    replace_file(target, data, mode)


def _knows_links(stream: TextIO) -> bool:
    """Whether links may be written: a terminal that shows them or at least leaves them out, and no log of a build."""
    if os.environ.get("CI") or not stream.isatty():
        return False
    return sys.platform != "win32" and os.environ.get("TERM", "") not in _NO_LINKS
