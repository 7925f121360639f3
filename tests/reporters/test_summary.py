"""The line that says what a run came to."""

from collections.abc import Callable

import pytest

from lintcorpus.model.finding import Diagnostic, Severity, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import AppliedFix, Compared, Result
from lintcorpus.model.span import Span
from lintcorpus.reporters.summary import summary_line, totals

EDITS = (Edit(Span(0, 1), ""),)
SAFE, UNSAFE, SHOW = (Fix(EDITS, safety) for safety in (Safety.SAFE, Safety.UNSAFE, Safety.SHOW))


@pytest.fixture
def many(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> Result:
    return result(
        *(diagnostic(severity=Severity.ERROR) for _ in range(3)),
        *(diagnostic(fixes=(SAFE, UNSAFE)) for _ in range(5)),
        *(diagnostic(fixes=(UNSAFE,)) for _ in range(2)),
        *(diagnostic(severity=Severity.INFO, fixes=(SHOW,)) for _ in range(2)),
        diagnostic(state=State.SUPPRESSED, fixes=(SAFE,)),
        diagnostic(state=State.BASELINED, severity=Severity.ERROR),
        files=14,
        skipped={"gitignored": 1, "suffix": 2, "binary": 0},
    )


def test_totals(many: Result) -> None:
    found = totals(many)
    assert list(found.counts.items()) == [(Severity.ERROR, 3), (Severity.WARNING, 7), (Severity.INFO, 2)]
    assert found[1:] == (5, 2, 1, 1)
    assert found.new == 12


def test_everything_at_once(many: Result) -> None:
    assert summary_line(many) == (
        "Found 12 problems (3 errors, 7 warnings, 2 info) in 14 files; 5 fixable with --fix, 2 more with "
        "--unsafe-fixes; 1 suppressed; 1 in the baseline; 3 files skipped (2 by suffix, 1 by .gitignore)."
    )
    assert summary_line(many, "zh") == (
        "在 14 个文件中发现 12 个问题（3 个错误，7 个警告，2 个提示）；"
        "--fix 可修复 5 个，--unsafe-fixes 可再修复 2 个；已抑制 1 个；基线内 1 个；"
        "跳过 3 个文件（因后缀 2 个，因 .gitignore 1 个）。"
    )


def test_nothing(result: Callable[..., Result]) -> None:
    assert summary_line(result(files=14)) == "No problems found in 14 files."
    assert summary_line(result(files=14), "zh") == "检查了 14 个文件，没有发现问题。"
    assert summary_line(result(files=1)) == "No problems found in 1 file."
    assert summary_line(result(files=0, skipped={"suffix": 1})) == (
        "No file was checked; 1 file skipped (1 by suffix)."
    )
    assert summary_line(result(files=0, skipped={"suffix": 1}), "zh") == (
        "没有检查任何文件；跳过 1 个文件（因后缀 1 个）。"
    )


def test_every_reason_for_skipping_is_told_in_words(result: Callable[..., Result]) -> None:
    reasons = ("suffix", "gitignored", "excluded", "symlink", "not a file", "binary")
    made = result(files=0, skipped=dict.fromkeys(reasons, 1))
    assert summary_line(made) == (
        "No file was checked; 6 files skipped (1 binary, 1 by 'exclude', 1 by .gitignore, 1 not a regular file, "
        "1 by suffix, 1 by symbolic links)."
    )
    assert not any(reason in summary_line(made, "zh") for reason in reasons)


def test_what_was_not_checked_was_not_compared(result: Callable[..., Result]) -> None:
    assert summary_line(result(files=0, compared=Compared.INDEX)) == "No file was checked."


@pytest.mark.parametrize(
    ("severity", "fix", "expected"),
    [
        (Severity.ERROR, SAFE, "Found 1 problem (1 error) in 1 file; 1 fixable with --fix."),
        (Severity.WARNING, UNSAFE, "Found 1 problem (1 warning) in 1 file; 1 fixable with --unsafe-fixes."),
        (Severity.INFO, SHOW, "Found 1 problem (1 info) in 1 file."),
    ],
)
def test_singulars(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], severity: Severity, fix: Fix, expected: str
) -> None:
    assert summary_line(result(diagnostic(severity=severity, fixes=(fix,)))) == expected


@pytest.mark.parametrize(("fix", "expected"), [(SAFE, "--fix 可修复 1 个"), (UNSAFE, "--unsafe-fixes 可修复 1 个")])
def test_chinese_with_one_kind_of_fix(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], fix: Fix, expected: str
) -> None:
    assert summary_line(result(diagnostic(fixes=(fix,))), "zh") == (
        f"在 1 个文件中发现 1 个问题（1 个警告）；{expected}。"
    )


def test_only_hidden_findings(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    made = result(diagnostic(state=State.SUPPRESSED))
    assert summary_line(made) == "No problems found in 1 file; 1 suppressed."
    assert summary_line(made, "zh") == "检查了 1 个文件，没有发现问题；已抑制 1 个。"


def test_a_fix_run(result: Callable[..., Result]) -> None:
    applied = AppliedFix("a.md", "PUN001", "", EDITS, 1)
    one = result(applied=(applied,), changed={"a.md": ("x", "")}, files=2)
    assert summary_line(one) == "No problems found in 2 files; 1 fix changes 1 file."
    two = result(applied=(applied, applied), changed={"a.md": ("x", ""), "b.md": ("x", "")}, files=2)
    assert summary_line(two) == "No problems found in 2 files; 2 fixes change 2 files."
    assert summary_line(two, "zh") == "检查了 2 个文件，没有发现问题；2 处修复改动 2 个文件。"
