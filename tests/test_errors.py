"""What people are told when a name is nearly right."""

from pathlib import Path

import pytest

from lintcorpus.errors import no_such_path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "articles" / "blog").mkdir(parents=True)
    (tmp_path / "articles" / "blog" / "night-bus.md").write_text("x\n")
    (tmp_path / "lintcorpus.yaml").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("artcles", "articles"),
        ("artcles/", "articles"),
        ("artcles/blog/night-bus.md", "articles"),
        ("articles/blgo", "articles/blog"),
        ("articles/blog/nigth-bus.md", "articles/blog/night-bus.md"),
        ("lintcorpus.yml", "lintcorpus.yaml"),
    ],
)
def test_the_nearest_name_in_the_last_folder_that_is_there(folder: Path, path: str, hint: str) -> None:
    assert no_such_path(path) == f"{path}: no such file or folder; did you mean {hint!r}?"


def test_an_absolute_path_is_named_absolutely(folder: Path) -> None:
    assert no_such_path(str(folder / "artcles")).endswith(f"did you mean {str(folder / 'articles')!r}?")


@pytest.mark.parametrize("path", ["gone.md", "articles/blog/x.md", "articles/blog/gone.md", "/", "", "/nowhere/at/all"])
def test_nothing_is_guessed_from_an_ending_alone(folder: Path, path: str) -> None:
    assert no_such_path(path, "gone") == f"{path}: gone"
