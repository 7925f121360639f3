"""Runs one command and prints what it took; small, because a new process is charged with the memory of its parent.

usage: python -I -S bench/launch.py SECONDS OUTPUT COMMAND...
"""

import os
import signal
import sys
import time


def main() -> int:
    """Run the command with standard output and errors in a file, and print one line.

    The line: exit code (negative: the signal that ended it), CPU seconds of user and system of the process and of
    all that it waited for, wall seconds, and the peak in KiB of the largest of these processes.
    """
    limit, output, *command = sys.argv[1:]
    target = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    streams = [(os.POSIX_SPAWN_DUP2, target, 1), (os.POSIX_SPAWN_DUP2, target, 2)]
    started = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=streams, setpgroup=0)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, float(limit))
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - started
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, wall, used.ru_maxrss)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
