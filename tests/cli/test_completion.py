"""Completion scripts of the shells, and the manual page."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lintcorpus.cli import main
from lintcorpus.cli.arguments import COMMANDS
from tests.docs.tool import ROOT, tool

_ASK = """\
source {script}
ask() {{
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    $(complete -p lintcorpus | sed 's/.*-F \\([^ ]*\\).*/\\1/')
    echo "${{COMPREPLY[@]}}"
}}
ask {words}
"""


def _script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("lintcorpus exp", {"explain"}),
        ("lintcorpus --unsafe", {"--unsafe-fixes"}),
        ("lintcorpus baseline cr", {"create"}),
        ("lintcorpus check --fail-on ''", {"error", "warning", "info"}),
        ("lintcorpus check art", {"articles"}),
    ],
)
def test_bash_completes(words: str, answer: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "script").write_text(_script("bash", capsys), encoding="utf-8")
    ask = _ASK.format(script=tmp_path / "script", words=words)
    done = subprocess.run(["bash", "-c", ask], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.split()) == answer


@pytest.mark.parametrize("shell", ["zsh", "tcsh"])
def test_other_shells_know_all_commands(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    script = _script(shell, capsys)
    for command in COMMANDS:
        assert command in script


def test_the_manual_page_names_every_command_and_option() -> None:
    page = tool("build_man").manual()
    assert page.startswith(".TH LINTCORPUS 1 ")
    for command in COMMANDS:
        assert f"\n.SH {command.upper()}\n" in page
    assert "\n\\fB\\-\\-fail\\-on\\fR \\fI{error,warning,info}\\fR\n" in page


@pytest.mark.slow
def test_a_wheel_brings_the_manual_page(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, capture_output=True, check=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        (name,) = [name for name in wheel.namelist() if name.endswith("/share/man/man1/lintcorpus.1")]
        assert wheel.read(name).startswith(b".TH LINTCORPUS 1 ")


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_the_manual_page_has_no_fault() -> None:
    page = tool("build_man").manual()
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww"], input=page, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
    assert "EXIT STATUS" in re.sub(".\b", "", done.stdout)
