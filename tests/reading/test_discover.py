"""Discovery reads what was named, follows git's rules below it, and never runs in circles."""

import inspect
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from lintcorpus.reading import discover as module
from lintcorpus.reading.discover import Discovery, absolute, discover, relative_path

SUFFIXES = (".md", ".markdown", ".txt")


def plant(root: Path, *files: str, **texts: str) -> None:
    """Make files below a folder; keyword names are ``.gitignore`` folders: ``a__b`` is ``a/b``."""
    for file in files:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    for folder, text in texts.items():
        path = root / folder.replace("__", "/").replace("top", ".") / ".gitignore"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def find(
    root: Path,
    *paths: str,
    exclude: Sequence[str] = (),
    force_exclude: bool = False,
    respect_gitignore: bool = True,
) -> Discovery:
    return discover(
        paths,
        root=root,
        suffixes=SUFFIXES,
        exclude=exclude,
        force_exclude=force_exclude,
        respect_gitignore=respect_gitignore,
    )


def names(found: Discovery, root: Path) -> list[str]:
    return [relative_path(path, root) for path in found.files]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_folders_are_walked_for_their_suffixes_in_order(here: Path) -> None:
    plant(here, "b/2.md", "b/1.MD", "b/c/3.markdown", "a.txt", "b/picture.png", "b/data.json", "b.md")
    found = find(here, ".")
    assert names(found, here) == ["a.txt", "b.md", "b/1.MD", "b/2.md", "b/c/3.markdown"]
    assert found.skipped == {"suffix": 2}
    assert found.missing == ()
    assert found.problems == ()


def test_order_does_not_depend_on_what_was_named_first(here: Path) -> None:
    plant(here, "a/1.md", "b/2.md", "c.md")
    assert find(here, "c.md", "b", "a").files == find(here, "a", "b", "c.md").files


def test_a_file_is_read_once_however_often_it_was_named(here: Path) -> None:
    plant(here, "a/1.md")
    assert names(find(here, "a", "a/1.md", "./a/../a/1.md", str(here / "a/1.md"), "a/*.md", "."), here) == ["a/1.md"]


def test_version_control_folders_are_never_walked(here: Path) -> None:
    plant(here, ".git/a.md", ".hg/a.md", ".svn/a.md", ".lintcorpus/a.md", "x/.git/a.md", ".notes/a.md")
    found = find(here, ".")
    assert names(found, here) == [".notes/a.md"]
    assert found.skipped == {}


def test_what_stands_for_nothing_is_missing(here: Path) -> None:
    plant(here, "a.md")
    found = find(here, "gone.md", "a.md", "*.rst", "no/**/*.md", "")
    assert found.missing == ("gone.md", "*.rst", "no/**/*.md", "")
    assert names(found, here) == ["a.md"]


def test_a_named_file_needs_no_suffix_and_ignores_gitignore(here: Path) -> None:
    plant(here, "notes.rst", "secret/plan.md", top="secret/\n*.rst\n")
    assert names(find(here, "notes.rst", "secret/plan.md"), here) == ["notes.rst", "secret/plan.md"]


def test_exclude_holds_in_folders_and_for_named_files_only_when_forced(here: Path) -> None:
    plant(here, "a/keep.md", "a/draft.md", "old/x.md", "old/y/z.md")
    exclude = ["draft.md", "old/"]
    found = find(here, ".", exclude=exclude)
    assert names(found, here) == ["a/keep.md"]
    assert found.skipped == {"excluded": 2}
    named = ("a/draft.md", "old/y/z.md")
    assert names(find(here, *named, exclude=exclude), here) == list(named)
    forced = find(here, *named, exclude=exclude, force_exclude=True)
    assert forced.files == ()
    assert forced.skipped == {"excluded": 2}
    assert forced.missing == ()


def test_an_excluded_folder_hides_its_files_by_every_way(here: Path) -> None:
    plant(here, "old/keep.md")
    exclude = ["old/", "!old/keep.md"]
    assert find(here, ".", exclude=exclude).files == ()
    assert find(here, "old/keep.md", exclude=exclude, force_exclude=True).files == ()


def test_exclude_is_relative_to_the_root_not_to_the_working_directory(here: Path, tmp_path: Path) -> None:
    plant(here, "site/posts/a.md", "site/drafts/b.md", "drafts/c.md")
    for folder in (".", "site"):
        found = find(here / "site", folder, "drafts", exclude=["/drafts/"])
        assert names(found, here) == ["drafts/c.md", "site/posts/a.md"]


def test_a_wrong_exclude_pattern_is_an_error(here: Path) -> None:
    with pytest.raises(ValueError, match="not a pattern"):
        find(here, ".", exclude=["!"])


def test_a_named_folder_is_walked_although_ignored(here: Path) -> None:
    plant(here, "corpus/a.md", "corpus/b/c.md", "corpus/b/skip.md", "d.md", top="corpus/\n*.md\n", corpus__b="skip.md")
    assert names(find(here, "."), here) == []
    assert names(find(here, "corpus"), here) == ["corpus/a.md", "corpus/b/c.md"]
    assert names(find(here, "corpus/b"), here) == ["corpus/b/c.md"]


