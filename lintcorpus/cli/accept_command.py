"""``lintcorpus accept``: write a finding into the accepted file."""

import argparse

from lintcorpus.app.check import collect, finish
from lintcorpus.app.compose import App
from lintcorpus.app.inputs import find_files, read_files
from lintcorpus.cli.console import request
from lintcorpus.config.accepted import add_accepted
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import State
from lintcorpus.reading.discover import relative_path


def run(arguments: argparse.Namespace) -> int:
    """Find the one finding that the fingerprint names and accept its exact text in its file."""
    if not arguments.fingerprint:
        raise UsageError("the fingerprint is empty; --output-format json prints those of all findings")
    app = App(request(arguments))
    found = find_files(app, arguments.paths or [*(str(app.root / path) for path in app.settings.corpus)] or ["."])
    gathered = collect(app, read_files(app, found.files))
    result = finish(app, gathered, skipped={}, problems=(), whole_corpus=False)
    shown = [item for item in result.diagnostics if item.state is not State.SUPPRESSED]
    named = [item for item in shown if item.fingerprint.startswith(arguments.fingerprint)]
    if len(named) != 1:
        what = "no new finding" if not named else f"{len(named)} findings"
        raise UsageError(f"{what} with fingerprint {arguments.fingerprint!r}; --output-format json prints them")
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
