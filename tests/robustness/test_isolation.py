"""What strangers wrote can neither run anything, nor reach the network, nor lead outside."""

import base64
import json
import os
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import xxhash

from lintcorpus.cli.arguments import COMMANDS
from tests.support import compiled_cards

ROOT = Path(__file__).parent.parent.parent
BAD = "# 题目\n\n他来了，，又走了。见 [这里](https://a.example/x) 和 http://b.example/y 。\n"
_GUARD = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
        print("the network was asked", file=sys.stderr, flush=True)
        raise ConnectionError("the network was asked")
sys.addaudithook(refuse)
from lintcorpus.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lintcorpus.yaml").write_text("corpus: [posts]\n", encoding="utf-8")
    (tmp_path / "posts").mkdir()
    for at in range(3):
        (tmp_path / "posts" / f"{at}.md").write_text(BAD, encoding="utf-8")
    (tmp_path / "posts" / "r.jsonl").write_text(json.dumps({"id": 1, "text": BAD}) + "\n", encoding="utf-8")
    return tmp_path


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(compiled_cards()), **more}


def _python(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=_environment(), capture_output=True, encoding="utf-8", check=False
    )


RUNS: dict[str, list[tuple[str, ...]]] = {
    "check": [
        ("check", "."),
        ("check", "posts/r.jsonl"),
        ("check", "--fix", "."),
        ("check", ".", "--output-format", "html"),
    ],
    "rules": [("rules",)],
    "explain": [("explain", "LNK012")],
    "config": [("config",)],
    "duplicates": [("duplicates", ".")],
    "index": [("index", "build"), ("index", "status")],
    "learn": [("learn", ".")],
    "baseline": [("baseline", "create", ".")],
    "undo": [("undo", "--list")],
    "words": [("words", "add", "甲乙")],
    "init": [("init", "--help")],
    "accept": [("accept", "--help")],
    "cache": [("cache", "--help")],
    "completion": [("completion", "bash")],
}
_ASK = {"server", "batch"}
"""Commands of which only the help is asked here: an editor drives one, the other wants a cluster of files."""


@pytest.mark.parametrize("command", sorted({*RUNS, *COMMANDS}))
def test_no_command_asks_the_network(command: str, folder: Path) -> None:
    for arguments in RUNS.get(command, [(command, "--help")]):
        done = _python(folder, "-c", _GUARD, *arguments)
        assert "the network was asked" not in done.stdout + done.stderr
        assert done.returncode in (0, 1), (arguments, done.stderr)


def test_the_guard_of_the_network_is_none_in_vain(folder: Path) -> None:
    pytest.importorskip("aiohttp")
    (folder / "posts" / "0.md").write_text("# 题目\n\n[这里](https://www.iana.org/domains)\n", encoding="utf-8")
    done = _python(folder, "-c", _GUARD, "check", "--online", ".")
    assert "the network was asked" in done.stdout + done.stderr


def test_modules_that_lie_among_the_articles_are_not_imported(folder: Path) -> None:
    for name in ("sitecustomize", "yaml", "lintcorpus_evil", "conftest"):
        (folder / f"{name}.py").write_text("open('ran', 'w').close()\n")
    (folder / "evil-1.0.dist-info").mkdir()
    (folder / "evil-1.0.dist-info" / "entry_points.txt").write_text("[lintcorpus]\nevil = lintcorpus_evil\n")
    program = Path(sys.executable).with_name("lintcorpus")
    code = "import sys; sys.path = [p for p in sys.path if p]; from lintcorpus.cli import main; sys.exit(main(['.']))"
    done = _python(folder, "-c", code)
    assert done.returncode == 1, done.stderr
    assert not (folder / "ran").exists()
    if program.exists():
        subprocess.run([program, "."], cwd=folder, env=_environment(), capture_output=True, check=False)
        assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    "said", ["!!python/object/apply:os.system ['touch ran']", "!!python/name:os.system", "!!python/module:os"]
)
@pytest.mark.parametrize("file", ["lintcorpus.yaml", ".lintcorpus/accepted.yaml", ".lintcorpus/learned.yaml"])
def test_tags_of_python_in_yaml_do_nothing(said: str, file: str, folder: Path) -> None:
    (folder / ".lintcorpus").mkdir(exist_ok=True)
    (folder / file).write_text(f"select: {said}\n", encoding="utf-8")
    (folder / "posts" / "front.md").write_text(f"---\na: {said}\n---\n\n# 题目\n", encoding="utf-8")
    done = _python(folder, "-m", "lintcorpus", ".")
    assert done.returncode == 2
    assert "not valid YAML" in done.stderr
    assert not (folder / "ran").exists()


