"""``lintcorpus accept``: write a finding into the accepted file."""

import argparse
import sys

from lintcorpus.app.check import finish
from lintcorpus.app.collected import collect
from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import find_files, read_files
from lintcorpus.cli.console import request
from lintcorpus.cli.progress import reading
from lintcorpus.config.accepted import add_accepted
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import State
from lintcorpus.reading.discover import relative_path
from lintcorpus.reporters.text import where

_MOST = 10
"""Findings that are named when a fingerprint does not say which."""


def run(arguments: argparse.Namespace) -> int:
    """Find the one finding that the fingerprint names and accept its exact text in its file."""
    if not arguments.fingerprint:
        raise UsageError("the fingerprint is empty; --output-format full prints those of all findings")
    app = App(request(arguments))
    found = find_files(app, arguments.paths or [*(str(app.root / path) for path in app.settings.corpus)] or ["."])
    with reading(app, "check", len(found.files), sys.stderr, quiet=False):
        gathered = collect(app, read_files(app, found.files))
    result = finish(app, gathered, skipped={}, problems=(), whole_corpus=False)
    shown = [item for item in result.diagnostics if item.state is not State.SUPPRESSED]
    named = [item for item in shown if item.fingerprint.startswith(arguments.fingerprint)]
    if not named:
        raise UsageError(f"no new finding with fingerprint {arguments.fingerprint!r}; --output-format full prints them")
    if len(named) > 1:
        for item in named[:_MOST]:
            print(f"{where(item.place)}: {item.rule} {item.fingerprint}", file=sys.stderr)
        raise UsageError(
            f"the fingerprints of {len(named)} findings begin with {arguments.fingerprint!r}; give more of one"
        )
    diagnostic = named[0]
    text = next(
        document.slice(diagnostic.span)
        for source in read_files(
            app, [path for path in found.files if relative_path(path, app.root) == diagnostic.place.file]
        )
        for document in source.documents
        if document.path == diagnostic.path
    )
    file = add_accepted(app.root, diagnostic.path, diagnostic.rule, text, arguments.reason, arguments.until)
    print(f"{diagnostic.path}:{diagnostic.place.start.line}: {diagnostic.rule} accepted in {file}")
    return 0
