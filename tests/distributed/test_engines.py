"""The same bytes from every engine; those that are not installed are skipped."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ray_cluster import Cluster, cluster

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
def raylets(tmp_path: Path) -> Iterator[Cluster]:
    """Two raylets of one processor each."""
    logs = tmp_path / "raylets"
    logs.mkdir()
    with cluster(2, logs, {**os.environ, "PYTHONPATH": str(ROOT)}) as started:
        yield started


@has_ray
@pytest.mark.slow
@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")], ids=["all workers", "two"])
def test_ray_gives_the_same_bytes_though_a_worker_is_killed(
    folder: Path, raylets: Cluster, jobs: tuple[str, ...]
) -> None:
    arguments = ["data.jsonl", "more.jsonl", "--part-size", "0.02", *_RULES, "--out", "ray"]
    run = process([*arguments, "--engine", "ray", "--address", raylets.address, *jobs], folder)
    killed = 0
    while run.poll() is None and not killed:
        time.sleep(0.01)
        # A part is being checked as long as its trail is there.
        if any((folder / "ray" / "work" / "trails").glob("*")):
            for pid in raylets.busy():
                os.kill(pid, signal.SIGKILL)
                killed += 1
    said, _ = run.communicate(timeout=300)
    assert run.returncode == 1, said
    assert killed
    assert contents(folder / "ray") == contents(folder / "local")


@has_ray
@pytest.mark.slow
def test_urls_are_read_on_a_cluster(folder: Path, raylets: Cluster) -> None:
    url = (folder / "data.jsonl").as_uri()
    run = process([url, *_RULES, "--out", "remote", "--engine", "ray", "--address", raylets.address], folder)
    said, _ = run.communicate(timeout=300)
    assert run.returncode == 1, said


@has_ray
def test_daft_that_has_begun_without_ray_is_not_taken_for_a_cluster() -> None:
    code = (
        "import daft, ray; daft.set_runner_native();"
        " ray.init = lambda **_: None; ray.cluster_resources = lambda: {'CPU': 1};"
        " from lintcorpus.distributed.daft_engine import DaftEngine; DaftEngine(0, 'auto')"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert "this process has used Daft without Ray already" in done.stderr


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
