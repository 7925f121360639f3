"""A config file that cannot be read is refused with its place, and never half read."""

from pathlib import Path

import pytest

from lintcorpus.config.file import has_table, read_config
from lintcorpus.errors import UsageError

_TABLE = '[tool.lintcorpus]\nselect = ["PUN"]\n'


def _refusal(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        read_config(path)
    return str(caught.value).replace(str(path), "FILE")


def test_a_table_of_pyproject_is_a_config(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[project]\nname = "x"\n' + _TABLE)
    file = read_config(path)
    assert (dict(file.data), has_table(path)) == ({"select": ["PUN"]}, True)
    assert file.place("select") == f"{path}:4"
    path.write_text('[project]\nname = "x"\n')
    assert not has_table(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.lintcorpus\n", "FILE: not valid TOML: "),
        ("[tool.lintcorpus]\nx = " + "[" * 5000 + "]" * 5000 + "\n", "FILE: not valid TOML: it is nested too deeply"),
        ("[tool]\nlintcorpus = 1\n", "FILE:1: "),
        ("tool = 1\n", "FILE: it has no table [tool.lintcorpus]"),
        ('[project]\nname = "x"\n', "FILE: it has no table [tool.lintcorpus]"),
        (_TABLE + "colour = 1\n", "FILE:3: "),
    ],
)
def test_a_pyproject_that_does_not_fit_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text)
    assert _refusal(path).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("select: [PUN\n", "FILE:2: not valid YAML: "),
        ("select: !!timestamp 2031-99-99\n", "FILE: not valid YAML: a value cannot be read"),
        ("a: &a [1]\nb: [*c]\n", "FILE:2: not valid YAML: "),
        ("select: &a [PUN, *a]\n", "FILE:1: the alias *a stands inside of what it stands for"),
        ("select: " + "[" * 200 + "]" * 200 + "\n", "FILE:1: it is nested more than "),
        ("- PUN\n", "FILE:1: "),
        ("select: [PUN]\ncolour: 1\n", "FILE:2: "),
    ],
)
def test_a_yaml_file_that_does_not_fit_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "lintcorpus.yaml"
    path.write_text(text)
    assert _refusal(path).startswith(said)


def test_aliases_count_as_what_they_stand_for(tmp_path: Path) -> None:
    path = tmp_path / "lintcorpus.yaml"
    rows = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    rows += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, 9)]
    path.write_text("\n".join(rows) + "\n")
    assert "values, aliases counted as what they stand for" in _refusal(path)


def test_bytes_that_are_no_text_and_files_that_are_not_there_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "lintcorpus.yaml"
    assert _refusal(path).startswith("FILE: cannot read the config file: ")
    path.write_bytes(b"select: [PUN]\n\xff\n")
    assert _refusal(path) == "FILE: the config file is not UTF-8 (byte 14)"


def test_an_empty_file_settles_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lintcorpus.yaml"
    path.write_text("# nothing yet\n")
    assert dict(read_config(path).data) == {}
