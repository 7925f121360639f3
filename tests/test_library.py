"""The Python interface: typed, lazily imported, the same findings as the command line."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import lintcorpus
from lintcorpus import Linter, Settings, Severity, lint_file, lint_records, lint_text
from lintcorpus.cli import main
from lintcorpus.errors import UsageError
from lintcorpus.model.fix import Safety, apply_edits
from tests.records.files import ARTICLES, articles, jsonl
from tests.support import compiled_cards

_EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "lint_records.py"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))


def test_the_package_itself_imports_none_of_it() -> None:
    code = (
        "import sys, lintcorpus; sys.exit(sorted(name for name in sys.modules if name.startswith('lintcorpus.')) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(getattr(lintcorpus, name) is not None for name in lintcorpus.__all__)
    with pytest.raises(AttributeError, match="no attribute 'lint_folder'"):
        _ = lintcorpus.lint_folder


def test_a_text_gives_issues_with_edits_that_repair_it() -> None:
    text = "# 山路\n\n一句话，，两个逗号。\n"
    (issue,) = lint_text(text, settings=Settings(select=("PUN001",)))
    assert (issue.path, issue.rule, issue.name, issue.severity) == (
        "text.md",
        "PUN001",
        "doubled-mark",
        Severity.WARNING,
    )
    assert (issue.line, issue.column, issue.end_line, issue.end_column) == (3, 4, 3, 6)
    assert text[issue.start : issue.end] == "，，"
    assert issue.safety is Safety.SAFE
    assert apply_edits(text, issue.edits) == "# 山路\n\n一句话，两个逗号。\n"
    assert (issue.record, issue.field) == (None, None)
    (chinese,) = lint_text(text, settings=Settings(select=("PUN001",)), language="zh")
    assert chinese.message != issue.message
    assert chinese.fingerprint == issue.fingerprint


def test_a_file_gives_what_the_command_line_gives(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "a.jsonl").write_bytes(jsonl(articles()))
    (tmp_path / "a.md").write_text(ARTICLES["a4"], encoding="utf-8")
    for name in ("a.jsonl", "a.md"):
        main(["--isolated", "--output-format", "json", "-q", name])
        told = json.loads(capsys.readouterr().out)["diagnostics"]
        found = lint_file(tmp_path / name)
        assert found
        assert [(item.path, item.rule, item.start, item.message) for item in found] == [
            (item["path"], item["rule"], item["start"]["offset"], item["message"]) for item in told
        ]


def test_records_are_read_as_their_issues_are_asked_for() -> None:
    read: list[int] = []

    def rows() -> Iterator[dict[str, object]]:
        for at, text in enumerate(["一，，", "没有问题", "三，，"]):
            read.append(at)
            yield {"id": f"r{at}", "body": text}

    issues = lint_records(rows(), text="body", settings=Settings(select=("PUN001",)))
    first = next(issues)
    assert (first.path, first.record, first.field) == ("records#r0", "r0", "body")
    assert read == [0]
    assert [issue.record for issue in issues] == ["r2"]


def test_records_are_compared_when_that_is_asked_for() -> None:
    text = "# 山里的邮差\n\n" + "他每周走两趟山路，把信送到最后一户人家，再把空袋子背回来，路上要过三座桥。\n\n" * 3
    rows = [{"text": text}, {"text": text}]
    settings = Settings(select=("DUP006",))
    assert list(lint_records(rows, settings=settings)) == []
    (issue,) = lint_records(rows, settings=settings, across=True)
    assert (issue.path, issue.record) == ("records#@2", "2")


def test_a_record_without_its_field_is_an_issue() -> None:
    (issue,) = lint_records([{"id": 7, "body": "x"}], settings=Settings(select=("RUN",)))
    assert (issue.rule, issue.record) == ("RUN003", "7")
    assert issue.message == "The file was left alone: it has no field 'text'; it has 'id', 'body'"


def test_a_wrong_setting_shows_at_once_and_a_config_file_counts_only_when_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown rule 'NOPE'"):
        Linter(Settings(select=("NOPE",)))
    config = tmp_path / "lintcorpus.yaml"
    config.write_text("select: [LNK]\n", encoding="utf-8")
    text = "一句话，，两个逗号。\n"
    assert [issue.rule for issue in Linter(config=config, root=tmp_path).text(text)] == []
    assert "PUN001" in [issue.rule for issue in Linter(root=tmp_path).text(text)]
    settings = Settings(severity={"PUN001": Severity.ERROR}, select=("PUN001",))
    assert [issue.severity for issue in Linter(settings, config=config).text(text)] == [Severity.ERROR]


def test_the_example_in_the_documentation_runs(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(jsonl(articles()))
    done = subprocess.run(
        [sys.executable, str(_EXAMPLE), "in.jsonl", "out.jsonl"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("kept 3 records, left out 1\n")
    kept = [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kept == ["a1", "a3", "a4"]