def test_rules_above_a_folder_that_is_not_ignored_hold_in_it(here: Path) -> None:
    plant(here, "site/a.md", "site/a.tmp.md", "site/cache/b.md", top="*.tmp.md\ncache/\n")
    assert names(find(here, "site"), here) == ["site/a.md"]
    assert names(find(here, "site/cache"), here) == ["site/cache/b.md"]


def test_gitignore_can_be_overlooked(here: Path) -> None:
    plant(here, "a.md", "b/c.md", top="*.md\n", b="*\n")
    assert names(find(here, ".", respect_gitignore=False), here) == ["a.md", "b/c.md"]


TREES = {
    "negation": {"top": "*.md\n!keep.md\n"},
    "nearest wins": {"top": "*.md\n", "a": "!*.md\n", "a__b": "two.md\n"},
    "a folder that is out stays out": {"top": "a/\n!a/keep.md\n"},
    "contents out, one in": {"top": "a/*\n!a/b/\n"},
    "anchored": {"top": "/keep.md\n/b\n"},
    "anchored below": {"a": "/keep.md\n/b/two.md\n"},
    "middle slash anchors": {"top": "b/two.md\n"},
    "double star": {"top": "**/b/*.md\n", "a": "!**/b/two.md\n"},
    "comment, blank, CRLF, mark": {"top": "\ufeffkeep.md\r\n# two.md\r\n\r\none.md  \r\n"},
    "escapes": {"top": "\\#odd.md\n\\!odd.md\n"},
    "folder pattern spares files": {"top": "keep.md/\nb/\n"},
    "questions and sets": {"top": "[ot]??.md\n"},
    "chinese": {"top": "草稿/\n旧*.md\n"},
    "no pattern": {"top": "!\nkeep.md\n\\\n"},
}


@pytest.mark.skipif(shutil.which("git") is None, reason="compares with git")
@pytest.mark.parametrize("rules", TREES.values(), ids=TREES.keys())
def test_gitignore_files_mean_what_they_mean_to_git(here: Path, rules: dict[str, str]) -> None:
    plant(here, "keep.md", "one.md", "two.md", "#odd.md", "!odd.md", "草稿/一.md", "旧文.md", "新文.md")
    for folder in ("a", "b", "a/b", "a/b/c"):
        plant(here, f"{folder}/keep.md", f"{folder}/one.md", f"{folder}/two.md")
    plant(here, **rules)
    subprocess.run(["git", "init", "-q"], check=True)
    listed = subprocess.run(
        ["git", "-c", "core.excludesFile=", "ls-files", "-coz", "--exclude-standard", "--", "*.md"],
        check=True,
        capture_output=True,
    )
    expected = sorted(listed.stdout.decode().rstrip("\0").split("\0"))
    assert names(find(here, "."), here) == expected


def test_links_are_followed_inside_the_folder_only(here: Path) -> None:
    plant(here, "outside/secret.md", "corpus/posts/a.md", "corpus/.gitignore", "corpus/hidden/b.md")
    (here / "corpus/.gitignore").write_text("hidden/\n")
    (here / "corpus/out").symlink_to(here / "outside")
    (here / "corpus/out.md").symlink_to(here / "outside/secret.md")
    (here / "corpus/in").symlink_to("hidden")
    (here / "corpus/again").symlink_to("posts")
    (here / "corpus/again.md").symlink_to("posts/a.md")
    (here / "corpus/dead.md").symlink_to("nothing.md")
    found = find(here, "corpus")
    assert names(found, here) == ["corpus/in/b.md", "corpus/posts/a.md"]
    assert found.skipped == {"gitignored": 1, "suffix": 1, "symlink": 5}


def test_of_two_links_to_one_place_the_first_in_order_counts(here: Path) -> None:
    plant(here, "hidden/a.md", "hidden/b.md", top="hidden/\n")
    for name in ("m", "c", "z", "d"):
        (here / name).symlink_to("hidden")
    for name in ("q.md", "n.md"):
        (here / name).symlink_to("hidden/a.md")
    assert names(find(here, "."), here) == ["c/a.md", "c/b.md"]
    (here / "c").unlink()
    assert names(find(here, "."), here) == ["d/a.md", "d/b.md"]


def test_a_named_link_is_read_wherever_it_leads(here: Path) -> None:
    plant(here, "outside/a.md", "b.md")
    (here / "corpus").symlink_to("outside")
    (here / "link.md").symlink_to("b.md")
    assert names(find(here, "corpus", "link.md"), here) == ["corpus/a.md", "link.md"]
    assert names(find(here, "link.md", "b.md"), here) == ["b.md"]


def test_a_named_link_to_nothing_is_left_to_the_reader(here: Path) -> None:
    (here / "dead.md").symlink_to("nothing.md")
    assert names(find(here, "dead.md"), here) == ["dead.md"]


