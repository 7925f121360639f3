"""What a run of the speed bench found, as Markdown: in full, and in short for the README."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from measure import Spread, Usage, per_paragraph, ratios, spread

BEGIN, END = "<!-- speed: begin -->\n", "<!-- speed: end -->"
_OWN = "lintcorpus"
_ONE = f"{_OWN} --jobs 1"
_TWO = f"{_OWN} --jobs 2"

Results = Mapping[str, Any]
"""What ``speed.measured`` gives."""


def in_readme(text: str, short: str) -> str:
    """A README with the figures between its marks made anew.

    Raises:
        ValueError: the marks are not there once each.
    """
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"the README has no {BEGIN.strip()} and {END}, or several")
    head, rest = text.split(BEGIN)
    return head + BEGIN + short + END + rest.split(END)[1]


def in_short(results: Results) -> str:
    """The main figures: every tool on a cold run, and lintcorpus and caching peers on others."""
    names = sorted(results["corpora"], key=lambda name: int(results["corpora"][name]["files"]))
    measured = [name for name in names if _runs(results, "cold", name)]
    parts = [_about(results)]
    if measured:
        parts.append(_cold_table(results, measured))
    if rows := _other_rows(results, measured):
        head = ("run", _OWN, "others", f"others' CPU against {_OWN}'s")
        parts.append(_table(head, rows))
    parts.extend(_notes(results, names))
    return "\n\n".join(parts) + "\n"


def in_full(results: Results) -> str:
    """All figures."""
    parts = [_about(results), *(_survey_line(results, name) for name in results["corpora"])]
    for case in results["cases"]:
        runs = _usages(case)
        base = next((name for name in (_OWN, _ONE) if name in runs), "")
        rows = [_full_row(name, usages, runs.get(base), case) for name, usages in runs.items()]
        against = f"against {base}" if base else "-"
        head = ("tool", "CPU s", "wall s", "peak MB", "lines", f"CPU {against}", f"wall {against}")
        parts.append(f"**{case['case']}**" + (f", {_files(results, case['corpus'])}" if case["corpus"] else ""))
        parts.append(_table(head, rows))
        parts.extend(f"{name}: {reason}" for name, reason in case["dropped"].items())
        parts.extend(f"{name}: {most:.0f} MB, all processes together" for name, most in case["together"].items())
    parts.extend(_notes(results, list(results["corpora"])))
    return "\n\n".join(parts) + "\n"


def _about(results: Results) -> str:
    machine = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    left_out = "".join(f"; without {name} ({reason})" for name, reason in results["missing"].items())
    return (
        f"{results['date']}, {machine['cores']} cores ({machine['architecture']}, {machine['system']}), "
        f"{machine['python']}, load average {results['load'][0]}; {versions}{left_out}. "
        f"Median of {results['rounds']} rounds, in brackets the least and the most."
    )


def _survey_line(results: Results, name: str) -> str:
    found = results["corpora"][name]
    shares = ", ".join(f"{what} {found[what] / found['files']:.1%}" for what in ("copies", "blocks"))
    size = found["size"] / 1e6
    return f"Corpus {name}: {_files(results, name)}, {size:.1f} MB, {found['paragraphs']} paragraphs; {shares}"


def _cold_table(results: Results, corpora: Sequence[str]) -> str:
    """A row for each tool, with its CPU time on every corpus and more about the largest."""
    largest = corpora[-1]
    size = results["corpora"][largest]["size"] / 1e6
    runs = {name: _runs(results, "cold", name) for name in corpora}
    tools = list(dict.fromkeys(tool for name in corpora for tool in runs[name] if not tool.startswith("python")))
    head = [f"CPU s, {_files(results, name)}" for name in corpora]
    rows = []
    for tool in tools:
        spent = [_times(runs[name].get(tool), "cpu") for name in corpora]
        last = runs[largest].get(tool)
        more = ["-", "-", "-", "-"]
        if last:
            rate = size / spread([usage.cpu for usage in last]).median
            more = [_times(last, "wall"), f"{rate:.1f}", _peak(last), _ratio(runs[largest].get(_OWN), last, "cpu")]
        rows.append((tool, *spent, *more))
    return _table(("cold, default rules", *head, "wall s", "MB per CPU s", "peak MB", f"CPU against {_OWN}'s"), rows)


def _other_rows(results: Results, corpora: Sequence[str]) -> list[Sequence[str]]:
    cases = [("start", "", "says its version")]
    cases += [("warm", name, f"warm, {_files(results, name)}") for name in corpora]
    cases += [("changed", name, f"warm, one of {_files(results, name)} changed") for name in corpora]
    rows: list[Sequence[str]] = []
    for case, corpus, label in cases:
        runs = _runs(results, case, corpus)
        own = runs.get(_OWN)
        if own is None:
            continue
        others = {name: usages for name, usages in runs.items() if name != _OWN}
        theirs = "<br>".join(f"{name} {_times(usages, 'cpu')}" for name, usages in others.items())
        compared = "<br>".join(f"{name} {_ratio(own, usages, 'cpu')}" for name, usages in others.items())
        rows.append((label, f"{_times(own, 'cpu')}, wall {_times(own, 'wall')}", theirs or "-", compared or "-"))
    return rows


def _notes(results: Results, corpora: Sequence[str]) -> list[str]:
    """Processes, memory and growth, as far as they were measured."""
    found = []
    for name in corpora:
        runs = _runs(results, "jobs", name)
        if _ONE in runs and _TWO in runs:
            wall, cpu = (_ratio(runs[_ONE], runs[_TWO], what) for what in ("wall", "cpu"))
            found.append(
                f"{_files(results, name)}: two processes take {wall} of the wall and {cpu} of the CPU time of one."
            )
    several = [name for name in corpora if _ONE in _runs(results, "jobs", name)]
    return [*found, *(_growth(results, less, more) for less, more in pairwise(several))]


def _growth(results: Results, less: str, more: str) -> str:
    """How time and memory grow from one corpus to a larger one."""
    small, large = results["corpora"][less], results["corpora"][more]
    paragraphs = large["paragraphs"] - small["paragraphs"]
    said = []
    for tool, label in ((_ONE, "all rules"), (f"{_ONE} --no-corpus", "no comparing of files")):
        before, after = (_runs(results, "jobs", name).get(tool) for name in (less, more))
        if before and after and paragraphs > 0:
            small_run, large_run = _typical(before), _typical(after)
            times = large_run.cpu / small_run.cpu
            memory = per_paragraph(small_run, large_run, paragraphs)
            said.append(
                f"{label}: {times:.1f} times the CPU time, {memory:.0f} bytes of memory for each paragraph more"
            )
    return (
        f"{_files(results, less)} to {_files(results, more)} ({large['size'] / small['size']:.1f} times the bytes): "
        + ("; ".join(said) + ".")
    )


def _typical(runs: Sequence[Usage]) -> Usage:
    return Usage(*(spread(column).median for column in zip(*runs, strict=True)))


def _full_row(
    name: str, usages: Sequence[Usage], base: Sequence[Usage] | None, case: Mapping[str, Any]
) -> tuple[str, ...]:
    compared = [_ratio(base, usages, what) for what in ("cpu", "wall")]
    return (
        name,
        _times(usages, "cpu"),
        _times(usages, "wall"),
        _peak(usages),
        str(case["lines"].get(name, "-")),
        *compared,
    )


def _runs(results: Results, case: str, corpus: str) -> dict[str, list[Usage]]:
    """The runs of a case by tool; none when it was not run."""
    found = (item for item in results["cases"] if (item["case"], item["corpus"]) == (case, corpus))
    return next((_usages(item) for item in found), {})


def _usages(case: Mapping[str, Any]) -> dict[str, list[Usage]]:
    return {name: [Usage(**run) for run in runs] for name, runs in case["runs"].items()}


def _files(results: Results, name: str) -> str:
    files = results["corpora"][name]["files"]
    return f"{files:,} file{'s' if files != 1 else ''}"


def _times(usages: Sequence[Usage] | None, what: str) -> str:
    return _shown(spread([getattr(usage, what) for usage in usages])) if usages else "-"


def _peak(usages: Sequence[Usage]) -> str:
    return f"{max(usage.peak for usage in usages):.0f}"


def _ratio(base: Sequence[Usage] | None, usages: Sequence[Usage], what: str) -> str:
    if base is None or len(base) != len(usages):
        return "-"
    return _shown(ratios(base, usages, what))


def _shown(found: Spread) -> str:
    return f"{_digits(found.median)} ({_digits(found.least)} to {_digits(found.most)})"


def _digits(number: float) -> str:
    """Two decimals, or three below a tenth."""
    return f"{number:.3f}" if number < 0.1 else f"{number:.2f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(row) + " |" for row in rows)]
    return "\n".join(lines)
