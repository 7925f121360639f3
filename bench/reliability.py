"""Writes ``docs/reliability.md``: what is tried to break the product, and the figures of the last time it was.

    python bench/reliability.py [--minutes N] [--size MB] [--reuse FOLDER]

Runs the fuzzers for N minutes each, the hostile texts, the changes that must not matter on ``seeds/``, and a folder
of many files; each leaves its figures as JSON in a folder. ``--reuse`` takes what lies there instead of measuring anew.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
PAGE = ROOT / "docs" / "reliability.md"
_BEGIN, _END = "<!-- figures -->\n", "<!-- end of figures -->\n"


def measured(folder: Path, minutes: float, size: float) -> None:
    """Run everything of which the folder has no figures yet."""
    runs = {
        "fuzz": ["fuzz.py", "--minutes", str(minutes)],
        "hostile": ["hostile.py", "--size", str(size)],
        "large": ["hostile.py", "--set", "large"],
        "relations": ["relations.py", str(ROOT / "seeds")],
        "load": ["load.py"],
    }
    for name, (script, *options) in runs.items():
        target = folder / f"{name}.json"
        if not target.exists():
            subprocess.run([sys.executable, BENCH / script, *options, "--json", target], check=False)


def figures(folder: Path) -> str:
    """The figures as Markdown; parts that were not measured are left out."""
    parts = [part(data) for name, part in _PARTS.items() if (data := _data(folder / f"{name}.json")) is not None]
    return "\n".join(parts)


def _data(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def _fuzz(rows: list[dict[str, Any]]) -> str:
    head = "### Fuzzing\n\n| door | engine | minutes | executions | faults |\n|---|---|---|---|---|\n"
    return head + "".join(
        f"| {row['target']} | {row['engine']} | {row['seconds'] / 60:.1f} | {row['executions']:,} |"
        f" {len(row['found'])} |\n"
        for row in rows
    )


def _hostile(rows: list[dict[str, Any]]) -> str:
    failed = [row for row in rows if row["faults"]]
    said = f"### Hostile texts\n\n{len(rows)} texts, {len(failed)} beyond a limit.\n"
    return f"{said}\n{_costs(failed)}" if failed else said


def _large(rows: list[dict[str, Any]]) -> str:
    return f"### Large files\n\n{_costs(rows)}"


def _costs(rows: list[dict[str, Any]]) -> str:
    head = "| text | MB | CPU seconds | at twice the size | MB of memory | beyond |\n|---|---|---|---|---|---|\n"
    return head + "".join(
        f"| {row['name']} | {row['size']:g} | {row['seconds']} | {row['growth']}x | {row['memory']} |"
        f" {', '.join(row['faults'])} |\n"
        for row in rows
    )


def _relations(data: dict[str, Any]) -> str:
    differ = ", ".join(f"{name}: {count}" for name, count in data["differ"].items()) or "none"
    changes = ", ".join(data["changes"])
    return (
        "### Changes that must not matter\n\n"
        f"{data['files']} articles with {data['findings']:,} findings; changes: {changes}. Articles that differ:"
        f" {differ}.\n"
    )


def _load(data: dict[str, Any]) -> str:
    return f"### Many files\n\n{data['files']:,} files in one folder: {data['seconds']} s, {data['memory']} MB.\n"


_PARTS = {"fuzz": _fuzz, "hostile": _hostile, "large": _large, "relations": _relations, "load": _load}


def main() -> int:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=2.0, help="for each target of the fuzzers")
    parser.add_argument("--size", type=float, default=1.0, help="MB of each hostile text")
    parser.add_argument("--reuse", type=Path, help="a folder with figures; what it lacks is measured")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = args.reuse or Path(name)
        measured(folder, args.minutes, args.size)
        page = PAGE.read_text(encoding="utf-8")
        head, tail = page.split(_BEGIN)[0], page.split(_END)[1]
        PAGE.write_text(f"{head}{_BEGIN}{figures(folder)}{_END}{tail}", encoding="utf-8")
    print(f"wrote {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
