"""Writes the figures of ``docs/reliability.md``: what is tried to break the product, and what came of it.

    python bench/reliability.py [--minutes N] [--size MB] [--folder FOLDER] [--since DATE] [--only PART ...]

One run does it all: the fuzzers of each door, hostile texts, large files, the changes that must not matter on
``seeds/``, a folder of many files, a corpus that is edited for long, the share of the code that the tests reach, and
changes of the code that they must notice. Of N minutes the fuzzers take a quarter, the edited corpus a third, the
changes of the code what is left, the others what they need; a part that would begin later than that is left out, and
the page says so. With a folder the figures of each part are kept as JSON, and those that are there are taken as they
are, or not when they are of a day before DATE. The page tells the day and the machine's load of each part.
"""

import argparse
import datetime
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
PAGE = ROOT / "docs" / "reliability.md"
_BEGIN, _END = "<!-- figures -->\n", "<!-- end of figures -->\n"
_FUZZING, _EDITING = 0.25, 0.33
"""Shares of the time."""
_LOOK = 10.0
"""Seconds between two looks at the machine's load."""


class Taken(NamedTuple):
    """The figures of a part.

    Attributes:
        day: on which they were taken.
        minutes: that it took.
        load: processes that wanted to run, on average over the minute before each look.
        data: the figures; ``None`` when the part came to no end.
    """

    day: str
    minutes: float
    load: float
    data: Any

    def __str__(self) -> str:
        return f"*{self.day}, {self.minutes:.1f} minutes, load {self.load:.1f} on {os.cpu_count()} processors.*"


class Part(NamedTuple):
    """A part of what is measured.

    Attributes:
        name: of the file of its figures, and of the part in ``--only`` up to a colon.
        command: its words, but for the file of the figures.
        json: how that is said.
    """

    name: str
    command: Sequence[str | Path]
    json: str = "--json={}"


def parts(minutes: float, size: float, folder: Path) -> list[Part]:
    """All parts in their order.

    Args:
        minutes: for all together.
        size: MB of each hostile text.
        folder: where parts that can go on later keep what they have.
    """
    sys.path.insert(0, str(ROOT))
    from tests.robustness.targets import TARGETS

    python = sys.executable
    each = str(minutes * _FUZZING / len(TARGETS))
    return [
        Part("relations", [python, BENCH / "relations.py", ROOT / "seeds"]),
        *(Part(f"fuzz:{name}", [python, BENCH / "fuzz.py", "--minutes", each, "--target", name]) for name in TARGETS),
        Part("folder", [python, BENCH / "load.py", "--one-folder"]),
        Part("load", [python, BENCH / "load.py", "--hours", str(minutes * _EDITING / 60)]),
        Part("hostile", [python, BENCH / "hostile.py", "--size", str(size)]),
        Part("large", [python, BENCH / "hostile.py", "--set", "large"]),
        Part("coverage", [python, "-m", "pytest", "-q", "-n", "auto", "--cov"], "--cov-report=json:{}"),
        Part("mutants", [python, BENCH / "mutation.py", "--folder", folder / "mutants"]),
    ]


def measured(part: Part, target: Path, left: float) -> Taken:
    """Run one part and look at the load meanwhile.

    Args:
        part: what to run.
        target: where its figures go.
        left: minutes that are left for all parts.
    """
    more = ["--minutes", str(max(1.0, left))] if part.name == "mutants" else []
    began, loads = time.monotonic(), [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as name:
        figures = Path(name) / "figures.json"
        environment = {**os.environ, "COVERAGE_FILE": str(Path(name) / "coverage")}
        process = subprocess.Popen([*part.command, *more, part.json.format(figures)], cwd=ROOT, env=environment)
        while process.poll() is None:
            try:
                process.wait(_LOOK)
            except subprocess.TimeoutExpired:
                loads.append(os.getloadavg()[0])
        data = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else None
    if part.name == "coverage" and data is not None:
        data = data["totals"]  # the lines of every file are no figures of the page
    spent = (time.monotonic() - began) / 60
    taken = Taken(datetime.date.today().isoformat(), round(spent, 1), round(statistics.mean(loads), 1), data)
    target.write_text(json.dumps(taken._asdict(), ensure_ascii=False, indent=1), encoding="utf-8")
    return taken


def known(target: Path, since: str) -> Taken | None:
    """Figures that were taken before, unless that was before a day; ``None`` when there are none."""
    if not target.exists():
        return None
    taken = Taken(**json.loads(target.read_text(encoding="utf-8")))
    return taken if taken.data is not None and taken.day >= since else None


def figures(found: dict[str, Taken | None]) -> str:
    """The figures as Markdown; what was not measured is told at the end."""
    fuzzed = {name.partition(":")[2]: taken for name, taken in found.items() if name.startswith("fuzz:")}
    shown = [_fuzz({name: taken for name, taken in fuzzed.items() if taken and taken.data})]
    missing = [f"fuzzing of {name}" for name, taken in fuzzed.items() if not (taken and taken.data)]
    for name, (title, part) in _SHOWN.items():
        taken = found.get(name)
        if taken is None or taken.data is None:
            missing.append(title.lower())
        else:
            shown.append(f"### {title}\n\n{taken}\n\n{part(taken.data)}")
    if missing:
        shown.append(f"Not measured this time: {', '.join(missing)}.\n")
    return "\n".join(shown)


def _fuzz(doors: dict[str, Taken]) -> str:
    rows = "".join(
        f"| {name} | {row['engine']} | {row['seconds'] / 60:.1f} | {row['executions']:,} | {len(row['found'])} |"
        f" {taken.day} | {taken.load:.1f} |\n"
        for name, taken in doors.items()
        for row in taken.data
    )
    head = "| door | engine | minutes | executions | faults | day | load |\n|---|---|---|---|---|---|---|\n"
    return f"### Fuzzing\n\n{head}{rows}"


def _hostile(rows: list[dict[str, Any]]) -> str:
    failed = [row for row in rows if row["faults"]]
    said = f"{len(rows)} texts, {len(failed)} beyond a limit.\n"
    return f"{said}\n{_costs(failed)}" if failed else said


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
        f"{data['files']} articles with {data['findings']:,} findings; changes: {changes}. Articles that differ:"
        f" {differ}.\n"
    )


