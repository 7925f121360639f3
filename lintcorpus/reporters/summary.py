"""What a run comes to: its totals, and the line that says them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lintcorpus.model.finding import Diagnostic, Severity, State
from lintcorpus.model.fix import Safety
from lintcorpus.model.result import Compared, Result

_COMPARED = {
    Compared.INDEX: {"en": "compared with the whole corpus by its index", "zh": "已按索引与整个语料库比较"},
    Compared.PART: {"en": "not compared with the rest of the corpus", "zh": "未与语料库其余文件比较"},
}
_SKIPPED = {
    "suffix": {"en": "by suffix", "zh": "因后缀"},
    "gitignored": {"en": "by .gitignore", "zh": "因 .gitignore"},
    "excluded": {"en": "by 'exclude'", "zh": "因 exclude"},
    "symlink": {"en": "by symbolic links", "zh": "因符号链接"},
    "not a file": {"en": "not a regular file", "zh": "不是普通文件"},
    "binary": {"en": "binary", "zh": "二进制文件"},
}


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
    states: Counter[State] = Counter()
    safeties: Counter[Safety | None] = Counter()
    for kind, number in result.tally.items():
        states[kind.state] += number
        safeties[kind.safety] += number * (kind.state is State.NEW)
    return Totals(
        {severity: counts[severity] for severity in sorted(Severity, reverse=True)},
        safeties[Safety.SAFE],
        safeties[Safety.UNSAFE],
        states[State.SUPPRESSED],
        states[State.BASELINED],
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


def counted(diagnostics: Iterable[Diagnostic], language: str = "en") -> str:
    """How many there are of each severity, such as ``2 errors, 1 warning``; the worst first."""
    counts = Counter(item.severity for item in diagnostics)
    return _counts({severity: counts[severity] for severity in sorted(Severity, reverse=True)}, language)


def _counts(counts: Mapping[Severity, int], language: str) -> str:
    if language == "zh":
        words = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
        return "，".join(f"{count} 个{words[severity]}" for severity, count in counts.items() if count)
    labels = {Severity.ERROR: "error", Severity.WARNING: "warning"}
    return ", ".join(
        _number(count, labels[severity]) if severity in labels else f"{count} {severity.label}"
        for severity, count in counts.items()
        if count
    )


def _english(result: Result) -> list[str]:
    numbers = totals(result)
    files = _number(result.files, "file") if result.files or not result.records else ""
    if result.records:
        files = " and ".join(filter(None, (files, _number(result.records, "record"))))
    if numbers.new:
        parts = [f"Found {_number(numbers.new, 'problem')} ({_counts(numbers.counts, 'en')}) in {files}"]
    else:
        parts = [f"No problems found in {files}" if _looked(result) else "No file was checked"]
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
        known = f"known from {result.base}" if result.base else "in the baseline"
        parts.append(f"{numbers.baselined} {known}")
    if result.stale:
        entries = _number(result.stale, "entry of the baseline is stale", "entries of the baseline are stale")
        parts.append(f"{entries} ('lintcorpus baseline update')")
    skipped = skipped_by_number(result)
    if skipped:
        reasons = ", ".join(f"{count} {_reason(reason, 'en')}" for reason, count in skipped.items())
        parts.append(f"{_number(sum(skipped.values()), 'file')} skipped ({reasons})")
    if result.compared in _COMPARED and _looked(result):
        parts.append(_COMPARED[result.compared]["en"])
    return parts


def _chinese(result: Result) -> list[str]:
    numbers = totals(result)
    files = f"{result.files} 个文件" if result.files or not result.records else ""
    if result.records:
        files = f"{files}{'和 ' if files else ''}{result.records} 条记录"
    if numbers.new:
        parts = [f"在 {files}中发现 {numbers.new} 个问题（{_counts(numbers.counts, 'zh')}）"]
    else:
        parts = [f"检查了 {files}，没有发现问题" if _looked(result) else "没有检查任何文件"]
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
        known = f"{result.base} 中已有" if result.base else "基线内"
        parts.append(f"{known} {numbers.baselined} 个")
    if result.stale:
        parts.append(f"基线中 {result.stale} 条已失效（lintcorpus baseline update）")
    skipped = skipped_by_number(result)
    if skipped:
        reasons = "，".join(f"{_reason(reason, 'zh')} {count} 个" for reason, count in skipped.items())
        parts.append(f"跳过 {sum(skipped.values())} 个文件（{reasons}）")
    if result.compared in _COMPARED and _looked(result):
        parts.append(_COMPARED[result.compared]["zh"])
    return parts


def _looked(result: Result) -> bool:
    return bool(result.files or result.records)


def _reason(key: str, language: str) -> str:
    """Why files were passed over, for people."""
    return _SKIPPED[key][language] if key in _SKIPPED else key


def _number(count: int, singular: str, plural: str = "") -> str:
    return f"{count} {singular}" if count == 1 else f"{count} {plural or singular + 's'}"
