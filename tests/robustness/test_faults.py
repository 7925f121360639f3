"""Real processes in bad company: each fault ends in a line that names the thing, with the exit code that is promised."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support import compiled_cards

ROOT = Path(__file__).parent.parent.parent
BAD = "# 题目\n\n他来了，，又走了。\n"
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
FULL = Path("/dev/full")
full_disk = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "lintcorpus", *arguments]


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(compiled_cards()), **more}


def _run(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        _command(*arguments),
        cwd=folder,
        env=_environment(**environment),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lintcorpus.yaml").write_text("select: [PUN001]\n", encoding="utf-8")
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    return tmp_path


# Files of the project that say nonsense.

NONSENSE: dict[str, tuple[str, str | bytes]] = {
    "no day": (".lintcorpus/accepted.yaml", "- {path: a.md, rule: PUN001, text: x, reason: y, until: '2026-13-45'}\n"),
    "no pattern": (".lintcorpus/accepted.yaml", "- {path: '[z-a]', rule: PUN001, text: x, reason: y}\n"),
    "no UTF-8": (".lintcorpus/accepted.yaml", b"\xff\xfe"),
    "learned nonsense": (".lintcorpus/learned.yaml", "accounts: 3\n"),
    "damaged baseline": (".lintcorpus/baseline.jsonl", '{"path": 1}\n'),
    "words that are none": (".lintcorpus/words.txt", b"\xff"),
    "no pattern in overrides": ("lintcorpus.yaml", "overrides:\n- {paths: ['[z-a]'], ignore: [PUN]}\n"),
    "no pattern at all in overrides": ("lintcorpus.yaml", "overrides:\n- {paths: ['!'], ignore: [PUN]}\n"),
    "no pattern in exclude": ("lintcorpus.yaml", "exclude: ['[z-a]']\n"),
    "a tab": ("lintcorpus.yaml", "select:\n\t- PUN\n"),
    "no timestamp": ("lintcorpus.yaml", "select: !!timestamp 2026-99-99\n"),
    "an object": ("lintcorpus.yaml", "select: !!python/object/apply:os.system [exit 7]\n"),
    "a thousand levels": ("lintcorpus.yaml", "select: " + "[" * 300_000),
    "a thousand levels of TOML": ("pyproject.toml", "[tool.lintcorpus]\nselect = " + "[" * 100_000),
    "a loop of aliases": ("lintcorpus.yaml", "select: &a [*a]\n"),
    "a bomb of aliases": (
        ".lintcorpus/learned.yaml",
        "a0: &a0 [x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)),
    ),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_a_file_of_the_project_that_is_wrong_is_named(name: str, folder: Path) -> None:
    file, content = NONSENSE[name]
    place = folder / file
    place.parent.mkdir(exist_ok=True)
    if file == "pyproject.toml":
        (folder / "lintcorpus.yaml").unlink()
    place.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = _run(folder, "--extend-select", "TYP", ".")
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert Path(file).name in done.stderr or "exclude" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_config_file_without_our_table_is_named(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.other]\n")
    done = _run(folder, "--config", "pyproject.toml", ".")
    assert done.returncode == 2
    assert "no table [tool.lintcorpus]" in done.stderr


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_front_matter_of_a_hundred_thousand_levels_is_a_finding(mark: str, folder: Path) -> None:
    (folder / "deep.md").write_text(f"{mark}\na = b: {'[' * 100_000}\n{mark}\n\n# 题目\n", encoding="utf-8")
    done = _run(folder, "--isolated", "--select", "META002", "deep.md")
    assert done.returncode == 1, done.stderr
    assert "META002" in done.stdout


# Where output goes.


@full_disk
@pytest.mark.parametrize(
    "arguments", [(".",), (".", "--output-format", "json"), ("rules",), ("explain", "PUN001"), ("--version",)]
)
def test_a_full_disk_under_the_output_is_told(arguments: Sequence[str], folder: Path) -> None:
    with FULL.open("w") as sink:
        done = subprocess.run(
            _command(*arguments),
            cwd=folder,
            env=_environment(),
            stdout=sink,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert arguments == ("--version",) or "No space left" in done.stderr


def test_a_report_that_cannot_be_written_is_wrong_use(folder: Path) -> None:
    done = _run(folder, ".", "--output", f"json={folder / 'missing' / 'a.json'}")
    assert done.returncode == 2
    assert "there is no folder" in done.stderr


@posix
@pytest.mark.parametrize("arguments", [(".",), (".", "--output-format", "json"), ("rules",)])
def test_a_reader_that_goes_away_is_no_fault(arguments: Sequence[str], folder: Path) -> None:
    (folder / "a.md").write_text(BAD * 3000, encoding="utf-8")
    process = subprocess.Popen(
        _command(*arguments), cwd=folder, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    assert process.wait() in (0, 1)
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@posix
@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)], ids=str)
def test_closed_streams_are_no_fault_and_no_file_takes_their_place(closed: Sequence[int], folder: Path) -> None:
    def close() -> None:
        for number in closed:
            os.close(number)

    for arguments in (("--fix", "."), ("-",)):
        done = subprocess.run(
            _command(*arguments),
            cwd=folder,
            env=_environment(),
            preexec_fn=close,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 1)
        assert "Traceback" not in done.stderr
    assert (folder / "a.md").read_text(encoding="utf-8") == BAD.replace("，，", "，")


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK", "nonsense"])
def test_odd_locales_change_no_finding(locale: str, folder: Path) -> None:
    usual = _run(folder, ".", "--output-format", "json")
    odd = _run(folder, ".", "--output-format", "json", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (odd.returncode, odd.stdout) == (usual.returncode, usual.stdout) == (1, usual.stdout)
    assert _run(folder, ".", LC_ALL=locale, PYTHONUTF8="0", PYTHONIOENCODING="ascii:strict").returncode == 1


# Files that are not as they seem.


@posix
def test_names_of_all_kinds_are_checked_repaired_and_restored(folder: Path) -> None:
    names = [
        *(b"new\nline.md", b"quo\"te's.md", b"\x1b[31m.md", b"::error::x.md", b"%41.md", b"a b.md"),
        *(b"x" * 252 + b".md", "字".encode() * 84 + b".md", "e\u0301.md".encode(), "\u202egnp.md".encode()),
    ]
    if sys.platform != "darwin":
        names.append(b"bad\xff\xfe.md")
    for name in names:
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(BAD, encoding="utf-8")
    for form in ("text", "json", "sarif", "github", "junit", "gitlab"):
        done = _run(folder, ".", "--output-format", form)
        assert done.returncode == 1, done.stderr
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout
        assert not any(line.startswith("::") for line in done.stdout.split("\n")) or form == "github"
    done = _run(folder, "--fix", ".")
    assert done.returncode == 0, done.stdout
    assert {path.read_text(encoding="utf-8") for path in folder.glob("*.md")} == {BAD.replace("，，", "，")}
    done = _run(folder, "undo")
    assert done.returncode == 0, done.stderr
    assert {path.read_text(encoding="utf-8") for path in folder.glob("*.md")} == {BAD}


@posix
def test_a_name_that_is_no_text_does_not_cost_the_cache(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    if sys.platform == "darwin":
        pytest.skip("file names are always UTF-8 here")
    cache = str(tmp_path_factory.mktemp("cache"))
    assert "thrown away" not in _run(folder, "--cache-dir", cache, ".").stderr
    shutil.copy(folder / "a.md", os.path.join(folder, os.fsdecode(b"b\xff.md")))
    done = _run(folder, "--cache-dir", cache, ".")
    assert "thrown away" not in done.stderr
    assert "is not UTF-8" in done.stderr
    assert "2 files" in done.stderr


@posix
def test_two_names_that_look_the_same_are_two_files(folder: Path) -> None:
    for name in ("\u00e9.md", "e\u0301.md"):
        (folder / name).write_text(BAD, encoding="utf-8")
    if len(list(folder.glob("*.md"))) < 3:
        pytest.skip("this file system takes them for one")
    done = _run(folder, ".")
    assert "3 files" in done.stderr


@posix
def test_circles_of_links_and_pipes_are_passed_over(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "up").symlink_to(folder)
    (folder / "self.md").symlink_to("self.md")
    os.mkfifo(folder / "pipe.md")
    done = _run(folder, ".")
    assert done.returncode == 1
    assert "Found 1 problem" in done.stderr


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_without_permission_is_a_finding(folder: Path) -> None:
    (folder / "secret.md").write_text(BAD, encoding="utf-8")
    (folder / "secret.md").chmod(0)
    done = _run(folder, ".")
    assert done.returncode == 3
    assert "secret.md:1:1: error RUN003" in done.stdout


def test_a_cache_that_cannot_be_written_is_a_note(folder: Path) -> None:
    (folder / "file").write_text("no folder")
    done = _run(folder, ".", "--cache-dir", str(folder / "file" / "inner"))
    assert done.returncode == 1
    assert "results are not kept" in done.stderr


def test_times_in_the_future_hide_no_change(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    cache = str(tmp_path_factory.mktemp("cache"))
    future = time.time() + 20 * 365 * 86400
    os.utime(folder / "a.md", (future, future))
    assert _run(folder, ".", "--cache-dir", cache).returncode == 1
    (folder / "a.md").write_text(BAD.replace("，，", "，、"), encoding="utf-8")  # as long as before
    os.utime(folder / "a.md", (future, future))
    assert _run(folder, ".", "--cache-dir", cache).returncode == 0
    past = 0
    (folder / "a.md").write_text(BAD, encoding="utf-8")
    os.utime(folder / "a.md", (past, past))
    assert _run(folder, ".", "--cache-dir", cache).returncode == 1


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = "import os, sys; os.rmdir(os.getcwd()); from lintcorpus.cli import main; sys.exit(main(['.']))"
    if os.name == "nt":
        pytest.skip("a working directory cannot be deleted here")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=gone, env=_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "working directory was deleted" in done.stderr


# Time.


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for at in range(40):
        (tmp_path / f"{at:02}.md").write_text(
            BAD + f"第 {at} 段话说的是另一件事，读者请慢慢看。\n\n" * 4000, encoding="utf-8"
        )
    return tmp_path


def _workers(process: "subprocess.Popen[str]") -> Iterator[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if children.exists():
        yield from map(int, children.read_text().split())


@posix
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_a_run_that_is_ended_leaves_files_whole_and_no_process(number: signal.Signals, many: Path) -> None:
    before = {path.name: path.read_bytes() for path in many.glob("*.md")}
    process = subprocess.Popen(
        _command("--isolated", "--jobs", "2", "--no-cache", "."),
        cwd=many,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while not (workers := list(_workers(process))) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode in (130, -number)
    if number is signal.SIGINT:
        assert "Traceback" not in said
        assert "interrupted" in said
    assert {path.name: path.read_bytes() for path in many.glob("*.md")} == before
    until = time.monotonic() + 30
    while any(_lives(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.2)
    assert not any(_lives(worker) for worker in workers)


def _lives(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


@posix
@pytest.mark.slow
def test_files_that_vanish_and_change_meanwhile_are_findings_at_most(many: Path) -> None:
    stop = threading.Event()

    def churn() -> None:
        at = 0
        while not stop.is_set():
            path = many / f"{at % 40:02}.md"
            if at % 3:
                path.unlink(missing_ok=True)
            else:
                path.write_text(BAD * (at % 7), encoding="utf-8")
            at += 1
            time.sleep(0.005)

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        for arguments in ((".",), ("--fix", "."), (".", "--output-format", "sarif")):
            done = _run(many, "--isolated", *arguments)
            assert done.returncode in (0, 1, 2, 3)
            assert done.returncode != 2 or "no file to check" in done.stderr
    finally:
        stop.set()
        thread.join()
    assert not [path for path in many.iterdir() if path.name.endswith(".tmp")]


@pytest.mark.slow
def test_a_hundred_thousand_files_in_one_folder(tmp_path: Path) -> None:
    for at in range(100_000):
        (tmp_path / f"{at}.md").write_bytes(b"# T\n\nx\n")
    done = _run_long(tmp_path, "--isolated", "--select", "PUN001", "--no-cache", ".")
    assert done.returncode == 0, done.stderr
    assert "100000 files" in done.stderr.replace(",", "")


def _run_long(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        _command(*arguments), cwd=folder, env=_environment(), capture_output=True, text=True, timeout=1200, check=False
    )


def test_modes_of_repaired_files_stay(folder: Path) -> None:
    (folder / "a.md").chmod(0o640)
    assert _run(folder, "--fix", ".").returncode == 0
    assert stat.S_IMODE((folder / "a.md").stat().st_mode) == (0o640 if os.name == "posix" else 0o666)
