"""Run the command line with ``python -m lintcorpus``."""

from lintcorpus.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
