"""The hooks that others put into their pre-commit configuration."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_packaging import ROOT, _checkout


def _hooks() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return found


def test_hook_ids_never_change() -> None:
    assert {"lintcorpus", "lintcorpus-fix"} <= {hook["id"] for hook in _hooks()}


def test_hooks_take_plain_text_and_accept_an_empty_list() -> None:
    for hook in _hooks():
        assert set(hook["types_or"]) == {"markdown", "plain-text"}
        assert "--allow-empty" in hook["entry"]
        assert "--force-exclude" in hook["entry"]


@pytest.mark.slow
def test_try_repo_checks_and_repairs(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    hooks = _checkout(tmp_path)
    articles = tmp_path / "articles"
    articles.mkdir()

    def git(*words: str) -> None:
        subprocess.run(["git", *words], cwd=articles, check=True, capture_output=True)

    def hook(name: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), name, "--all-files", "--verbose"]
        return subprocess.run(command, cwd=articles, capture_output=True, encoding="utf-8", check=False)

    git("init", "--quiet")
    (articles / "a.txt").write_text("好，，再见。\n", encoding="utf-8")
    git("add", "--all")
    checked = hook("lintcorpus")
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "a.txt:1:2: warning PUN001" in checked.stdout
    repaired = hook("lintcorpus-fix")
    assert repaired.returncode == 1, repaired.stdout + repaired.stderr
    assert "files were modified by this hook" in repaired.stdout
    assert (articles / "a.txt").read_text(encoding="utf-8") == "好，再见。\n"
    git("add", "--all")
    assert hook("lintcorpus-fix").returncode == 0
    assert hook("lintcorpus").returncode == 0
