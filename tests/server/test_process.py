"""The server as a process of its own: alone on its pipes, and in Neovim."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra 'lsp' is not installed")

from tests.server.client import Client
from tests.server.test_server import LINE, SETTINGS, TEXT, put

COMMAND = [sys.executable, "-m", "lintcorpus", "server"]
pytestmark = pytest.mark.slow


def test_a_process_speaks_the_protocol_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, "lintcorpus.yaml", SETTINGS)
    path = put(tmp_path, "a.md", TEXT)
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, "--stdio"], cwd=tmp_path, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        client = Client(process.stdout, process.stdin)
        client.begin([tmp_path])
        assert [item["code"] for item in client.opened(path)] == ["PUN001", "LNK001"]
        client.end()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


def test_what_a_plugin_prints_does_not_reach_the_editor(tmp_path: Path) -> None:
    project = tmp_path / "project"
    put(project, "lintcorpus.yaml", SETTINGS)
    path = put(project, "a.md", TEXT)
    put(tmp_path, "chatty.py", NOISY)
    info = "Metadata-Version: 2.1\nName: chatty\nVersion: 1\n"
    put(tmp_path, "chatty-1.dist-info/METADATA", info)
    put(tmp_path, "chatty-1.dist-info/entry_points.txt", "[lintcorpus]\nchatty = chatty\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    pipe = subprocess.PIPE
    with subprocess.Popen(COMMAND, cwd=project, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        client = Client(process.stdout, process.stdin)
        client.begin([project])
        assert [item["code"] for item in client.opened(path)] == ["PUN001", "LNK001"]
        client.end()
        assert process.wait(30) == 0
        assert b"by print\n" in (said := process.stderr.read())
        assert b"by the descriptor\n" in said


NOISY = """
import os
from lintcorpus.api import hookimpl

LINTCORPUS_API_VERSION = 1
print("by print", flush=True)


@hookimpl
def lintcorpus_decode(path, raw):
    os.write(1, b"by the descriptor\\n")
    return None
"""


def test_an_editor_that_goes_away_ends_the_server(tmp_path: Path) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen(COMMAND, cwd=tmp_path, stdin=pipe, stdout=pipe) as process:
        assert process.stdin
        assert process.stdout
        client = Client(process.stdout, process.stdin)
        client.begin([tmp_path])
        process.stdin.close()
        assert process.wait(30) == 1


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_neovim_shows_the_right_places_and_applies_a_repair(tmp_path: Path, encoding: str, newline: str) -> None:
    put(tmp_path, "lintcorpus.yaml", SETTINGS)
    path = put(tmp_path, "a.md", TEXT.replace("\n", newline))
    out = tmp_path / "seen.json"
    environment = {
        **os.environ,
        "LC_FILE": str(path),
        "LC_COMMAND": json.dumps(COMMAND),
        "LC_ENCODING": encoding,
        "LC_OUT": str(out),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    script = Path(__file__).with_name("editor.lua")
    command = ["nvim", "--headless", "--clean", "-n", "-c", f"luafile {script}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert out.exists(), done.stderr
    seen = json.loads(out.read_text(encoding="utf-8"))
    assert seen["encoding"] == encoding
    assert [(item["code"], item["text"]) for item in seen["before"]] == [
        ("PUN001", "，，"),
        ("LNK001", "[渔港年报](https://example.com/report)]"),
    ]
    assert "(PUN001, safe)" in seen["titles"][0]
    assert [item["code"] for item in seen["after"]] == ["LNK001"]
    assert seen["lines"][2] == LINE.replace("，，", "，")
    assert path.read_bytes() == TEXT.replace("，，", "，").replace("\n", newline).encode("utf-8")


@pytest.mark.parametrize(
    ("package", "arguments", "extra"), [("lsprotocol", ["server"], "lsp"), ("watchfiles", ["--watch"], "watch")]
)
def test_an_extra_that_is_missing_is_named(tmp_path: Path, package: str, arguments: list[str], extra: str) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None; from lintcorpus.cli import main; sys.exit(main({arguments!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"pip install 'lintcorpus[{extra}]'" in done.stderr
