"""``lintcorpus undo``: take a fix run back."""

import argparse
import sys

from lintcorpus.app.compose import App
from lintcorpus.app.fixing.undo import JOURNAL, ChangedSinceError, undo
from lintcorpus.cli.console import counted, note, request
from lintcorpus.cli.exit_code import FAILURE, FINDINGS, NOTHING
from lintcorpus.journal.store import JournalError, runs


def run(arguments: argparse.Namespace) -> int:
    """Restore the files of a run, or list the runs; 1 when files changed since and nothing was restored."""
    root = App(request(arguments)).root
    try:
        if arguments.list:
            for item in runs(root / JOURNAL):
                print(f"{item.name}  {counted(item.files, 'file')}{', taken back' if item.undone else ''}")
            return NOTHING
        done = undo(root, arguments.run or "")
    except ChangedSinceError as error:
        for problem in error.args:
            print(problem, file=sys.stderr)
        note("nothing was taken back; put these files back as the run left them, or restore them by hand", arguments)
        return FINDINGS
    except JournalError as error:
        note(str(error), argparse.Namespace(quiet=False))
        return FAILURE
    except OSError as error:
        note(f"{error.filename}: {error.strerror}; undo again to go on", argparse.Namespace(quiet=False))
        return FAILURE
    for path in done.files:
        print(path)
    note(
        f"took back run {done.run}: {counted(len(done.files), 'file has its', 'files have their')} old content again",
        arguments,
    )
    return NOTHING
