"""Files out of a git repository, whatever they are called."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lintcorpus.reading.git import GitError, Tree, TreeNeighbours, staged_paths, staged_tree, tree_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

_NAMES = ("a.md", "新闻/渡口 一.md", "odd/tab\there.md", "odd/line\nhere.md", 'odd/"quoted".md')


def _git(folder: Path, *words: str) -> None:
    settings = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name in _NAMES:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(f"{name}\r\n".encode())
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "link.md").symlink_to("a.md")
    _git(tmp_path, "init", "--quiet")
    _git(tmp_path, "add", "--all")
    _git(tmp_path, "commit", "--quiet", "--message", "all")
    return tmp_path


def test_all_files_come_with_their_bytes(repository: Path) -> None:
    for tree in (tree_of(repository, "HEAD"), staged_tree(repository)):
        assert set(tree.files) == {*_NAMES, "empty.md"}
        content = dict(tree.contents([*_NAMES, "empty.md", "a.md"]))
        assert content == {**{name: f"{name}\r\n".encode() for name in _NAMES}, "empty.md": b""}
        assert list(tree.contents([])) == []


def test_reading_may_stop_early(repository: Path) -> None:
    content = tree_of(repository, "HEAD").contents(sorted(_NAMES))
    assert next(content)[0] == min(_NAMES)
    del content


def test_a_folder_sees_its_own_files_only(repository: Path) -> None:
    assert set(tree_of(repository / "新闻", "HEAD").files) == {"渡口 一.md"}
    (repository / "新闻" / "new.md").write_bytes(b"x")
    (repository / "b.md").write_bytes(b"x")
    _git(repository, "add", "--all")
    assert staged_paths(repository / "新闻") == ["new.md"]
    assert staged_paths(repository) == ["b.md", "新闻/new.md"]


def test_a_missing_content_is_told(repository: Path) -> None:
    tree = Tree(repository, {"gone.md": "0" * 40})
    with pytest.raises(GitError, match=r"git has no content for gone\.md"):
        list(tree.contents(["gone.md"]))


def test_what_stands_around_an_article(repository: Path) -> None:
    tree = tree_of(repository, "HEAD")
    (repository / "a.md").unlink()
    around = TreeNeighbours(tree, "新闻")
    assert around.holds("../a.md") is True
    assert around.holds("渡口 一.md") is True
    assert around.holds("../odd") is True
    assert around.holds("..") is True
    assert around.holds("other.md") is False
    assert around.holds("../../a.md") is None
    assert around.text("../a.md") == "a.md\r\n"
    assert around.text("../odd") is None
    assert around.text("../../a.md") is None
    assert TreeNeighbours(tree, "").holds("新闻/渡口 一.md") is True
