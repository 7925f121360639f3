"""The files for CI systems: valid, without a way to inject a script, and true to what the program prints."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from lintcorpus.app.init import rendered_template
from lintcorpus.cli import main
from tests.support import compiled_cards

ROOT = Path(__file__).parent.parent
ACTION = ROOT / "action.yml"
WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"
MATCHER = ROOT / ".github" / "lintcorpus-matcher.json"


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _valid(schema: str, path: Path) -> None:
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_and_the_workflow_fit_their_schemas() -> None:
    _valid("vendor.github-actions", ACTION)
    _valid("vendor.github-workflows", WORKFLOW)


@pytest.mark.parametrize(
    ("name", "schema"), [("github.yml", "vendor.github-workflows"), ("gitlab.yml", "vendor.gitlab-ci")]
)
def test_templates_fit_their_schemas(name: str, schema: str, tmp_path: Path) -> None:
    text = rendered_template(name, BRANCH="main")
    assert not re.search(r"@[A-Z]+@", text)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    _valid(schema, path)


def _scripts(node: Any) -> Iterator[str]:
    """All scripts in a workflow or action."""
    if isinstance(node, dict):
        if isinstance(node.get("run"), str):
            yield node["run"]
        for item in node.values():
            yield from _scripts(item)
    elif isinstance(node, list):
        for item in node:
            yield from _scripts(item)


def test_no_script_holds_an_expression() -> None:
    found = 0
    for path in (ACTION, WORKFLOW, ROOT / "lintcorpus" / "templates" / "github.yml"):
        text = path.read_text(encoding="utf-8").replace("@BRANCH@", "main")
        for script in _scripts(yaml.safe_load(text)):
            assert "${{" not in script, f"{path.name}: {script}"
            found += 1
    assert found > 5


def test_steps_are_pinned_and_permissions_are_least() -> None:
    text = (ROOT / "lintcorpus" / "templates" / "github.yml").read_text(encoding="utf-8")
    for name, content in (("ci.yml", WORKFLOW.read_text(encoding="utf-8")), ("github.yml", text)):
        workflow = yaml.safe_load(content.replace("@BRANCH@", "main"))
        assert workflow["permissions"] == {"contents": "read"}, name
        assert all("permissions" not in job for job in workflow["jobs"].values()), name
    for used in re.findall(r"uses: (\S+)", ACTION.read_text(encoding="utf-8") + WORKFLOW.read_text() + text):
        assert used == "./" or re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", used), used


def test_the_workflow_runs_every_python_on_every_system() -> None:
    matrix = _yaml(WORKFLOW)["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert [name.split("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]


def _check_script() -> str:
    script: str = next(step["run"] for step in _yaml(ACTION)["runs"]["steps"] if step.get("id") == "check")
    return script


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A folder in which the scripts of the action find their ``python``."""
    if os.name == "nt" or shutil.which("bash") is None:
        pytest.skip("wants bash")
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    (work / "a b.md").write_text("好，，再见。\n", encoding="utf-8")
    return tmp_path


