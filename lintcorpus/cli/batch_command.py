"""``lintcorpus batch``: check whole data sets, and write tables."""

import argparse
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lintcorpus.app.compose import App
from lintcorpus.cli.console import note, request, split_names
from lintcorpus.cli.exit_code import FAILURE, FINDINGS, NOTHING
from lintcorpus.cli.flags import about_rules
from lintcorpus.engine.run_rules import RULE_FAILED, UNREADABLE_FILE
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Severity
from lintcorpus.model.frozen import replace
from lintcorpus.model.selector import matching


def run(arguments: argparse.Namespace) -> int:
    """Check the records of all inputs, write tables, and say what they come to."""
    if importlib.util.find_spec("pyarrow") is None:
        raise UsageError("batch needs pyarrow: pip install 'lintcorpus[parquet]'")
    if not 0 <= arguments.threshold <= 1:
        raise UsageError(f"--threshold wants a share from 0 to 1, not {arguments.threshold:g}")
    from lintcorpus.distributed.inputs import find, opened
    from lintcorpus.distributed.run import Options, run_batch
    from lintcorpus.distributed.summary import exceeded, rate, text_lines

    wanted = replace(request(arguments, about_rules(arguments)), indexed=False)
    app = App(wanted)
    out = Path(arguments.out).absolute()
    fix = "unsafe" if arguments.unsafe_fixes else "safe"
    options = Options(
        fix=fix if arguments.fix else None,
        sample=arguments.sample,
        threshold=arguments.threshold,
        rates=tuple(rate(value) for value in split_names(arguments.max_rate)),
        part=int(arguments.part_size * 1_000_000),
        resume=arguments.resume,
        keep=arguments.keep_work,
        language=app.settings.lang or "en",
    )
    with opened(arguments.engine, arguments.jobs, arguments.address, apart=True) as engine:
        inputs = find(app, arguments.inputs, out)
        found = run_batch(app, inputs, out, engine, options, lambda said: note(said, arguments))
    if not arguments.quiet:
        sys.stdout.writelines(f"{line}\n" for line in text_lines(found))
    return _code(app, found, [item.name for item in options.rates], bool(exceeded(found)))


def _code(app: App, found: Mapping[str, Any], rated: Sequence[str], too_many: bool) -> int:
    """What failed fails the run, unless a rate says how much of it may; findings only where no rate is given."""
    allowed = frozenset[str]().union(*(matching(app.catalog.cards, name) for name in rated))
    failed = {UNREADABLE_FILE: found["unreadable"], RULE_FAILED: found["failed"]}
    if any(number and rule not in allowed for rule, number in failed.items()):
        return FAILURE
    if rated:
        return FINDINGS if too_many else NOTHING
    least = app.settings.fail_on
    return FINDINGS if any(found["findings"][item.label] for item in Severity if item >= least) else NOTHING
