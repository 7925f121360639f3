"""The command line: arguments in, reports and an exit code out."""

import sys
from collections.abc import Sequence


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
    from lintcorpus.cli.run import run

    return run(arguments)
