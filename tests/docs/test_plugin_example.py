"""The example of a plugin installs, is found, and passes its own tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.tool import ROOT

PLUGIN = ROOT / "examples" / "plugin"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which Python finds the plugin and this checkout."""
    target = tmp_path_factory.mktemp("plugin")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--target", str(target), str(PLUGIN)], check=True)
    return {**os.environ, "PYTHONPATH": f"{target}{os.pathsep}{ROOT}"}


def _lintcorpus(environment: dict[str, str], cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lintcorpus", *words]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_its_rule_finds_a_wrong_number(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Tides\n\nISBN 978-0-306-40615-1\n", encoding="utf-8")
    done = _lintcorpus(environment, tmp_path, "--select", "wrong-isbn", "a.md")
    assert done.stdout == (
        "a.md:3:6: warning ISBN001 wrong-isbn: 978-0-306-40615-1 is no ISBN: the check digit would be 7\n"
    )
    assert done.returncode == 1


def test_its_card_explains_itself_and_holds_its_examples(environment: dict[str, str], tmp_path: Path) -> None:
    assert "ISBN001 wrong-isbn" in _lintcorpus(environment, tmp_path, "explain", "ISBN001").stdout
    installed = Path(environment["PYTHONPATH"].split(os.pathsep)[0]) / "lintcorpus_isbn" / "rules"
    done = _lintcorpus(environment, tmp_path, "rules", "test", str(installed))
    assert (done.returncode, done.stdout.split("\n")[0]) == (0, "ISBN001 wrong-isbn: ok (2 bad, 4 good)")


def test_it_is_gone_when_it_is_disabled(environment: dict[str, str], tmp_path: Path) -> None:
    done = _lintcorpus(environment, tmp_path, "rules", "ISBN001", "--disable-plugin", "isbn")
    assert done.returncode == 2


def test_its_own_tests_pass(environment: dict[str, str]) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        ".",
        "-o",
        "addopts=",
        "tests",
    ]
    done = subprocess.run(command, cwd=PLUGIN, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
