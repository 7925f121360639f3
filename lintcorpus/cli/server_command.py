"""``lintcorpus server``: a language server for editors, on standard input and output."""

import argparse
import os
import sys

from lintcorpus.cli.console import request
from lintcorpus.errors import UsageError


def run(arguments: argparse.Namespace) -> int:
    """Serve an editor until it ends the server.

    Raises:
        UsageError: the packages of the extra ``lsp`` are missing.
    """
    try:
        from lintcorpus.server.features import make_server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("lintcorpus"):
            raise
        raise UsageError(f"the server needs the package {error.name}: pip install 'lintcorpus[lsp]'") from error
    server = make_server(request(arguments, {"file_timeout": 0}))  # it checks in its own process
    # The protocol has standard output for itself: whatever else is printed, by a plugin or a library
    # in any language, goes to standard error.
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return server.serve(source, sink)
