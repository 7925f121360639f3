"""Changes the code of repairs, baselines and suppressions in small ways and counts how many changes the tests notice.

usage: python bench/mutation.py [PATTERN...] [--jobs N] [--folder FOLDER] [--minutes N] [--json FILE]

Needs the dependency group 'measure'. Works on a copy of the project with the settings under
[tool.mutmut] in pyproject.toml. Prints for each module how many changed functions ("mutants") there are, how
many were tried, how many of these the tests killed, and the difference of each one that survived, for
reading: some are no change of behaviour. PATTERN names the mutants to try, such as
'lintcorpus.engine.guard*'. Exit code 0 when at least 85 % of those that were tried died.

Each mutant is tried with the tests that reach it, in a process of its own; all together take hours on a busy
machine. With a folder the copy is kept: a later run goes on where an earlier one was stopped, by --minutes or by
hand. A mutant that was tried is tried again when PATTERN names it, or its function is another one.
"""

import argparse
import filecmp
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_NEEDED = ("lintcorpus", "rules", "seeds", "tests", "pyproject.toml")
_LEAST = 0.85
_ALL = "all together"
_DEAD = ("killed", "timeout", "segfault", "caught by type check")


def main() -> int:
    """Copy, change, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="*", metavar="PATTERN")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="keeps the copy and what became of the mutants")
    parser.add_argument("--minutes", type=float, help="then no more are tried")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = arguments.folder or Path(name)
        copied(scratch)
        limit = None if arguments.minutes is None else arguments.minutes * 60
        ran = _mutmut(scratch, "run", "--max-children", str(arguments.jobs), *arguments.patterns, limit=limit)
        found = statuses(_mutmut(scratch, "results", "--all", "true"))
        if not tried(found):
            print(ran[-3000:], file=sys.stderr)
            return 2
        print(table(found))
        for mutant, status in tried(found).items():
            if status not in _DEAD:
                print(f"\n{status}: {mutant}\n" + changed(_mutmut(scratch, "show", mutant)))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures(found)), encoding="utf-8")
    return 0 if share(tried(found).values()) >= _LEAST else 1


def copied(folder: Path) -> None:
    """Copy what the tests need; files that are the same already keep their time, by which mutmut knows them."""
    for name in _NEEDED:
        source = _ROOT / name
        for file in [source] if source.is_file() else sorted(source.rglob("*")):
            target = folder / file.relative_to(_ROOT)
            if file.is_file() and not (target.exists() and filecmp.cmp(file, target, shallow=False)):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)


def _mutmut(folder: Path, *arguments: str, limit: float | None = None) -> str:
    """What it said; after some seconds it is ended with all its processes."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        process_group=0,
    )
    try:
        return process.communicate(timeout=limit)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)  # of what runs in the background a shell may have Ctrl-C ignored
        return process.communicate()[0]
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGTERM)
        raise


def statuses(listed: str) -> dict[str, str]:
    """What became of each mutant, by its name, from the lines of ``mutmut results``."""
    pairs = (line.strip().rpartition(": ") for line in listed.split("\n") if "__mutmut_" in line)
    return {name: status for name, _, status in pairs}


def tried(found: dict[str, str]) -> dict[str, str]:
    """Those of the mutants that were tried."""
    return {name: status for name, status in found.items() if status != "not checked"}


def share(found: Iterable[str]) -> float:
    """How many of the mutants the tests noticed, 0 to 1."""
    dead = [status in _DEAD for status in found]
    return sum(dead) / max(1, len(dead))


def figures(found: dict[str, str]) -> dict[str, dict[str, int]]:
    """By module, and of all together: mutants made, tried and killed, and how many of these by taking too long."""
    counts: dict[str, Counter[str]] = {}
    for name, status in found.items():
        for key in (name.rpartition(".")[0], _ALL):
            count = counts.setdefault(key, Counter(mutants=0, tried=0, killed=0, timeout=0))
            count["mutants"] += 1
            count["tried"] += status != "not checked"
            count["killed"] += status in _DEAD
            count["timeout"] += status == "timeout"
    return {key: dict(counts[key]) for key in sorted(counts, key=lambda key: (key == _ALL, key))}


def table(found: dict[str, str]) -> str:
    """Mutants of each module, those that were tried, those that the tests noticed, and the share of these."""
    rows = [f"{'module':40}{'mutants':>9}{'tried':>9}{'killed':>9}{'timeouts':>10}{'share':>8}"]
    for module, (mutants, attempts, dead, late) in ((key, row.values()) for key, row in figures(found).items()):
        rows.append(f"{module:40}{mutants:9}{attempts:9}{dead:9}{late:10}{dead / max(1, attempts):8.3f}")
    return "\n".join(rows)


def changed(shown: str) -> str:
    """The lines of a difference that say something."""
    lines = (line for line in shown.split("\n") if line[:1] in ("-", "+") and line[:3] not in ("---", "+++"))
    return "\n".join(f"  {line}" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
