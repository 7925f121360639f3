"""Measures what hostile texts cost: time, memory and growth, each in a process of its own.

    python bench/hostile.py [NAME ...] [--size MB] [--seconds-per-mb S] [--memory MB]

Every text is checked at half the size and at the full size, with all rules on. A text fails when its run crashes,
takes longer or more memory than is allowed, or when twice the size takes more than three times as long (and more than
a second).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from hostile_texts import TEXTS

_GROWTH = 3.0
"""Twice the text may take so many times as long; what is linear takes two, and machines are noisy."""
_HONEST = (0, 1, 3)
"""Exit codes of a run that went to its end."""


class Cost(NamedTuple):
    """What one run took: exit code, seconds of CPU, and MB at most."""

    code: int
    seconds: float
    memory: float


def measured(data: bytes, folder: Path, limit: float) -> Cost:
    """Check one text in a process of its own."""
    path = folder / "hostile.md"
    path.write_bytes(data)
    command = [sys.executable, "-m", "lintcorpus", "check", str(path), "--isolated", "--no-cache", "--jobs", "1"]
    process = subprocess.Popen(
        [*command, "--output-format", "statistics"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 2)),
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in _HONEST:
        print(said.decode(errors="replace")[-2000:], file=sys.stderr)
    return Cost(code, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> int:
    """Print a line for each text, worst last; the exit code tells whether any failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(TEXTS), metavar="NAME")
    parser.add_argument("--size", type=float, default=1.0, help="MB")
    parser.add_argument("--seconds-per-mb", type=float, default=5.0)
    parser.add_argument("--memory", type=float, default=300.0, help="MB above an empty run, for texts of up to 1 MB")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    failed = 0
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty = measured(b"A short and honest sentence.\n", folder, 60)
        print(f"empty run: {empty.seconds:.2f} s, {empty.memory:.0f} MB")
        for text in args.names:
            size = int(args.size * 1e6)
            limit = args.seconds_per_mb * max(1.0, args.size)
            half = measured(TEXTS[text](size // 2), folder, limit * 4)
            full = measured(TEXTS[text](size), folder, limit * 4)
            seconds, before = full.seconds - empty.seconds, max(half.seconds - empty.seconds, 0.05)
            faults = [
                fault
                for fault, found in (
                    (f"exit code {full.code}", full.code not in _HONEST or half.code not in _HONEST),
                    ("slow", seconds > limit),
                    ("large", full.memory - empty.memory > args.memory * max(1.0, args.size)),
                    ("grows", seconds > 1 and seconds > _GROWTH * before),
                )
                if found
            ]
            failed += bool(faults)
            rows.append([text, round(seconds, 2), round(seconds / before, 1), round(full.memory), faults])
            print(
                f"{text:28}{seconds:7.2f} s {seconds / before:5.1f}x {full.memory:6.0f} MB  {', '.join(faults)}",
                flush=True,
            )
    print(f"{len(args.names)} texts of {args.size:g} MB, {failed} failed")
    if args.json:
        args.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
