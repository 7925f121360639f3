"""The exit code of a run; the same for every format."""

import argparse

from lintcorpus.engine.run_rules import RULE_FAILED, UNREADABLE_FILE
from lintcorpus.model.finding import State
from lintcorpus.model.result import Result

NOTHING, FINDINGS, WRONG_USE, FAILURE = 0, 1, 2, 3
FAILURES = (RULE_FAILED, UNREADABLE_FILE)
"""Rules whose diagnostics say that a file or a rule failed."""


def exit_code(result: Result, arguments: argparse.Namespace) -> int:
    """2 for wrong use wins over 3 for a failed file, rule or plugin, and that over 1 for findings.

    Args:
        result: what the run found.
        arguments: for ``--exit-zero``, ``--diff``, ``--exit-non-zero-on-fix`` and ``--baseline-strict``.
    """
    kinds = {problem.kind for problem in result.problems}
    if "path" in kinds:
        return WRONG_USE
    new = [kind for kind in result.tally if kind.state is State.NEW]
    failed = any(kind.rule in FAILURES for kind in new)
    if failed or kinds & {"plugin", "unreadable"}:
        return FAILURE
    if arguments.exit_zero:
        return NOTHING
    if arguments.diff:
        return FINDINGS if result.changed else NOTHING
    if arguments.exit_non_zero_on_fix and result.changed:
        return FINDINGS
    if arguments.baseline_strict and result.stale:
        return FINDINGS
    return FINDINGS if any(kind.severity >= result.fail_on for kind in new) else NOTHING