def _folder(data: dict[str, Any]) -> str:
    return (
        f"{data['files']:,} of {data['wanted']:,} files in one folder read: {data['seconds']} s, {data['memory']} MB in"
        " all processes.\n"
    )


def _load(data: dict[str, Any]) -> str:
    compared = data["compared"]
    said = (
        f"{data['files']:,} files with {data['paragraphs']:,} paragraphs; {data['edits']:,} edits in"
        f" {data['seconds'] / 60:.0f} minutes. Compared: {compared.get('cold', 0)} reports with those of a cold run,"
        f" {compared.get('again', 0) + compared.get('at once', 0)} with those of a run repeated or beside another,"
        f" {compared.get('ask', 0)} runs over a few files with the whole run, {compared.get('new index', 0)} with an"
        f" index made from nothing. Faults: {'; '.join(data['faults']) or 'none'}.\n\n"
        f"The cache had {data['cache'][0]} MB at first, {max(data['cache'])} at most, {data['cache'][-1]} at the end;"
        f" the index {data['index'][0]}, {max(data['index'])} and {data['index'][-1]}. A process that watched a"
        f" sub-folder had {data['watching'][0]:.0f} MB at first, {max(data['watching']):.0f} at most,"
        f" {data['watching'][-1]:.0f} at the end.\n\n"
    )
    head = "| run | runs | seconds | CPU seconds | MB first | MB last | MB most |\n|---|---|---|---|---|---|---|\n"
    return f"{said}{head}" + "".join(
        f"| {kind} | {row['runs']} | {row['seconds']} | {row['cpu']} | {row['memory'][0]} | {row['memory'][-1]} |"
        f" {max(row['memory'])} |\n"
        for kind, row in data["kinds"].items()
    )


def _coverage(data: dict[str, Any]) -> str:
    branches, lines = data["num_branches"], data["num_statements"]
    return (
        f"The tests reach {data['covered_lines']:,} of {lines:,} statements and {data['covered_branches']:,} of"
        f" {branches:,} branches: {data['percent_covered']:.1f} % of both together,"
        f" {100 * data['covered_branches'] / max(1, branches):.1f} % of the branches.\n"
    )


def _mutants(data: dict[str, dict[str, int]]) -> str:
    head = "| module | changes | tried | noticed | of these by time |\n|---|---|---|---|---|\n"
    return head + "".join(
        f"| {module.removeprefix('lintcorpus.')} | {row['mutants']:,} | {row['tried']:,} | {row['killed']:,} |"
        f" {row['timeout']} |\n"
        for module, row in data.items()
    )


_SHOWN: dict[str, tuple[str, Callable[[Any], str]]] = {
    "hostile": ("Hostile texts", _hostile),
    "large": ("Large files", _costs),
    "relations": ("Changes that must not matter", _relations),
    "folder": ("Many files", _folder),
    "load": ("A corpus that is edited", _load),
    "coverage": ("Code that the tests reach", _coverage),
    "mutants": ("Changes of the code that the tests notice", _mutants),
}


def main() -> int:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=180.0, help="for all parts together")
    parser.add_argument("--size", type=float, default=1.0, help="MB of each hostile text")
    parser.add_argument("--folder", type=Path, help="figures that are kept; what it lacks is measured")
    parser.add_argument("--since", default="", metavar="DATE", help="figures of a day before are measured anew")
    parser.add_argument("--only", action="append", metavar="PART", help="measure these only: fuzz, load, hostile ...")
    args = parser.parse_args()
    until = time.monotonic() + args.minutes * 60
    with tempfile.TemporaryDirectory() as name:
        folder = args.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        found = {}
        for part in parts(args.minutes, args.size, folder):
            target = folder / f"{part.name.replace(':', '-')}.json"
            found[part.name] = known(target, args.since)
            wanted = args.only is None or part.name.partition(":")[0] in args.only
            if found[part.name] is None and wanted and time.monotonic() < until:
                found[part.name] = measured(part, target, (until - time.monotonic()) / 60)
        page = PAGE.read_text(encoding="utf-8")
        head, tail = page.split(_BEGIN)[0], page.split(_END)[1]
        PAGE.write_text(f"{head}{_BEGIN}{figures(found)}{_END}{tail}", encoding="utf-8")
    print(f"wrote {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
