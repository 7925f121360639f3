"""Reports as the validators of others see them: Microsoft's SARIF Multitool, sarif-tools, rdformat-validator.

They are no Python packages of the test group: ``npm install @microsoft/sarif-multitool
@umbrelladocs/rdformat-validator`` (in this checkout, or anywhere that ``NODE_PATH`` names) and
``pip install sarif-tools xmlschema``. What is missing is skipped with its name.
"""

import functools
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lintcorpus.cli import main
from lintcorpus.reporters.sarif import SCHEMA
from tests.support import compiled_cards

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
_PLATFORMS = {"darwin": "darwin", "win32": "win32"}


@functools.cache
def _node_folders() -> list[Path]:
    named = [Path(part) for part in os.environ.get("NODE_PATH", "").split(os.pathsep) if part]
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    done = subprocess.run([npm, "root", "--global"], capture_output=True, text=True, check=False)
    return [*named, ROOT / "node_modules", Path(done.stdout.strip() or "/nowhere")]


def node_package(name: str) -> Path:
    """The folder of an npm package; the test is skipped without it."""
    found = next((folder / name for folder in _node_folders() if (folder / name).is_dir()), None)
    if found is None:
        pytest.skip(f"the npm package {name} is not installed")
    return found


@pytest.fixture
def multitool() -> Path:
    """The executable of the SARIF Multitool."""
    folder = node_package(f"@microsoft/sarif-multitool-{_PLATFORMS.get(sys.platform, 'linux')}")
    tool = folder / ("Sarif.Multitool.exe" if sys.platform == "win32" else "Sarif.Multitool")
    if not os.access(tool, os.X_OK):
        tool.chmod(0o755)  # newer npm runs no install script, and the package needs one for this
    return tool


@pytest.fixture(params=["seeds", "seeds in Chinese", "cut", "failures", "hostile"])
def report(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the reports ``out.sarif`` and ``out.rdjson`` of a run."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    words = ["--quiet"]
    if request.param in ("failures", "hostile"):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "lintcorpus.yaml").write_text("max-file-size: 2000\n", encoding="utf-8")
        (tmp_path / "too large.md").write_text("长" * 1000, encoding="utf-8")
        (tmp_path / "😀 a#b?.md").write_text("😀e\u0301中文，，。\u202e::error::x\x1b[31m\n\n[a](\n", encoding="utf-8")
        (tmp_path / "u16.txt").write_text("上，，下\n", encoding="utf-16")
        words += ["."] if request.param == "hostile" else [".", "nowhere.md"]
    else:
        monkeypatch.chdir(ROOT)
        more = {"seeds in Chinese": ["--lang", "zh"], "cut": ["--sarif-max-results", "7"]}
        words += ["--isolated", "seeds", *more.get(request.param, [])]
    for name in ("sarif", "rdjson"):
        words += ["--output", f"{name}={tmp_path / 'out'}.{name}"]
    assert main(["check", *words]) == {"failures": 2, "hostile": 3}.get(request.param, 1)
    return tmp_path


def _checked(multitool: Path, folder: Path) -> Counter[str]:
    """How many errors and warnings the multitool has; it exits 0 in any case, so its log is read."""
    log = folder / "validated.sarif"
    command = [str(multitool), "validate", str(folder / "out.sarif"), "--rule-kind", "Sarif;Gh"]
    options = ["--level", "Error;Warning;Note", "--output", str(log), "--log", "ForceOverwrite"]
    size = ["--max-file-size-in-kb", "1000000"]  # a larger file is passed over without a word
    done = subprocess.run([*command, *options, *size], capture_output=True, text=True, check=False)
    assert "1 files scanned" in done.stdout, done.stdout + done.stderr
    (run,) = json.loads(log.read_text(encoding="utf-8-sig"))["runs"]
    # With a schema that it does not know it looks at nothing; else it always notes something.
    assert run["results"]
    bad = [item for item in run["results"] if item.get("level", "warning") != "note"]
    return Counter(f"{item['ruleId']} {item['message'].get('arguments')}" for item in bad)


def test_the_multitool_finds_no_error_and_no_warning(multitool: Path, report: Path) -> None:
    assert _checked(multitool, report) == Counter()


def test_the_multitool_would_find_an_error(multitool: Path, tmp_path: Path) -> None:
    region = {"startLine": 5, "endLine": 2}
    place = {"physicalLocation": {"artifactLocation": {"uri": "a.md"}, "region": region}}
    result = {"ruleId": "X001", "message": {"text": "A line."}, "locations": [place]}
    run: dict[str, Any] = {"tool": {"driver": {"name": "x"}}, "results": [result]}
    (tmp_path / "out.sarif").write_text(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}))
    assert any(key.startswith("SARIF1007") for key in _checked(multitool, tmp_path))


def test_the_multitools_schema_is_met(multitool: Path, report: Path) -> None:
    # The multitool itself is silent about a value that the schema does not know.
    schema = multitool.parent / "sarif-2.1.0.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(report / "out.sarif")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_hashes_of_lines_are_those_of_the_multitool(multitool: Path) -> None:
    command = [sys.executable, str(ROOT / "bench" / "sarif_hash.py"), "--multitool", str(multitool)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith(" 0 different")


def test_sarif_tools_read_it(report: Path) -> None:
    tool = shutil.which("sarif", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if tool is None:
        pytest.skip("sarif-tools is not installed")
    folder = report / "theirs"
    folder.mkdir()
    (folder / "out.sarif").write_bytes((report / "out.sarif").read_bytes())
    results = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    for command in ("summary", "csv", "codeclimate", "html"):
        target = report / f"sarif-tools.{command}"
        done = subprocess.run(
            [tool, command, "--output", str(target), str(folder)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        if command == "codeclimate":
            shown = [item for item in results if not item["suppressions"]]
            assert len(json.loads(target.read_text(encoding="utf-8"))) in (len(shown), len(results))


def test_rdformat_validator_accepts_it(report: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    package = node_package("@umbrelladocs/rdformat-validator")
    entry = json.loads((package / "package.json").read_text(encoding="utf-8"))["bin"]
    script = package / (entry if isinstance(entry, str) else next(iter(entry.values())))
    # It reads no lines; a test of the format holds that they are the same diagnostics.
    command = [node, str(script), "--verbose", str(report / "out.rdjson")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
