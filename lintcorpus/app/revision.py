"""Runs over what git has: the findings that a revision has already, and the staged files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lintcorpus.app.baseline import marked, may_be_known
from lintcorpus.app.check import conclusions
from lintcorpus.app.collected import Collected, Known
from lintcorpus.app.compose import App
from lintcorpus.app.corpus.index import consult
from lintcorpus.app.inputs.files import read_contents
from lintcorpus.app.inputs.source import Source
from lintcorpus.baseline.entry import entry_of
from lintcorpus.baseline.match import match
from lintcorpus.engine.pipeline import Report, check_document
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.result import Result
from lintcorpus.reading.discover import relative_path
from lintcorpus.reading.git import GitError, Tree, staged_paths, staged_tree, tree_of
from lintcorpus.reading.ignore import spec_of


@dataclass(frozen=True)
class Staged:
    """The staged files of a run.

    Attributes:
        tree: all that is staged or was committed.
        paths: of the files that differ from the last commit.
    """

    tree: Tree
    paths: tuple[str, ...]

    def sources(self, app: App) -> Iterable[Source]:
        """The files as they would be committed.

        Raises:
            UsageError: git cannot read one.
        """
        try:
            yield from read_contents(app, self.tree.contents(self.paths), self.tree)
        except GitError as error:
            raise UsageError(f"--staged: {error}") from error


def staged_files(app: App, paths: Sequence[str]) -> Staged:
    """The staged files that a run with these paths would read.

    Args:
        paths: files and folders, relative to the working directory; all below the root when empty.

    Raises:
        UsageError: git cannot tell, or a pattern of ``exclude`` is none.
    """
    try:
        tree = staged_tree(app.root)
        changed = staged_paths(app.root)
    except GitError as error:
        raise UsageError(f"--staged: {error}") from error
    named = [relative_path(Path(path), app.root) for path in paths] or ["."]
    wanted = _wanted(app, changed)
    return Staged(
        tree, tuple(path for path in wanted if path in tree.files and any(_lies_in(path, at) for at in named))
    )


def against_revision(
    app: App, result: Result, gathered: Collected, revision: str, *, whole_corpus: bool, staged: Staged | None = None
) -> Result:
    """The result with those findings marked as known that a revision has as well.

    The files of the run are checked as they are in the revision, with the rules and settings of
    today, and so are files that are there only. What other files contribute comes from the index.

    Args:
        result: of the run.
        gathered: what its files gave.
        revision: anything that names a commit.
        whole_corpus: whether every file of the corpus was in the run.
        staged: for a run over staged files, what is staged.

    Raises:
        UsageError: git cannot read the revision.
    """
    try:
        tree = tree_of(app.root, revision)
        gone = frozenset(_wanted(app, _lost(app, tree, staged)))
        paths = sorted({_file(tree, report.path) for report in gathered.reports} & tree.files.keys() | gone)
        before = _before(app, tree, paths, {report.path: report for report in gathered.reports})
    except GitError as error:
        raise UsageError(f"--diff-base {revision}: {error}") from error
    known = Known({})
    if app.index_file is not None and app.plan.corpus and not whole_corpus:
        known = consult(app, app.index_file, before.reports, keep=False)
    old = [item for item in conclusions(app, before, known, whole_corpus) if _counts(item)]
    found = tuple(result.diagnostics)  # marked are the very same ones
    new = [item for item in found if _counts(item)]
    pairs = match([entry_of(item) for item in old], [entry_of(item) for item in new], gone, tree.files.keys())
    return replace(result, diagnostics=tuple(marked(found, (new[at] for at in pairs))), base=revision)


def _before(app: App, tree: Tree, paths: Sequence[str], today: dict[str, Report]) -> Collected:
    """What the files gave then; one that is as it was and has no new finding gives the same again."""
    gathered = Collected()
    for source in read_contents(app, tree.contents(paths), tree):
        gathered.note(source)
        for document in source.documents:
            same = today.get(document.path)
            if same is None or same.digest != document.digest or any(_counts(item) for item in same.diagnostics):
                same = check_document(document, app.plan_of(document.path))
            gathered.reports.append(same)
    return gathered


def _counts(diagnostic: Diagnostic) -> bool:
    return diagnostic.state is State.NEW and may_be_known(diagnostic)


def _lost(app: App, tree: Tree, staged: Staged | None) -> list[str]:
    """The files of a tree that are not there any more."""
    if staged is not None:
        return [path for path in tree.files if path not in staged.tree.files]
    return [path for path in tree.files if not (app.root / path).exists()]


def _wanted(app: App, paths: Iterable[str]) -> list[str]:
    """The paths that a walk through the root's folders would read."""
    suffixes = tuple(suffix.lower() for suffix in app.suffixes)
    try:
        exclude = spec_of(app.settings.exclude)
    except ValueError as error:
        raise UsageError(f"exclude: {error}") from error
    found = [path for path in paths if path.lower().endswith(suffixes)]
    return found if exclude is None else [path for path in found if not exclude.match_file(path)]


def _lies_in(path: str, folder: str) -> bool:
    return folder in (".", path) or path.startswith(folder.rstrip("/") + "/")


def _file(tree: Tree, path: str) -> str:
    """The file of a document; a plugin may have split it."""
    return path if path in tree.files else path.partition("#")[0]