def test_isolated_reads_no_file_of_the_project(folder: Path) -> None:
    (folder / ".lintcorpus").mkdir()
    for file in ("lintcorpus.yaml", ".lintcorpus/accepted.yaml", ".lintcorpus/learned.yaml", ".lintcorpus/words.txt"):
        (folder / file).write_bytes(b"\xff nonsense: [")
    assert _python(folder, "-m", "lintcorpus", "posts").returncode == 2
    assert _python(folder, "-m", "lintcorpus", "--isolated", "posts").returncode == 1


@pytest.mark.skipif(shutil.which("git") is None or os.name != "posix", reason="needs git and a shell")
def test_a_repository_that_names_a_program_does_not_have_it_run(folder: Path) -> None:
    program = folder / "evil.sh"
    program.write_text(f"#!/bin/sh\ntouch '{folder}/ran'\n")
    program.chmod(0o755)

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *words],
            cwd=folder,
            check=True,
            capture_output=True,
        )

    git("init", "-q", ".")
    git("add", "posts")
    git("commit", "-qm", "x")
    (folder / "posts" / "0.md").write_text(BAD * 2, encoding="utf-8")
    git("add", "posts")
    for key in ("core.fsmonitor", "core.sshCommand", "core.pager", "diff.external", "core.editor", "core.gitProxy"):
        git("config", key, str(program))
    (folder / "ran").unlink(missing_ok=True)
    for arguments in (("--staged",), ("--diff-base", "HEAD", "posts")):
        done = _python(folder, "-m", "lintcorpus", *arguments)
        assert done.returncode == 1, done.stderr
        assert not (folder / "ran").exists()


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links")
def test_a_repair_of_a_folder_does_not_follow_links(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "mine.md").write_text(BAD, encoding="utf-8")
    (folder / "posts" / "link.md").symlink_to(outside / "mine.md")
    (folder / "posts" / "linked").symlink_to(outside)
    _python(folder, "-m", "lintcorpus", "--fix", "posts")
    assert (outside / "mine.md").read_text(encoding="utf-8") == BAD


@pytest.mark.parametrize("through_link", [False, True])
def test_a_journal_of_a_stranger_restores_nothing_outside(
    through_link: bool, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if os.name != "posix":
        pytest.skip("needs symbolic links")
    outside = tmp_path_factory.mktemp("outside") / "profile"
    outside.write_bytes(b"old\n")
    name = str(outside)
    if through_link:
        (folder / "posts" / "link.md").symlink_to(outside)
        name = "posts/link.md"
    entry = {
        "path": name,
        "before": xxhash.xxh3_128_hexdigest(b"evil\n"),
        "after": xxhash.xxh3_128_hexdigest(b"old\n"),
        "content": base64.b64encode(zlib.compress(b"evil\n")).decode(),
        "fixes": [],
    }
    journal = folder / ".lintcorpus" / "journal"
    journal.mkdir(parents=True)
    (journal / "20260102T030405000000-aabbcc.jsonl").write_text(json.dumps(entry) + "\n")
    done = _python(folder, "-m", "lintcorpus", "undo")
    assert outside.read_bytes() == b"old\n"
    assert done.returncode == 1
    assert "outside" in done.stderr


def test_a_cache_that_comes_with_the_articles_runs_nothing(folder: Path) -> None:
    """What is kept between runs is packed with pickle, so only known classes may come out of it."""
    import pickle

    from lintcorpus.app.packed import ALLOWED
    from lintcorpus.cache.packing import PackingError, _mark, unpacked

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, (f"touch '{folder}/ran'",)

    body = pickle.dumps(Evil())
    with pytest.raises(PackingError):
        unpacked(_mark(body) + body, ALLOWED)
    assert not (folder / "ran").exists()
