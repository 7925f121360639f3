"""What a run comes to: its totals, and the line that says them."""

from collections.abc import Mapping
from typing import NamedTuple

from lintcorpus.model.finding import Severity, State
from lintcorpus.model.fix import Safety
from lintcorpus.model.result import Result


class Totals(NamedTuple):
    """Numbers of diagnostics.

    Attributes:
        counts: new ones by severity, the worst first; every severity is there.
        safe, unsafe: new ones whose safest fix is of that safety.
        suppressed, baselined: the others.
    """

    counts: Mapping[Severity, int]
    safe: int
    unsafe: int
    suppressed: int
    baselined: int

    @property
    def new(self) -> int:
        """How many new ones there are."""
        return sum(self.counts.values())


def totals(result: Result) -> Totals:
    """Count the diagnostics of a result."""
    counts = result.counts()
    safeties = [item.fix.safety for item in result.new if item.fix is not None]
    states = [item.state for item in result.diagnostics]
    return Totals(
        {severity: counts[severity] for severity in sorted(Severity, reverse=True)},
        safeties.count(Safety.SAFE),
        safeties.count(Safety.UNSAFE),
        states.count(State.SUPPRESSED),
        states.count(State.BASELINED),
    )


def skipped_by_number(result: Result) -> dict[str, int]:
    """Reasons for which files were passed over, the commonest first."""
    return dict(sorted(((key, n) for key, n in result.skipped.items() if n), key=lambda item: (-item[1], item[0])))


def summary_line(result: Result, language: str = "en") -> str:
    """One sentence, or several parts of one, that says what a run came to.

    Args:
        result: what the run found.
        language: ``zh`` for Chinese, anything else for English.

    Returns:
        The line without a newline.
    """
    return "；".join(_chinese(result)) + "。" if language == "zh" else "; ".join(_english(result)) + "."


def _english(result: Result) -> list[str]:
    numbers = totals(result)
    files = _number(result.files, "file")
    if numbers.new:
        labels = {Severity.ERROR: "error", Severity.WARNING: "warning"}
        counted = [
            _number(count, labels[severity]) if severity in labels else f"{count} {severity.label}"
            for severity, count in numbers.counts.items()
            if count
        ]
        parts = [f"Found {_number(numbers.new, 'problem')} ({', '.join(counted)}) in {files}"]
    else:
        parts = [f"No problems found in {files}"]
    if result.applied:
        one = len(result.applied) == 1
        parts.append(
            f"{_number(len(result.applied), 'fix', 'fixes')} {'changes' if one else 'change'} "
            f"{_number(len(result.changed), 'file')}"
        )
    if numbers.safe and numbers.unsafe:
        parts.append(f"{numbers.safe} fixable with --fix, {numbers.unsafe} more with --unsafe-fixes")
    elif numbers.safe:
        parts.append(f"{numbers.safe} fixable with --fix")
    elif numbers.unsafe:
        parts.append(f"{numbers.unsafe} fixable with --unsafe-fixes")
    if numbers.suppressed:
        parts.append(f"{numbers.suppressed} suppressed")
    if numbers.baselined:
        parts.append(f"{numbers.baselined} in the baseline")
    skipped = skipped_by_number(result)
    if skipped:
        reasons = ", ".join(f"{count} {reason}" for reason, count in skipped.items())
        parts.append(f"{_number(sum(skipped.values()), 'file')} skipped ({reasons})")
    return parts


def _chinese(result: Result) -> list[str]:
    numbers = totals(result)
    if numbers.new:
        labels = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
        counted = "，".join(f"{count} 个{labels[severity]}" for severity, count in numbers.counts.items() if count)
        parts = [f"在 {result.files} 个文件中发现 {numbers.new} 个问题（{counted}）"]
    else:
        parts = [f"检查了 {result.files} 个文件，没有发现问题"]
    if result.applied:
        parts.append(f"{len(result.applied)} 处修复改动 {len(result.changed)} 个文件")
    if numbers.safe and numbers.unsafe:
        parts.append(f"--fix 可修复 {numbers.safe} 个，--unsafe-fixes 可再修复 {numbers.unsafe} 个")
    elif numbers.safe:
        parts.append(f"--fix 可修复 {numbers.safe} 个")
    elif numbers.unsafe:
        parts.append(f"--unsafe-fixes 可修复 {numbers.unsafe} 个")
    if numbers.suppressed:
        parts.append(f"已抑制 {numbers.suppressed} 个")
    if numbers.baselined:
        parts.append(f"基线内 {numbers.baselined} 个")
    skipped = skipped_by_number(result)
    if skipped:
        reasons = "，".join(f"{reason} {count} 个" for reason, count in skipped.items())
        parts.append(f"跳过 {sum(skipped.values())} 个文件（{reasons}）")
    return parts


def _number(count: int, singular: str, plural: str = "") -> str:
    return f"{count} {singular}" if count == 1 else f"{count} {plural or singular + 's'}"
