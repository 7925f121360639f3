"""Reads files out of a git repository: those of a revision, and those that are staged."""

import contextlib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lintcorpus.model.frozen import field, frozen
from lintcorpus.reading.decode import decode

if TYPE_CHECKING:
    import subprocess

_FILES = ("100644", "100755")
"""Modes of ordinary files; links and submodules have others."""
_GIT = ("git", "-c", "core.fsmonitor=false")
"""A repository that came in an archive may name a program there, which git would run."""
_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")


class GitError(Exception):
    """Git cannot give what was asked for; the message names the command that helps."""


@frozen
class Tree:
    """The files below a folder as git has them, without their content.

    Attributes:
        root: the folder.
        files: by path relative to it, POSIX and NFC, the name of the content.
    """

    root: Path
    files: Mapping[str, str]

    @cached_property
    def folders(self) -> frozenset[str]:
        """The paths of all folders that hold files."""
        return frozenset(path[:at] for path in self.files for at in range(len(path)) if path[at] == "/")

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The bytes of some of its files, in order; they are as git keeps them, whatever checkout makes of them.

        Raises:
            GitError: git cannot read one.
        """
        import subprocess

        wanted = list(paths)
        if not wanted:
            return
        command = [*_GIT, "cat-file", "--batch"]
        with subprocess.Popen(
            command, cwd=self.root, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for path in wanted:
                with contextlib.suppress(BrokenPipeError):  # its answer tells
                    process.stdin.write(self.files[path].encode("ascii") + b"\n")
                    process.stdin.flush()
                answer = process.stdout.readline().split()
                if len(answer) != 3 or answer[1] != b"blob":
                    raise GitError(f"git has no content for {path}; 'git fsck' and 'git fetch --refetch' help")
                size = int(answer[2])
                raw = process.stdout.read(size + 1)
                if len(raw) != size + 1:
                    raise GitError(f"git stopped in the midst of {path}; 'git fsck' tells more")
                yield path, raw[:size]


@frozen
class TreeNeighbours:
    """The files around an article in a tree; see ``model.document.Neighbours``.

    Attributes:
        tree: all files.
        folder: the folder of the article, relative to the root of the tree; empty for the root itself.
    """

    tree: Tree
    folder: str
    _texts: dict[str, str | None] = field(default_factory=dict, repr=False)

    def holds(self, path: str) -> bool | None:
        """Whether a file or folder stands at a path; ``None`` where it would be outside the root."""
        full = self._inside(path)
        return None if full is None else full in self.tree.files or full in self.tree.folders or full == "."

    def text(self, path: str) -> str | None:
        """The text of the file at a path; ``None`` where there is none, or none that can be read."""
        full = self._inside(path)
        if full is None or full not in self.tree.files:
            return None
        if full not in self._texts:
            decoded = decode(next(raw for _, raw in self.tree.contents([full])))
            self._texts[full] = None if decoded.binary else decoded.text
        return self._texts[full]

    def _inside(self, path: str) -> str | None:
        full = os.path.normpath(f"{self.folder}/{path}" if self.folder else path).replace(os.sep, "/")
        return None if full == ".." or full.startswith(("../", "/")) else unicodedata.normalize("NFC", full)


def tree_of(root: Path, revision: str) -> Tree:
    """The files below a folder as they are in a revision.

    Args:
        root: the folder, inside a work tree.
        revision: a commit, branch, tag, or anything else that names a commit.

    Raises:
        GitError: there is no git, no repository, or no such revision.
    """
    _in_repository(root)
    name = (
        "" if revision.startswith("-") else _asked(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    )
    if not name:
        raise GitError(_no_revision(root, revision))
    listed = _output(root, "ls-tree", "-r", "-z", name.strip())
    files = {}
    for item in filter(None, listed.split(b"\0")):
        about, _, path = item.partition(b"\t")
        mode, kind, content = about.decode("ascii").split()
        if kind == "blob" and mode in _FILES:
            files[_path(path)] = content
    return Tree(root, files)


def staged_tree(root: Path) -> Tree:
    """The files below a folder as they are staged.

    Raises:
        GitError: there is no git, no repository, or a merge is not finished.
    """
    _in_repository(root)
    files = {}
    for item in filter(None, _output(root, "ls-files", "--stage", "-z").split(b"\0")):
        about, _, path = item.partition(b"\t")
        mode, content, stage = about.decode("ascii").split()
        if stage != "0":
            raise GitError(f"{_path(path)} is not merged; resolve it and run 'git add {_path(path)}'")
        if mode in _FILES:
            files[_path(path)] = content
    return Tree(root, files)


def staged_paths(root: Path) -> list[str]:
    """The files below a folder whose staged content differs from the last commit, deleted ones left out.

    Raises:
        GitError: there is no git or no repository.
    """
    _in_repository(root)
    command = ("diff", "--cached", "--name-only", "--relative", "--no-renames", "--diff-filter=d", "-z")
    return sorted(_path(item) for item in filter(None, _output(root, *command).split(b"\0")))


def _in_repository(root: Path) -> None:
    done = _run(root, "rev-parse", "--is-inside-work-tree")
    said = done.stderr.decode("utf-8", "replace").strip().split("\n")
    if "safe.directory" in said[-1]:
        raise GitError(f"{root} belongs to another user, so git does not read it; run '{said[-1].strip()}'")
    if done.stdout.strip() != b"true":
        raise GitError(f"{root} is in no work tree of a git repository; run inside one ('git init' makes one)")


def _no_revision(root: Path, revision: str) -> str:
    """What to say of a revision that is not there: mostly it was never fetched."""
    said = f"git has no revision {revision!r} here"
    remotes = _asked(root, "remote").split()
    remote, _, branch = revision.partition("/")
    if remote in remotes and branch:
        return f"{said}; 'git fetch --depth=1 {remote} {branch}:refs/remotes/{revision}' brings it"
    if _asked(root, "rev-parse", "--is-shallow-repository").strip() != "true":
        hint = f"'git fetch {remotes[0]} {revision}' may bring it, " if remotes else ""
        return f"{said}; {hint}'git log --all --oneline' shows what there is"
    where = remotes[0] if remotes else "origin"
    if any(mark in revision for mark in "~^@"):
        return f"{said}: this clone is shallow; 'git fetch --deepen=100 {where}' brings more of its history"
    return f"{said}: this clone is shallow; 'git fetch --depth=1 {where} {revision}' brings it (then name FETCH_HEAD)"


def _output(root: Path, *words: str) -> bytes:
    done = _run(root, *words)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise GitError(f"git {words[0]} failed: {said}")
    return done.stdout


def _asked(root: Path, *words: str) -> str:
    """What git answers; nothing when it cannot."""
    done = _run(root, *words)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _run(root: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    import subprocess

    try:
        return subprocess.run(
            [*_GIT, *words], cwd=root, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise GitError("there is no 'git' command; install git or leave --diff-base and --staged out") from error


def _environment() -> dict[str, str]:
    """The environment for git; what a hook says in relation to the working directory holds elsewhere too.

    Content that a partial clone lacks is not fetched: nothing here goes to the network unasked.
    """
    here = {name: os.path.abspath(os.environ[name]) for name in _PLACES if os.environ.get(name)}
    return {**os.environ, **here, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}


def _path(raw: bytes) -> str:
    return unicodedata.normalize("NFC", raw.decode("utf-8", "surrogateescape"))
