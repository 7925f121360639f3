"""Globs stand for what a shell would have named."""

from pathlib import Path

import pytest

from lintcorpus.reading.globs import expand, is_glob

FILES = ("a.md", "b.md", "c.txt", ".hidden.md", "x/a.md", "x/y/b.md", "x/y/c.txt", ".dot/a.md", "never/a.md", "[1].md")


@pytest.fixture(autouse=True)
def _tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in FILES:
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.md", ["[1].md", "a.md", "b.md"]),
        ("?.md", ["a.md", "b.md"]),
        ("[!a].*", ["b.md", "c.txt"]),
        ("[[]1].md", ["[1].md"]),
        (".*.md", [".hidden.md"]),
        ("*", ["[1].md", "a.md", "b.md", "c.txt", "x"]),
        ("x/*", ["x/a.md", "x/y"]),
        ("*/y/*.txt", ["x/y/c.txt"]),
        ("**/*.md", ["[1].md", "a.md", "b.md", "x/a.md", "x/y/b.md"]),
        ("x/**/*.md", ["x/a.md", "x/y/b.md"]),
        ("**/**/y/*.md", ["x/y/b.md"]),
        ("**/y/**/b.md", ["x/y/b.md"]),
        ("x/**", ["x"]),
        ("**", ["."]),
        ("./x//*.md", ["./x/a.md"]),
        ("*/nothing.md", []),
        ("a.md/*", []),
        ("gone/**/*.md", []),
    ],
)
def test_patterns(pattern: str, names: list[str]) -> None:
    assert expand(pattern, ["never"]) == names


def test_absolute_patterns(tmp_path: Path) -> None:
    assert expand(f"{tmp_path}/x/**/*.md", ()) == [f"{tmp_path}/x/a.md", f"{tmp_path}/x/y/b.md"]


@pytest.mark.parametrize(("path", "glob"), [("[1].md", False), ("[2].md", True), ("a.md", False), ("*", True)])
def test_what_exists_is_no_pattern(path: str, glob: bool) -> None:
    assert is_glob(path) is glob
