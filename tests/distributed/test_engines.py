"""The same bytes from every engine; those that are not installed are skipped."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lintcorpus.app.compose import App, Request
from lintcorpus.distributed.job import Job, WorkerMismatchError, app_of, difference, misfit, signature_of
from tests.distributed.data import ROOT, contents, process, records, write_jsonl
from tests.support import compiled_cards

has_daft = pytest.mark.skipif(
    importlib.util.find_spec("daft") is None, reason="the extra 'distributed' is absent: daft"
)
has_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None or importlib.util.find_spec("daft") is None,
    reason="the extra 'ray' is absent: ray and daft",
)
_RULES = ("--select", "PUN,LNK,DUP,META")


def _run(folder: Path, out: str, *more: str) -> None:
    done = process(["data.jsonl", "more.jsonl", "--part-size", "0.02", *_RULES, "--out", out, *more], folder)
    said, _ = done.communicate(timeout=300)
    assert done.returncode == 1, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with records, and the results of the local engine."""
    write_jsonl(tmp_path / "data.jsonl", records())
    write_jsonl(tmp_path / "more.jsonl", [{**row, "id": f"again-{row['id']}"} for row in records()[::3]])
    _run(tmp_path, "local", "--jobs", "1")
    return tmp_path


@has_daft
def test_daft_gives_the_same_bytes(folder: Path) -> None:
    _run(folder, "daft", "--engine", "daft")
    assert contents(folder / "daft") == contents(folder / "local")


@has_daft
def test_urls_are_read_through_daft(folder: Path) -> None:
    from lintcorpus.distributed.daft_engine import listed, open_remote

    found = listed((folder / "data.jsonl").as_uri())
    assert [item.size for item in found] == [(folder / "data.jsonl").stat().st_size]
    with open_remote(found[0]) as stream:
        assert stream.read() == (folder / "data.jsonl").read_bytes()
    done = process([(folder / "data.jsonl").as_uri(), "--jobs", "1", *_RULES, "--out", "remote"], folder)
    assert done.wait() == 1


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[int]]]:
    """Two raylets of one processor each: the address, and the processes that lead them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"127.0.0.1:{port}"
    # A short path: Ray puts sockets there.
    folder = Path(f"/tmp/lc-ray-{os.getpid()}")
    shared = ["--num-cpus=1", "--object-store-memory=80000000", "--disable-usage-stats", "--block"]
    head = ["--head", f"--port={port}", "--include-dashboard=false", f"--temp-dir={folder}"]
    ray = str(Path(sys.executable).parent / "ray")
    logs = tmp_path_factory.mktemp("ray")
    leaders: list[subprocess.Popen[bytes]] = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        for at, more in enumerate((head, [f"--address={address}"])):
            with (logs / f"{at}.log").open("wb") as log:
                leaders.append(
                    subprocess.Popen(
                        [ray, "start", *more, *shared], stdout=log, stderr=log, start_new_session=True, env=environment
                    )
                )
            limit = time.monotonic() + 90
            while b"Ray runtime started" not in (logs / f"{at}.log").read_bytes():
                assert leaders[-1].poll() is None, (logs / f"{at}.log").read_text()
                assert time.monotonic() < limit, "Ray did not start"
                time.sleep(0.2)
        yield address, [leader.pid for leader in leaders]
    finally:
        for leader in reversed(leaders):
            ours = _below(leader.pid)
            leader.terminate()
            try:
                leader.wait(20)
            except subprocess.TimeoutExpired:
                leader.kill()
            for pid in ours:
                _end(pid)
        subprocess.run(["rm", "-rf", str(folder)], check=False)


@has_ray
@pytest.mark.slow
def test_ray_gives_the_same_bytes_though_a_worker_is_killed(folder: Path, cluster: tuple[str, list[int]]) -> None:
    address, leaders = cluster
    arguments = ["data.jsonl", "more.jsonl", "--part-size", "0.02", *_RULES, "--out", "ray"]
    run = process([*arguments, "--engine", "ray", "--address", address], folder)
    killed = 0
    while run.poll() is None and not killed:
        time.sleep(0.05)
        # A part is being checked as long as its file has no name of its own.
        if list((folder / "ray" / "work" / "checking").glob(".part*")):
            for pid in (pid for leader in leaders for pid in _below(leader)):
                if b"UDFActor.eval_input" in _title(pid):
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
    said, _ = run.communicate(timeout=300)
    assert run.returncode == 1, said
    assert killed
    assert contents(folder / "ray") == contents(folder / "local")


def test_a_worker_that_differs_says_so() -> None:
    request = Request(cwd=Path("/"), isolated=True, cache_dir=compiled_cards())
    own = signature_of(App(request))
    assert own == signature_of(App(request))
    other = signature_of(App(replace(request, flags={"select": ("PUN",)})))
    assert "other settings" in difference(own, other)
    older = own._replace(version="0.0.1")
    job = Job(request, older, Path("/nowhere"), 1000)
    assert "instead of 0.0.1" in misfit(job, 0)
    with pytest.raises(WorkerMismatchError, match=r"a worker on .* has lintcorpus"):
        app_of(job)
    assert "rule packs" in difference(own._replace(catalogue="x"), own)
    assert misfit(replace(job, signature=own), 0) == ""


def test_the_signature_does_not_depend_on_the_hash_seed() -> None:
    code = (
        "from pathlib import Path; from lintcorpus.app.compose import App, Request;"
        " from lintcorpus.distributed.job import signature_of;"
        " print(signature_of(App(Request(cwd=Path('/'), isolated=True))))"
    )
    root = str(Path(__file__).parents[2])
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def _below(leader: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            children.setdefault(int((place / "stat").read_text().rpartition(")")[2].split()[1]), []).append(
                int(place.name)
            )
        except OSError:
            continue
    found: list[int] = []
    waiting = [leader]
    while waiting:
        for child in children.get(waiting.pop(), []):
            found.append(child)
            waiting.append(child)
    return found


def _title(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
