"""A Ray cluster on this machine for as long as a block runs: raylets of one processor each."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

_ROOM = 80_000_000
"""Bytes of the object store of each raylet."""
_PATIENCE = 90


class Cluster(NamedTuple):
    """Raylets that run.

    Attributes:
        address: of the cluster.
        leaders: the processes that were started, one for each raylet; all others are below them.
    """

    address: str
    leaders: tuple[int, ...]

    def busy(self) -> list[int]:
        """The processes in which workers of Daft are doing a task."""
        every = (pid for leader in self.leaders for pid in below(leader))
        return [pid for pid in every if b"UDFActor.eval_input" in _title(pid)]


@contextlib.contextmanager
def cluster(raylets: int, logs: Path, environment: Mapping[str, str]) -> Iterator[Cluster]:
    """Start a cluster, and end each of its processes afterwards.

    Args:
        raylets: how many; each has one processor.
        logs: a folder for what they say.
        environment: of all of them.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"127.0.0.1:{port}"
    folder = Path(f"/tmp/lc-ray-{os.getpid()}")  # a short path: Ray puts sockets there
    ray = str(Path(sys.executable).parent / "ray")
    shared = ["--num-cpus=1", f"--object-store-memory={_ROOM}", "--disable-usage-stats", "--block"]
    head = ["--head", f"--port={port}", "--include-dashboard=false", f"--temp-dir={folder}"]
    leaders: list[subprocess.Popen[bytes]] = []
    try:
        for at in range(raylets):
            command = [ray, "start", *(head if at == 0 else [f"--address={address}"]), *shared]
            place = logs / f"{at}.log"
            with place.open("wb") as log:
                leaders.append(
                    subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=environment)
                )
            limit = time.monotonic() + _PATIENCE
            while b"Ray runtime started" not in place.read_bytes():
                if leaders[-1].poll() is not None or time.monotonic() > limit:
                    raise OSError(f"Ray did not start: {place.read_text()[-500:]}")
                time.sleep(0.2)
        yield Cluster(address, tuple(leader.pid for leader in leaders))
    finally:
        for leader in reversed(leaders):
            ours = below(leader.pid)
            leader.terminate()
            try:
                leader.wait(20)
            except subprocess.TimeoutExpired:
                leader.kill()
            for pid in ours:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def below(leader: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(place.name))
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
