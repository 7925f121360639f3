"""Baselines, git revisions and staged files on the command line, in a real repository."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from lintcorpus.cli import main
from tests.support import compiled_cards

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

_BASELINE = ".lintcorpus/baseline.jsonl"
_PARAGRAPHS = tuple(
    f"{head}，，{tail}。"
    for head, tail in (
        ("老船夫五点起床", "先去看水位"),
        ("对岸的铺子开得晚", "卖的是昨天的馒头"),
        ("磨坊的水轮停了三年", "麻雀在石槽里做窝"),
        ("修伞的人搬去镇外", "补锅的人还在原处"),
        ("邮差每周来两次", "一次送信一次收信"),
        ("学校的钟慢了七分", "孩子们都知道"),
        ("桥上的灯换过一回", "比从前亮得多"),
        ("冬天河面不结冰", "船却还是停着"),
        ("账本里夹着船票", "日期看不清了"),
        ("台阶被水泡软", "春天要重新铺过"),
        ("茶摊换了新主人", "炉子还是那一只"),
        ("旧塔的影子很长", "傍晚盖住半条街"),
    )
)
_STORY = "# 渡口\n\n" + "\n\n".join(_PARAGRAPHS) + "\n"
_OTHER = "# 磨坊\n\n上游的堤挑了七年，，换了一个县官。\n"
_NEW = "集市那天下了雨，，没有人来。"


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _commit(message: str) -> None:
    _git("add", "--all")
    _git("commit", "--quiet", "--message", message)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two articles and thirteen findings, and no baseline."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "test@example.com")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    folder = tmp_path / "project"
    (folder / "articles").mkdir(parents=True)
    monkeypatch.chdir(folder)
    (folder / "lintcorpus.yaml").write_text("select: [PUN001]\n", encoding="utf-8")
    (folder / "articles" / "渡口.md").write_text(_STORY, encoding="utf-8")
    (folder / "articles" / "mill.md").write_text(_OTHER, encoding="utf-8")
    _git("init", "--quiet", "--initial-branch", "main")
    _commit("articles")
    return folder


@pytest.fixture
def article(repository: Path) -> Path:
    return repository / "articles" / "渡口.md"


@pytest.fixture
def baseline(repository: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The committed baseline of the repository."""
    assert main(["baseline", "create", "articles"]) == 0
    assert "13 findings in 2 files" in capsys.readouterr().out
    _commit("baseline")
    return repository / _BASELINE


def _edit(file: Path) -> None:
    """Move ten paragraphs and put a new one with a defect between them."""
    moved = [*_PARAGRAPHS[10:], *reversed(_PARAGRAPHS[:10])]
    moved.insert(5, _NEW)
    file.write_text("# 渡口\n\n" + "\n\n".join(moved) + "\n", encoding="utf-8")


def _lines(capsys: pytest.CaptureFixture[str]) -> tuple[list[str], str]:
    out, err = capsys.readouterr()
    return out.splitlines(), err


def test_only_the_new_finding_fails(article: Path, baseline: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["articles"]) == 0
    assert _lines(capsys) == ([], "No problems found in 2 files; 13 in the baseline.\n")
    _edit(article)
    _commit("ten paragraphs move and one comes")
    assert main(["articles"]) == 1
    out, err = _lines(capsys)
    assert len(out) == 1
    assert out[0].startswith("articles/渡口.md:13:8: warning PUN001")
    assert "Found 1 problem (1 warning) in 2 files" in err
    assert "13 in the baseline" in err
    assert main(["--no-baseline", "--diff-base", "HEAD~1", "articles"]) == 1
    same, err = _lines(capsys)
    assert same == out
    assert "13 known from HEAD~1" in err
    assert main(["--no-baseline", "--quiet", "articles"]) == 1
    assert len(_lines(capsys)[0]) == 14


