"""A fix run in bad company: two at once, a full disk, a folder or file that must not be written, Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import compiled_cards

ROOT = Path(__file__).parent.parent.parent
OLD, NEW = "好，，再见。\n" * 200, "好，再见。\n" * 200


def _start(folder: Path, *arguments: str, before: Callable[[], object] | None = None) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(compiled_cards())}
    command = [sys.executable, "-m", "lintcorpus", *arguments]
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        preexec_fn=before,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lintcorpus.yaml").write_text("select: [PUN001]\n", encoding="utf-8")
    for at in range(12):
        (tmp_path / f"{at:02}.md").write_text(OLD, encoding="utf-8")
    return tmp_path


def _texts(folder: Path) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.md"))]


def _strays(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.name.endswith(".tmp")]


def test_two_runs_at_once_lose_nothing(folder: Path) -> None:
    runs = [_start(folder, "--fix", "."), _start(folder, "--fix", ".")]
    said = [run.communicate() for run in runs]
    assert _texts(folder) == [NEW] * 12
    assert _strays(folder) == []
    # Who came second to a file says so, and has not written over it.
    for run, (out, err) in zip(runs, said, strict=True):
        assert run.returncode in (0, 3), err
        assert all("changed since it was read" in line for line in out.splitlines() if "RUN003" in line), out
    for _ in range(2):
        _start(folder, "undo", "-q").communicate()
    assert _texts(folder) == [OLD] * 12


def test_a_full_disk_leaves_every_file_whole(folder: Path) -> None:
    resource = pytest.importorskip("resource")
    size = len(NEW.encode()) // 2
    run = _start(
        folder, "--fix", "--no-cache", ".", before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    )
    out, err = run.communicate()
    assert run.returncode == 3, err
    assert out.count("RUN003") == 12
    assert "File too large" in out
    assert _texts(folder) == [OLD] * 12
    assert _strays(folder) == []


@pytest.mark.slow
def test_a_small_file_system_that_fills_up(folder: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False
    ).returncode:
        pytest.skip("mounting a file system is not permitted here")
    try:
        for at in range(6):
            (disk / f"{at}.md").write_text(OLD, encoding="utf-8")
        run = _start(disk, "--fix", "--isolated", "--select", "PUN001", "--no-cache", ".")
        out, _ = run.communicate()
        assert set(_texts(disk)) <= {OLD, NEW}
        assert run.returncode == (3 if OLD in _texts(disk) else 0)
        assert out.count("No space left") == _texts(disk).count(OLD)
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.fixture
def locked_folder(folder: Path) -> Iterator[Path]:
    inner = folder / "inner"
    inner.mkdir()
    (inner / "a.md").write_text(OLD, encoding="utf-8")
    inner.chmod(0o555)
    yield folder
    inner.chmod(0o755)


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_must_not_be_written(locked_folder: Path) -> None:
    run = _start(locked_folder, "--fix", ".")
    out, _ = run.communicate()
    assert run.returncode == 3
    assert "inner/a.md:1:1: error RUN003" in out
    assert "Permission denied" in out
    assert (locked_folder / "inner" / "a.md").read_text(encoding="utf-8") == OLD
    assert _texts(locked_folder) == [NEW] * 12


def test_links_are_respected(folder: Path) -> None:
    outside = folder / "outside"
    outside.mkdir()
    (outside / "target.txt").write_text(OLD, encoding="utf-8")
    (folder / "link.md").symlink_to(outside / "target.txt")
    os.link(folder / "00.md", folder / "hard.md")
    out, _ = _start(folder, "--fix", "link.md", "hard.md").communicate()
    assert (folder / "link.md").is_symlink()
    assert (outside / "target.txt").read_text(encoding="utf-8") == NEW
    assert (folder / "hard.md").read_text(encoding="utf-8") == OLD
    assert "other hard links" in out


def test_an_interrupted_run_leaves_whole_files(folder: Path) -> None:
    for at in range(12, 400):
        (folder / f"{at:03}.md").write_text(OLD, encoding="utf-8")
    # Who runs the tests in the background has its signal ignored, and children inherit that.
    run = _start(folder, "--fix", "-q", ".", before=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    deadline = time.monotonic() + 60
    while (folder / "00.md").read_text(encoding="utf-8") == OLD and time.monotonic() < deadline:
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate()
    assert run.returncode == 130
    assert err == "lintcorpus: interrupted\n"
    assert set(_texts(folder)) == {OLD, NEW}
    assert _strays(folder) == []
    undo = _start(folder, "undo", "-q")
    undo.communicate()
    assert undo.returncode == 0
    assert set(_texts(folder)) == {OLD}
