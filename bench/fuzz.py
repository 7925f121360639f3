"""Feeds the product what nobody would write, and keeps what it cannot bear.

    python bench/fuzz.py [--minutes N] [--target NAME ...] [--engine atheris|random] [--seed N] [--json FILE]

Each target (``tests/robustness/targets.py``) is a process of its own that runs for N minutes. With atheris (group
``fuzz``) inputs grow by what code they reach; without it they are drawn at random. What fails, or takes longer than
ten seconds, is written to ``tests/robustness/cases/``, where the test suite tries it ever after.
"""

import argparse
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
CASES = ROOT / "tests" / "robustness" / "cases"
_SLOW = 10.0
"""Seconds of CPU that one input may take."""
_LONGEST = 400
"""Bytes of an input; a byte stands for a piece of text."""


class Outcome(NamedTuple):
    """What came of a target: executions, the cases that failed, and the engine."""

    target: str
    executions: int
    found: tuple[str, ...]
    engine: str
    seconds: float


def kept(target: str, data: bytes) -> Path:
    """Write what failed to the cases."""
    folder = CASES / target.replace(" ", "-")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / hashlib.sha256(data).hexdigest()[:12]
    file.write_bytes(data)
    return file


def attempt(name: str, seed: bytes, known: set[str]) -> str:
    """Try one input of a fuzzer.

    Args:
        name: of the target.
        seed: what the fuzzer made.
        known: faults that were told before, which are not told again.

    Returns:
        What went wrong, or nothing.
    """
    from tests.robustness.targets import TARGETS

    target = TARGETS[name]
    data = target.made(seed)
    began = time.process_time()
    try:
        target.check(data)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__} at {last.name}:{last.lineno}: {str(error)[:300]}"
        key = re.sub(r"0x[0-9a-f]+|\d+|'[^']{20,}'", "", fault)[:160]
        return "" if key in known else _told(name, data, fault, key, known)
    spent = time.process_time() - began
    return "" if spent < _SLOW or "slow" in known else _told(name, data, f"{spent:.1f} s", "slow", known)


def _told(name: str, data: bytes, fault: str, key: str, known: set[str]) -> str:
    known.add(key)
    said = f"{kept(name, data).relative_to(ROOT)}: {fault}"
    print(f"FAULT {said}", flush=True)
    return said


def at_random(name: str, seconds: float, seed: int) -> tuple[int, int]:
    """Try inputs drawn at random; how many there were, and how many faults."""
    source = random.Random(seed)
    until = time.monotonic() + seconds
    count, known = 0, set[str]()
    while time.monotonic() < until:
        attempt(name, source.randbytes(source.choice((3, 10, 30, 100, _LONGEST))), known)
        count += 1
    return count, len(known)


def by_coverage(name: str, seconds: float, seed: int) -> None:
    """Let atheris choose the inputs; it ends the process."""
    import atheris

    with atheris.instrument_imports(include=["lintcorpus"]):
        import tests.robustness.targets  # noqa: F401

    known: set[str] = set()

    def once(data: bytes) -> None:
        attempt(name, data, known)

    with tempfile.TemporaryDirectory() as corpus:
        options = [f"-max_total_time={int(seconds)}", f"-max_len={_LONGEST}", f"-seed={seed}", "-len_control=20"]
        atheris.Setup(
            [sys.argv[0], *options, "-print_final_stats=1", "-rss_limit_mb=3000", "-timeout=60", corpus], once
        )
        atheris.Fuzz()


def run(name: str, engine: str, minutes: float, seed: int) -> Outcome:
    """Try one target in a process of its own."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:  # libFuzzer leaves files where it stands
        command = [sys.executable, __file__, "--minutes", str(minutes), "--engine", engine, "--seed", str(seed)]
        done = subprocess.run(
            [*command, "--inside", name], capture_output=True, text=True, errors="replace", cwd=folder, check=False
        )
        ended = tuple(_fatal(name, left.read_bytes()) for left in sorted(Path(folder).glob("*-*")))
    said = done.stdout + done.stderr
    counts = re.findall(r"(?:stat::number_of_executed_units:|executions:|Done) *(\d+)", said)
    found = (*re.findall(r"^FAULT (.*)", said, re.MULTILINE), *ended)
    if done.returncode and not found:
        found = (f"the process ended with {done.returncode}: {said[-1500:]}",)
    return Outcome(name, int(counts[-1]) if counts else 0, found, engine, time.monotonic() - began)


def _fatal(name: str, seed: bytes) -> str:
    """Keep what libFuzzer left of an input that ended the process, or that took too long or too much memory."""
    from tests.robustness.targets import TARGETS

    return f"{kept(name, TARGETS[name].made(seed)).relative_to(ROOT)}: the process ended"


def _inside(name: str, engine: str, seconds: float, seed: int) -> int:
    if engine == "atheris":
        by_coverage(name, seconds, seed)
    count, found = at_random(name, seconds, seed)
    print(f"executions: {count}")
    return 1 if found else 0


def _engine(wanted: str) -> str:
    if wanted:
        return wanted
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("atheris is not installed (pip install --group fuzz); inputs are drawn at random")
        return "random"
    return "atheris"


def main() -> int:
    """Print a line for each target; the exit code tells whether any failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0, help="for each target")
    parser.add_argument("--target", action="append", metavar="NAME")
    parser.add_argument("--engine", choices=("atheris", "random"), default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        return _inside(args.inside, args.engine, args.minutes * 60, args.seed)
    from tests.robustness.targets import TARGETS

    engine = _engine(args.engine)
    outcomes = []
    for name in args.target or TARGETS:
        outcome = run(name, engine, args.minutes, args.seed)
        outcomes.append(outcome)
        print(f"{name:16}{outcome.executions:>10,} executions  {len(outcome.found)} faults", flush=True)
        for fault in outcome.found:
            print(f"    {fault}")
    if args.json:
        args.json.write_text(json.dumps([item._asdict() for item in outcomes], indent=1), encoding="utf-8")
    return 1 if any(item.found for item in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
