"""How many processors there are for this process."""

import math
import os
import sys
from pathlib import Path


def usable_cpus() -> int:
    """How many processors this process may use, by affinity and by the limit of its control group."""
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(affinity, _cgroup_limit(Path("/sys/fs/cgroup"))))


def _cgroup_limit(folder: Path) -> int:
    """What ``cpu.max`` of cgroup v2, or the quota of v1, allows; many where there is none."""
    try:
        quota, period = (folder / "cpu.max").read_text().split()
    except (OSError, ValueError):
        try:
            quota = (folder / "cpu" / "cpu.cfs_quota_us").read_text().strip()
            period = (folder / "cpu" / "cpu.cfs_period_us").read_text().strip()
        except OSError:
            return sys.maxsize
    if quota in ("max", "-1"):
        return sys.maxsize
    return max(1, math.ceil(int(quota) / int(period)))
