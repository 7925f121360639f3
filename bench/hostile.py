"""Measures what hostile texts cost: time, memory and growth, each in a process of its own.

    python bench/hostile.py [NAME ...] [--set texts|large] [--size MB] [--seconds-per-mb S] [--memory MB]

Every text is checked at half the size and at the full size, with the rules that run by default. A text fails when its
run crashes, when a rule fails on it, when it takes longer than S seconds of CPU for each MB, or more memory than is
allowed (above those of an empty run), or when twice the size takes more than three times as long (and more than a
second). The set ``large`` has what is larger: files of 20 MB, among them one of ordinary articles, a line of 50 MB,
packed records; its growth is measured from a tenth of the size. The first MB may take --memory, each further one 50 MB.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from hostile_texts import LARGE, TEXTS, Large

_GROWTH = 3.0
"""Twice the text may take so many times as long; what is linear takes two, and machines are noisy."""
_PART = 0.1
"""Share of a large text from which its growth is told."""
_MORE = 50
"""MB of memory that each MB of a text beyond the first may take."""
_HONEST = (0, 1, 3)
"""Exit codes of a run that went to its end."""
_RULE_FAILED = "RUN004"
_PATIENCE = 60
"""Times the allowed seconds after which a run is ended: on a loaded machine CPU seconds last longer."""
_LAUNCH = Path(__file__).resolve().parent / "launch.py"


class Cost(NamedTuple):
    """What one run took: exit code, seconds of CPU, MB at most, and whether a rule failed."""

    code: int
    seconds: float
    memory: float
    rule_failed: bool


class Row(NamedTuple):
    """What came of a text: its name, size in MB, seconds, growth from half of it, MB of memory, what is beyond."""

    name: str
    size: float
    seconds: float
    growth: float
    memory: int
    faults: tuple[str, ...]


def measured(path: Path, options: list[str], limit: float) -> Cost:
    """Check one file in a process of its own, which is ended after ``limit`` times some patience."""
    command = [sys.executable, "-m", "lintcorpus", "check", str(path), "--no-cache", "--jobs", "1", *options]
    said = path.with_name("said.txt")
    launch = [sys.executable, "-I", "-S", str(_LAUNCH), str(limit * _PATIENCE), str(said), *command]
    done = subprocess.run([*launch, "--output-format", "statistics"], capture_output=True, text=True, check=True)
    code, seconds, _, memory = done.stdout.split()
    output = said.read_text(encoding="utf-8", errors="replace")
    rule_failed = _RULE_FAILED in output
    if int(code) not in _HONEST or rule_failed:
        print(output[-2000:], file=sys.stderr)
    return Cost(int(code), float(seconds), int(memory) / 1024, rule_failed)


def _row(text: Large, folder: Path, empty: Cost, seconds_per_mb: float, memory: float) -> Row:
    limit = seconds_per_mb * max(1.0, text.megabytes)
    options = ["--isolated"]
    if text.raises_limit:
        config = folder / "lintcorpus.yaml"
        config.write_text(f"max-file-size: {int(text.megabytes * 1.1e6)}\n")
        options = ["--config", str(config), "--no-baseline"]
    costs = []
    part = _PART if text in LARGE else 0.5
    for share in (part, 1.0):
        path = folder / f"hostile{text.suffix}"
        path.write_bytes(text.made(int(text.megabytes * share * 1e6)))
        costs.append(measured(path, options, limit))
        path.unlink()
    small, full = costs
    seconds, before = full.seconds - empty.seconds, max(small.seconds - empty.seconds, 0.05)
    growth = seconds / before * 2 * part
    faults = {
        f"exit code {full.code}": full.code not in _HONEST or small.code not in _HONEST,
        "a rule fails": full.rule_failed or small.rule_failed,
        "slow": seconds > limit,
        "large": full.memory - empty.memory > memory + _MORE * max(0.0, text.megabytes - 1),
        "grows": seconds > 1 and growth > _GROWTH,
    }
    found = tuple(fault for fault, is_found in faults.items() if is_found)
    return Row(text.name, text.megabytes, round(seconds, 2), round(growth, 1), round(full.memory), found)


def main() -> int:
    """Print a line for each text; the exit code tells whether any failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--set", choices=("texts", "large"), default="texts")
    parser.add_argument("--size", type=float, default=1.0, help="MB of each of 'texts'")
    parser.add_argument("--seconds-per-mb", type=float, default=5.0)
    parser.add_argument("--memory", type=float, default=300.0, help="MB above an empty run, for the first MB")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    texts = LARGE if args.set == "large" else [Large(name, made, args.size) for name, made in TEXTS.items()]
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.md").write_text("A short and honest sentence.\n")
        # The first run may have to compile the package.
        *_, empty = (measured(folder / "empty.md", ["--isolated"], 60) for _ in range(2))
        print(f"empty run: {empty.seconds:.2f} s, {empty.memory:.0f} MB")
        for text in texts:
            if args.names and text.name not in args.names:
                continue
            row = _row(text, folder, empty, args.seconds_per_mb, args.memory)
            rows.append(row)
            print(
                f"{row.name:36}{row.seconds:7.2f} s {row.growth:5.1f}x {row.memory:6} MB  {', '.join(row.faults)}",
                flush=True,
            )
    failed = sum(bool(row.faults) for row in rows)
    print(f"{len(rows)} texts, {failed} failed")
    if args.json:
        data = [row._asdict() for row in rows]
        args.json.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
