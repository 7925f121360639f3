"""Changes the code of repairs, baselines and suppressions in small ways and counts how many changes the tests notice.

usage: python bench/mutation.py [PATTERN...] [--jobs N]

Needs the dependency group 'measure'. Works on a copy of the project with the settings under
[tool.mutmut] in pyproject.toml. Prints for each module how many changed functions ("mutants") the tests
killed, and the difference of each one that survived, for reading: some are no change of behaviour.
PATTERN names the mutants to try, such as 'lintcorpus.engine.guard*'. Exit code 0 when at least 85 % died.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_NEEDED = ("lintcorpus", "rules", "seeds", "tests", "pyproject.toml")
_LEAST = 0.85
_DEAD = ("killed", "timeout", "segfault", "caught by type check")


def main() -> int:
    """Copy, change, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="*", metavar="PATTERN")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name in _NEEDED:
            copy = shutil.copytree if (_ROOT / name).is_dir() else shutil.copyfile
            copy(_ROOT / name, Path(scratch) / name)
        ran = _mutmut(scratch, "run", "--max-children", str(arguments.jobs), *arguments.patterns)
        found = statuses(_mutmut(scratch, "results", "--all", "true"))
        if not found:
            print(ran[-3000:], file=sys.stderr)
            return 2
        print(table(found))
        for name, status in found.items():
            if status not in _DEAD:
                print(f"\n{status}: {name}\n" + changed(_mutmut(scratch, "show", name)))
    return 0 if share(found.values()) >= _LEAST else 1


def _mutmut(folder: str, *arguments: str) -> str:
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def statuses(listed: str) -> dict[str, str]:
    """What became of each mutant that was tried, by its name, from the lines of ``mutmut results``."""
    pairs = (line.strip().rpartition(": ") for line in listed.split("\n") if "__mutmut_" in line)
    return {name: status for name, _, status in pairs if status != "not checked"}


def share(found: Iterable[str]) -> float:
    """How many of the mutants the tests noticed, 0 to 1."""
    dead = [status in _DEAD for status in found]
    return sum(dead) / max(1, len(dead))


def table(found: dict[str, str]) -> str:
    """Mutants of each module, those that the tests noticed, and the share."""
    made: Counter[str] = Counter()
    dead: Counter[str] = Counter()
    for name, status in found.items():
        for key in (name.rpartition(".")[0], "all together"):
            made[key] += 1
            dead[key] += status in _DEAD
    rows = [f"{'module':40}{'mutants':>9}{'killed':>9}{'share':>8}"]
    for module in sorted(made, key=lambda module: (module == "all together", module)):
        rows.append(f"{module:40}{made[module]:9}{dead[module]:9}{dead[module] / made[module]:8.3f}")
    return "\n".join(rows)


def changed(shown: str) -> str:
    """The lines of a difference that say something."""
    lines = (line for line in shown.split("\n") if line[:1] in ("-", "+") and line[:3] not in ("---", "+++"))
    return "\n".join(f"  {line}" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
