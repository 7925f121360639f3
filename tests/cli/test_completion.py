"""Completion scripts of the shells, and the manual page."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lintcorpus.cli import main
from lintcorpus.cli.arguments import COMMANDS, add_arguments
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
        ("lintcorpus explain LNK00", {f"LNK00{digit}" for digit in range(1, 10)}),
        ("lintcorpus explain unbal", {"unbalanced-link-bracket"}),
        ("lintcorpus check --select PU", {"PUN", *(f"PUN00{digit}" for digit in range(1, 10))}),
    ],
)
def test_bash_completes(words: str, answer: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "script").write_text(_script("bash", capsys), encoding="utf-8")
    ask = _ASK.format(script=tmp_path / "script", words=words)
    done = subprocess.run(["bash", "-c", ask], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.split()) == answer


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("lintcorpus exp", {"explain"}),
        ("lintcorpus --unsafe", {"--unsafe-fixes"}),
        ("lintcorpus art", {"articles/"}),
        ("lintcorpus baseline cr", {"create"}),
        ("lintcorpus check --fail-on ", {"error", "warning", "info"}),
        ("lintcorpus check --config lint", {"lintcorpus.yaml"}),
        ("lintcorpus explain unbal", {"unbalanced-link-bracket"}),
        ("lintcorpus explain lintc", set()),
        ("lintcorpus words --qu", set()),
        ("lintcorpus learn --qu", {"--quiet"}),
        ("lintcorpus --select PUN00", {f"PUN00{digit}" for digit in range(1, 10)}),
    ],
)
def test_fish_completes(words: str, answer: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "lintcorpus.yaml").touch()
    (tmp_path / "script.fish").write_text(_script("fish", capsys), encoding="utf-8")
    ask = f"source script.fish; complete --do-complete '{words}'"
    environment = {**os.environ, "HOME": str(tmp_path), "TERM": "dumb"}
    command = ["fish", "--no-config", "-c", ask]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.stderr == ""
    assert {line.split("\t")[0] for line in done.stdout.split("\n") if line} == answer


def test_fish_gets_a_line_for_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    script = _script("fish", capsys)
    for command in COMMANDS:
        parser = argparse.ArgumentParser()
        add_arguments(parser, command)
        mine = [line for line in script.split("\n") if f"'__fish_seen_subcommand_from {command}'" in line]
        for action in parser._actions:
            for option in action.option_strings:
                if option.startswith("--"):
                    assert [line for line in mine if f" -l {option[2:]} " in f"{line} "], option


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
