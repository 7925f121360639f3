"""``lintcorpus learn``: write down what the accounts of a corpus repeat, and its names."""

import argparse
import difflib
import sys
from typing import TYPE_CHECKING

from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import discovery_problems, find_files, read_files
from lintcorpus.app.learning.accounts import learned_accounts
from lintcorpus.app.learning.names import NameCounts
from lintcorpus.cli.console import counted, note, request
from lintcorpus.cli.exit_code import FINDINGS, NOTHING
from lintcorpus.cli.progress import reading
from lintcorpus.config.learned import (
    LEARNED_FILE,
    LearnedNames,
    learned_text,
    read_learned,
    read_names,
    rendered,
    updated,
    updated_names,
    write_learned,
)
from lintcorpus.errors import UsageError
from lintcorpus.language import MODEL_FILE
from lintcorpus.model.frozen import replace

if TYPE_CHECKING:
    from lintcorpus.app.learning.language import LearnedLanguage


def run(arguments: argparse.Namespace) -> int:
    """Read all files, bring the learned file up to date, or only say what would change."""
    app = App(replace(request(arguments), models=False))  # a damaged model is made anew, not opened
    if arguments.isolated:
        raise UsageError("learn --isolated: an isolated run reads and writes no project file")
    before = learned_text(app.root)
    known = read_learned(before, app.root / LEARNED_FILE) if before is not None else []
    known_names = read_names(before, app.root / LEARNED_FILE) if before is not None else LearnedNames()
    found = find_files(app, arguments.paths or [*(str(app.root / path) for path in app.settings.corpus)] or ["."])
    for problem in discovery_problems(found):
        if problem.kind == "path":
            raise UsageError(problem.message)
        note(problem.message, arguments)
    if not found.files:
        raise UsageError("learn: no file to read; suffixes are set by 'suffixes'")
    counts = NameCounts()
    sources = counts.counting(read_files(app, found.files))
    lesson = None
    if arguments.language_model:
        from lintcorpus.app.learning.language import Lesson  # it needs numpy

        lesson = Lesson()
        sources = lesson.heard(sources)
    with reading(app, "learn", len(found.files), sys.stderr, quiet=arguments.quiet):
        accounts = updated(known, learned_accounts(sources))
    names = updated_names(known_names, counts.learned())
    after = rendered(accounts, names)
    blocks = sum(len(entry.blocks) for entry in accounts)
    with_blocks = sum(bool(entry.blocks) for entry in accounts)
    said = f"{counted(blocks, 'block')} of {counted(with_blocks, 'account')} in {counted(len(found.files), 'file')}"
    said += f", {counted(len(names.words), 'name')}"
    language = lesson.learned() if lesson is not None else None
    if arguments.diff:
        sys.stdout.writelines(_diff(before or "", after))
    elif arguments.check:
        print(f"{LEARNED_FILE} {'is up to date' if before == after else 'would change'}: {said}")
    elif before != after:
        print(f"{write_learned(app.root, after)}: {said}")
    else:
        print(f"{LEARNED_FILE} is up to date: {said}")
    changed = before != after
    if language is not None:
        changed |= _say_language(language, app, arguments)
    return FINDINGS if (arguments.diff or arguments.check) and changed else NOTHING


def _say_language(language: "LearnedLanguage", app: App, arguments: argparse.Namespace) -> bool:
    """Write the model of the language, or only say what would change; whether it is another one now."""
    if language.is_kept(app.root):
        if not arguments.diff:
            print(f"{MODEL_FILE} is up to date: {language}")
        return False
    if arguments.diff:
        print(f"Binary files a/{MODEL_FILE} and b/{MODEL_FILE} differ")
    elif arguments.check:
        print(f"{MODEL_FILE} would change: {language}")
    else:
        print(f"{language.write(app.root)}: {language}")
    return True


def _diff(before: str, after: str) -> list[str]:
    names = (f"a/{LEARNED_FILE}", f"b/{LEARNED_FILE}")
    return list(difflib.unified_diff(_lines(before), _lines(after), *names))


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.removesuffix("\n").split("\n")] if text else []