def _run(runner: Path, script: str, **inputs: str) -> tuple[subprocess.CompletedProcess[str], str]:
    output = runner / "output"
    output.write_text("", encoding="utf-8")
    names = ("PATHS", "ARGS", "BASELINE", "FAIL_ON", "SARIF", "VERSION", "SOURCE")
    environment = {
        **{f"LINTCORPUS_{name}": inputs.get(name.lower(), "") for name in names},
        "PATH": f"{runner / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(compiled_cards()),
        "RUNNER_TEMP": str(runner),
        "GITHUB_OUTPUT": str(output),
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=runner / "work",
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done, output.read_text(encoding="utf-8")


def test_the_action_checks_annotates_and_writes_sarif(runner: Path) -> None:
    done, output = _run(runner, _check_script(), paths="a b.md\n", args="--select=PUN\n--no-corpus\n", sarif="true")
    assert done.returncode == 1, done.stderr
    assert "::warning file=a b.md,line=1," in done.stdout
    assert "exit-code=1" in output
    assert f"sarif={runner / 'lintcorpus.sarif'}" in output
    assert json.loads((runner / "lintcorpus.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    done, output = _run(runner, _check_script(), paths="a b.md", args="--select=PUN", fail_on="error")
    assert (done.returncode, output) == (0, "exit-code=0\n")


def _stub(runner: Path) -> None:
    """From now on ``python`` only shows its arguments."""
    (runner / "bin" / "python").write_text('#!/bin/sh\nprintf "<%s>" "$@"\n', encoding="utf-8")


@pytest.mark.parametrize(
    "value", ["$(touch pwned)", "`touch pwned`", "x; touch pwned", '"; touch pwned; "', "* ?", "'"]
)
def test_no_input_of_the_action_runs_as_a_script(value: str, runner: Path) -> None:
    _stub(runner)
    done, _ = _run(
        runner, _check_script(), paths=f"{value}\n-rf", args=value, baseline=value, fail_on=value, sarif=value
    )
    options = f"<--output-format=github><--baseline={value}><--fail-on={value}>"
    assert done.stdout == f"<-m><lintcorpus><check>{options}<{value}><{value}><./-rf>"
    assert (done.returncode, done.stderr) == (0, "")
    assert [item.name for item in (runner / "work").iterdir()] == ["a b.md"]


def test_a_version_is_a_version(runner: Path) -> None:
    steps = _yaml(ACTION)["runs"]["steps"]
    script = next(step["run"] for step in steps if step.get("name") == "Install lintcorpus")
    _stub(runner)
    assert _run(runner, script, version="0.1.0")[0].stdout.endswith("<--><lintcorpus==0.1.0>")
    assert _run(runner, script, source="/a b")[0].stdout.endswith("<--></a b>")
    for wrong in ("0.1.0 --index-url=http://a.org", "0.1@git+http://a.org", "$(touch pwned)", "1;x"):
        assert _run(runner, script, version=wrong)[0].returncode == 2, wrong


ARTICLES = {
    "a.md": "好，，再见。\n",
    "有 空格/b：1.md": "[坏]() 与 <b>好</b>，，\n\n# 标题 #\n",
    "c:2:3.md": "错字。。\n\n\n\n\n完\n",
}


def test_the_matcher_reads_every_line_of_the_text_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    for name, text in ARTICLES.items():
        if os.name != "nt" or ":" not in name:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
    for words in (["--output-format", "json"], []):
        main([".", "--exit-zero", "--quiet", "--extend-select", "LNK,MRK", *words])
    printed = capsys.readouterr().out
    whole, end = json.JSONDecoder().raw_decode(printed)
    lines = printed[end:].strip().split("\n")
    matchers = json.loads(MATCHER.read_text(encoding="utf-8"))["problemMatcher"]
    assert len({matcher["owner"] for matcher in matchers}) == len(matchers)
    read = [_read(matchers, line) for line in lines]
    wanted = [
        (item["path"], item["start"]["line"], item["start"]["column"], _severity(item["severity"]), item["rule"])
        for item in whole["diagnostics"]
    ]
    assert read == wanted
    assert {item[3] for item in read} == {"error", "warning", "notice"}


def _read(matchers: list[dict[str, Any]], line: str) -> tuple[str, int, int, str, str]:
    """What the one matcher that fits makes of a line; severities as GitHub knows them."""
    fitting = [(matcher, re.match(matcher["pattern"][0]["regexp"], line)) for matcher in matchers]
    ((matcher, match),) = [(matcher, match) for matcher, match in fitting if match]
    pattern = matcher["pattern"][0]
    assert match[pattern["message"]]
    severity = match[pattern["severity"]] if "severity" in pattern else matcher["severity"]
    return (
        match[pattern["file"]],
        int(match[pattern["line"]]),
        int(match[pattern["column"]]),
        severity,
        match[pattern["code"]],
    )


def _severity(label: str) -> str:
    return "notice" if label == "info" else label
