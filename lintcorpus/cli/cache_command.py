"""``lintcorpus cache``: tell how much is kept between runs, or delete it."""

import argparse

from lintcorpus.app.caching.files import clear, held
from lintcorpus.app.compose import App
from lintcorpus.cache.store import CacheError
from lintcorpus.cli.console import counted, request
from lintcorpus.errors import UsageError


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked; 0 when it was done."""
    own = App(request(arguments)).results_file
    if own is None:
        raise UsageError("cache: nothing is kept with --no-cache, nor with --isolated but for --cache-dir")
    folder = own.parent
    try:
        if arguments.action == "clear":
            print(f"{folder}: {counted(clear(folder), 'file')} deleted")
        else:
            kept = held(folder, own)
            results = "no results" if kept.results is None else f"results of {counted(kept.results, 'file')}"
            print(f"{folder}: {counted(kept.files, 'file')}, {kept.size / 1e6:.1f} MB; {results} of this project")
    except CacheError as error:
        raise UsageError(f"cache {arguments.action}: {error}") from error
    return 0
