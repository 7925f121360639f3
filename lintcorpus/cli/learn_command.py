"""``lintcorpus learn``: write down what the accounts of a corpus repeat."""

import argparse
import difflib
import sys

from lintcorpus.app.compose import App
from lintcorpus.app.inputs import discovery_problems, find_files, read_files
from lintcorpus.app.learn import learned_accounts
from lintcorpus.cli.console import note, request
from lintcorpus.cli.exit_code import FINDINGS, NOTHING
from lintcorpus.config.learned import LEARNED_FILE, learned_text, read_learned, rendered, updated, write_learned
from lintcorpus.errors import UsageError


def run(arguments: argparse.Namespace) -> int:
    """Read all files, bring the learned file up to date, or only say what would change."""
    app = App(request(arguments))
    if arguments.isolated:
        raise UsageError("learn --isolated: an isolated run reads and writes no project file")
    before = learned_text(app.root)
    known = read_learned(before, app.root / LEARNED_FILE) if before is not None else []
    found = find_files(app, arguments.paths or [*(str(app.root / path) for path in app.settings.corpus)] or ["."])
    for problem in discovery_problems(found):
        if problem.kind == "path":
            raise UsageError(problem.message)
        note(problem.message, arguments)
    if not found.files:
        raise UsageError("learn: no file to read; suffixes are set by 'suffixes'")
    accounts = updated(known, learned_accounts(read_files(app, found.files)))
    after = rendered(accounts)
    blocks = sum(len(entry.blocks) for entry in accounts)
    said = f"{blocks} blocks of {sum(bool(entry.blocks) for entry in accounts)} accounts in {len(found.files)} files"
    if arguments.diff:
        sys.stdout.writelines(_diff(before or "", after))
    elif arguments.check:
        print(f"{LEARNED_FILE} {'is up to date' if before == after else 'would change'}: {said}")
    elif before != after:
        print(f"{write_learned(app.root, after)}: {said}")
    else:
        print(f"{LEARNED_FILE} is up to date: {said}")
    return FINDINGS if (arguments.diff or arguments.check) and before != after else NOTHING


def _diff(before: str, after: str) -> list[str]:
    names = (f"a/{LEARNED_FILE}", f"b/{LEARNED_FILE}")
    return list(difflib.unified_diff(_lines(before), _lines(after), *names))


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.removesuffix("\n").split("\n")] if text else []
