"""Run the command line with ``python -m lintcorpus``."""

from lintcorpus.cli import program

if __name__ == "__main__":
    program()
