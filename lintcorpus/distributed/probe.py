"""Checks one record and says nothing of it: a process of its own, so that it is seen whether a process dies of it."""

import contextlib
import pickle
import sys

from lintcorpus.distributed.job import app_of
from lintcorpus.distributed.kernels import repair_of, reported
from lintcorpus.distributed.trail import READY


def main() -> None:
    """Check what a ``Trail`` gives on standard input; an error that is raised is none that kills."""
    job, record = pickle.load(sys.stdin.buffer)
    app = app_of(job)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    with contextlib.suppress(Exception):
        reported(app, record, repair_of(job.fix))


if __name__ == "__main__":
    main()
