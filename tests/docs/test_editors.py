"""What the pages about editors tell people to copy can be read by what it is for."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.docs.tool import ROOT

PAGES = sorted((ROOT / "docs" / "editors").glob("*.md"))
_FIX_ALL = r"\bsource\.fixAll\.\w+"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(kind: str, page: str = "") -> list[str]:
    return [
        text
        for path in PAGES
        if page in path.name
        for name, text in _BLOCK.findall(path.read_text("utf-8"))
        if name == kind
    ]


def test_json_is_json() -> None:
    read = [json.loads(text) for text in _blocks("json")]
    assert len(read) >= 3


def test_the_extension_of_vscode_has_what_its_manifest_names() -> None:
    manifest, settings = (json.loads(text) for text in _blocks("json", "vscode"))
    assert {"name", "publisher", "version", "engines", "main", "activationEvents"} <= manifest.keys()
    assert "vscode" in manifest["engines"]
    (command,) = manifest["contributes"]["commands"]
    assert command["command"] == _named(r"\blintcorpus\.check\w+")
    (script,) = _blocks("js", "vscode")
    assert [name for name in manifest["dependencies"] if f'require("{name}/node")' in script]
    assert settings["[markdown]"]["editor.codeActionsOnSave"].keys() <= {_named(_FIX_ALL)}


def test_helix_starts_the_server_that_its_languages_name() -> None:
    (text,) = _blocks("toml", "helix")
    read = tomllib.loads(text)
    assert read["language-server"] == {"lintcorpus": {"command": "lintcorpus", "args": ["server"]}}
    assert [language["name"] for language in read["language"]] == ["markdown", "text"]
    for language in read["language"]:
        assert set(language["language-servers"]) <= read["language-server"].keys()


def test_the_extension_of_zed_is_a_library_that_names_its_server() -> None:
    extension, crate = (tomllib.loads(text) for text in _blocks("toml", "zed"))
    assert extension["schema_version"] == 1
    assert extension["language_servers"].keys() == {"lintcorpus"}
    assert crate["lib"]["crate-type"] == ["cdylib"]
    (settings,) = (json.loads(text) for text in _blocks("json", "zed"))
    assert settings["languages"]["Markdown"]["code_actions_on_format"] == {_named(_FIX_ALL): True}


def _runs(program: str) -> bool:
    """Whether a program is there and works: a proxy for one that was never installed is there, too."""
    return shutil.which(program) is not None and subprocess.run([program, "--version"], check=False).returncode == 0


@pytest.mark.parametrize(
    ("kind", "command", "name"),
    [
        ("js", ["node", "--check"], "extension.js"),
        ("rust", ["rustfmt", "--emit", "stdout", "--edition", "2021"], "lib.rs"),
    ],
)
def test_programs_can_be_read(kind: str, command: list[str], name: str, tmp_path: Path) -> None:
    if not _runs(command[0]):
        pytest.skip(f"there is no {command[0]}")
    for text in _blocks(kind):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = subprocess.run([*command, str(tmp_path / name)], capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("nvim") is None, reason="there is no nvim")
def test_neovim_reads_every_piece(tmp_path: Path) -> None:
    for index, text in enumerate(_blocks("lua")):
        file = tmp_path / f"{index}.lua"
        file.write_text(text, encoding="utf-8")
        ask = f"lua local read, why = loadfile({json.dumps(str(file))}); io.stdout:write(why or 'read'); vim.cmd('qa!')"
        done = subprocess.run(
            ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-c", ask],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.stdout == "read", done.stderr


def _named(pattern: str) -> str:
    """The one name of this form that the server knows."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "lintcorpus" / "server").glob("*.py"))
    (name,) = set(re.findall(pattern, source))
    return str(name)
