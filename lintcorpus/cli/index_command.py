"""``lintcorpus index``: make, update, show or delete the index of the corpus."""

import argparse
import contextlib
import sys

from lintcorpus.app.compose import App
from lintcorpus.app.corpus.index import Change, build, index_status, update
from lintcorpus.cli.console import counted, note, request
from lintcorpus.cli.progress import reading
from lintcorpus.errors import UsageError
from lintcorpus.index.errors import IndexUnavailableError


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked; 0 when it was done."""
    app = App(request(arguments))
    path = app.index_file
    if path is None:
        raise UsageError(
            "index: there is no corpus; name its folders in lintcorpus.yaml, as 'corpus: [seeds/]'"
            " (and run without --isolated and --no-cache)"
        )
    try:
        if arguments.action == "clear":
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
            print(f"{path}: no index is kept")
        elif arguments.action == "status":
            print(index_status(app, path))
        elif arguments.action == "build":
            with reading(app, "index", None, sys.stderr, quiet=arguments.quiet):
                change = build(app, path)
            print(f"{path}: {_said(change)}")
        else:
            with reading(app, "index", None, sys.stderr, quiet=arguments.quiet):
                change, reason = update(app, path)
            if reason:
                note(f"{reason}; it was made anew", arguments)
            print(f"{path}: {_said(change)}")
    except IndexUnavailableError as error:
        raise UsageError(f"index {arguments.action}: {error}") from error
    except OSError as error:
        raise UsageError(f"index {arguments.action}: {path}: {error.strerror}") from error
    return 0


def _said(change: Change) -> str:
    return (
        f"{counted(change.files, 'file')}; {change.added} added, {change.changed} changed, {change.removed} removed,"
        f" {change.same} as before"
    )
