"""Counts what --fix leaves: findings of each rule before and after, and findings that were not there before.

usage: python bench/fix_share.py FOLDER... [--families LNK,HDG,MRK,PUN,ENC]

Copies the folders and repairs the copies with safe fixes. Prints for each rule how many findings
there were, how many were safe to fix, how many are left and how many of those are still safe to
fix, and for all rules the share that went. A finding is new when its rule reports more in a file than before.
Exit code 0 when no safe fix is left.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

_FAMILIES = "LNK,HDG,MRK,PUN,ENC"
Found = Counter[tuple[str, str, str]]
"""Findings by rule, file and safety of the fix."""


def main() -> int:
    """Repair copies, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--families", default=_FAMILIES)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        for folder in arguments.folders:
            shutil.copytree(folder, copy / folder.name)
        before = _findings(copy)
        _lintcorpus("--fix-only", str(copy))
        after = _findings(copy)
    print(f"{'rule':8}{'before':>8}{'safe':>8}{'left':>8}{'safe left':>10}{'gone':>8}")
    total = gone = 0
    for rule in sorted({key[0] for key in before + after}):
        old, safe = _count(before, rule), _count(before, rule, "safe")
        left, safe_left = _count(after, rule), _count(after, rule, "safe")
        counted = rule[:3] in arguments.families.split(",")
        total += old * counted
        gone += max(0, old - left) * counted
        if counted or safe or left > old:
            print(f"{rule:8}{old:8}{safe:8}{left:8}{safe_left:10}{(old - left) / old if old else 0:8.2f}")
    print(f"{arguments.families}: {gone} of {total} gone = {gone / total:.3f}")
    more = [(rule, file) for rule, file in _files(after) if _in(after, rule, file) > _in(before, rule, file)]
    print(f"{len(more)} times a rule reports more in a file than before")
    for rule, file in more:
        print(f"  {rule} {file}: {_in(before, rule, file)} before, {_in(after, rule, file)} after")
    return 1 if sum(count for key, count in after.items() if key[2] == "safe") else 0


def _findings(folder: Path) -> Found:
    found: Found = Counter()
    for item in json.loads(_lintcorpus("--output-format", "json", str(folder)))["diagnostics"]:
        safety = item["fix"]["safety"] if item["fix"] else ""
        found[item["rule"], str(Path(item["path"]).relative_to(folder.resolve())), safety] += 1
    return found


def _lintcorpus(*words: str) -> str:
    command = [sys.executable, "-m", "lintcorpus", "--isolated", "--quiet", "--exit-zero", *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"lintcorpus failed: {done.stderr[-500:]}")
    return done.stdout


def _count(found: Found, rule: str, safety: str | None = None) -> int:
    return sum(count for key, count in found.items() if key[0] == rule and safety in (None, key[2]))


def _in(found: Found, rule: str, file: str) -> int:
    return sum(count for key, count in found.items() if key[:2] == (rule, file))


def _files(found: Found) -> list[tuple[str, str]]:
    return sorted({key[:2] for key in found})


if __name__ == "__main__":
    raise SystemExit(main())
