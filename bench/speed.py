"""Measures lintcorpus against its peers: whole commands from outside, in turn, on the same files.

usage: python bench/speed.py [--rounds N] [--files 1,200,5000] [--linear] [--corpus FOLDER] [--only CASE,...]
                             [--tools NAME,...] [--output RESULTS.json] [--work FOLDER]
       python bench/speed.py --show RESULTS.json     print all figures of a run
       python bench/speed.py --readme RESULTS.json   put the main ones into README.md

Corpora are generated (bench/corpus.py), checked for the copies and shared blocks that they should hold, and kept
in the work folder, as are the peers, which come from their registries. Cases: `start` (a tool says its version),
`cold` (nothing is kept from earlier runs), `warm` (all results are, and nothing changed), `changed` (one file was),
`jobs` (one and two processes). `--linear` adds a corpus ten times as large, which takes long. Every tool runs with its
default rules and prints its usual report into a file.
"""

import argparse
import datetime
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from corpus import Survey, ensure, survey
from measure import Contender, Measured, Setting, interleaved
from peers import PEERS, Installed, installed
from speed_table import in_full, in_readme, in_short

ROOT = Path(__file__).parent.parent
NAME = "lintcorpus"
_LINTCORPUS = (sys.executable, "-m", NAME)
_PASS = Contender("python -c pass", (sys.executable, "-c", "pass"), frozenset({0}))
_SUFFIXES = (".md", ".markdown", ".txt")
_FINE = frozenset({0, 1, 3})  # 3: a file of a given folder may be unreadable
_CASES = ("start", "cold", "warm", "changed", "jobs")
_LARGER = 10


@dataclass(frozen=True)
class Corpus:
    """Files to measure with.

    Attributes:
        name: in the results.
        folder: where they are; all names end in ``.md``.
        survey: what they hold.
    """

    name: str
    folder: Path
    survey: Survey


def main() -> int:
    """Measure and write the results, or show those of an earlier run."""
    arguments = _arguments()
    if arguments.show or arguments.readme:
        results = json.loads((arguments.show or arguments.readme).read_text("utf-8"))
        if arguments.show:
            print(in_full(results))
        else:
            readme = ROOT / "README.md"
            readme.write_text(in_readme(readme.read_text("utf-8"), in_short(results)), "utf-8")
        return 0
    arguments.work.mkdir(parents=True, exist_ok=True)
    target = arguments.output or arguments.work / "results.json"
    for results in measured(arguments):  # what there is so far is kept if a long run is broken off
        target.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(in_full(results))
    print(f"written to {target}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="of each case (5)")
    parser.add_argument("--files", type=_numbers, default=[1, 200, 5000], help="of each corpus (1,200,5000)")
    parser.add_argument("--linear", action="store_true", help="once over a corpus ten times the largest as well")
    parser.add_argument("--corpus", type=Path, help="measure with the texts of this folder, copied, instead")
    parser.add_argument("--only", type=_names, default=list(_CASES), help=f"of {','.join(_CASES)}")
    parser.add_argument("--tools", type=_names, default=[peer.name for peer in PEERS], help="peers; all unless told")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that a run may take (120)")
    parser.add_argument("--seed", type=int, default=1, help="of the generated corpora")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "lintcorpus-speed")
    parser.add_argument("--output", type=Path, help="the results; results.json in the work folder")
    parser.add_argument("--show", type=Path, metavar="RESULTS")
    parser.add_argument("--readme", type=Path, metavar="RESULTS")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


def _names(text: str) -> list[str]:
    return text.split(",")