def test_circles_end(here: Path) -> None:
    plant(here, "a/1.md", "a/b/2.md")
    (here / "a/b/up").symlink_to("..")
    (here / "a/self").symlink_to("self")
    (here / "a/self.md").symlink_to("self.md")
    for at in range(30):  # each level leads on by two ways: 2 to the 30th walks
        plant(here, f"a/d{at}/x.md")
        for way in ("l", "r"):
            (here / f"a/d{at}/{way}").symlink_to(f"../d{at + 1}")
    found = find(here, ".")
    assert names(found, here) == sorted(["a/1.md", "a/b/2.md", *(f"a/d{at}/x.md" for at in range(30))])
    assert names(find(here, "**/x.md"), here) == sorted(f"a/d{at}/x.md" for at in range(30))


def test_links_do_not_lead_into_version_control(here: Path) -> None:
    plant(here, ".git/a.md")
    (here / "a.md").symlink_to(".git/a.md")
    assert find(here, ".").files == ()


def test_folders_may_nest_deeper_than_calls(here: Path) -> None:
    deep = "d/" * 200
    plant(here, f"{deep}a.md")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        walked, globbed = find(here, "."), find(here, "**/a.md")
    finally:
        sys.setrecursionlimit(limit)
    assert names(walked, here) == names(globbed, here) == [f"{deep}a.md"]


def test_an_unreadable_folder_is_told_and_the_rest_is_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(here, "a/1.md", "locked/2.md")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)
    found = find(here, ".")
    assert names(found, here) == ["a/1.md"]
    assert found.problems == (f"{os.path.join('.', 'locked')}: cannot read the folder: Permission denied",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_what_is_no_file_is_passed_over(here: Path) -> None:
    os.mkfifo(here / "pipe.md")
    plant(here, "folder.md/inside.md")
    found = find(here, ".")
    assert names(found, here) == ["folder.md/inside.md"]
    assert found.skipped == {"not a file": 1}


def test_names_are_shown_composed_and_files_are_found_as_they_are(here: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "café.md")
    plant(here, f"d/{decomposed}")
    found = find(here, "d", exclude=["unrelated"])
    assert names(found, here) == ["d/café.md"]
    assert found.files[0].is_file()
    assert find(here, ".", exclude=["café.md"]).files == ()


def test_two_spellings_of_a_name_are_two_files(here: Path) -> None:
    plant(here, "café.md")
    if (here / unicodedata.normalize("NFD", "café.md")).exists():
        pytest.skip("the file system takes both for one")
    plant(here, unicodedata.normalize("NFD", "café.md"))
    assert len(find(here, ".").files) == 2


def test_paths_outside_the_root_are_absolute(tmp_path: Path) -> None:
    root = tmp_path / "project"
    plant(tmp_path, "project/a.md", "elsewhere/b.md", "project-two/c.md")
    assert relative_path(root / "a.md", root) == "a.md"
    assert relative_path(root, root) == "."
    assert relative_path(root / "x/../a.md", root) == "a.md"
    for outside in ("elsewhere/b.md", "project-two/c.md"):
        assert relative_path(tmp_path / outside, root) == (tmp_path / outside).as_posix()
    found = find(root, str(tmp_path / "elsewhere"), exclude=["elsewhere/", "b.md"])
    assert found.files == (tmp_path / "elsewhere/b.md",)


def test_a_root_reached_through_a_link_is_the_same_root(tmp_path: Path) -> None:
    plant(tmp_path, "real/a/b.md")
    (tmp_path / "link").symlink_to("real")
    assert relative_path(tmp_path / "link/a/b.md", tmp_path / "real") == "a/b.md"
    assert relative_path(tmp_path / "real/a/b.md", tmp_path / "link") == "a/b.md"


def test_a_link_in_the_root_keeps_its_own_name(tmp_path: Path) -> None:
    plant(tmp_path, "project/a.md", "elsewhere/b.md")
    (tmp_path / "project/b.md").symlink_to("../elsewhere/b.md")
    assert relative_path(tmp_path / "project/b.md", tmp_path / "project") == "b.md"


def test_one_named_file_imports_no_pattern_engine(here: Path) -> None:
    plant(here, "one.md", top="*.log\n")
    program = (
        "import sys; from pathlib import Path; from lintcorpus.reading.discover import discover\n"
        "found = discover(['one.md'], root=Path('.'), suffixes=('.md',), exclude=(), force_exclude=False,"
        " respect_gitignore=True)\n"
        "sys.exit(len(found.files) != 1 or 'pathspec' in sys.modules)"
    )
    package = str(Path(module.__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": package}
    assert subprocess.run([sys.executable, "-c", program], check=False, env=environment).returncode == 0


@pytest.mark.parametrize(
    "path", ["/a/b.md", "/", "/a/../b", "/a/./b", "a/b", "", "/a//b", "/a/.hidden", "//a", "/a/", "/a/..", "/a/b/."]
)
def test_the_quick_way_to_an_absolute_path_is_the_same(path: str) -> None:
    assert absolute(path) == os.path.abspath(path)
