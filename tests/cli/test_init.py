"""``lintcorpus init``: what it finds, what it writes, and what it leaves alone."""

import io
import subprocess
from pathlib import Path

import pytest
import yaml

from lintcorpus.cli import main
from tests.support import compiled_cards

ARTICLE = (
    "原创 {n} 渡口笔记 2024-01-0{n} 08:00\n\n老磨坊的水轮还在转，只是再没有人往里面倒麦子，，麻雀在石槽里做了窝。\n"
)
FRONT = "---\ntitle: 第{n}篇\nauthor: 渡口\n---\n\n# 第{n}篇\n\n老磨坊的水轮还在转，，只是再没有人往里面倒麦子。\n"


class Terminal(io.StringIO):
    """Standard input of somebody who answers these lines."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    folder = root / "data" / "articles"
    for name in ("2023", "2024"):
        (folder / name).mkdir(parents=True)
        for number in range(1, 5):
            (folder / name / f"{number}.md").write_text(FRONT.format(n=number), encoding="utf-8")
    (root / "README.md").write_text("# 说明\n", encoding="utf-8")
    packages = root / "node_modules" / "x"
    packages.mkdir(parents=True)
    for number in range(30):
        (packages / f"{number}.md").write_text("# x\n", encoding="utf-8")
    (root / ".git").mkdir()
    (root / ".git" / "HEAD").write_text("ref: refs/heads/trunk\n", encoding="utf-8")
    (root / ".git" / "config").write_text('[remote "origin"]\n\turl = https://github.com/a/b.git\n', encoding="utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    return root


def _files(root: Path) -> set[str]:
    hidden = ("node_modules", "data", ".git")
    names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return {name for name in names if name.split("/")[0] not in hidden}


def _contents(root: Path) -> dict[str, bytes]:
    return {name: (root / name).read_bytes() for name in _files(root)}


def _answered(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{answer}\n" for answer in answers)))


def test_a_bare_project_gets_all_it_needs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--yes"]) == 0
    out = capsys.readouterr().out
    written = {
        "lintcorpus.yaml",
        ".pre-commit-config.yaml",
        ".github/workflows/lintcorpus.yml",
        ".gitignore",
        ".lintcorpus/baseline.jsonl",
    }
    assert _files(project) - {"README.md"} == written
    assert all(name in out for name in written)
    assert "next    lintcorpus" in out
    settings = yaml.safe_load((project / "lintcorpus.yaml").read_text(encoding="utf-8"))
    assert settings == {"corpus": ["data/articles/"], "header": "front-matter", "fail-on": "warning"}
    (repo,) = yaml.safe_load((project / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repo["hooks"][0]["files"] == "^data/articles/"
    workflow = (project / ".github" / "workflows" / "lintcorpus.yml").read_text(encoding="utf-8")
    assert 'branches: ["trunk"]' in workflow
    assert (project / ".gitignore").read_text(encoding="utf-8") == ".lintcorpus/cache/\n.lintcorpus/journal/\n"
    assert main([]) == 0  # what was there is in the baseline
    new = project / "data" / "articles" / "2024" / "5.md"
    new.write_text(FRONT.format(n=5).replace("水轮", "水车"), encoding="utf-8")
    assert main([]) == 1


def test_a_second_time_nothing_changes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", "--yes"])
    before = _contents(project)
    capsys.readouterr()
    assert main(["init", "--yes"]) == 0
    assert _contents(project) == before
    assert "wrote" not in capsys.readouterr().out


def test_with_yes_files_that_are_there_stay(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = {
        ".gitignore": "*.tmp",
        ".pre-commit-config.yaml": "repos:\n- repo: https://a.org/x\n  rev: v1\n  hooks: [{id: x}]\n",
        "lintcorpus.yaml": "corpus: [data/]\n",
    }
    for name, text in own.items():
        (project / name).write_text(text, encoding="utf-8")
    assert main(["init", "--yes"]) == 0
    out = capsys.readouterr().out
    for name, text in own.items():
        assert (project / name).read_text(encoding="utf-8") == text
        assert f"left    {name}" in out
    assert "        .lintcorpus/cache/\n" in out


def test_on_a_terminal_files_that_are_there_are_shown_and_asked_about(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / ".gitignore").write_bytes(b"*.tmp\r\n*.log")
    hooks = "repos:\n- repo: https://a.org/x\n  rev: v1\n  hooks: [{id: x}]\n"
    (project / ".pre-commit-config.yaml").write_text(hooks, encoding="utf-8")
    # folder, settings, hook, job, .gitignore, baseline
    _answered(monkeypatch, "", "", "y", "n", "yes", "n")
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert "+ .lintcorpus/cache/" in out
    assert (project / ".gitignore").read_bytes() == b"*.tmp\r\n*.log\r\n.lintcorpus/cache/\r\n.lintcorpus/journal/\r\n"
    text = (project / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert text.startswith(hooks)
    assert [repo["repo"] for repo in yaml.safe_load(text)["repos"]] == ["https://a.org/x", "local"]
    assert "lintcorpus.yaml" in _files(project)
    assert not (project / ".github").exists()
    assert not (project / ".lintcorpus").exists()


def test_an_empty_answer_changes_no_file_that_is_there(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / ".gitignore").write_text("*.tmp\n", encoding="utf-8")
    _answered(monkeypatch, *[""] * 6)
    assert main(["init"]) == 0
    assert (project / ".gitignore").read_text(encoding="utf-8") == "*.tmp\n"


def test_the_folder_can_be_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _answered(monkeypatch, "nowhere", "data/articles/2023", *[""] * 5)
    assert main(["init"]) == 0
    assert "There is no folder nowhere" in capsys.readouterr().out
    assert "corpus: [data/articles/2023/]" in (project / "lintcorpus.yaml").read_text(encoding="utf-8")


def test_the_folder_can_be_an_option(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--yes", "--corpus", "data"]) == 0
    assert "corpus: [data/]" in (project / "lintcorpus.yaml").read_text(encoding="utf-8")
    assert main(["init", "--yes", "--corpus", "nowhere"]) == 2
    assert "nowhere: there is no such folder" in capsys.readouterr().err


def test_gitlab_gets_a_job_of_its_own_that_is_included(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = (project / ".git" / "config").read_text(encoding="utf-8")
    (project / ".git" / "config").write_text(config.replace("github.com", "gitlab.a.org"), encoding="utf-8")
    assert main(["init", "--yes"]) == 0
    job = yaml.safe_load((project / ".gitlab" / "lintcorpus.gitlab-ci.yml").read_text(encoding="utf-8"))
    assert "lintcorpus" in job
    included = yaml.safe_load((project / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert included == {"include": [{"local": ".gitlab/lintcorpus.gitlab-ci.yml"}]}
    (project / ".gitlab-ci.yml").write_text("include:\n  - local: other.yml\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["init", "--yes"]) == 0
    assert "add to its includes: - local: .gitlab/lintcorpus.gitlab-ci.yml" in capsys.readouterr().out


def test_a_corpus_that_git_ignores_is_found(project: Path) -> None:
    (project / ".gitignore").write_text("data/\n", encoding="utf-8")
    assert main(["init", "--yes"]) == 0
    assert "corpus: [data/articles/]" in (project / "lintcorpus.yaml").read_text(encoding="utf-8")


def test_a_header_that_some_files_lack_is_only_mentioned(project: Path) -> None:
    for number in (1, 2):
        path = project / "data" / "articles" / "2023" / f"{number}.md"
        path.write_text(f"# 第{number}篇\n\n没有信息的一篇，写的是别的事情。\n", encoding="utf-8")
    assert main(["init", "--yes"]) == 0
    text = (project / "lintcorpus.yaml").read_text(encoding="utf-8")
    assert "# header: front-matter  # 6 of 8 files have it" in text
    assert "header" not in yaml.safe_load(text)


def test_strange_names_are_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "文章: [旧]"
    folder.mkdir()
    (folder / "1.txt").write_text(ARTICLE.format(n=1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    assert main(["init", "--yes"]) == 0
    settings = yaml.safe_load((tmp_path / "lintcorpus.yaml").read_text(encoding="utf-8"))
    assert settings["corpus"] == ["文章: [旧]/"]
    (repo,) = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    import re

    assert re.match(repo["hooks"][0]["files"], "文章: [旧]/1.txt")
    assert main([]) == 0


def test_a_project_without_articles_gets_settings_and_no_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    assert main(["init", "--yes"]) == 0
    out = capsys.readouterr().out
    assert "no articles yet" in out
    assert "left    a CI job: neither GitHub nor GitLab was found" in out
    assert _files(tmp_path) == {"lintcorpus.yaml", ".pre-commit-config.yaml", ".gitignore"}


def test_nobody_to_ask_is_wrong_use(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    before = _contents(project)
    assert main(["init"]) == 2
    assert "init --yes" in capsys.readouterr().err
    _answered(monkeypatch)
    assert main(["init"]) == 2
    assert _contents(project) == before


@pytest.mark.parametrize("end", ["exclude: ^old/\n", "ci:\n  - repo: y\n"])
def test_hooks_that_are_not_plain_are_left_alone(
    end: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"repos:\n  - repo: https://a.org/x\n    rev: v1\n    hooks: [{{id: x}}]\n{end}"
    (project / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    _answered(monkeypatch, *["y"] * 6)
    main(["init", "--corpus", "data"])
    assert (project / ".pre-commit-config.yaml").read_text(encoding="utf-8") == text
    assert "left    .pre-commit-config.yaml: its repos cannot be added to" in capsys.readouterr().out


def test_a_folder_below_the_git_top_level_is_set_up_at_the_top(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True, capture_output=True)
    monkeypatch.chdir(project / "data")
    assert main(["init", "--yes"]) == 0
    assert "lintcorpus.yaml" in _files(project)
    assert not (project / "data" / "lintcorpus.yaml").exists()
