"""The command line: arguments in, reports and an exit code out."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn


def program() -> NoReturn:
    """Run lintcorpus as a process of its own.

    It ends without taking apart what it made: the system frees that at once, Python would need as long as for
    checking an article or two.
    """
    try:
        code = main()
    except OSError:  # not even a line can be written
        code = 3
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except OSError:  # a full disk, of which nothing was said yet only where nothing else went wrong
                code = code or 3
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run lintcorpus.

    Args:
        argv: the arguments after the program's name; those of the process by default.

    Returns:
        The exit code: 0 nothing new, 1 new findings, 2 wrong use, 3 a file or rule failed.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        # Answered before anything is imported: hooks and editors ask often.
        from lintcorpus import __version__

        print(f"lintcorpus {__version__}")
        return 0
    # Imports make no cycles to speak of, and parsing makes millions of small tuples and none: collecting them often
    # is wasted time.
    gc.set_threshold(200_000, 20, 20)
    from lintcorpus.cli.run import run

    return run(arguments)
