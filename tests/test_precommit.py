"""The hooks that others put into their pre-commit configuration."""

import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_packaging import ROOT, _checkout


def _hooks() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return found


def test_hook_ids_never_change() -> None:
    assert [hook["id"] for hook in _hooks()] == ["lintcorpus", "lintcorpus-fix", "lintcorpus-corpus"]


def test_hooks_for_files_take_plain_text_and_respect_what_is_excluded() -> None:
    for hook in _hooks():
        assert "--allow-empty" in hook["entry"]
        if hook.get("pass_filenames", True):
            assert set(hook["types_or"]) == {"markdown", "plain-text"}
            assert "--force-exclude" in hook["entry"]


def test_the_hook_for_the_corpus_always_runs_and_takes_no_files() -> None:
    hook = _hooks()[-1]
    assert (hook["pass_filenames"], hook["always_run"]) == (False, True)
    assert "types_or" not in hook


def test_no_hook_asks_the_web() -> None:
    assert not [hook for hook in _hooks() if "--online" in hook["entry"]]


Hook = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A git repository for articles, still empty."""
    folder = tmp_path / "articles"
    folder.mkdir()
    _git(folder, "init", "--quiet")
    return folder


@pytest.fixture
def hook(articles: Path, tmp_path: Path) -> Hook:
    """Runs a hook of this checkout over all files of the repository."""
    pytest.importorskip("pre_commit")
    hooks = _checkout(tmp_path)

    def run(name: str) -> subprocess.CompletedProcess[str]:
        _git(articles, "add", "--all")
        command = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), name, "--all-files", "--verbose"]
        return subprocess.run(command, cwd=articles, capture_output=True, encoding="utf-8", check=False)

    return run


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.slow
def test_try_repo_checks_and_repairs(articles: Path, hook: Hook) -> None:
    (articles / "a.txt").write_text("好，，再见。\n", encoding="utf-8")
    checked = hook("lintcorpus")
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "a.txt:1:2: warning PUN001" in checked.stdout
    repaired = hook("lintcorpus-fix")
    assert repaired.returncode == 1, repaired.stdout + repaired.stderr
    assert "files were modified by this hook" in repaired.stdout
    assert (articles / "a.txt").read_text(encoding="utf-8") == "好，再见。\n"
    assert hook("lintcorpus-fix").returncode == 0
    assert hook("lintcorpus").returncode == 0


@pytest.mark.slow
def test_files_of_several_processes_are_compared_with_each_other(articles: Path, hook: Hook) -> None:
    """The names of 3,000 files do not fit into one call, so no process of the hook sees all of them."""
    (articles / "lintcorpus.yaml").write_text("corpus: [seeds/]\nselect: [DUP006]\n", encoding="utf-8")
    (articles / "seeds").mkdir()
    copies = 12
    for number in range(3000):
        body = number % (3000 - copies)  # the last ones are copies of the first
        name = f"{number:04}-{'a-long-name-' * 13}.md"
        (articles / "seeds" / name).write_text(_article(body), encoding="utf-8")
    checked = hook("lintcorpus")
    assert checked.returncode == 1, checked.stdout[-2000:] + checked.stderr
    assert checked.stdout.count("compared with the whole corpus by its index") >= 4, (
        "one process for all would prove nothing"
    )
    later = {f"{number:04}" for number in range(3000 - copies, 3000)}
    found = re.findall(r"seeds/(\d{4})-\S+:\d+:\d+: error DUP006", checked.stdout)
    # A process that has only the first of two copies says so as well: its file may be the one that was just added.
    assert later <= set(found) <= later | {f"{number:04}" for number in range(copies)}
    assert len(found) == len(set(found))
    whole = hook("lintcorpus-corpus")
    assert whole.returncode == 1, whole.stdout[-2000:] + whole.stderr
    assert set(re.findall(r"seeds/(\d{4})-\S+:\d+:\d+: error DUP006", whole.stdout)) == later


def _article(number: int) -> str:
    chance = random.Random(number)
    signs = "水闸堤岸记录铅笔渡口集市磨坊麻雀石槽风向开房梁屏幕展柜讲解巷补锅修伞"
    sentences = (f"第{chance.randrange(10**8)}页写着{''.join(chance.sample(signs, 12))}。" for _ in range(12))
    return f"# 第{number}篇\n\n{''.join(sentences)}\n"
