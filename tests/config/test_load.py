"""Where settings come from and how files and flags go together."""

from pathlib import Path

import pytest

from lintcorpus.config.file import read_config
from lintcorpus.config.load import CONFIG_FILES, find_config, find_root, load_settings
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Severity


def test_the_nearest_config_counts(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "lintcorpus.yaml").write_text("preview: true\n")
    assert find_config(below) == tmp_path / "lintcorpus.yaml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.black]\n")
    assert find_config(below) == tmp_path / "lintcorpus.yaml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.lintcorpus]\n")
    assert find_config(below) == tmp_path / "a" / "pyproject.toml"


@pytest.mark.parametrize("name", CONFIG_FILES)
def test_the_config_has_one_of_several_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("preview: true\n")
    assert find_config(tmp_path) == tmp_path / name


def test_two_configs_in_one_folder_are_an_error(tmp_path: Path) -> None:
    for name in CONFIG_FILES[1:3]:
        (tmp_path / name).write_text("preview: true\n")
    with pytest.raises(UsageError, match=r"lintcorpus\.yml: there is also \.lintcorpus\.yaml beside it"):
        find_config(tmp_path)


def test_the_root_is_the_config_folder_then_the_git_top_level(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find_root(tmp_path / "a" / "lintcorpus.yaml", below) == tmp_path / "a"
    (tmp_path / ".git").mkdir()
    assert find_root(None, below) == tmp_path


def test_flags_win_and_lists_that_add_up_add_up(tmp_path: Path) -> None:
    config = tmp_path / "lintcorpus.yaml"
    config.write_text("select: [PUN]\nignore: [PUN003]\nfail-on: error\nseverity: {PUN: info}\n")
    flags = {"select": ("LNK",), "ignore": ("LNK002",), "severity": {"LNK": Severity.INFO}}
    settings = load_settings(read_config(config), flags)
    assert settings.select == ("LNK",)
    assert settings.ignore == ("PUN003", "LNK002")
    assert settings.severity == {"PUN": Severity.INFO, "LNK": Severity.INFO}
    assert settings.fail_on is Severity.ERROR
    assert settings.origins["fail_on"] == "lintcorpus.yaml"
    assert settings.origins["select"] == "command line"


def test_pyproject_and_yaml_say_the_same(tmp_path: Path) -> None:
    yaml = tmp_path / "lintcorpus.yaml"
    yaml.write_text("ignore: [PUN]\noverrides: [{paths: ['old/'], severity: {LNK001: info}}]\n")
    toml = tmp_path / "pyproject.toml"
    toml.write_text(
        '[tool.lintcorpus]\nignore = ["PUN"]\n'
        '[[tool.lintcorpus.overrides]]\npaths = ["old/"]\nseverity = {LNK001 = "info"}\n'
    )
    first, second = load_settings(read_config(yaml), {}), load_settings(read_config(toml), {})
    assert (first.ignore, first.overrides) == (second.ignore, second.overrides)


def test_an_empty_config_is_the_default(tmp_path: Path) -> None:
    config = tmp_path / "lintcorpus.yaml"
    config.write_text("# nothing yet\n")
    assert load_settings(read_config(config), {}) == load_settings(None, {})


TOML = """\
[tool.other]
header = "x"

[tool.lintcorpus]
ignore = ["PUN001"]
header = "none"

[tool.lintcorpus.severity]
PUN001 = "info"

[[tool.lintcorpus.overrides]]
paths = ["a/"]

[[tool.lintcorpus.overrides]]
paths = ["b/"]
header = "hugo"
options = {META003 = {today = 2025-01-31}}
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("ignore", 0), 5),
        (("header",), 6),
        (("severity", "PUN001"), 9),
        (("overrides", 0, "paths", 0), 12),
        (("overrides", 1, "header"), 16),
        (("overrides", 1, "options", "META003", "today"), 17),
        (("fail-on",), 4),
    ],
)
def test_a_setting_of_pyproject_has_its_line(tmp_path: Path, keys: tuple[str | int, ...], line: int) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text(TOML)
    assert read_config(project).place(*keys) == f"{project}:{line}"
