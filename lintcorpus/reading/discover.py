"""Which files the named paths stand for."""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lintcorpus.model.frozen import field, frozen
from lintcorpus.reading.globs import expand, is_glob
from lintcorpus.reading.ignore import IGNORE_FILE, Rules, is_ignored, rules_of, spec_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NEVER = frozenset((".git", ".hg", ".svn", ".lintcorpus"))
"""Folders that are walked for no one."""


@frozen
class Discovery:
    """The files of a run.

    Attributes:
        names: of the files, each once, in order of their path relative to the root.
        missing: named paths and globs that stand for nothing.
        skipped: how many files and folders were passed over, by reason: ``suffix``, ``gitignored``,
            ``excluded``, ``symlink`` (it leads out, in a circle, nowhere, or to what is read
            under its own name), ``not a file``.
        problems: folders that could not be read.
    """

    names: tuple[str, ...]
    missing: tuple[str, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """The files; making so many paths takes as long as finding them."""
        return tuple(map(Path, self.names))


def relative_path(path: Path, root: Path) -> str:
    """POSIX path relative to the root, NFC; the absolute path for a file outside the root.

    A path that is inside only once symbolic links above it are resolved counts as inside.
    """
    return _relative(absolute(os.fspath(path)), absolute(os.fspath(root)))


def absolute(path: str) -> str:
    """As ``os.path.abspath``, which takes longer than reading a small file, and most paths are absolute and plain."""
    is_plain = path[:1] == "/" == os.sep and "/." not in path and "//" not in path and path[-1] != "/"
    return path if is_plain else os.path.abspath(path)


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
    named is walked even where it is ignored: corpora often are. A glob names what it stands for, as
    it would in a shell. Symbolic links are followed only inside the folder that was named.

    Args:
        paths: files, folders and globs (``**`` crosses folders), relative to the working directory.
        root: what patterns and the order are relative to.
        suffixes: of files that are read in folders, with the dot.
        exclude: patterns as in ``.gitignore``, relative to the root.
        force_exclude: whether ``exclude`` also holds for files that are named.
        respect_gitignore: whether ``.gitignore`` files count: those in folders that are walked, and
            those above them up to the root unless they hide the very folder that was named.

    Raises:
        ValueError: a pattern of ``exclude`` is none.
    """
    walk = _Walk(os.path.abspath(root), suffixes, spec_of(exclude), respect_gitignore)
    missing = []
    for path in paths:
        named = expand(path, NEVER) if is_glob(path) else [path]
        found = [name for name in named if os.path.lexists(name)]
        if not found:
            missing.append(path)
        for name in found:
            if os.path.isdir(name):
                walk.folder(name)
            else:
                walk.file(name, force_exclude)
    names = tuple(name for _, name in sorted(walk.files.values()))
    return Discovery(names, tuple(missing), dict(sorted(walk.skipped.items())), tuple(sorted(walk.problems)))


class _Folder(NamedTuple):
    """A folder to walk.

    Attributes:
        name: the path under which it is shown; no two have the same.
        real: the path without symbolic links.
        prefix: relative to the root, ending in a slash, or empty.
        rules: the ``.gitignore`` files above its content, the nearest last.
    """

    name: str
    real: str
    prefix: str
    rules: tuple[Rules, ...]


class _Walk:
    """One discovery: what was found and what was passed over so far.

    ``files`` maps the path without symbolic links to the shown ones, relative and as named: no file
    is read twice, least of all as its own duplicate.
    """

    def __init__(
        self, root: str, suffixes: Iterable[str], exclude: "GitIgnoreSpec | None", respect_gitignore: bool
    ) -> None:
        self._root = root
        self._suffixes = tuple(suffix.lower() for suffix in suffixes)
        self._exclude = exclude
        self._respect_gitignore = respect_gitignore
        self.files: dict[str, tuple[str, str]] = {}
        self.skipped: Counter[str] = Counter()
        self.problems: list[str] = []

    def file(self, name: str, force_exclude: bool) -> None:
        """Take a file that was named."""
        relative = _relative(os.path.abspath(name), self._root)
        if force_exclude and self._is_excluded(relative):
            self.skipped["excluded"] += 1
        else:
            self._take(os.path.realpath(name), relative, name)

    def folder(self, name: str) -> None:
        """Walk a folder that was named."""
        prefix = self._prefix(name)
        if self._is_excluded(prefix):
            self.skipped["excluded"] += 1
            return
        top = os.path.realpath(name)
        pending = [_Folder(name, top, prefix, self._rules_above(name) if self._respect_gitignore else ())]
        links: list[_Folder] = []
        seen = set[str]()
        while pending or links:
            # Links last: what they lead to is mostly found, and shown, under its own name. And in
            # order: of two links to one folder, always the same one must be followed.
            folder = pending.pop() if pending else heappop(links)
            if folder.real in seen:
                self.skipped["symlink"] += 1
                continue
            seen.add(folder.real)
            self._enter(folder, top, pending, links)

    def _enter(self, folder: _Folder, top: str, pending: list[_Folder], links: list[_Folder]) -> None:
        try:
            with os.scandir(folder.name) as entries:
                content = list(entries)
        except OSError as error:
            self.problems.append(f"{folder.name}: cannot read the folder: {error.strerror or error}")
            return
        rules = folder.rules
        if self._respect_gitignore and any(entry.name == IGNORE_FILE for entry in content):
            rules = (*rules, *rules_of(folder.name))
        is_plain, real_folder = not rules and self._exclude is None, os.path.join(folder.real, "")
        for entry in content:
            if is_plain and self._is_plain(entry):
                self._take(real_folder + entry.name, folder.prefix + entry.name, entry.path)
                continue
            is_folder = _is_folder(entry)
            if is_folder and entry.name in NEVER:
                continue
            relative = folder.prefix + _nfc(entry.name)
            reason = self._passed_over(entry, is_folder, relative, rules)
            real = os.path.join(folder.real, entry.name)
            if reason is None and entry.is_symlink():
                real = os.path.realpath(entry.path)
                reason = None if _leads_inside(real, top) else "symlink"
            if reason is not None:
                self.skipped[reason] += 1
            elif is_folder:
                passed_on = tuple(Rules(spec, f"{prefix}{entry.name}/") for spec, prefix in rules)
                # A walk that began outside the root may come to it.
                prefix = self._prefix(entry.path) if os.path.isabs(relative) else relative + "/"
                found = _Folder(entry.path, real, prefix, passed_on)
                if entry.is_symlink():
                    heappush(links, found)
                else:
                    pending.append(found)
            else:
                self._take(real, relative, entry.path)

    def _is_plain(self, entry: "os.DirEntry[str]") -> bool:
        """Whether an entry is a file and no link, and read by its name alone: nearly all files of a corpus are."""
        name = entry.name
        is_named = name.isascii() and name.lower().endswith(self._suffixes)
        return is_named and not entry.is_symlink() and _is_file(entry)

    def _passed_over(
        self, entry: "os.DirEntry[str]", is_folder: bool, relative: str, rules: Sequence[Rules]
    ) -> str | None:
        """Why an entry of a folder is not read, or ``None``."""
        if not is_folder:
            if not entry.name.lower().endswith(self._suffixes):
                return "suffix"
            if not _is_file(entry):
                return "symlink" if entry.is_symlink() else "not a file"
        if rules and is_ignored(entry.name, is_folder, rules):
            return "gitignored"
        return "excluded" if self._is_named(relative + "/" if is_folder else relative) else None

    def _take(self, real: str, relative: str, name: str) -> None:
        """Keep a file under the path that is its own, else under the first in order."""
        known = self.files.get(real)
        shown = (relative, name)
        if known is None:
            self.files[real] = shown
        elif known[0] != relative:
            self.skipped["symlink"] += 1
            own = _relative(real, self._root)
            self.files[real] = min(known, shown, key=lambda pair: (pair[0] != own, pair))

    def _is_excluded(self, relative: str) -> bool:
        """Whether ``exclude`` names a path or, which no pattern after it can take back, a folder above it."""
        ends = [at + 1 for at, char in enumerate(relative) if char == "/"]
        return any(self._is_named(relative[:end]) for end in (*ends, len(relative)))

    def _is_named(self, relative: str) -> bool:
        """Whether ``exclude`` names a path; it has no word on what lies outside the root."""
        if self._exclude is None or os.path.isabs(relative):
            return False
        return self._exclude.match_file(relative)

    def _prefix(self, name: str) -> str:
        """What the relative paths of all that is in a folder begin with."""
        relative = _relative(os.path.abspath(name), self._root)
        return "" if relative == "." else relative.rstrip("/") + "/"

    def _rules_above(self, name: str) -> tuple[Rules, ...]:
        """What the ``.gitignore`` files from the root down to a named folder say about its content."""
        path = os.path.abspath(name)
        if not _is_inside(path, self._root) or path == self._root:
            return ()
        rules: list[Rules] = []
        base = self._root
        for step in os.path.relpath(path, self._root).split(os.sep):
            rules.extend(rules_of(base))
            if is_ignored(step, True, rules):
                return ()
            rules = [Rules(spec, f"{prefix}{step}/") for spec, prefix in rules]
            base = os.path.join(base, step)
        return tuple(rules)


def _relative(path: str, root: str) -> str:
    """The shown form of an absolute path."""
    if not _is_inside(path, root):
        real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        real_root = os.path.realpath(root)
        if not _is_inside(real, real_root):
            return _nfc(path.replace(os.sep, "/"))
        path, root = real, real_root
    inside = path[len(root.rstrip(os.sep)) + 1 :]
    return _nfc(inside.replace(os.sep, "/")) or "."


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _leads_inside(real: str, top: str) -> bool:
    return _is_inside(real, top) and NEVER.isdisjoint(real[len(top) :].split(os.sep))


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _is_file(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False