def test_known_findings_are_shown_when_asked_for(
    article: Path, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--show-baselined", "--quiet", "articles/mill.md"]) == 0
    out, _ = _lines(capsys)
    assert len(out) == 1
    assert out[0].endswith("[known]")


def test_fix_repairs_known_findings_and_leaves_stale_entries(
    article: Path, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--fix", "articles/mill.md"]) == 0
    assert "1 entry of the baseline is stale" in _lines(capsys)[1]
    assert main(["--lang", "zh", "--baseline-strict", "articles"]) == 1
    assert "基线内 12 个；基线中 1 条已失效" in _lines(capsys)[1]
    assert main(["--lang", "zh", "--no-baseline", "--diff-base", "HEAD", "articles"]) == 0
    assert "HEAD 中已有 12 个" in _lines(capsys)[1]
    assert main(["baseline", "diff", "articles"]) == 1
    assert _lines(capsys)[0] == ["- articles/mill.md: PUN001 上游的堤挑了七年⟦,,⟧换了一个县官。"]
    assert main(["baseline", "prune", "articles"]) == 0
    assert len(baseline.read_text(encoding="utf-8").splitlines()) == 12
    assert main(["--baseline-strict", "articles"]) == 0
    assert main(["baseline", "diff", "articles"]) == 0


def test_update_only_shrinks_unless_new_findings_are_accepted(
    article: Path, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(article)
    (article.parent / "mill.md").write_text("# 磨坊\n", encoding="utf-8")
    assert main(["baseline", "update", "articles"]) == 1
    out, err = _lines(capsys)
    assert [line.partition(": ")[0] for line in out] == ["articles/渡口.md:13:8"]
    assert "12 entries; 0 added, 1 removed" in err
    assert "1 new finding not added" in err
    assert main(["articles"]) == 1
    assert main(["baseline", "update", "--accept-new", "articles"]) == 0
    assert main(["articles"]) == 0
    assert len(baseline.read_text(encoding="utf-8").splitlines()) == 13


def test_a_run_over_one_file_keeps_the_entries_of_others(
    article: Path, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = baseline.read_bytes()
    assert main(["--baseline-strict", "articles/mill.md"]) == 0
    assert main(["baseline", "update", "articles/mill.md"]) == 0
    assert main(["baseline", "update", "--select", "ENC004", "articles"]) == 0
    assert main(["--baseline-strict", "--select", "ENC004", "articles"]) == 0
    assert baseline.read_bytes() == before


def test_a_renamed_file_keeps_its_findings(article: Path, baseline: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (article.parent / "2026").mkdir()
    article.rename(article.parent / "2026" / "ferry.md")
    assert main(["--baseline-strict", "articles"]) == 0
    assert main(["--no-baseline", "--diff-base", "HEAD", "articles"]) == 0
    assert main(["articles/2026/ferry.md"]) == 0
    assert main(["baseline", "update", "articles"]) == 0
    assert "articles/渡口.md" not in baseline.read_text(encoding="utf-8")
    assert main(["--baseline-strict", "articles"]) == 0


def test_standard_input_is_known_by_its_name(
    article: Path, baseline: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{_STORY}\n{_NEW}\n".encode()
    for words in ([], ["--no-baseline", "--diff-base", "HEAD"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
        assert main([*words, "--quiet", "-", "--stdin-filename", "articles/渡口.md"]) == 1
        assert [line.partition(": ")[0] for line in _lines(capsys)[0]] == ["articles/渡口.md:27:8"]


def test_a_suppressed_finding_is_not_written_down(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = repository / "articles" / "mill.md"
    file.write_text(f"<!-- lintcorpus-disable PUN001 -- quoted -->\n\n{_OTHER}", encoding="utf-8")
    assert main(["baseline", "create", "articles"]) == 0
    assert "12 findings in 2 files" in capsys.readouterr().out
    file.write_text(_OTHER, encoding="utf-8")
    assert main(["articles"]) == 1


def test_show_lists_entries_below_a_path(article: Path, baseline: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "show", "articles/mill.md"]) == 0
    out, err = _lines(capsys)
    assert out == ["articles/mill.md: PUN001 上游的堤挑了七年⟦,,⟧换了一个县官。"]
    assert "1 of 13 entries" in err


def test_another_file_may_be_named(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "create", "--baseline", "known.jsonl", "articles"]) == 0
    assert not (repository / _BASELINE).exists()
    assert main(["articles"]) == 1
    assert main(["--baseline", "known.jsonl", "articles"]) == 0
    (repository / "lintcorpus.yaml").write_text("select: [PUN001]\nbaseline: known.jsonl\n", encoding="utf-8")
    assert main(["articles"]) == 0
    assert main(["--baseline", "none.jsonl", "articles"]) == 2
    assert "none.jsonl: there is no such baseline; 'lintcorpus baseline create' makes one" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["create"], "there is a baseline already"),
        (["prune", "--accept-new"], "--accept-new goes with 'baseline update'"),
        (["update", "nowhere.md"], "nowhere.md: no such file"),
        (["update", "--isolated"], "an isolated run has no project file"),
        (["change"], "invalid choice"),
    ],
)
def test_wrong_use_is_told(baseline: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert main(["baseline", *words]) == 2
    assert said in capsys.readouterr().err


def test_there_must_be_a_baseline_to_update(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "update", "articles"]) == 2
    assert "there is no baseline; 'lintcorpus baseline create' makes one" in capsys.readouterr().err


def test_branches_that_both_change_the_baseline_merge(
    article: Path, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(".gitattributes").write_text(f"{_BASELINE} merge=union\n", encoding="utf-8")
    _commit("attributes")
    _git("switch", "--quiet", "--create", "other")
    (article.parent / "other.md").write_text("# 邮差\n\n信都送到了，，只剩一封。\n", encoding="utf-8")
    assert main(["baseline", "update", "--accept-new", "articles"]) == 0
    _commit("other")
    _git("switch", "--quiet", "main")
    (article.parent / "mill.md").unlink()
    (article.parent / "otter.md").write_text("# 水獭\n\n水獭回来了，，住在桥下。\n", encoding="utf-8")
    assert main(["baseline", "update", "--accept-new", "articles"]) == 0
    _commit("main")
    _git("merge", "--quiet", "--no-edit", "other")
    capsys.readouterr()
    assert main(["articles"]) == 0
    assert "14 in the baseline" in capsys.readouterr().err
    assert main(["baseline", "update", "articles"]) == 0
    assert main(["--baseline-strict", "articles"]) == 0
    assert len(baseline.read_text(encoding="utf-8").splitlines()) == 14


def test_conflict_markers_are_told(article: Path, baseline: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = baseline.read_text(encoding="utf-8").splitlines(keepends=True)
    baseline.write_text("".join([lines[0], "<<<<<<< HEAD\n", *lines[1:]]), encoding="utf-8")
    for words in (["articles"], ["baseline", "update", "articles"], ["baseline", "show"]):
        assert main(words) == 2
        assert "baseline.jsonl:2: a merge left a conflict here" in capsys.readouterr().err
    baseline.write_bytes(b"\n\xff\n")
    assert main(["articles"]) == 2
    assert "baseline.jsonl:2: the baseline is not UTF-8" in capsys.readouterr().err


def test_a_rule_that_fails_leaves_the_baseline_alone(
    article: Path, baseline: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = baseline.read_bytes()

    def broken(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("lintcorpus.engine.pipeline.stamp", broken)
    assert main(["baseline", "update", "articles"]) == 3
    out, err = _lines(capsys)
    assert "RUN004" in out[0]
    assert "the baseline was left alone" in err
    assert baseline.read_bytes() == before


def test_rules_across_files_are_compared_with_the_revision(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "# 渡口\n\n" + "老船夫五点起床，先去看水位，再去敲铺子的门，铺子里卖的是昨天的馒头。" * 12 + "\n"
    (repository / "lintcorpus.yaml").write_text("select: [DUP006]\ncorpus: [articles]\n", encoding="utf-8")
    (repository / "articles" / "a.md").write_text(text, encoding="utf-8")
    (repository / "articles" / "b.md").write_text(text, encoding="utf-8")
    _commit("two copies")
    assert main(["--diff-base", "HEAD"]) == 0
    (repository / "articles" / "c.md").write_text(text, encoding="utf-8")
    capsys.readouterr()
    for words in ([], ["articles/c.md"]):
        assert main(["--diff-base", "HEAD", "--quiet", *words]) == 1
        assert [line.partition(":")[0] for line in _lines(capsys)[0]] == ["articles/c.md"]
    assert main(["--diff-base", "HEAD", "articles/b.md"]) == 0


def test_a_link_that_broke_since_the_revision_is_new(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "lintcorpus.yaml").write_text("select: [LNK011]\n", encoding="utf-8")
    (repository / "articles" / "a.md").write_text("看[磨坊](mill.md)，也看[井](well.md)。\n", encoding="utf-8")
    _commit("links")
    assert main(["--diff-base", "HEAD", "articles"]) == 0
    (repository / "articles" / "mill.md").unlink()
    capsys.readouterr()
    assert main(["--diff-base", "HEAD", "--quiet", "articles"]) == 1
    out, _ = _lines(capsys)
    assert len(out) == 1
    assert "mill.md" in out[0]


def test_a_project_below_the_top_of_the_repository(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "articles" / "lintcorpus.yaml").write_text("select: [PUN001]\n", encoding="utf-8")
    monkeypatch.chdir(repository / "articles")
    assert main(["--diff-base", "main"]) == 0
    (repository / "articles" / "mill.md").write_text(_OTHER + f"\n{_NEW}\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["--diff-base", "main", "--quiet"]) == 1
    assert [line.partition(": ")[0] for line in _lines(capsys)[0]] == ["mill.md:5:8"]


def test_revisions_that_are_not_there(
    article: Path, baseline: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["--diff-base", "nonsense", "articles"]) == 2
    assert "git has no revision 'nonsense' here; 'git log --all --oneline'" in capsys.readouterr().err
    assert main(["--diff-base", "--all", "articles"]) == 2
    capsys.readouterr()
    assert main(["--diff-base=--all", "articles"]) == 2
    assert "git has no revision '--all'" in capsys.readouterr().err
    shallow = tmp_path / "shallow"
    _git("clone", "--quiet", "--depth", "1", f"file://{Path.cwd()}", str(shallow))
    monkeypatch.chdir(shallow)
    assert main(["--diff-base", "HEAD~1", "articles"]) == 2
    assert "'git fetch --deepen=100 origin'" in capsys.readouterr().err
    assert main(["--diff-base", "origin/feature", "articles"]) == 2
    assert "'git fetch --depth=1 origin feature:refs/remotes/origin/feature' brings it" in capsys.readouterr().err
    assert main(["--diff-base", "v1", "articles"]) == 2
    assert "'git fetch --depth=1 origin v1'" in capsys.readouterr().err
    _git("fetch", "--quiet", "--deepen=100", "origin")
    assert main(["--no-baseline", "--diff-base", "HEAD~1", "articles"]) == 0


def test_outside_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.md").write_text(_OTHER, encoding="utf-8")
    for words in (["--diff-base", "HEAD"], ["--staged"]):
        assert main([*words, "."]) == 2
        assert "is in no work tree of a git repository" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["--staged", "."]) == 2
    assert "there is no 'git' command" in capsys.readouterr().err


def test_staged_content_is_checked_and_not_that_of_the_file(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mill = article.parent / "mill.md"
    assert main(["--staged"]) == 0
    mill.write_text(_OTHER + f"\n{_NEW}\n", encoding="utf-8")
    assert main(["--staged"]) == 0
    _git("add", "articles/mill.md")
    mill.write_text("# 磨坊\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["--staged", "--quiet"]) == 1
    assert [line.partition(": ")[0] for line in _lines(capsys)[0]] == ["articles/mill.md:3:9", "articles/mill.md:5:8"]
    assert main(["--staged", "--diff-base", "HEAD", "--quiet"]) == 1
    assert [line.partition(": ")[0] for line in _lines(capsys)[0]] == ["articles/mill.md:5:8"]
    assert main(["--staged", "articles/渡口.md"]) == 0
    assert main(["--staged", "--exclude", "articles/"]) == 0
    assert main(["--staged", "--fix"]) == 2
    assert mill.read_text(encoding="utf-8") == "# 磨坊\n"


def test_staged_files_of_a_first_commit_and_of_an_open_merge(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    monkeypatch.chdir(fresh)
    _git("init", "--quiet")
    (fresh / "a.md").write_text(_OTHER, encoding="utf-8")
    _git("add", "a.md")
    assert main(["--staged", "--select", "PUN001"]) == 1
    monkeypatch.chdir(repository)
    for branch in ("one", "two"):
        _git("switch", "--quiet", "--create", branch, "main")
        (repository / "articles" / "mill.md").write_text(f"# {branch}\n", encoding="utf-8")
        _commit(branch)
    subprocess.run(["git", "merge", "one"], capture_output=True, check=False)
    capsys.readouterr()
    assert main(["--staged"]) == 2
    assert "articles/mill.md is not merged" in capsys.readouterr().err


def test_a_hook_may_name_another_index(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "articles" / "lintcorpus.yaml").write_text("select: [PUN001]\n", encoding="utf-8")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    _git("read-tree", "HEAD")
    (repository / "articles" / "new.md").write_text(_OTHER, encoding="utf-8")
    _git("add", "articles/new.md")
    capsys.readouterr()
    assert main(["--staged", "--config", "articles/lintcorpus.yaml", "--quiet", "articles"]) == 1
    assert [line.partition(": ")[0] for line in _lines(capsys)[0]] == ["new.md:3:9"]


def test_the_worst_findings_come_first_when_their_number_is_limited(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "articles" / "z.md").write_text("坏\ufffd字。\n", encoding="utf-8")
    words = ["--select", "PUN001,ENC003", "articles"]
    assert main(["--max-findings", "2", *words]) == 1
    out, err = _lines(capsys)
    assert [line.partition(": ")[0] for line in out] == ["articles/z.md:1:2", "articles/mill.md:3:9"]
    assert "12 more findings are not shown (--max-findings)" in err
    assert "Found 14 problems (1 error, 13 warnings)" in err
    assert main(["--max-findings", "1", "--fail-on", "error", *words]) == 1
    assert main(["--max-findings", "none", *words]) == 2


@pytest.mark.parametrize(
    ("required", "code"), [(">=0.1", 0), ("==0.1.0", 0), (">=0.1, <1", 0), (">=99", 2), ("!=0.1", 2), ("newest", 2)]
)
def test_the_version_that_is_required(
    repository: Path, capsys: pytest.CaptureFixture[str], required: str, code: int
) -> None:
    text = f'select: [ENC004]\nrequired-version: "{required}"\n'
    (repository / "lintcorpus.yaml").write_text(text, encoding="utf-8")
    assert main(["articles"]) == code
    assert ("lintcorpus.yaml:2: " in capsys.readouterr().err) == bool(code)


def test_an_unknown_setting_of_a_later_version_is_told_as_such(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "lintcorpus.yaml").unlink()
    text = '[tool.other]\nrequired-version = ">=1"\n\n[tool.lintcorpus]\nnew-thing = true\nrequired-version = ">=99"\n'
    (repository / "pyproject.toml").write_text(text, encoding="utf-8")
    assert main(["articles"]) == 2
    assert "required-version is '>=99', and this is lintcorpus" in capsys.readouterr().err


_CARD = """\
id: MY001
name: ferry-word
summary: {en: A ferry}
why: {en: Because.}
severity: warning
checker: pattern.match
with: {anchors: [渡口]}
message: {en: "ferry: {match}"}
fix: {safety: none}
good: ["桥"]
bad: ["⟦渡口⟧"]
"""


def test_a_rule_that_was_renamed_keeps_its_entries(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "mine" / "words").mkdir(parents=True)
    (repository / "mine" / "PACK.yaml").write_text("name: mine\nversion: '1'\nschema: 1\n", encoding="utf-8")
    card = repository / "mine" / "words" / "ferry-word.yaml"
    card.write_text(_CARD, encoding="utf-8")
    (repository / "lintcorpus.yaml").write_text("packs: [mine]\nselect: [ferry-word]\n", encoding="utf-8")
    assert main(["baseline", "create", "articles"]) == 0
    renamed = _CARD.replace("MY001", "MY002")
    card.write_text(renamed, encoding="utf-8")
    assert main(["articles"]) == 1
    assert "1 entry of the baseline is stale" in capsys.readouterr().err
    card.write_text(renamed + "aliases: [MY001]\n", encoding="utf-8")
    assert main(["--baseline-strict", "articles"]) == 0
    assert main(["baseline", "update", "articles"]) == 0
    assert '"MY002"' in (repository / _BASELINE).read_text(encoding="utf-8")
    card.write_text(renamed, encoding="utf-8")
    assert main(["--baseline-strict", "articles"]) == 0
