"""Bytes per CPU second of a check in one process, start-up aside.

usage: python bench/throughput.py FOLDER... [--rounds N]

Runs the same check in a process of its own on the folders and on nothing, in turn, and takes the
smallest CPU time (user and system) of each: the difference is what reading and checking cost.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    size = sum(file.stat().st_size for folder in arguments.folders for file in _articles(Path(folder)))
    with tempfile.TemporaryDirectory() as nothing:
        full = min(_cpu(arguments.folders) for _ in range(arguments.rounds))
        empty = min(_cpu([nothing, "--allow-empty"]) for _ in range(arguments.rounds))
    spent = full - empty
    rate = size / 1e6 / spent
    print(f"{size / 1e6:.1f} MB in {spent:.2f} CPU s after {empty:.2f} s of start-up: {rate:.1f} MB per CPU s")
    return 0


def _articles(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.suffix in (".md", ".markdown", ".txt")]


def _cpu(words: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "lintcorpus", "--isolated", "--quiet", "--exit-zero", *words]
    with open(os.devnull, "w") as void:
        subprocess.run(command, stdout=void, stderr=void, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