def measured(arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The results so far, as they are written to the file, after each of the cases that were asked for."""
    work: Path = arguments.work.resolve()
    here = work / "here"  # empty, so that no tool finds a configuration beside it
    here.mkdir(exist_ok=True)
    setting = Setting(here, _environment(), arguments.limit)
    wanted = [peer for peer in PEERS if peer.name in arguments.tools]
    tools, missing = installed(wanted, work / "peers", setting)
    for name, reason in missing.items():
        print(f"{name} is left out: {reason}", file=sys.stderr)
    corpora = [_copied(arguments.corpus, work / "given")] if arguments.corpus else _generated(arguments, work)
    larger = [_corpus(_LARGER * max(arguments.files), arguments.seed, work)] if arguments.linear else []
    results: dict[str, Any] = {
        "date": datetime.date.today().isoformat(),
        "machine": {
            "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
            "architecture": platform.machine(),
            "system": platform.system(),
            "python": f"{platform.python_implementation()} {platform.python_version()}",
        },
        "load": [round(load, 1) for load in os.getloadavg()],
        "rounds": arguments.rounds,
        "versions": {NAME: _own_version(), **{tool.peer.name: tool.version for tool in tools}},
        "missing": missing,
        "corpora": {corpus.name: asdict(corpus.survey) for corpus in (*corpora, *larger)},
        "cases": [],
    }
    cases: list[tuple[str, str, Callable[[], Measured]]] = [
        ("start", "", partial(_start, tools, arguments.rounds, setting))
    ]
    for corpus in corpora:
        for case, run in _cases(corpus, tools, work / "cache", arguments.rounds, setting):
            cases.append((case, corpus.name, run))
    patient = Setting(here, setting.environment, _LARGER * arguments.limit)
    for case, name, run in cases:
        if case in arguments.only:
            results["cases"].append(_noted(case, name, run()))
            yield results
    for corpus in larger:
        results["cases"].append(
            _noted("jobs", corpus.name, interleaved(_jobs(corpus.folder), 1, patient, warm_up=False))
        )
        yield results


def _environment() -> dict[str, str]:
    """The variables of measured commands: lintcorpus is the one beside this file, and nothing prints colours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LINTCORPUS", "RUMDL", "PYTHON"))}
    return {**kept, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


def _own_version() -> str:
    text = (ROOT / NAME / "__init__.py").read_text("utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def _noted(case: str, corpus: str, found: Measured) -> dict[str, Any]:
    print(f"{case} {corpus}".strip(), file=sys.stderr)
    for name, reason in found.dropped.items():
        print(f"  {name} is left out: {reason}", file=sys.stderr)
    runs = {name: [usage._asdict() for usage in usages] for name, usages in found.runs.items()}
    return {"case": case, "corpus": corpus, **asdict(found), "runs": runs}


# The corpora.


def _generated(arguments: argparse.Namespace, work: Path) -> list[Corpus]:
    return [_corpus(files, arguments.seed, work) for files in sorted(arguments.files)]


def _corpus(files: int, seed: int, work: Path) -> Corpus:
    folder = work / f"corpus-{files}"
    found, was_there = ensure(folder, files, seed=seed)
    print(f"corpus of {found}{'; it was there' if was_there else ''}", file=sys.stderr)
    return Corpus(str(files), folder, found)


def _copied(source: Path, folder: Path) -> Corpus:
    """The texts of a folder under names that every tool reads as Markdown."""
    shutil.rmtree(folder, ignore_errors=True)
    for file in sorted(source.rglob("*")):
        if file.suffix in _SUFFIXES and file.is_file():
            name = file.relative_to(source).as_posix()
            target = folder / (name if file.suffix == ".md" else f"{name}.md")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    found = survey(folder)
    if not found.files:
        raise SystemExit(f"{source}: no file with one of {', '.join(_SUFFIXES)}")
    print(f"corpus of {found}", file=sys.stderr)
    return Corpus("given", folder, found)


# The cases.


def _start(tools: Sequence[Installed], rounds: int, setting: Setting) -> Measured:
    every = frozenset(range(3))  # some think asking for help is wrong use
    own = Contender(NAME, (*_LINTCORPUS, "--version"), every)
    others = [Contender(tool.peer.name, (str(tool.program), *tool.peer.version), every) for tool in tools]
    return interleaved([_PASS, own, *others], rounds, setting)


def _cases(
    corpus: Corpus, tools: Sequence[Installed], cache: Path, rounds: int, setting: Setting
) -> Iterable[tuple[str, Callable[[], Measured]]]:
    """The cases of a corpus by name, each to be run when it is wanted."""
    folder = corpus.folder
    yield "cold", lambda: interleaved(_cold(corpus, tools), rounds, setting)
    yield "warm", lambda: interleaved(_cached(folder, tools, cache), rounds, setting)
    yield "changed", lambda: _changed(folder, _cached(folder, tools, cache), rounds, setting)
    if corpus.survey.files > 1:
        yield "jobs", lambda: interleaved(_jobs(folder), rounds, setting, together=True)


def _own(name: str, folder: Path, *flags: str) -> Contender:
    return Contender(name, (*_LINTCORPUS, *flags, str(folder)), _FINE)


def _cold(corpus: Corpus, tools: Sequence[Installed]) -> list[Contender]:
    folder = corpus.folder
    peers = [Contender(tool.peer.name, tool.command(tool.peer.check, folder), tool.peer.fine) for tool in tools]
    alone = [_PASS] if corpus.survey.files == 1 else []
    within = _own(f"{NAME} --no-corpus", folder, "--no-cache", "--no-corpus")
    return [_own(NAME, folder, "--no-cache"), within, *peers, *alone]


def _cached(folder: Path, tools: Sequence[Installed], cache: Path) -> list[Contender]:
    """The tools that keep results, each with an empty folder for them, which the first round fills."""
    shutil.rmtree(cache, ignore_errors=True)
    found = [_own(NAME, folder, "--cache-dir", str(cache / NAME))]
    for tool in tools:
        if tool.peer.cached:
            command = tool.command(tool.peer.cached, folder, cache / tool.peer.name)
            found.append(Contender(tool.peer.name, command, tool.peer.fine))
    return found


def _changed(folder: Path, contenders: Sequence[Contender], rounds: int, setting: Setting) -> Measured:
    """With one more paragraph in the middle file, another one in each round."""
    files = sorted(folder.rglob("*.md"))
    file = files[len(files) // 2]
    old = file.read_bytes()
    try:
        return interleaved(
            contenders,
            rounds,
            setting,
            changing=lambda turn: _write(file, old + f"\nA paragraph of round {turn + 2}.\n".encode()),
        )
    finally:
        file.write_bytes(old)


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def _jobs(folder: Path) -> list[Contender]:
    return [
        _own(f"{NAME} --jobs 1", folder, "--no-cache", "--jobs", "1"),
        _own(f"{NAME} --jobs 2", folder, "--no-cache", "--jobs", "2"),
        _own(f"{NAME} --jobs 1 --no-corpus", folder, "--no-cache", "--jobs", "1", "--no-corpus"),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
