"""What ``init`` writes, by where lintcorpus itself was installed from."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from lintcorpus import __version__
from lintcorpus.app import init
from lintcorpus.app.compose import App, Request
from lintcorpus.app.init import Draft, drafts, is_from_here, requirement, survey

FOLDER = {"url": "file:///somewhere/lintcorpus", "dir_info": {"editable": True}}
REPOSITORY = {"url": "https://example.com/lintcorpus.git", "vcs_info": {"vcs": "git", "commit_id": "0a1b2c"}}
INDEX = None


class _Installed:
    def __init__(self, told: Any) -> None:
        self._told = told

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return None if self._told is None else json.dumps(self._told)


def _hook(root: Path) -> dict[str, Any]:
    app = App(Request(cwd=root))
    (draft,) = [item for item in drafts(app, survey(app)) if item.path == ".pre-commit-config.yaml"]
    assert isinstance(draft, Draft)
    (repository,) = yaml.safe_load(draft.after)["repos"]
    hook: dict[str, Any] = repository["hooks"][0]
    return hook


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text("# 集市\n\n早市上的摊位比往年少了一半。\n", encoding="utf-8")
    (tmp_path / "articles" / "README.md").write_text("# 说明\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# 说明\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("told", "wanted"),
    [(INDEX, f"lintcorpus=={__version__}"), (REPOSITORY, "lintcorpus @ git+https://example.com/lintcorpus.git@0a1b2c")],
)
def test_the_hook_installs_it_from_where_it_came(
    told: Any, wanted: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "distribution", lambda name: _Installed(told))
    assert (requirement(), is_from_here()) == (wanted, False)
    hook = _hook(project)
    assert (hook["language"], hook["additional_dependencies"]) == ("python", [wanted])


def test_the_hook_runs_what_is_installed_when_no_other_machine_can_install_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "distribution", lambda name: _Installed(FOLDER))
    assert is_from_here()
    hook = _hook(project)
    assert hook["language"] == "system"
    assert "additional_dependencies" not in hook


def test_all_files_that_are_checked_are_counted(project: Path) -> None:
    seen = survey(App(Request(cwd=project)))
    assert (seen.corpus, seen.files) == ("articles/", 2)
