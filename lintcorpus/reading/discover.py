"""Which files the named paths stand for."""

import glob
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_NEVER = frozenset((".git", ".hg", ".svn", ".lintcorpus"))
_IGNORE_FILE = ".gitignore"
_MAGIC = frozenset("*?[")

_Matcher = Callable[[str, bool], bool | None]
"""Path relative to the matcher's folder, and whether it is a folder: ignored, kept, or no word."""


@dataclass(frozen=True)
class Discovery:
    """The files of a run.

    Attributes:
        files: each once, in order of their path relative to the root.
        missing: named paths and globs that stand for nothing.
        skipped: how many files and folders were passed over, by reason.
        problems: folders that could not be read.
    """

    files: tuple[Path, ...]
    missing: tuple[str, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def relative_path(path: Path, root: Path) -> str:
    """POSIX path relative to the root, NFC; the absolute path for a file outside the root."""
    absolute = os.path.abspath(path)
    base = os.path.abspath(root)
    inside = absolute == base or absolute.startswith(base.rstrip(os.sep) + os.sep)
    shown = os.path.relpath(absolute, base) if inside else absolute
    return unicodedata.normalize("NFC", shown.replace(os.sep, "/"))


def discover(
    paths: Sequence[str],
    *,
    root: Path,
    suffixes: Sequence[str],
    exclude: Sequence[str],
    force_exclude: bool,
    respect_gitignore: bool,
) -> Discovery:
    """Find the files to read.

    A file that is named is read whatever its suffix and ``.gitignore`` say, and a folder that is
    named is walked even where it is ignored: corpora often are. Symbolic links are followed only
    inside the folder that was named.

    Args:
        paths: files, folders and globs (``**`` crosses folders), relative to the working directory.
        root: what patterns and the order are relative to.
        suffixes: of files that are read in folders, with the dot.
        exclude: patterns as in ``.gitignore``, relative to the root.
        force_exclude: whether ``exclude`` also holds for files that are named.
        respect_gitignore: whether ``.gitignore`` files in folders count.
    """
    walk = _Walk(root, tuple(suffix.lower() for suffix in suffixes), _matcher(exclude), respect_gitignore)
    missing = []
    for path in paths:
        named = [path]
        if not os.path.exists(path) and _MAGIC & set(path):
            named = sorted(glob.glob(path, recursive=True))
        found = [name for name in named if os.path.lexists(name)]
        if not found:
            missing.append(path)
        for name in found:
            if os.path.isdir(name):
                walk.folder(name)
            elif force_exclude and walk.is_excluded(name, folder=False):
                walk.skipped["excluded"] += 1
            else:
                walk.files.setdefault(relative_path(Path(name), root), Path(name))
    ordered = tuple(walk.files[name] for name in sorted(walk.files))
    return Discovery(ordered, tuple(missing), dict(sorted(walk.skipped.items())), tuple(walk.problems))


class _Walk:
    """One discovery: what was found and what was passed over so far."""

    def __init__(self, root: Path, suffixes: tuple[str, ...], exclude: _Matcher | None, gitignore: bool) -> None:
        self._root = root
        self._suffixes = suffixes
        self._exclude = exclude
        self._gitignore = gitignore
        self.files: dict[str, Path] = {}
        self.skipped: Counter[str] = Counter()
        self.problems: list[str] = []

    def is_excluded(self, name: str, *, folder: bool) -> bool:
        """Whether the ``exclude`` patterns name a path."""
        return self._exclude is not None and bool(self._exclude(relative_path(Path(name), self._root), folder))

    def folder(self, name: str) -> None:
        """Walk a folder that was named."""
        if self.is_excluded(name, folder=True):
            self.skipped["excluded"] += 1
            return
        self._enter(name, os.path.realpath(name), [], set())

    def _enter(self, name: str, top: str, ignores: list[tuple[str, _Matcher]], above: set[str]) -> None:
        real = os.path.realpath(name)
        if real in above:
            self.skipped["symlink"] += 1
            return
        if self._gitignore:
            ignores = [*ignores, *self._ignore_file(name)]
        try:
            with os.scandir(name) as entries:
                ordered = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.problems.append(f"{name}: cannot read the folder: {error.strerror or error}")
            return
        for entry in ordered:
            if self._passes(entry, top, ignores):
                if entry.is_dir():
                    self._enter(entry.path, top, ignores, above | {real})
                else:
                    path = Path(entry.path)
                    self.files.setdefault(relative_path(path, self._root), path)

    def _passes(self, entry: "os.DirEntry[str]", top: str, ignores: Sequence[tuple[str, _Matcher]]) -> bool:
        is_folder = entry.is_dir()
        if is_folder and entry.name in _NEVER:
            return False
        reason = None
        if not is_folder and not entry.name.lower().endswith(self._suffixes):
            reason = "suffix"
        elif entry.is_symlink() and not _inside(os.path.realpath(entry.path), top):
            reason = "symlink"
        elif _ignored(entry.path, is_folder, ignores):
            reason = "gitignored"
        elif self.is_excluded(entry.path, folder=is_folder):
            reason = "excluded"
        elif not is_folder and not entry.is_file():
            reason = "not a file"
        if reason is not None:
            self.skipped[reason] += 1
        return reason is None

    def _ignore_file(self, name: str) -> Iterator[tuple[str, _Matcher]]:
        file = os.path.join(name, _IGNORE_FILE)
        try:
            with open(file, encoding="utf-8", errors="replace") as stream:
                matcher = _matcher(stream.read().split("\n"))
        except OSError:
            return
        if matcher is not None:
            yield name, matcher


def _inside(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip(os.sep) + os.sep)


def _ignored(path: str, folder: bool, ignores: Sequence[tuple[str, _Matcher]]) -> bool:
    """What the nearest ``.gitignore`` that has a word on the path says."""
    for base, matcher in reversed(ignores):
        verdict = matcher(os.path.relpath(path, base).replace(os.sep, "/"), folder)
        if verdict is not None:
            return verdict
    return False


def _matcher(patterns: Sequence[str]) -> _Matcher | None:
    """Patterns as in ``.gitignore``; ``None`` when there are none, so that nothing is imported."""
    lines = [line for line in patterns if line.strip() and not line.startswith("#")]
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(lines)
    return lambda path, folder: spec.check_file(path + "/" if folder else path).include
