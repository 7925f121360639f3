"""The tools that lintcorpus is measured against: how each is installed, called and asked for its version."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import Setting

_VENV, _NPM = "venv", "npm"


@dataclass(frozen=True)
class Peer:
    """A tool of others.

    Attributes:
        name: as it is known.
        package: what a registry has it as, with a version where only that one runs.
        source: ``venv`` for PyPI, ``npm`` for npm.
        program: the file that is run.
        version: words that make it print its version.
        check: words that make it check a folder, which stands for ``{}``; no configuration, nothing kept.
        cached: words that make it check a folder with what it kept in ``{cache}``; empty when it keeps nothing.
        fine: exit codes that say it did its work.
    """

    name: str
    package: str
    source: str
    program: str
    version: tuple[str, ...]
    check: tuple[str, ...]
    cached: tuple[str, ...] = ()
    fine: frozenset[int] = frozenset({0, 1})


PEERS = (
    Peer(
        *("rumdl", "rumdl", _VENV, "rumdl", ("--version",)),
        check=("check", "--no-config", "--no-cache", "{}"),
        cached=("check", "--no-config", "--cache-dir", "{cache}", "{}"),
    ),
    Peer("mdsmith", "mdsmith", _VENV, "mdsmith", ("version",), check=("check", "{}")),
    Peer(
        *("typos", "typos", _VENV, "typos", ("--version",)),
        check=("--isolated", "{}"),
        fine=frozenset({0, 2}),  # 2: there are typos
    ),
    Peer("autocorrect", "autocorrect-node", _NPM, "autocorrect", ("--version",), check=("--lint", "{}")),
    Peer(
        # The newest that runs on Node.js 20.
        *("markdownlint-cli2", "markdownlint-cli2@0.22.1", _NPM, "markdownlint-cli2", ("--help",)),
        check=("{}/**/*.md",),
    ),
    Peer("pymarkdown", "pymarkdownlnt", _VENV, "pymarkdown", ("version",), check=("scan", "-r", "{}")),
)


@dataclass(frozen=True)
class Installed:
    """A tool that can be run.

    Attributes:
        peer: which.
        program: where it is.
        version: what it says of itself.
    """

    peer: Peer
    program: Path
    version: str

    def command(self, words: Sequence[str], folder: Path, cache: Path | None = None) -> list[str]:
        """The command with a folder and a cache put in."""
        return [str(self.program), *(word.replace("{}", str(folder)).replace("{cache}", str(cache)) for word in words)]


def installed(peers: Sequence[Peer], folder: Path, setting: Setting) -> tuple[list[Installed], dict[str, str]]:
    """Install tools that are not there yet, into a folder of their own.

    Args:
        peers: each is installed by itself, so that one that cannot be had spoils no other.
        folder: gets a virtual environment and a prefix of npm.
        setting: how versions are asked for.

    Returns:
        The tools, and by name why one is missing.
    """
    found: list[Installed] = []
    missing: dict[str, str] = {}
    for peer in peers:
        program = _program(peer, folder)
        reason = "" if program.is_file() else _install(peer, folder)
        if reason or not program.is_file():
            missing[peer.name] = reason or f"the package has no program {peer.program}"
            continue
        try:
            found.append(Installed(peer, program, _version(peer, program, setting)))
        except (OSError, subprocess.SubprocessError) as error:
            missing[peer.name] = f"does not run: {str(error)[:200]}"
    return found, missing


def _program(peer: Peer, folder: Path) -> Path:
    return folder / (_VENV + "/bin" if peer.source == _VENV else _NPM + "/node_modules/.bin") / peer.program


def _install(peer: Peer, folder: Path) -> str:
    """Install one package; why it failed, or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    if peer.source == _NPM:
        if shutil.which("npm") is None:
            return "there is no npm"
        return _run(["npm", "install", "--prefix", str(folder / _NPM), "--no-audit", "--no-fund", peer.package])
    python = folder / _VENV / "bin" / "python"
    if not python.is_file() and (reason := _run([sys.executable, "-m", "venv", str(folder / _VENV)])):
        return reason
    return _run([str(python), "-m", "pip", "install", "--quiet", peer.package])


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return "" if done.returncode == 0 else (done.stderr.strip().split("\n")[-1][:200] or f"exit code {done.returncode}")


def _version(peer: Peer, program: Path, setting: Setting) -> str:
    done = subprocess.run(
        [str(program), *peer.version],
        cwd=setting.cwd,
        env=setting.environment,
        capture_output=True,
        text=True,
        timeout=setting.limit,
        check=False,
    )
    words = (done.stdout or done.stderr).split("\n")[0].split()
    numbers = [word.removeprefix("v") for word in words if word.removeprefix("v")[:1].isdigit()]
    if not numbers:
        raise OSError(f"it says no version: {' '.join(words)[:100]}")
    return numbers[0]
